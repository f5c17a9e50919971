"""The embedded line with an engine that costs nothing: what all the rest costs."""

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from benchmarks.figures import Figure, percentile
from picturelock.assets import wiring as assets
from picturelock.compiler import wiring as compiler
from picturelock.continuity import wiring as continuity
from picturelock.continuity.settings import ContinuitySettings
from picturelock.editorial import wiring as editorial
from picturelock.editorial.settings import EditorialSettings
from picturelock.gateway import wiring as gateway
from picturelock.gateway.settings import GatewaySettings
from picturelock.house import House, running
from picturelock.kernel.service import Kit, Service
from picturelock.platform.local import Database, LocalBus, LocalRecords, LocalStore, SystemClock
from picturelock.registry import wiring as registry
from picturelock.registry.handlers import Registry
from picturelock.registry.model.reading import Page, read
from picturelock.registry.settings import RegistrySettings
from picturelock.testing.instant import InstantBench, InstantEngine, InstantExaminer, InstantInspector

PASSED = "continuity.take_passed.v1"


def measure() -> list[Figure]:
    seconds, shots = asyncio.run(_throughput(scenes=120))
    each = asyncio.run(_overhead(films=40))
    return [
        Figure("shots through the line", shots / seconds, "shots/s", 300, note=f"{shots} shots, all events kept"),
        Figure("overhead of a shot, p50", 1000 * percentile(each, 50), "ms", 20, more=False, note="one at a time, idle"),
        Figure("overhead of a shot, p99", 1000 * percentile(each, 99), "ms", 100, more=False, note="one at a time, idle"),
    ]


@asynccontextmanager
async def instant_house() -> AsyncIterator[House]:
    with tempfile.TemporaryDirectory(prefix="picturelock-bench-") as name:
        clock, directory = SystemClock(), Path(name)
        database = Database(directory / "picturelock.db")
        bus = LocalBus(database, clock)
        store = LocalStore(directory / "store")

        def kit(service: str) -> Kit:
            return Kit(LocalRecords(database, bus, clock, service), store, clock, directory / "scratch")

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
                yield House(services, bus, store)
        finally:
            database.close()


def script_of(scenes: int) -> bytes:
    """Each scene has the same few shots."""
    scene = "INT. ROOM {0} - DAY\n\nANNA walks to the window.\n\nANNA\nNumber {0} is the one we want.\n\nBORIS\nIs it?\n\n"
    return "".join(scene.format(number) for number in range(scenes)).encode()


async def _throughput(scenes: int) -> tuple[float, int]:
    """Seconds from the first shot planned to the last one passed, and how many there were."""
    async with instant_house() as house:
        began = time.perf_counter()
        with house.request():
            ahead = await house.desk(Registry).make("local/bench", read(Page(name="b", data=script_of(scenes)), None))
        wanted, passed = len(ahead.stale), 0
        async for _, envelope in house.bus.history(follow=True):
            passed += envelope.topic == PASSED
            if passed == wanted:
                break
        return time.perf_counter() - began, wanted


async def _overhead(films: int) -> list[float]:
    """Seconds from planned to passed of a film's only shot in flight, one film after the other."""
    took = []
    async with instant_house() as house:
        position = 0
        for film in range(films):
            text = f"INT. ROOM - DAY\n\nA clock says {film}.\n".encode()
            reading = read(Page(name=f"f{film}", data=text), None)
            began = time.perf_counter()
            with house.request():
                await house.desk(Registry).make(f"local/f{film}", reading)
            async for at, envelope in house.bus.history(position, follow=True):
                position = at
                if envelope.topic == PASSED:
                    break
            took.append(time.perf_counter() - began)
            await asyncio.sleep(0.02)
    return took
