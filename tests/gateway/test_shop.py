"""What becomes of purchases that nobody is about: settled by a person, or of an engine that is gone."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.gateway.gateway_stage import Wound

from picturelock.gateway import wiring
from picturelock.gateway.handlers import BuyersDesk, Gateway, Parked, Shop, Spending
from picturelock.gateway.model import (
    Hand,
    Hint,
    Lease,
    Made,
    Move,
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
from picturelock.kernel.bus import Cause, caused_by
from picturelock.kernel.errors import Refused
from picturelock.kernel.nouns import Staged
from picturelock.kernel.service import Kit, Letter, Service
from picturelock.kernel.store import Store
from picturelock.platform.local import Database, LocalBus, LocalRecords, LocalStore
from picturelock.testing.provider import InstantProvider
from picturelock.testing.samples import PROJECT, compiled

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


class Posting(Mute):
    """Takes every job, never answers, and names it at the address it was given."""

    hears = True


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
        settings = GatewaySettings(slots=0, engines={ENGINE: "1"}, webhooks=self._webhooks)
        return wiring.assembled(self._kit, settings, [], wares=wares, prices=PRICES)

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

    async def leased(self, cap: str = "10", references: tuple[str, ...] = ()) -> Lease:
        key, name = next(iter(account_keys(PROJECT, ENGINE).items()))
        with caused_by(Cause("cap", "request")):
            await self.spending.put_cap(key, name, cap, "USD")
        with caused_by(Cause("order", "compiler")):
            await self.gateway.queue(compiled(references=references))
        return await self.gateway.lease(BUYS)

    async def parked(self) -> Purchase:
        lease = await self.leased()
        with pytest.raises(Parked):
            await self.shop.buy(lease, self._folder, lambda _: None)
        await BuyersDesk(self.shop).fail(lease.key, lease.token, "nobody can tell", again=False)
        return await self.last(lease)

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

    async def deliver(self, lease: Lease) -> None:
        """By somebody who dies before the take is paid."""
        key = staging_key(lease.key, lease.token, "take.json")
        stored = await self._kit.store.stage(key, b"a take")
        video = Staged(key=key, digest=stored.digest, size=stored.size, media_type="video/mp4")
        now = self._kit.clock.now()
        await self.gateway.deliver(lease.key, lease.token, Made(video=video, started=now, finished=now))

    async def last(self, lease: Lease) -> Purchase:
        last = await self.shop.purchases.last(lease.key)
        assert last is not None
        return last

    async def found(self, purchase: Purchase) -> Purchase:
        found = await self.shop.purchases.find(purchase.key)
        assert found is not None
        return found

    async def inbox_empties(self) -> None:
        """What was posted is seen to by this copy."""
        work = asyncio.ensure_future(next(each for each in self.service.works if each.name == "inbox").run())
        async with asyncio.timeout(30):
            while await self._kit.records.select(Hint):  # noqa: ASYNC110 what is on record rings no bell
                await asyncio.sleep(0.01)
        work.cancel()

    async def state_of(self, purchase: Purchase) -> OrderState:
        order = await self.gateway.book.find(purchase.order)
        assert order is not None
        return order.state


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    house = House(tmp_path, Mute())
    yield house
    house.database.close()


async def test_what_nobody_can_tell_waits_and_holds_its_money(house: House) -> None:
    purchase = await house.parked()
    assert (purchase.state, await house.state_of(purchase)) == (PurchaseState.PARKED, OrderState.WAITING)
    accounts = await house.spending.accounts("studio", "", 10)
    assert [sum(account.held.values()) for _, account in accounts] == [2, 2, 2]
    assert len(house.provider.jobs) == 1


@pytest.mark.parametrize(
    ("found", "state", "order"),
    [
        ({"job": "job1"}, PurchaseState.ACCEPTED, OrderState.QUEUED),
        ({"missing": True}, PurchaseState.INTENDED, OrderState.QUEUED),
        ({}, PurchaseState.WRITTEN_OFF, OrderState.FAILED),
    ],
)
async def test_a_person_settles_it_and_asking_again_changes_nothing(
    house: House, found: dict[str, Any], state: PurchaseState, order: OrderState
) -> None:
    purchase = await house.parked()
    for _ in range(2):
        with caused_by(Cause("settle", "request")):
            settled = await house.spending.settle(PROJECT, purchase.key, **found)
        assert (settled.state, await house.state_of(purchase)) == (state, order)
    with caused_by(Cause("settle otherwise", "request")), pytest.raises(Refused) as caught:
        await house.spending.settle(PROJECT, purchase.key, job="another")
    assert caught.value.reason == "NOT_PARKED"


async def test_a_job_that_is_found_after_it_was_written_off_is_held_for_and_paid(house: House) -> None:
    purchase = await house.parked()
    with caused_by(Cause("settle", "request")):
        off = await house.spending.settle(PROJECT, purchase.key)
    assert (off.stands, off.charged) == ("closed", Decimal(0))
    late = await house.shop.buyer.settled(off.moved(Move.ACCEPT, house.shop.purchases.now, job="job1"))
    assert (late.stands, late.charged, late.forced) == ("open", None, True)
    await house.shop.buyer.done(late, await house.provider.look("job1", {}))
    accounts = await house.spending.accounts("studio", "", 10)
    assert [account.spent for _, account in accounts] == [Decimal(2)] * 3
    assert not any(account.held for _, account in accounts)


async def test_a_purchase_of_an_engine_that_is_not_sold_any_more_holds_nobody_up(house: House) -> None:
    purchase = await house.parked()
    with caused_by(Cause("settle", "request")):
        await house.spending.settle(PROJECT, purchase.key, job="job1")
    lease = await house.gateway.lease(BUYS)
    await house.deliver(lease)
    house.service = house.assembled([])
    assert await house.shop.tend() > 0
    assert (await house.last(lease)).state is PurchaseState.ACCEPTED
    house.service = house.assembled([Ware(ENGINE, "1", house.provider)])
    await house.shop.tend()
    assert (await house.last(lease)).state is PurchaseState.DELIVERED


async def test_a_second_job_of_one_purchase_is_a_purchase_of_its_own_and_paid_whatever_the_cap(tmp_path: Path) -> None:
    house = House(tmp_path, InstantProvider())
    lease = await house.leased(cap="2")
    await house.shop.buy(lease, tmp_path, lambda _: None)
    await house.deliver(lease)
    await house.shop.buyer.paid(lease.key)
    first = await house.last(lease)
    for _ in range(2):
        await house.shop.buyer.accepted(first, Job("job2", JobState.QUEUED))
    await house.shop.tend()
    second = await house.last(lease)
    assert (first.state, second.number, second.surplus, second.state) == (
        PurchaseState.DELIVERED, 2, True, PurchaseState.DELIVERED,
    )  # fmt: skip
    assert {account.spent for _, account in await house.spending.accounts("studio", "", 10)} == {Decimal(4)}
    house.database.close()


async def test_a_hint_outlives_the_copy_that_took_it(tmp_path: Path) -> None:
    house = House(tmp_path, Posting(), "https://studio.example/film/")
    purchase = await house.parked()
    place = {"provider": ENGINE, "hook": purchase.hook}
    assert [asked.webhook for asked in house.provider.jobs] == [
        f"https://studio.example/film/v1/hooks/{ENGINE}/{purchase.hook}"
    ]
    with house.shop.buyer.bells.hung_for(purchase.key) as bell:
        for _ in range(2):
            assert await house.service.letterboxes[0].take(Letter(place, {}, b"job1")) == {}
        assert bell.is_set()
    assert (await house.found(purchase)).state is PurchaseState.PARKED
    house.service = house.assembled([Ware(ENGINE, "1", house.provider)])
    await house.inbox_empties()
    found = await house.found(purchase)
    assert (found.state, found.job, await house.state_of(found)) == (
        PurchaseState.ACCEPTED, "job1", OrderState.QUEUED,
    )  # fmt: skip
    house.database.close()


async def test_a_job_that_is_named_after_it_was_missed_is_not_bought_again(tmp_path: Path) -> None:
    house = House(tmp_path, Posting(), "https://studio.example")
    purchase = await house.parked()
    with caused_by(Cause("settle", "request")):
        await house.spending.settle(PROJECT, purchase.key, missing=True)
    place = {"provider": ENGINE, "hook": purchase.hook}
    await house.service.letterboxes[0].take(Letter(place, {}, b"job1"))
    await house.inbox_empties()
    lease = await house.gateway.lease(Hand(worker="b", engine=ENGINE, engine_version="1", buys=True))
    await house.shop.buy(lease, tmp_path, lambda _: None)
    assert ((await house.last(lease)).job, len(house.provider.jobs)) == ("job1", 1)
    house.database.close()


async def test_a_write_off_that_was_broken_off_is_finished_when_it_is_said_again(tmp_path: Path) -> None:
    house = House(tmp_path, Mute())
    purchase = await house.parked()
    with caused_by(Cause("settle", "request")):
        written_off = purchase.moved(Move.WRITE_OFF, house.shop.purchases.now)
        await house.shop.buyer.settled(written_off, Cause("settle", "request"))
        assert await house.state_of(purchase) is OrderState.WAITING
        await house.spending.settle(PROJECT, purchase.key)
    assert await house.state_of(purchase) is OrderState.FAILED
    house.database.close()


async def test_what_nobody_can_tell_is_bought_again_where_the_project_pays_so_much_twice(tmp_path: Path) -> None:
    house = House(tmp_path, Mute())
    first = await house.parked()
    await house.pays_again("1.99")
    await house.shop.tend()
    assert await house.state_of(first) is OrderState.WAITING
    await house.pays_again("2")
    await house.shop.tend()
    replaced = await house.shop.purchases.find(first.key)
    assert replaced is not None
    assert (replaced.state, await house.state_of(first)) == (PurchaseState.REPLACED, OrderState.QUEUED)
    assert {sum(account.held.values()) for _, account in await house.spending.accounts("studio", "", 10)} == {
        Decimal(2)
    }
    for _ in range(3):
        await house.again_in_vain()
        await house.shop.tend()
    every = await house.shop.purchases.of(first.order)
    assert [each.state for each in every] == [PurchaseState.REPLACED, PurchaseState.REPLACED, PurchaseState.PARKED]
    assert len(house.provider.jobs) == 3, "and then it waits for a person"
    assert {sum(account.held.values()) for _, account in await house.spending.accounts("studio", "", 10)} == {
        Decimal(6)
    }
    house.database.close()


async def test_a_take_that_was_bought_again_and_comes_all_the_same_is_paid_as_surplus(tmp_path: Path) -> None:
    house = House(tmp_path, Mute())
    first = await house.parked()
    await house.pays_again("2")
    await house.shop.tend()
    await house.again_in_vain()
    with caused_by(Cause("settle", "request")):
        settled = await house.spending.settle(PROJECT, first.key, job="job1")
    assert settled.state is PurchaseState.ACCEPTED
    lease = await house.gateway.lease(BUYS)
    await house.shop.buy(lease, tmp_path, lambda _: None)
    await house.deliver(lease)
    await house.shop.buyer.paid(lease.key)
    assert len(house.provider.jobs) == 2, "the job that was found is its take, and no third one is bought"
    with caused_by(Cause("settle too", "request")):
        await house.spending.settle(PROJECT, f"{first.order}/2", job="job2")
    await house.shop.tend()
    every = await house.shop.purchases.of(first.order)
    assert [(each.state, each.surplus) for each in every] == [
        (PurchaseState.DELIVERED, False), (PurchaseState.DELIVERED, True),
    ]  # fmt: skip
    assert {account.spent for _, account in await house.spending.accounts("studio", "", 10)} == {Decimal(4)}
    house.database.close()


async def test_a_person_can_say_that_nothing_will_come_of_what_was_bought_again(tmp_path: Path) -> None:
    house = House(tmp_path, Mute())
    first = await house.parked()
    await house.pays_again("2")
    await house.shop.tend()
    with caused_by(Cause("settle", "request")):
        settled = await house.spending.settle(PROJECT, first.key, missing=True)
    assert (settled.state, settled.charged) == (PurchaseState.WRITTEN_OFF, Decimal(0))
    assert await house.state_of(first) is OrderState.QUEUED, "the one in its place is still to be bought"
    assert {sum(account.held.values()) for _, account in await house.spending.accounts("studio", "", 10)} == {
        Decimal(0)
    }
    house.database.close()
