"""A breaker: how long nothing is to be sent to a provider that says no, or says nothing.

Time is a number of seconds that is handed in.
"""

from dataclasses import dataclass

FIRST, MOST = 1.0, 60.0
"""Seconds that it rests after being told to slow down, doubled each time in a row."""
IN_A_ROW = 5
"""Answers lost or doors shut one after the other, after which it rests."""
REST, LONG_REST = 60.0, 300.0
"""For one that does not answer; for one that will not have our key or our money."""


@dataclass(slots=True)
class Breaker:
    until: float = 0.0
    why: str = ""
    _slowed: int = 0
    _silent: int = 0

    def wait(self, now: float) -> float:
        """Seconds until something may be sent; 0 for at once."""
        return max(0.0, self.until - now)

    def went_well(self) -> None:
        self._slowed = self._silent = 0

    def was_slowed(self, now: float, after: float, why: str) -> None:
        """`after` is what the provider says; 0 when it does not."""
        self._slowed += 1
        self.rest(now, after or min(MOST, FIRST * 2 ** (self._slowed - 1)), why)

    def was_silent(self, now: float, why: str) -> None:
        """No answer, or no way to it. Once it rested, the next silence makes it rest again."""
        self._silent += 1
        if self._silent >= IN_A_ROW:
            self.rest(now, REST, why)

    def was_shut_out(self, now: float, why: str) -> None:
        self.rest(now, LONG_REST, why)

    def rest(self, now: float, seconds: float, why: str) -> None:
        if now + seconds > self.until:
            self.until, self.why = now + seconds, why
