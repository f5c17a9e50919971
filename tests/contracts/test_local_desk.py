"""The desk inside the gateway, on the embedded records."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from tests.gateway.gateway_stage import LEASE_SECONDS, EmbeddedCounter, Rooms

from picturelock.testing.desk import Counter, DeskContract, hand
from picturelock.testing.samples import compiled


class TestEmbeddedDesk(DeskContract):
    @pytest.fixture
    async def counter(self, tmp_path: Path) -> AsyncIterator[Counter]:
        rooms = Rooms(tmp_path)
        yield EmbeddedCounter(rooms)
        rooms.database.close()

    async def test_a_heartbeat_puts_off_the_end_of_a_lease(self, tmp_path: Path) -> None:
        rooms = Rooms(tmp_path)
        counter = EmbeddedCounter(rooms)
        await counter.queue(compiled())
        lease = await counter.desk.lease(hand())
        for _ in range(3):
            rooms.clock.put_forward(LEASE_SECONDS * 0.9)
            assert await counter.desk.heartbeat(lease.key, lease.token, 1)
            await counter.gateway.reap()
        assert await counter.desk.heartbeat(lease.key, lease.token, 2)
        rooms.database.close()
