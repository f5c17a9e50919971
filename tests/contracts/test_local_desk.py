"""The desk inside the gateway, on the embedded records."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.message import Message

from picturelock.gateway.handlers import Gateway, Queue
from picturelock.kernel.bus import Cause, caused_by
from picturelock.kernel.errors import Conflict
from picturelock.platform.local import Database, LocalBus, LocalRecords, LocalStore, SystemClock
from picturelock.platform.local.records import R
from picturelock.testing.desk import ENGINE, TRACEPARENT, VERSION, Counter, DeskContract, hand
from picturelock.testing.heard import all_said
from picturelock.testing.samples import compiled
from picturelock_api.compiler.v1.events_pb2 import PromptCompiled
from picturelock_api.gateway.v1.events_pb2 import TakeFailed, TakeGenerated

LEASE_SECONDS = 30.0


class Wound(SystemClock):
    """A clock that is put forward by hand."""

    def __init__(self) -> None:
        self._now = datetime(2026, 11, 21, tzinfo=UTC)

    def now(self) -> datetime:
        return self._now

    def put_forward(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)


class Distant(LocalRecords):
    """Others get in between finding and saving, as they do with records on another machine."""

    async def find(self, kind: type[R], key: str) -> R | None:
        await asyncio.sleep(0)
        return await super().find(kind, key)

    async def select(self, kind: type[R], **asked: Any) -> Sequence[tuple[str, R]]:
        await asyncio.sleep(0)
        return await super().select(kind, **asked)

    async def save(self, key: str, record: R, *emits: Message) -> R:
        await asyncio.sleep(0)
        return await super().save(key, record, *emits)


class EmbeddedCounter:
    def __init__(self, folder: Path) -> None:
        self._clock = Wound()
        self.database = Database(None)
        self._bus = LocalBus(self.database, self._clock)
        records = Distant(self.database, self._bus, self._clock, "gateway")
        self._store = LocalStore(folder)
        self.desk = Gateway(records, self._store, self._clock, {ENGINE: VERSION}, LEASE_SECONDS)
        self._queue = Queue(self.desk)
        self._events = count()

    async def queue(self, event: PromptCompiled) -> None:
        cause = Cause(f"event {next(self._events)}", source="gateway", traceparent=TRACEPARENT)
        while True:
            with caused_by(cause), suppress(Conflict):
                return await self.desk.queue(event)

    async def stage(self, key: str, data: bytes) -> None:
        await self._store.stage(key, data)

    async def cancel(self, shot_key: str) -> int:
        with caused_by(Cause(f"event {next(self._events)}", source="gateway")):
            return await self._queue.cancel(shot_key)

    async def put_lane(self, project_key: str, weight: float, needs: Mapping[str, str]) -> None:
        with caused_by(Cause(f"event {next(self._events)}", source="gateway")):
            await self._queue.put_lane(project_key, weight, needs)

    async def lapse(self) -> None:
        self._clock.put_forward(LEASE_SECONDS + 1)
        await self.desk.reap()

    async def said(self) -> Sequence[TakeGenerated | TakeFailed]:
        kinds = {kind.DESCRIPTOR.full_name: kind for kind in (TakeGenerated, TakeFailed)}
        return [kinds[event.type].FromString(event.data) for event in await all_said(self._bus)]


class TestEmbeddedDesk(DeskContract):
    @pytest.fixture
    async def counter(self, tmp_path: Path) -> AsyncIterator[Counter]:
        opened = EmbeddedCounter(tmp_path)
        yield opened
        opened.database.close()

    async def test_a_heartbeat_puts_off_the_end_of_a_lease(self, tmp_path: Path) -> None:
        counter = EmbeddedCounter(tmp_path)
        await counter.queue(compiled())
        lease = await counter.desk.lease(hand())
        for _ in range(3):
            counter._clock.put_forward(LEASE_SECONDS * 0.9)
            assert await counter.desk.heartbeat(lease.key, lease.token, 1)
            await counter.desk.reap()
        assert await counter.desk.heartbeat(lease.key, lease.token, 2)
        counter.database.close()
