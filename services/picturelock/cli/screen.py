"""What `make` shows while it runs, and the short table at its end. Never colour alone: words and marks go with it."""

import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Self

from rich.columns import Columns
from rich.console import Console, Group
from rich.live import Live
from rich.table import Table
from rich.text import Text

from picturelock.cli.estimate import Estimate, spelled
from picturelock.cli.outcome import Outcome
from picturelock.cli.view import FilmView, ShotView, Stage
from picturelock.editorial.handlers import Progress
from picturelock.gateway.model import plain
from picturelock.registry.model.outlook import Outlook, Standing

STYLES = {
    Stage.PLANNED: "bright_black",
    Stage.COMPILED: "bright_black",
    Stage.GENERATED: "blue",
    Stage.STORED: "magenta",
    Stage.PASSED: "green",
    Stage.HELD: "yellow",
}
MARKS = {
    Stage.PLANNED: "·", Stage.COMPILED: "c", Stage.GENERATED: "g",
    Stage.STORED: "s", Stage.PASSED: "█", Stage.HELD: "H",
}  # fmt: skip
"""One character a shot, in order of stage."""
WORDS = {
    Stage.PLANNED: "planned", Stage.COMPILED: "generating", Stage.GENERATED: "storing", Stage.STORED: "checking",
    Stage.PASSED: "passed", Stage.HELD: "held",
}  # fmt: skip
"""What is being done to a shot that has reached the stage."""
SHOWN = 4
"""Shots named as being worked on."""
QUIET_SECONDS = 10.0
"""Where there is no terminal, a line is said this often at most."""


class Screen:
    """On a terminal a live board; elsewhere a line now and then. On stderr, so that stdout is for results."""

    def __init__(self, film: FilmView, ahead: Outlook, out: Path, *, as_json: bool) -> None:
        self._film = film
        self._ahead = ahead
        self._out = out
        self._json = as_json
        self._console = Console(stderr=True, highlight=False)
        self._live = Live(console=self._console, refresh_per_second=4, transient=True) if self._is_live else None
        self._estimate = Estimate()
        self._said_at = 0.0

    @property
    def _is_live(self) -> bool:
        return self._console.is_terminal and not self._json

    def __enter__(self) -> Self:
        if self._live:
            self._live.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._live:
            self._live.stop()

    def opening(self, warnings: Sequence[str]) -> None:
        for warning in dict.fromkeys((*warnings, *self._ahead.warnings)):
            self._console.print(Text.assemble(("warning: ", "yellow"), warning), soft_wrap=True)
        if self._json:
            return
        counts = Counter(item.standing for item in self._ahead.shots)
        standing = ", ".join(f"{counts[each]} {each}" for each in Standing if counts[each])
        self._console.print(
            f"[bold]{self._ahead.project.title}[/]: {len(self._ahead.project.shots)} shots ({standing})"
        )

    def draw(self, finishing: Progress, waits: Mapping[str, int], seconds: float) -> None:
        """Called a few times a second, `seconds` after the start. `waits` are reasons and how many takes have each."""
        self._estimate.note(self._film, finishing, seconds)
        if self._live:
            self._live.update(self._board(finishing, waits, seconds))
        elif not self._json and seconds - self._said_at >= QUIET_SECONDS:
            self._said_at = seconds
            for line in (self._summary(finishing, seconds), *_waiting(waits)):
                self._console.print(line, soft_wrap=True)

    def _board(self, finishing: Progress, waits: Mapping[str, int], seconds: float) -> Group:
        held_up = [Text(line, style="dim", no_wrap=True, overflow="ellipsis") for line in _waiting(waits)]
        return Group(self._scenes(), self._underway(), *held_up, Text(self._summary(finishing, seconds)))

    def _scenes(self) -> Columns:
        """Each scene's shots as a bar; scenes share lines where the film is long."""
        scenes = []
        for scene, shots in groupby(self._film.listed, key=lambda listed: listed.shot.partition("_")[0]):
            bar = Text.assemble((f"{scene} ", "dim"))
            for listed in shots:
                stage = self._stage(listed.shot)
                bar.append(MARKS[stage], style=STYLES[stage])
            scenes.append(bar)
        return Columns(scenes, padding=(0, 2))

    def _underway(self) -> Text:
        moving = [
            _said(shot)
            for shot in self._film.shots.values()
            if not shot.is_settled and (shot.stage in (Stage.GENERATED, Stage.STORED) or _is_retake(shot))
        ]
        more = f" and {len(moving) - SHOWN} more" if len(moving) > SHOWN else ""
        return Text(", ".join(moving[:SHOWN]) + more, style="dim", no_wrap=True, overflow="ellipsis")

    def _summary(self, finishing: Progress, seconds: float) -> str:
        stages = Counter(self._stage(listed.shot) for listed in self._film.listed)
        counts = "  ".join(f"{self._mark(stage)}{WORDS[stage]} {stages[stage]}" for stage in Stage if stages[stage])
        cutting = f"  segments {finishing.ready}/{finishing.segments}" if finishing.segments else ""
        spent = "".join(f"  {plain(amount)} {currency}" for currency, amount in sorted(self._film.spent.items()))
        return f"{counts}{cutting}{spent}  {spelled(seconds)} so far, {self._to_go(finishing)}"

    def _mark(self, stage: Stage) -> str:
        """The board's own legend; lines without a board need none."""
        return f"{MARKS[stage]} " if self._is_live else ""

    def _to_go(self, finishing: Progress) -> str:
        if finishing.segments and finishing.ready == finishing.segments and self._film.is_settled:
            return "putting the film together"
        left = self._estimate.left(self._film, finishing)
        return f"about {spelled(left)} to go" if left else "too early to say how long"

    def _stage(self, shot: str) -> Stage:
        view = self._film.shots.get(shot)
        return view.stage if view else Stage.PLANNED

    def closing(self, outcome: Outcome) -> None:
        if self._json:
            sys.stdout.write(json.dumps(outcome.as_json(), indent=2, ensure_ascii=False) + "\n")
            return
        for event in outcome.parked:
            self._console.print(Text.assemble(("parked: ", "bold red"), f"{event.key}: {event.why}"), soft_wrap=True)
        for shot in self._film.in_doubt:
            said = f"{shot}: may be bought or not; look at the provider, and say what became of it"
            self._console.print(Text.assemble(("in doubt: ", "yellow"), said), soft_wrap=True)
        if self._film.in_doubt:
            self._console.print(self._way_out(), soft_wrap=True, markup=False)
        if outcome.cut is None:
            if outcome.parked:
                said = "see `picturelock parked list`, mend the cause, then `parked redrive`"
                self._console.print(f"the film can't go on; {said}", style="red")
            return
        self._console.print(self._table(outcome))
        for shot, why in outcome.held.items():
            self._console.print(Text.assemble(("held: ", "yellow"), f"{shot}: {why}"), soft_wrap=True)
        self._console.print(f"{outcome.sentence}: {self._out / 'film.mp4'}", soft_wrap=True)

    def _way_out(self) -> str:
        name = self._film.project.rpartition("/")[2]
        return (
            f"`picturelock purchases settle {name} {min(self._film.in_doubt)} --job ID`, or --missing, or --write-off; "
            f"`picturelock reconcile BILL {name}` names the lines of a bill that they may be"
        )

    def _table(self, outcome: Outcome) -> Table:
        table = Table(box=None, show_header=False, pad_edge=False)
        for name, value in outcome.rows():
            table.add_row(name, value)
        return table


def _is_retake(shot: ShotView) -> bool:
    return shot.last is not None and shot.last.revision > 0


def _waiting(waits: Mapping[str, int]) -> list[str]:
    return [f"{count} {'takes wait' if count > 1 else 'take waits'}: {why}" for why, count in sorted(waits.items())]


def _said(shot: ShotView) -> str:
    again = f" (take {shot.last.number})" if shot.last and _is_retake(shot) else ""
    return f"{shot.shot} {WORDS[shot.stage]}{again}"
