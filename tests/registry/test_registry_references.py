"""Reference images at the registry's door: put with the bible that names them, and looked at before it is kept."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from tests.continuity.take_house import PROJECT, ROOM, STAIRS, Client, open_house

from picturelock.kernel.errors import Invalid
from picturelock.testing.pictures import picture
from picturelock_api.registry.v1 import service_pb2 as api

BIBLE = b"""locations:
  room: {words: a bare room, references: [room.png]}
  stairs: {words: steep stairs}
"""


@pytest.fixture
async def film(tmp_path: Path) -> AsyncIterator[Client]:
    async with open_house(tmp_path) as client:
        await client.make()
        yield client


async def _brought(client: Client, data: bytes, tenant: str = "studio") -> str:
    digest = (await client.house.store.put(data)).digest
    await client.house.store.claim(tenant, digest)
    return digest


async def _put(client: Client, data: bytes = BIBLE, **references: str) -> api.PutBibleResponse:
    """By the names of PNG files."""
    named = {f"{name}.png": digest for name, digest in references.items()}
    request = api.PutBibleRequest(project=PROJECT, name="lamp.yaml", data=data, references=named)
    told: api.PutBibleResponse = await client.ask(request)
    return told


async def _plan(client: Client, **asked: object) -> api.Outlook:
    request = api.PlanFilmRequest(project=PROJECT, **asked)  # type: ignore[arg-type] # by the field's name
    told: api.Outlook = (await client.ask(request)).outlook
    return told


async def test_a_bible_is_put_with_the_pictures_that_it_names(film: Client) -> None:
    room = await _brought(film, picture())
    await _put(film, room=room)
    shots = {shot.shot: shot for shot in (await _plan(film)).shots}
    (reference,) = shots[ROOM].brief.references
    assert (reference.digest, reference.name) == (room, "Room")
    assert any(why.startswith("reference of Room: added (lamp.yaml:2, ") for why in shots[ROOM].why)
    assert not shots[STAIRS].brief.references


async def test_what_a_plan_would_show_need_not_be_uploaded_yet(film: Client) -> None:
    ahead = await _plan(film, bible=BIBLE, references={"room.png": "a" * 64})
    assert [each.digest for each in ahead.shots[0].brief.references] == ["a" * 64]
    checked = await film.ask(api.ValidatePagesRequest(project=PROJECT, bible=BIBLE))
    (problem,) = checked.problems
    assert problem.startswith("bible:2: locations.room.references.0: there is no picture 'room.png'; ")


async def test_a_picture_may_be_named_by_its_digest(film: Client) -> None:
    room = await _brought(film, picture())
    await _put(film, BIBLE.replace(b"room.png", b"'sha256:" + room.encode() + b"'"))
    assert (await _plan(film)).shots[0].brief.references[0].digest == room


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"a film, perhaps", "room.png: neither MP4, "),
        (picture()[:200], "room.png: broken or cut short"),
        (picture(size=(20, 20)), "room.png: is 20x20, less than 64 pixels on a side; give a larger picture"),
    ],
    ids=["no picture", "cut short", "small"],
)
async def test_what_can_not_be_used_is_refused_with_its_line(film: Client, data: bytes, said: str) -> None:
    digest = await _brought(film, data)
    with pytest.raises(Invalid) as refused:
        await _put(film, room=digest)
    (problem,) = refused.value.problems
    assert problem.startswith(f"lamp.yaml:2: locations.room.references.0: {said}")


async def test_a_picture_that_was_never_uploaded_is_refused(film: Client) -> None:
    with pytest.raises(Invalid, match=r"nothing was uploaded as a{64}; upload 'room.png' first"):
        await _put(film, room="a" * 64)
    with pytest.raises(Invalid, match=r"there is no picture 'room.png'"):
        await _put(film)
    with pytest.raises(Invalid, match=r"references.room.png: 'room' is no SHA-256"):
        await _put(film, room="room")


async def test_somebody_elses_picture_is_not_there_though_its_digest_is_known(film: Client) -> None:
    theirs = await _brought(film, picture(), tenant="agency")
    with pytest.raises(Invalid, match=f"nothing was uploaded as {theirs}; upload 'room.png' first"):
        await _put(film, room=theirs)
