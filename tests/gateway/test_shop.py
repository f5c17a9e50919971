"""What becomes of purchases that nobody is about: settled by a person, or of an engine that is gone."""

from collections.abc import AsyncIterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.gateway.shop_stage import BUYS, ENGINE, House, Mute, Posting

from picturelock.gateway.model import (
    Hand,
    Move,
    OrderState,
    PurchaseState,
)
from picturelock.gateway.ports import Job, JobState, Ware
from picturelock.kernel.bus import Cause, caused_by
from picturelock.kernel.errors import Refused
from picturelock.kernel.service import Letter
from picturelock.testing.provider import InstantProvider
from picturelock.testing.samples import PROJECT


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
    await house.shop.buyer.done(late, await house.provider.look("job1", {}), surplus=False)
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
