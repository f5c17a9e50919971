"""The cut is asked for through its door, and everything that is handed out of it."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from tests.continuity.take_house import PROJECT, ROOM, STAIRS, Client, open_house, until

from picturelock.kernel.caller import Role
from picturelock.kernel.errors import NotFound, Refused
from picturelock.kernel.nouns import Prompt
from picturelock.testing.instant import InstantEngine
from picturelock_api.editorial.v1 import service_pb2 as api
from picturelock_api.registry.v1 import service_pb2 as films


@pytest.fixture
async def client(tmp_path: Path) -> AsyncIterator[Client]:
    async with open_house(tmp_path) as client:
        await client.make()
        yield client


async def test_the_cut_says_which_take_stands_where(client: Client) -> None:
    told = await client.ask(api.GetCutRequest(project=PROJECT))
    assert (told.current, told.cut.version) == (True, 1)
    assert [(item.shot, item.take) for item in told.cut.items] == [(ROOM, 1), (STAIRS, 1)]
    assert (told.progress.ready, told.progress.segments) == (0, 0)


async def test_everything_is_handed_out_with_a_link_to_its_bytes(client: Client) -> None:
    told = await client.ask(api.ListExportsRequest(project=PROJECT))
    names = [export.name for export in told.exports]
    assert told.version == 1
    assert {"film.mp4", "cut.otio", "cut.edl", "cut.fcpxml", "film.srt", f"takes/{ROOM}_tk01.mp4"} <= set(names)
    assert names == sorted(names)
    for export in told.exports:
        data = Path(export.link.removeprefix("file://")).read_bytes()
        assert export.size in (0, len(data))


async def test_one_export_is_asked_for_by_its_name(client: Client) -> None:
    told = await client.ask(api.ListExportsRequest(project=PROJECT, name="film.mp4"))
    assert [(export.name, export.media_type) for export in told.exports] == [("film.mp4", "video/mp4")]
    with pytest.raises(NotFound, match=r"^name: "):
        await client.ask(api.ListExportsRequest(project=PROJECT, name="../film.mp4"))


async def test_another_tenants_cut_is_not_there(client: Client) -> None:
    stranger = client.as_("agency", Role.ADMIN)
    for request in (api.GetCutRequest(project=PROJECT), api.ListExportsRequest(project=PROJECT)):
        with pytest.raises(NotFound):
            await stranger.ask(request)


async def test_before_the_first_cut_there_is_none_to_hand_out(tmp_path: Path) -> None:
    going_on = asyncio.Event()

    async def tries(_: Prompt) -> None:
        await going_on.wait()

    async with open_house(tmp_path, InstantEngine(tries=tries)) as client:
        made = asyncio.ensure_future(client.make())

        async def begun() -> api.GetCutResponse | None:
            try:
                found: api.GetCutResponse = await client.ask(api.GetCutRequest(project=PROJECT))
            except NotFound:
                return None
            return found

        told = await until(begun)
        assert (told.current, told.HasField("cut")) == (False, False)
        with pytest.raises(Refused) as refused:
            await client.ask(api.ListExportsRequest(project=PROJECT))
        assert refused.value.reason == "NO_CUT"
        going_on.set()
        assert (await made).current


async def test_a_cut_of_an_older_list_is_shown_as_such(tmp_path: Path) -> None:
    going_on = asyncio.Event()
    going_on.set()

    async def tries(_: Prompt) -> None:
        await going_on.wait()

    async with open_house(tmp_path, InstantEngine(tries=tries)) as client:
        await client.make()
        going_on.clear()
        script = b"Title: Lamp\n\nINT. ROOM - DAY\n\nA lamp falls.\n"
        await client.ask(films.PutScriptRequest(project=PROJECT, name="l.fountain", data=script))
        await client.ask(films.MakeFilmRequest(project=PROJECT))

        async def outdated() -> api.GetCutResponse | None:
            found: api.GetCutResponse = await client.ask(api.GetCutRequest(project=PROJECT))
            return None if found.current else found

        assert (await until(outdated)).cut.version == 1
        going_on.set()
        assert (await client.cut(lambda cut: len(cut.items) == 1)).cut.version == 2
