"""A supplier: one account at a provider, as this copy of the gateway buys of it.

When something may be sent, by breaker and pace, this copy knows alone. How much may be bought at once and in a day, all
copies know together: a place is taken in the account's quota, on record, before anything is sent.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from picturelock.gateway.handlers.together import Asked, Together
from picturelock.gateway.model import (
    Breaker,
    Limit,
    Limits,
    Move,
    Order,
    Pace,
    Place,
    Purchase,
    PurchaseState,
    Quota,
    Room,
    Told,
    too_many,
)
from picturelock.gateway.ports import PATIENT, Declined, Failure
from picturelock.kernel.bus import Cause, caused_by, derived_id
from picturelock.kernel.clock import Clock
from picturelock.kernel.errors import Transient
from picturelock.kernel.records import Records

SHORT_REST = 5.0
"""Seconds that a buyer waits with its take in hand; for what lasts longer, the take goes back into the queue."""
CROWDED_SECONDS = 60.0
"""For so long no more is asked for at once than there was when the provider said that it is too much."""
PATIENT_NAMES = frozenset(failure.name for failure in PATIENT)
COUNTED = (PurchaseState.SENDING, PurchaseState.UNKNOWN, PurchaseState.ACCEPTED)


class NotNow(Transient):
    """Nothing may be bought of the account at present: the take waits in the queue, and nothing is held against it."""


@dataclass(frozen=True, slots=True)
class Crowd:
    room: int
    until: float


Change = Callable[[Quota], Quota]
"""What is to become of the quota. Raises NotNow."""


class Supplier:
    """`key` is the quota's. `limits` are those of the settings."""

    def __init__(self, key: str, records: Records, clock: Clock, limits: Limits, pace: Pace | None = None) -> None:
        tenant, _, provider = key.partition("/")
        self.key = key
        self._unused = Quota(provider=provider, tenant=tenant)
        self.quota = self._unused
        """As it was last seen."""
        self._records = records
        self._clock = clock
        self._limits = limits
        self._breaker = Breaker()
        self._pace = pace or Pace()
        self._crowds: dict[str, Crowd] = {}
        self._changes = Together(f"quota {key}", self._change)

    def limit(self, engine: str) -> Limit:
        """Of one engine, by whatever is known."""
        crowd = self._crowds.get(engine)
        crowded = Limit(at_once=crowd.room) if crowd and steady() < crowd.until else Limit()
        told = self.quota.told.get(engine, Told())
        return self._limits.of(engine).within(told.limit).within(crowded)

    @property
    def whole(self) -> Limit:
        return self._limits.whole

    def lack(self, engine: str, leased: Mapping[str, int]) -> str:
        """Why no take of the engine should be leased; empty when one may be. `leased` are the account's, by engine."""
        if self._rest() > SHORT_REST:
            return self._resting()
        if why := self._lack(self.quota, engine):
            return why
        for name, limit, count in (
            (engine, self.limit(engine).at_once, leased.get(engine, 0)),
            (self.quota.provider, self.whole.at_once, sum(leased.values())),
        ):
            if limit is not None and count >= limit:
                return too_many(name, count, limit)
        return ""

    async def let_in(self) -> None:
        """Wait until something may be sent. Raises NotNow when that is not soon."""
        while wait := self._rest():
            if wait > SHORT_REST:
                raise NotNow(self._resting())
            await self._clock.sleep(wait)
        self._pace.begin(steady())

    async def enter(self, purchase: Purchase) -> None:
        """Take a place for its next attempt. Raises NotNow when there is none."""
        place = Place(engine=purchase.engine, attempt=purchase.attempt + 1, day=self._clock.now().date())

        def entered(quota: Quota) -> Quota:
            if (known := quota.places.get(purchase.key)) is not None and known.attempt == place.attempt:
                return quota
            if why := self._lack(quota, purchase.engine):
                raise NotNow(why)
            return quota.entered(purchase.key, place)

        await self.change(entered)

    async def leave(self, purchase: Purchase, attempt: int) -> None:
        """The provider is not, or no more, about this attempt or those before."""
        is_bought = bool(purchase.job) or purchase.state is PurchaseState.PARKED
        await self.change(lambda quota: quota.left(purchase.key, attempt, accepted=is_bought))

    async def change(self, change: Change) -> None:
        """Changes that come while the quota is being saved go together with its next save. Raises NotNow as it does."""
        await self._changes.ask(change)

    async def _change(self, changes: Sequence[Asked[Change, None]]) -> None:
        """All that are still waited for, in one save. Raises Conflict when somebody else saved the quota meanwhile."""
        found = await self._records.find(Quota, self.key) or self._unused
        after, refused = found, dict[int, NotNow]()
        for at, asked in enumerate(changes):
            try:
                after = after if asked.done.done() else asked.what(after)
            except NotNow as why:
                refused[at] = why
        if after is not found:
            with caused_by(Cause(derived_id("quota", self.key, found.version), "gateway")):
                after = await self._records.save(self.key, after)
        self.quota = after
        for at, asked in enumerate(changes):
            asked.refuse(refused[at]) if at in refused else asked.answer(None)

    def went_well(self, sent: float, room: Room | None) -> None:
        self._breaker.went_well()
        self._pace.went_well(sent)
        self._told(room)

    def declined(self, engine: str, sent: float, error: Declined) -> None:
        now, why = steady(), str(error)
        match error.failure:
            case Failure.RATE_LIMIT:
                if self._pace.was_slowed(now, sent, error.after):
                    self._breaker.was_slowed(now, error.after, why)
                self._breaker.rest(now, error.after, why)
            case Failure.CONCURRENCY:
                room = max(0, self.quota.at_once(engine) - 1)
                self._crowds[engine] = Crowd(room, now + max(error.after, CROWDED_SECONDS if room else SHORT_REST))
            case Failure.AUTH | Failure.BALANCE:
                self._breaker.was_shut_out(now, why)
            case Failure.NOT_SENT:
                self._breaker.was_silent(now, why)
            case _:
                self._breaker.went_well()
        self._told(error.room)

    def was_silent(self, why: str) -> None:
        self._breaker.was_silent(steady(), why)

    def _told(self, room: Room | None) -> None:
        if room is not None:
            self._pace.told(steady(), room)

    def _rest(self) -> float:
        return max(self._breaker.wait(steady()), self._pace.wait(steady()))

    def _resting(self) -> str:
        why = self._breaker.why if self._breaker.wait(steady()) > SHORT_REST else "it lets in no more requests"
        return f"{self.quota.provider}: nothing is sent for {self._rest():.0f} s: {why}"

    def _lack(self, quota: Quota, engine: str) -> str:
        return quota.lack(engine, self.limit(engine), self.whole, self._clock.now().date())


def steady() -> float:
    """By a clock that nobody can set."""
    return asyncio.get_running_loop().time()


def in_vain(purchase: Purchase) -> int:
    """How often it was sent, but for when the provider had no room for it just then, and for what a person excused."""
    counted = (step for step in purchase.steps if step.attempt > purchase.excused)
    turned_away = (step.reason in PATIENT_NAMES and step.move in (Move.DECLINE, Move.LOSE) for step in counted)
    return purchase.attempt - purchase.excused - sum(turned_away)


def is_counted(place: Place, purchase: Purchase, order: Order | None) -> bool:
    """Whether the provider may be about the purchase, or a buyer may be about to send it.

    Who has a place without is dead, was too slow, or gave the take back when it had the place and had sent nothing.
    """
    is_next = purchase.state is PurchaseState.INTENDED and place.attempt == purchase.attempt + 1
    return purchase.state in COUNTED or (is_next and order is not None and order.bought)
