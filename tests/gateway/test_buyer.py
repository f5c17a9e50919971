"""What a buyer does that woke up late, or found things otherwise than it left them."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from tests.gateway.gateway_stage import Wound

from picturelock.gateway.handlers import Buyer, Purchases, Supplier, Teller
from picturelock.gateway.handlers.errand import Errand
from picturelock.gateway.model import (
    Lease,
    Limits,
    Move,
    Order,
    Per,
    Price,
    PriceBook,
    PurchaseState,
    Recall,
    Want,
    account_keys,
)
from picturelock.gateway.ports import AnswerLost, Asked, Job
from picturelock.kernel.bus import Cause, caused_by
from picturelock.kernel.errors import Refused
from picturelock.platform.local import Database, LocalBus, LocalRecords
from picturelock.testing.provider import InstantProvider
from picturelock.testing.samples import PROJECT, small_brief, small_prompt

ENGINE = "previz"
PRICES = PriceBook([
    Price(engine=ENGINE, units=Decimal(3), per=Per.TAKE, each=Decimal("0.5"), since=date(2026, 1, 1), source="a test")
])  # fmt: skip


class Counter:
    """A buyer with all it needs, and a budget."""

    def __init__(self, folder: Path) -> None:
        clock, database = Wound(), Database(None)
        records = LocalRecords(database, LocalBus(database, clock), clock, "gateway")
        self.purchases = Purchases(records, clock)
        self.teller = Teller(records, self.purchases)
        self.buyer = Buyer(self.purchases, self.teller, PRICES, clock)
        self.provider: InstantProvider = InstantProvider(units=Decimal(2))
        self.supplier = Supplier("/previz", records, clock, Limits())
        self._folder = folder

    async def budget(self, cap: str) -> None:
        key, name = next(iter(account_keys(PROJECT, ENGINE).items()))
        with caused_by(Cause(f"cap {cap}", "request")):
            await self.teller.put_cap(key, name, Decimal(cap), "USD")

    def errand(self, token: int = 1) -> Errand:
        prompt = small_prompt()
        want = Want(shot_key=f"{PROJECT}/{prompt.shot}", revision=0, number=1, brief=small_brief())
        order = Order(project=PROJECT, prompt=prompt, prompt_digest=prompt.digest, engine=ENGINE, engine_version="1",
                      wants=(want,))  # fmt: skip
        lease = Lease(key=f"studio/{prompt.digest}/1", token=token, prompt=prompt, seconds=30)
        return Errand(lease, order, self.provider, self._folder, lambda _: None, _yes, self.supplier)


async def _yes() -> bool:
    return True


class Overtaken(InstantProvider):
    """Loses the first request. While it is looked for, somebody else finds that it is missing."""

    recall = Recall.REFERENCE
    horizon = 0.0

    def __init__(self, meanwhile: Callable[[], Awaitable[object]]) -> None:
        super().__init__()
        self._meanwhile = meanwhile
        self._is_lost = True

    async def submit(self, asked: Asked) -> Job:
        if self._is_lost:
            self._is_lost = False
            raise AnswerLost("the connection was reset")
        return await super().submit(asked)

    async def find(self, asked: Asked, since: datetime) -> Sequence[Job]:
        await self._meanwhile()
        return await super().find(asked, since)


async def test_who_is_overtaken_while_it_looks_for_a_job_goes_on_with_what_is_on_record(tmp_path: Path) -> None:
    counter = Counter(tmp_path)
    await counter.budget("10")

    async def is_found_missing() -> None:
        last = await counter.purchases.last(errand.lease.key)
        assert last is not None
        await counter.purchases.save(last.moved(Move.MISS, counter.purchases.now, "it is not there"))

    counter.provider = Overtaken(is_found_missing)
    errand = counter.errand()
    async with asyncio.timeout(20):
        await counter.buyer.buy(errand)
    await counter.buyer.paid(errand.lease.key)
    last = await counter.purchases.last(errand.lease.key)
    assert last is not None
    assert (last.state, last.attempt, len(counter.provider.jobs)) == (PurchaseState.DELIVERED, 2, 1)


async def test_who_wakes_up_after_the_take_was_delivered_buys_nothing(tmp_path: Path) -> None:
    counter = Counter(tmp_path)
    await counter.budget("10")
    errand = counter.errand()
    await counter.buyer.buy(errand)
    await counter.buyer.paid(errand.lease.key)
    with pytest.raises(Refused, match="delivered already"):
        await counter.buyer.buy(counter.errand(token=1))
    assert len(counter.provider.jobs) == 1


async def test_what_the_provider_bills_is_what_is_booked_and_the_rest_is_released(tmp_path: Path) -> None:
    counter = Counter(tmp_path)
    await counter.budget("1.5")
    errand = counter.errand()
    await counter.buyer.buy(errand)
    held = await counter.teller.account(*next(iter(account_keys(PROJECT, ENGINE).items())))
    assert (sum(held.held.values(), Decimal(0)), held.spent) == (Decimal("1.5"), Decimal(0))
    await counter.buyer.paid(errand.lease.key)
    account = await counter.teller.account(*next(iter(account_keys(PROJECT, ENGINE).items())))
    assert account.left is not None
    assert (account.held, account.spent, account.left.amount) == ({}, Decimal(1), Decimal("0.5"))


async def test_what_would_break_a_cap_is_refused_with_what_is_left(tmp_path: Path) -> None:
    counter = Counter(tmp_path)
    await counter.budget("1.49")
    with pytest.raises(Refused, match=r"wants 1\.50 USD, and 1\.49 USD of 1\.49 are left") as caught:
        await counter.buyer.buy(counter.errand())
    assert caught.value.reason == "OVER_BUDGET"
    last = await counter.purchases.last(counter.errand().lease.key)
    assert last is not None
    assert (last.state, last.stands, counter.provider.jobs) == (PurchaseState.REFUSED, "closed", [])
