"""The studio twin as a server: every provider under its own path, and `/twin` for its owner."""

import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from math import ceil
from pathlib import Path

import httpx
from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.routing import Mount, Router
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from picturelock.platform.http import serving_http
from picturelock.twin.admin import Admin
from picturelock.twin.clock import WallClock
from picturelock.twin.cutting import OpenProtocol, interrupting
from picturelock.twin.desk import TOLD, Desk, No, Refusal
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
        app = _app(studio, list(desks.values()))
        try:
            async with serving_http(app, listen, protocol=OpenProtocol, grace=1) as address:
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
            await router(scope, receive, _telling(scope, send))
        except Refusal as no:
            response = wire.refuse(no)
            if "retry-after" in response.headers:
                response.headers["retry-after"] = str(ceil(no.after))
            response.headers.update(scope.get(TOLD, {}))
            await response(scope, receive, send)
        except ValidationError as error:
            first = error.errors()[0]
            await wire.refuse(Refusal(No.INVALID, first["msg"], str(first["loc"][-1])))(scope, receive, send)
        except HTTPException as error:
            await wire.refuse(Refusal(No.NOT_FOUND, error.detail))(scope, receive, send)

    return interrupting(refusing)


def _telling(scope: Scope, send: Send) -> Send:
    """Says what is let in still, in the headers of whatever is answered."""

    async def told(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(scope.get(TOLD, {}))
        await send(message)

    return told
