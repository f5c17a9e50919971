"""What the rules are given, and what they read from it."""

from collections.abc import Sequence
from dataclasses import dataclass

from picturelock.continuity.model.expectation import Expectation
from picturelock.continuity.model.measured import Measured, Stretch


@dataclass(frozen=True, slots=True)
class Case:
    """A take, what it must be, and the takes of the shots around it."""

    measured: Measured
    expected: Expectation
    neighbours: Sequence[Measured] = ()

    @property
    def whole(self) -> Stretch:
        return Stretch(first=0, last=max(0, self.measured.facts.frames - 1), strength=0)


@dataclass(frozen=True, slots=True)
class Reading:
    """One measure, in its rule's unit, and the words for it should it be beyond its limit."""

    measured: float
    where: Stretch
    message: str
    note: str
    subject: str = ""
    slack: float = 0.0
    """Allowed on top of the limit."""
