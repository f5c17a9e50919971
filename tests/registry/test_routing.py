"""Routing, through the registry's doors: rules of a bible, and the engines that make a film by them."""

from pathlib import Path

import pytest
from tests.continuity.take_house import PROJECT, ROOM, SCRIPT, STAIRS, Client, open_house

from picturelock.kernel.errors import Invalid, NotFound, Refused
from picturelock.kernel.nouns import Prompt
from picturelock.testing.instant import InstantEngine, first_takes
from picturelock_api.registry.v1 import service_pb2 as api

A, B, C = "runway/gen4.5", "kling/2.6", "luma/ray-3.2"
LAMP = b"film: {engine: luma/ray-3.2}\nlocations: {room: {words: a bare room}, stairs: {words: steep stairs}}\n"
BY_PLACE = (
    LAMP
    + b"""routes:
  - name: rooms
    when: {location: room}
    engines: [runway/gen4.5, kling/2.6]
"""
)
SIX_ROOMS = b"".join(b"INT. ROOM %d - DAY\n\nA lamp glows in room %d.\n\n" % (room, room) for room in range(1, 7))
ONCE_EACH = b"""film: {engine: luma/ray-3.2}
routes:
  - name: dear at first
    engines: [runway/gen4.5, kling/2.6]
    takes: 1
    least_pass_rate: 0.5
"""


def engines(**errs: object) -> list[InstantEngine]:
    """All three; `a=...` says what becomes of a try of A, `a_errs=...` which of its takes are bad."""
    return [
        InstantEngine(name=name, tries=errs.get(letter, _at_once), errs=errs.get(f"{letter}_errs", lambda _: ""))  # type: ignore[arg-type] # as named
        for letter, name in zip("abc", (A, B, C), strict=True)
    ]


async def _at_once(_: Prompt) -> None: ...


async def _broken(_: Prompt) -> None:
    raise Refused("it is not itself today", reason="BROKEN")


async def _routes(client: Client) -> dict[str, api.Route]:
    shots = (await client.ask(api.ListShotsRequest(project=PROJECT))).shots
    return {shot.shot: shot.route for shot in shots}


async def _plan(client: Client, **asked: object) -> dict[str, api.PlannedShot]:
    request = api.PlanFilmRequest(project=PROJECT, **asked)  # type: ignore[arg-type] # by the field's name
    return {shot.shot: shot for shot in (await client.ask(request)).outlook.shots}


async def test_the_first_rule_that_holds_names_the_engine_and_the_films_own_makes_the_rest(tmp_path: Path) -> None:
    async with open_house(tmp_path, *engines()) as client:
        await client.make(SCRIPT, BY_PLACE)
        assert {take.take.shot: take.take.engine for take in await client.takes()} == {ROOM: A, STAIRS: C}
        room = (await _routes(client))[ROOM]
        assert (room.by, list(room.why)) == ("rooms", ["location: room"])
        assert room.source.startswith("lamp.bible.yaml:4")


async def test_an_engine_that_fails_is_followed_by_the_next_of_its_rule(tmp_path: Path) -> None:
    async with open_house(tmp_path, *engines(a=_broken)) as client:
        await client.make(SCRIPT, BY_PLACE)
        room = (await _routes(client))[ROOM]
        assert room.engine == B
        assert any("runway/gen4.5 failed: it is not itself today" in why for why in room.why)


async def test_what_an_engine_cant_be_told_is_told_to_the_next(tmp_path: Path) -> None:
    unknown = BY_PLACE.replace(b"runway/gen4.5", b"nobody/knows")
    async with open_house(tmp_path, *engines()) as client:
        await client.make(SCRIPT, unknown)
        room = (await _routes(client))[ROOM]
        assert room.engine == B
        assert any("nobody/knows failed: E007" in why for why in room.why)


async def test_a_shot_that_every_engine_of_its_rule_failed_waits_for_a_person(tmp_path: Path) -> None:
    async with open_house(tmp_path, *engines(a=_broken, b=_broken)) as client:
        await client.put(SCRIPT, BY_PLACE)
        await client.ask(api.MakeFilmRequest(project=PROJECT))
        held = await client.shot(ROOM, lambda shot: shot.state == api.SHOT_STATE_HELD)
        assert held.engine == B
        assert "it is not itself today" in held.reason


async def test_takes_that_are_sent_back_too_often_go_to_the_next_engine(tmp_path: Path) -> None:
    async with open_house(tmp_path, *engines(a_errs=first_takes({ROOM: 9}))) as client:
        await client.make(SCRIPT, BY_PLACE + b"    takes: 2\n")
        takes = [take.take.engine for take in await client.takes(ROOM)]
        assert takes == [A, A, B]
        assert "runway/gen4.5 had 2 takes sent back" in (await _routes(client))[ROOM].why


async def test_a_rule_for_retakes_takes_over_once_a_take_was_sent_back(tmp_path: Path) -> None:
    rule = b"routes:\n  - {when: {least_retakes: 1}, engines: kling/2.6}\n"
    async with open_house(tmp_path, *engines(c_errs=first_takes({ROOM: 9}))) as client:
        await client.make(SCRIPT, LAMP + rule)
        assert [take.take.engine for take in await client.takes(ROOM)] == [C, B]
        again = (await client.ask(api.MakeFilmRequest(project=PROJECT))).outlook
        assert {shot.standing for shot in again.shots} == {api.STANDING_CURRENT}


async def test_an_engine_is_passed_over_once_too_few_of_its_takes_have_passed(tmp_path: Path) -> None:
    every = {f"sc{scene:02d}0_sh0010": 9 for scene in range(1, 7)}
    async with open_house(tmp_path, *engines(a_errs=first_takes(every))) as client:
        await client.make(SIX_ROOMS, ONCE_EACH)
        assert {route.engine for route in (await _routes(client)).values()} == {B}
        changed = SIX_ROOMS.replace(b"glows in room 3", b"falls in room 3")
        plan = await _plan(client, script=changed)
        stale = [shot for shot in plan.values() if shot.standing == api.STANDING_CHANGED]
        assert [(shot.route.engine, list(shot.route.why)) for shot in stale] == [
            (B, ["runway/gen4.5 is passed over: 0 of 6 takes passed, 50% are asked for"])
        ]


async def test_what_is_made_stays_where_it_was_made_though_figures_have_changed(tmp_path: Path) -> None:
    every = {f"sc{scene:02d}0_sh0010": 9 for scene in range(1, 6)}
    async with open_house(tmp_path, *engines(a_errs=first_takes(every))) as client:
        await client.make(SIX_ROOMS, ONCE_EACH)
        by = {shot: route.engine for shot, route in (await _routes(client)).items()}
        assert sorted(by.values()) == [B, B, B, B, B, A]
        assert {shot.standing for shot in (await _plan(client)).values()} == {api.STANDING_CURRENT}


async def test_a_rule_that_is_written_anew_makes_just_those_shots_stale_that_it_moves(tmp_path: Path) -> None:
    async with open_house(tmp_path, *engines()) as client:
        await client.make(SCRIPT, BY_PLACE)
        await client.put(SCRIPT, BY_PLACE.replace(b"[runway/gen4.5, kling/2.6]", b"kling/2.6"))
        plan = await _plan(client)
        assert (plan[ROOM].standing, plan[STAIRS].standing) == (api.STANDING_REENGINED, api.STANDING_CURRENT)
        assert (plan[ROOM].was, plan[ROOM].route.engine) == (A, B)
        assert "engine: runway/gen4.5 -> kling/2.6" in plan[ROOM].why


async def test_an_engine_that_is_asked_for_makes_everything_whatever_the_rules_say(tmp_path: Path) -> None:
    async with open_house(tmp_path, *engines(b_errs=first_takes({ROOM: 1}))) as client:
        await client.make(SCRIPT, BY_PLACE, engine=B)
        assert [take.take.engine for take in await client.takes(ROOM)] == [B, B]
        assert {route.by for route in (await _routes(client)).values()} == {"what was asked for"}
        assert {shot.standing for shot in (await _plan(client)).values()} == {api.STANDING_REENGINED}


async def test_open_shots_leave_a_retired_engine_and_finished_ones_stay(tmp_path: Path) -> None:
    bad = first_takes({STAIRS: 99})
    async with open_house(tmp_path, *engines(c_errs=bad)) as client:
        await client.put(SCRIPT, LAMP)
        await client.ask(api.MakeFilmRequest(project=PROJECT))
        await client.shot(STAIRS, lambda shot: shot.state == api.SHOT_STATE_HELD)
        would = await _plan(client, retired={C: B})
        assert (would[STAIRS].standing, would[ROOM].standing) == (api.STANDING_REENGINED, api.STANDING_CURRENT)
        assert {shot.standing for shot in (await _plan(client)).values()} == {api.STANDING_CURRENT, api.STANDING_HELD}
        told = await client.ask(api.RetireEngineRequest(project=PROJECT, engine=C, instead=B, request_id="1"))
        assert dict(told.project.retired) == {C: B}
        await client.make(SCRIPT, LAMP)
        assert {take.take.shot: take.take.engine for take in await client.takes()} == {ROOM: C, STAIRS: B}
        assert {shot.standing for shot in (await _plan(client)).values()} == {api.STANDING_CURRENT}


async def test_retiring_is_undone_and_may_be_repeated(tmp_path: Path) -> None:
    async with open_house(tmp_path, *engines()) as client:
        await client.make(SCRIPT, LAMP)
        for _ in range(2):
            await client.ask(api.RetireEngineRequest(project=PROJECT, engine=C, instead=B, request_id="1"))
        for _ in range(2):
            request = api.RetireEngineRequest(project=PROJECT, engine=C, undo=True, request_id="2")
            assert not (await client.ask(request)).project.retired
        with pytest.raises(NotFound, match="was not retired"):
            await client.ask(api.RetireEngineRequest(project=PROJECT, engine=C, undo=True, request_id="3"))


async def test_without_another_engine_none_is_retired_in_a_plan(tmp_path: Path) -> None:
    async with open_house(tmp_path, *engines()) as client:
        await client.put(SCRIPT, LAMP)
        with pytest.raises(Invalid, match="nothing takes its place"):
            await _plan(client, retired={C: ""})
        with pytest.raises(Invalid, match="used no more"):
            await _plan(client, engine=C, retired={C: B})


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (b"  - {engines: []}", "routes.0.engines"),
        (b"  - {when: {size: huge}, engines: previz}", "'huge' is not known here"),
        (b"  - {when: {location: cellar}, engines: previz}", "there is no location 'cellar'; use room, stairs"),
        (b"  - {when: {character: mara}, engines: previz}", "there is no character 'mara'"),
        (b"  - {when: {scene: cellar}, engines: previz}", "no scene number"),
        (b"  - {when: {shot: room}, engines: previz}", "use numbers such as sc010_sh0020"),
        (b"  - {when: {dialog: true}, engines: previz}", "did you mean 'dialogue'"),
        (b"  - {engines: previz, least_pass_rate: 60}", "less than or equal to 1"),
    ],
)
async def test_a_rule_that_can_hold_for_nothing_is_told_with_its_line(tmp_path: Path, rule: bytes, said: str) -> None:
    async with open_house(tmp_path) as client:
        await client.put(SCRIPT)
        request = api.ValidatePagesRequest(project=PROJECT, bible=LAMP + b"routes:\n" + rule + b"\n")
        (problem,) = (await client.ask(request)).problems
        assert problem.startswith("bible:4:")
        assert said in problem
