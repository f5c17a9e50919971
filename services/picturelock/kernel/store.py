"""Bytes named by their SHA-256."""

from collections.abc import AsyncIterable, AsyncIterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

LINK_SECONDS = 3600
"""How long an address from `link` is good."""


@dataclass(frozen=True, slots=True)
class Stored:
    """`digest` is 64 hex digits; `size` is in bytes."""

    digest: str
    size: int


class Store(Protocol):
    """Content-addressed bytes. Assets owns it; workers only stage into it."""

    async def stage(self, key: str, data: AsyncIterable[bytes] | bytes | Path) -> Stored:
        """Write under a staging key (overwriting), hashed in one pass."""

    async def staged(self, key: str) -> Stored | None:
        """What lies under a staging key, read through and hashed; None when nothing does."""

    async def adopt(self, key: str, digest: str) -> Stored:
        """Move staged bytes to their content-addressed name; a second call finds them there.

        Raises Refused when the staged bytes have another digest, NotFound when there are none.
        """

    async def put(self, data: AsyncIterable[bytes] | bytes | Path) -> Stored:
        """Store bytes under their digest. Storing them twice stores them once."""

    def open(self, digest: str, *, start: int = 0, length: int | None = None) -> AsyncIterator[bytes]:
        """Stream bytes. A whole read is verified as it goes: raises Refused at the end when they have changed."""

    def fetch(self, digest: str) -> AbstractAsyncContextManager[Path]:
        """A local file with these bytes, verified, read-only, for tools that must seek. Raises NotFound, Refused."""

    async def link(self, digest: str) -> str:
        """An address from which the bytes can be read for a while."""

    async def delivery_link(self, key: str) -> str:
        """An address to which one may PUT, for a while, what `adopt` will find staged under `key`.

        Raises Refused where bytes can't be delivered from outside.
        """

    async def has(self, digest: str) -> bool: ...

    async def claim(self, tenant: str, digest: str) -> None:
        """Note that the tenant brought these bytes itself. Equal bytes may be claimed by many."""

    async def claimed(self, tenant: str, digest: str) -> bool:
        """Whether it did: that somebody knows a digest does not make the bytes theirs."""
        ...
