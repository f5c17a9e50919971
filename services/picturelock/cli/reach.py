"""Which deployment a command speaks to, and how it shows who it is."""

import json
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import grpc
from google.protobuf.json_format import MessageToDict
from google.protobuf.message import Message

from picturelock.kernel.paging import MOST
from picturelock.platform.grpc import Peer, Remote, channel_to


@dataclass(frozen=True, slots=True)
class Reach:
    """`server` is `host:port`; `ca` empty is a connection without TLS."""

    server: str
    token: str = ""
    ca: Path | None = None
    cert: Path | None = None
    key: Path | None = None

    def trusted(self) -> ssl.SSLContext | bool:
        """For links, which may lead to the same house: its authority is trusted beside the usual ones."""
        if self.ca is None:
            return True
        context = ssl.create_default_context()
        context.load_verify_locations(self.ca)
        return context

    @asynccontextmanager
    async def open(self) -> AsyncIterator["Deployment"]:
        channel = channel_to(Peer(self.server, self.token, self.ca, self.cert, self.key))
        try:
            yield Deployment(channel, self.token)
        finally:
            await channel.close()


@dataclass(frozen=True, slots=True)
class Deployment:
    channel: grpc.aio.Channel
    token: str

    def service(self, name: str) -> Any:
        """Answers as the service does: `registry.v1.FilmService` has `make_film`, and so on. Raises our errors."""
        return Remote(self.channel, f"picturelock_api.{name}", self.token)


async def listed(ask: Callable[[Any], Awaitable[Any]], request: Any, field: str) -> AsyncIterator[Any]:
    """All that a listing has, in the field of this name, from the request's page on."""
    request.page_size = MOST
    while True:
        answer = await ask(request)
        for each in getattr(answer, field):
            yield each
        if not answer.next_page_token:
            return
        request.page_token = answer.next_page_token


def as_json_text(messages: Iterable[Message]) -> str:
    """A list of them, with the fields' own names."""
    return json.dumps([MessageToDict(each, preserving_proto_field_name=True) for each in messages], indent=2)
