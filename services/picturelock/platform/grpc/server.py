"""Doors over gRPC: health, reflection, deadlines, statuses with reasons; it drains before it closes."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import grpc
from google.protobuf.message import Message
from grpc_health.v1 import health, health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection
from grpc_status import rpc_status

from picturelock.kernel.errors import Invalid, PicturelockError, Refused
from picturelock.kernel.service import Door
from picturelock.platform.doors import Asked, Doorman, Method, methods_of, parsed
from picturelock.platform.grpc.client import MOST_BYTES
from picturelock.platform.grpc.statuses import code_of, status_of

log = logging.getLogger(__name__)

DRAIN_SECONDS = 10.0
OPTIONS = (
    ("grpc.max_receive_message_length", MOST_BYTES),
    ("grpc.max_send_message_length", MOST_BYTES),
    ("grpc.so_reuseport", 0),
    ("grpc.http2.min_recv_ping_interval_without_data_ms", 10_000),
    ("grpc.keepalive_permit_without_calls", 1),
)

Noted = Callable[[Method, grpc.StatusCode, float], None]
"""Told of every call: the method, how it ended, and the seconds it took."""


@dataclass(frozen=True, slots=True)
class Tls:
    """`client_ca` set, callers must show a certificate that it signed."""

    cert: Path
    key: Path
    client_ca: Path | None = None

    def credentials(self) -> grpc.ServerCredentials:
        try:
            pair = (self.key.read_bytes(), self.cert.read_bytes())
            client_ca = self.client_ca.read_bytes() if self.client_ca else None
        except OSError as error:
            raise Refused(f"{error.filename}: cannot be read ({error.strerror}); check the TLS settings") from error
        return grpc.ssl_server_credentials([pair], root_certificates=client_ca, require_client_auth=bool(client_ca))


class GrpcDoor:
    """All of `doors` on one port."""

    def __init__(self, doors: Iterable[Door], doorman: Doorman, noted: Noted | None = None) -> None:
        self._methods = [method for door in doors for method in methods_of(door)]
        self._doorman = doorman
        self._noted = noted
        self._health = health.aio.HealthServicer()

    @asynccontextmanager
    async def opened(self, listen: str, tls: Tls | None = None) -> AsyncIterator[str]:
        """Listen at `host:port`, 0 being any port; gives the address. Raises Refused when the port is taken."""
        server = grpc.aio.server(options=OPTIONS)
        names = sorted({method.service for method in self._methods})
        for name in names:
            mine = {method.name: self._handler(method) for method in self._methods if method.service == name}
            server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(name, mine),))
        health_pb2_grpc.add_HealthServicer_to_server(self._health, server)
        reflection.enable_server_reflection([*names, health.SERVICE_NAME, reflection.SERVICE_NAME], server)
        address = _bind(server, listen, tls)
        await server.start()
        try:
            yield address
        finally:
            await self._health.enter_graceful_shutdown()
            await server.stop(DRAIN_SECONDS)

    async def tell_health(self, *, ready: bool) -> None:
        """As `grpc.health.v1` says it of the whole server."""
        told = health_pb2.HealthCheckResponse.SERVING if ready else health_pb2.HealthCheckResponse.NOT_SERVING
        await self._health.set("", told)

    def _handler(self, method: Method) -> grpc.RpcMethodHandler[Any, Any]:
        """Bytes come in and go out here, so that what can't be parsed is answered as any bad input is."""
        if method.gives_stream:
            return grpc.unary_stream_rpc_method_handler(self._streaming(method))
        if method.takes_stream:
            return grpc.stream_unary_rpc_method_handler(self._unary(method))
        return grpc.unary_unary_rpc_method_handler(self._unary(method))

    def _unary(self, method: Method) -> Callable[[Any, Any], Awaitable[bytes]]:
        async def answer(given: Any, context: grpc.aio.ServicerContext[Any, Any]) -> bytes:
            began = time.perf_counter()
            try:
                request = _each(method, given) if method.takes_stream else parsed(method, given)
                answered = await self._doorman.ask(method, request, _asked(context))
                self._note(method, grpc.StatusCode.OK, began)
                return answered.SerializeToString()
            except Exception as error:
                await self._end(method, context, error, began)
                raise AssertionError from error  # abort has raised

        return answer

    def _streaming(self, method: Method) -> Callable[[Any, Any], AsyncIterator[bytes]]:
        async def answer(given: bytes, context: grpc.aio.ServicerContext[Any, Any]) -> AsyncIterator[bytes]:
            began = time.perf_counter()
            try:
                async for answered in self._doorman.listen(method, parsed(method, given), _asked(context)):
                    yield answered.SerializeToString()
                self._note(method, grpc.StatusCode.OK, began)
            except asyncio.CancelledError:
                self._note(method, grpc.StatusCode.CANCELLED, began)
                raise
            except Exception as error:  # noqa: BLE001 whatever it is, the caller is told
                await self._end(method, context, error, began)

        return answer

    async def _end(
        self, method: Method, context: grpc.aio.ServicerContext[Any, Any], error: Exception, began: float
    ) -> None:
        if not isinstance(error, PicturelockError):
            log.error("%s broke down", method.path, exc_info=error)
            error = PicturelockError(f"{method.name} broke down; the service's log says where", reason="BUG")
        self._note(method, code_of(error), began)
        await context.abort_with_status(rpc_status.to_status(status_of(error)))

    def _note(self, method: Method, code: grpc.StatusCode, began: float) -> None:
        if self._noted:
            self._noted(method, code, time.perf_counter() - began)


def _asked(context: grpc.aio.ServicerContext[Any, Any]) -> Asked:
    told = {str(name): value for name, value in context.invocation_metadata() or () if isinstance(value, str)}
    return Asked(told.get("authorization", ""), told.get("traceparent", ""))


async def _each(method: Method, given: AsyncIterator[bytes]) -> AsyncIterator[Message]:
    async for data in given:
        yield parsed(method, data)


def _bind(server: grpc.aio.Server, listen: str, tls: Tls | None) -> str:
    host, _, port = listen.rpartition(":")
    if not host or not port.isdecimal():
        raise Invalid(f"{listen!r}: no address to listen at; use HOST:PORT")
    try:
        bound = server.add_secure_port(listen, tls.credentials()) if tls else server.add_insecure_port(listen)
    except RuntimeError as error:
        raise Refused(f"{listen}: can't listen there, it may be taken; choose another port", reason="PORT") from error
    return f"{host}:{bound}"


def services_of(doors: Sequence[Door]) -> Sequence[str]:
    return sorted({door.service for door in doors})
