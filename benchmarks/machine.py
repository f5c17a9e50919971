"""What the figures were taken on, and whether it was doing anything else."""

import os
import platform
import shutil
import subprocess
import time
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parents[1]
BUSY = 0.1
"""Share of the cores from which on others disturb what is measured."""
LOOK_SECONDS = 1.0
PACKAGES = (
    "picturelock",
    "av",
    "imageio-ffmpeg",
    "numpy",
    "opencv-python-headless",
    "protobuf",
    "pydantic",
    "skia-python",
)


def busy() -> float:
    """The share of all cores (0 to 1) that work right now, while nothing of ours does."""
    first = _ticks()
    time.sleep(LOOK_SECONDS)
    idle, everything = (after - before for before, after in zip(first, _ticks(), strict=True))
    return 1 - idle / everything if everything else min(1.0, os.getloadavg()[0] / cores())


def cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def described() -> dict[str, object]:
    return {
        "system": platform.platform(),
        "processor": _field("/proc/cpuinfo", "model name") or platform.processor(),
        "cores": cores(),
        "memory": _field("/proc/meminfo", "MemTotal"),
        "load": [round(load, 2) for load in os.getloadavg()],
    }


def versions() -> dict[str, str]:
    """Of Python, of what the figures depend on, and the commit."""
    return {"python": platform.python_version(), "commit": _commit()} | {name: version(name) for name in PACKAGES}


def _ticks() -> tuple[int, int]:
    """Idle and all ticks of all cores since the machine started; zeros where the system does not say."""
    try:
        ticks = [int(each) for each in Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
    except OSError:
        return 0, 0
    return ticks[3] + ticks[4], sum(ticks)


def _field(file: str, name: str) -> str:
    try:
        lines = Path(file).read_text().splitlines()
    except OSError:
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), "")


def _commit() -> str:
    git = shutil.which("git")
    if git is None:
        return ""
    said = subprocess.run(
        [git, "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return said.stdout.strip()
