"""One connection to the store, shared by all records of a process; whether it is well, and where records lie."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from inspect import isawaitable
from typing import Any, Self

from picturelock.kernel.records import Record
from picturelock.platform.mongo.place import MongoPlace, translated

CLOSE_SECONDS = 3.0
"""How long a client may take to close: PyMongo's own has been seen to wait for ever for a monitor of its own."""


class Shelf:
    def __init__(self, place: MongoPlace) -> None:
        self.place = place
        self._client = place.client()
        self._database = self._client[place.database]

    @classmethod
    @asynccontextmanager
    async def opened(cls, place: MongoPlace) -> AsyncIterator[Self]:
        shelf = cls(place)
        try:
            yield shelf
        finally:
            closing = shelf._client.close()
            if isawaitable(closing):
                with suppress(TimeoutError):
                    async with asyncio.timeout(CLOSE_SECONDS):
                        await closing

    async def check(self) -> None:
        """Raises Transient when the store does not answer, Refused when it does not let us in."""
        with translated(self.place):
            await self._database.command("ping")

    async def collections(self, service: str) -> Sequence[str]:
        with translated(self.place):
            names: list[str] = await self._database.list_collection_names()
        return [name for name in names if name.startswith(f"{service}_")]

    def of(self, service: str, kind: type[Record]) -> str:
        """Name of the collection."""
        return f"{service}_{kind.__name__.lower()}"

    def named(self, collection: str) -> Any:
        return self._database[collection]

    async def prepare(self, service: str, kind: type[Record]) -> None:
        """Make the indexes that the kind declares, and the one by which unsent events are found."""
        collection = self.named(self.of(service, kind))
        with translated(self.place):
            await collection.create_index([("outbox.id", 1)], name="unsent", sparse=True)
            for fields in kind.indexes:
                keys = [*((f"by.{field}", 1) for field in fields), ("_id", 1)]
                await collection.create_index(keys, name="_".join(fields))
