"""The embedded bus: serialised events in SQLite, delivered at least once and in order for each key.

Like a Kafka consumer group, a group has an offset for each topic: everything up to it is settled. Offsets are written a
moment late, so that a process that dies hears its last few events again. What was put off or parked is kept by name.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from typing import Any

from picturelock.kernel.bus import Envelope, Parked
from picturelock.kernel.clock import Clock
from picturelock.kernel.errors import Invalid, NotFound
from picturelock.platform.local.audience import Audience
from picturelock.platform.local.database import Database

COLUMNS = "id, topic, key, type, data, source, cause, time, traceparent"
FLUSH_SECONDS = 0.2


class LocalBus:
    """One process reads it; others may look."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._db = database
        self._clock = clock
        self._audiences: dict[str, Audience] = {}
        self._watched = asyncio.Event()

    async def publish(self, envelopes: Sequence[Envelope]) -> None:
        with self._db.transaction():
            fresh = self.append(envelopes)
        self.announce(fresh)

    def append(self, envelopes: Sequence[Envelope]) -> list[tuple[int, Envelope]]:
        """The part of `publish` that may stand in a transaction of the caller's; `announce` what it returns after."""
        return [(position, e) for e in envelopes if (position := self._insert(e))]

    def _insert(self, e: Envelope) -> int:
        """The event's position, or 0 when it was said before."""
        row = self._db.row(
            f"INSERT INTO events ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
            " ON CONFLICT DO NOTHING RETURNING position",
            (e.id, e.topic, e.key, e.type, e.data, e.source, e.cause, e.time.isoformat(), e.traceparent),
        )
        return int(row[0]) if row else 0

    def announce(self, events: Sequence[tuple[int, Envelope]]) -> None:
        for position, envelope in events:
            for audience in self._audiences.values():
                if envelope.topic in audience.topics:
                    audience.add(position, envelope)
        if events:
            self._watched.set()

    @asynccontextmanager
    async def subscribe(self, group: str, topics: Sequence[str]) -> AsyncIterator["LocalSubscription"]:
        """A group that is new to a topic is handed everything ever said on it."""
        audience = Audience(frozenset(topics))
        for position, envelope, attempts, due in self._unsettled(group, topics):
            audience.add(position, envelope, attempts or 0, due or 0.0, excepted=attempts is not None)
        self._audiences[group] = audience
        flushing = asyncio.ensure_future(self._keep_flushing(group, audience))
        try:
            yield LocalSubscription(self._db, self._clock, group, audience)
        finally:
            flushing.cancel()
            with suppress(asyncio.CancelledError):
                await flushing
            del self._audiences[group]
            _flush(self._db, group, audience)

    def _unsettled(self, group: str, topics: Sequence[str]) -> Iterator[tuple[int, Envelope, int | None, float | None]]:
        for topic in topics:
            self._db.run("INSERT INTO offsets VALUES (?, ?, 0) ON CONFLICT DO NOTHING", (group, topic))
        marks = ", ".join("?" * len(topics))
        for position, attempts, due, *event in self._db.rows(
            f"SELECT position, attempts, due, {COLUMNS} FROM events"  # noqa: S608
            " JOIN offsets USING (topic) LEFT JOIN exceptions USING (consumer, position)"
            f" WHERE consumer = ? AND topic IN ({marks}) AND parked IS NULL"
            " AND (position > settled OR attempts IS NOT NULL) ORDER BY position",
            (group, *topics),
        ):
            yield position, envelope_of(event), attempts, due

    async def _keep_flushing(self, group: str, audience: Audience) -> None:
        while True:
            await asyncio.sleep(FLUSH_SECONDS)
            _flush(self._db, group, audience)

    async def history(self, after: str = "", *, follow: bool = False) -> AsyncIterator[tuple[str, Envelope]]:
        reached = _position(after)
        while True:
            self._watched.clear()
            rows = self._db.rows(
                f"SELECT position, {COLUMNS} FROM events WHERE position > ? ORDER BY position LIMIT 500",  # noqa: S608
                (reached,),
            )
            for position, *event in rows:
                reached = position
                yield str(position), envelope_of(event)
            if not rows:
                if not follow:
                    return
                await self._watched.wait()

    async def end(self) -> str:
        return str(self._db.row("SELECT coalesce(max(position), 0) FROM events")[0])  # type: ignore[index]

    async def parked(self, group: str | None = None) -> Sequence[Parked]:
        rows = self._db.rows(
            f"SELECT consumer, attempts, parked, {COLUMNS} FROM exceptions JOIN events USING (position)"  # noqa: S608
            " WHERE parked IS NOT NULL AND consumer = coalesce(?, consumer) ORDER BY position",
            (group,),
        )
        return [Parked(consumer, envelope_of(event), attempts, why) for consumer, attempts, why, *event in rows]

    async def redrive(self, group: str, event_id: str) -> None:
        position, envelope = self._find_parked(group, event_id)
        self._db.run(
            "UPDATE exceptions SET parked = NULL, attempts = 0, due = 0 WHERE consumer = ? AND position = ?",
            (group, position),
        )
        if group in self._audiences:
            self._audiences[group].add(position, envelope, excepted=True)

    async def drop(self, group: str, event_id: str) -> None:
        position, _ = self._find_parked(group, event_id)
        self._db.run("DELETE FROM exceptions WHERE consumer = ? AND position = ?", (group, position))

    def _find_parked(self, group: str, event_id: str) -> tuple[int, Envelope]:
        row = self._db.row(
            f"SELECT position, {COLUMNS} FROM exceptions JOIN events USING (position)"  # noqa: S608
            " WHERE consumer = ? AND id = ? AND parked IS NOT NULL",
            (group, event_id),
        )
        if row is None:
            raise NotFound(f"no event {event_id} is parked for {group}; `picturelock parked list` shows those that are")
        return row[0], envelope_of(row[1:])


class LocalSubscription:
    def __init__(self, database: Database, clock: Clock, group: str, audience: Audience) -> None:
        self._db = database
        self._clock = clock
        self._group = group
        self._audience = audience

    async def next(self) -> "LocalDelivery":
        waiting = await self._audience.lanes.next(self._clock)
        return LocalDelivery(self._db, self._clock, self._group, self._audience, waiting.position,
                             waiting.envelope, waiting.attempts + 1)  # fmt: skip


class LocalDelivery:
    def __init__(
        self, database: Database, clock: Clock, group: str, audience: Audience, position: int, envelope: Envelope,
        attempt: int,
    ) -> None:  # fmt: skip
        self._db = database
        self._clock = clock
        self._group = group
        self._audience = audience
        self._position = position
        self.envelope = envelope
        self.attempt = attempt

    async def done(self) -> None:
        if self._audience.is_excepted(self._position):
            self._db.run("DELETE FROM exceptions WHERE consumer = ? AND position = ?", (self._group, self._position))
        self._settle()

    async def retry(self, after: float) -> None:
        due = self._clock.now().timestamp() + after
        self._except(due, None)
        self._audience.put_off(self.envelope, self._position, self.attempt, due)

    async def park(self, why: str) -> None:
        self._except(0.0, why)
        self._settle()

    def _settle(self) -> None:
        self._audience.settle(self.envelope, self._position)
        if self._audience.must_write(self.envelope.key):
            _flush(self._db, self._group, self._audience)

    def _except(self, due: float, parked: str | None) -> None:
        self._db.run(
            "INSERT INTO exceptions VALUES (?, ?, ?, ?, ?) ON CONFLICT (consumer, position)"
            " DO UPDATE SET attempts = excluded.attempts, due = excluded.due, parked = excluded.parked",
            (self._group, self._position, self.attempt, due, parked),
        )


def _flush(database: Database, group: str, audience: Audience) -> None:
    for topic, settled in audience.take_offsets():
        database.run(
            "UPDATE offsets SET settled = ? WHERE consumer = ? AND topic = ? AND settled < ?",
            (settled, group, topic, settled),
        )


def _position(said: str) -> int:
    if said and not said.isdecimal():
        raise Invalid(f"{said!r}: no position on this bus; give one that it told, or none", reason="BAD_POSITION")
    return int(said or 0)


def envelope_of(row: Sequence[Any]) -> Envelope:
    """From a row of `COLUMNS`."""
    id_, topic, key, kind, data, source, cause, time, traceparent = row
    return Envelope(id_, topic, key, kind, data, source, cause, datetime.fromisoformat(time), traceparent)
