"""What the registry remembers of a project and its shots, and what follows when a take is judged."""

from decimal import Decimal
from enum import StrEnum
from typing import Self

from pydantic import Field

from picturelock.kernel.nouns import Asset, Brief, Decision, ListedShot, Noun, Rate, Take, Verdict
from picturelock.kernel.records import Record
from picturelock.registry.model.breakdown import Breakdown
from picturelock.registry.model.routing import Facts, Outcome, Route, Routing

MOST_OUTCOMES = 50
"""So many of a shot's takes are remembered for the figures of engines."""


class ShotState(StrEnum):
    PLANNED = "planned"
    PASSED = "passed"
    HELD = "held"
    REMOVED = "removed"


class Rejected(Noun):
    """A take that was measured and sent back."""

    take: Take
    asset: Asset
    verdict: Verdict


class Shot(Record):
    """A shot: what it must show now, and how far it has come. `takes` counts over all its briefs."""

    brief: Brief
    brief_digest: str
    engine: str
    state: ShotState = ShotState.PLANNED
    revision: int = 0
    began: int = 0
    """The revision from which tries are counted: 0, or where a held shot was taken up again."""
    takes: int = 0
    notes: tuple[str, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    take: int = 0
    """Number of the take that passed or is held; 0 for none."""
    reason: str = ""
    route: Route | None = None
    """How the engine was chosen; None in records of older releases."""
    outcomes: tuple[Outcome, ...] = ()
    """What came of its last takes, over all its briefs, in order of number."""
    paid: dict[str, Decimal] = Field(default_factory=dict)
    """What its takes have cost, by purchase."""

    @property
    def best(self) -> Rejected | None:
        """The least bad of the rejected takes; the earliest of equals."""
        return min(self.rejected, key=lambda r: r.verdict.score, default=None)

    @property
    def facts(self) -> Facts:
        """What it was routed by."""
        return self.route.facts if self.route else Facts()

    def planned(self, brief: Brief, route: Route) -> Self:
        """A new brief starts from the beginning, but for the slate, which counts on."""
        return self.but(
            brief=brief, brief_digest=brief.digest, engine=route.engine, route=route, state=ShotState.PLANNED,
            revision=0, began=0, takes=self.takes + 1, notes=(), rejected=(), take=0, reason="",
        )  # fmt: skip

    def routed(self, route: Route) -> Self:
        return self.but(engine=route.engine, route=route)

    def knowing(self, facts: Facts) -> Self:
        """From now on it is routed by these facts."""
        return self.but(route=self.route.model_copy(update={"facts": facts})) if self.route else self

    def handed_on(self, route: Route) -> Self:
        """To another engine, as the last one won't make it: that is no try of this shot's."""
        return self.routed(route).but(revision=self.revision + 1, began=self.began + 1, takes=self.takes + 1)

    def with_outcome(self, outcome: Outcome) -> Self:
        """A take that is judged again, by a person, counts as they see it."""
        others = [each for each in self.outcomes if each.number != outcome.number]
        return self.but(outcomes=tuple(sorted((*others, outcome), key=lambda each: each.number))[-MOST_OUTCOMES:])

    def taken_up(self) -> Self:
        """A held shot, tried again: with new seeds, and with the notes it has."""
        revision = self.revision + 1
        return self.but(state=ShotState.PLANNED, revision=revision, began=revision, takes=self.takes + 1, reason="")

    def replanned(self) -> Self:
        return self.but(revision=self.revision + 1, takes=self.takes + 1)

    def passed(self, take: int) -> Self:
        return self.but(state=ShotState.PASSED, take=take, rejected=(), reason="")

    def held(self, reason: str) -> Self:
        best = self.best
        return self.but(state=ShotState.HELD, take=best.take.number if best else 0, reason=reason)

    def noted(self, rejected: Rejected) -> Self:
        """Notes are kept over revisions, so that mending one fault does not bring another back.

        A take that a person sends back after it was rejected counts as they see it.
        """
        said = (finding.note for finding in rejected.verdict.findings if finding.note)
        others = (each for each in self.rejected if each.take.number != rejected.take.number)
        return self.but(rejected=(*others, rejected), notes=tuple(dict.fromkeys((*self.notes, *said))))

    def is_spent(self, most_revisions: int) -> bool:
        return self.revision - self.began >= most_revisions

    def waits_for(self, brief_digest: str, revision: int, take: int) -> bool:
        """Whether news of this take, of this brief at this revision, still matters; take 0 is from an older release."""
        is_last = take in (0, self.takes)
        return (
            self.state is ShotState.PLANNED
            and is_last
            and (self.brief_digest, self.revision) == (brief_digest, revision)
        )

    def takes_word(self, by: str, brief_digest: str) -> bool:
        """Whether a person's word on a take of this brief counts, whatever the shot's state."""
        return bool(by) and self.state is not ShotState.REMOVED and self.brief_digest == brief_digest


def must_hold(shot: Shot, verdict: Verdict, most_revisions: int) -> str:
    """Why no more takes will be tried, or an empty string when one will."""
    wrong = "; ".join(dict.fromkeys(finding.message for finding in verdict.findings)) or "it was rejected"
    if verdict.decision is Decision.HOLD:
        return f"a person must look: {wrong}"
    if shot.is_spent(most_revisions):
        return f"{len(shot.rejected)} takes were rejected, the last because: {wrong}"
    return ""


class Project(Record):
    """A film. `revision` counts its shot lists."""

    title: str
    script: str
    """Name of the script's file."""
    bible: str
    breakdown: Breakdown
    shots: tuple[ListedShot, ...] = ()
    revision: int = 0
    rate: Rate = Rate()
    width: int = Field(default=1280)
    height: int = Field(default=720)
    routing: Routing = Routing()
    """As it was when the film was made last."""
    retired: dict[str, str] = Field(default_factory=dict)
    """Engines that are used no more for this film, with what takes their place; empty for nothing."""
