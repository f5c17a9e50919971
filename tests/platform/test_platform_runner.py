"""The runner: from what went wrong to what happens next."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.platform.platform_stage import IMPATIENT, Stage, Tally, until

from picturelock.kernel.bus import Envelope, current_cause
from picturelock.kernel.errors import Conflict, Invalid, Refused, Transient
from picturelock.kernel.service import Work
from picturelock.platform.runner import Backoff, new_cause
from picturelock_api.registry.v1.events_pb2 import ShotPlanned


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    opened = Stage(tmp_path / "picturelock.db")
    yield opened
    opened.database.close()


async def _parked(stage: Stage, count: int) -> list[str]:
    async def enough() -> bool:
        return len(await stage.bus.parked()) >= count

    await until(enough)
    return [parked.why for parked in await stage.bus.parked()]


async def test_what_works_is_handled_once(stage: Stage) -> None:
    heard: Counter[int] = Counter()

    async def handler(event: ShotPlanned) -> None:
        heard[event.revision] += 1

    async with stage.running(handler):
        for number in range(5):
            await stage.plan(number)
        await until(lambda: _is(sum(heard.values()) == 5))
    async with stage.running(handler):
        await stage.plan(5)
        await until(lambda: _is(5 in heard))
    assert set(heard.values()) == {1}


async def test_a_handlers_cause_is_the_event_it_heard(stage: Stage) -> None:
    causes = []

    async def handler(_: ShotPlanned) -> None:
        causes.append(current_cause())

    async with stage.running(handler):
        await stage.plan(1)
        await until(lambda: _is(bool(causes)))
    ((_, event),) = [item async for item in stage.bus.history()]
    assert (causes[0].id, causes[0].source, causes[0].traceparent) == (event.id, "compiler", event.traceparent)


async def test_a_passing_trouble_is_tried_again(stage: Stage) -> None:
    tries: Counter[int] = Counter()

    async def handler(event: ShotPlanned) -> None:
        tries[event.revision] += 1
        if tries[event.revision] < 3:
            raise Transient("the engine is asleep")

    async with stage.running(handler):
        await stage.plan(1)
        await until(lambda: _is(tries[1] == 3))
    assert list(await stage.bus.parked()) == []


async def test_trouble_that_does_not_pass_is_parked_with_its_reason(stage: Stage) -> None:
    tries: Counter[int] = Counter()

    async def handler(event: ShotPlanned) -> None:
        tries[event.revision] += 1
        raise Transient("the engine is asleep")

    async with stage.running(handler):
        await stage.plan(1)
        assert await _parked(stage, 1) == ["the engine is asleep (after 4 attempts)"]
    assert tries[1] == IMPATIENT.attempts


async def test_what_is_refused_is_parked_at_once_and_others_go_on(stage: Stage) -> None:
    heard: list[int] = []

    async def handler(event: ShotPlanned) -> None:
        heard.append(event.revision)
        if event.revision == 1:
            raise Invalid("lamp.fountain:3: nobody is called MARRA; did you mean MARA?")

    async with stage.running(handler):
        for number in (1, 2):
            await stage.plan(number)
        await until(lambda: _is(2 in heard))
        assert await _parked(stage, 1) == ["lamp.fountain:3: nobody is called MARRA; did you mean MARA?"]
    assert heard == [1, 2]


async def test_who_lost_a_race_is_called_again_at_once(stage: Stage) -> None:
    attempts = 0

    async def handler(_: ShotPlanned) -> None:
        nonlocal attempts
        attempts += 1
        if attempts < IMPATIENT.conflicts:
            raise Conflict("somebody was faster")

    async with stage.running(handler):
        await stage.plan(1)
        await until(lambda: _is(attempts == IMPATIENT.conflicts))
        await stage.plan(2)
        await until(lambda: _is(attempts == IMPATIENT.conflicts + 1))
    assert list(await stage.bus.parked()) == []


async def test_who_always_loses_is_parked_in_the_end(stage: Stage) -> None:
    attempts = 0

    async def handler(_: ShotPlanned) -> None:
        nonlocal attempts
        attempts += 1
        raise Conflict("somebody was faster")

    async with stage.running(handler):
        await stage.plan(1)
        (why,) = await _parked(stage, 1)
    assert "lost 5 races in a row" in why
    assert attempts == IMPATIENT.attempts * IMPATIENT.conflicts


async def test_a_bug_parks_its_event_and_others_go_on(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    heard: list[int] = []

    async def handler(event: ShotPlanned) -> None:
        heard.append(event.revision)
        if event.revision == 1:
            raise KeyError("mara")

    async with stage.running(handler):
        for number in (1, 2, 3):
            await stage.plan(number)
        await until(lambda: _is(3 in heard))
        assert await _parked(stage, 1) == ["KeyError: 'mara'"]
    assert "could not handle" in caplog.text


async def test_bytes_that_are_no_event_are_parked_and_others_go_on(stage: Stage) -> None:
    heard: list[int] = []

    async def handler(event: ShotPlanned) -> None:
        heard.append(event.revision)

    poison = Envelope(
        id="poison", topic="registry.shot_planned.v1", key="t/p/sc010_sh0010", type="x", data=b"\xff\xff\xff",
        source="somebody", cause="", time=datetime(2026, 11, 21, tzinfo=UTC), traceparent="",
    )  # fmt: skip
    async with stage.running(handler):
        await stage.bus.publish([poison])
        await stage.plan(2)
        await until(lambda: _is(heard == [2]))
        (why,) = await _parked(stage, 1)
    assert why.startswith("no picturelock_api.registry.v1.ShotPlanned")


async def test_a_parked_event_that_was_redriven_is_handled(stage: Stage) -> None:
    mended = False
    heard: list[int] = []

    async def handler(event: ShotPlanned) -> None:
        if not mended:
            raise Refused("no such place")
        heard.append(event.revision)

    async with stage.running(handler):
        await stage.plan(1)
        await _parked(stage, 1)
        mended = True
        ((_, event),) = [item async for item in stage.bus.history()]
        await stage.bus.redrive("compiler", event.id)
        await until(lambda: _is(heard == [1]))


async def test_keys_are_handled_side_by_side_up_to_the_limit(stage: Stage) -> None:
    busy, most = 0, 0
    heard: set[str] = set()

    async def handler(event: ShotPlanned) -> None:
        nonlocal busy, most
        busy += 1
        most = max(most, busy)
        await asyncio.sleep(0.005)
        busy -= 1
        heard.add(event.shot_key)

    async with stage.running(handler, at_once=3):
        for number in range(12):
            await stage.plan(1, key=f"t/p/{number}")
        await until(lambda: _is(len(heard) == 12))
    assert most == 3


async def test_an_event_whose_handler_was_cut_off_is_heard_again(stage: Stage) -> None:
    begun = asyncio.Event()
    heard: list[int] = []

    async def never(_: ShotPlanned) -> None:
        begun.set()
        await asyncio.Event().wait()

    async def handler(event: ShotPlanned) -> None:
        heard.append(event.revision)

    async with stage.running(never):
        await stage.plan(1)
        await begun.wait()
    async with stage.running(handler):
        await until(lambda: _is(heard == [1]))


@pytest.mark.parametrize("trouble", [Transient("no disk"), Refused("no"), ZeroDivisionError()], ids=repr)
async def test_work_that_fails_is_started_again(stage: Stage, trouble: Exception) -> None:
    starts = 0

    async def sweep() -> None:
        nonlocal starts
        starts += 1
        if starts < 4:
            raise trouble
        await asyncio.Event().wait()

    async def handler(_: ShotPlanned) -> None: ...

    async with stage.running(handler, Work("sweep", sweep)):
        await until(lambda: _is(starts == 4))


@pytest.mark.parametrize(
    ("trouble", "alarming"),
    [(Transient("no disk"), False), (Refused("no"), True), (KeyError("mara"), True)],
    ids=["transient", "refused", "bug"],
)
async def test_only_trouble_that_does_not_pass_alarms_whoever_reads_the_log(
    stage: Stage, caplog: pytest.LogCaptureFixture, trouble: Exception, *, alarming: bool
) -> None:
    starts = 0

    async def sweep() -> None:
        nonlocal starts
        starts += 1
        async with asyncio.TaskGroup() as group:
            group.create_task(_raise(trouble))

    async def handler(_: ShotPlanned) -> None: ...

    async with stage.running(handler, Work("sweep", sweep)):
        await until(lambda: _is(starts >= 2))
    assert any(record.levelname == "ERROR" for record in caplog.records) is alarming


async def _raise(trouble: Exception) -> None:
    raise trouble


async def test_failing_work_does_not_stop_the_service(stage: Stage) -> None:
    heard: list[int] = []

    async def sweep() -> None:
        raise Transient("no disk")

    async def handler(event: ShotPlanned) -> None:
        heard.append(event.revision)

    async with stage.running(handler, Work("sweep", sweep)):
        await stage.plan(1)
        await until(lambda: _is(heard == [1]))


async def test_concurrent_events_of_many_keys_change_one_record_without_loss(stage: Stage) -> None:
    async def handler(event: ShotPlanned) -> None:
        tally = await stage.records.find(Tally, "all") or Tally()
        await asyncio.sleep(0)
        await stage.records.save("all", tally.but(heard=(*tally.heard, event.revision)))

    async def complete() -> bool:
        tally = await stage.records.find(Tally, "all")
        return tally is not None and len(tally.heard) == 8

    async with stage.running(handler, at_once=3):
        for number in range(8):
            await stage.plan(number, key=f"t/p/{number}")
        await until(complete)
    tally = await stage.records.find(Tally, "all")
    assert tally is not None
    assert sorted(tally.heard) == list(range(8))


def test_waiting_doubles_up_to_a_limit() -> None:
    backoff = Backoff(first=0.1, most=1.0)
    assert [backoff.after(attempt) for attempt in range(1, 7)] == pytest.approx([0.1, 0.2, 0.4, 0.8, 1.0, 1.0])


def test_every_request_is_a_cause_of_its_own_with_a_trace() -> None:
    one, other = new_cause("request"), new_cause("request")
    assert one.id != other.id
    version, trace, span, flags = one.traceparent.split("-")
    assert (version, len(trace), len(span), flags) == ("00", 32, 16, "01")


async def _is(true: bool) -> bool:  # noqa: FBT001 turns a condition into something to wait for
    return true
