"""A gateway in a process of its own buys of the studio twin over real sockets, and is killed again and again."""

import asyncio
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import TypeVar

import pytest
from tests.gateway.providers.counterpart import PLACES
from tests.gateway.providers.wires import SPOKEN
from tests.money.buying_process import CHOICES, LINE

from picturelock.gateway.handlers import Spending
from picturelock.gateway.handlers.says import as_sent
from picturelock.gateway.model import Account, Order, OrderState, Purchase, PurchaseState, Recall, account_keys
from picturelock.house import House, embedded
from picturelock.kernel.bus import Cause, caused_by, envelop
from picturelock.kernel.records import Record
from picturelock.testing.samples import PROJECT, compiled
from picturelock.twin.running import Twin, running_twin

TAKES = int(os.environ.get("PICTURELOCK_TEST_TAKES", "20"))
KILLS = TAKES // 4
FAULTS = (
    "lost_request=0.08,lost_answer=0.1,late=0.05:0.5-4,bad_gateway=0.05,reset=0.05,garbage=0.03,rate_limited=0.05,"
    "lost_poll=0.05,bad_poll=0.05,strange_status=0.05,truncated=0.1,list_lag=1"
)
HORIZON = 12.0
"""Longer than anything is in flight here: 4 s late, 1 s behind in the list."""
KEYS = {"replicate": "r8_8c1f6d0e2b7a", "luma": "luma-api-8c1f6d0e2b7a", "fal": "8c1f6d0e:2b7a4f5e"}
CAP = Decimal(1000)
R = TypeVar("R", bound=Record)


@pytest.mark.parametrize("seed", range(int(os.environ.get("PICTURELOCK_TEST_ROUNDS", "1"))))
async def test_killed_at_any_moment_it_pays_for_each_take_once(tmp_path: Path, seed: int) -> None:
    luck, house = Random(seed), tmp_path / "house"
    async with running_twin(tmp_path / "twin", f"seed={seed},{FAULTS}", pace=0.02) as twin:
        env = _env(twin)
        async with _opened(house) as asking:
            await _order(asking)
        for _ in range(KILLS):
            with _process(house, env):
                await asyncio.sleep(luck.uniform(1.0, 2.5))
        with _process(house, env):
            await _until_settled(house)
        async with _opened(house) as asking:
            purchases, orders = await _all(asking, Purchase), await _all(asking, Order)
            accounts = await _all(asking, Account)
        billed = Counter(line.job for line in twin.bill() if line.amount > 0)
    _closed(purchases, orders, billed)
    spent = sum((purchase.charged or Decimal(0) for purchase in purchases if purchase.stands == "closed"), Decimal(0))
    assert {account.spent for account in accounts if account.name.startswith("tenant")} == {spent}
    told = Counter(f"{purchase.state} {purchase.steps[-1].why[:70]}".strip() for purchase in purchases)
    sys.stdout.write(f"\n{KILLS} kills, {len(billed)} on the bill, {dict(told)}, {spent} USD\n")


def _closed(purchases: list[Purchase], orders: list[Order], billed: Counter[str]) -> None:
    known = {purchase.job: purchase for purchase in purchases if purchase.job}
    parked = [purchase for purchase in purchases if purchase.state is PurchaseState.PARKED]
    assert max(billed.values()) == 1
    assert {_recall(purchase) for purchase in parked} <= {Recall.NOTHING}
    hidden = Counter(job for job in billed if job not in known)
    assert sum(hidden.values()) <= len(parked)
    per_order = Counter(known[job].order for job in billed if job in known)
    assert [order for order, count in per_order.items() if count > 1] == []
    made = {order.prompt_digest for order in orders if order.state is OrderState.MADE}
    assert {known[job].prompt_digest for job in billed if job in known} <= made
    assert all(
        purchase.charged == 0 or purchase.job in billed for purchase in purchases if purchase.charged is not None
    )


def _recall(purchase: Purchase) -> Recall:
    return SPOKEN[purchase.engine.partition("/")[0]].kind.recall


def _env(twin: Twin) -> dict[str, str]:
    account = {"key": "key_8c1f6d0e2b7a4f5e", "horizon": HORIZON, "slots": 4}
    given = {
        name: account | {"url": twin.url(name) + PLACES.get(name, ""), **({"key": KEYS[name]} if name in KEYS else {})}
        for name in SPOKEN
    }
    return os.environ | {"PICTURELOCK_GATEWAY_PROVIDERS": json.dumps(given)}


@contextmanager
def _process(house: Path, env: dict[str, str]) -> Iterator[None]:
    """A gateway that is killed at the end of the block."""
    with (house / "log").open("ab") as log:
        command = [sys.executable, "-m", "tests.money.buying_process", str(house)]
        process = subprocess.Popen(command, env=env, stdout=log, stderr=log)
    try:
        yield
    finally:
        process.kill()
        process.wait()


@asynccontextmanager
async def _opened(house: Path, *, alone: bool = True) -> AsyncIterator[House]:
    """Not at work, to be asked."""
    async with embedded(house, CHOICES, line=LINE, at_work=False, alone=alone) as asking:
        yield asking


async def _all(house: House, kind: type[R]) -> list[R]:
    return [record for _, record in await house.records("gateway").select(kind)]


async def _order(house: House) -> None:
    names = sorted(SPOKEN)
    for number in range(TAKES):
        spoken = SPOKEN[names[number % len(names)]]
        event = compiled(f"sc010_sh{number:04d}", words=f"Mara waits {number} minutes.")
        event.prompt.engine, event.prompt.text = spoken.engine, spoken.text(f"Mara waits {number} minutes.")
        event.prompt.width, event.prompt.height, event.prompt.frames = 1280, 720, 120
        event.prompt.parameters.clear()
        event.prompt.parameters.update(spoken.parameters)
        event.prompt_digest = as_sent(event.prompt).digest
        await house.bus.publish([envelop(event, Cause(f"order {number}", "registry"), datetime.now(UTC))])
    key, name = next(iter(account_keys(PROJECT, "any").items()))
    with caused_by(Cause("cap", "request")):
        await house.desk(Spending).put_cap(key, name, str(CAP), "USD")


async def _until_settled(house: Path) -> None:
    async with asyncio.timeout(240):
        while True:
            await asyncio.sleep(2)
            async with _opened(house, alone=False) as asking:
                purchases, orders = await _all(asking, Purchase), await _all(asking, Order)
            is_open = [each for each in purchases if each.stands == "open" and each.state is not PurchaseState.PARKED]
            waiting = [order for order in orders if order.state in (OrderState.QUEUED, OrderState.LEASED)]
            if len(orders) == TAKES and not is_open and not waiting:
                return
