"""The embedded line with an engine that costs nothing: what all the rest costs.

A shot goes through all six services, every event and record durable, from `ShotPlanned` until its `TakePassed` is read
off the bus as a client would read it.
"""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.figures import Figure, middle, percentile, spread
from picturelock.assets import wiring as assets
from picturelock.compiler import wiring as compiler
from picturelock.continuity import wiring as continuity
from picturelock.continuity.settings import ContinuitySettings
from picturelock.editorial import wiring as editorial
from picturelock.editorial.settings import EditorialSettings
from picturelock.gateway import wiring as gateway
from picturelock.gateway.settings import GatewaySettings
from picturelock.house import House, running
from picturelock.kernel.records import Records
from picturelock.kernel.service import Kit, Service
from picturelock.platform.local import Database, LocalBus, LocalRecords, LocalStore, SystemClock
from picturelock.registry import wiring as registry
from picturelock.registry.handlers import Registry
from picturelock.registry.model.reading import Page, Reading, read
from picturelock.registry.settings import RegistrySettings
from picturelock.testing.instant import InstantBench, InstantEngine, InstantExaminer, InstantInspector

PLANNED, PASSED = "registry.shot_planned.v1", "continuity.take_passed.v1"
PATIENCE = 60.0
"""Seconds after which a shot that has not passed is taken to be parked."""
BETWEEN = 0.02
"""Seconds of idleness between shots that go alone."""


def measure(*, quick: bool) -> list[Figure]:
    scenes, films, times = (3, 5, 1) if quick else (120, 200, 5)
    asyncio.run(_overhead(3))  # what is only done the first time is no shot's overhead
    ran = [asyncio.run(_throughput(scenes)) for _ in range(times)]
    each = [1000 * seconds for seconds in asyncio.run(_overhead(films))]
    shots, rates = ran[0][0], [shots / seconds for shots, seconds in ran]
    alone = f"{len(each)} shots, one at a time, worst {max(each):.3g}"
    return [
        Figure("shots3_s", "shots through the line", middle(rates), "shots/s", 300,
               note=f"{shots} shots, {spread(rates)}"),
        Figure("shot3_p50_ms", "overhead of a shot, p50", percentile(each, 50), "ms", 20, more=False, note=alone),
        Figure("shot3_p99_ms", "overhead of a shot, p99", percentile(each, 99), "ms", 100, more=False, note=alone),
    ]  # fmt: skip


@asynccontextmanager
async def instant_house() -> AsyncIterator[House]:
    with tempfile.TemporaryDirectory(prefix="picturelock-bench-") as name:
        clock, directory = SystemClock(), Path(name)
        database = Database(directory / "picturelock.db")
        bus = LocalBus(database, clock)
        store = LocalStore(directory / "store")

        def records(service: str) -> Records:
            return LocalRecords(database, bus, clock, service)

        def kit(service: str) -> Kit:
            return Kit(records(service), store, clock, directory / "scratch", bus)

        services: Sequence[Service] = (
            registry.build(kit("registry"), RegistrySettings()),
            compiler.build(kit("compiler")),
            gateway.assembled(kit("gateway"), GatewaySettings(slots=8), [InstantEngine()]),
            assets.assembled(kit("assets"), InstantExaminer()),
            continuity.assembled(kit("continuity"), ContinuitySettings(children=8), InstantInspector()),
            editorial.assembled(kit("editorial"), EditorialSettings(), InstantBench()),
        )
        try:
            async with running(services, bus, clock):
                yield House(services, bus, store, records)
        finally:
            database.close()


def script_of(scenes: int) -> bytes:
    """Each scene has the same few shots."""
    scene = (
        "INT. ROOM {0} - DAY\n\nANNA walks to the window.\n\nANNA\nNumber {0} is the one we want.\n\nBORIS\nIs it?\n\n"
    )
    return "".join(scene.format(number) for number in range(scenes)).encode()


async def _throughput(scenes: int) -> tuple[int, float]:
    """How many shots there were, and the seconds from the first one sent until the client knew of the last."""
    reading = read(Page(name="b", data=script_of(scenes)), None)
    async with instant_house() as house:
        wanted = await _send(house, "local/bench", reading)
        _, took = await _passed(house, "", wanted)
    return wanted, took


async def _overhead(films: int) -> list[float]:
    """Seconds of each shot that is alone in the house: of films that have one shot, one after the other."""
    took, position = [], ""
    async with instant_house() as house:
        for film in range(films):
            text = f"INT. ROOM - DAY\n\nA clock says {film}.\n".encode()
            wanted = await _send(house, f"local/f{film}", read(Page(name=f"f{film}", data=text), None))
            position, seconds = await _passed(house, position, wanted)
            took.append(seconds)
            await asyncio.sleep(BETWEEN)
    return took


async def _send(house: House, key: str, reading: Reading) -> int:
    """How many shots were sent."""
    with house.request():
        ahead = await house.desk(Registry).make(key, reading)
    return len(ahead.stale)


async def _passed(house: House, after: str, wanted: int) -> tuple[str, float]:
    """Where the history stands when so many have passed, and the seconds since the first one was planned."""
    planned = None
    async with asyncio.timeout(PATIENCE):
        async for position, envelope in house.bus.history(after, follow=True):
            if envelope.topic == PLANNED and planned is None:
                planned = envelope.time
            wanted -= envelope.topic == PASSED
            if wanted == 0 and planned is not None:
                return position, (datetime.now(UTC) - planned).total_seconds()
    raise RuntimeError("the history ended before every shot had passed")
