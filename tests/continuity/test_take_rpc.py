"""People look at takes, circle them and send them back; the film follows."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from tests.continuity.take_house import PROJECT, ROOM, SCRIPT, STAIRS, Client, open_house, take_of, until

from picturelock.kernel.caller import Role
from picturelock.kernel.errors import Denied, Invalid, NotFound, Refused
from picturelock.kernel.nouns import Prompt
from picturelock.testing.instant import InstantEngine, first_takes
from picturelock_api.continuity.v1 import service_pb2 as api
from picturelock_api.film.v1.verdict_pb2 import DECISION_PASS, DECISION_RETAKE
from picturelock_api.registry.v1 import service_pb2 as films

NEVER = 99


@pytest.fixture
async def client(tmp_path: Path) -> AsyncIterator[Client]:
    """A film whose takes all passed."""
    async with open_house(tmp_path) as client:
        await client.make()
        yield client


@pytest.fixture
async def held(tmp_path: Path) -> AsyncIterator[Client]:
    """A film whose room is held: every take of it goes black."""
    async with open_house(tmp_path, InstantEngine(errs=first_takes({ROOM: NEVER}))) as client:
        cut = (await client.make()).cut
        assert next(item.held for item in cut.items if item.shot == ROOM)
        yield client


async def test_takes_are_listed_with_links_to_their_pictures(client: Client) -> None:
    takes = await client.takes()
    assert [(take.shot, take.take.number, take.chosen, take.circled) for take in takes] == [
        (ROOM, 1, True, False), (STAIRS, 1, True, False),
    ]  # fmt: skip
    shown = {takes[0].asset.digest, takes[0].asset.strip, takes[0].asset.poster}
    assert shown <= set(takes[0].links)
    assert all(Path(link.removeprefix("file://")).is_file() for link in takes[0].links.values())


async def test_a_rejected_take_shows_its_evidence(held: Client) -> None:
    take = (await held.takes(ROOM))[0]
    assert take.verdict.decision == DECISION_RETAKE
    assert take.verdict.findings[0].evidence in take.links


async def test_takes_come_in_pages_that_end_anywhere(held: Client) -> None:
    whole = [(take.shot, take.take.number) for take in await held.takes()]
    assert len(whole) > 3
    seen: list[tuple[str, int]] = []
    token = ""
    while not seen or token:
        page = await held.ask(api.ListTakesRequest(project=PROJECT, page_size=2, page_token=token))
        assert len(page.takes) <= 2
        seen += [(take.shot, take.take.number) for take in page.takes]
        token = page.next_page_token
    assert seen == whole


async def test_one_take_comes_with_its_brief(client: Client) -> None:
    take = (await client.ask(api.GetTakeRequest(project=PROJECT, shot=ROOM, take=1))).take
    assert (take.brief.shot, take.brief.setting.heading) == (ROOM, "INT. ROOM - DAY")
    assert take.verdict.decision == DECISION_PASS


async def test_a_circled_take_of_a_held_shot_is_cut_in(held: Client) -> None:
    circled = await held.circle(2, note="black is what I want")
    assert (circled.circled, circled.by, circled.note) == (True, "anna", "black is what I want")
    assert circled.verdict.decision == DECISION_PASS
    cut = (await held.cut(lambda cut: take_of(ROOM)(cut) == 2)).cut
    assert not any(item.held for item in cut.items)
    shot = await held.shot(ROOM, lambda shot: shot.state == films.SHOT_STATE_PASSED)
    assert shot.take == 2
    assert [take.circled for take in await held.takes(ROOM)][1]


async def test_the_last_circle_counts(held: Client) -> None:
    await held.circle(2)
    await held.circle(1)
    await held.cut(lambda cut: take_of(ROOM)(cut) == 1)
    assert [take.take.number for take in await held.takes(ROOM) if take.circled] == [1]


async def test_a_passed_take_that_is_sent_back_is_made_again_with_the_note(tmp_path: Path) -> None:
    asked: list[Prompt] = []

    def errs(prompt: Prompt) -> str:
        asked.append(prompt)
        return ""

    async with open_house(tmp_path, InstantEngine(errs=errs)) as client:
        await client.make()
        back = await client.reject(1, "make the lamp blue")
        assert (back.by, back.chosen, back.verdict.decision) == ("anna", False, DECISION_RETAKE)
        assert [finding.note for finding in back.verdict.findings] == ["make the lamp blue"]
        await client.cut(lambda cut: take_of(ROOM)(cut) == 2)
        shot = await client.shot(ROOM, lambda shot: shot.take == 2)
        assert list(shot.notes) == ["make the lamp blue"]
        assert any("make the lamp blue" in prompt.model_dump_json() for prompt in asked)
        assert [take.chosen for take in await client.takes(ROOM)] == [False, True]


async def test_a_circled_take_is_not_pushed_out_by_one_that_passes_later(tmp_path: Path) -> None:
    begun, going_on = asyncio.Event(), asyncio.Event()

    async def tries(prompt: Prompt) -> None:
        if prompt.shot == ROOM and room.count(ROOM):
            begun.set()
            await going_on.wait()
        room.append(prompt.shot)

    room: list[str] = []
    async with open_house(tmp_path, InstantEngine(errs=first_takes({ROOM: 1}), tries=tries)) as client:
        made = asyncio.ensure_future(client.make())
        await begun.wait()
        await client.circle(1)
        assert take_of(ROOM)((await made).cut) == 1
        going_on.set()
        takes = await until_there_are(2, client)
        assert [(take.verdict.decision, take.chosen) for take in takes] == [
            (DECISION_PASS, True),
            (DECISION_PASS, False),
        ]
        await asyncio.sleep(0.2)
        assert take_of(ROOM)((await client.cut(lambda _: True)).cut) == 1
        assert (await client.shot(ROOM, lambda _: True)).take == 1


async def test_a_circled_take_may_be_sent_back_after_all(held: Client) -> None:
    await held.circle(1)
    await held.cut(lambda cut: take_of(ROOM)(cut) == 1)
    await held.reject(1, "no, it is too black after all")
    await held.shot(ROOM, lambda shot: shot.state == films.SHOT_STATE_HELD)
    await held.circle(2)
    await held.cut(lambda cut: take_of(ROOM)(cut) == 2)


async def test_of_a_held_shot_a_take_that_a_person_sent_back_no_longer_stands_in(held: Client) -> None:
    best = (await held.shot(ROOM, lambda shot: shot.state == films.SHOT_STATE_HELD)).take
    await held.reject(best, "anything but this")
    shot = await held.shot(ROOM, lambda shot: shot.state == films.SHOT_STATE_HELD and "anything but this" in shot.notes)
    assert shot.take != best
    await held.cut(lambda cut: take_of(ROOM)(cut) == shot.take)


async def until_there_are(number: int, client: Client) -> list[api.JudgedTake]:
    async def look() -> list[api.JudgedTake] | None:
        found = await client.takes(ROOM)
        return found if len(found) >= number else None

    found: list[api.JudgedTake] = await until(look)
    return found


async def test_the_same_request_again_changes_nothing_and_answers_the_same(held: Client) -> None:
    first = await held.circle(2, request_id="circle it")
    await held.circle(1)
    again = await held.circle(2, request_id="circle it")
    assert (again.take, again.by) == (first.take, first.by)
    await held.cut(lambda cut: take_of(ROOM)(cut) == 1)
    assert [take.take.number for take in await held.takes(ROOM) if take.circled] == [1]


async def test_a_rejection_that_is_repeated_costs_one_take(client: Client) -> None:
    for _ in range(3):
        await client.reject(1, "again", request_id="send it back")
    await client.cut(lambda cut: take_of(ROOM)(cut) == 2)
    assert len(await client.takes(ROOM)) == 2


async def test_a_take_of_an_old_brief_can_no_longer_be_chosen(client: Client) -> None:
    await client.ask(
        films.PutScriptRequest(project=PROJECT, name="l.fountain", data=SCRIPT.replace(b"glows", b"smokes"))
    )
    await client.ask(films.MakeFilmRequest(project=PROJECT))
    await client.cut(lambda cut: take_of(ROOM)(cut) == 2)
    for saying in (client.circle(1), client.reject(1, "better")):
        with pytest.raises(Refused, match="no longer has") as refused:
            await saying
        assert refused.value.reason == "OLD_BRIEF"
    assert [(take.old_brief, take.chosen) for take in await client.takes(ROOM)] == [(True, False), (False, True)]


async def test_a_circle_ends_with_its_brief(held: Client) -> None:
    await held.circle(2)
    await held.cut(lambda cut: take_of(ROOM)(cut) == 2)
    await held.ask(films.PutScriptRequest(project=PROJECT, name="l.fountain", data=SCRIPT.replace(b"glows", b"smokes")))
    await held.ask(films.MakeFilmRequest(project=PROJECT))
    await held.shot(ROOM, lambda shot: shot.state == films.SHOT_STATE_HELD)
    assert not any(take.circled for take in await held.takes(ROOM))


async def test_a_take_that_is_not_the_shots_need_not_be_sent_back(held: Client) -> None:
    await held.circle(2)
    with pytest.raises(Refused, match="2 is the take of") as refused:
        await held.reject(1, "worse")
    assert refused.value.reason == "NOT_CHOSEN"


@pytest.mark.parametrize("tenant", ["agency", "studi", "studio2"])
async def test_another_tenants_takes_are_not_there(client: Client, tenant: str) -> None:
    stranger = client.as_(tenant, Role.ADMIN)
    for asking in (
        stranger.takes(), stranger.takes(ROOM), stranger.circle(1), stranger.reject(1, "mine"),
        stranger.ask(api.GetTakeRequest(project=PROJECT, shot=ROOM, take=1)),
    ):  # fmt: skip
        with pytest.raises(NotFound):
            await asking


async def test_a_page_token_leads_into_no_other_project(client: Client) -> None:
    page = await client.ask(api.ListTakesRequest(project=PROJECT, page_size=1))
    with pytest.raises(Invalid, match=r"^page_token: "):
        await client.as_("agency").ask(api.ListTakesRequest(project=PROJECT, page_token=page.next_page_token))
    with pytest.raises(Invalid, match=r"^page_token: "):
        await client.ask(api.ListTakesRequest(project=PROJECT, page_token="!"))  # noqa: S106


ASKS: list[Callable[[Client], object]] = [
    lambda client: client.circle(9),
    lambda client: client.circle(0),
    lambda client: client.circle(1, "sc990_sh0010"),
    lambda client: client.reject(9, "no"),
    lambda client: client.takes("sc990_sh0010"),
    lambda client: client.ask(api.ListTakesRequest(project="nobodys")),
    lambda client: client.ask(api.GetTakeRequest(project=PROJECT, shot="", take=1)),
]


@pytest.mark.parametrize("ask", ASKS)
async def test_what_is_not_there_is_not_found(client: Client, ask: Callable[[Client], object]) -> None:
    with pytest.raises(NotFound):
        await ask(client)  # type: ignore[misc]


@pytest.mark.parametrize("note", ["", "  ", "x" * 501])
async def test_nothing_goes_back_without_a_note_or_with_a_novel(client: Client, note: str) -> None:
    with pytest.raises(Invalid, match=r"^note: "):
        await client.reject(1, note)


async def test_a_viewer_looks_and_has_no_say(client: Client) -> None:
    viewer = client.as_(role=Role.VIEWER)
    assert await viewer.takes()
    for saying in (viewer.circle(1), viewer.reject(1, "no")):
        with pytest.raises(Denied):
            await saying


async def test_where_nobody_has_a_token_somebody_chose(client: Client) -> None:
    assert (await client.as_(who="").circle(1)).by == "somebody"
