"""A measured figure, its aim, and how figures are shown and kept."""

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from rich.console import Console
from rich.table import Table

RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True, slots=True)
class Figure:
    """`more` is whether more is better. An `aim` of None is only told."""

    name: str
    value: float
    unit: str
    aim: float | None = None
    more: bool = True
    note: str = ""

    @property
    def verdict(self) -> str:
        if self.aim is None:
            return ""
        return "met" if (self.value >= self.aim if self.more else self.value <= self.aim) else "missed"


def percentile(values: Sequence[float], percent: float) -> float:
    """Nearest rank."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(percent / 100 * (len(ordered) - 1)))]


def show(figures: Sequence[Figure]) -> None:
    table = Table("what", "value", "unit", "aim", "", "how")
    for figure in figures:
        aim = "" if figure.aim is None else f"{'≥' if figure.more else '≤'} {figure.aim:g}"
        table.add_row(figure.name, f"{figure.value:,.4g}", figure.unit, aim, figure.verdict, figure.note)
    Console(width=150).print(table)


def keep(figures: Sequence[Figure]) -> Path:
    """Write them with the machine, the versions and the date."""
    now = datetime.now(UTC)
    RESULTS.mkdir(exist_ok=True)
    file = RESULTS / f"{now:%Y-%m-%dT%H%M%SZ}.json"
    said = {
        "date": now.isoformat(),
        "machine": {
            "system": platform.platform(),
            "cores": os.cpu_count(),
            "processor": _processor(),
            "load": os.getloadavg()[0],
        },
        "versions": {name: version(name) for name in ("picturelock", "skia-python", "av", "numpy", "pydantic")}
        | {"python": platform.python_version()},
        "figures": [asdict(figure) for figure in figures],
    }
    file.write_text(json.dumps(said, indent=1, ensure_ascii=False))
    return file


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
