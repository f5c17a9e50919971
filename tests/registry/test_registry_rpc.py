"""The registry's doors: projects, their pages, plans, films in the making, and shots."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from google.protobuf.message import Message
from tests.continuity.take_house import PROJECT, ROOM, SCRIPT, STAIRS, Client, open_house

from picturelock.kernel.caller import Role
from picturelock.kernel.errors import Denied, Invalid, NotFound, Refused, Stale
from picturelock.platform.doors import Asked, methods_of
from picturelock.testing.heard import all_said
from picturelock.testing.instant import InstantEngine, first_takes
from picturelock_api.registry.v1 import service_pb2 as api
from picturelock_api.registry.v1.events_pb2 import ShotPlanned

BIBLE = b"film: {title: Lamp, rate: 25}\nlocations: {room: {words: a bare room}, stairs: {words: steep stairs}}\n"
CHANGED = SCRIPT.replace(b"flickers", b"falls")
PLANNED = "registry.shot_planned.v1"
PATIENCE = 20.0


@pytest.fixture
async def client(tmp_path: Path) -> AsyncIterator[Client]:
    async with open_house(tmp_path) as client:
        yield client


@pytest.fixture
async def film(client: Client) -> Client:
    await client.make()
    return client


@pytest.fixture
async def held(tmp_path: Path) -> AsyncIterator[Client]:
    """A film whose room is held: every take of it goes black."""
    async with open_house(tmp_path, InstantEngine(errs=first_takes({ROOM: 999}))) as client:
        await client.make()
        yield client


async def _put(client: Client, data: bytes = SCRIPT, etag: str = "", request_id: str = "") -> api.Project:
    request = api.PutScriptRequest(
        project=PROJECT, name="lamp.fountain", data=data, etag=etag, request_id=request_id
    )  # fmt: skip
    told: api.Project = (await client.ask(request)).project
    return told


async def _planned(client: Client) -> list[str]:
    """Every take that was ever asked for, by its slate."""
    events = [ShotPlanned.FromString(each.data) for each in await all_said(client.house.bus) if each.topic == PLANNED]
    return [f"{event.shot_key.rpartition('/')[2]}_tk{event.take_number:02d}" for event in events]


@asynccontextmanager
async def _watch(client: Client, **asked: object) -> AsyncIterator[AsyncIterator[api.WatchFilmResponse]]:
    request = api.WatchFilmRequest(project=PROJECT, **asked)  # type: ignore[arg-type] # by the field's name
    doors = (door for service in client.house.services for door in service.doors)
    method = next(each for door in doors for each in methods_of(door) if each.name == "WatchFilm")
    caller = Asked(f"{client.tenant} {client.role.name} {client.who}")
    async with asyncio.timeout(PATIENCE), aclosing(client.doorman.listen(method, request, caller)) as told:  # type: ignore[type-var] # it is a generator
        yield told  # type: ignore[misc] # of what WatchFilm gives


async def _watched(client: Client, count: int, **asked: object) -> list[api.WatchFilmResponse]:
    """The first so many events, without signs of life."""
    found: list[api.WatchFilmResponse] = []
    async with _watch(client, **asked) as told:
        while len(found) < count:
            response = await anext(told)
            found += [response] if response.HasField("event") else []
    return found


async def test_a_project_that_was_made_is_there_with_nothing_in_it(client: Client) -> None:
    made = (await client.ask(api.CreateProjectRequest(project=PROJECT))).project
    assert (made.project, made.title, made.revision) == (PROJECT, "", 0)
    assert not made.HasField("script")
    assert (await client.ask(api.GetProjectRequest(project=PROJECT))).project == made


async def test_a_projects_name_is_given_once_but_the_same_request_may_come_twice(client: Client) -> None:
    request = api.CreateProjectRequest(project=PROJECT, request_id="mine")
    first = await client.ask(request)
    assert await client.ask(request) == first
    await _put(client)
    assert (await client.ask(request)).project.project == PROJECT
    with pytest.raises(Refused, match="is there already") as refused:
        await client.ask(api.CreateProjectRequest(project=PROJECT, request_id="another's"))
    assert refused.value.reason == "EXISTS"


@pytest.mark.parametrize("name", ["", "a/b", ".hidden", "x" * 65, "so long"])
async def test_what_is_no_name_is_no_projects_name(client: Client, name: str) -> None:
    with pytest.raises(Invalid, match=r"^project: .* is no project's name"):
        await client.ask(api.CreateProjectRequest(project=name))


async def test_projects_come_in_pages_and_only_the_tenants_own(client: Client) -> None:
    names = [f"film{number}" for number in range(5)]
    for name in reversed(names):
        await client.ask(api.CreateProjectRequest(project=name))
    await client.as_(tenant="agency").ask(api.CreateProjectRequest(project="film2b"))
    pages: list[list[str]] = []
    token = ""
    while not pages or token:
        page = await client.ask(api.ListProjectsRequest(page_size=2, page_token=token))
        pages.append([project.project for project in page.projects])
        token = page.next_page_token
    assert pages == [names[:2], names[2:4], names[4:]]
    with pytest.raises(Invalid, match="page_token: this is none of ours"):
        await client.ask(api.ListProjectsRequest(page_token="%"))  # noqa: S106
    with pytest.raises(Invalid, match="page_size"):
        await client.ask(api.ListProjectsRequest(page_size=-1))


async def test_a_script_is_given_back_as_it_was_put(client: Client) -> None:
    await client.ask(api.CreateProjectRequest(project=PROJECT))
    told = await _put(client)
    found = await client.ask(api.GetScriptRequest(project=PROJECT))
    assert (found.data, found.page) == (SCRIPT, told.script)
    assert (found.page.name, found.page.size) == ("lamp.fountain", len(SCRIPT))


async def test_a_bible_is_drafted_until_one_is_put(client: Client) -> None:
    await client.ask(api.CreateProjectRequest(project=PROJECT))
    await _put(client)
    drafted = await client.ask(api.GetBibleRequest(project=PROJECT))
    assert drafted.drafted
    assert drafted.page.name == "lamp.bible.yaml"
    assert b"stairs:" in drafted.data
    await client.ask(api.PutBibleRequest(project=PROJECT, name="mine.yaml", data=BIBLE))
    found = await client.ask(api.GetBibleRequest(project=PROJECT))
    assert (found.data, found.drafted, found.page.name) == (BIBLE, False, "mine.yaml")


async def test_pages_that_cannot_be_read_are_not_kept_and_each_line_at_fault_is_named(client: Client) -> None:
    await client.ask(api.CreateProjectRequest(project=PROJECT))
    before = await _put(client)
    bad = b"characters:\n  mara: {age: old}\nfilm:\n  rate: fast\n"
    with pytest.raises(Invalid) as wrong:
        await client.ask(api.PutBibleRequest(project=PROJECT, name="bad.yaml", data=bad))
    assert [problem.split(": ")[0] for problem in wrong.value.problems] == ["bad.yaml:2", "bad.yaml:4"]
    with pytest.raises(Invalid, match=r"^lamp\.fountain"):
        await _put(client, b"\x00\x01")
    assert (await client.ask(api.GetProjectRequest(project=PROJECT))).project == before


@pytest.mark.parametrize("name", ["", "a/b.fountain", "x" * 201])
async def test_a_page_has_a_files_name(client: Client, name: str) -> None:
    await client.ask(api.CreateProjectRequest(project=PROJECT))
    with pytest.raises(Invalid, match=r"^name: .* is no file's name"):
        await client.ask(api.PutScriptRequest(project=PROJECT, name=name, data=SCRIPT))


async def test_a_page_put_by_somebody_else_meanwhile_is_not_overwritten(client: Client) -> None:
    await client.ask(api.CreateProjectRequest(project=PROJECT))
    first = await _put(client)
    second = await _put(client, CHANGED, etag=first.etag)
    assert second.etag != first.etag
    with pytest.raises(Stale, match="etag"):
        await _put(client, SCRIPT, etag=first.etag)
    assert (await client.ask(api.GetScriptRequest(project=PROJECT))).data == CHANGED


async def test_the_same_put_again_changes_nothing_though_its_etag_is_old(client: Client) -> None:
    etag = (await client.ask(api.CreateProjectRequest(project=PROJECT))).project.etag
    first = await _put(client, etag=etag, request_id="once")
    assert await _put(client, etag=etag, request_id="once") == first


async def test_pages_are_tried_together_and_nothing_is_kept(client: Client) -> None:
    before = (await client.ask(api.CreateProjectRequest(project=PROJECT))).project
    with pytest.raises(NotFound, match="script: none was put yet"):
        await client.ask(api.ValidatePagesRequest(project=PROJECT))
    good = await client.ask(api.ValidatePagesRequest(project=PROJECT, script=SCRIPT, bible=BIBLE))
    assert not good.problems
    bad = await client.ask(api.ValidatePagesRequest(project=PROJECT, script=SCRIPT, bible=b"film: {rate: fast}\n"))
    assert [problem.split(": ")[0] for problem in bad.problems] == ["bible:1"]
    assert (await client.ask(api.GetProjectRequest(project=PROJECT))).project == before


async def test_a_plan_with_other_pages_tells_what_they_would_change_and_changes_nothing(film: Client) -> None:
    told = (await film.ask(api.PlanFilmRequest(project=PROJECT, script=CHANGED))).outlook
    assert {shot.shot: shot.standing for shot in told.shots} == {
        ROOM: api.STANDING_CURRENT, STAIRS: api.STANDING_CHANGED,
    }  # fmt: skip
    assert any("falls" in why for shot in told.shots for why in shot.why)
    own = (await film.ask(api.PlanFilmRequest(project=PROJECT))).outlook
    assert not own.recut
    assert [shot.standing for shot in own.shots] == [api.STANDING_CURRENT] * 2
    assert await _planned(film) == [f"{ROOM}_tk01", f"{STAIRS}_tk01"]


async def test_a_film_without_a_script_is_not_made(client: Client) -> None:
    await client.ask(api.CreateProjectRequest(project=PROJECT))
    with pytest.raises(NotFound, match="put it first"):
        await client.ask(api.MakeFilmRequest(project=PROJECT))


async def test_making_a_film_again_with_whatever_request_id_sends_nothing_twice(client: Client) -> None:
    await client.ask(api.CreateProjectRequest(project=PROJECT))
    await _put(client)
    for request_id in ("one", "one", "another", ""):
        made = await client.ask(api.MakeFilmRequest(project=PROJECT, request_id=request_id))
        assert made.revision == 1
    assert sorted(await _planned(client)) == [f"{ROOM}_tk01", f"{STAIRS}_tk01"]


async def test_a_held_shot_is_tried_again_once_for_each_request(held: Client) -> None:
    before = (await held.shot(ROOM, lambda _: True)).takes
    request = api.MakeFilmRequest(project=PROJECT, retry_held=True, request_id="again")
    await held.ask(request)
    after = await held.shot(ROOM, lambda shot: shot.state == api.SHOT_STATE_HELD and shot.takes > before)
    assert after.revision > 0
    await held.ask(request)
    assert (await held.shot(ROOM, lambda shot: shot.state == api.SHOT_STATE_HELD)).takes == after.takes


async def test_shots_are_listed_by_state_and_in_pages(held: Client) -> None:
    async def listed(**asked: object) -> list[str]:
        request = api.ListShotsRequest(project=PROJECT, **asked)  # type: ignore[arg-type] # by the field's name
        return [shot.shot for shot in (await held.ask(request)).shots]

    assert await listed() == [ROOM, STAIRS]
    assert await listed(state=api.SHOT_STATE_HELD) == [ROOM]
    assert await listed(state=api.SHOT_STATE_PASSED) == [STAIRS]
    assert await listed(state=api.SHOT_STATE_REMOVED) == []
    first = await held.ask(api.ListShotsRequest(project=PROJECT, page_size=1))
    assert await listed(page_size=1, page_token=first.next_page_token) == [STAIRS]
    with pytest.raises(Invalid, match="state: 99"):
        await listed(state=99)


async def test_a_scene_taken_out_leaves_its_shots_removed(film: Client) -> None:
    await _put(film, SCRIPT.partition(b"INT. STAIRS")[0])
    await film.ask(api.MakeFilmRequest(project=PROJECT))
    await film.shot(STAIRS, lambda shot: shot.state == api.SHOT_STATE_REMOVED)


async def test_a_held_shot_passes_once_a_person_circles_one_of_its_takes(held: Client) -> None:
    await held.circle(2)
    shot = await held.shot(ROOM, lambda shot: shot.state == api.SHOT_STATE_PASSED)
    assert (shot.take, shot.reason) == (2, "")
    await held.circle(1)
    await held.shot(ROOM, lambda shot: (shot.state, shot.take) == (api.SHOT_STATE_PASSED, 1))


async def test_a_passed_shot_is_open_again_once_a_person_sends_its_take_back(film: Client) -> None:
    await film.reject(1, "more light")
    shot = await film.shot(ROOM, lambda shot: shot.state == api.SHOT_STATE_PASSED and shot.take == 2)
    assert (shot.revision, list(shot.notes)) == (1, ["more light"])


async def test_a_watch_from_the_start_tells_everything_about_the_project_and_of_no_other(film: Client) -> None:
    await film.as_(tenant="agency").ask(api.CreateProjectRequest(project=PROJECT))
    said = [each for each in await all_said(film.house.bus) if each.key.startswith(f"studio/{PROJECT}")]
    watched = await _watched(film, len(said), from_start=True)
    assert [told.event.id for told in watched] == [each.id for each in said]
    assert {told.event.about for told in watched} == {PROJECT, f"{PROJECT}/{ROOM}", f"{PROJECT}/{STAIRS}"}
    planned = next(told.event for told in watched if told.event.topic == PLANNED)
    opened = ShotPlanned()
    assert planned.event.Unpack(opened)
    assert opened.take_number == 1


async def test_a_watch_taken_up_anywhere_loses_nothing_and_doubles_nothing(film: Client) -> None:
    whole = await _watched(film, len(await all_said(film.house.bus)), from_start=True)
    for broken in range(1, len(whole)):
        rest = await _watched(film, len(whole) - broken, token=whole[broken - 1].token)
        assert [told.event.id for told in whole[:broken] + rest] == [told.event.id for told in whole]


async def test_a_watch_from_makes_token_hears_all_that_making_says(client: Client) -> None:
    await client.ask(api.CreateProjectRequest(project=PROJECT))
    await _put(client)
    made = await client.ask(api.MakeFilmRequest(project=PROJECT))
    topics: list[str] = []
    async with _watch(client, token=made.token) as told:
        while "editorial.cut_assembled.v1" not in topics:
            topics.append((await anext(told)).event.topic)
    assert topics[0] == "registry.shot_list_changed.v1"
    assert topics.count(PLANNED) == 2


async def test_a_watch_without_a_token_tells_only_what_is_said_from_now_on(film: Client) -> None:
    async with _watch(film, heartbeat_seconds=1) as told:
        assert not (await anext(told)).HasField("event")
        await _put(film, CHANGED)
        await film.ask(api.MakeFilmRequest(project=PROJECT))
        heard = await anext(told)
    assert heard.event.topic == "registry.shot_list_changed.v1"


async def test_nothing_is_lost_between_a_sign_of_life_and_what_comes_after_it(film: Client) -> None:
    async with _watch(film, heartbeat_seconds=1) as told:
        quiet = await anext(told)
    await film.reject(1, "again")
    heard = await _watched(film, 1, token=quiet.token)
    assert heard[0].event.topic == "continuity.take_rejected.v1"


async def test_a_slow_reader_hears_everything_and_holds_up_nobody(client: Client) -> None:
    await client.ask(api.CreateProjectRequest(project=PROJECT))
    async with _watch(client, from_start=True) as slow:
        await _put(client)
        made = await client.ask(api.MakeFilmRequest(project=PROJECT))
        first = await anext(slow)
        await client.cut(lambda cut: cut.revision >= made.revision)
        said = await all_said(client.house.bus)
        late = [await anext(slow) for _ in said[1:]]
    assert [told.event.id for told in (first, *late)] == [each.id for each in said]


@pytest.mark.parametrize(
    ("asked", "wrong"),
    [({"heartbeat_seconds": 61}, "heartbeat_seconds: is 61"), ({"heartbeat_seconds": -1}, "heartbeat_seconds: is -1"),
     ({"token": "of somebody else"}, "position")],
)  # fmt: skip
async def test_a_watch_that_asks_for_nonsense_is_told_so(film: Client, asked: dict[str, object], wrong: str) -> None:
    async with _watch(film, **asked) as told:
        with pytest.raises(Invalid, match=wrong):
            await anext(told)


ASKED: list[Message] = [
    api.GetProjectRequest(project=PROJECT),
    api.PutScriptRequest(project=PROJECT, name="mine.fountain", data=CHANGED),
    api.PutBibleRequest(project=PROJECT, name="mine.yaml", data=BIBLE),
    api.GetScriptRequest(project=PROJECT),
    api.GetBibleRequest(project=PROJECT),
    api.ValidatePagesRequest(project=PROJECT, script=CHANGED),
    api.PlanFilmRequest(project=PROJECT, script=CHANGED),
    api.MakeFilmRequest(project=PROJECT),
    api.ListShotsRequest(project=PROJECT),
    api.GetShotRequest(project=PROJECT, shot=ROOM),
]


@pytest.mark.parametrize("request_", ASKED, ids=lambda request: type(request).__name__)
async def test_another_tenants_project_is_not_there_whatever_is_asked(film: Client, request_: Message) -> None:
    said = await all_said(film.house.bus)
    with pytest.raises(NotFound):
        await film.as_(tenant="agency").ask(request_)
    assert await all_said(film.house.bus) == said


async def test_another_tenants_film_is_not_watched(film: Client) -> None:
    async with _watch(film.as_(tenant="agency"), from_start=True) as told:
        with pytest.raises(NotFound):
            await anext(told)
    async with _watch(replace(film, tenant="studio"), from_start=True) as told:
        assert (await anext(told)).HasField("event")


async def test_who_may_only_look_changes_nothing(film: Client) -> None:
    viewer = film.as_(role=Role.VIEWER)
    for request in ASKED:
        if type(request) in (api.PutScriptRequest, api.PutBibleRequest, api.MakeFilmRequest):
            with pytest.raises(Denied, match="needs the role producer"):
                await viewer.ask(request)
        else:
            await viewer.ask(request)


async def test_a_shot_that_is_none_is_not_found(film: Client) -> None:
    with pytest.raises(NotFound, match="sc990_sh0010"):
        await film.ask(api.GetShotRequest(project=PROJECT, shot="sc990_sh0010"))
