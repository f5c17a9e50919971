"""Synthesia's wire: a lost video is found in the list by its callback id; problems are documents with a code."""

import hashlib
import hmac
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import av
import httpx
import numpy as np
import pytest
from tests.twin.hooked import hooked
from tests.twin.twin_client import lost, wait_for

from picturelock.twin import Twin, twin_in_thread

KEY = {"authorization": "synthesia-key"}
BODY: dict[str, Any] = {
    "title": "Morning news", "callbackId": "sh010-take-1", "visibility": "private", "aspectRatio": "16:9",
    "input": [{"scriptText": "Good morning. Here is the news.", "avatar": "anna_costume1_cameraA"}],
}  # fmt: skip
HEAD = {"id", "title", "status", "createdAt", "lastUpdatedAt", "visibility", "callbackId"}


def create(twin: Twin, **changes: Any) -> httpx.Response:
    return httpx.post(f"{twin.url('synthesia')}/v2/videos", json=BODY | changes, headers=KEY, timeout=30)


def get(twin: Twin, path: str) -> httpx.Response:
    return httpx.get(f"{twin.url('synthesia')}/v2{path}", headers=KEY, timeout=30)


def test_a_video_is_made_told_and_can_be_downloaded(twin: Twin) -> None:
    made = create(twin)
    assert (made.status_code, set(made.json()), made.json()["status"]) == (201, HEAD, "in_progress")
    told = get(twin, f"/videos/{made.json()['id']}").json()
    assert (told["status"], told["callbackId"], told["duration"]) == ("complete", "sh010-take-1", "0:00:02.400000")
    assert httpx.get(told["download"], timeout=60).content[4:8] == b"ftyp"
    assert [(line.units, line.unit) for line in twin.bill()] == [(Decimal(1), "credit")]


def test_a_video_is_in_progress_and_then_complete(tmp_path: Path) -> None:
    seen: list[str] = []
    with twin_in_thread(tmp_path, "seed=5", pace=0.02) as twin:
        name = create(twin).json()["id"]

        def over() -> bool:
            seen.append(get(twin, f"/videos/{name}").json()["status"])
            return seen[-1] == "complete"

        wait_for(over)
    assert list(dict.fromkeys(seen)) == ["in_progress", "complete"]


def test_a_draft_costs_nothing_and_a_long_script_costs_every_minute_that_it_begins(twin: Twin) -> None:
    create(twin, test=True)
    create(twin, input=[BODY["input"][0] | {"scriptText": "word " * 200}])
    assert [line.units for line in twin.bill()] == [Decimal(0), Decimal(2)]


def test_a_pause_takes_its_time_and_is_silent(twin: Twin, tmp_path: Path) -> None:
    script = 'Good <break time="3s"/>morning. <break time="0.5s" />'
    name = create(twin, input=[BODY["input"][0] | {"scriptText": script}]).json()["id"]
    told = get(twin, f"/videos/{name}").json()
    assert told["duration"] == "0:00:04.300000"
    film = tmp_path / "film.mp4"
    film.write_bytes(httpx.get(told["download"], timeout=60).content)
    with av.open(str(film)) as opened:
        heard = np.concatenate([np.abs(frame.to_ndarray()).max(axis=0) for frame in opened.decode(audio=0)])
    rate = len(heard) / 4.3
    assert heard[: int(0.4 * rate)].max() > 0.05
    assert heard[int(rate) : int(2.8 * rate)].max() < 0.01
    assert heard[int(3 * rate) :].max() > 0.05


@pytest.mark.parametrize("fault", ["lost_answer", "reset", "bad_gateway"])
def test_a_video_whose_answer_was_lost_is_billed_once_and_is_in_the_list(tmp_path: Path, fault: str) -> None:
    with twin_in_thread(tmp_path, f"{fault}=#1") as twin:
        assert lost(lambda: create(twin)) == (fault != "bad_gateway")
        found = [video for video in get(twin, "/videos").json()["videos"] if video["callbackId"] == "sh010-take-1"]
        assert [video["id"] for video in found] == [line.job for line in twin.bill()]
        assert create(twin).status_code == 201
        assert len(twin.bill()) == 2, "the same callback id again is another video"


def test_lists_have_pages_and_lag_when_the_plan_says_so(tmp_path: Path) -> None:
    with twin_in_thread(tmp_path) as twin:
        names = [create(twin).json()["id"] for _ in range(3)]
        first = get(twin, "/videos?limit=2").json()
        rest = get(twin, f"/videos?limit=2&offset={first['nextOffset']}").json()
        assert "nextOffset" not in rest
        assert [video["id"] for video in first["videos"] + rest["videos"]] == names[::-1]
        twin.set_faults("list_lag=60")
        assert get(twin, "/videos").json() == {"videos": []}


def test_a_video_that_is_deleted_is_gone_and_is_paid_back_before_it_runs(tmp_path: Path) -> None:
    with twin_in_thread(tmp_path, pace=1.0) as twin:
        url = f"{twin.url('synthesia')}/v2/videos/{create(twin).json()['id']}"
        assert httpx.delete(url, headers=KEY).status_code == 204
        assert httpx.get(url, headers=KEY).status_code == 404
        assert get(twin, "/videos").json() == {"videos": []}
        assert sum(line.amount for line in twin.bill()) == 0


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"input": []}, "input"),
        ({"input": [{"avatar": "anna"}]}, "input.0.scriptText"),
        ({"input": [{"scriptText": "x"}]}, "input.0.avatar"),
        ({"aspectRatio": "2:1"}, "aspectRatio"),
    ],
)
def test_what_is_wrong_is_named_in_a_problem_document(twin: Twin, changes: dict[str, Any], where: str) -> None:
    answer = create(twin, **changes)
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    problem = answer.json()
    assert (problem["code"], problem["errors"][0]["path"]) == ("validation_error", where)
    assert problem["requestId"] == answer.headers["request-id"]
    assert twin.bill() == []


def test_keys_limits_quotas_and_moderation_have_codes_of_their_own(tmp_path: Path) -> None:
    def told(answer: httpx.Response) -> tuple[int, str]:
        return answer.status_code, answer.json()["code"]

    with twin_in_thread(tmp_path, "rate_limited=#1,moderated=#2") as twin:
        for headers in ({}, {"authorization": "Bearer x"}):
            keyless = httpx.post(f"{twin.url('synthesia')}/v2/videos", json=BODY, headers=headers)
            assert told(keyless) == (401, "unauthenticated")
        assert told(create(twin)) == (429, "rate_limited")
        rejected = get(twin, f"/videos/{create(twin).json()['id']}").json()
        assert (rejected["status"], "download" in rejected) == ("rejected", False)
        assert sum(line.amount for line in twin.bill()) == 0
        twin.set_balance("synthesia", Decimal(1))
        assert told(create(twin)) == (402, "quota_exceeded")
        assert told(get(twin, "/videos/none")) == (404, "not_found")


def test_a_webhook_is_subscribed_to_signed_and_can_be_given_up(tmp_path: Path) -> None:
    with hooked() as hook, twin_in_thread(tmp_path) as twin:
        url = f"{twin.url('synthesia')}/v2/webhooks"
        made = httpx.post(url, json={"url": f"{hook.url}/s", "events": ["video.completed"]}, headers=KEY)
        assert (made.status_code, made.json()["status"]) == (201, "active")
        name = create(twin).json()["id"]
        wait_for(lambda: bool(hook.came))
        (kept,) = get(twin, "/webhooks").json()["webhooks"]
        assert (kept["id"], "secret" in kept) == (made.json()["id"], False)
        assert httpx.delete(f"{url}/{kept['id']}", headers=KEY).status_code == 204
        assert get(twin, "/webhooks").json() == {"webhooks": []}
    (came,) = hook.came
    said = f"{came.headers['synthesia-timestamp']}.".encode() + came.body
    expected = hmac.new(made.json()["secret"].encode(), said, hashlib.sha256).hexdigest()
    assert came.headers["synthesia-signature"] == expected
    told = json.loads(came.body)
    assert (told["type"], told["data"]["id"], told["data"]["status"]) == ("video.completed", name, "complete")
