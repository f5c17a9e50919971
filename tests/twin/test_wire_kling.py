"""Kling's wire: the client's own id is unique and finds the task again; codes, lists and callbacks are Kling's."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.twin.hooked import hooked
from tests.twin.twin_client import lost, wait_for

from picturelock.twin import Twin, twin_in_thread

KEY = {"authorization": "Bearer api-key-kling-1"}
TEXT = "/text-to-video/kling-2.6"
PICTURE = "/image-to-video/kling-3.0"
BODY: dict[str, Any] = {
    "prompt": "A girl looks out of the window of a train",
    "settings": {"audio": "off", "resolution": "720p", "aspect_ratio": "9:16", "duration": 5},
    "options": {"external_task_id": "sh010-take-1", "watermark_info": {"enabled": False}},
}
FRAMES: dict[str, Any] = {
    "contents": [{"type": "prompt", "text": "she turns"}, {"type": "first_frame", "url": "https://example.com/a.png"}],
    "settings": {"resolution": "1080p", "duration": 3},
}


def ask(twin: Twin, path: str = TEXT, body: dict[str, Any] = BODY, **options: Any) -> httpx.Response:
    said = {**body, "options": {**body.get("options", {}), **options}}
    return httpx.post(f"{twin.url('kling')}{path}", json=said, headers=KEY, timeout=30)


def found(twin: Twin, **ids: str) -> list[dict[str, Any]]:
    answer = httpx.get(f"{twin.url('kling')}/tasks", params=ids, headers=KEY, timeout=30)
    assert answer.status_code == 200, answer.text
    tasks: list[dict[str, Any]] = answer.json()["data"]
    return tasks


def test_a_task_is_made_and_told_in_the_documented_shape(twin: Twin) -> None:
    said = ask(twin).json()
    assert (said["code"], said["message"]) == (0, "SUCCEED")
    assert set(said["data"]) == {"id", "status", "create_time", "update_time", "external_id"}
    assert (said["data"]["status"], said["data"]["external_id"]) == ("submitted", "sh010-take-1")
    (task,) = found(twin, task_ids=said["data"]["id"])
    assert (task["status"], task["billing"]) == (
        "succeeded", [{"charge_type": "unit", "amount": "1.5", "package_type": "video"}]
    )  # fmt: skip
    assert (task["outputs"][0]["type"], task["outputs"][0]["duration"]) == ("video", "5")
    assert httpx.get(task["outputs"][0]["url"], timeout=30).content[4:8] == b"ftyp"


def test_a_task_goes_through_klings_words(tmp_path: Path) -> None:
    seen: list[str] = []
    with twin_in_thread(tmp_path, "seed=1", pace=0.02) as twin:
        name = ask(twin).json()["data"]["id"]

        def over() -> bool:
            (task,) = found(twin, task_ids=name)
            seen.append(task["status"])
            return bool(task["outputs"])

        wait_for(over)
    assert list(dict.fromkeys(seen)) == ["submitted", "processing", "succeeded"]


def test_a_picture_begins_a_film_and_sound_costs_more(twin: Twin) -> None:
    assert ask(twin, PICTURE, FRAMES).status_code == 200
    assert ask(twin, PICTURE, FRAMES | {"settings": {"duration": 3, "audio": "native"}}).status_code == 200
    assert [(line.units, line.unit) for line in twin.bill()] == [(Decimal("2.4"), "unit"), (Decimal("2.7"), "unit")]


def test_the_clients_own_id_finds_the_task_and_is_taken_once(twin: Twin) -> None:
    name = ask(twin).json()["data"]["id"]
    assert [task["id"] for task in found(twin, external_task_ids="other,sh010-take-1")] == [name]
    again = ask(twin, PICTURE, FRAMES, external_task_id="sh010-take-1")
    assert (again.status_code, again.json()["code"]) == (400, 1201)
    assert "already exists" in again.json()["message"]
    assert len(twin.bill()) == 1


def test_another_account_may_use_the_same_id_and_sees_nothing_of_it(twin: Twin) -> None:
    name = ask(twin).json()["data"]["id"]
    other = {"authorization": "Bearer api-key-kling-2"}
    url = f"{twin.url('kling')}/tasks"
    assert httpx.get(url, params={"task_ids": name}, headers=other).json()["data"] == []
    assert httpx.post(f"{twin.url('kling')}{TEXT}", json=BODY, headers=other).status_code == 200


@pytest.mark.parametrize("fault", ["lost_answer", "reset", "bad_gateway", "garbage"])
def test_a_task_whose_answer_was_lost_is_billed_once_and_found_by_its_own_id(tmp_path: Path, fault: str) -> None:
    with twin_in_thread(tmp_path, f"{fault}=#1") as twin:
        assert lost(lambda: ask(twin)) == (fault in {"lost_answer", "reset"})
        (task,) = found(twin, external_task_ids="sh010-take-1")
        assert ask(twin).json()["code"] == 1201
        assert [line.job for line in twin.bill()] == [task["id"]]


def test_a_request_that_was_lost_may_be_sent_again(tmp_path: Path) -> None:
    with twin_in_thread(tmp_path, "lost_request=#1") as twin:
        assert lost(lambda: ask(twin))
        assert found(twin, external_task_ids="sh010-take-1") == []
        assert ask(twin).status_code == 200
        assert len(twin.bill()) == 1


def test_a_task_that_comes_late_is_found_once_it_is_there(tmp_path: Path) -> None:
    with twin_in_thread(tmp_path, "late=#1:0.3") as twin:
        assert lost(lambda: ask(twin))
        assert found(twin, external_task_ids="sh010-take-1") == []
        wait_for(lambda: bool(found(twin, external_task_ids="sh010-take-1")))
        assert len(twin.bill()) == 1


def test_lists_are_read_by_cursor_and_filtered(tmp_path: Path) -> None:
    with twin_in_thread(tmp_path, "moderated=#2") as twin:
        names = [ask(twin, external_task_id=f"take-{number}").json()["data"]["id"] for number in range(3)]

        def listed(**body: Any) -> dict[str, Any]:
            answer = httpx.post(f"{twin.url('kling')}/tasks", json=body, headers=KEY)
            page: dict[str, Any] = answer.json()["data"]
            return page

        first = listed(limit=2)
        assert (first["count"], first["has_more"]) == (2, True)
        rest = listed(limit=2, cursor=first["next_cursor"])
        assert (rest["has_more"], rest["next_cursor"]) == (False, "")
        assert [task["id"] for task in first["result"] + rest["result"]] == names[::-1]
        failed = listed(filters=[{"key": "status", "values": ["failed"]}])["result"]
        assert [task["external_id"] for task in failed] == ["take-1"]
        assert listed(filters=[{"key": "product_type", "values": ["image"]}])["result"] == []
        assert listed(end_time="1000")["result"] == []


@pytest.mark.parametrize(
    ("params", "status"),
    [({}, 400), ({"task_ids": "1", "external_task_ids": "2"}, 400), ({"task_ids": ",".join("1" * 21)}, 400)],
)
def test_a_query_takes_one_kind_of_ids_and_at_most_twenty(twin: Twin, params: dict[str, str], status: int) -> None:
    answer = httpx.get(f"{twin.url('kling')}/tasks", params=params, headers=KEY)
    assert (answer.status_code, answer.json()["code"]) == (status, 1201)


@pytest.mark.parametrize(
    ("headers", "code"), [({}, 1001), ({"authorization": "Basic x"}, 1002), ({"authorization": "Bearer a.b.c"}, 1002)]
)
def test_a_key_is_needed_and_a_signed_token_is_none(twin: Twin, headers: dict[str, str], code: int) -> None:
    answer = httpx.post(f"{twin.url('kling')}{TEXT}", json=BODY, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (401, code)
    assert twin.bill() == []


@pytest.mark.parametrize(
    ("path", "changes", "status", "code"),
    [
        ("/text-to-video/kling-9", {}, 404, 1203),
        ("/nothing", {}, 404, 1203),
        (TEXT, {"prompt": ""}, 400, 1201),
        (TEXT, {"prompt": "x" * 2501}, 400, 1201),
        (TEXT, {"settings": {"duration": 7}}, 400, 1201),
        (TEXT, {"settings": {"audio": "native"}}, 400, 1201),
        (TEXT, {"settings": {"resolution": "4k"}}, 400, 1201),
        ("/text-to-video/kling-3.0-turbo", {"settings": {"audio": "native"}}, 400, 1201),
        (PICTURE, {}, 400, 1201),
        ("/image-to-video/kling-3.0-turbo", {"contents": [{"type": "last_frame", "url": "https://e/a"}]}, 400, 1201),
    ],
)
def test_what_the_model_can_not_do_is_refused_and_not_billed(
    twin: Twin, path: str, changes: dict[str, Any], status: int, code: int
) -> None:
    answer = ask(twin, path, BODY | changes)
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
    assert twin.bill() == []


def test_too_many_requests_and_an_empty_pack_have_klings_codes(tmp_path: Path) -> None:
    with twin_in_thread(tmp_path, "rate_limited=#1") as twin:
        assert (ask(twin).status_code, twin.bill()) == (429, [])
        twin.set_balance("kling", Decimal("0.20"))
        broke = ask(twin)
        assert (broke.status_code, broke.json()["code"], twin.bill()) == (429, 1102, [])


def test_what_moderation_refuses_fails_and_is_paid_back(tmp_path: Path) -> None:
    with twin_in_thread(tmp_path, "moderated=1") as twin:
        (task,) = found(twin, task_ids=ask(twin).json()["data"]["id"])
        assert (task["status"], task["outputs"]) == ("failed", [])
        assert "risk control" in task["message"]
        assert sum(line.amount for line in twin.bill()) == 0


def test_callbacks_bring_the_task_and_verify_with_the_secret_of_the_console(tmp_path: Path) -> None:
    with hooked() as hook, twin_in_thread(tmp_path) as twin:
        ask(twin, callback_url=f"{hook.url}/kling")
        wait_for(lambda: len(hook.came) == 2)
        secret = httpx.get(f"{twin.url('kling')}/twin/webhook-secret", headers=KEY).json()["secret"]
    assert all(came.is_signed_with(secret) for came in hook.came)
    assert len({came.headers["webhook-id"] for came in hook.came}) == 2
    last = json.loads(hook.came[-1].body)
    assert (last["status"], last["external_id"], last["outputs"][0]["type"]) == ("succeeded", "sh010-take-1", "video")


def test_a_status_word_that_nobody_knows_can_be_told(tmp_path: Path) -> None:
    with twin_in_thread(tmp_path, "strange_status=1") as twin:
        (task,) = found(twin, task_ids=ask(twin).json()["data"]["id"])
        assert task["status"] not in {"submitted", "processing", "succeeded", "failed"}
