"""Purchases on the move: every step is saved before the next is taken, and the accounts are told of what is over."""

from contextlib import suppress

from picturelock.gateway.handlers.purchases import Purchases
from picturelock.gateway.handlers.teller import Teller
from picturelock.gateway.model import Held, Move, Purchase
from picturelock.gateway.ports import Job
from picturelock.kernel.bus import Cause
from picturelock.kernel.clock import Clock
from picturelock.kernel.errors import Conflict, Transient


class Mover:
    def __init__(self, purchases: Purchases, teller: Teller, clock: Clock) -> None:
        self._purchases = purchases
        self._teller = teller
        self._clock = clock

    async def settled(self, purchase: Purchase, cause: Cause | None = None) -> Purchase:
        """Saved, and if it is over, its accounts told. Raises Conflict when somebody else moved it meanwhile."""
        saved = await self._purchases.save(purchase, cause)
        return await self.close(saved) if saved.held is Held.CLOSING else saved

    async def close(self, purchase: Purchase) -> Purchase:
        return await self._purchases.save(await self._teller.close(purchase))

    async def accepted(self, purchase: Purchase, job: Job) -> Purchase:
        """Whatever became of the purchase meanwhile: the provider has the job, and will bill it."""
        while purchase.job != job.id:
            if not purchase.may(Move.ACCEPT):
                return await self._surplus(purchase, job)
            with suppress(Conflict):
                return await self._with_its_job(purchase, job)
            purchase = await self._found_again(purchase)
        return purchase

    async def _with_its_job(self, purchase: Purchase, job: Job) -> Purchase:
        return await self._moved(purchase, Move.ACCEPT, job=job.id, handle=dict(job.handle))

    async def _surplus(self, purchase: Purchase, job: Job) -> Purchase:
        """A second job for one purchase becomes a purchase of its own, which is paid."""
        while not (known := await self._purchases.claimed(job.id, purchase.engine)):
            last = await self._purchases.last(purchase.order) or purchase
            with suppress(Conflict):
                await self._with_its_job(purchase.surplus_numbered(last.number + 1), job)
        return known[0]

    async def _moved(
        self, purchase: Purchase, move: Move, why: str = "", reason: str = "", **changes: object
    ) -> Purchase:  # fmt: skip
        return await self.settled(purchase.moved(move, self._clock.now(), why, reason, **changes))

    async def _found_again(self, purchase: Purchase) -> Purchase:
        found = await self._purchases.find(purchase.key)
        if found is None:
            raise Transient(f"{purchase.key}: is not on record any more")
        return found
