"""The SQLite database behind the embedded engines.

WAL mode with synchronous=NORMAL: what was committed survives the death of the process at any point; a power cut may
take the last moments with it, but always leaves a state that was once true.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from picturelock.kernel.errors import Outage, Refused, Transient

SCHEMA = """
CREATE TABLE IF NOT EXISTS records (
    collection TEXT NOT NULL, key TEXT NOT NULL, version INTEGER NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (collection, key)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS events (
    position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, topic TEXT NOT NULL, key TEXT NOT NULL, type TEXT NOT NULL,
    data BLOB NOT NULL, source TEXT NOT NULL, cause TEXT NOT NULL, time TEXT NOT NULL, traceparent TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS offsets (
    consumer TEXT NOT NULL, topic TEXT NOT NULL, settled INTEGER NOT NULL, PRIMARY KEY (consumer, topic)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS exceptions (
    consumer TEXT NOT NULL, position INTEGER NOT NULL, attempts INTEGER NOT NULL, due REAL NOT NULL, parked TEXT,
    PRIMARY KEY (consumer, position)
) WITHOUT ROWID;
"""

FORMAT = 1
"""Kept in `user_version`. A database of a later format is refused, never guessed at."""


class Database:
    """One connection, used from one thread. Statements take tens of microseconds, so nothing is gained by a pool.

    Raises Refused when the file cannot be opened or is no database of ours, Outage when the disk is full.
    """

    def __init__(self, file: Path | None) -> None:
        """`file` None keeps everything in memory."""
        self._where = str(file or ":memory:")
        self._translated = _Translation(self._where)
        with self._translated:
            self._db = sqlite3.connect(self._where, isolation_level=None, timeout=10.0)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=NORMAL")
            self._db.executescript(SCHEMA)
            self._check_format()
        self._depth = 0

    def _check_format(self) -> None:
        (found,) = self._db.execute("PRAGMA user_version").fetchone()
        if found > FORMAT:
            raise Refused(
                f"{self._where}: written by a newer picturelock (format {found}, this one reads {FORMAT}); "
                "upgrade, or choose another directory",
                reason="NEWER_FORMAT",
            )
        if found < FORMAT:
            self._db.execute(f"PRAGMA user_version={FORMAT}")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing. A transaction inside a transaction is part of it."""
        with self._translated:
            if self._depth == 0:
                self._db.execute("BEGIN IMMEDIATE")
            self._depth += 1
            try:
                yield
            except BaseException:
                self._depth -= 1
                if self._depth == 0 and self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise
            self._depth -= 1
            if self._depth == 0:
                self._db.execute("COMMIT")

    def run(self, sql: str, given: Sequence[Any] = ()) -> int:
        """Execute and return the number of rows changed."""
        with self._translated:
            return self._db.execute(sql, given).rowcount

    def rows(self, sql: str, given: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        with self._translated:
            return self._db.execute(sql, given).fetchall()

    def row(self, sql: str, given: Sequence[Any] = ()) -> tuple[Any, ...] | None:
        with self._translated:
            found: tuple[Any, ...] | None = self._db.execute(sql, given).fetchone()
            return found

    def close(self) -> None:
        self._db.close()


class _Translation:
    """Around each statement: turns what SQLite raises into the house's errors. A class, as it is entered so often."""

    def __init__(self, where: str) -> None:
        self._where = where

    def __enter__(self) -> None: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if not isinstance(error, sqlite3.DatabaseError):
            return
        said = str(error)
        if not isinstance(error, sqlite3.OperationalError):
            raise Refused(
                f"{self._where}: not a picturelock database ({said}); move it away or choose another directory",
                reason="DATABASE",
            ) from error
        if "locked" in said:
            raise Transient(f"{self._where}: {said} by another process", reason="CONTENDED") from error
        if "full" in said or "I/O" in said:
            raise Outage(f"{self._where}: {said}; free some space and run again", reason="DISK") from error
        raise Refused(f"{self._where}: {said}", reason="DATABASE") from error
