"""Fair share between projects: whose turn it is when a slot is free. docs/fair-share.md says it in words.

Time is a number of seconds that is handed in. Nothing here knows what a take is.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from math import ceil

AHEAD = 3600.0
"""Slot-seconds per weight: what a project has had beyond the least served is forgotten above this."""
ROUNDING = 1e-9


@dataclass(slots=True)
class Share:
    """What one project has, had and waits for."""

    project: str
    weight: float = 1.0
    queued: int = 0
    running: int = 0
    served: float = 0.0
    """Slot-seconds per weight of leases that ended, counted from the level it came in at."""
    starts: float = 0.0
    """The sum of the moments at which the running leases began."""
    since: float = 0.0
    """When it last got a slot, or came."""
    is_new: bool = False
    """It has had no slot since it came."""

    def level(self, now: float) -> float:
        """Slot-seconds per weight, running leases counted so far."""
        return self.served + (self.running * now - self.starts) / self.weight

    @property
    def is_active(self) -> bool:
        return self.queued > 0 or self.running > 0


class Shares:
    """The shares of all projects, kept up as takes come, start and end."""

    def __init__(self) -> None:
        self._shares: dict[str, Share] = {}
        self._active: dict[str, Share] = {}
        self._floor = 0.0
        """The level at which a project comes in when nobody else is there."""
        self._let_in = False
        """The last slot went to a newcomer before its turn."""

    def __iter__(self) -> Iterator[Share]:
        return iter(self._shares.values())

    def of(self, project: str) -> Share:
        return self._shares.get(project) or Share(project)

    def weigh(self, project: str, weight: float, now: float) -> None:
        share = self._share(project)
        had = share.level(now)
        share.weight = weight
        share.served += had - share.level(now)

    def came(self, project: str, now: float) -> None:
        """A take of the project is in the queue."""
        share = self._share(project)
        self._come(share, now)
        share.queued += 1

    def left(self, project: str, now: float) -> None:
        """A take is out of the queue."""
        share = self._shares[project]
        share.queued -= 1
        self._go(share, now)

    def began(self, project: str, now: float, start: float) -> None:
        """A lease began at `start`."""
        share = self._share(project)
        self._come(share, now)
        share.running += 1
        share.starts += start
        share.since, share.is_new = max(share.since, start), False

    def ended(self, project: str, now: float, start: float) -> None:
        """The lease that began at `start` is over."""
        share = self._shares[project]
        share.served += (now - start) / share.weight
        share.running -= 1
        share.starts -= start
        self._go(share, now)

    def turn(self, waiting: Collection[str], now: float) -> str:
        """Which of these projects gets a slot that is free now. They are in the queue, and at least one there is."""
        shares = [self._shares[project] for project in waiting]
        newcomers = [] if self._let_in else [share for share in shares if share.is_new]
        self._let_in = bool(newcomers)
        if newcomers:
            return min(newcomers, key=lambda share: (share.queued, share.since, share.project)).project
        slots = 1 + sum(share.running for share in self._active.values())
        each = slots / sum(share.weight for share in self._active.values())
        owed = [share for share in shares if share.running < int(share.weight * each + ROUNDING)]
        if owed:
            return min(owed, key=lambda share: (share.running / share.weight, share.level(now), share.since)).project
        fitting = [share for share in shares if share.running < ceil(share.weight * each - ROUNDING)] or shares
        self._forgive(fitting, now)
        return min(fitting, key=lambda share: (share.level(now), share.running, share.since, share.project)).project

    def _forgive(self, shares: Collection[Share], now: float) -> None:
        most = min(share.level(now) for share in shares) + AHEAD
        for share in shares:
            share.served -= max(0.0, share.level(now) - most)

    def _share(self, project: str) -> Share:
        return self._shares.setdefault(project, Share(project))

    def _come(self, share: Share, now: float) -> None:
        """A project that comes starts level with the least served; what it has had beyond that still counts."""
        if share.is_active:
            return
        floor = min((other.level(now) for other in self._active.values()), default=self._floor)
        share.is_new = share.served <= floor
        share.served = max(share.served, floor)
        share.since = now
        self._active[share.project] = share

    def _go(self, share: Share, now: float) -> None:
        if share.is_active:
            return
        share.starts = 0.0
        self._floor = max(self._floor, share.level(now))
        del self._active[share.project]
