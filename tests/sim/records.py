"""Records as the deployed store keeps them: a document holds its own outbox, written in the same single write.

A relay publishes what is in an outbox and then clears it. It may die between the two, so an event may be published
twice, and two copies of a service may publish the same outbox: what hears must not mind.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar, cast

from google.protobuf.message import Message
from tests.sim.bus import SimBus
from tests.sim.clock import SimClock
from tests.sim.process import Process

from picturelock.kernel.bus import Envelope, current_cause, envelop
from picturelock.kernel.errors import Conflict, Transient
from picturelock.kernel.records import APPLIED_KEPT, Record

R = TypeVar("R", bound=Record)

Place = tuple[type[Record], str]

SWEEP_SECONDS = 3.0
"""How often a relay looks for outboxes that a dead copy left behind."""


@dataclass(frozen=True, slots=True)
class Document:
    record: Record
    outbox: tuple[Envelope, ...] = ()


@dataclass(slots=True)
class Shelf:
    """One service's documents; they outlive every process. Each method is one atomic write or read."""

    documents: dict[Place, Document] = field(default_factory=dict)
    _of_kind: dict[type[Record], dict[str, Record]] = field(default_factory=dict)

    def of(self, kind: type[R]) -> Mapping[str, R]:
        """Records of this kind by their keys."""
        return cast(Mapping[str, R], self._of_kind.get(kind, {}))

    def swap(self, place: Place, version: int, record: Record, says: Sequence[Envelope]) -> None:
        found = self.documents.get(place)
        if (found.record.version if found else 0) != version:
            raise Conflict(f"{place[0].__name__} {place[1]}: saved by somebody else meanwhile")
        self.documents[place] = Document(record, (*(found.outbox if found else ()), *says))
        self._of_kind.setdefault(place[0], {})[place[1]] = record

    def clear(self, place: Place, said: Sequence[Envelope]) -> None:
        """Take what was published out of the outbox; what came in meanwhile stays."""
        if found := self.documents.get(place):
            left = tuple(envelope for envelope in found.outbox if envelope not in said)
            self.documents[place] = Document(found.record, left)

    def remove(self, place: Place, version: int) -> None:
        found = self.documents.get(place)
        if found is None or found.record.version != version:
            raise Conflict(f"{place[0].__name__} {place[1]}: saved by somebody else meanwhile")
        del self.documents[place]
        del self._of_kind[place[0]][place[1]]

    @property
    def unsaid(self) -> list[Place]:
        return [place for place, document in self.documents.items() if document.outbox]


class SimRecords:
    def __init__(self, process: Process, service: str, shelf: Shelf, bus: SimBus, clock: SimClock) -> None:
        self._process = process
        self._service = service
        self._shelf = shelf
        self._bus = bus
        self._clock = clock
        self._bell = asyncio.Event()

    async def find(self, kind: type[R], key: str) -> R | None:
        await self._process.reach()
        found = self._shelf.documents.get((kind, key))
        return found.record if found and isinstance(found.record, kind) else None

    async def save(self, key: str, record: R, *emits: Message) -> R:
        cause = current_cause()
        await self._process.reach()
        if cause.id in record.applied:
            return record
        saved = record.but(version=record.version + 1, applied=(*record.applied, cause.id)[-APPLIED_KEPT:])
        now = self._clock.now()
        says = [envelop(event, cause, now, ordinal) for ordinal, event in enumerate(emits)]
        self._process.point()
        self._write((type(record), key), record.version, saved, says)
        self._process.point()
        self._bell.set()
        return saved

    def _write(self, place: Place, version: int, saved: Record, says: Sequence[Envelope]) -> None:
        self._shelf.swap(place, version, saved, says)

    async def delete(self, key: str, record: Record) -> None:
        place = (type(record), key)
        await self._say(place)
        self._process.point()
        self._shelf.remove(place, record.version)
        self._process.point()

    async def select(
        self,
        kind: type[R],
        *,
        prefix: str = "",
        where: Mapping[str, str | int] | None = None,
        after: str = "",
        limit: int | None = None,
    ) -> Sequence[tuple[str, R]]:
        await self._process.reach()
        found = [
            (key, record)
            for key, record in self._shelf.of(kind).items()
            if key.startswith(prefix) and key > after
            if all(getattr(record, name) == value for name, value in (where or {}).items())
        ]
        return sorted(found, key=lambda pair: pair[0])[:limit]

    async def relay(self) -> None:
        """Publish what was saved, for ever; now and then also what others left behind."""
        while True:
            self._bell.clear()
            for place in self._shelf.unsaid:
                try:
                    await self._say(place)
                except Transient:
                    continue
            try:
                async with asyncio.timeout(SWEEP_SECONDS):
                    await self._bell.wait()
            except TimeoutError:
                continue

    async def _say(self, place: Place) -> None:
        """Publish, then clear: never the other way round."""
        await self._process.reach()
        document = self._shelf.documents.get(place)
        if document is None:
            return
        await self._publish(place, document.outbox)

    async def _publish(self, place: Place, outbox: Sequence[Envelope]) -> None:
        await self._bus.publish(outbox)
        await self._process.reach()
        self._process.point()
        self._shelf.clear(place, outbox)
        self._process.point()
