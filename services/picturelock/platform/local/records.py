"""Records in SQLite. A record and what it says are one transaction, so there is no outbox to relay."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from google.protobuf.message import Message

from picturelock.kernel.bus import current_cause, envelop
from picturelock.kernel.clock import Clock
from picturelock.kernel.errors import Conflict
from picturelock.kernel.records import APPLIED_KEPT, Record
from picturelock.platform.local.bus import LocalBus
from picturelock.platform.local.database import Database

R = TypeVar("R", bound=Record)

REMEMBERED = 2048
"""Records kept parsed."""

LAST = "\U0010ffff"
"""Sorts after every character a key may hold."""


class LocalRecords:
    """One service's documents in the shared database."""

    def __init__(self, database: Database, bus: LocalBus, clock: Clock, service: str) -> None:
        self._db = database
        self._bus = bus
        self._clock = clock
        self._service = service
        self._indexed: set[type[Record]] = set()
        self._read: OrderedDict[tuple[str, str], Record] = OrderedDict()

    async def find(self, kind: type[R], key: str) -> R | None:
        at = (self._collection(kind), key)
        known = self._read.get(at)
        row = self._db.row(
            "SELECT version, iif(version = ?, NULL, body) FROM records WHERE collection = ? AND key = ?",
            (known.version if known else 0, *at),
        )
        return self._parsed(kind, key, *row) if row else None

    async def save(self, key: str, record: R, *emits: Message) -> R:
        cause = current_cause()
        if cause.id in record.applied:
            return record
        saved = record.but(version=record.version + 1, applied=(*record.applied, cause.id)[-APPLIED_KEPT:])
        with self._db.transaction():
            self._swap(key, record, saved)
            now = self._clock.now()
            fresh = self._bus.append([envelop(event, cause, now, ordinal) for ordinal, event in enumerate(emits)])
        self._bus.announce(fresh)
        self._remember((self._collection(type(record)), key), saved)
        return saved

    async def delete(self, key: str, record: R) -> None:
        gone = self._db.run(
            "DELETE FROM records WHERE collection = ? AND key = ? AND version = ?",
            (self._collection(type(record)), key, record.version),
        )
        if not gone:
            raise _conflict(self._collection(type(record)), key)

    async def select(
        self,
        kind: type[R],
        *,
        prefix: str = "",
        where: Mapping[str, str | int] | None = None,
        after: str = "",
        limit: int | None = None,
    ) -> Sequence[tuple[str, R]]:
        self._index(kind)
        asked = where or {}
        matches = "".join(f" AND json_extract(body, '$.{_declared(kind, name)}') = ?" for name in asked)
        found = self._db.rows(
            f"SELECT key, version, body FROM records {self._by(kind, asked)}"  # noqa: S608 declared by the record's class
            f" WHERE collection = '{self._collection(kind)}' AND key {_from(prefix, after)} ? AND key < ?{matches}"
            " ORDER BY key LIMIT ?",
            (max(prefix, after), prefix + LAST, *asked.values(), -1 if limit is None else limit),
        )
        return [(key, self._parsed(kind, key, version, body)) for key, version, body in found]

    def _parsed(self, kind: type[R], key: str, version: int, body: str | None) -> R:
        """Records are frozen, so one that was read at this version before is as good as read again."""
        at = (self._collection(kind), key)
        known = self._read.get(at)
        if isinstance(known, kind) and known.version == version:
            self._read.move_to_end(at)
            return known
        record = kind.model_validate_json(body or "").but(version=version)
        self._remember(at, record)
        return record

    def _remember(self, at: tuple[str, str], record: Record) -> None:
        self._read[at] = record
        self._read.move_to_end(at)
        if len(self._read) > REMEMBERED:
            self._read.popitem(last=False)

    def _swap(self, key: str, old: Record, new: Record) -> None:
        collection = self._collection(type(new))
        body = new.model_dump_json(exclude={"version"})
        if old.version:
            swapped = self._db.run(
                "UPDATE records SET version = ?, body = ? WHERE collection = ? AND key = ? AND version = ?",
                (new.version, body, collection, key, old.version),
            )
        else:
            swapped = self._db.run(
                "INSERT INTO records (collection, key, version, body) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (collection, key, new.version, body),
            )
        if not swapped:
            raise _conflict(collection, key)

    def _collection(self, kind: type[Record]) -> str:
        return f"{self._service}.{kind.__name__.lower()}"

    def _index(self, kind: type[Record]) -> None:
        """Create the declared indexes once. Racing processes create the same ones."""
        if kind in self._indexed:
            return
        for fields in kind.indexes:
            collection = self._collection(kind)
            columns = ", ".join(f"json_extract(body, '$.{field}')" for field in fields)
            name = self._index_name(kind, fields)
            self._db.run(
                f"CREATE INDEX IF NOT EXISTS {name} ON records ({columns}, key) WHERE collection = '{collection}'"
            )
        self._indexed.add(kind)

    def _by(self, kind: type[Record], asked: Iterable[str]) -> str:
        """Names the index that begins with the fields asked for: left to itself, SQLite reads the whole collection."""
        wanted = set(asked)
        for fields in kind.indexes:
            if wanted and set(fields[: len(wanted)]) == wanted:
                return f"INDEXED BY {self._index_name(kind, fields)}"
        return ""

    def _index_name(self, kind: type[Record], fields: Sequence[str]) -> str:
        return f"{self._collection(kind)}_{'_'.join(fields)}".replace(".", "_")


def _from(prefix: str, after: str) -> str:
    """One bound, not two: of two SQLite takes the first, and reads all the pages before."""
    return ">" if after and after >= prefix else ">="


def _declared(kind: type[Record], name: str) -> str:
    if not any(name in fields for fields in kind.indexes):
        raise TypeError(f"{kind.__name__} declares no index on {name!r}")
    return name


def _conflict(collection: str, key: str) -> Conflict:
    return Conflict(f"{collection} {key}: saved by somebody else meanwhile")
