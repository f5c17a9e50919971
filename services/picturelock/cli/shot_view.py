"""How far a shot and each of its takes have come, by what was said of them in whatever order."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from picturelock.kernel.nouns import Asset, Brief, Decision, Prompt, Take, Verdict
from picturelock.kernel.nouns.take import is_alternate


class Stage(StrEnum):
    """How far a shot has come. The words are the same on every surface."""

    PLANNED = "planned"
    COMPILED = "compiled"
    GENERATED = "generated"
    STORED = "stored"
    PASSED = "passed"
    HELD = "held"


ORDER = list(Stage)


@dataclass(frozen=True, slots=True)
class Hold:
    """`number` is that of the shot's newest take when it was held."""

    number: int
    reason: str


@dataclass
class TakeView:
    """One take of a shot, as far as it came. `times` has the moment of each stage it reached."""

    number: int
    revision: int
    brief: Brief
    brief_digest: str
    is_hearsay: bool = False
    """Only continuity told of it yet, which may have the brief in a newer wording."""
    delivered: int = 0
    """Number of the event, in order of feeding, that told it was generated."""
    moved: int = 0
    """Number of the last event that told of it."""
    notes: tuple[str, ...] = ()
    prompt: Prompt | None = None
    take: Take | None = None
    asset: Asset | None = None
    verdict: Verdict | None = None
    ruled: datetime | None = None
    """When the verdict was given."""
    by: str = ""
    """The person whose verdict it is."""
    failure: str = ""
    times: dict[Stage, datetime] = field(default_factory=dict)

    @property
    def was_rejected(self) -> bool:
        return self.verdict is not None and self.verdict.decision is not Decision.PASS

    @property
    def passes(self) -> bool:
        return self.verdict is not None and self.verdict.decision is Decision.PASS

    @property
    def stage(self) -> Stage:
        """The furthest it came. One that passed and was sent back is stored again."""
        reached = [stage for stage in self.times if stage is not Stage.PASSED]
        return Stage.PASSED if self.passes else max(reached, key=ORDER.index, default=Stage.PLANNED)

    def rule(self, verdict: Verdict, time: datetime, by: str) -> None:
        """The last word counts; of two at one moment a person's, and then the kinder one."""
        if (
            self.verdict is None
            or self.ruled is None
            or _weight(verdict, time, by) >= _weight(self.verdict, self.ruled, self.by)
        ):
            self.verdict, self.ruled, self.by = verdict, time, by


@dataclass
class ShotView:
    """`stage` is how far it has come, and `held` why it waits, if it does: both follow from `takes` and `hold`."""

    shot: str
    stage: Stage = Stage.PLANNED
    takes: dict[int, TakeView] = field(default_factory=dict)
    held: str = ""
    hold: Hold | None = None

    @property
    def last(self) -> TakeView | None:
        """Alternates are nobody's last word; they count when they are circled."""
        asked = [number for number in self.takes if not is_alternate(number)]
        return self.takes[max(asked)] if asked else None

    @property
    def is_settled(self) -> bool:
        return self.stage in (Stage.PASSED, Stage.HELD)

    def is_settled_for(self, brief_digest: str) -> bool:
        """The newest take may still be one for the brief before."""
        return self.is_settled and (self.last is None or self.last.brief_digest == brief_digest)

    def stand(self) -> None:
        """Say anew how far it has come."""
        last = self.last
        if last is not None and self._is_circled(last):
            self.stage = Stage.PASSED
        elif self.hold and (last is None or self.hold.number >= last.number):
            self.stage = Stage.HELD
        elif last is not None:
            self.stage = Stage.PASSED if self._is_overtaken(last) else last.stage
        self.held = self.hold.reason if self.hold and self.stage is Stage.HELD else ""

    def _is_circled(self, last: TakeView) -> bool:
        """The last that a person said of a take of the present brief is that it may be cut in."""
        said = [take for take in self._of_now(last) if take.by and take.ruled]
        return bool(said) and max(said, key=lambda take: (take.ruled, take.number)).passes

    def _is_overtaken(self, last: TakeView) -> bool:
        """A take for the very same, asked for before the brief was another one for a while, came in after all."""
        return any(take.passes and take.revision == last.revision for take in self._of_now(last))

    def _of_now(self, last: TakeView) -> Iterator[TakeView]:
        """Takes of the present brief; of older ones, asked for before it was sent anew, those that were ruled since."""
        fresh = [take for take in self.takes.values() if take.revision == 0 and Stage.PLANNED in take.times]
        anew = max(fresh, key=lambda take: take.number, default=None)
        for take in self.takes.values():
            if take.brief_digest == last.brief_digest and (
                anew is None
                or take.number >= anew.number
                or (take.ruled is not None and take.ruled > anew.times[Stage.PLANNED])
            ):
                yield take


def _weight(verdict: Verdict, time: datetime, by: str) -> tuple[datetime, bool, bool]:
    return time, bool(by), verdict.decision is Decision.PASS
