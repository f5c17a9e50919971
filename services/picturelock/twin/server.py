"""The studio twin as a server: every provider under its own path, and `/twin` for its owner."""

import asyncio
import secrets
import socket
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path

import httpx
import uvicorn
from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.routing import Mount, Router
from starlette.types import ASGIApp, Receive, Scope, Send

from picturelock.kernel.errors import Refused
from picturelock.twin.admin import Admin
from picturelock.twin.clock import WallClock
from picturelock.twin.cutting import OpenProtocol, interrupting
from picturelock.twin.desk import Desk, No, Refusal
from picturelock.twin.faults import plan_of
from picturelock.twin.results import result_route
from picturelock.twin.studio import Studio
from picturelock.twin.webhooks import Postman
from picturelock.twin.wire import Wire
from picturelock.twin.wires import NAMES, WIRES


@asynccontextmanager
async def twin_served(folder: Path, listen: str, faults: str, pace: float) -> AsyncIterator[tuple[str, Studio]]:
    """Gives the address, `host:port`. Raises Invalid for a bad fault plan, Refused when port or folder are taken."""
    plan = plan_of(faults, NAMES, seed=secrets.randbelow(2**31))
    studio = Studio(folder, WallClock(), plan, pace)
    desks = {wire.name: (wire, Desk(studio, wire.name, wire.id_of, wire.link_life)) for wire in WIRES}
    async with httpx.AsyncClient(follow_redirects=False) as client:
        studio.told = Postman(desks, client, studio.clock).tell
        try:
            async with _listening(_app(studio, list(desks.values())), listen) as address:
                studio.resume()
                yield address, studio
        finally:
            await studio.close()


def _app(studio: Studio, desks: Sequence[tuple[Wire, Desk]]) -> ASGIApp:
    mounts = [Mount(f"/{wire.name}", _door(wire, desk)) for wire, desk in desks]
    admin = Admin(studio, NAMES)
    return Starlette(routes=[Mount("/twin", routes=list(admin.routes())), *mounts])


def _door(wire: Wire, desk: Desk) -> ASGIApp:
    """The wire's routes, its refusals in its own words, and what faults do to the connection."""
    router = Router([result_route(desk), *wire.routes(desk)])

    async def refusing(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await router(scope, receive, send)
        except Refusal as no:
            await wire.refuse(no)(scope, receive, send)
        except ValidationError as error:
            first = error.errors()[0]
            await wire.refuse(Refusal(No.INVALID, first["msg"], str(first["loc"][-1])))(scope, receive, send)
        except HTTPException as error:
            await wire.refuse(Refusal(No.NOT_FOUND, error.detail))(scope, receive, send)

    return interrupting(refusing)


@asynccontextmanager
async def _listening(app: ASGIApp, listen: str) -> AsyncIterator[str]:
    taken = _bound(listen)
    config = uvicorn.Config(
        app, http=OpenProtocol, log_config=None, access_log=False, lifespan="off", timeout_graceful_shutdown=1
    )
    server = _Quiet(config)
    running = asyncio.create_task(server.serve(sockets=[taken]), name="twin")
    try:
        await asyncio.wait({running, asyncio.ensure_future(server.up.wait())}, return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            running.result()
        host, port = taken.getsockname()[:2]
        yield f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    finally:
        server.should_exit = True
        with suppress(asyncio.CancelledError):
            await running
        taken.close()


class _Quiet(uvicorn.Server):
    """Signals are the process's business."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.up = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.up.set()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _bound(listen: str) -> socket.socket:
    host, _, port = listen.rpartition(":")
    taken = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((host.strip("[]"), int(port)))
        taken.listen(1024)
    except (OSError, ValueError) as error:
        taken.close()
        raise Refused(
            f"{listen}: can't listen there ({error}); use HOST:PORT, and a port that is free", reason="PORT"
        ) from error
    return taken
