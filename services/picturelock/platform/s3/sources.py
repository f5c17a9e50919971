"""What the client reads from when it uploads: hashed on the way, and never whole in memory."""

import asyncio
import hashlib
from collections.abc import AsyncIterable, AsyncIterator, Callable

from picturelock.kernel.errors import Transient
from picturelock.kernel.store import Stored

Read = Callable[[int], bytes]


class Hashed:
    """A file to the client that also knows what went through it."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._seen = hashlib.sha256()
        self._size = 0
        self._ahead = b""

    def read(self, size: int) -> bytes:
        """Exactly `size` bytes, fewer only at the end."""
        if self._ahead:
            ahead, self._ahead = self._ahead[:size], self._ahead[size:]
            return ahead if len(ahead) == size else ahead + self._take(size - len(ahead))
        return self._take(size)

    def peek(self, size: int) -> bytes:
        """The first `size` bytes, which will be read again."""
        self._ahead = self._take(size)
        return self._ahead

    def seen(self) -> Stored:
        return Stored(self._seen.hexdigest(), self._size)

    def _take(self, size: int) -> bytes:
        taken = self._read(size)
        self._seen.update(taken)
        self._size += len(taken)
        return taken


class Pulled:
    """An asynchronous stream, read from another thread: a chunk is asked for only when it is wanted."""

    def __init__(self, data: AsyncIterable[bytes]) -> None:
        self._loop = asyncio.get_running_loop()
        self._chunks: AsyncIterator[bytes] = aiter(data)
        self._rest = bytearray()
        self._ended = False
        self._abandoned = False

    def read(self, size: int) -> bytes:
        while len(self._rest) < size and not self._ended:
            if self._abandoned:
                raise Transient("nobody waits for this upload any more", reason="ABANDONED")
            chunk = asyncio.run_coroutine_threadsafe(self._next(), self._loop).result()
            self._ended = chunk is None
            self._rest += chunk or b""
        taken = bytes(self._rest[:size])
        del self._rest[:size]
        return taken

    def abandon(self) -> None:
        self._abandoned = True

    async def _next(self) -> bytes | None:
        return await anext(self._chunks, None)
