"""Where money is asked about: the gateway's doors, here on a directory or in a deployment, spoken to alike."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from picturelock.cli.here import TENANT
from picturelock.cli.parked import opened
from picturelock.cli.reach import Reach
from picturelock.gateway.handlers import Queue, Shop, Spending
from picturelock.gateway.rpc import BudgetRpc, EngineRpc, PurchaseRpc, QueueRpc, SecretRpc
from picturelock.house import House
from picturelock.kernel.caller import Caller, Role, called_by
from picturelock.kernel.errors import Invalid


class Counter:
    """`budgets`, `purchases`, `engines`, `secrets` and `queue` answer as the services of these names do."""

    def __init__(self, budgets: Any, purchases: Any, engines: Any, secrets: Any, queue: Any) -> None:
        self.budgets = budgets
        self.purchases = purchases
        self.engines = engines
        self.secrets = secrets
        self.queue = queue


class _Here:
    """A door in this process: who asks is the owner of the directory."""

    def __init__(self, house: House, answers: object) -> None:
        self._house = house
        self._answers = answers

    def __getattr__(self, name: str) -> Callable[[Any], Any]:
        answer = getattr(self._answers, name)

        async def asking(request: Any) -> Any:
            with self._house.request(), called_by(Caller(TENANT, Role.ADMIN)):
                return await answer(request)

        return asking


def counter_of(house: House) -> Counter:
    spending, shop, queue = house.desk(Spending), house.desk(Shop), house.desk(Queue)
    doors = (BudgetRpc(spending), PurchaseRpc(spending), EngineRpc(shop), SecretRpc(shop), QueueRpc(queue))
    return Counter(*(_Here(house, door) for door in doors))


@asynccontextmanager
async def at_counter(out: Path | None, reach: Reach | None, *, alone: bool = False) -> AsyncIterator[Counter]:
    """Raises Invalid when neither is given. Who wants to change something on a directory must be `alone`."""
    if reach is not None:
        async with reach.open() as deployment:
            names = ("BudgetService", "PurchaseService", "EngineService", "SecretService", "QueueService")
            yield Counter(*(deployment.service(f"gateway.v1.{name}") for name in names))
    elif out is not None:
        async with opened(out, alone=alone) as house:
            yield counter_of(house)
    else:
        raise Invalid("where? name the folder by --out, or a deployment by --server before the command")
