"""The life of a job goes one way only; and whatever goes wrong, jobs and bill agree."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from tests.twin.twin_client import film, lost

from picturelock.twin import twin_in_thread
from picturelock.twin.jobs import OVER, Charge, Clip, Job, State, life, plain, progress_at, refunded, state_at

BEGAN = datetime(2026, 11, 27, 12, tzinfo=UTC)
ORDER = [State.CREATED, State.QUEUED, State.RUNNING, State.SUCCEEDED, State.FAILED, State.CANCELLED]
MOMENTS = st.floats(0, 400).map(lambda seconds: BEGAN + timedelta(seconds=seconds))


@st.composite
def jobs(draw: st.DrawFn) -> Job:
    clip = Clip(seconds=draw(st.floats(1, 30)), kind=draw(st.sampled_from(["video", "still", "voice"])))
    name = draw(st.text(min_size=1, max_size=8))
    queued, running, ends = life(name, clip, BEGAN, draw(st.sampled_from([0.0, 0.1, 1.0])))
    return Job(
        id=name, number=1, provider="runway", account="a", model="m", base="", path="", request={}, clip=clip,
        charge=Charge(units=Decimal(1), unit="second", amount=Decimal(1)), digest="", created=BEGAN, queued=queued,
        running=running, ends=ends, moderated=draw(st.booleans()), cancelled=draw(st.none() | MOMENTS),
    )  # fmt: skip


@given(job=jobs(), moments=st.lists(MOMENTS, min_size=2, max_size=8).map(sorted))
def test_a_job_never_goes_back(job: Job, moments: list[datetime]) -> None:
    cancel = job.cancelled if job.cancelled and job.cancelled < job.ends else None
    job = job.model_copy(update={"cancelled": cancel})
    states = [state_at(job, moment) for moment in moments]
    assert [ORDER.index(state) for state in states] == sorted(ORDER.index(state) for state in states)
    assert len(OVER & set(states)) <= 1
    done = [progress_at(job, moment) for moment in moments]
    assert done == sorted(done)
    assert 0 <= done[0] <= done[-1] <= 1


@given(job=jobs())
def test_only_what_failed_or_never_ran_is_paid_back(job: Job) -> None:
    ended = state_at(job, job.ends + timedelta(days=1))
    if job.cancelled is None:
        assert refunded(job) == (ended is State.FAILED)
    else:
        assert refunded(job) == (job.cancelled < job.running)


@given(clip=st.builds(Clip, seconds=st.floats(1, 30)), name=st.text(max_size=8))
def test_at_a_real_pace_a_film_takes_about_ten_times_its_length_and_a_wait(clip: Clip, name: str) -> None:
    queued, running, ends = life(name, clip, BEGAN, 1.0)
    assert BEGAN < queued < running < ends
    assert 10 < (ends - BEGAN).total_seconds() < 45 + 9 * clip.seconds
    assert set(life(name, clip, BEGAN, 0.0)) == {BEGAN}


@given(st.decimals(-(10**6), 10**6, places=4))
def test_money_is_written_as_people_write_it(number: Decimal) -> None:
    assert plain(number) == number
    assert "E" not in str(plain(number))
    assert not (str(plain(number)).endswith("0") and "." in str(plain(number)))


def test_whatever_goes_wrong_every_job_is_charged_once_and_nothing_else_is(tmp_path: Path) -> None:
    plan = "seed=21,lost_request=0.2,lost_answer=0.2,late=0.1:0-0.2,reset=0.1,bad_gateway=0.1,garbage=0.1,moderated=0.3"
    answered = 0
    with twin_in_thread(tmp_path, plan) as twin:
        for _ in range(120):
            if not lost(lambda: film(twin.url("runway"))):
                answered += 1
    with twin_in_thread(tmp_path, plan) as twin:
        made = {job.id: job for job in twin.jobs()}
        kinds = Counter((line.kind, line.job) for line in twin.bill())
    assert set(kinds.values()) == {1}
    assert {job for kind, job in kinds if kind == "charge"} == set(made)
    assert {job for kind, job in kinds if kind == "refund"} == {job.id for job in made.values() if job.moderated}
    assert 0 < answered < len(made) < 120
