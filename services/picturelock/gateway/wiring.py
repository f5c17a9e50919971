"""The gateway, put together, with its in-process workers."""

from collections.abc import Callable, Sequence
from typing import Any

import httpx

from picturelock.gateway.adapters.engines import engine_named
from picturelock.gateway.adapters.linked_staging import LinkedStaging
from picturelock.gateway.adapters.previz import PrevizEngine
from picturelock.gateway.adapters.remote_desk import RemoteDesk
from picturelock.gateway.adapters.worker import Told, Worker, untold
from picturelock.gateway.handlers import Gateway, Queue
from picturelock.gateway.ports import Engine
from picturelock.gateway.rpc import QueueRpc, WorkerRpc
from picturelock.gateway.settings import GatewaySettings, WorkerSettings
from picturelock.kernel.clock import Clock
from picturelock.kernel.service import Door, Kit, Service, Work, on
from picturelock.media.pool import Pool
from picturelock.media.previz.faults import parse
from picturelock_api.compiler.v1.events_pb2 import PromptCompiled
from picturelock_api.gateway.v1.events_pb2 import TakeFailed, TakeGenerated


def build(kit: Kit, settings: GatewaySettings) -> Service:
    pool = Pool(settings.slots or 1)
    return assembled(kit, settings, [PrevizEngine(pool, parse(settings.faults))], closes=[pool.close])


def assembled(
    kit: Kit, settings: GatewaySettings, engines: Sequence[Engine], closes: Sequence[Callable[[], None]] = ()
) -> Service:
    """The gateway with these engines, each with in-process workers of its own."""
    versions = {engine.name: engine.version for engine in engines} | settings.engines
    gateway = Gateway(kit.records, kit.store, kit.clock, versions, settings.lease_seconds, settings.farm)
    queue = Queue(gateway)
    workers = [Worker(f"embedded/{engine.name}", gateway, engine, kit.store, kit.clock, settings.slots)
               for engine in engines if settings.slots]  # fmt: skip

    async def tend() -> None:
        while True:
            await kit.clock.sleep(await gateway.tend())

    return Service(
        name="gateway",
        hears=[on(PromptCompiled, gateway.queue)],
        says=[TakeGenerated, TakeFailed],
        answers=[gateway, queue],
        doors=[
            Door("picturelock_api.gateway.v1.WorkerService", WorkerRpc(gateway)),
            Door("picturelock_api.gateway.v1.QueueService", QueueRpc(queue)),
        ],
        closes=closes,
        works=[Work("tend", tend), *(Work("worker", worker.run) for worker in workers)],
    )


def hired(
    settings: WorkerSettings,
    door: Any,
    client: httpx.AsyncClient,
    clock: Clock,
    told: Told = untold,
    trace: Callable[[], str] = str,
) -> tuple[Worker, Callable[[], None]]:
    """A worker for a gateway elsewhere, and what closes its engine. `door` answers as its `WorkerService`."""
    engine, close = engine_named(settings.engine, settings.slots, settings.faults)
    desk = RemoteDesk(door, trace=trace)
    dock = LinkedStaging(desk, client)
    return Worker(settings.name, desk, engine, dock, clock, settings.slots, settings.tags, told), close
