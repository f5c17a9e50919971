"""The parts of the benchmark, each of them run in a process of its own: `python -m benchmarks.parts NAME RESULT`."""

import json
import sys
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path

from benchmarks.figures import Figure, LeftOut

PARTS = {
    "line": "benchmarks.line",
    "leases": "benchmarks.leases",
    "buying": "benchmarks.buying",
    "live": "benchmarks.live",
    "peers": "benchmarks.peers.celery_chain",
    "compiler": "benchmarks.compiling",
    "previz": "benchmarks.drawing",
    "continuity": "benchmarks.looking",
    "assembly": "benchmarks.assembling",
    "again": "benchmarks.again",
    "film": "benchmarks.whole_film",
}
"""Each module's `measure(quick=...)` gives figures, or raises LeftOut."""


@dataclass(frozen=True, slots=True)
class PartResult:
    figures: list[Figure]
    left_out: str = ""

    def write(self, file: Path) -> None:
        file.write_text(json.dumps(asdict(self)))

    @classmethod
    def read(cls, file: Path) -> "PartResult":
        said = json.loads(file.read_text())
        return cls([Figure(**figure) for figure in said["figures"]], said["left_out"])


def run(name: str, file: Path, *, quick: bool) -> None:
    try:
        figures: list[Figure] = import_module(PARTS[name]).measure(quick=quick)
        PartResult(figures).write(file)
    except LeftOut as why:
        PartResult([], str(why)).write(file)


if __name__ == "__main__":
    run(sys.argv[1], Path(sys.argv[2]), quick="--quick" in sys.argv)
