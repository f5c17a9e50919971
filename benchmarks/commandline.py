"""The command line as a person runs it."""

import subprocess
import sys
import time
from pathlib import Path

from benchmarks.machine import ROOT


def make(script: Path, bible: Path, out: Path) -> float:
    """Seconds that `picturelock make` takes, from its start to its end. Raises RuntimeError with its words."""
    command = [sys.executable, "-m", "picturelock", "make", str(script), "--bible", str(bible), "--out", str(out)]
    began = time.perf_counter()
    ran = subprocess.run([*command, "--json"], cwd=ROOT, capture_output=True, text=True, check=False)
    took = time.perf_counter() - began
    if ran.returncode:
        raise RuntimeError(f"picturelock make ended with {ran.returncode}: {ran.stderr.strip() or ran.stdout[-500:]}")
    return took
