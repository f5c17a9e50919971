"""The desk of a gateway elsewhere, through its gRPC door on loopback."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from tests.gateway.gateway_stage import EmbeddedCounter, Rooms, behind_doors, remote_desk

from picturelock.testing.desk import Counter, DeskContract


class TestRemoteDesk(DeskContract):
    @pytest.fixture
    async def counter(self, tmp_path: Path) -> AsyncIterator[Counter]:
        rooms = Rooms(tmp_path)
        counter = EmbeddedCounter(rooms)
        async with behind_doors(rooms, counter.gateway) as address, remote_desk(rooms, address) as desk:
            counter.desk = desk
            yield counter
        rooms.database.close()
