"""The embedded bus."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from picturelock.kernel.bus import Bus
from picturelock.platform.local import Database, LocalBus, SystemClock
from picturelock.testing.bus import BusContract, Open


class TestLocalBus(BusContract):
    @pytest.fixture
    def opened(self, tmp_path: Path) -> Open:
        @asynccontextmanager
        async def opening() -> AsyncIterator[Bus]:
            database = Database(tmp_path / "picturelock.db")
            try:
                yield LocalBus(database, SystemClock())
            finally:
                database.close()

        return opening
