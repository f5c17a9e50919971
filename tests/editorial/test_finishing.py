"""Of several copies of editorial one finishes a film, and another takes over when it dies."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from tests.continuity.take_house import until
from tests.gateway.gateway_stage import Distant, Wound

from picturelock.editorial.handlers import Editorial
from picturelock.editorial.model import Assembly, Finish
from picturelock.editorial.model.finishing import Finishing
from picturelock.editorial.ports import Fetch, Film, Progress
from picturelock.kernel.bus import Cause, caused_by
from picturelock.kernel.codec import encode
from picturelock.kernel.nouns import Asset, Cut, ListedShot, Staged, Take
from picturelock.platform.local import Database, LocalBus, LocalStore
from picturelock.platform.local.records import R
from picturelock.testing.instant import PICTURE, InstantBench, instant_take
from picturelock.testing.samples import PROJECT, small_brief, small_prompt
from picturelock_api.continuity.v1.events_pb2 import TakePassed
from picturelock_api.film.v1.asset_pb2 import Asset as AssetMessage
from picturelock_api.film.v1.brief_pb2 import Brief as BriefMessage
from picturelock_api.film.v1.brief_pb2 import ListedShot as ListedShotMessage
from picturelock_api.film.v1.brief_pb2 import Rate as RateMessage
from picturelock_api.film.v1.take_pb2 import Take as TakeMessage
from picturelock_api.registry.v1.events_pb2 import ShotHeld, ShotListChanged

BRIEF = small_brief()
SHOT_KEY = f"{PROJECT}/{BRIEF.shot}"


class SlowBench(InstantBench):
    """Renders when it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.let = asyncio.Event(), asyncio.Event()
        self.rendered = 0

    async def render(self, assembly: Assembly, fetch: Fetch, folder: Path, progress: Progress) -> Film:
        self.begun.set()
        self.rendered += 1
        progress(1, 3)
        await self.let.wait()
        return await super().render(assembly, fetch, folder, progress)


class Rooms:
    def __init__(self, folder: Path) -> None:
        self.clock, self.database = Wound(), Database(None)
        self.bus = LocalBus(self.database, self.clock)
        self.records = Distant(self.database, self.bus, self.clock, "editorial")
        self.store, self._scratch, self._copies = LocalStore(folder / "store"), folder / "scratch", count()
        self._causes = count()

    def copy(self, bench: InstantBench) -> Editorial:
        scratch = self._scratch / str(next(self._copies))
        return Editorial(self.records, self.store, self.clock, bench, lambda _: Finish(), scratch)

    @contextmanager
    def hearing(self) -> Iterator[None]:
        with caused_by(Cause(f"event {next(self._causes)}", source="registry")):
            yield

    async def list_(self, copy: Editorial, revision: int = 1, brief_digest: str = BRIEF.digest, take: int = 0) -> None:
        listed = ListedShot(shot=BRIEF.shot, brief_digest=brief_digest, frames=BRIEF.frames, take=take)
        with self.hearing():
            await copy.list_(
                ShotListChanged(
                    project_key=PROJECT,
                    title="Lamp",
                    revision=revision,
                    shots=[encode(listed, ListedShotMessage)],
                    rate=encode(BRIEF.rate, RateMessage),
                    width=160,
                    height=90,
                )
            )

    async def circle(self, copy: Editorial, number: int = 1, by: str = "") -> None:
        stored = await self.store.put(instant_take(small_prompt(revision=number)))
        poster = await self.store.put(PICTURE)
        video = Staged(key="k", digest=stored.digest, size=stored.size, media_type="video/mp4")
        now = self.clock.now()
        take = Take(
            shot=BRIEF.shot, number=number, prompt_digest=stored.digest, engine="previz", engine_version="1", seed=1,
            video=video, started=now, finished=now,
        )  # fmt: skip
        asset = Asset(digest=stored.digest, size=stored.size, media_type="video/mp4", poster=poster.digest)
        with self.hearing():
            await copy.circle(
                TakePassed(
                    shot_key=SHOT_KEY,
                    brief=encode(BRIEF, BriefMessage),
                    brief_digest=BRIEF.digest,
                    take=encode(take, TakeMessage),
                    asset=encode(asset, AssetMessage),
                    by=by,
                )
            )

    async def hold(self, copy: Editorial, number: int) -> None:
        with self.hearing():
            await copy.hold(
                ShotHeld(
                    shot_key=SHOT_KEY,
                    brief=encode(BRIEF, BriefMessage),
                    brief_digest=BRIEF.digest,
                    reason="the engine failed",
                    take_number=number,
                )
            )


@pytest.fixture
def rooms(tmp_path: Path) -> Iterator[Rooms]:
    rooms = Rooms(tmp_path)
    yield rooms
    rooms.database.close()


@asynccontextmanager
async def finishing(*copies: Editorial) -> AsyncIterator[Sequence[asyncio.Task[None]]]:
    tasks = [asyncio.create_task(copy.finish_films()) for copy in copies]
    try:
        yield tasks
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)


async def cut(copy: Editorial, is_meant: Callable[[Cut], bool] = lambda _: True) -> Cut:
    async def look() -> Cut | None:
        found = await copy.current(PROJECT)
        return found if found and is_meant(found) else None

    found: Cut = await until(look)
    return found


async def test_two_copies_finish_a_film_once(rooms: Rooms) -> None:
    bench = SlowBench()
    one, other = rooms.copy(bench), rooms.copy(bench)
    await rooms.list_(one)
    await rooms.circle(one)
    async with finishing(one, other):
        await bench.begun.wait()
        for _ in range(5):
            other.ring()
            await asyncio.sleep(0.01)
        bench.let.set()
        await cut(other)
        other.ring()
        await asyncio.sleep(0.05)
    assert bench.rendered == 1


async def test_any_copy_tells_how_far_the_film_is(rooms: Rooms) -> None:
    bench = SlowBench()
    one, other = rooms.copy(bench), rooms.copy(InstantBench())
    await rooms.list_(one)
    await rooms.circle(one)
    async with finishing(one):
        await bench.begun.wait()

        async def told() -> Mapping[str, int] | None:
            progress = await other.progress(PROJECT)
            return progress.model_dump() if progress.segments else None

        assert await until(told) == {"ready": 1, "segments": 3}
        bench.let.set()
        await cut(one)
    assert (await other.progress(PROJECT)).segments == 0


async def test_another_copy_takes_over_when_the_one_that_claimed_it_falls_silent(rooms: Rooms) -> None:
    dead, bench = SlowBench(), InstantBench()
    one, other = rooms.copy(dead), rooms.copy(bench)
    await rooms.list_(one)
    await rooms.circle(one)
    async with finishing(one) as (task,):
        await dead.begun.wait()
    assert task.cancelled()
    found = await rooms.records.find(Finishing, PROJECT)
    assert found is not None
    with rooms.hearing():
        await rooms.records.save(PROJECT, found.but(is_over=False))  # as a copy leaves it that was killed
    async with finishing(other):
        await asyncio.sleep(0.1)
        assert await other.current(PROJECT) is None
        rooms.clock.put_forward(16)
        other.ring()
        assert (await cut(other)).version == 1


async def test_a_copy_that_stops_in_time_lets_go_at_once(rooms: Rooms) -> None:
    slow = SlowBench()
    one, other = rooms.copy(slow), rooms.copy(InstantBench())
    await rooms.list_(one)
    await rooms.circle(one)
    async with finishing(one):
        await slow.begun.wait()
    async with finishing(other):
        assert (await cut(other)).version == 1


async def test_a_take_that_another_copy_heard_of_is_cut_in(rooms: Rooms) -> None:
    one, other = rooms.copy(InstantBench()), rooms.copy(InstantBench())
    await rooms.list_(one)
    async with finishing(one):
        await asyncio.sleep(0.05)
        await rooms.circle(other)
        one.ring()
        assert (await cut(one)).items[0].take == 1
        await rooms.circle(other, number=2)
        one.ring()
        assert (await cut(one, lambda cut: cut.items[0].take == 2)).version == 2


async def test_a_film_that_changes_while_it_is_finished_is_finished_again(rooms: Rooms) -> None:
    bench = SlowBench()
    one = rooms.copy(bench)
    await rooms.list_(one)
    await rooms.circle(one)
    async with finishing(one):
        await bench.begun.wait()
        await rooms.circle(one, number=2)
        bench.let.set()
        await cut(one, lambda cut: cut.items[0].take == 2)


async def test_a_list_that_another_copy_heard_of_is_followed(rooms: Rooms) -> None:
    one, other = rooms.copy(InstantBench()), rooms.copy(InstantBench())
    await rooms.list_(one, brief_digest="a" * 64)
    async with finishing(one):
        await asyncio.sleep(0.05)
        await rooms.list_(other, revision=2)
        await rooms.circle(other)
        one.ring()
        assert (await cut(one)).revision == 2


async def test_to_look_again_at_a_film_that_waits_is_to_look_for_one_take(
    rooms: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, read = rooms.copy(InstantBench()), []
    select = rooms.records.select

    async def counted(kind: type[R], **asked: Any) -> Sequence[tuple[str, R]]:
        found = await select(kind, **asked)
        read.append((kind.__name__, len(found)))
        return found

    monkeypatch.setattr(rooms.records, "select", counted)
    await rooms.list_(one)
    async with finishing(one):
        for _ in range(4):
            one.ring()
            await asyncio.sleep(0.02)
        assert [name for name, _ in read].count("Circle") == 1
        await rooms.circle(one)
        await cut(one)
        read.clear()
        one.ring()
        await asyncio.sleep(0.02)
    assert read == [("Reel", 0)], "of films that are finished none is read"


async def test_however_often_a_finishing_is_broken_off_it_ends(rooms: Rooms) -> None:
    bench = SlowBench()
    bench.let.set()
    one = rooms.copy(bench)
    await rooms.list_(one)
    for number in range(1, 40):
        await rooms.circle(one, number)
        task = asyncio.create_task(one.finish_films())
        for _ in range(number):
            await asyncio.sleep(0)
        task.cancel()
        with suppress(asyncio.CancelledError):
            await asyncio.wait_for(task, 2)
