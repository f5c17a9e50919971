"""A list may wait for a take that is still to come, though the shot has one for the very same brief."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.editorial.test_finishing import Rooms, cut, finishing

from picturelock.testing.instant import InstantBench
from picturelock.testing.samples import PROJECT


@pytest.fixture
def rooms(tmp_path: Path) -> Iterator[Rooms]:
    rooms = Rooms(tmp_path)
    yield rooms
    rooms.database.close()


async def test_what_was_given_up_is_not_cut_in_again_while_the_shot_is_shot_anew_for_the_same_brief(
    rooms: Rooms,
) -> None:
    copy = rooms.copy(InstantBench())
    await rooms.list_(copy)
    await rooms.hold(copy, 4)
    async with finishing(copy):
        await cut(copy)
        await rooms.list_(copy, 2, take=5)
        await rooms.hold(copy, 4)
        await asyncio.sleep(0.1)
        assert await copy.current(PROJECT) is None
        await rooms.circle(copy, 5)
        made = await cut(copy)
        assert (made.revision, made.items[0].take) == (2, 5)


async def test_a_take_that_a_person_chose_is_waited_for_no_longer(rooms: Rooms) -> None:
    copy = rooms.copy(InstantBench())
    await rooms.list_(copy, take=3)
    async with finishing(copy):
        await rooms.circle(copy, 1)
        await asyncio.sleep(0.1)
        assert await copy.current(PROJECT) is None
        await rooms.circle(copy, 1, by="anna")
        assert (await cut(copy)).items[0].take == 1
