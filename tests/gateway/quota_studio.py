"""A gateway in one or more copies, at work, buying of the studio twin, on a clock that is put forward by hand."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import httpx
from tests.gateway.gateway_stage import Distant, Wound
from tests.gateway.providers.counterpart import KEY
from tests.gateway.providers.wires import SPOKEN

from picturelock.gateway import wiring
from picturelock.gateway.adapters.price_book import shipped_prices
from picturelock.gateway.handlers import Queue, Shop, Spending
from picturelock.gateway.handlers.says import as_sent
from picturelock.gateway.model import Order, OrderState, PriceBook, Purchase, Quota, account_keys
from picturelock.gateway.rpc import EngineRpc, QueueRpc
from picturelock.gateway.settings import GatewaySettings
from picturelock.kernel.bus import Cause, caused_by
from picturelock.kernel.caller import Caller, Role, called_by
from picturelock.kernel.errors import Conflict
from picturelock.kernel.service import Kit, Service
from picturelock.platform.local import Database, LocalBus, LocalStore
from picturelock.testing.samples import compiled
from picturelock.twin.running import Twin, running_twin
from picturelock_api.gateway.v1 import service_pb2 as api

SEALING = "0123456789abcdef0123456789abcdef"
QUICK = 0.02
"""A job is over in a second or so."""


async def until(ready: Callable[[], Awaitable[bool]], seconds: float = 60.0) -> None:
    async with asyncio.timeout(seconds):
        while not await ready():  # noqa: ASYNC110 what is waited for lies in records, or in the twin
            await asyncio.sleep(0.05)


class Studio:
    """Copies of a gateway, at work on the same records."""

    def __init__(self, folder: Path, twin: Twin, providers: dict[str, dict[str, object]], copies: int) -> None:
        self.twin, self.clock, self.database = twin, Wound(), Database(None)
        bus = LocalBus(self.database, self.clock)
        self.records = Distant(self.database, bus, self.clock, "gateway")
        self._kit = Kit(self.records, LocalStore(folder / "store"), self.clock, folder, bus)
        self._providers = {
            name: {"key": KEY, "url": twin.url(name), "horizon": 5, **said} for name, said in providers.items()
        }
        self.client = httpx.AsyncClient()
        self.services = [self._service(copy) for copy in range(copies)]
        self._number = 0
        self._funded: set[str] = set()

    def _service(self, copy: int) -> Service:
        settings = GatewaySettings.model_validate(
            {"slots": 0, "name": f"copy{copy}", "providers": self._providers, "sealing_key": SEALING}
        )
        wares = wiring.wares_of(settings, self.client)
        return wiring.assembled(self._kit, settings, [], wares=wares, prices=PriceBook(shipped_prices()))

    def asks(self, kind: type[object], copy: int = 0) -> object:
        return next(each for each in self.services[copy].answers if isinstance(each, kind))

    @property
    def shop(self) -> Shop:
        found = self.asks(Shop)
        assert isinstance(found, Shop)
        return found

    @property
    def queue(self) -> Queue:
        found = self.asks(Queue)
        assert isinstance(found, Queue)
        return found

    async def want(self, engine: str, takes: int, project: str = "studio/lamp") -> None:
        """With a budget that is enough."""
        spending = self.asks(Spending)
        assert isinstance(spending, Spending)
        key, name = next(iter(account_keys(project, engine).items()))
        if project not in self._funded:
            self._funded.add(project)
            with caused_by(Cause(f"cap {project}", "request")):
                await spending.put_cap(key, name, "100000", "USD")
        for _ in range(takes):
            self._number += 1
            await self._hear(engine, project, self._number)

    async def _hear(self, engine: str, project: str, number: int) -> None:
        event = compiled(f"sc010_sh{number:04d}", words=f"Mara waits {number} minutes.")
        event.shot_key = f"{project}/sc010_sh{number:04d}"
        event.prompt.engine, event.prompt.text = engine, f"Mara waits {number} minutes."
        event.prompt.width, event.prompt.height = 1280, 720
        event.prompt.frames = 24 * int(parameters(engine).get("duration", 5))
        event.prompt.parameters.clear()
        event.prompt.parameters.update(parameters(engine))
        event.prompt_digest = as_sent(event.prompt).digest
        while True:
            with caused_by(Cause(f"order {number}", "registry")), suppress(Conflict):
                return await self.shop.gateway.queue(event)

    async def purchases(self, state: str = "") -> list[Purchase]:
        return [each for _, each in await self.records.select(Purchase) if state in ("", each.state)]

    async def has_purchases(self, state: str) -> bool:
        return bool(await self.purchases(state))

    async def delivered(self, count: int) -> None:
        await until(lambda: self._are_delivered(count))

    async def _are_delivered(self, count: int) -> bool:
        return len(await self.purchases("delivered")) >= count

    async def pause(self, tenant: str, engine: str, why: str) -> None:
        with caused_by(Cause(f"pause {tenant} {why}", "request")):
            await self.shop.pause(tenant, engine, why)

    async def resume(self, tenant: str, engine: str) -> None:
        with caused_by(Cause(f"resume {tenant}", "request")):
            await self.shop.resume(tenant, engine)

    async def engine(self, name: str, tenant: str = "studio") -> api.Engine:
        with called_by(Caller(tenant, Role.ADMIN)):
            engines = (await EngineRpc(self.shop).list_engines(api.ListEnginesRequest())).engines
        return next(each for each in engines if each.engine == name)

    async def waits(self, project: str = "lamp", tenant: str = "studio") -> set[str]:
        """Why the takes that are in the queue wait."""
        with called_by(Caller(tenant, Role.VIEWER)):
            takes = (await QueueRpc(self.queue).list_queue(api.ListQueueRequest(project=project))).takes
        return {take.waits for take in takes if not take.running}

    async def was_refused(self) -> bool:
        return bool(await self.refusals())

    async def has_jobs(self, count: int) -> bool:
        return len(self.twin.jobs()) >= count

    async def was_told(self) -> bool:
        """What the provider's limits are."""
        return any(quota.told for _, quota in await self.records.select(Quota))

    async def is_empty(self) -> bool:
        """No place is taken."""
        return not any(quota.places for _, quota in await self.records.select(Quota))

    async def has_failed(self) -> bool:
        return bool(await self.records.select(Order, where={"state": OrderState.FAILED}))

    async def nothing_is_leased(self) -> bool:
        return not await self.records.select(Order, where={"state": OrderState.LEASED})

    async def refusals(self) -> Counter[str]:
        return Counter(step.reason for each in await self.purchases() for step in each.steps if step.move == "decline")


LENGTHS = {"kling3.0_pro": "10"}
"""Seconds of Runway's takes that are not to be as short as can be."""


def parameters(engine: str) -> dict[str, str]:
    name, _, model = engine.partition("/")
    own = {"model": model, "duration": LENGTHS.get(model, "2")} if name == "runway" else {}
    return {**SPOKEN[name].parameters, **own}


@asynccontextmanager
async def at_work(
    folder: Path,
    providers: dict[str, dict[str, object]],
    faults: str = "",
    pace: float = QUICK,
    copies: int = 1,
    at: float = 0.0,
) -> AsyncIterator[Studio]:
    async with running_twin(folder / "twin", f"seed=1,{faults}", pace) as twin:
        studio = Studio(folder, twin, providers, copies)
        studio.clock.put_forward(at)
        works = [asyncio.ensure_future(work.run()) for service in studio.services for work in service.works]
        try:
            yield studio
        finally:
            for work in works:
                work.cancel()
            ended = await asyncio.gather(*works, return_exceptions=True)
            await studio.client.aclose()
            studio.database.close()
            assert [each for each in ended if not isinstance(each, asyncio.CancelledError)] == []


def most_at_once(twin: Twin, is_meant: Callable[[str], bool] = lambda _: True) -> int:
    """Jobs that were alive together, at most."""
    jobs = [job for job in twin.jobs() if is_meant(job.model)]
    return max(sum(other.created <= job.created < other.ends for other in jobs) for job in jobs)
