"""Purchases on record: whatever happens to one is saved and said in one act, and never changed afterwards."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime

from picturelock.gateway.model import Purchase, PurchaseState, price_of, purchase_key
from picturelock.kernel.bus import Cause, caused_by, derived_id
from picturelock.kernel.clock import Clock
from picturelock.kernel.paging import every
from picturelock.kernel.records import Records
from picturelock_api.gateway.v1.events_pb2 import PurchaseMoved


class Purchases:
    def __init__(self, records: Records, clock: Clock) -> None:
        self._records = records
        self._clock = clock

    @property
    def now(self) -> datetime:
        return self._clock.now()

    async def find(self, key: str) -> Purchase | None:
        return await self._records.find(Purchase, key)

    async def of(self, order: str) -> Sequence[Purchase]:
        """All that were begun for the order, in order of number."""
        found: list[Purchase] = []
        while (purchase := await self.find(purchase_key(order, len(found) + 1))) is not None:
            found.append(purchase)
        return found

    async def last(self, order: str) -> Purchase | None:
        """The one that was begun last of those for the order."""
        return next(reversed(await self.of(order)), None)

    async def current(self, order: str) -> Purchase | None:
        """The one to go on with of those for the order."""
        return min(await self.of(order), key=lambda purchase: purchase.turn, default=None)

    async def is_current(self, purchase: Purchase) -> bool:
        current = await self.current(purchase.order)
        return current is not None and current.key == purchase.key

    async def is_surplus(self, purchase: Purchase) -> bool:
        """Its order had its take by another."""
        others = (each for each in await self.of(purchase.order) if each.key != purchase.key)
        return any(each.state is PurchaseState.DELIVERED and not each.surplus for each in others)

    async def save(self, purchase: Purchase, cause: Cause | None = None) -> Purchase:
        """Say the steps that are new with it. Raises Conflict when somebody else moved it meanwhile.

        `cause` is a request that is to have its effect once; without, each version of a purchase has one successor.
        """
        says = [_told(purchase, number) for number in range(purchase.told, len(purchase.steps))]
        with caused_by(cause or Cause(derived_id(purchase.key, purchase.version, "moved"), "gateway")):
            return await self._records.save(purchase.key, purchase.but(told=len(purchase.steps)), *says)

    async def claimed(self, job: str, engine: str) -> Sequence[Purchase]:
        """Purchases that have this job of the engine's provider."""
        provider = engine.partition("/")[0]
        found = await self._records.select(Purchase, where={"job": job})
        return [purchase for _, purchase in found if purchase.engine.partition("/")[0] == provider]

    async def standing(self, project: str, state: PurchaseState) -> AsyncIterator[Purchase]:
        async for _, purchase in every(self._records, Purchase, {"project": project, "state": state}):
            yield purchase

    async def open(self) -> AsyncIterator[Purchase]:
        async for _, purchase in every(self._records, Purchase, {"stands": "open"}):
            yield purchase


def _told(purchase: Purchase, number: int) -> PurchaseMoved:
    step, price = purchase.steps[number], price_of(purchase)
    told = PurchaseMoved(
        shot_key=f"{purchase.project}/{purchase.shot}", purchase=purchase.key, number=number + 1, move=str(step.move),
        state=str(step.state), attempt=step.attempt, reason=step.reason, engine=purchase.engine, job=purchase.job,
        amount=str(price.amount), currency=price.currency, why=step.why,
    )  # fmt: skip
    told.at.FromDatetime(step.at)
    return told
