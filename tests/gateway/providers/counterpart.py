"""A provider as a test wants it: a real server on a real port that answers, breaks off, or says nothing at all."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import httpx

from picturelock.gateway.adapters.providers.wire import HttpProvider
from picturelock.gateway.ports import Asked
from picturelock.kernel.nouns import Prompt, Rate

P = TypeVar("P", bound=HttpProvider)

KEY = "luma-api-8c1f6d0e:2b7a"
PLACES = {"veo": "/v1/projects/demo/locations/us-central1"}
"""What the address of an account says beside where the provider is."""
PURCHASE = "5f0c7a52-1111-4a6e-9d5b-0123456789ab"


@dataclass(frozen=True)
class Heard:
    method: str
    path: str
    headers: Mapping[str, str]
    content: bytes
    connection: int

    @property
    def is_look(self) -> bool:
        """Google's operations are asked after by POST."""
        return self.method == "GET" or self.path.endswith(":fetchPredictOperation")

    @property
    def body(self) -> Any:
        return json.loads(self.content) if self.content else None


@dataclass(frozen=True)
class Said:
    """`length` is what the answer says of its own length, when that is a lie; `after` so many seconds it comes."""

    body: Any = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    length: int | None = None
    after: float = 0.0

    def wire(self) -> bytes:
        content = self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()
        told = {"content-length": str(len(content) if self.length is None else self.length), **self.headers}
        lines = [f"HTTP/1.1 {self.status} Whatever", *(f"{name}: {value}" for name, value in told.items()), "", ""]
        return "\r\n".join(lines).encode() + content


Answers = Callable[[Heard], Said | None]
"""None hangs up when all was read."""


class Counterpart:
    """What it answers may be changed in the middle."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.heard: list[Heard] = []
        self.base = ""
        self._open: dict[asyncio.Task[None], asyncio.StreamWriter] = {}

    @property
    def posts(self) -> list[Heard]:
        return [each for each in self.heard if each.method == "POST"]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if (task := asyncio.current_task()) is not None:
            self._open[task] = writer
        try:
            connection = len(self._open)
            while (heard := await _read(reader, connection)) is not None:
                self.heard.append(heard)
                said = self.answers(heard)
                if said is None:
                    return
                await asyncio.sleep(said.after)
                writer.write(said.wire())
                await writer.drain()
                if said.length is not None:
                    return
        finally:
            writer.close()

    async def close(self) -> None:
        for writer in self._open.values():
            writer.close()
        if self._open:
            await asyncio.wait(self._open)


async def _read(reader: asyncio.StreamReader, connection: int) -> Heard | None:
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, ConnectionError):
        return None
    first, *rest = head.decode().split("\r\n")
    method, path, _ = first.split(" ")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in rest if line)}
    content = await reader.readexactly(int(headers.get("content-length", 0)))
    return Heard(method, path, headers, content, connection)


@asynccontextmanager
async def counterpart(answers: Answers) -> AsyncIterator[Counterpart]:
    made = Counterpart(answers)
    server = await asyncio.start_server(made.serve, "127.0.0.1", 0)
    made.base = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server:
        yield made
        await made.close()


@asynccontextmanager
async def speaking(kind: type[P], base: str, key: str = KEY) -> AsyncIterator[P]:
    async with httpx.AsyncClient() as client:
        yield kind.opened(client, base + PLACES.get(kind.name, ""), key)


async def nobody() -> str:
    """An address where nobody listens."""
    server = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    server.close()
    await server.wait_closed()
    return f"http://127.0.0.1:{port}"


def asked(
    engine: str,
    references: Sequence[Path] = (),
    webhook: str = "",
    key: str = PURCHASE,
    text: str = "slow dolly",
    seed: int = 7,
    negative: str = "",
    parameters: Mapping[str, str] | None = None,
    first_frame: Path | None = None,
) -> Asked:
    """Five seconds at 24 fps, 1280 by 720."""
    prompt = Prompt(
        shot="sc010_sh0010", brief_digest="", engine=engine, text=text, negative=negative,
        parameters=dict(parameters or {}),
        width=1280, height=720, frames=120, rate=Rate(), seed=seed,
    )  # fmt: skip
    return Asked(key=key, prompt=prompt, references=references, webhook=webhook, first_frame=first_frame)


def film(size: int = 4096) -> bytes:
    """As MP4 files are built, with nothing in it that could be seen."""
    boxes = [(b"ftyp", b"isom\0\0\2\0isomiso2"), (b"moov", b"\0" * 64), (b"mdat", b"\7" * size)]
    return b"".join((len(content) + 8).to_bytes(4, "big") + name + content for name, content in boxes)
