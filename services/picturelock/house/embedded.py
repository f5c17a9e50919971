"""All services in one process on one directory: nothing else to start."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from picturelock.house.blueprint import LINE, Build, Choices, desk
from picturelock.kernel.bus import Bus, caused_by
from picturelock.kernel.clock import Clock
from picturelock.kernel.records import Records
from picturelock.kernel.service import Kit, Service
from picturelock.platform.local import Database, Links, LocalBus, LocalRecords, LocalStore, Lock, SystemClock
from picturelock.platform.runner import Backoff, Runner, new_cause

H = TypeVar("H")

ASKED = Backoff(patience=5)
"""Somebody waits for the embedded house, so it says what it cannot do instead of trying for ever."""


@dataclass(frozen=True, slots=True)
class House:
    services: Sequence[Service]
    bus: Bus
    store: LocalStore
    records: Callable[[str], Records]
    """The records of a service, or of the platform itself, by name."""

    def desk(self, kind: type[H]) -> H:
        """The handlers of this type. Raises TypeError when no service answers with them."""
        return desk(self.services, kind)

    @contextmanager
    def request(self) -> Iterator[None]:
        """What is asked inside is one request, and the cause of all that follows."""
        with caused_by(new_cause("request")):
            yield


@asynccontextmanager
async def embedded(
    directory: Path,
    choices: Choices | None = None,
    *,
    at_work: bool = True,
    alone: bool = True,
    links: Links | None = None,
    line: Sequence[tuple[str, Build]] = LINE,
) -> AsyncIterator[House]:
    """Open everything in `directory` and run it until the block ends; not `at_work`, it can only be asked.

    Raises Refused when it is open elsewhere. Not `alone` it may be, and nothing may be changed.
    """
    with Lock(directory / "lock") if alone else nullcontext():
        clock = SystemClock()
        database = Database(directory / "picturelock.db")
        bus = LocalBus(database, clock)
        store = LocalStore(directory / "store", links)
        chosen = choices or Choices()

        def records(name: str) -> Records:
            return LocalRecords(database, bus, clock, name)

        services = [build(Kit(records(name), store, clock, directory / "scratch", bus), chosen) for name, build in line]
        try:
            async with running(services if at_work else (), bus, clock):
                yield House(services, bus, store, records)
        finally:
            database.close()


@asynccontextmanager
async def running(services: Sequence[Service], bus: Bus, clock: Clock) -> AsyncIterator[None]:
    """All services, each by a runner of its own; inside the block nothing that is said is missed."""
    heard = [asyncio.Event() for _ in services]
    async with asyncio.TaskGroup() as group:
        tasks = [
            group.create_task(Runner(service, bus, clock, ASKED).run(listening), name=service.name)
            for service, listening in zip(services, heard, strict=True)
        ]
        try:
            await asyncio.gather(*(listening.wait() for listening in heard))
            yield
        finally:
            for task in tasks:
                task.cancel()
            for close in (close for service in services for close in service.closes):
                close()
