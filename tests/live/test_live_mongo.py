"""Records on a real store that speaks MongoDB, under an embedded bus."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

import pytest
from tests.live.live_engines import fresh, stopped, where

from picturelock.kernel.bus import Bus, Cause, Envelope, caused_by
from picturelock.kernel.errors import Conflict, Refused, Transient
from picturelock.kernel.records import Records
from picturelock.platform.local import Database, LocalBus, SystemClock
from picturelock.platform.mongo import MongoPlace, MongoRecords, Relay, Shelf
from picturelock.platform.mongo import relay as relaying
from picturelock.testing.heard import all_said, said
from picturelock.testing.records import Card, RecordsContract
from picturelock_api.registry.v1.events_pb2 import ShotPlanned

SERVICES = ("registry", "gateway")


class Kept:
    """Every client has a connection and a relay of its own, as another process would."""

    def __init__(self, place: MongoPlace, bus: Bus, stack: AsyncExitStack) -> None:
        self.place = place
        self.bus = bus
        self._stack = stack
        self._opened: list[tuple[Shelf, Relay]] = []

    async def open(self, clients: int) -> None:
        for _ in range(clients):
            shelf = await self._stack.enter_async_context(Shelf.opened(self.place))
            relay = Relay.running(shelf, self.bus, SystemClock(), SERVICES)
            self._opened.append((shelf, await self._stack.enter_async_context(relay)))

    def records(self, service: str) -> Records:
        shelf, relay = self._opened.pop(0)
        self._opened.append((shelf, relay))
        return MongoRecords(shelf, relay, SystemClock(), service)


@asynccontextmanager
async def kept_in(place: MongoPlace, bus: Bus | None = None, clients: int = 4) -> AsyncIterator[Kept]:
    database = Database(None)
    async with AsyncExitStack() as stack:
        kept = Kept(place, bus or LocalBus(database, SystemClock()), stack)
        await kept.open(clients)
        yield kept
    database.close()


@pytest.fixture(params=["motor", "pymongo"])
async def place(request: pytest.FixtureRequest) -> AsyncIterator[MongoPlace]:
    place = MongoPlace(where("mongo"), fresh(), request.param)
    yield place
    async with Shelf.opened(MongoPlace(place.url, place.database, "pymongo")) as shelf:
        await shelf._client.drop_database(place.database)


@pytest.fixture
async def kept(place: MongoPlace) -> AsyncIterator[Kept]:
    async with kept_in(place) as kept:
        yield kept


class TestMongoRecords(RecordsContract):
    @pytest.fixture
    def kept(self, kept: Kept) -> Kept:
        return kept


async def save(records: Records, key: str, card: Card, *said: ShotPlanned, cause: str = "") -> Card:
    with caused_by(Cause(cause or f"{key} {time.time_ns()}", source="registry")):
        return await records.save(key, card, *said)


def planned(key: str, revision: int = 0) -> ShotPlanned:
    return ShotPlanned(shot_key=key, revision=revision)


async def outboxes(kept: Kept) -> int:
    shelf, _ = kept._opened[0]
    found = await shelf.named("registry_card").find({"outbox.id": {"$exists": True}}).to_list(length=None)
    return len(found)


async def cleared(kept: Kept) -> None:
    async with asyncio.timeout(5):
        while await outboxes(kept):  # noqa: ASYNC110 it is in a store
            await asyncio.sleep(0.05)


class Deaf:
    """A bus that takes nothing until it is told to."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        self.hears = False

    async def publish(self, envelopes: Sequence[Envelope]) -> None:
        if not self.hears:
            raise Transient("the bus is away", reason="UNAVAILABLE")
        await self._bus.publish(envelopes)


async def test_what_was_sent_is_cleared(kept: Kept) -> None:
    records = kept.records("registry")
    for n in range(5):
        await save(records, f"t/p/{n}", Card(), planned(f"t/p/{n}"))
    await said(kept.bus, 5)
    await cleared(kept)


async def test_what_could_not_be_sent_waits_in_order_and_saving_goes_on(kept: Kept, place: MongoPlace) -> None:
    deaf = Deaf(kept.bus)
    async with kept_in(place, deaf, clients=1) as away:  # type: ignore[arg-type]
        records = away.records("registry")
        card = Card()
        for n in range(10):
            card = await save(records, "t/p/1", card, planned("t/p/1", n))
        assert list(await all_said(kept.bus)) == []
        deaf.hears = True
        heard = await said(kept.bus, 10)
    assert [ShotPlanned.FromString(event.data).revision for event in heard] == list(range(10))


async def test_with_too_much_unsent_nothing_is_saved_any_more(
    kept: Kept, place: MongoPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relaying, "ROOM", 3)
    monkeypatch.setattr(relaying, "PARTING_SECONDS", 0.1)
    async with kept_in(place, Deaf(kept.bus), clients=1) as away:  # type: ignore[arg-type]
        records = away.records("registry")
        for n in range(3):
            await save(records, f"t/p/{n}", Card(), planned(f"t/p/{n}"))
        with pytest.raises(Transient, match="wait to be sent"):
            await save(records, "t/p/3", Card(), planned("t/p/3"))
        assert await records.find(Card, "t/p/3") is None


async def test_what_a_crash_left_behind_is_sent_by_whoever_sweeps(
    kept: Kept, place: MongoPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relaying, "PARTING_SECONDS", 0.1)
    async with kept_in(place, Deaf(kept.bus), clients=1) as dying:  # type: ignore[arg-type]
        records = dying.records("registry")
        card = await save(records, "t/p/1", Card(), planned("t/p/1", 1))
        await save(records, "t/p/1", card, planned("t/p/1", 2))
    assert await outboxes(kept) == 1
    monkeypatch.setattr(relaying, "SWEEP_SECONDS", 0.1)
    monkeypatch.setattr(relaying, "LEFT_BEHIND", relaying.LEFT_BEHIND * 0)
    async with kept_in(place, kept.bus, clients=1):
        heard = await said(kept.bus, 2)
        assert [ShotPlanned.FromString(event.data).revision for event in heard] == [1, 2]
        await cleared(kept)


@pytest.mark.filterwarnings("ignore:Exception ignored in. <socket:pytest.PytestUnraisableExceptionWarning")
async def test_a_relay_ends_whatever_it_waits_for_at_that_moment(place: MongoPlace) -> None:
    # PyMongo, cancelled while it connects, leaves the socket to the garbage collector: that is what is ignored.
    bus = LocalBus(database := Database(None), SystemClock())
    async with Shelf.opened(place) as shelf:
        for n in range(150):
            async with asyncio.timeout(20), Relay.running(shelf, bus, SystemClock(), SERVICES):
                await asyncio.sleep(n % 30 / 5000)
    database.close()


async def test_a_store_that_stands_still_for_a_while_loses_and_doubles_nothing(place: MongoPlace) -> None:
    impatient = MongoPlace(place.url, place.database, place.driver, patience=1.0)
    async with kept_in(impatient) as kept:
        records = kept.records("registry")
        before = await save(records, "t/p/1", Card(words="before"))
        with stopped("mongo"):
            with pytest.raises(Transient) as caught:
                await save(records, "t/p/1", before.but(words="after"), planned("t/p/1", 7), cause="why")
            assert caught.value.reason == "UNAVAILABLE"
            with pytest.raises(Transient):
                await kept._opened[0][0].check()
        async with asyncio.timeout(20):
            while True:
                found = await records.find(Card, "t/p/1")
                assert found is not None
                try:
                    await save(records, "t/p/1", found.but(words="after"), planned("t/p/1", 7), cause="why")
                except Conflict:
                    continue
                break
        found = await records.find(Card, "t/p/1")
        assert found is not None
        assert (found.words, found.version, found.applied.count("why")) == ("after", 2, 1)


async def test_a_store_that_is_not_there_is_a_passing_trouble() -> None:
    async with Shelf.opened(MongoPlace("mongodb://127.0.0.1:9", patience=0.5)) as shelf:
        with pytest.raises(Transient) as caught:
            await shelf.check()
        assert caught.value.reason == "UNAVAILABLE"
        assert "127.0.0.1:9" in str(caught.value)


@pytest.mark.parametrize("url", ["mongodb://", "mongo://x:1", "mongodb://user:secret@:x"])
def test_what_is_no_address_is_refused_without_telling_the_password(url: str) -> None:
    with pytest.raises(Refused) as caught:
        MongoPlace(url).client()
    assert "secret" not in str(caught.value)
