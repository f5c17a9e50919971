"""A worker as `picturelock worker` runs it: settings in, exit code out, and signals."""

import asyncio
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from tests.gateway.gateway_stage import EmbeddedCounter, Rooms, behind_doors

from picturelock.gateway.adapters.engines import engine_named
from picturelock.gateway.settings import WorkerSettings
from picturelock.house.worker import work
from picturelock.kernel.caller import Role
from picturelock.kernel.errors import Denied, Refused
from picturelock.testing.instant import InstantEngine
from picturelock.testing.samples import compiled
from picturelock_api.gateway.v1.events_pb2 import TakeGenerated

INSTANT = "picturelock.testing.instant:InstantEngine"


@pytest.fixture
def rooms(tmp_path: Path) -> Iterator[Rooms]:
    opened = Rooms(tmp_path / "store")
    yield opened
    opened.database.close()


async def _settings(rooms: Rooms, address: str, engine: str = INSTANT) -> WorkerSettings:
    token = await rooms.tokens.create("studio", Role.WORKER)
    return WorkerSettings(gateway=address, token=SecretStr(token), engine=engine, slots=2, grace=5.0)


async def test_a_worker_makes_takes_until_it_is_told_to_stop(rooms: Rooms) -> None:
    counter = EmbeddedCounter(rooms)
    counter.gateway = rooms.gateway(previz="instant-1")
    for number in range(4):
        await counter.queue(compiled(f"sc010_sh{number:04d}", words=f"Mara waits {number}."))
    async with behind_doors(rooms, counter.gateway) as address:
        working = asyncio.ensure_future(work(await _settings(rooms, address)))
        async with asyncio.timeout(20):
            while len(await rooms.said()) < 4:  # noqa: ASYNC110 it is in the records
                await asyncio.sleep(0.02)
        os.kill(os.getpid(), signal.SIGTERM)
        assert await asyncio.wait_for(working, 20) == 0
    assert all(isinstance(event, TakeGenerated) for event in await rooms.said())


async def test_a_worker_that_the_gateway_will_not_have_says_why(rooms: Rooms) -> None:
    async with behind_doors(rooms, rooms.gateway()) as address:
        given = await _settings(rooms, address)
        with pytest.raises(Refused, match="PICTURELOCK_GATEWAY_ENGINES"):
            await work(given)
        with pytest.raises(Denied, match="not known"):
            await work(given.model_copy(update={"token": SecretStr("pl_wrong_token")}))


def test_an_engine_is_found_by_its_name() -> None:
    made, close = engine_named(INSTANT, 1)
    assert isinstance(made, InstantEngine)
    close()
    asleep, _ = engine_named("picturelock.testing.instant:sleeping", 1)
    assert asleep.name == "previz"
    built_in, close = engine_named("previz", 1)
    assert built_in.name == "previz"
    close()


@pytest.mark.parametrize(
    ("name", "match"),
    [
        ("dreams", "no such engine; there are previz"),
        ("no.such.module:Engine", "can't be imported"),
        ("picturelock.testing.instant:nothing", "can't be imported"),
        ("picturelock.testing.instant:InstantExaminer", "it has no name, version, make"),
    ],
)
def test_what_is_no_engine_is_said_to_be_none(name: str, match: str) -> None:
    with pytest.raises(Refused, match=match):
        engine_named(name, 1)
