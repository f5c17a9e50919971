"""What buying costs beside the price: decisions a second, and the delay that the journal adds to each purchase.

Takes of 64 projects wait. A decision is a lease by fair share, a quote, a hold by three accounts, and the purchase
written down as being sent, each step of it said; it ends where the provider is called.
"""

import asyncio
import tempfile
import time
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path

from benchmarks import leases
from benchmarks.figures import Figure, middle, percentile, spread
from picturelock.gateway.handlers import Buyer, Gateway, Purchases, Supplier, Teller
from picturelock.gateway.handlers.errand import Errand
from picturelock.gateway.model import Hand, Limits, Pace, Per, Price, PriceBook, account_keys
from picturelock.gateway.ports import Asked, Job
from picturelock.kernel.bus import Cause, caused_by
from picturelock.platform.local import Database, LocalBus, LocalRecords, LocalStore, SystemClock
from picturelock.testing.provider import InstantProvider

ENGINE, VERSION = leases.HAND.engine, leases.HAND.engine_version
BUYERS = 64
PRICES = PriceBook([
    Price(engine=ENGINE, units=Decimal(12), per=Per.SECOND, each=Decimal("0.01"), since=date(2026, 1, 1), source="us")
])  # fmt: skip


class Enough(Exception):
    """The provider was called: what comes before is measured, and nothing after."""


class Called(InstantProvider):
    """Remembers when it was called for which shot."""

    def __init__(self) -> None:
        super().__init__()
        self.at: dict[str, float] = {}

    async def submit(self, asked: Asked) -> Job:
        self.at[asked.prompt.shot] = time.perf_counter()
        raise Enough


def measure(*, quick: bool) -> list[Figure]:
    takes, times = (100, 1) if quick else (2000, 5)
    asyncio.run(_decided(50))  # what is only done the first time is no purchase's cost
    ran = [asyncio.run(_decided(takes)) for _ in range(times)]
    rates = [takes / seconds for seconds, _ in ran]
    each = [1000 * seconds for _, delays in ran for seconds in delays]
    alone = asyncio.run(_decided(20 if quick else 200, buyers=1))[1]
    lone = [1000 * seconds for seconds in alone]
    return [
        Figure("decisions_s", "purchases decided and written down", middle(rates), "purchases/s", 1000,
               note=f"{takes} takes of {leases.PROJECTS} projects, {BUYERS} buyers, {spread(rates)}"),
        Figure("journal_p50_ms", "what the journal adds to a lone purchase, p50", percentile(lone, 50), "ms", None,
               more=False, note=f"with {BUYERS} at once p50 {percentile(each, 50):.3g}"),
        Figure("journal_p99_ms", "what the journal adds to a lone purchase, p99", percentile(lone, 99), "ms", None,
               more=False, note=f"with {BUYERS} at once p99 {percentile(each, 99):.3g}"),
    ]  # fmt: skip


async def _decided(takes: int, buyers: int = BUYERS) -> tuple[float, list[float]]:
    """Seconds that so many decisions took, and the seconds of each from its lease to the provider's door."""
    with tempfile.TemporaryDirectory(prefix="picturelock-bench-") as name:
        clock, database = SystemClock(), Database(Path(name) / "picturelock.db")
        store = LocalStore(Path(name) / "store")
        records = LocalRecords(database, LocalBus(database, clock), clock, "gateway")
        gateway = Gateway(records, store, clock, {ENGINE: VERSION}, lease_seconds=60.0)
        purchases, provider = Purchases(records, clock), Called()
        teller = Teller(records, purchases)
        buyer = Buyer(purchases, teller, PRICES, clock)
        supplier = Supplier("/previz", records, clock, Limits(), Pace(gap=0.0))
        try:
            await leases.queue(gateway, takes)
            await _budgets(teller)
            return await _bought(gateway, buyer, provider, supplier, takes, buyers)
        finally:
            database.close()


async def _budgets(teller: Teller) -> None:
    for number in range(leases.PROJECTS):
        key, name = next(iter(account_keys(f"studio/p{number:02d}", ENGINE).items()))
        with caused_by(Cause(f"cap {number}", "bench")):
            await teller.put_cap(key, name, Decimal(100_000), "USD")


async def _bought(
    gateway: Gateway, buyer: Buyer, provider: Called, supplier: Supplier, takes: int, buyers: int
) -> tuple[float, list[float]]:
    delays: list[float] = []
    waiting, began = iter(range(takes)), time.perf_counter()
    hand = Hand(worker="bench", engine=ENGINE, engine_version=VERSION, buys=True)

    async def work() -> None:
        for _ in waiting:
            lease = await gateway.lease(hand)
            if (order := await gateway.book.find(lease.key)) is None:
                raise RuntimeError("what was leased is not on record")
            asked = time.perf_counter()
            with suppress(Enough):
                await buyer.buy(Errand(lease, order, provider, Path(), lambda _: None, _wanted, supplier))
            delays.append(provider.at[lease.prompt.shot] - asked)

    await asyncio.gather(*(work() for _ in range(buyers)))
    return time.perf_counter() - began, delays


async def _wanted() -> bool:
    return True
