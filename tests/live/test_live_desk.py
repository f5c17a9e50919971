"""The desk inside a gateway whose records and store are the real ones, and two such gateways side by side."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest
from tests.gateway.gateway_stage import EmbeddedCounter, Rooms
from tests.live.live_engines import fresh, where
from tests.live.test_live_mongo import Kept, kept_in
from tests.live.test_live_s3 import bucket, place

from picturelock.kernel.records import Records
from picturelock.platform.mongo import MongoPlace, Shelf
from picturelock.platform.s3 import S3Store
from picturelock.testing.desk import Counter, DeskContract, deliver, hand
from picturelock.testing.samples import compiled
from picturelock_api.gateway.v1.events_pb2 import TakeFailed, TakeGenerated

__all__ = ["bucket"]


class LiveRooms(Rooms):
    def __init__(self, folder: Path, kept: Kept, store: S3Store) -> None:
        self._kept = kept
        super().__init__(folder)
        self.store = store  # type: ignore[assignment] # it is a store, and that is all that is asked of it here
        self.bus = kept.bus  # type: ignore[assignment] # likewise

    def records(self, service: str = "gateway") -> Records:  # type: ignore[override] # likewise
        return self._kept.records(service)

    async def said(self) -> Sequence[TakeGenerated | TakeFailed]:
        """Once the relays have sent all that was saved."""
        shelf, _ = self._kept._opened[0]
        orders = shelf.named("gateway_order")
        async with asyncio.timeout(10):
            while await orders.find({"outbox.id": {"$exists": True}}).to_list(length=None):  # noqa: ASYNC110 it is in a store
                await asyncio.sleep(0.01)
        return await super().said()


@pytest.fixture
async def rooms(bucket: str, tmp_path: Path) -> AsyncIterator[LiveRooms]:
    at = MongoPlace(where("mongo"), fresh(), "motor")
    store = S3Store(place(bucket), tmp_path / "scratch")
    await store.prepare()
    async with kept_in(at) as kept:
        yield LiveRooms(tmp_path, kept, store)
    async with Shelf.opened(at) as shelf:
        await shelf._client.drop_database(at.database)
    store.close()


class TestLiveDesk(DeskContract):
    @pytest.fixture
    def counter(self, rooms: LiveRooms) -> Counter:
        return EmbeddedCounter(rooms)


async def test_sixty_workers_of_two_gateways_take_sixty_different_takes(rooms: LiveRooms) -> None:
    counters = [EmbeddedCounter(rooms), EmbeddedCounter(rooms)]
    for number in range(60):
        await counters[number % 2].queue(compiled(f"sc010_sh{number:04d}", words=f"Mara waits {number}."))
    for counter in counters:
        await counter.gateway.tend()
    leases = await asyncio.gather(*(counters[n % 2].gateway.lease_within(hand(f"w{n}"), 20) for n in range(60)))
    assert len({lease.key for lease in leases if lease}) == 60
    await asyncio.gather(*(deliver(counters[0], lease) for lease in leases if lease))
    assert len(await rooms.said()) == 60
