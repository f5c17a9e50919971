"""The database behind the embedded engines, and what it says when it cannot go on."""

import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.platform.platform_stage import Stage, Tally

from picturelock.kernel.bus import Cause, caused_by
from picturelock.kernel.errors import Refused, Transient
from picturelock.platform.local import Database, LocalStore
from picturelock.testing.heard import all_said
from picturelock.testing.store import chunks
from picturelock_api.registry.v1.events_pb2 import ShotPlanned

SHOT = "t/p/sc010_sh0010"
BULK = "x" * 200_000


def test_a_database_of_a_newer_release_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "picturelock.db"
    Database(file).close()
    with sqlite3.connect(file) as raw:
        raw.execute("PRAGMA user_version=99")
    raw.close()
    with pytest.raises(Refused, match="newer picturelock") as refused:
        Database(file)
    assert refused.value.reason == "NEWER_FORMAT"


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "picturelock.db"
    file.write_text("INT. KITCHEN - DAY\n" * 1000)
    with pytest.raises(Refused, match="not a picturelock database"):
        Database(file)
    assert file.read_text() == "INT. KITCHEN - DAY\n" * 1000


def test_a_directory_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=str(tmp_path)):
        Database(tmp_path)


def test_what_fails_inside_a_transaction_never_happened(tmp_path: Path) -> None:
    database = Database(tmp_path / "picturelock.db")
    with pytest.raises(ZeroDivisionError):
        _insert_and_fail(database)
    assert database.rows("SELECT key FROM records") == []
    with database.transaction():
        _insert(database, "kept")
    assert database.rows("SELECT key FROM records") == [("kept",)]
    database.close()


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    opened = Stage(tmp_path / "picturelock.db")
    yield opened
    opened.database.close()


async def _save(stage: Stage, key: str, words: str = "") -> None:
    with caused_by(Cause(f"request {key}", source="registry")):
        await stage.records.save(key, Tally(), ShotPlanned(shot_key=SHOT, notes=[words]))


async def test_a_full_disk_is_a_passing_trouble_and_takes_nothing_with_it(stage: Stage) -> None:
    await _save(stage, "before")
    ((pages,),) = stage.database.rows("PRAGMA page_count")
    stage.database.row(f"PRAGMA max_page_count={pages + 4}")
    with pytest.raises(Transient, match="free some space") as trouble:
        await _save(stage, "while full", BULK)
    assert trouble.value.reason == "DISK"
    assert await stage.records.find(Tally, "while full") is None
    stage.database.row(f"PRAGMA max_page_count={pages + 4000}")
    await _save(stage, "while full", BULK)
    assert [event.cause for event in await all_said(stage.bus)] == ["request before", "request while full"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte."""
    place = tmp_path / "small"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", place], check=False, capture_output=True, text=True
    )
    if mounted.returncode:
        pytest.skip(f"a full disk needs a file system to fill, and mounting one failed: {mounted.stderr.strip()}")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


async def test_records_go_on_when_a_full_disk_has_room_again(small_disk: Path) -> None:
    stage = Stage(small_disk / "picturelock.db")
    saved: list[str] = []
    with pytest.raises(Transient, match="free some space"):
        await _fill(stage, saved)
    assert [key for key, _ in await stage.records.select(Tally)] == saved
    _enlarge(small_disk)
    await _save(stage, "roomy", BULK)
    assert [key for key, _ in await stage.records.select(Tally)] == [*saved, "roomy"]
    stage.database.close()


async def test_a_store_on_a_full_disk_keeps_nothing_half_written(small_disk: Path) -> None:
    store = LocalStore(small_disk / "store")
    kept = await store.put(chunks(b"small"))
    with pytest.raises(Transient, match="the disk is full"):
        await store.put(chunks(bytes(2_000_000)))
    assert await store.has(kept.digest)
    assert {file.name for file in (small_disk / "store").rglob("*") if file.is_file()} == {kept.digest}


async def _fill(stage: Stage, saved: list[str]) -> None:
    for number in range(100):
        await _save(stage, f"{number:03d}", BULK)
        saved.append(f"{number:03d}")


def _enlarge(disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,size=8m", disk], check=True)


def _insert_and_fail(database: Database) -> None:
    with database.transaction():
        _insert(database, "kept?")
        with database.transaction():
            _insert(database, "kept too?")
        _ = 1 / 0


def _insert(database: Database, key: str) -> None:
    database.run("INSERT INTO records VALUES ('c', ?, 1, '{}')", (key,))
