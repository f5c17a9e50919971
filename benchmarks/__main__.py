"""Measure how fast Picturelock is, part by part, and keep the figures."""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks import machine
from benchmarks.figures import Outcome, keep, show
from benchmarks.parts import PARTS, PartResult


def main() -> int:
    """0 when every part that was asked for was measured, or could say why not."""
    asked = _asked()
    outcome = Outcome(quick=asked.quick)
    print(f"load average {os.getloadavg()[0]:.2f} on {machine.cores()} cores")
    for name in asked.only or PARTS:
        _measure(name, outcome)
    show(outcome)
    print(f"kept in {keep(outcome, asked.json)}")
    return 1 if outcome.failed else 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m benchmarks", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=PARTS, metavar="PART", help=f"some of: {' '.join(PARTS)}")
    parser.add_argument("--quick", action="store_true", help="as little as possible of everything, to see that it runs")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where the figures go instead of benchmarks/results")
    return parser.parse_args()


def _measure(name: str, outcome: Outcome) -> None:
    share = outcome.busy[name] = machine.busy()
    warning = f" WARNING: others keep {share:.0%} of the cores busy" if share > machine.BUSY else ""
    print(f"measuring {name} ...{warning}", flush=True)
    with tempfile.TemporaryDirectory(prefix="picturelock-bench-") as folder:
        file = Path(folder) / "result.json"
        quick = ["--quick"] if outcome.quick else []
        ran = subprocess.run(
            [sys.executable, "-m", "benchmarks.parts", name, str(file), *quick], cwd=machine.ROOT, check=False
        )
        if ran.returncode or not file.exists():
            outcome.failed[name] = f"ended with {ran.returncode}; its own words are above"
            return
        result = PartResult.read(file)
    outcome.figures += result.figures
    if result.left_out:
        outcome.left_out[name] = result.left_out


if __name__ == "__main__":
    sys.exit(main())
