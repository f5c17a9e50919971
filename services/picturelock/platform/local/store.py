"""The store in a directory: `sha256/ab/abcd...` for what is stored, `staging/` for what was delivered."""

import asyncio
import errno
import hashlib
import os
import uuid
from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import ParamSpec, TypeVar

from picturelock.kernel.errors import NotFound, Outage, Refused
from picturelock.kernel.store import Stored
from picturelock.platform.local.links import Links
from picturelock.platform.names import claim_name, content_name, is_digest, staging_name

CHUNK = 1 << 20
SMALL = 1 << 17
"""Bytes that are read and hashed sooner than a thread is asked to: about 0.1 ms."""

P = ParamSpec("P")
T = TypeVar("T")


class LocalStore:
    """Files are written aside and renamed, so that nothing half-written is ever seen under its name."""

    def __init__(self, root: Path, links: Links | None = None) -> None:
        self._root = root
        self._links = links

    async def stage(self, key: str, data: AsyncIterable[bytes] | bytes | Path) -> Stored:
        return await self._write(data, lambda _: self._staged(key))

    async def staged(self, key: str) -> Stored | None:
        path = self._staged(key)
        try:
            size = path.stat().st_size
            return Stored(await _aside(size, _hash, path), size)
        except FileNotFoundError:
            return None

    async def adopt(self, key: str, digest: str) -> Stored:
        staged, kept = self._staged(key), self._path(digest)
        if kept.exists():
            staged.unlink(missing_ok=True)
        else:
            await self._settle_staged(key, staged, kept)
        return Stored(digest, kept.stat().st_size)

    async def _settle_staged(self, key: str, staged: Path, kept: Path) -> None:
        try:
            found = await _aside(staged.stat().st_size, _settle_if_sound, staged, kept)
        except FileNotFoundError as error:
            if not kept.exists():  # otherwise somebody else adopted it at the same time
                raise NotFound(f"{key}: nothing is staged under this key") from error
            return
        if found != kept.name:
            raise Refused(f"{key}: staged as {kept.name} but holds {found}; make the take again", reason="CORRUPT")

    async def put(self, data: AsyncIterable[bytes] | bytes | Path) -> Stored:
        if isinstance(data, bytes) and (known := self._path(hashlib.sha256(data).hexdigest())).exists():
            return Stored(known.name, len(data))
        return await self._write(data, self._path)

    async def open(self, digest: str, *, start: int = 0, length: int | None = None) -> AsyncIterator[bytes]:
        path = self._existing(digest)
        whole, seen = start == 0 and length is None, hashlib.sha256()
        with _translated(path), path.open("rb") as file:
            file.seek(start)
            left = length if length is not None else os.fstat(file.fileno()).st_size
            while left > 0 and (chunk := await _aside(left, file.read, min(CHUNK, left))):
                left -= len(chunk)
                seen.update(chunk)
                yield chunk
        if whole and seen.hexdigest() != digest:
            raise _changed(digest)

    @asynccontextmanager
    async def fetch(self, digest: str) -> AsyncIterator[Path]:
        path = self._existing(digest)
        if await _aside(path.stat().st_size, _hash, path) != digest:
            raise _changed(digest)
        yield path

    async def link(self, digest: str) -> str:
        path = self._existing(digest)
        return self._links.reading(digest) if self._links else path.resolve().as_uri()

    async def delivery_link(self, key: str) -> str:
        if self._links is None:
            raise Refused("there is no door to deliver through; `picturelock up` opens them all", reason="NO_DOOR")
        return self._links.delivering(key)

    async def size(self, digest: str) -> int:
        """Bytes that there are. Raises NotFound."""
        return self._existing(digest).stat().st_size

    async def has(self, digest: str) -> bool:
        return is_digest(digest) and self._path(digest).exists()

    async def claim(self, tenant: str, digest: str) -> None:
        mark = self._root / claim_name(tenant, digest)
        with _translated(self._root):
            mark.parent.mkdir(parents=True, exist_ok=True)
            mark.touch()

    async def claimed(self, tenant: str, digest: str) -> bool:
        return is_digest(digest) and (self._root / claim_name(tenant, digest)).exists()

    def _staged(self, key: str) -> Path:
        return self._root / staging_name(key)

    def _path(self, digest: str) -> Path:
        return self._root / content_name(digest)

    def _existing(self, digest: str) -> Path:
        path = self._path(digest)
        if not path.exists():
            raise NotFound(f"no bytes {digest} in {self._root}")
        return path

    async def _write(self, data: AsyncIterable[bytes] | bytes | Path, name: Callable[[str], Path]) -> Stored:
        partial = self._root / "partial" / uuid.uuid4().hex
        with _translated(self._root):
            partial.parent.mkdir(parents=True, exist_ok=True)
            try:
                if isinstance(data, Path):
                    return await _aside(data.stat().st_size, _settle_copy, data, partial, name)
                digest, size = await _drain(_once(data) if isinstance(data, bytes) else data, partial)
                _settle(partial, name(digest))
            finally:
                partial.unlink(missing_ok=True)
        return Stored(digest, size)


async def _aside(size: int, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """In a thread, where `size` bytes are worth the way to one."""
    return function(*args, **kwargs) if size <= SMALL else await asyncio.to_thread(function, *args, **kwargs)


async def _once(data: bytes) -> AsyncIterator[bytes]:
    yield data


async def _drain(data: AsyncIterable[bytes], to: Path) -> tuple[str, int]:
    seen, size = hashlib.sha256(), 0
    with to.open("wb") as file:
        async for chunk in data:
            seen.update(chunk)
            size += file.write(chunk)
    return seen.hexdigest(), size


def _copy(source: Path, to: Path) -> tuple[str, int]:
    seen, size = hashlib.sha256(), 0
    with source.open("rb") as reader, to.open("wb") as writer:
        while chunk := reader.read(CHUNK):
            seen.update(chunk)
            size += writer.write(chunk)
    return seen.hexdigest(), size


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _settle(partial: Path, kept: Path) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    partial.chmod(0o444)
    partial.replace(kept)


def _settle_copy(source: Path, partial: Path, name: Callable[[str], Path]) -> Stored:
    digest, size = _copy(source, partial)
    _settle(partial, name(digest))
    return Stored(digest, size)


def _settle_if_sound(staged: Path, kept: Path) -> str:
    """The digest of what is staged; it is moved only if that is the name it is to be kept under."""
    found = _hash(staged)
    if found == kept.name:
        _settle(staged, kept)
    return found


@contextmanager
def _translated(where: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise Outage(f"{where}: the disk is full; free some space and run again", reason="DISK") from error
        raise Refused(f"{where}: {error.strerror}; choose a place that can be written", reason="STORE") from error


def _changed(digest: str) -> Refused:
    return Refused(
        f"{digest}: the bytes have changed since they were stored; restore or make them again", reason="CORRUPT"
    )
