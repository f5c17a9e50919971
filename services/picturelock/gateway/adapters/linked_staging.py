"""Staging by link: a worker without any credentials of the store puts and gets its files where the gateway says."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import httpx

from picturelock.gateway.adapters.patience import patiently
from picturelock.gateway.adapters.references import gone, laid_out
from picturelock.gateway.adapters.remote_desk import RemoteDesk
from picturelock.gateway.model import Lease
from picturelock.kernel.errors import Refused, Transient
from picturelock.kernel.store import Stored

CHUNK = 1 << 20
PATIENCE = 300.0
"""Seconds that a store may be away before a take is given up."""
EXPIRED = frozenset({403, 404})
"""What a store answers when a link is too old: the next one may do."""


class LinkedStaging:
    def __init__(self, desk: RemoteDesk, client: httpx.AsyncClient, patience: float = PATIENCE) -> None:
        self._desk = desk
        self._client = client
        self._patience = patience

    async def stage(self, key: str, data: Path) -> Stored:
        """Sent and hashed in one pass; `key` is a lease's, with its token and a file's name."""
        lease, token, name = key.rsplit("/", 2)

        async def put() -> Stored:
            return await self._put(await self._desk.delivery_link(lease, int(token), name), name, data)

        return await patiently(f"delivering {name}", put, self._patience)

    async def bring(self, lease: Lease, workspace: Path) -> Sequence[Path]:
        async def fetch(digest: str, to: Path) -> None:
            if not (url := lease.links.get(digest)):
                raise gone(lease, digest)
            await patiently(f"fetching {digest}", lambda: self._get(url, digest, to), self._patience)

        return await laid_out(lease, workspace, fetch)

    async def _get(self, url: str, digest: str, to: Path) -> None:
        seen = hashlib.sha256()
        try:
            async with self._client.stream("GET", url) as answer:
                if not answer.is_success:
                    raise Transient(f"the store answered {answer.status_code}", reason="UNAVAILABLE")
                with to.open("wb") as sink:
                    async for chunk in answer.aiter_bytes(CHUNK):
                        seen.update(chunk)
                        await asyncio.to_thread(sink.write, chunk)
        except httpx.TransportError as error:
            raise Transient(f"the store does not answer ({type(error).__name__})", reason="UNAVAILABLE") from error
        if seen.hexdigest() != digest:
            raise Transient(f"{digest}: other bytes came", reason="CORRUPT")

    async def _put(self, url: str, name: str, file: Path) -> Stored:
        seen, size = hashlib.sha256(), file.stat().st_size

        async def chunks() -> AsyncIterator[bytes]:
            with file.open("rb") as reader:
                while chunk := await asyncio.to_thread(reader.read, CHUNK):
                    seen.update(chunk)
                    yield chunk

        try:
            answer = await self._client.put(url, content=chunks(), headers={"content-length": str(size)})
        except httpx.TransportError as error:
            raise Transient(f"the store does not answer ({type(error).__name__})", reason="UNAVAILABLE") from error
        if answer.is_server_error or answer.status_code in EXPIRED or answer.status_code in (408, 429):
            raise Transient(f"the store answered {answer.status_code}", reason="UNAVAILABLE")
        if not answer.is_success:
            raise Refused(f"{name}: the store answered {answer.status_code}; see its log", reason="STORE")
        return Stored(seen.hexdigest(), size)
