"""A store in memory, that outlives every process."""

import hashlib
from collections.abc import AsyncIterable, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.sim.process import Process

from picturelock.kernel.errors import NotFound, Refused
from picturelock.kernel.store import Stored


@dataclass(slots=True)
class Vault:
    """`folder` is where bytes are shown to those who want a file."""

    folder: Path
    kept: dict[str, bytes] = field(default_factory=dict)
    staged: dict[str, bytes] = field(default_factory=dict)
    claims: set[tuple[str, str]] = field(default_factory=set)


class SimStore:
    def __init__(self, process: Process, vault: Vault) -> None:
        self._process = process
        self._vault = vault

    async def stage(self, key: str, data: AsyncIterable[bytes] | bytes | Path) -> Stored:
        whole = await self._taken_in(data)
        self._vault.staged[key] = whole
        self._process.point()
        return _stored(whole)

    async def staged(self, key: str) -> Stored | None:
        await self._process.reach()
        found = self._vault.staged.get(key)
        return None if found is None else _stored(found)

    async def adopt(self, key: str, digest: str) -> Stored:
        await self._process.reach()
        self._process.point()
        if digest not in self._vault.kept:
            if key not in self._vault.staged:
                raise NotFound(f"{key}: nothing is staged under this key")
            if _stored(self._vault.staged[key]).digest != digest:
                raise Refused(f"{key}: holds other bytes than {digest}", reason="CORRUPT")
            self._vault.kept[digest] = self._vault.staged.pop(key)
        self._process.point()
        return _stored(self._vault.kept[digest])

    async def put(self, data: AsyncIterable[bytes] | bytes | Path) -> Stored:
        whole = await self._taken_in(data)
        self._vault.kept[_stored(whole).digest] = whole
        self._process.point()
        return _stored(whole)

    async def open(self, digest: str, *, start: int = 0, length: int | None = None) -> AsyncIterator[bytes]:
        await self._process.reach()
        yield self._found(digest)[start : None if length is None else start + length]

    @asynccontextmanager
    async def fetch(self, digest: str) -> AsyncIterator[Path]:
        await self._process.reach()
        file = self._vault.folder / digest
        file.write_bytes(self._found(digest))
        yield file

    async def link(self, digest: str) -> str:
        await self._process.reach()
        self._found(digest)
        return f"file:///{digest}"

    async def delivery_link(self, key: str) -> str:
        raise Refused(f"{key}: nobody delivers from outside of the simulation", reason="NO_DOOR")

    async def has(self, digest: str) -> bool:
        await self._process.reach()
        return digest in self._vault.kept

    async def claim(self, tenant: str, digest: str) -> None:
        await self._process.reach()
        self._process.point()
        self._vault.claims.add((tenant, digest))

    async def claimed(self, tenant: str, digest: str) -> bool:
        await self._process.reach()
        return (tenant, digest) in self._vault.claims

    async def _taken_in(self, data: AsyncIterable[bytes] | bytes | Path) -> bytes:
        await self._process.reach()
        whole = await _whole(data)
        self._process.point()
        return whole

    def _found(self, digest: str) -> bytes:
        if digest not in self._vault.kept:
            raise NotFound(f"no bytes {digest} in the store")
        return self._vault.kept[digest]


async def _whole(data: AsyncIterable[bytes] | bytes | Path) -> bytes:
    match data:
        case bytes():
            return data
        case Path():
            return data.read_bytes()
        case _:
            return b"".join([chunk async for chunk in data])


def _stored(data: bytes) -> Stored:
    return Stored(hashlib.sha256(data).hexdigest(), len(data))
