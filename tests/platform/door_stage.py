"""Both doors open on loopback, with somebody behind them who answers as a test wants."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import grpc
import httpx

from picturelock.kernel.bus import Cause, current_cause
from picturelock.kernel.caller import Caller, Role, current_caller
from picturelock.kernel.service import Door, Letterbox
from picturelock.platform.entrance import Entry, Opening, doors_open
from picturelock.platform.local import Database, LocalBus, LocalRecords, SystemClock
from picturelock.platform.settings import PlatformSettings
from picturelock.platform.tokens import Tokens
from picturelock_api.gateway.v1 import service_pb2 as gateway

SERVICE = "picturelock_api.gateway.v1.QueueService"
LISTENING = {"listen": "127.0.0.1:0", "http_listen": "127.0.0.1:0"}

Answer = Callable[[Any], Awaitable[Any]]


async def nothing(_: Any) -> gateway.PutLaneResponse:
    return gateway.PutLaneResponse()


@dataclass
class Queue:
    """Answers the queue's methods; what `put_lane` does is up to the test."""

    puts: Answer = nothing
    callers: list[Caller] = field(default_factory=list)
    causes: list[Cause] = field(default_factory=list)

    async def put_lane(self, request: gateway.PutLaneRequest) -> gateway.PutLaneResponse:
        self.callers.append(current_caller())
        self.causes.append(current_cause())
        answered: gateway.PutLaneResponse = await self.puts(request)
        return answered

    async def list_lanes(self, request: gateway.ListLanesRequest) -> gateway.ListLanesResponse:
        self.callers.append(current_caller())
        lane = gateway.Lane(project="lamp", weight=2.0, needs={"gpu": "24"}, queued=request.page_size)
        return gateway.ListLanesResponse(lanes=[lane])

    async def list_tenant_shares(self, _: Any) -> gateway.ListTenantSharesResponse:
        return gateway.ListTenantSharesResponse()

    async def put_tenant_share(self, _: Any) -> gateway.PutTenantShareResponse:
        return gateway.PutTenantShareResponse()

    async def list_queue(self, _: Any) -> gateway.ListQueueResponse:
        return gateway.ListQueueResponse()

    async def put_priority(self, _: Any) -> gateway.PutPriorityResponse:
        return gateway.PutPriorityResponse()

    async def cancel_take(self, _: Any) -> gateway.CancelTakeResponse:
        return gateway.CancelTakeResponse(take_number=3)


@dataclass(frozen=True)
class Stage:
    queue: Queue
    tokens: Tokens
    entry: Entry
    channel: grpc.aio.Channel
    http: httpx.AsyncClient

    async def token(self, role: Role = Role.ADMIN, tenant: str = "studio") -> tuple[tuple[str, str]]:
        """Metadata that shows a new token."""
        return (("authorization", f"Bearer {await self.tokens.create(tenant, role)}"),)

    def method(self, name: str, response: Any = bytes) -> Any:
        """Bytes or a message go out; what comes in is parsed as `response`."""
        return self.channel.unary_unary(
            f"/{SERVICE}/{name}",
            request_serializer=lambda said: said if isinstance(said, bytes) else said.SerializeToString(),
            response_deserializer=response.FromString if response is not bytes else None,
        )

    @property
    def put(self) -> Any:
        return self.method("PutLane", gateway.PutLaneResponse)

    @property
    def list(self) -> Any:
        return self.method("ListLanes", gateway.ListLanesResponse)


async def well() -> Mapping[str, str]:
    return {}


@asynccontextmanager
async def on_stage(
    queue: Queue | None = None, letterboxes: Sequence[Letterbox] = (), /, **settings: Any
) -> AsyncIterator[Stage]:
    answering = queue or Queue()
    clock, database = SystemClock(), Database(None)
    tokens = Tokens(LocalRecords(database, LocalBus(database, clock), clock, "platform"), clock)
    given = PlatformSettings(**(LISTENING | settings))
    try:
        async with (
            doors_open([Door(SERVICE, answering)], Opening(given, tokens, well, letterboxes)) as entry,
            grpc.aio.insecure_channel(entry.grpc) as channel,
            httpx.AsyncClient(base_url=f"http://{entry.http}") as http,
        ):
            yield Stage(answering, tokens, entry, channel, http)
    finally:
        database.close()
