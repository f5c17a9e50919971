"""All that may go wrong in the world, by lot. One seed is one world, for ever."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from random import Random
from typing import Self, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Odds:
    """The chance of each misfortune at each of its occasions."""

    crash: float = 0.004
    """A process dies, at any point between two writes."""
    freeze: float = 0.002
    """A process stands still for up to a minute, and goes on as if nothing had been."""
    outage: float = 0.01
    """Records or the store cannot be reached."""
    repeated: float = 0.08
    """An event is delivered again, up to twenty seconds later."""
    late: float = 0.1
    """An event comes up to ten seconds late; others overtake it."""
    lost: float = 0.03
    """A delivery goes astray, and comes again when it was not acknowledged."""
    engine_asleep: float = 0.08
    """An engine fails in a way that may pass."""
    engine_refuses: float = 0.02
    """An engine fails for good."""
    engine_slow: float = 0.1
    """A take takes longer than a lease."""
    fault: float = 0.3
    """A take shows something that it must not."""
    second_copy: float = 0.3
    """A service runs twice."""

    def scaled(self, chance: Random) -> Self:
        """Some misfortunes never happen in this world, some often: what hides behind one is then seen."""
        drawn = {odd.name: getattr(self, odd.name) * chance.choice((0, 1, 1, 2)) for odd in fields(self)}
        return type(self)(**drawn)


KIND = Odds(**{odd.name: 0.0 for odd in fields(Odds)})
"""Nothing ever goes wrong."""


class Luck:
    def __init__(self, chance: Random, odds: Odds) -> None:
        self._chance = chance
        self.odds = odds
        self.storm = True
        """Only in a storm does anything go wrong; afterwards the world may come to rest."""
        self.struck: Counter[str] = Counter()

    def strikes(self, misfortune: str) -> bool:
        odds: float = getattr(self.odds, misfortune)
        hit = odds > 0 and self.storm and self._chance.random() < odds
        if hit:
            self.struck[misfortune] += 1
        return hit

    def within(self, low: float, high: float) -> float:
        return self._chance.uniform(low, high)

    def pick(self, choices: Sequence[T]) -> T:
        return self._chance.choice(choices)

    def latency(self) -> float:
        """Seconds that a touch of the outside takes."""
        return 0.0 if self._chance.random() < 0.6 else self._chance.uniform(0.0, 0.03)
