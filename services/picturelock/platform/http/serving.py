"""Runs an HTTP application beside everything else in this process's loop."""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Any

import uvicorn

from picturelock.kernel.errors import Refused
from picturelock.platform.grpc import Tls


@asynccontextmanager
async def serving_http(
    app: Any, listen: str, tls: Tls | None = None, *, protocol: Any = "auto", grace: int = 5
) -> AsyncIterator[str]:
    """Listen at `host:port`, 0 being any port; gives the address. Raises Refused when the port is taken.

    `protocol` is one of uvicorn's, and `grace` the seconds that requests have to end in.
    """
    taken = _bound(listen)
    config = uvicorn.Config(
        app,
        http=protocol,
        log_config=None,
        access_log=False,
        log_level="warning",
        lifespan="off",
        timeout_graceful_shutdown=grace,
        ssl_certfile=str(tls.cert) if tls else None,
        ssl_keyfile=str(tls.key) if tls else None,
        ssl_ca_certs=str(tls.client_ca) if tls and tls.client_ca else None,
        ssl_cert_reqs=ssl.CERT_REQUIRED if tls and tls.client_ca else ssl.CERT_NONE,
    )
    server = _Quiet(config)
    running = asyncio.create_task(server.serve(sockets=[taken]), name="http")
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
    """Signals are the process's business: the services end with it."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.up = asyncio.Event()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.up.set()


def _bound(listen: str) -> socket.socket:
    host, _, port = listen.rpartition(":")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    taken = socket.socket(family)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((host.strip("[]"), int(port)))
        taken.listen(1024)
    except OSError as error:
        taken.close()
        raise Refused(f"{listen}: can't listen there ({error.strerror}); choose another port", reason="PORT") from error
    except (ValueError, OverflowError) as error:
        taken.close()
        raise Refused(f"{listen}: can't listen there; use HOST:PORT, with a port up to 65535", reason="PORT") from error
    return taken
