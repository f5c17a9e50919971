"""A measured figure, its aim, and how figures are shown and kept."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table

from benchmarks import machine

RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True, slots=True)
class Figure:
    """`more` is whether more is better. An `aim` of None is only told. `key` names it for programs, for ever."""

    key: str
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


@dataclass(slots=True)
class Outcome:
    """Of one run: what was measured, which parts are missing and why, and how busy others were before each part."""

    quick: bool
    figures: list[Figure] = field(default_factory=list)
    left_out: dict[str, str] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    busy: dict[str, float] = field(default_factory=dict)


class LeftOut(Exception):
    """What the part measures can't be had here. Its words say what to do about it."""


def percentile(values: Sequence[float], percent: float) -> float:
    """Nearest rank."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(percent / 100 * (len(ordered) - 1)))]


def spread(values: Sequence[float], unit: str = "") -> str:
    """For a note beside the median."""
    if len(values) == 1:
        return "once"
    return f"median of {len(values)}: {min(values):,.4g} to {max(values):,.4g}{unit and ' ' + unit}"


def show(outcome: Outcome) -> None:
    table = Table("what", "value", "unit", "aim", "", "how")
    for figure in against_peers(outcome.figures):
        aim = "" if figure.aim is None else f"{'≥' if figure.more else '≤'} {figure.aim:,.4g}"
        table.add_row(figure.name, f"{figure.value:,.4g}", figure.unit, aim, figure.verdict, figure.note)
    console = Console(width=150)
    console.print(table)
    for word, parts in (("left out", outcome.left_out), ("FAILED", outcome.failed)):
        for part, why in parts.items():
            console.print(f"{word}: {part}: {why}", style="bold red", markup=False)
    if disturbed := [f"{part} {share:.0%}" for part, share in outcome.busy.items() if share > machine.BUSY]:
        console.print(
            f"others kept the cores busy: {', '.join(disturbed)}; these figures mean little", style="bold red"
        )
    if outcome.quick:
        console.print(
            "a quick run: it shows that everything can be measured, its figures mean nothing", style="bold red"
        )


def against_peers(figures: Sequence[Figure]) -> list[Figure]:
    """What ours do is also held against what a peer did in the same run."""
    at = {figure.key: figure for figure in figures}
    ours, theirs = at.get("shots3_s"), at.get("celery_shots3_s")
    if ours is None or theirs is None:
        return list(figures)
    ratio = Figure(
        "shots3_to_celery", "shots, to Celery's", ours.value / theirs.value, "x", 1, note="from this very run"
    )
    return [*figures, ratio]


def keep(outcome: Outcome, file: Path | None = None) -> Path:
    """Write them with the machine, the versions and the date; into `results` when no file is named."""
    now = datetime.now(UTC)
    file = file or RESULTS / f"{now:%Y-%m-%dT%H%M%SZ}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    figures = against_peers(outcome.figures)
    said = {
        "date": now.isoformat(timespec="seconds"),
        "quick": outcome.quick,
        "machine": machine.described() | {"busy": _rounded(outcome.busy)},
        "versions": machine.versions(),
        "keys": {figure.key: figure.value for figure in figures},
        "figures": [asdict(figure) | {"verdict": figure.verdict} for figure in figures],
        "left_out": outcome.left_out,
        "failed": outcome.failed,
    }
    file.write_text(json.dumps(said, indent=1, ensure_ascii=False) + "\n")
    return file


def _rounded(shares: Mapping[str, float]) -> dict[str, float]:
    return {name: round(share, 3) for name, share in shares.items()}


def middle(values: Sequence[float]) -> float:
    return float(median(values))
