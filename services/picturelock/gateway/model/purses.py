"""Fair share over money: whose take is bought next. docs/fair-share.md says it in words.

Amounts are of one currency. Time is a number of seconds that is handed in, and only says who waits longest.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

FORGOTTEN = 16
"""Of its dearest takes: what a purse has bought beyond the least served is forgotten above so many."""


@dataclass(slots=True)
class Purse:
    """What one project, or one tenant, waits for and has had."""

    name: str
    weight: float = 1.0
    queued: int = 0
    running: int = 0
    had: float = 0.0
    """Money per weight, counted from the level it came in at."""
    dearest: float = 0.0
    """The most that one take was, per weight."""
    since: float = 0.0
    """When it last had a take, or came."""
    is_new: bool = False
    """It has had no take since it came."""

    @property
    def is_active(self) -> bool:
        return self.queued > 0 or self.running > 0

    @property
    def order(self) -> tuple[float, int, float, str]:
        """The least goes first."""
        return self.had, self.running, self.since, self.name


class Purses:
    """Purses side by side: all tenants', or those of one tenant's projects."""

    def __init__(self) -> None:
        self._purses: dict[str, Purse] = {}
        self._active: dict[str, Purse] = {}
        self._floor = 0.0
        """The level at which a purse comes in when nobody else is there."""

    def of(self, name: str) -> Purse:
        return self._purses.setdefault(name, Purse(name))

    def came(self, name: str, now: float) -> None:
        self._come(self.of(name), now)
        self.of(name).queued += 1

    def left(self, name: str) -> None:
        self.of(name).queued -= 1
        self._go(self.of(name))

    def began(self, name: str, now: float, price: float) -> None:
        purse = self.of(name)
        self._come(purse, now)
        each = price / purse.weight
        purse.running, purse.had = purse.running + 1, purse.had + each
        purse.dearest, purse.since, purse.is_new = max(purse.dearest, each), now, False

    def ended(self, name: str, back: float) -> None:
        purse = self.of(name)
        purse.running, purse.had = purse.running - 1, purse.had - back / purse.weight
        self._go(purse)

    def turn(self, waiting: Collection[str]) -> str:
        """Whose turn it is of these, of which there is at least one."""
        purses = [self.of(name) for name in waiting]
        least = min(purse.had for purse in purses)
        for purse in purses:
            purse.had = min(purse.had, least + FORGOTTEN * purse.dearest)
        return min(purses, key=lambda purse: purse.order).name

    def _come(self, purse: Purse, now: float) -> None:
        """Who comes starts level with the least served; what it has had beyond that still counts."""
        if purse.is_active:
            return
        floor = min((other.had for other in self._active.values()), default=self._floor)
        purse.is_new = purse.had <= floor
        purse.had, purse.since = max(purse.had, floor), now
        self._active[purse.name] = purse

    def _go(self, purse: Purse) -> None:
        if not purse.is_active:
            self._floor = max(self._floor, purse.had)
            del self._active[purse.name]


class MoneyShares:
    """The purses of tenants, and of the projects in each. A project's name is `tenant/project`."""

    def __init__(self) -> None:
        self._tenants = Purses()
        self._projects: dict[str, Purses] = defaultdict(Purses)
        self._let_in = False
        """The last take was a newcomer's, before its turn."""
        self._early: set[str] = set()
        """Tenants of which a newcomer was let in before their turn, which has not come since."""
        self._offered: tuple[str, bool] = "", False
        """Whose turn it was last found to be, and whether before its turn."""

    def weigh(self, project: str, weight: float) -> None:
        self._projects[_tenant(project)].of(project).weight = weight

    def weigh_tenant(self, tenant: str, weight: float) -> None:
        self._tenants.of(tenant).weight = weight

    def came(self, project: str, now: float) -> None:
        """A take of the project is in the queue."""
        for purses, name in self._of(project):
            purses.came(name, now)

    def left(self, project: str) -> None:
        """A take is out of the queue."""
        for purses, name in self._of(project):
            purses.left(name)

    def began(self, project: str, now: float, price: float) -> None:
        """A take that is quoted at `price` is being bought."""
        offered, is_early = self._offered
        if project == offered:
            self._let_in, self._offered = is_early, ("", False)
            (self._early.add if is_early else self._early.discard)(_tenant(project))
        for purses, name in self._of(project):
            purses.began(name, now, price)

    def ended(self, project: str, back: float) -> None:
        """It is over. `back` is what of its quote was not spent."""
        for purses, name in self._of(project):
            purses.ended(name, back)

    def turn(self, waiting: Collection[str]) -> str:
        """Which of these projects has the next take bought. They are in the queue, and at least one there is.

        It is the same until something is bought, comes or ends.
        """
        newcomers = [] if self._let_in else [each for each in map(self._purse, waiting) if self._may_come_early(each)]
        if newcomers:
            found = min(newcomers, key=lambda purse: (purse.queued, purse.since, purse.name)).name
        else:
            tenant = self._tenants.turn({_tenant(project) for project in waiting})
            found = self._projects[tenant].turn([project for project in waiting if _tenant(project) == tenant])
        self._offered = found, bool(newcomers)
        return found

    def _may_come_early(self, purse: Purse) -> bool:
        return purse.is_new and _tenant(purse.name) not in self._early

    def _purse(self, project: str) -> Purse:
        return self._projects[_tenant(project)].of(project)

    def _of(self, project: str) -> Iterator[tuple[Purses, str]]:
        yield self._tenants, _tenant(project)
        yield self._projects[_tenant(project)], project


def _tenant(project: str) -> str:
    return project.partition("/")[0]
