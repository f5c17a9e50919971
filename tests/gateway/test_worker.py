"""A render worker elsewhere: through real doors, with real files, and with a gateway that comes and goes."""

import asyncio
import hashlib
import tracemalloc
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.gateway.gateway_stage import EmbeddedCounter, Rooms, behind_doors, remote_desk

from picturelock.gateway.adapters import worker as working_life
from picturelock.gateway.adapters.linked_staging import LinkedStaging
from picturelock.gateway.adapters.references import StoreDock
from picturelock.gateway.adapters.remote_desk import RemoteDesk
from picturelock.gateway.adapters.worker import Worker
from picturelock.gateway.model import Order
from picturelock.gateway.ports import Desk
from picturelock.kernel.errors import Refused
from picturelock.kernel.nouns import Prompt
from picturelock.platform.local import SystemClock
from picturelock.testing.desk import hand
from picturelock.testing.instant import InstantEngine
from picturelock.testing.samples import compiled
from picturelock_api.gateway.v1.events_pb2 import TakeFailed, TakeGenerated

PATIENCE = 20.0


@pytest.fixture
def rooms(tmp_path: Path) -> Any:
    opened = Rooms(tmp_path / "store")
    yield opened
    opened.database.close()


@asynccontextmanager
async def hired(desk: RemoteDesk, engine: InstantEngine, slots: int = 1) -> AsyncIterator[Worker]:
    async with httpx.AsyncClient() as client:
        worker = Worker("w", desk, engine, LinkedStaging(desk, client), SystemClock(), slots)
        working = asyncio.ensure_future(worker.run())
        try:
            yield worker
        finally:
            working.cancel()
            await asyncio.wait({working})


def engine(tries: Callable[[Prompt], Any] | None = None) -> InstantEngine:
    return InstantEngine(version="1", tries=tries) if tries else InstantEngine(version="1")


async def until(ready: Callable[[], Any]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not await ready():  # noqa: ASYNC110 what is waited for lies in another process's records
            await asyncio.sleep(0.02)


def has_said(rooms: Rooms, count: int) -> Callable[[], Any]:
    async def ready() -> bool:
        return len(await rooms.said()) >= count

    return ready


async def test_a_worker_elsewhere_makes_takes_and_puts_them_by_link(rooms: Rooms) -> None:
    counter = EmbeddedCounter(rooms)
    for number in range(6):
        await counter.queue(compiled(f"sc010_sh{number:04d}", words=f"Mara waits {number}."))
    async with (
        behind_doors(rooms, counter.gateway) as address,
        remote_desk(rooms, address, "studio") as desk,
        hired(desk, engine(), slots=3),
    ):
        await until(has_said(rooms, 6))
    for event in await rooms.said():
        assert isinstance(event, TakeGenerated)
        found = await rooms.store.staged(event.take.video.key)
        assert found is not None
        assert (found.digest, found.size) == (event.take.video.digest, event.take.video.size)


async def test_a_gateway_that_starts_again_disturbs_no_worker(rooms: Rooms) -> None:
    going = asyncio.Event()

    async def when_told(_: Prompt) -> None:
        await going.wait()

    counter, slow = EmbeddedCounter(rooms), engine(when_told)
    await counter.queue(compiled())
    async with behind_doors(rooms, counter.gateway) as address:
        pass
    async with remote_desk(rooms, address, "studio") as desk, hired(desk, slow):
        async with behind_doors(rooms, counter.gateway, listen=address):
            await until(lambda: _is_running(counter))
        going.set()
        await asyncio.sleep(0.5)
        assert not await rooms.said()
        again = EmbeddedCounter(rooms)
        async with behind_doors(rooms, again.gateway, listen=address):
            await until(has_said(rooms, 1))
    (event,) = await rooms.said()
    assert isinstance(event, TakeGenerated)
    assert len(slow.made) == 1


async def test_a_worker_that_is_to_stop_finishes_what_it_can_and_gives_back_the_rest(rooms: Rooms) -> None:
    async def slow_or_slower(prompt: Prompt) -> None:
        await asyncio.sleep(0.3 if prompt.shot == "sc010_sh0000" else 60)

    counter = EmbeddedCounter(rooms)
    for number in range(4):
        await counter.queue(compiled(f"sc010_sh{number:04d}", words=f"Mara waits {number}."))
    async with behind_doors(rooms, counter.gateway) as address, remote_desk(rooms, address, "studio") as desk:
        async with httpx.AsyncClient() as client:
            staging = LinkedStaging(desk, client)
            worker = Worker("w", desk, engine(slow_or_slower), staging, SystemClock(), slots=2)
            working = asyncio.ensure_future(worker.run())
            await until(lambda: _is_running(counter, 2))
            worker.stop(grace=1.0)
            await asyncio.wait_for(working, PATIENCE)
        standing = await counter.gateway.standing()
        assert (standing.queued, standing.running) == (3, 0)
        assert [event.take.shot for event in await rooms.said() if isinstance(event, TakeGenerated)] == ["sc010_sh0000"]
        ((_, order),) = [found for found in await _orders(rooms) if found[1].prompt.shot == "sc010_sh0001"]
        assert order.deaths == 0


async def test_a_worker_that_waits_for_a_take_stops_at_once(rooms: Rooms) -> None:
    counter = EmbeddedCounter(rooms)
    worker = Worker("w", counter.desk, engine(), StoreDock(rooms.store), SystemClock(), slots=4)
    working = asyncio.ensure_future(worker.run())
    await asyncio.sleep(0.05)
    worker.stop(grace=30.0)
    await asyncio.wait_for(working, 2)


async def test_a_worker_stops_although_its_gateway_is_away(rooms: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working_life, "LEAVE_SECONDS", 0.2)

    async def for_ever(_: Prompt) -> None:
        await asyncio.sleep(60)

    counter = EmbeddedCounter(rooms)
    await counter.queue(compiled())
    async with behind_doors(rooms, counter.gateway) as address, remote_desk(rooms, address, "studio") as desk:
        cut_off = _CutOff(desk)
        workers = [
            Worker(name, cut_off, engine(for_ever), StoreDock(rooms.store), SystemClock(), slots=2) for name in "ab"
        ]
        working = [asyncio.ensure_future(worker.run()) for worker in workers]
        await until(lambda: _is_running(counter))
        cut_off.is_cut.set()
        late = Worker("late", cut_off, engine(), StoreDock(rooms.store), SystemClock(), slots=1)
        working.append(asyncio.ensure_future(late.run()))
        await asyncio.sleep(0.1)
        for worker in (*workers, late):
            worker.stop(grace=0.1)
        await asyncio.wait_for(asyncio.gather(*working), 15)


async def test_a_worker_stops_making_what_nobody_wants_any_more(rooms: Rooms) -> None:
    stopped = asyncio.Event()

    async def for_ever(prompt: Prompt) -> None:
        if "runs" in prompt.text:
            return
        try:
            await asyncio.Event().wait()
        finally:
            stopped.set()

    counter = EmbeddedCounter(rooms)
    impatient = _Impatient(counter.desk)
    worker = Worker("w", impatient, engine(for_ever), StoreDock(rooms.store), SystemClock(), slots=1)
    working = asyncio.ensure_future(worker.run())
    await counter.queue(compiled(number=1))
    await until(lambda: _is_running(counter))
    await counter.queue(compiled(number=2, words="Mara runs."))
    await asyncio.wait_for(stopped.wait(), PATIENCE)
    await until(has_said(rooms, 1))
    working.cancel()
    assert [event.take.number for event in await rooms.said() if isinstance(event, TakeGenerated)] == [2]


async def test_a_delivery_that_is_damaged_on_its_way_is_made_again(rooms: Rooms) -> None:
    class Damaged(StoreDock):
        broken = 0

        async def stage(self, key: str, data: Path) -> Any:
            stored = await rooms.store.stage(key, data)
            if not self.broken:
                self.broken += 1
                await rooms.store.stage(key, b"half a ta")
            return stored

    counter, made = EmbeddedCounter(rooms), engine()
    await counter.queue(compiled())
    worker = Worker("w", counter.desk, made, Damaged(rooms.store), SystemClock(), slots=1)
    working = asyncio.ensure_future(worker.run())
    await until(has_said(rooms, 1))
    working.cancel()
    (event,) = await rooms.said()
    assert isinstance(event, TakeGenerated)
    assert len(made.made) == 2


async def test_a_delivery_that_never_arrives_whole_ends_in_a_failed_take(rooms: Rooms) -> None:
    class Broken(StoreDock):
        async def stage(self, key: str, data: Path) -> Any:
            stored = await rooms.store.stage(key, data)
            await rooms.store.stage(key, b"half a ta")
            return stored

    counter = EmbeddedCounter(rooms)
    await counter.queue(compiled())
    worker = Worker("w", counter.desk, engine(), Broken(rooms.store), SystemClock(), slots=1)
    working = asyncio.ensure_future(worker.run())
    await until(has_said(rooms, 1))
    working.cancel()
    (event,) = await rooms.said()
    assert isinstance(event, TakeFailed)
    assert "holds 9 bytes" in event.message


async def test_a_big_file_is_put_in_one_pass_and_little_memory(rooms: Rooms, tmp_path: Path) -> None:
    big = tmp_path / "take.mp4"
    with big.open("wb") as file:
        for number in range(48):
            file.write(bytes([number]) * (1 << 20))
    counter = EmbeddedCounter(rooms)
    await counter.queue(compiled())
    async with (
        behind_doors(rooms, counter.gateway) as address,
        remote_desk(rooms, address, "studio") as desk,
        httpx.AsyncClient() as client,
    ):
        lease = await desk.lease(hand())
        tracemalloc.start()
        stored = await LinkedStaging(desk, client).stage(f"{lease.key}/{lease.token}/take.mp4", big)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    with big.open("rb") as file:
        assert stored.digest == hashlib.file_digest(file, "sha256").hexdigest()
    assert await rooms.store.staged(f"{lease.key}/{lease.token}/take.mp4") == stored
    assert peak < 24 << 20


async def test_a_store_that_is_away_for_a_moment_is_asked_again(tmp_path: Path) -> None:
    answers = iter([500, 403, 503, 200])
    seen: list[bytes] = []

    async def answer(request: httpx.Request) -> httpx.Response:
        seen.append(await request.aread())
        return httpx.Response(next(answers))

    file = tmp_path / "take.mp4"
    file.write_bytes(b"a take")
    async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as client:
        stored = await LinkedStaging(_Links(), client).stage("key/1/take.mp4", file)
    assert stored.digest == hashlib.sha256(b"a take").hexdigest()
    assert seen == [b"a take"] * 4


async def test_a_store_that_refuses_ends_the_take(tmp_path: Path) -> None:
    file = tmp_path / "take.mp4"
    file.write_bytes(b"a take")
    transport = httpx.MockTransport(lambda _: httpx.Response(411))
    async with httpx.AsyncClient(transport=transport) as client:
        with pytest.raises(Refused, match="411"):
            await LinkedStaging(_Links(), client).stage("key/1/take.mp4", file)


class _Links(RemoteDesk):
    def __init__(self) -> None:
        super().__init__(None)

    async def delivery_link(self, key: str, token: int, name: str) -> str:
        return f"http://store/{key}/{token}/{name}"


class _Impatient:
    """A desk whose leases are short, so that heartbeats come often."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __getattr__(self, name: str) -> Any:
        return getattr(self._desk, name)

    async def lease(self, asking: Any) -> Any:
        return (await self._desk.lease(asking)).model_copy(update={"seconds": 0.15})


class _CutOff(_Impatient):
    """Nothing is answered once it is cut."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.is_cut = asyncio.Event()

    def __getattr__(self, name: str) -> Any:
        async def call(*given: Any, **named: Any) -> Any:
            if self.is_cut.is_set():
                await asyncio.Event().wait()
            return await getattr(self._desk, name)(*given, **named)

        return call


async def _is_running(counter: EmbeddedCounter, count: int = 1) -> bool:
    return (await counter.gateway.standing()).running >= count


async def _orders(rooms: Rooms) -> Any:
    return await rooms.records().select(Order)
