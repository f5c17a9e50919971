"""Connections that end badly, for real: the transport itself is closed, reset, or left without an answer."""

import asyncio
import socket
import struct
from contextlib import suppress
from typing import Any

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from picturelock.twin.desk import Cut, Interrupted

TRANSPORT = "picturelock.twin.transport"
BAD_GATEWAY = (
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n"
    "<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
)
GARBAGE = '{"id": "b0rken", "status": \x00\x1f<<<<<<< '
AT_ONCE = struct.pack("ii", 1, 0)
"""Linger for no time: closing sends a reset."""


class OpenProtocol(H11Protocol):
    """Lets the application at the transport."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        inner: Any = self.app

        async def with_transport(scope: Any, receive: Receive, send: Send) -> None:
            await inner({**scope, TRANSPORT: self.transport}, receive, send)

        self.app = with_transport


def interrupting(app: ASGIApp) -> ASGIApp:
    """The application, with Interrupted done to the connection."""

    async def outer(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await app(scope, receive, send)
        except Interrupted as cut:
            await _interrupt(cut, scope, receive, send)

    return outer


async def _interrupt(cut: Interrupted, scope: Scope, receive: Receive, send: Send) -> None:
    if cut.how is Cut.BAD_GATEWAY:
        await Response(BAD_GATEWAY, 502, media_type="text/html")(scope, receive, send)
    elif cut.how is Cut.GARBAGE:
        await Response(GARBAGE, 200, media_type="application/json")(scope, receive, send)
    elif cut.how is Cut.HANG:
        with suppress(TimeoutError):
            async with asyncio.timeout(cut.seconds):
                await _gone(receive)
        await hang_up(scope, receive)
    else:
        await hang_up(scope, receive, reset=cut.how is Cut.RESET)


async def hang_up(scope: Scope, receive: Receive, *, reset: bool = False) -> None:
    """Close the connection; what was written to it still arrives, unless it is reset."""
    transport = scope[TRANSPORT]
    if reset:
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
        transport.abort()
    else:
        transport.close()
    await _gone(receive)


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
