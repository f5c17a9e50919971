"""The embedded records, on a file and in memory."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from picturelock.kernel.records import Records
from picturelock.platform.local import Database, LocalBus, LocalRecords, SystemClock
from picturelock.testing.records import Kept, RecordsContract


class Embedded:
    """Every client opens the file for itself, as another process would."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._shared = Database(file)
        self._opened = [self._shared]
        self.bus = LocalBus(self._shared, SystemClock())

    def records(self, service: str) -> Records:
        database = self._shared
        if self._file is not None:
            database = Database(self._file)
            self._opened.append(database)
        return LocalRecords(database, LocalBus(database, SystemClock()), SystemClock(), service)

    def close(self) -> None:
        for database in self._opened:
            database.close()


class TestRecordsInAFile(RecordsContract):
    @pytest.fixture
    def kept(self, tmp_path: Path) -> Iterator[Kept]:
        embedded = Embedded(tmp_path / "picturelock.db")
        yield embedded
        embedded.close()


class TestRecordsInMemory(RecordsContract):
    @pytest.fixture
    def kept(self) -> Iterator[Kept]:
        embedded = Embedded(None)
        yield embedded
        embedded.close()
