"""Where money is asked about: here on a directory or in a deployment, whose doors are spoken to alike."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from picturelock.cli.here import TENANT
from picturelock.cli.parked import opened
from picturelock.cli.reach import Reach
from picturelock.continuity.handlers import Takes
from picturelock.continuity.rpc import TakeRpc
from picturelock.editorial.handlers import Editorial
from picturelock.editorial.rpc import CutRpc
from picturelock.gateway.handlers import Queue, Shop, Spending, Stills
from picturelock.gateway.rpc import BudgetRpc, EngineRpc, PurchaseRpc, QueueRpc, SecretRpc, StillRpc
from picturelock.house import House
from picturelock.kernel.caller import Caller, Role, called_by
from picturelock.kernel.errors import Invalid

SERVICES = (
    "gateway.v1.BudgetService", "gateway.v1.PurchaseService", "gateway.v1.EngineService", "gateway.v1.SecretService",
    "gateway.v1.QueueService", "gateway.v1.StillService", "continuity.v1.TakeService", "editorial.v1.CutService",
)  # fmt: skip
"""In the order of a counter's parts."""


class Counter:
    """Each answers as the service of its name does: the gateway's, and who knows what became of takes."""

    def __init__(
        self, budgets: Any, purchases: Any, engines: Any, secrets: Any, queue: Any, stills: Any, takes: Any, cuts: Any
    ) -> None:  # fmt: skip
        self.budgets = budgets
        self.purchases = purchases
        self.engines = engines
        self.secrets = secrets
        self.queue = queue
        self.stills = stills
        self.takes = takes
        self.cuts = cuts


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
    judged, film = TakeRpc(house.desk(Takes)), CutRpc(house.desk(Editorial))
    money = (BudgetRpc(spending), PurchaseRpc(spending, shop), EngineRpc(shop), SecretRpc(shop))
    doors = (*money, QueueRpc(queue), StillRpc(house.desk(Stills)), judged, film)
    return Counter(*(_Here(house, door) for door in doors))


@asynccontextmanager
async def at_counter(out: Path | None, reach: Reach | None, *, alone: bool = False) -> AsyncIterator[Counter]:
    """Raises Invalid when neither is given. Who wants to change something on a directory must be `alone`."""
    if reach is not None:
        async with reach.open() as deployment:
            yield Counter(*map(deployment.service, SERVICES))
    elif out is not None:
        async with opened(out, alone=alone) as house:
            yield counter_of(house)
    else:
        raise Invalid("where? name the folder by --out, or a deployment by --server before the command")
