"""A gateway that sells takes of one engine, for tests of what becomes of its purchases."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path
from unittest.mock import patch

import pytest
from pydantic import SecretStr
from tests.gateway.gateway_stage import Wound

from picturelock.gateway import wiring
from picturelock.gateway.handlers import BuyersDesk, Gateway, Parked, Shop, Spending
from picturelock.gateway.model import (
    Hand,
    Hint,
    Lease,
    Made,
    OrderState,
    Per,
    Price,
    PriceBook,
    Purchase,
    PurchaseState,
    account_keys,
    staging_key,
)
from picturelock.gateway.ports import AnswerLost, Asked, Job, JobState, Ware
from picturelock.gateway.settings import GatewaySettings
from picturelock.kernel.bus import Cause, caused_by, topic_of
from picturelock.kernel.codec import decode
from picturelock.kernel.nouns import Staged, Take
from picturelock.kernel.service import Kit, Service
from picturelock.kernel.store import Store
from picturelock.platform.local import Database, LocalBus, LocalRecords, LocalStore
from picturelock.testing.provider import InstantProvider
from picturelock.testing.samples import PROJECT, compiled
from picturelock_api.gateway.v1.events_pb2 import TakeGenerated

ENGINE = "previz"
PRICES = PriceBook([
    Price(engine=ENGINE, units=Decimal(1), per=Per.TAKE, each=Decimal(2), since=date(2026, 1, 1), source="a test")
])  # fmt: skip


BUYS = Hand(worker="b", engine=ENGINE, engine_version="1", buys=True)


class Mute(InstantProvider):
    """Takes every job and never answers."""

    horizon = 0.0

    async def submit(self, asked: Asked) -> Job:
        await super().submit(asked)
        raise AnswerLost("no answer")


class Endless(InstantProvider):
    """Is about every job until it is `ended`."""

    ended = False

    async def look(self, job: str, handle: Mapping[str, str]) -> Job:
        return await super().look(job, handle) if self.ended else Job(job, JobState.RUNNING)


class Posting(Mute):
    """Takes every job, never answers, and names it at the address it was given."""

    hears = True


class Died(Exception):
    """Whatever was to come next did not."""


async def _dies(_: str) -> None:
    raise Died


class House:
    """A gateway that sells takes of one engine, and is not at work."""

    def __init__(self, folder: Path, provider: InstantProvider, webhooks: str = "") -> None:
        self.database, self.provider = Database(None), provider
        clock = Wound()
        bus = LocalBus(self.database, clock)
        self._kit = Kit(
            LocalRecords(self.database, bus, clock, "gateway"), LocalStore(folder / "store"), clock, folder, bus
        )
        self._folder, self._webhooks = folder, webhooks
        self.service = self.assembled([Ware(ENGINE, "1", provider)])

    def assembled(self, wares: list[Ware]) -> Service:
        versions = {ENGINE: "1"} | {ware.engine: ware.version for ware in wares}
        settings = GatewaySettings(
            slots=0, engines=versions, webhooks=self._webhooks, sealing_key=SecretStr("0123456789abcdef" * 2)
        )
        return wiring.assembled(self._kit, settings, [], wares=wares, prices=PRICES)

    @property
    def clock(self) -> Wound:
        assert isinstance(self._kit.clock, Wound)
        return self._kit.clock

    @property
    def store(self) -> Store:
        return self._kit.store

    def forget(self, digest: str) -> None:
        """What is in the store, as if somebody had deleted it there."""
        next((self._folder / "store").rglob(digest)).unlink()

    @property
    def shop(self) -> Shop:
        return next(each for each in self.service.answers if isinstance(each, Shop))

    @property
    def spending(self) -> Spending:
        return next(each for each in self.service.answers if isinstance(each, Spending))

    @property
    def gateway(self) -> Gateway:
        return self.shop.gateway

    async def leased(
        self, cap: str = "10", references: tuple[str, ...] = (), first_frame: str = "", currency: str = "USD"
    ) -> Lease:
        key, name = next(iter(account_keys(PROJECT, ENGINE).items()))
        with caused_by(Cause("cap", "request")):
            await self.spending.put_cap(key, name, cap, currency)
        with caused_by(Cause("order", "compiler")):
            await self.gateway.queue(compiled(references=references, first_frame=first_frame))
        return await self.gateway.lease(BUYS)

    async def parked(self) -> Purchase:
        lease = await self.leased()
        with pytest.raises(Parked):
            await self.shop.buy(lease, self._folder, lambda _: None)
        await BuyersDesk(self.shop).fail(lease.key, lease.token, "nobody can tell", again=False)
        return await self.last(lease)

    async def begun(self) -> Lease:
        """The provider has the job, and whoever bought it gave the take back."""
        lease = await self.leased()
        buying = asyncio.ensure_future(self.shop.buy(lease, self._folder, lambda _: None))
        async with asyncio.timeout(30):
            while (await self.last(lease)).state is not PurchaseState.ACCEPTED:  # noqa: ASYNC110 records ring no bell
                await asyncio.sleep(0.01)
        buying.cancel()
        await asyncio.gather(buying, return_exceptions=True)
        await BuyersDesk(self.shop).give_back(lease.key, lease.token)
        return lease

    async def pays_again(self, under: str) -> None:
        key, name = next(iter(account_keys(PROJECT, ENGINE).items()))
        with caused_by(Cause(f"again {under}", "request")):
            await self.spending.put_cap(key, name, "10", "USD", f"again:{under}")

    async def again_in_vain(self) -> None:
        """Buy whatever there is to be bought of the order."""
        lease = await self.gateway.lease_within(BUYS, 0.0)
        if lease is not None:
            with pytest.raises(Parked):
                await self.shop.buy(lease, self._folder, lambda _: None)
            await BuyersDesk(self.shop).fail(lease.key, lease.token, "nobody can tell", again=False)

    async def parked_twice(self) -> Purchase:
        """The first of two purchases for one take, neither of which anybody can tell of."""
        first = await self.parked()
        await self.pays_again("2")
        await self.shop.tend()
        await self.again_in_vain()
        return first

    async def found_to_be(self, purchase: Purchase, job: str) -> Lease:
        """Somebody says which job it is, and it is bought to its end; its take is not delivered yet."""
        with caused_by(Cause(f"settle {job}", "request")):
            settled = await self.spending.settle(PROJECT, purchase.key, job=job)
        assert settled.state is PurchaseState.ACCEPTED
        lease = await self.gateway.lease(BUYS)
        await self.shop.buy(lease, self._folder, lambda _: None)
        return lease

    async def both_found(self) -> Lease:
        """One take, bought twice: delivered and paid as the first job; then the second is found, too."""
        first = await self.parked_twice()
        lease = await self.found_to_be(first, "job1")
        await self.deliver(lease)
        await self.shop.buyer.paid(lease.key)
        with caused_by(Cause("settle too", "request")):
            await self.spending.settle(PROJECT, f"{first.order}/2", job="job2")
        return lease

    async def takes(self) -> list[Take]:
        """All that were told of so far."""
        heard = [envelope async for _, envelope in self._kit.bus.history() if envelope]
        told = [TakeGenerated.FromString(each.data) for each in heard if each.topic == topic_of(TakeGenerated).name]
        return [decode(Take, event.take) for event in told]

    async def deliver(self, lease: Lease) -> None:
        """By somebody who dies before the take is paid."""
        key = staging_key(lease.key, lease.token, "take.json")
        stored = await self._kit.store.stage(key, b"a take")
        video = Staged(key=key, digest=stored.digest, size=stored.size, media_type="video/mp4")
        now = self._kit.clock.now()
        made = Made(video=video, started=now, finished=now)
        with patch.object(self.shop.buyer, "paid", _dies), suppress(Died):
            await BuyersDesk(self.shop).deliver(lease.key, lease.token, made)

    def is_started_anew(self) -> None:
        """Whatever it knew is on record, or forgotten."""
        self.service = self.assembled([Ware(ENGINE, "1", self.provider)])

    async def last(self, lease: Lease) -> Purchase:
        async with asyncio.timeout(30):
            while (last := await self.shop.purchases.last(lease.key)) is None:  # noqa: ASYNC110 as above
                await asyncio.sleep(0.01)
        return last

    async def found(self, purchase: Purchase) -> Purchase:
        found = await self.shop.purchases.find(purchase.key)
        assert found is not None
        return found

    async def inbox_empties(self) -> None:
        """What was posted is seen to by this copy."""
        work = asyncio.ensure_future(next(each for each in self.service.works if each.name == "inbox").run())
        async with asyncio.timeout(30):
            while await self._kit.records.select(Hint):  # noqa: ASYNC110 records ring no bell
                await asyncio.sleep(0.01)
        work.cancel()

    async def state_of(self, purchase: Purchase) -> OrderState:
        order = await self.gateway.book.find(purchase.order)
        assert order is not None
        return order.state
