"""A slot makes one take at a time, and does not wait for the last one to be put away."""

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from tests.gateway.gateway_stage import EmbeddedCounter, Rooms
from tests.gateway.test_worker import has_said, until

from picturelock.gateway.adapters.references import StoreDock
from picturelock.gateway.adapters.worker import Worker
from picturelock.kernel.nouns import Prompt
from picturelock.kernel.store import Store, Stored
from picturelock.platform.local import SystemClock
from picturelock.testing.instant import InstantEngine
from picturelock.testing.samples import compiled

TAKES = 8
# A take must come to rest while the next is being made: that is when a slot could be given away twice.
MAKING_SECONDS = 0.06
DOCKING_SECONDS = 0.02


@pytest.fixture
def rooms(tmp_path: Path) -> Iterator[Rooms]:
    opened = Rooms(tmp_path / "store")
    yield opened
    opened.database.close()


class Dock(StoreDock):
    """Takes its time, and waits for whatever `lets_go` waits for before the first take is put away."""

    def __init__(self, store: Store, lets_go: asyncio.Event, seconds: float = 0.0) -> None:
        super().__init__(store)
        self._lets_go = lets_go
        self._seconds = seconds

    async def stage(self, key: str, data: Path) -> Stored:
        await self._lets_go.wait()
        await asyncio.sleep(self._seconds)
        return await super().stage(key, data)


class Counted:
    """How many takes are made at once, now and at most, and whether a second one was ever begun."""

    def __init__(self) -> None:
        self.now = self.most = self.begun = 0
        self.second = asyncio.Event()

    async def __call__(self, _: Prompt) -> None:
        self.now, self.begun = self.now + 1, self.begun + 1
        self.most = max(self.most, self.now)
        if self.begun > 1:
            self.second.set()
        try:
            await asyncio.sleep(MAKING_SECONDS)
        finally:
            self.now -= 1


@pytest.mark.parametrize("slots", [1, 3])
async def test_no_more_takes_are_made_at_once_than_there_are_slots(rooms: Rooms, slots: int) -> None:
    counted, at_once = Counted(), asyncio.Event()
    at_once.set()
    await _all_made(rooms, slots, counted, Dock(rooms.store, at_once, seconds=DOCKING_SECONDS))
    assert (counted.most, counted.begun) == (slots, TAKES)


async def test_the_next_take_is_begun_while_the_last_is_on_its_way_to_the_store(rooms: Rooms) -> None:
    counted = Counted()
    await _all_made(rooms, 1, counted, Dock(rooms.store, counted.second))
    assert counted.begun == TAKES


async def _all_made(rooms: Rooms, slots: int, counted: Counted, dock: Dock) -> None:
    counter = EmbeddedCounter(rooms)
    for number in range(TAKES):
        await counter.queue(compiled(f"sc010_sh{number:04d}", words=f"Mara waits {number}."))
    engine = InstantEngine(version="1", tries=counted)
    working = asyncio.ensure_future(Worker("w", counter.desk, engine, dock, SystemClock(), slots).run())
    await until(has_said(rooms, TAKES))
    working.cancel()
    with suppress(asyncio.CancelledError):
        await working
