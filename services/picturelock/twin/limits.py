"""What a twin lets in where its plan says so: creations in so many seconds, jobs at once, and creations in a day."""

from collections import defaultdict, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil

from picturelock.twin.faults import Plan

FULL = 1.0
"""Seconds after which to come back when there are too many at once."""


@dataclass(frozen=True, slots=True)
class Shut:
    """Why nothing more is let in, and for how many seconds."""

    why: str
    after: float
    crowded: bool = False


@dataclass(slots=True)
class Limits:
    """Of all accounts of all providers; what came lately is forgotten when the process ends."""

    _came: dict[tuple[str, str], deque[datetime]] = field(default_factory=lambda: defaultdict(deque))

    def shut(self, plan: Plan, account: tuple[str, str], now: datetime, alive: int | None, today: int) -> Shut | None:
        """`account` is of a provider; `alive` are its jobs that are not over (None: any may be), `today` this day's."""
        provider, _ = account
        if (most := plan.count(provider, "daily")) is not None and today >= most:
            return Shut("You have reached your daily limit", _until_midnight(now))
        if (most := plan.count(provider, "at_once")) is not None and alive is not None and alive >= most:
            return Shut("Too many concurrent requests", FULL, crowded=True)
        left, seconds = self.room(plan, account, now)
        if left == 0:
            return Shut("Too many requests", seconds)
        self._came[account].append(now)
        return None

    def room(self, plan: Plan, account: tuple[str, str], now: datetime) -> tuple[int | None, float]:
        """How many creations are let in still, and the seconds until there are more; None for as many as one likes."""
        most, span = plan.count(account[0], "rate"), plan.fixed(account[0], "rate", 0.0)
        if most is None:
            return None, 0.0
        came = self._came[account]
        while came and (now - came[0]).total_seconds() >= span:
            came.popleft()
        return max(0, most - len(came)), span - (now - came[0]).total_seconds() if came else span

    def headers(self, plan: Plan, account: tuple[str, str], now: datetime) -> dict[str, str]:
        """As many providers say how much they let in still; none without a rate."""
        left, seconds = self.room(plan, account, now)
        return {} if left is None else {"x-ratelimit-remaining": str(left), "x-ratelimit-reset": str(ceil(seconds))}


def _until_midnight(now: datetime) -> float:
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return (midnight - now).total_seconds()
