"""Records as documents: `{_id: key, version, applied, by: {indexed fields}, body: JSON, outbox: [unsent events]}`.

A record and what it says are one document, written by one compare-and-swap; the relay sends and then clears. The body
is the very JSON that the embedded records keep.
"""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from google.protobuf.message import Message
from pymongo import ReturnDocument
from pymongo.errors import DuplicateKeyError

from picturelock.kernel.bus import current_cause, envelop
from picturelock.kernel.clock import Clock
from picturelock.kernel.errors import Conflict
from picturelock.kernel.records import APPLIED_KEPT, Record
from picturelock.platform.mongo.letters import letter_of, letters_in
from picturelock.platform.mongo.place import translated
from picturelock.platform.mongo.relay import Relay
from picturelock.platform.mongo.shelf import Shelf

R = TypeVar("R", bound=Record)

REMEMBERED = 2048
"""Records kept parsed."""
LAST = "\U0010ffff"
"""Sorts after every character a key may hold."""
HEAD = {"outbox": False}
"""What is left out when a record is read."""


class MongoRecords:
    """One service's documents."""

    def __init__(self, shelf: Shelf, relay: Relay, clock: Clock, service: str) -> None:
        self._shelf = shelf
        self._relay = relay
        self._clock = clock
        self._service = service
        self._prepared: set[type[Record]] = set()
        self._read: OrderedDict[tuple[type[Record], str], Record] = OrderedDict()

    async def find(self, kind: type[R], key: str) -> R | None:
        await self._prepare(kind)
        with translated(self._shelf.place):
            found = await self._collection(kind).find_one({"_id": key}, HEAD)
        return self._parsed(kind, found) if found else None

    async def save(self, key: str, record: R, *emits: Message) -> R:
        cause = current_cause()
        if cause.id in record.applied:
            return record
        self._relay.must_have_room()
        await self._prepare(type(record))
        saved = record.but(version=record.version + 1, applied=(*record.applied, cause.id)[-APPLIED_KEPT:])
        now = self._clock.now()
        letters = [letter_of(envelop(event, cause, now, ordinal)) for ordinal, event in enumerate(emits)]
        unsent = await self._swap(key, record.version, saved, letters)
        if unsent:
            self._relay.take(self._shelf.of(self._service, type(record)), key, letters_in(unsent))
        self._remember(key, saved)
        return saved

    async def delete(self, key: str, record: R) -> None:
        collection, one = self._collection(type(record)), {"_id": key, "version": record.version}
        with translated(self._shelf.place):
            found = await collection.find_one(one, {"outbox": True})
        if found is None:
            raise self._conflict(type(record), key)
        await self._relay.send_first(letters_in(found.get("outbox", ())))
        with translated(self._shelf.place):
            if await collection.find_one_and_delete(one, projection={"_id": True}) is None:
                raise self._conflict(type(record), key)

    async def select(
        self,
        kind: type[R],
        *,
        prefix: str = "",
        where: Mapping[str, str | int] | None = None,
        after: str = "",
        limit: int | None = None,
    ) -> Sequence[tuple[str, R]]:
        await self._prepare(kind)
        keys = {"$gte": prefix, "$lt": prefix + LAST, "$gt": after}
        asked = {f"by.{_declared(kind, name)}": value for name, value in (where or {}).items()}
        with translated(self._shelf.place):
            cursor = self._collection(kind).find({"_id": keys, **asked}, HEAD).sort("_id", 1)
            found = await (cursor if limit is None else cursor.limit(limit)).to_list(length=None)
        return [(document["_id"], self._parsed(kind, document)) for document in found]

    async def _swap(
        self, key: str, version: int, saved: Record, letters: list[dict[str, Any]]
    ) -> Sequence[Mapping[str, Any]]:
        """The document's unsent events, older ones first. Raises Conflict."""
        kind, indexed = type(saved), {name for fields in type(saved).indexes for name in fields}
        head = {
            "version": saved.version,
            "applied": list(saved.applied),
            "by": saved.model_dump(mode="json", include=indexed),
            "body": saved.model_dump_json(exclude={"version", "applied"}),
        }
        collection = self._collection(kind)
        with translated(self._shelf.place):
            if version == 0:
                try:
                    await collection.insert_one({"_id": key, **head, "outbox": letters})
                except DuplicateKeyError:
                    raise self._conflict(kind, key) from None
                return letters
            change: dict[str, Any] = {"$set": head}
            if letters:
                change["$push"] = {"outbox": {"$each": letters}}
            swapped = await collection.find_one_and_update(
                {"_id": key, "version": version},
                change,
                projection={"outbox": True},
                return_document=ReturnDocument.AFTER,
            )
        if swapped is None:
            raise self._conflict(kind, key)
        unsent: Sequence[Mapping[str, Any]] = swapped.get("outbox", ())
        return unsent

    def _parsed(self, kind: type[R], document: Mapping[str, Any]) -> R:
        """Records are frozen, so one that was read at this version before is as good as read again."""
        key, version = document["_id"], document["version"]
        known = self._read.get((kind, key))
        if isinstance(known, kind) and known.version == version:
            self._read.move_to_end((kind, key))
            return known
        record = kind.model_validate_json(document["body"]).but(version=version, applied=tuple(document["applied"]))
        self._remember(key, record)
        return record

    def _remember(self, key: str, record: Record) -> None:
        at = (type(record), key)
        self._read[at] = record
        self._read.move_to_end(at)
        if len(self._read) > REMEMBERED:
            self._read.popitem(last=False)

    async def _prepare(self, kind: type[Record]) -> None:
        if kind not in self._prepared:
            await self._shelf.prepare(self._service, kind)
            self._prepared.add(kind)

    def _collection(self, kind: type[Record]) -> Any:
        return self._shelf.named(self._shelf.of(self._service, kind))

    def _conflict(self, kind: type[Record], key: str) -> Conflict:
        return Conflict(f"{self._service} {kind.__name__} {key}: saved by somebody else meanwhile")


def _declared(kind: type[R], name: str) -> str:
    if not any(name in fields for fields in kind.indexes):
        raise TypeError(f"{kind.__name__} declares no index on {name!r}")
    return name
