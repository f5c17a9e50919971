"""Fault plans: read from text, drawn again the same, and what each does to a client and to the bill."""

import json
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.twin.twin_client import RUNWAY, film, lost, task, wait_for

from picturelock.kernel.errors import Invalid
from picturelock.twin import twin_in_thread
from picturelock.twin.faults import SHARES, plan_of

HERE = frozenset({"runway", "fal"})


@given(seed=st.integers(0, 2**40), word=st.sampled_from(sorted(SHARES)), number=st.integers(1, 10_000))
def test_the_same_seed_draws_the_same_faults(seed: int, word: str, number: int) -> None:
    one, other = (plan_of(f"seed={seed},{word}=0.5", HERE) for _ in range(2))
    assert one.strikes("runway", word, number) == other.strikes("runway", word, number)
    assert one.seconds("runway", word, number) == other.seconds("runway", word, number)


def test_another_seed_draws_others() -> None:
    drawn = {
        tuple(plan_of(f"seed={seed},reset=0.5", HERE).strikes("fal", "reset", number) for number in range(64))
        for seed in range(20)
    }
    assert len(drawn) == 20


@pytest.mark.parametrize("share", [0.0, 0.05, 0.5, 1.0])
def test_faults_strike_as_often_as_they_are_told_to(share: float) -> None:
    plan = plan_of(f"seed=3,lost_answer={share}", HERE)
    struck = sum(plan.strikes("runway", "lost_answer", number) for number in range(1, 10_001))
    assert abs(struck / 10_000 - share) < 0.02
    assert (struck in {0, 10_000}) == (share in {0.0, 1.0})


def test_a_providers_own_rule_goes_before_the_general_one() -> None:
    plan = plan_of("reset=1,runway.reset=0,fal.list_lag=5", HERE)
    assert (plan.strikes("runway", "reset", 1), plan.strikes("fal", "reset", 1)) == (False, True)
    assert (plan.fixed("fal", "list_lag", 0.0), plan.fixed("runway", "list_lag", 0.0)) == (5.0, 0.0)


def test_requests_can_be_struck_by_number() -> None:
    plan = plan_of("lost_answer=#2+5", HERE)
    assert [number for number in range(1, 9) if plan.strikes("runway", "lost_answer", number)] == [2, 5]


def test_seconds_are_drawn_between_those_given() -> None:
    plan = plan_of("late=1:2-3", HERE)
    drawn = [plan.seconds("runway", "late", number) for number in range(200)]
    assert 2 <= min(drawn) < 2.1
    assert 2.9 < max(drawn) <= 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("lost_anwser=0.1", "there is no such fault; use rate_limited, lost_request"),
        ("kling.reset=0.1", "there is no provider kling; use fal, runway"),
        ("reset", "says no value"),
        ("reset=1.5", "write reset=0.1 for a tenth"),
        ("reset=nan", "write reset=0.1 for a tenth"),
        ("reset=0.1:5", "takes no seconds"),
        ("late=0.1:9-5", "its seconds can't be read"),
        ("list_lag=soon", "is no number of seconds"),
        ("seed=x", "faults: seed=x"),
        ("reset=#", "write reset=0.1 for a tenth"),
        ("rate=10", "write rate=10:60 for ten within a minute"),
        ("daily=2:5", "write daily=5"),
        ("at_once=few", "write at_once=5"),
    ],
)
def test_a_plan_that_can_not_be_read_is_said_with_what_may_be_written(text: str, said: str) -> None:
    with pytest.raises(Invalid, match="faults: ") as caught:
        plan_of(text, HERE)
    assert said in str(caught.value)


def test_every_wrong_word_is_named_at_once() -> None:
    with pytest.raises(Invalid) as caught:
        plan_of("a=1,b=2,reset=0.1,c", HERE)
    assert len(caught.value.problems) == 3


@pytest.mark.parametrize("word", ["lost_answer", "reset", "bad_gateway", "timeout", "garbage"])
def test_a_job_whose_answer_was_lost_exists_and_is_billed_once(tmp_path: Path, word: str) -> None:
    with twin_in_thread(tmp_path, f"{word}=1" + (":0.2" if word == "timeout" else "")) as twin:
        base = twin.url("runway")
        if word == "bad_gateway":
            assert film(base).status_code == 502
        elif word == "garbage":
            with pytest.raises(json.JSONDecodeError):
                film(base).json()
        else:
            assert lost(lambda: film(base))
        (job,), (line,) = twin.jobs(), twin.bill()
        assert (line.job, line.kind, int(line.units)) == (job.id, "charge", 24)
        assert task(base, job.id)["status"] == "SUCCEEDED"


def test_a_reset_is_a_reset_on_the_wire(tmp_path: Path) -> None:
    with twin_in_thread(tmp_path, "reset=1") as twin, pytest.raises(httpx.ReadError, match="reset"):
        film(twin.url("runway"))


def test_a_lost_request_leaves_no_job_and_no_bill(tmp_path: Path) -> None:
    with twin_in_thread(tmp_path, "lost_request=1") as twin:
        assert lost(lambda: film(twin.url("runway")))
        assert (twin.jobs(), twin.bill()) == ([], [])


def test_a_late_job_comes_into_being_after_its_request_was_given_up(tmp_path: Path) -> None:
    with twin_in_thread(tmp_path, "late=1:0.3-0.4") as twin:
        assert lost(lambda: film(twin.url("runway")))
        assert (twin.jobs(), twin.bill()) == ([], [])
        wait_for(lambda: len(twin.bill()) == 1)
        assert len(twin.jobs()) == 1


def test_a_refused_creation_costs_nothing_and_says_when_to_come_again(tmp_path: Path) -> None:
    with twin_in_thread(tmp_path, "rate_limited=#1") as twin:
        answer = film(twin.url("runway"))
        assert (answer.status_code, answer.headers["retry-after"]) == (429, "1")
        assert twin.bill() == []
        assert film(twin.url("runway")).status_code == 200


def test_polls_fail_without_harm_to_the_job(tmp_path: Path) -> None:
    with twin_in_thread(tmp_path, "lost_poll=#1,bad_poll=#2,strange_status=#3") as twin:
        base = twin.url("runway")
        job = film(base).json()["id"]

        def poll() -> httpx.Response:
            return httpx.get(f"{base}/v1/tasks/{job}", headers=RUNWAY)

        assert lost(poll)
        assert poll().status_code == 502
        assert poll().json()["status"] == "RETICULATING"
        assert poll().json()["status"] == "SUCCEEDED"
        assert len(twin.bill()) == 1


def test_a_result_ends_early_with_and_without_a_sign_of_it(tmp_path: Path) -> None:
    with twin_in_thread(tmp_path, "truncated=#1+2") as twin:
        base = twin.url("runway")
        (link,) = task(base, film(base).json()["id"])["output"]
        with pytest.raises(httpx.RemoteProtocolError, match="without sending complete"):
            httpx.get(link, timeout=60)
        short, whole = httpx.get(link, timeout=60), httpx.get(link, timeout=60)
        assert (short.status_code, whole.status_code) == (200, 200)
        assert whole.content.startswith(short.content)
        assert 0 < len(short.content) < len(whole.content)


def test_a_moderated_job_fails_and_is_paid_back(tmp_path: Path) -> None:
    with twin_in_thread(tmp_path, "moderated=1") as twin:
        base = twin.url("runway")
        said = task(base, film(base).json()["id"])
        assert (said["status"], said["failureCode"], said["cost"]) == ("FAILED", "SAFETY.OUTPUT.VIDEO", {"credits": 0})
        assert [int(line.units) for line in twin.bill()] == [24, -24]
        assert [line.kind for line in twin.bill()] == ["charge", "refund"]


def test_two_runs_of_one_seed_are_the_same_run(tmp_path: Path) -> None:
    def run(folder: Path) -> list[tuple[str, bool]]:
        with twin_in_thread(folder, "seed=11,lost_answer=0.3,lost_request=0.3,rate_limited=0.2") as twin:
            base = twin.url("runway")
            gone = [lost(lambda: film(base)) for _ in range(12)]
            assert {True, False} == set(gone)
            return [(job.id, gone[job.number - 1]) for job in twin.jobs()]

    assert run(tmp_path / "one") == run(tmp_path / "other")


def test_no_more_is_let_in_than_the_plan_s_rate_and_when_more_is_is_told(tmp_path: Path) -> None:
    with twin_in_thread(tmp_path, "runway.rate=2:30", pace=1) as twin:
        answers = [film(twin.url("runway")) for _ in range(3)]
        assert [answer.status_code for answer in answers] == [200, 200, 429]
        assert [answer.headers["x-ratelimit-remaining"] for answer in answers] == ["1", "0", "0"]
        assert 20 <= int(answers[-1].headers["retry-after"]) <= 30
        assert len(twin.bill()) == 2
        twin.set_faults("")
        assert "x-ratelimit-remaining" not in film(twin.url("runway")).headers


def test_runway_lets_those_wait_that_are_too_many_at_once_and_tells_its_limits(tmp_path: Path) -> None:
    with twin_in_thread(tmp_path, "at_once=0,daily=2", pace=1) as twin:
        made = film(twin.url("runway"))
        assert (made.status_code, film(twin.url("runway")).status_code) == (200, 200)
        over = film(twin.url("runway"))
        assert (over.status_code, over.json()["error"]) == (429, "You have reached your daily limit")
        assert film(twin.url("runway"), model="wan3").status_code == 200
        assert task(twin.url("runway"), made.json()["id"])["status"] == "THROTTLED"
        told = httpx.get(f"{twin.url('runway')}/v1/organization", headers=RUNWAY).json()
        limits = {"maxConcurrentGenerations": 0, "maxDailyGenerations": 2}
        assert (told["tier"]["models"]["gen4.5"], told["usage"]["models"]["gen4.5"]) == (
            limits, {"dailyGenerations": 2}
        )  # fmt: skip
