"""One seed, one world: a gateway buys takes of four kinds of providers in a storm, and then the books are closed.

`python -m tests.money.shopping SEED...` does it for these seeds and tells what came of it.
"""

import asyncio
import hashlib
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path
from random import Random
from typing import TypeVar

from tests.money.market import PRICE, PROVIDERS, MoneyOdds
from tests.money.street import Making, Street, careful
from tests.sim.loop import SeededLoop
from tests.sim.luck import Luck

from picturelock.gateway.handlers import Spending
from picturelock.gateway.handlers.says import as_sent
from picturelock.gateway.handlers.spending import AGAIN, HOLD
from picturelock.gateway.model import (
    SIDES,
    Account,
    Entry,
    Held,
    Move,
    Order,
    OrderState,
    Purchase,
    PurchaseState,
    account_keys,
    order_key,
)
from picturelock.kernel.bus import Cause, envelop
from picturelock.kernel.records import Record
from picturelock.testing.samples import PROJECT, compiled

R = TypeVar("R", bound=Record)
S = PurchaseState

TAKES = 20
DOUBTFUL = (S.PARKED, S.REPLACED)
LOOKS, LOOK_SECONDS = 400, 20.0


@dataclass(frozen=True, slots=True)
class Books:
    """How a world ended. `problems` is empty when every cent is where it belongs."""

    seed: int
    problems: Sequence[str]
    struck: Counter[str]
    bought: int
    """Takes on the market's bill."""
    twice: int
    parked: int
    replaced: int
    """Bought again, as the project has it."""
    sends: int
    alternates: int

    def __str__(self) -> str:
        again = f"{self.replaced} paid again, {self.alternates} alternates"
        counts = f"{self.twice} twice, {self.parked} parked, {again}, {self.sends} sent"
        told = f"seed {self.seed}: {self.bought} on the bill, {counts}"
        return "\n".join((told, *(f"{name}: {count}" for name, count in self.struck.items()), *self.problems))


def shopping(
    seed: int,
    odds: MoneyOdds | None = None,
    making: Making = careful,
    takes: int = TAKES,
    cap: Decimal | None = None,
    again: Decimal | None = None,
    *,
    audited: bool = False,
    then: Callable[[Street], None] = lambda _: None,
) -> Books:
    """`odds` None draws them by lot. `cap` None is enough for everything, `again` None pays nothing again.

    `audited`: in the end somebody says of what is in doubt what came of it. `then` may look at how it ended.
    """
    chance = Random(seed)
    luck = Luck(chance, odds or MoneyOdds().scaled(chance))
    loop = SeededLoop(chance)  # type: ignore[abstract] # sockets, signals and children have no place in there
    with tempfile.TemporaryDirectory(prefix="picturelock-money-") as folder:
        street = Street(luck, Path(folder), making)
        street.loop_errors = loop.errors
        books: Books = loop.run_until_complete(
            _world(seed, street, takes, PRICE * 3 * takes if cap is None else cap, again, audited=audited)
        )
        then(street)
        return books


async def _world(
    seed: int, street: Street, takes: int, cap: Decimal, again: Decimal | None, *, audited: bool
) -> Books:  # fmt: skip
    copies = [asyncio.ensure_future(street.supervise(copy)) for copy in range(2)]
    await _budget(street, cap, again)
    for number in range(takes):
        await _order(street, number)
    await asyncio.sleep(street.luck.within(60.0, 600.0))
    street.luck.storm = False
    await _settling(street)
    if audited:
        await _audit(street)
        await _settling(street)
    for each in copies:
        each.cancel()
    await street.end()
    return _closed(seed, street, takes, audited=audited)


async def _settling(street: Street) -> None:
    for _ in range(LOOKS):
        await asyncio.sleep(LOOK_SECONDS)
        if not _unsettled(street):
            break
    await asyncio.sleep(300.0)


async def _audit(street: Street) -> None:
    """Somebody holds the market's bill against what is in doubt, and says what each purchase came to."""
    known = {purchase.job for purchase in _all(street, Purchase)}
    for purchase in [each for each in _all(street, Purchase) if each.state in DOUBTFUL]:
        jobs = street.market.jobs[purchase.engine.partition("/")[0]].values()
        mine = next((sold.id for sold in jobs if sold.digest == purchase.prompt_digest and sold.id not in known), "")
        known.add(mine)
        await street.told(
            Cause(f"settle {purchase.key}", "request"),
            partial(Spending.settle, project=PROJECT, key=purchase.key, job=mine, missing=not mine),
        )  # fmt: skip


async def _budget(street: Street, cap: Decimal, again: Decimal | None) -> None:
    key, name = next(iter(account_keys(PROJECT, "any").items()))
    policy = HOLD if again is None else f"{AGAIN}:{again}"
    await street.told(
        Cause(f"cap {name}", "request"), lambda counter: counter.put_cap(key, name, str(cap), "USD", policy)
    )  # fmt: skip


async def _order(street: Street, number: int) -> None:
    event = compiled(f"sc010_sh{number:04d}", words=f"Mara waits {number} minutes.")
    event.prompt.engine = f"{list(PROVIDERS)[number % len(PROVIDERS)]}/one"
    event.prompt_digest = as_sent(event.prompt).digest
    cause = Cause(f"order {number}", "registry")
    street.broker.append(envelop(event, cause, street.clock.now()))


def _all(street: Street, kind: type[R]) -> list[R]:
    return [document.record for (of, _), document in street.shelf.documents.items()
            if of is kind and isinstance(document.record, kind)]  # fmt: skip


def _unsettled(street: Street) -> list[str]:
    open_orders = [order.prompt.shot for order in _all(street, Order) if order.state in ("queued", "leased")]
    loose = [each.key for each in _all(street, Purchase) if each.stands == "open" and each.state not in DOUBTFUL]
    return open_orders + loose


def _closed(seed: int, street: Street, takes: int, *, audited: bool) -> Books:
    """The books, closed: what the market bills against what the ledger says, and every promise looked at."""
    orders, purchases, bill = _all(street, Order), _all(street, Purchase), street.market.bill()
    by_job = {purchase.job: purchase for purchase in purchases if purchase.job}
    per_prompt = Counter((sold.id.partition("-")[0], sold.digest) for sold in bill.values())
    let = _paid_again(purchases)
    twice = [prompt for prompt, count in per_prompt.items() if count > 1 + let[prompt]]
    parked = [purchase for purchase in purchases if purchase.state is S.PARKED]
    doubtful = [purchase for purchase in purchases if purchase.state in DOUBTFUL]
    known = [sold.id for sold in bill.values() if sold.id in by_job]
    problems = [
        *(f"bug: {bug}" for bug in street.bugs),
        *(f"loop: {error}" for error in street.loop_errors),
        *(f"cap broken: {breach}" for breach in street.shelf.breaches),
        *(f"paid twice: {digest}" for digest in twice),
        *(f"not settled: {each}" for each in _unsettled(street)),
        *(f"{each.engine} is parked, though it can be asked" for each in parked if each.engine != "silent/one"),
        *(f"{each.key} is in doubt still" for each in doubtful if audited),
        *(f"on the bill and in no book: {job}" for job in bill if job not in by_job and not _may_hide(job, doubtful)),
        *(f"{job} was paid and its film is lost" for job in known if not _is_kept(by_job[job], orders)),
        *(f"{each.key}: charged {each.charged}, billed {PRICE if each.job in bill else 0}" for each in purchases
          if each.held is Held.CLOSED and each.charged != (PRICE if each.job in bill else 0)),
        *_unbalanced(street, purchases),
        *_not_covered(street, len(bill), doubtful),
        *([] if len(orders) == takes else [f"{len(orders)} orders of {takes}"]),
    ]  # fmt: skip
    replaced = sum(_was_replaced(purchase) for purchase in purchases)
    return Books(
        seed, problems, street.luck.struck, len(bill), len(twice), len(parked), replaced, street.market.sends,
        sum(len(order.alternates) for order in orders),
    )  # fmt: skip


def _was_replaced(purchase: Purchase) -> bool:
    return any(step.move is Move.REPLACE for step in purchase.steps)


def _paid_again(purchases: Sequence[Purchase]) -> Counter[tuple[str, str]]:
    """How often, by engine's provider and prompt, the project let it be."""
    replaced = (each for each in purchases if _was_replaced(each))
    return Counter((each.engine.partition("/")[0], each.prompt_digest) for each in replaced)


def _may_hide(job: str, doubtful: Sequence[Purchase]) -> bool:
    """A provider that can't be asked may have made it: a purchase waits for it."""
    return job.startswith("silent") and bool(doubtful)


def _not_covered(street: Street, bill: int, doubtful: Sequence[Purchase]) -> list[str]:
    """What is billed is spent or held, be it known or not, and so within every cap."""
    hidden = sum((each.hold for each in doubtful), Decimal(0))
    return [
        f"{account.name}: {bill} takes are billed, {account.spent} is spent and {hidden} held for what may be"
        for account in _all(street, Account)
        if account.cap is not None and bill * PRICE > account.spent + hidden
    ]


def _is_kept(purchase: Purchase, orders: Sequence[Order]) -> bool:
    """As the take that was wanted, or if that came of another purchase, as an alternate. A film is its job's name."""
    order = next(each for each in orders if order_of(each) == purchase.order)
    films = {order.made.purchase: order.made} if order.state is OrderState.MADE and order.made else {}
    film = (films | order.alternates).get(purchase.key)
    return film is not None and film.video.digest == hashlib.sha256(purchase.job.encode()).hexdigest()


def order_of(order: Order) -> str:
    return order_key(order.project.partition("/")[0], order.prompt_digest, order.engine_version)


def _unbalanced(street: Street, purchases: Sequence[Purchase]) -> list[str]:
    """Each account holds and has spent what the purchases say, and each purchase's entries come out even."""
    problems: list[str] = []
    for account in _all(street, Account):
        mine = [each for each in purchases if account.name in account_keys(each.project, each.engine).values()]
        spent = sum((each.charged or Decimal(0) for each in mine if each.held is Held.CLOSED), Decimal(0))
        held = {each.posting_id: each.hold for each in mine if each.held is Held.YES}
        if (account.spent, dict(account.held)) != (spent, held):
            problems.append(f"{account.name}: spent {account.spent}, held {account.held}; the journal: {spent}, {held}")
    for each in purchases:
        left = sum((_signed(entry) for entry in each.entries), Decimal(0))
        if each.held is Held.CLOSED and left:
            problems.append(f"{each.key}: its entries leave {left} held")
    return problems


def _signed(entry: Entry) -> Decimal:
    """What the entry does to the side that is held."""
    debit, credit = SIDES[entry.kind]
    return entry.amount if debit == "held" else -entry.amount if credit == "held" else Decimal(0)


if __name__ == "__main__":
    for given in sys.argv[1:]:
        sys.stdout.write(f"{shopping(int(given))}\n")
