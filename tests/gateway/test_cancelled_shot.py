"""A take that somebody cancelled is not asked for again by itself: its shot waits for a person."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from picturelock.assets import wiring as assets
from picturelock.compiler import wiring as compiler
from picturelock.gateway import wiring as gateway
from picturelock.gateway.handlers import Gateway, Queue
from picturelock.gateway.settings import GatewaySettings
from picturelock.house import House, running
from picturelock.kernel.records import Records
from picturelock.kernel.service import Kit, Service
from picturelock.platform.local import Database, LocalBus, LocalRecords, LocalStore, SystemClock
from picturelock.registry import wiring as registry
from picturelock.registry.handlers import Registry
from picturelock.registry.model.ledger import Shot, ShotState
from picturelock.registry.model.reading import Page, read
from picturelock.registry.settings import RegistrySettings
from picturelock.testing.instant import InstantEngine, InstantExaminer

SCRIPT = b"INT. ROOM - DAY\n\nA clock ticks.\n"


@asynccontextmanager
async def _house(folder: Path) -> AsyncIterator[House]:
    """Nobody makes takes in it."""
    clock, database = SystemClock(), Database(None)
    bus, store = LocalBus(database, clock), LocalStore(folder)

    def records(service: str) -> Records:
        return LocalRecords(database, bus, clock, service)

    def kit(service: str) -> Kit:
        return Kit(records(service), store, clock, folder, bus)

    services: Sequence[Service] = (
        registry.build(kit("registry"), RegistrySettings()),
        compiler.build(kit("compiler")),
        gateway.assembled(kit("gateway"), GatewaySettings(slots=0), [InstantEngine()]),
        assets.assembled(kit("assets"), InstantExaminer()),
    )
    try:
        async with running(services, bus, clock):
            yield House(services, bus, store, records)
    finally:
        database.close()


async def test_a_shot_whose_take_was_cancelled_is_held(tmp_path: Path) -> None:
    async with _house(tmp_path) as house:
        with house.request():
            (planned,) = (await house.desk(Registry).make("studio/film", read(Page(name="f", data=SCRIPT), None))).shots
        await _until_queued(house)
        with house.request():
            assert await house.desk(Queue).cancel(planned.shot_key) == 1
        shot = await _held(house)
    assert "its take was cancelled" in shot.reason


async def _until_queued(house: House) -> None:
    async with asyncio.timeout(10):
        while not (await house.desk(Gateway).standing()).queued:  # noqa: ASYNC110 it comes over the bus
            await asyncio.sleep(0.01)


async def _held(house: House) -> Shot:
    async with asyncio.timeout(10):
        while True:
            (shot,) = await house.desk(Registry).shots("studio/film")
            if shot.state is ShotState.HELD:
                return shot
            await asyncio.sleep(0.01)
