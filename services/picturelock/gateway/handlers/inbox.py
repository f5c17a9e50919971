"""The inbox: what providers post at a purchase's own address. It is a hint: it wakes whoever looks, and proves nothing.

A job that it names and that the purchase does not know is looked at by the account's own key, whoever posted it; only
then it is adopted. docs/buying.md says what is held against it.
"""

import asyncio
import logging
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta

from picturelock.gateway.handlers.looking import recognised
from picturelock.gateway.handlers.shop import TEND_SECONDS, Shop
from picturelock.gateway.model import MOST_HINTS, Held, Hint, Purchase, hint_key, is_job_name
from picturelock.gateway.ports import Declined, Failure, Job, Provider
from picturelock.kernel.bus import Cause, caused_by, derived_id
from picturelock.kernel.clock import Clock
from picturelock.kernel.errors import Conflict, Invalid, NotFound, Refused, Transient
from picturelock.kernel.paging import every
from picturelock.kernel.records import Records
from picturelock.kernel.service import Letter

log = logging.getLogger(__name__)

MOST_SEEN = 10_000
"""Deliveries that are remembered, so that what comes twice is taken once."""


class Inbox:
    def __init__(self, records: Records, shop: Shop, clock: Clock) -> None:
        self._records = records
        self._shop = shop
        self._clock = clock
        self._seen: dict[tuple[str, str], None] = {}
        self._came = asyncio.Event()

    async def take(self, letter: Letter) -> Mapping[str, str]:
        """What to answer. Raises NotFound, and as `Provider.heard` does."""
        purchase = await self._addressed(letter.place)
        provider = await self._shop.provider_of(purchase.engine, purchase.tenant, purchase.account)
        news = await provider.heard(letter.headers, letter.body, self._clock.now())
        delivery = (purchase.key, news.delivery)
        if news.job and delivery not in self._seen:
            await self._noted(purchase, news.job)
            self._remember(delivery)
        return news.answer

    async def run(self) -> None:
        while True:
            self._came.clear()
            await self.tend()
            with suppress(TimeoutError):
                async with asyncio.timeout(TEND_SECONDS):
                    await self._came.wait()

    async def tend(self) -> None:
        """Look at the jobs that were hinted at, here or to other copies."""
        await self._shop.gateway.ready()
        async for key, hint in every(self._records, Hint, {}):
            try:
                if await self._is_seen_to(hint):
                    await self._records.delete(key, hint)
            except Transient as error:
                log.info("%s: job %s is looked at again: %s", hint.purchase, hint.job, error)
            except Refused as error:
                log.warning("%s: job %s waits: %s", hint.purchase, hint.job, error)

    async def _addressed(self, place: Mapping[str, str]) -> Purchase:
        """Whether the provider or the purchase is not known is not told apart. Raises NotFound."""
        hook, provider = place["hook"], place["provider"]
        found = await self._records.select(Purchase, where={"hook": hook}, limit=1) if hook else ()
        for _, purchase in found:
            if purchase.engine.partition("/")[0] == provider:
                return purchase
        raise NotFound("nothing is waited for at this address")

    async def _noted(self, purchase: Purchase, job: str) -> None:
        """Raises Invalid for what can't be a job's name, Refused where too many were named."""
        if not is_job_name(job):
            raise Invalid(f"job: {job[:64]!r} can't be a job's name")
        self._shop.buyer.bells.ring(purchase.key)
        if purchase.job == job:
            return
        if len(await self._records.select(Hint, prefix=f"{purchase.key}/", limit=MOST_HINTS)) == MOST_HINTS:
            raise Refused(f"{MOST_HINTS} jobs wait to be looked at for this purchase already", reason="TOO_MANY")
        key = hint_key(purchase.key, job)
        with suppress(Conflict), caused_by(Cause(derived_id(key, "came"), "gateway")):
            await self._records.save(key, Hint(purchase=purchase.key, job=job, came=self._clock.now()))
        self._came.set()

    def _remember(self, delivery: tuple[str, str]) -> None:
        self._seen[delivery] = None
        if len(self._seen) > MOST_SEEN:
            del self._seen[next(iter(self._seen))]

    async def _is_seen_to(self, hint: Hint) -> bool:
        """Adopted, or not ours. Raises Transient when nobody can tell now."""
        purchase = await self._shop.purchases.find(hint.purchase)
        if purchase is None or await self._shop.purchases.claimed(hint.job, purchase.engine):
            return True
        if purchase.held is Held.CLOSING:
            return False
        provider = await self._shop.provider_of(purchase.engine, purchase.tenant, purchase.account)
        job = await self._recognised(purchase, hint, provider)
        if job is None:
            log.warning("%s: job %s was hinted at, and is not what was asked for", purchase.key, hint.job)
            return True
        await self._shop.buyer.accepted(purchase, job)
        await self._shop.gateway.revive(purchase.order)
        return True

    async def _recognised(self, purchase: Purchase, hint: Hint, provider: Provider) -> Job | None:
        """Of this account, made since, and of what was asked for. What is not shown yet is waited for."""
        order = await self._shop.gateway.book.find(purchase.order)
        if order is None:
            return None
        try:
            return await recognised(purchase, hint.job, order.prompt, provider)
        except Declined as error:
            is_young = self._clock.now() - hint.came < timedelta(seconds=provider.horizon)
            if error.failure is not Failure.EXPIRED or is_young:
                raise Transient(str(error)) from error
            return None
