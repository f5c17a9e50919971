"""The embedded records stay quick as a collection grows."""

from collections.abc import Iterator

import pytest

from picturelock.kernel.bus import Cause, caused_by
from picturelock.platform.local import Database, LocalBus, LocalRecords, SystemClock
from picturelock.testing.records import Card, Mood


@pytest.fixture
def database() -> Iterator[Database]:
    opened = Database(None)
    yield opened
    opened.close()


async def steps_to_find_one_card(database: Database, taken: int) -> int:
    """Steps of SQLite's machine to find the only queued card among `taken` others of the same row."""
    clock = SystemClock()
    records = LocalRecords(database, LocalBus(database, clock), clock, f"service{taken}")
    with caused_by(Cause("c", "test")):
        for number in range(taken):
            await records.save(f"t/p/{number:04d}", Card(mood=Mood.TAKEN, row=1, words="x" * 2000))
        await records.save("t/p/last", Card(mood=Mood.QUEUED, row=1))
    steps = 0

    def step() -> None:
        nonlocal steps
        steps += 1

    await records.select(Card, where={"mood": Mood.QUEUED})  # creates the indexes
    database._db.set_progress_handler(step, 1)
    assert [key for key, _ in await records.select(Card, where={"mood": Mood.QUEUED, "row": 1}, limit=1)] == [
        "t/p/last"
    ]
    assert [key for key, _ in await records.select(Card, where={"mood": Mood.QUEUED}, limit=1)] == ["t/p/last"]
    database._db.set_progress_handler(None, 1)
    return steps


async def test_finding_one_among_many_takes_no_more_steps_than_among_few(database: Database) -> None:
    assert await steps_to_find_one_card(database, 300) <= await steps_to_find_one_card(database, 3) + 10
