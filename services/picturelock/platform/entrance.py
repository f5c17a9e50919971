"""Both doors, gRPC and HTTP, in front of what is answered in this process and of the peers it knows."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from fastapi import FastAPI

from picturelock.kernel.errors import Refused
from picturelock.kernel.service import Door, Letterbox, Service
from picturelock.platform.doors import Doorman
from picturelock.platform.grpc import GrpcDoor, Peer, Remote, Tls, channel_to
from picturelock.platform.grpc.server import Noted
from picturelock.platform.http import Health, add_letterboxes, http_app, serving_http
from picturelock.platform.prose import services_in
from picturelock.platform.settings import PlatformSettings, is_loopback
from picturelock.platform.tokens import Tokens

LOOK_SECONDS = 5.0
"""How often the engines are looked at, for the probes."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Where the doors are: `host:port`. `http` is empty when there is none."""

    grpc: str
    http: str


@dataclass(frozen=True, slots=True)
class Opening:
    """What the doors are opened with. `dress` may add routes to the HTTP door before it opens."""

    settings: PlatformSettings
    tokens: Tokens
    health: Health
    letterboxes: Sequence[Letterbox] = ()
    noted: Noted | None = None
    dress: Callable[[FastAPI], None] | None = None


@asynccontextmanager
async def doors_open(doors: Sequence[Door], opening: Opening) -> AsyncIterator[Entry]:
    """Raises Refused beyond this machine while there are no tokens, and when a port is taken."""
    settings = opening.settings
    await _guard(settings, opening.tokens)
    tls = _tls(settings)
    async with AsyncExitStack() as stack:
        everything = [*doors, *[door async for door in _peers(settings, doors, stack)]]
        doorman = Doorman(opening.tokens)
        server = GrpcDoor(everything, doorman, opening.noted)
        grpc = await stack.enter_async_context(server.opened(settings.listen, tls))
        http = ""
        if settings.http_listen:
            app = http_app(everything, doorman, opening.health)
            add_letterboxes(app, opening.letterboxes)
            if opening.dress:
                opening.dress(app)
            http = await stack.enter_async_context(serving_http(app, settings.http_listen, tls))
        told = asyncio.create_task(_keep_telling(server, opening.health), name="health")
        stack.callback(told.cancel)
        yield Entry(grpc, http)


async def _keep_telling(server: GrpcDoor, health: Health) -> None:
    while True:
        await server.tell_health(ready=not await health())
        await asyncio.sleep(LOOK_SECONDS)


def doors_of(services: Sequence[Service]) -> Sequence[Door]:
    return [door for service in services for door in service.doors]


def letterboxes_of(services: Sequence[Service]) -> Sequence[Letterbox]:
    return [box for service in services for box in service.letterboxes]


async def _guard(settings: PlatformSettings, tokens: Tokens) -> None:
    beyond = [each for each in (settings.listen, settings.http_listen) if each and not is_loopback(each)]
    if beyond and not await tokens.are_asked_for():
        raise Refused(
            f"{beyond[0]}: others could reach this door, and there are no tokens; make one with `picturelock token"
            " create` (or set PICTURELOCK_ADMIN_TOKEN), or listen at 127.0.0.1",
            reason="OPEN_DOOR",
        )


def _tls(settings: PlatformSettings) -> Tls | None:
    if settings.tls_cert is None or settings.tls_key is None:
        return None
    return Tls(settings.tls_cert, settings.tls_key, settings.tls_client_ca)


async def _peers(settings: PlatformSettings, here: Sequence[Door], stack: AsyncExitStack) -> AsyncIterator[Door]:
    """A door for every service of every peer that is not answered here."""
    answered = {door.service for door in here}
    for name, address in settings.peers.items():
        missing = [service for service in services_in(name) if service not in answered]
        if missing:
            peer = Peer(address, ca=settings.peer_ca, cert=settings.tls_cert, key=settings.tls_key)
            channel = channel_to(peer)
            stack.push_async_callback(channel.close)
            for service in missing:
                yield Door(service, Remote(channel, service))
