"""What nobody can tell was bought: written off, or bought again as its project has it."""

import hashlib
from decimal import Decimal
from pathlib import Path

import pytest
from tests.gateway.shop_stage import House, Mute

from picturelock.gateway.handlers.alternates import Alternates
from picturelock.gateway.model import (
    Move,
    Order,
    OrderState,
    Purchase,
    PurchaseState,
)
from picturelock.gateway.ports import Declined, Failure, Job, Provider
from picturelock.kernel.bus import Cause, caused_by
from picturelock.kernel.errors import Conflict
from picturelock.testing.instant import InstantDelivery
from picturelock.testing.samples import PROJECT


class Gone(Mute):
    """Has done its jobs, and at last keeps nothing of them any more."""

    gone = False

    async def collect(self, job: Job, workspace: Path) -> InstantDelivery:
        if self.gone:
            raise Declined(Failure.EXPIRED, "the link is not good any more")
        return await super().collect(job, workspace)


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
    lease = await house.both_found()
    assert len(house.provider.jobs) == 2, "the job that was found is its take, and no third one is bought"
    await house.shop.tend()
    every = await house.shop.purchases.of(lease.key)
    assert [(each.state, each.surplus) for each in every] == [
        (PurchaseState.DELIVERED, False), (PurchaseState.DELIVERED, True),
    ]  # fmt: skip
    assert {account.spent for _, account in await house.spending.accounts("studio", "", 10)} == {Decimal(4)}
    await house.shop.tend()
    take, alternate = await house.takes()
    assert (take.number, alternate.number, alternate.slate) == (1, 1001, "sc010_sh0010_tk01alt1")
    assert alternate.video.digest == hashlib.sha256(b"job2").hexdigest()
    staged = await house.store.staged(alternate.video.key)
    assert staged is not None
    assert staged.digest == alternate.video.digest
    house.database.close()


async def test_what_is_saved_by_others_meanwhile_is_seen_to_in_the_same_round(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house, keep, lost = House(tmp_path, Mute()), Alternates.keep, 0

    async def racing(self: Alternates, purchase: Purchase, order: Order, job: Job, provider: Provider) -> None:
        nonlocal lost
        if lost < 2:
            lost += 1
            raise Conflict("its order was saved by somebody else meanwhile")
        await keep(self, purchase, order, job, provider)

    monkeypatch.setattr(Alternates, "keep", racing)
    lease = await house.both_found()
    await house.shop.tend()
    last = await house.last(lease)
    assert (last.state, last.surplus, lost) == (PurchaseState.DELIVERED, True, 2)
    assert [take.number for take in await house.takes()] == [1, 1001]
    house.database.close()


async def test_which_purchase_the_take_came_of_is_known_though_its_buyer_died(tmp_path: Path) -> None:
    house = House(tmp_path, Mute())
    first = await house.parked_twice()
    second = (await house.shop.purchases.of(first.order))[1]
    lease = await house.found_to_be(second, "job2")
    await house.deliver(lease)
    house.is_started_anew()
    with caused_by(Cause("settle too", "request")):
        await house.spending.settle(PROJECT, first.key, job="job1")
    await house.shop.tend()
    every = await house.shop.purchases.of(first.order)
    assert [(each.state, each.surplus) for each in every] == [
        (PurchaseState.DELIVERED, True), (PurchaseState.DELIVERED, False),
    ]  # fmt: skip
    _, alternate = await house.takes()
    assert alternate.video.digest == hashlib.sha256(b"job1").hexdigest()
    house.database.close()


async def test_a_surplus_film_that_is_not_to_be_had_is_paid_all_the_same(tmp_path: Path) -> None:
    provider = Gone()
    house = House(tmp_path, provider)
    lease = await house.both_found()
    provider.gone = True
    await house.shop.tend()
    last = await house.last(lease)
    assert (last.state, last.surplus, last.charged) == (PurchaseState.DELIVERED, True, Decimal(2))
    assert [take.number for take in await house.takes()] == [1]
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
