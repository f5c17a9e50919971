"""Accounts, told by the teller: what is held, what is spent, and that no cap gives way."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.gateway.gateway_stage import Distant, Wound

from picturelock.gateway.handlers import Purchases, Teller
from picturelock.gateway.model import MOVES, Account, Held, Money, Move, Purchase, PurchaseState, Quote, account_keys
from picturelock.kernel.bus import Cause, caused_by
from picturelock.kernel.errors import Refused
from picturelock.platform.local import Database, LocalBus

PROJECT, ENGINE = "studio/lamp", "runway/gen4.5"
KEYS = account_keys(PROJECT, ENGINE)
NOW = datetime(2026, 11, 27, tzinfo=UTC)


def intent(number: int, price: str = "1.20") -> Purchase:
    quote = Quote(price=Money(amount=Decimal(price)), units=Decimal(120), unit="credit", each=Decimal("0.01"),
                  basis="a test", since=date(2026, 1, 1), source="a test")  # fmt: skip
    return Purchase(
        order=f"studio/order{number}", project=PROJECT, shot="sc010_sh0010", prompt_digest="a" * 64, engine=ENGINE,
        engine_version="1", seed=1, quote=quote, intended=NOW, deadline=NOW + timedelta(hours=1),
    ).asking()  # fmt: skip


class Bank:
    """A teller of one copy of the gateway; several may share the records."""

    def __init__(self, database: Database) -> None:
        clock = Wound()
        records = Distant(database, LocalBus(database, clock), clock, "gateway")
        self.purchases = Purchases(records, clock)
        self.teller = Teller(records, self.purchases)

    async def cap(self, amount: str) -> None:
        key, name = next(iter(KEYS.items()))
        with caused_by(Cause(f"cap {amount}", "request")):
            await self.teller.put_cap(key, name, Decimal(amount), "USD")

    async def buy(self, number: int, price: str = "1.20", cost: str = "1.20") -> bool:
        """Held, sent, delivered and closed; or refused and closed."""
        purchase = await self.purchases.save(intent(number, price))
        try:
            held = await self.teller.hold(purchase)
        except Refused:
            await self._over(purchase.moved(Move.REFUSE, NOW))
            return False
        sent = held.moved(Move.SEND, NOW).moved(Move.ACCEPT, NOW, job=str(number))
        await self._over(sent.moved(Move.DELIVER, NOW, charged=Decimal(cost)))
        return True

    async def _over(self, purchase: Purchase) -> None:
        saved = await self.purchases.save(purchase)
        await self.purchases.save(await self.teller.close(saved))

    async def accounts(self) -> list[Account]:
        return [await self.teller.account(key, name) for key, name in KEYS.items()]


@pytest.fixture
async def banks() -> AsyncIterator[list[Bank]]:
    database = Database(None)
    yield [Bank(database), Bank(database)]
    database.close()


async def test_a_thousand_purchases_at_once_against_a_budget_for_ten_buy_ten(banks: list[Bank]) -> None:
    await banks[0].cap("12")
    bought = await asyncio.gather(*(banks[number % 2].buy(number) for number in range(1000)))
    assert sum(bought) == 10
    for account in await banks[0].accounts():
        assert (account.held, account.spent, account.bought) == ({}, Decimal(12), 10)


@given(st.lists(st.tuples(st.integers(1, 999), st.integers(0, 999)), max_size=12), st.integers(0, 5000))
async def test_what_was_spent_is_the_sum_of_what_was_charged(costs: list[tuple[int, int]], cap: int) -> None:
    database = Database(None)
    bank = Bank(database)
    await bank.cap(str(Decimal(cap) / 100))
    said = [(str(Decimal(quote) / 100), str(Decimal(min(quote, cost)) / 100)) for quote, cost in costs]
    bought = [await bank.buy(number, *each) for number, each in enumerate(said)]
    charged = sum((Decimal(cost) for (_, cost), was in zip(said, bought, strict=True) if was), Decimal(0))
    for account in await bank.accounts():
        assert (account.held, account.spent) == ({}, charged)
        assert account.cap is None or account.spent <= account.cap
    database.close()


async def test_a_refusal_names_the_account_and_what_is_left(banks: list[Bank]) -> None:
    await banks[0].cap("1")
    purchase = await banks[0].purchases.save(intent(1))
    with pytest.raises(Refused, match=r"project studio/lamp: wants 1\.20 USD, and 1\.00 USD of 1\.00 are left"):
        await banks[0].teller.hold(purchase)


@given(st.lists(st.sampled_from(Move), max_size=20))
def test_only_what_the_table_allows_ever_happens_and_every_step_is_kept(moves: list[Move]) -> None:
    purchase, kept = intent(1).holding(NOW), 0
    for move in moves:
        before = purchase.state
        if move not in MOVES[before]:
            with pytest.raises(ValueError, match="can't"):
                purchase.moved(move, NOW)
            continue
        purchase, kept = purchase.moved(move, NOW), kept + 1
        assert (len(purchase.steps), purchase.steps[-1].state) == (kept, purchase.state)
        if purchase.is_over:
            assert purchase.held is Held.CLOSING
            purchase = purchase.closed(NOW)
    if purchase.state is PurchaseState.DELIVERED:
        assert purchase.stands == "closed"
