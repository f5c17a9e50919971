"""However Kafka's topics interleave, the same events give the same view, and it is what the registry knows."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.continuity.take_house import PROJECT, ROOM, SCRIPT, STAIRS, Client, open_house, take_of

from picturelock.cli.view import FilmView, Stage
from picturelock.kernel.bus import Envelope, topic_of
from picturelock.kernel.errors import Refused
from picturelock.kernel.nouns import Prompt
from picturelock.testing.heard import all_said
from picturelock.testing.instant import InstantEngine, first_takes
from picturelock_api.compiler.v1.events_pb2 import PromptRefused
from picturelock_api.continuity.v1.events_pb2 import TakePassed
from picturelock_api.registry.v1 import service_pb2 as films
from picturelock_api.registry.v1.events_pb2 import ShotHeld, ShotPlanned

KEY = f"studio/{PROJECT}"
STAGES: dict[int, set[Stage]] = {
    films.SHOT_STATE_PLANNED: {Stage.PLANNED, Stage.COMPILED, Stage.GENERATED, Stage.STORED},
    films.SHOT_STATE_PASSED: {Stage.PASSED},
    films.SHOT_STATE_HELD: {Stage.HELD},
}
PLANNED, PASSED = topic_of(ShotPlanned).name, topic_of(TakePassed).name
REPEATED = 0.2
Recorded = tuple[Sequence[Envelope], dict[str, int]]
"""All that was said of a film, and the states of its shots after that."""


def _follows(revision: int, cut: Any) -> bool:
    return bool(cut.revision >= revision)


def _held_after(takes: int, shot: films.Shot) -> bool:
    return shot.state == films.SHOT_STATE_HELD and shot.takes > takes


async def _retaken(client: Client) -> None:
    await client.make()


async def _made_anew(client: Client) -> None:
    """The stairs get another brief, then their first one again, and are cut in."""
    await client.make()
    for script in (SCRIPT.replace(b"flickers", b"falls"), SCRIPT):
        await client.ask(films.PutScriptRequest(project=PROJECT, name="lamp.fountain", data=script))
        made = await client.ask(films.MakeFilmRequest(project=PROJECT))
        await client.cut(partial(_follows, made.revision))


async def _circled(client: Client) -> None:
    """Of the held room the first take is circled, then the second, which is sent back, so that it is held again."""
    await client.make()
    await client.circle(1)
    await client.shot(ROOM, lambda shot: (shot.state, shot.take) == (films.SHOT_STATE_PASSED, 1))
    await client.circle(2)
    await client.shot(ROOM, lambda shot: (shot.state, shot.take) == (films.SHOT_STATE_PASSED, 2))
    await client.reject(2, "too dark")
    await client.shot(ROOM, lambda shot: shot.state == films.SHOT_STATE_HELD)


async def _circled_at_last(client: Client) -> None:
    await _circled(client)
    await client.circle(1)
    await client.cut(lambda cut: take_of(ROOM)(cut) == 1)


async def _retried(client: Client) -> None:
    """The held room is tried again, and in vain."""
    made = await client.make()
    takes = (await client.shot(ROOM, lambda _: True)).takes
    await client.ask(films.MakeFilmRequest(project=PROJECT, retry_held=True))
    await client.shot(ROOM, partial(_held_after, takes))
    assert made.current


async def _renewed(client: Client) -> None:
    """A circle ends with the brief: the next brief of the room is held, and so is the first one, when it comes back."""
    await _circled_at_last(client)
    for script in (SCRIPT.replace(b"glows", b"smokes"), SCRIPT):
        takes = (await client.shot(ROOM, lambda _: True)).takes
        await client.ask(films.PutScriptRequest(project=PROJECT, name="lamp.fountain", data=script))
        await client.ask(films.MakeFilmRequest(project=PROJECT))
        await client.shot(ROOM, partial(_held_after, takes))


async def _reengined(client: Client) -> None:
    """No engine of that name compiles anything; then the shots go to another."""
    await client.ask(films.CreateProjectRequest(project=PROJECT))
    await client.ask(films.PutScriptRequest(project=PROJECT, name="lamp.fountain", data=SCRIPT))
    for engine in ("nobody", "previz"):
        made = await client.ask(films.MakeFilmRequest(project=PROJECT, engine=engine))
        await client.cut(partial(_follows, made.revision))
        for shot in (ROOM, STAIRS):
            await client.shot(shot, partial(_settled_by, engine))


def _settled_by(engine: str, shot: films.Shot) -> bool:
    return shot.engine == engine and shot.state != films.SHOT_STATE_PLANNED


async def _refusing(prompt: Prompt) -> None:
    if prompt.shot == STAIRS:
        raise Refused("the engine shows no stairs")


NEVER = InstantEngine(errs=first_takes({ROOM: 999}))
FILMS: dict[str, tuple[InstantEngine, Callable[[Client], Awaitable[None]]]] = {
    "with a retake": (InstantEngine(errs=first_takes({ROOM: 2, STAIRS: 1}, "frozen")), _retaken),
    "with a shot that fails": (InstantEngine(tries=_refusing), _retaken),
    "with another brief and back": (InstantEngine(), _made_anew),
    "refused by one engine": (InstantEngine(), _reengined),
    "held": (NEVER, _retaken),
    "held and tried again": (NEVER, _retried),
    "circled and sent back": (NEVER, _circled),
    "circled at last": (NEVER, _circled_at_last),
    "circled, with another brief and back": (NEVER, _renewed),
}


@pytest.fixture(scope="module", params=list(FILMS.values()), ids=list(FILMS))
def recorded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    engine, happens = request.param
    return asyncio.run(_record(tmp_path_factory.mktemp("film"), engine, happens))


async def _record(folder: Path, engine: InstantEngine, happens: Callable[[Client], Awaitable[None]]) -> Recorded:
    async with open_house(folder, engine) as client:
        await happens(client)
        shots = (await client.ask(films.ListShotsRequest(project=PROJECT))).shots
        return await all_said(client.house.bus), {shot.shot: shot.state for shot in shots}


def _seen(said: Sequence[Envelope]) -> FilmView:
    film = FilmView(KEY)
    for envelope in said:
        film.feed("", envelope)
    return film


def _told(film: FilmView) -> dict[str, Any]:
    """All of a view but how much was heard, and when."""
    for take in (take for shot in film.shots.values() for take in shot.takes.values()):
        take.moved, take.delivered = bool(take.moved), bool(take.delivered)
    shots = {
        name: (shot.stage, shot.held, dict(sorted(shot.takes.items()))) for name, shot in sorted(film.shots.items())
    }
    return {"title": film.title, "listed": film.listed, "revision": film.revision, "cut": film.cut, "shots": shots}


def _interleaved(said: Sequence[Envelope], data: st.DataObject) -> list[Envelope]:
    """In another order, in which each topic's events of each key come as they came, and some of them twice."""
    lanes: dict[tuple[str, str], deque[Envelope]] = defaultdict(deque)
    for envelope in said:
        lanes[envelope.topic, envelope.key].append(envelope)
    order = data.draw(st.randoms(use_true_random=False), "order")
    mixed: list[Envelope] = []
    while lanes:
        lane = order.choice(list(lanes))
        mixed.append(lanes[lane].popleft())
        if order.random() < REPEATED:
            mixed.append(order.choice(mixed))
        if not lanes[lane]:
            del lanes[lane]
    return mixed


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_films_view_is_the_same_in_whatever_order_its_topics_come(recorded: Recorded, data: st.DataObject) -> None:
    said = recorded[0][: data.draw(st.integers(1, len(recorded[0])), "so far")]
    assert _told(_seen(_interleaved(said, data))) == _told(_seen(said))


def test_what_is_seen_of_each_shot_is_what_the_registry_knows(recorded: Recorded) -> None:
    said, states = recorded
    film = _seen(said)
    assert {name: shot.stage in STAGES[states[name]] for name, shot in film.shots.items()} == dict.fromkeys(
        states, True
    )
    assert film.is_settled


def test_a_held_shot_says_why_and_another_says_nothing(recorded: Recorded) -> None:
    for shot in _seen(recorded[0]).shots.values():
        assert bool(shot.held) is (shot.stage is Stage.HELD)


def test_events_of_a_release_that_did_not_number_them_are_read_in_the_order_in_which_they_come(
    recorded: Recorded,
) -> None:
    unnumbered = [replace(envelope, data=_unnumbered(envelope)) for envelope in recorded[0]]
    assert _told(_seen(unnumbered)) == _told(_seen(recorded[0]))


async def test_a_take_that_comes_in_late_for_a_brief_that_was_given_up_and_taken_back_will_do(tmp_path: Path) -> None:
    """The registry takes it, so no other need pass."""
    said, _ = await _record(tmp_path, InstantEngine(), _made_anew)
    late = next(each for each in said if each.topic == PASSED and each.key.endswith(STAIRS))
    anew = max(at for at, each in enumerate(said) if each.topic == PLANNED and each.key.endswith(STAIRS))
    assert _stage(said[: anew + 1]) is Stage.PLANNED
    assert _stage([*said[: anew + 1], replace(late, time=said[-1].time)]) is Stage.PASSED


def _stage(said: Sequence[Envelope]) -> Stage:
    return _seen(said).shots[STAIRS].stage


def _unnumbered(envelope: Envelope) -> bytes:
    for kind in (ShotHeld, PromptRefused):
        if envelope.type == kind.DESCRIPTOR.full_name:
            event = kind.FromString(envelope.data)
            event.ClearField("take_number")
            return event.SerializeToString(deterministic=True)
    return envelope.data
