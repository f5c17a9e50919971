"""The way to another process: a channel, and a peer that answers for a whole service as if it were here."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import grpc
from google.protobuf import descriptor_pool, message_factory

from picturelock.kernel.errors import Refused
from picturelock.platform.doors import now_asked, snake
from picturelock.platform.grpc.statuses import error_of
from picturelock.platform.telemetry import traceparent_now

MOST_BYTES = 16 << 20
"""Of one message, either way."""
OPTIONS = (
    ("grpc.max_receive_message_length", MOST_BYTES),
    ("grpc.max_send_message_length", MOST_BYTES),
    ("grpc.keepalive_time_ms", 20_000),
    ("grpc.keepalive_timeout_ms", 10_000),
    ("grpc.initial_reconnect_backoff_ms", 200),
    ("grpc.max_reconnect_backoff_ms", 5_000),
)


@dataclass(frozen=True, slots=True)
class Peer:
    """Where a process listens, what it is to prove, and what we show it. `ca` empty is a plain connection."""

    address: str
    token: str = ""
    ca: Path | None = None
    cert: Path | None = None
    key: Path | None = None


def channel_to(peer: Peer) -> grpc.aio.Channel:
    """Raises Refused when a file of the connection can't be read."""
    if peer.ca is None:
        return grpc.aio.insecure_channel(peer.address, options=OPTIONS)
    credentials = grpc.ssl_channel_credentials(
        root_certificates=_read(peer.ca),
        private_key=_read(peer.key) if peer.key else None,
        certificate_chain=_read(peer.cert) if peer.cert else None,
    )
    return grpc.aio.secure_channel(peer.address, credentials, options=OPTIONS)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise Refused(f"{file}: cannot be read ({error.strerror}); check the TLS settings", reason="TLS") from error


class Remote:
    """Answers a service's methods by asking a peer: the same names and shapes as the object that answers there.

    With `token` empty it shows what was shown to us, so that a door may stand in front of another.
    """

    def __init__(self, channel: grpc.aio.Channel, service: str, token: str = "") -> None:
        self._token = token
        described = descriptor_pool.Default().FindServiceByName(service)
        self._methods = {snake(method.name): self._bound(channel, method) for method in described.methods}

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["_methods"][name]
        except KeyError:
            raise AttributeError(name) from None

    def _bound(self, channel: grpc.aio.Channel, method: Any) -> Any:
        shape = f"{'stream' if method.client_streaming else 'unary'}_{'stream' if method.server_streaming else 'unary'}"
        response = message_factory.GetMessageClass(method.output_type)
        multi = getattr(channel, shape)(
            f"/{method.containing_service.full_name}/{method.name}",
            request_serializer=lambda message: message.SerializeToString(),
            response_deserializer=response.FromString,
        )

        async def call(request: Any, timeout: float | None = None) -> Any:  # noqa: ASYNC109 it is the RPC's deadline
            try:
                return await multi(request, metadata=self._metadata(), timeout=timeout)
            except grpc.aio.AioRpcError as error:
                raise error_of(error) from error

        async def listen(request: Any) -> AsyncIterator[Any]:
            try:
                async for answer in multi(request, metadata=self._metadata()):
                    yield answer
            except grpc.aio.AioRpcError as error:
                raise error_of(error) from error

        return listen if method.server_streaming else call

    def _metadata(self) -> tuple[tuple[str, str], ...]:
        asked = now_asked()
        shown = f"Bearer {self._token}" if self._token else asked.authorization
        given = (("authorization", shown), ("traceparent", traceparent_now(asked.traceparent)))
        return tuple((name, value) for name, value in given if value)
