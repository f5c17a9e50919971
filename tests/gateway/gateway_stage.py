"""A gateway on embedded engines, with a clock that is put forward by hand; and the same one behind its doors."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from google.protobuf.message import Message

from picturelock.gateway.adapters.remote_desk import RemoteDesk
from picturelock.gateway.handlers import Gateway, Queue
from picturelock.gateway.ports import Desk
from picturelock.gateway.rpc import QueueRpc, WorkerRpc
from picturelock.kernel.bus import Cause, caused_by
from picturelock.kernel.caller import Role
from picturelock.kernel.errors import Conflict
from picturelock.kernel.service import Door
from picturelock.platform.entrance import Opening, doors_open
from picturelock.platform.grpc import Peer, Remote, channel_to
from picturelock.platform.http.stored import add_store
from picturelock.platform.local import Database, Links, LocalBus, LocalRecords, LocalStore, SystemClock
from picturelock.platform.local.records import R
from picturelock.platform.settings import PlatformSettings
from picturelock.platform.tokens import Tokens
from picturelock.testing.desk import ENGINE, TRACEPARENT, VERSION
from picturelock.testing.heard import all_said
from picturelock_api.compiler.v1.events_pb2 import PromptCompiled
from picturelock_api.gateway.v1.events_pb2 import TakeFailed, TakeGenerated

LEASE_SECONDS = 30.0
FARM = "farm"
WORKERS, QUEUE = "picturelock_api.gateway.v1.WorkerService", "picturelock_api.gateway.v1.QueueService"


class Wound(SystemClock):
    """A clock that is put forward by hand."""

    def __init__(self) -> None:
        self._now = datetime(2026, 11, 21, tzinfo=UTC)

    def now(self) -> datetime:
        return self._now

    def put_forward(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)


class Distant(LocalRecords):
    """Others get in between finding and saving, as they do with records on another machine."""

    async def find(self, kind: type[R], key: str) -> R | None:
        await asyncio.sleep(0)
        return await super().find(kind, key)

    async def select(self, kind: type[R], **asked: Any) -> Sequence[tuple[str, R]]:
        await asyncio.sleep(0)
        return await super().select(kind, **asked)

    async def save(self, key: str, record: R, *emits: Message) -> R:
        await asyncio.sleep(0)
        return await super().save(key, record, *emits)


class Rooms:
    """What outlives a gateway: records, bus, store and clock."""

    def __init__(self, folder: Path) -> None:
        self.clock = Wound()
        self.links = Links(SystemClock())
        self.store = LocalStore(folder, self.links)
        self.database = Database(None)
        self.bus = LocalBus(self.database, self.clock)
        self.tokens = Tokens(self.records("platform"), SystemClock())
        self._causes = count()

    def records(self, service: str = "gateway") -> LocalRecords:
        return Distant(self.database, self.bus, self.clock, service)

    def gateway(self, **versions: str) -> Gateway:
        """Another copy of the service."""
        known = {ENGINE: VERSION} | versions
        return Gateway(self.records(), self.store, self.clock, known, LEASE_SECONDS, FARM)

    def cause(self, name: str = "") -> Cause:
        return Cause(name or f"event {next(self._causes)}", source="gateway", traceparent=TRACEPARENT)

    async def hear(self, gateway: Gateway, event: PromptCompiled) -> None:
        cause = self.cause()
        while True:
            with caused_by(cause), suppress(Conflict):
                return await gateway.queue(event)

    async def said(self) -> Sequence[TakeGenerated | TakeFailed]:
        kinds = {kind.DESCRIPTOR.full_name: kind for kind in (TakeGenerated, TakeFailed)}
        return [kinds[event.type].FromString(event.data) for event in await all_said(self.bus)]


class EmbeddedCounter:
    """`reached` puts something between the worker and the gateway."""

    def __init__(self, rooms: Rooms, reached: Callable[[Gateway], Desk] = lambda gateway: gateway) -> None:
        self.rooms = rooms
        self.gateway = rooms.gateway()
        self.desk = reached(self.gateway)
        self._queue = Queue(self.gateway)

    async def queue(self, event: PromptCompiled) -> None:
        await self.rooms.hear(self.gateway, event)

    async def stage(self, key: str, data: bytes) -> None:
        await self.rooms.store.stage(key, data)

    async def cancel(self, shot_key: str) -> int:
        with caused_by(self.rooms.cause()):
            return await self._queue.cancel(shot_key)

    async def put_lane(self, project_key: str, weight: float, needs: Mapping[str, str]) -> None:
        with caused_by(self.rooms.cause()):
            await self._queue.put_lane(project_key, weight, needs)

    async def lapse(self) -> None:
        self.rooms.clock.put_forward(LEASE_SECONDS + 1)
        await self.gateway.reap()

    async def said(self) -> Sequence[TakeGenerated | TakeFailed]:
        return await self.rooms.said()


async def well() -> Mapping[str, str]:
    return {}


@asynccontextmanager
async def behind_doors(rooms: Rooms, gateway: Gateway, listen: str = "127.0.0.1:0") -> AsyncIterator[str]:
    """Where the gateway's gRPC door is."""
    settings = PlatformSettings(listen=listen, http_listen="127.0.0.1:0")
    doors = [Door(WORKERS, WorkerRpc(gateway)), Door(QUEUE, QueueRpc(Queue(gateway)))]
    opening = Opening(settings, rooms.tokens, well, dress=lambda app: add_store(app, rooms.store, rooms.links))
    async with doors_open(doors, opening) as entry:
        rooms.links.base = f"http://{entry.http}"
        yield entry.grpc


@asynccontextmanager
async def remote_desk(rooms: Rooms, address: str, tenant: str = FARM) -> AsyncIterator[RemoteDesk]:
    """As a worker with a token of the tenant's reaches it."""
    token = await rooms.tokens.create(tenant, Role.WORKER)
    async with channel_to(Peer(address)) as channel:
        yield RemoteDesk(Remote(channel, WORKERS, token), wait=0.5)
