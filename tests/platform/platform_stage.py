"""A stage for services: the embedded bus and records in a directory, and runners with little patience."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from picturelock.kernel.bus import Cause, caused_by
from picturelock.kernel.records import Record, Records
from picturelock.kernel.service import Service, Work, on
from picturelock.platform.local import Database, LocalBus, LocalRecords, SystemClock
from picturelock.platform.runner import Backoff, Runner
from picturelock_api.registry.v1.events_pb2 import ShotPlanned

IMPATIENT = Backoff(first=0.001, most=0.004, attempts=4, conflicts=5)


class Tally(Record):
    """What was heard for a key, in order."""

    heard: tuple[int, ...] = ()


class Stage:
    def __init__(self, file: Path) -> None:
        self.database = Database(file)
        self.clock = SystemClock()
        self.bus = LocalBus(self.database, self.clock)
        self.records: Records = LocalRecords(self.database, self.bus, self.clock, "compiler")

    async def plan(self, number: int, key: str = "t/p/sc010_sh0010") -> None:
        """Say that shot `key` was planned, as the registry would."""
        with caused_by(Cause(f"request {key} {number}", source="registry")):
            await self.records.save(f"{key}/{number}", Record(), ShotPlanned(shot_key=key, revision=number))

    @asynccontextmanager
    async def running(
        self, handler: Callable[[Any], Awaitable[None]], *works: Work, at_once: int = 16
    ) -> AsyncIterator[None]:
        service = Service(name="compiler", hears=[on(ShotPlanned, handler)], works=works, at_once=at_once)
        listening = asyncio.Event()
        runner = asyncio.create_task(Runner(service, self.bus, self.clock, IMPATIENT).run(listening))
        try:
            await asyncio.wait_for(listening.wait(), 10)
            yield
        finally:
            runner.cancel()
            await asyncio.gather(runner, return_exceptions=True)


async def until(met: Callable[[], Awaitable[bool]]) -> None:
    """Raises TimeoutError when it is not met after a long while."""
    async with asyncio.timeout(20):
        while True:
            if await met():
                return
            await asyncio.sleep(0.005)
