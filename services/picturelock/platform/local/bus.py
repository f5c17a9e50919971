"""The embedded bus: serialised events in SQLite, delivered at least once and in order for each key."""

import asyncio
import heapq
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from picturelock.kernel.bus import Envelope, Parked
from picturelock.kernel.clock import Clock
from picturelock.kernel.errors import NotFound
from picturelock.platform.local.database import Database

COLUMNS = "id, topic, key, type, data, source, cause, time, traceparent"


@dataclass
class _Audience:
    """A group's events that wait: positions by key, and the keys whose first event may be handed out."""

    topics: frozenset[str]
    waiting: dict[str, deque[int]] = field(default_factory=lambda: defaultdict(deque))
    ready: list[tuple[float, int, str]] = field(default_factory=list)
    seen: int = 0
    woken: asyncio.Event = field(default_factory=asyncio.Event)

    def add(self, position: int, key: str, due: float) -> None:
        queue = self.waiting[key]
        queue.append(position)
        if len(queue) == 1:
            heapq.heappush(self.ready, (due, position, key))
        self.seen = max(self.seen, position)

    def settle(self, key: str) -> None:
        queue = self.waiting[key]
        queue.popleft()
        if queue:
            heapq.heappush(self.ready, (0.0, queue[0], key))
        else:
            del self.waiting[key]


class LocalBus:
    """One process reads it; others may append and look."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._db = database
        self._clock = clock
        self._audiences: dict[str, _Audience] = {}
        self._watched = asyncio.Event()

    async def publish(self, envelopes: Sequence[Envelope]) -> None:
        with self._db.transaction():
            self.append(envelopes)
        self.wake()

    def append(self, envelopes: Sequence[Envelope]) -> None:
        """Part of `publish` that may stand in a transaction of the caller's; `wake` follows it."""
        for e in envelopes:
            fresh = self._db.run(
                f"INSERT INTO events ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",  # noqa: S608
                (e.id, e.topic, e.key, e.type, e.data, e.source, e.cause, e.time.isoformat(), e.traceparent),
            )
            if fresh:
                self._db.run(
                    "INSERT INTO deliveries (consumer, position, key)"
                    " SELECT consumer, last_insert_rowid(), ? FROM audience WHERE topic = ?",
                    (e.key, e.topic),
                )

    def wake(self) -> None:
        for audience in self._audiences.values():
            audience.woken.set()
        self._watched.set()

    @asynccontextmanager
    async def subscribe(self, group: str, topics: Sequence[str]) -> AsyncIterator["LocalSubscription"]:
        """A group that is new to a topic is handed everything ever said on it."""
        with self._db.transaction():
            for topic in topics:
                self._enroll(group, topic)
        audience = self._audiences[group] = _Audience(frozenset(topics))
        try:
            yield LocalSubscription(self._db, self._clock, group, audience)
        finally:
            del self._audiences[group]

    def _enroll(self, group: str, topic: str) -> None:
        new = self._db.run("INSERT INTO audience VALUES (?, ?, 0) ON CONFLICT DO NOTHING", (group, topic))
        if new:
            self._db.run(
                "INSERT INTO deliveries (consumer, position, key)"
                " SELECT ?, position, key FROM events WHERE topic = ? ON CONFLICT DO NOTHING",
                (group, topic),
            )

    async def history(self, after: int = 0, *, follow: bool = False) -> AsyncIterator[tuple[int, Envelope]]:
        while True:
            self._watched.clear()
            for position, *event in self._db.rows(
                f"SELECT position, {COLUMNS} FROM events WHERE position > ? ORDER BY position LIMIT 500",  # noqa: S608
                (after,),
            ):
                after = position
                yield position, _envelope(event)
                self._watched.set()
            if not self._watched.is_set():
                if not follow:
                    return
                await self._watched.wait()

    async def parked(self, group: str | None = None) -> Sequence[Parked]:
        rows = self._db.rows(
            f"SELECT consumer, attempts, parked, {COLUMNS} FROM deliveries"  # noqa: S608
            " JOIN events USING (position, key) WHERE parked IS NOT NULL AND consumer = coalesce(?, consumer)"
            " ORDER BY position",
            (group,),
        )
        return [Parked(consumer, _envelope(event), attempts, why) for consumer, attempts, why, *event in rows]

    async def redrive(self, group: str, event_id: str) -> None:
        position, key = self._find_parked(group, event_id)
        self._db.run(
            "UPDATE deliveries SET parked = NULL, attempts = 0, due = 0 WHERE consumer = ? AND position = ?",
            (group, position),
        )
        if group in self._audiences:
            self._audiences[group].add(position, key, 0.0)
        self.wake()

    async def drop(self, group: str, event_id: str) -> None:
        position, _ = self._find_parked(group, event_id)
        self._db.run("DELETE FROM deliveries WHERE consumer = ? AND position = ?", (group, position))

    def _find_parked(self, group: str, event_id: str) -> tuple[int, str]:
        row = self._db.row(
            "SELECT position, key FROM deliveries JOIN events USING (position, key)"
            " WHERE consumer = ? AND id = ? AND parked IS NOT NULL",
            (group, event_id),
        )
        if row is None:
            raise NotFound(f"no event {event_id} is parked for {group}; `picturelock parked list` shows those that are")
        return row[0], row[1]


class LocalSubscription:
    def __init__(self, database: Database, clock: Clock, group: str, audience: _Audience) -> None:
        self._db = database
        self._clock = clock
        self._group = group
        self._audience = audience

    async def next(self) -> "LocalDelivery":
        while True:
            self._audience.woken.clear()
            self._read_new()
            ready, now = self._audience.ready, self._clock.now().timestamp()
            if ready and ready[0][0] <= now:
                _, position, _ = heapq.heappop(ready)
                return self._hand_out(position)
            await self._wait(ready[0][0] - now if ready else None)

    async def _wait(self, seconds: float | None) -> None:
        if seconds is None:
            await self._audience.woken.wait()
            return
        waits = {asyncio.ensure_future(self._audience.woken.wait()), asyncio.ensure_future(self._clock.sleep(seconds))}
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()

    def _read_new(self) -> None:
        for position, key, due in self._db.rows(
            "SELECT position, key, due FROM deliveries"
            " WHERE consumer = ? AND position > ? AND parked IS NULL ORDER BY position",
            (self._group, self._audience.seen),
        ):
            self._audience.add(position, key, due)

    def _hand_out(self, position: int) -> "LocalDelivery":
        row = self._db.row(
            f"SELECT attempts, {COLUMNS} FROM deliveries JOIN events USING (position, key)"  # noqa: S608
            " WHERE consumer = ? AND position = ?",
            (self._group, position),
        )
        if row is None:
            raise NotFound(f"event {position} for {self._group} is gone from the database")
        attempts, *event = row
        return LocalDelivery(
            self._db, self._clock, self._group, self._audience, position, _envelope(event), attempts + 1
        )


@dataclass(frozen=True, slots=True)
class LocalDelivery:
    _db: Database
    _clock: Clock
    _group: str
    _audience: _Audience
    _position: int
    envelope: Envelope
    attempt: int

    async def done(self) -> None:
        self._db.run("DELETE FROM deliveries WHERE consumer = ? AND position = ?", (self._group, self._position))
        self._settle()

    async def retry(self, after: float) -> None:
        due = self._clock.now().timestamp() + after
        self._db.run(
            "UPDATE deliveries SET attempts = ?, due = ? WHERE consumer = ? AND position = ?",
            (self.attempt, due, self._group, self._position),
        )
        heapq.heappush(self._audience.ready, (due, self._position, self.envelope.key))
        self._audience.woken.set()

    async def park(self, why: str) -> None:
        self._db.run(
            "UPDATE deliveries SET attempts = ?, parked = ? WHERE consumer = ? AND position = ?",
            (self.attempt, why, self._group, self._position),
        )
        self._settle()

    def _settle(self) -> None:
        self._audience.settle(self.envelope.key)
        self._audience.woken.set()


def _envelope(row: Sequence[Any]) -> Envelope:
    id_, topic, key, kind, data, source, cause, time, traceparent = row
    return Envelope(id_, topic, key, kind, data, source, cause, datetime.fromisoformat(time), traceparent)
