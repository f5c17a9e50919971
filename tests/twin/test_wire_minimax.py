"""MiniMax's wire (v2, H3): the list is all there is to find a lost task by; errors carry MiniMax's codes."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.twin.twin_client import lost, wait_for

from picturelock.twin import Twin, twin_in_thread

KEY = {"authorization": "Bearer mm-key"}
PROMPT = {"type": "text", "text": "Rain runs down the glass, the city is a blur of neon"}
FIRST = {"type": "image_url", "role": "first_frame", "image_url": {"url": "https://example.com/a.png"}}
BODY: dict[str, Any] = {
    "model": "MiniMax-H3", "content": [PROMPT], "duration": 5, "resolution": "768P", "ratio": "16:9",
}  # fmt: skip


def ask(twin: Twin, **changes: Any) -> httpx.Response:
    return httpx.post(f"{twin.url('minimax')}/v2/video_generation", json=BODY | changes, headers=KEY, timeout=30)


def task(twin: Twin, name: str) -> dict[str, Any]:
    answer = httpx.get(f"{twin.url('minimax')}/v2/query/video_generation/{name}", headers=KEY, timeout=30)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()["task"]
    return found


def listed(twin: Twin, query: str = "") -> dict[str, Any]:
    answer = httpx.get(f"{twin.url('minimax')}/v2/query/video_generation{query}", headers=KEY, timeout=30)
    page: dict[str, Any] = answer.json()
    return page


def test_a_task_is_made_told_and_its_film_can_be_fetched(twin: Twin) -> None:
    made = ask(twin)
    assert (made.status_code, list(made.json())) == (200, ["task_id"])
    told = task(twin, made.json()["task_id"])
    assert (told["status"], told["duration"], told["resolution"], told["ratio"]) == ("succeeded", 5, "768P", "16:9")
    assert httpx.get(told["content"]["url"], timeout=30).content[4:8] == b"ftyp"
    assert [(line.units, line.unit, line.amount) for line in twin.bill()] == [(Decimal(5), "second", Decimal("0.40"))]


def test_a_task_goes_through_minimax_words(tmp_path: Path) -> None:
    seen: list[str] = []
    with twin_in_thread(tmp_path, "seed=20", pace=0.02) as twin:
        name = ask(twin).json()["task_id"]

        def over() -> bool:
            seen.append(task(twin, name)["status"])
            return seen[-1] == "succeeded"

        wait_for(over)
    assert list(dict.fromkeys(seen)) == ["queued", "running", "succeeded"]


def test_frames_and_references_are_understood_and_pictures_beyond_five_cost(twin: Twin) -> None:
    assert ask(twin, content=[PROMPT, FIRST], ratio="adaptive").status_code == 200
    references = [FIRST | {"role": "reference_image"} for _ in range(7)]
    assert ask(twin, content=[PROMPT, *references], resolution="2K").status_code == 200
    assert [line.amount for line in twin.bill()] == [Decimal("0.40"), Decimal("0.73")]


@pytest.mark.parametrize("fault", ["lost_answer", "reset"])
def test_a_task_whose_answer_was_lost_is_billed_once_and_is_in_the_list(tmp_path: Path, fault: str) -> None:
    with twin_in_thread(tmp_path, f"{fault}=#1") as twin:
        assert lost(lambda: ask(twin))
        page = listed(twin, "?page_num=1&page_size=10")
        assert [each["id"] for each in page["items"]] == [line.job for line in twin.bill()]
        assert page["total"] == 1


def test_lists_have_pages_and_filters(tmp_path: Path) -> None:
    with twin_in_thread(tmp_path, "moderated=#1") as twin:
        names = [ask(twin).json()["task_id"] for _ in range(3)]
        assert [each["id"] for each in listed(twin, "?page_num=2&page_size=2")["items"]] == [names[0]]
        assert [each["id"] for each in listed(twin, "?filter.status=failed")["items"]] == [names[0]]
        assert listed(twin, "?filter.model=MiniMax-H3-Max") == {"items": [], "total": 0}


def test_a_task_that_waits_is_called_off_for_nothing_and_one_that_runs_is_not(tmp_path: Path) -> None:
    with twin_in_thread(tmp_path, pace=1.0) as twin:
        url = f"{twin.url('minimax')}/v2/video_generation/{ask(twin).json()['task_id']}"
        gone = httpx.delete(url, headers=KEY).json()
        assert (gone["action"], gone["status"]) == ("cancelled", "cancelled")
        assert httpx.delete(url, headers=KEY).status_code == 400
        assert sum(line.amount for line in twin.bill()) == 0


def test_a_record_of_what_is_over_is_deleted_and_stays_on_the_bill(twin: Twin) -> None:
    url = f"{twin.url('minimax')}/v2/video_generation/{ask(twin).json()['task_id']}"
    assert httpx.delete(url, headers=KEY).json()["action"] == "deleted"
    assert sum(line.amount for line in twin.bill()) == Decimal("0.40")


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"model": "MiniMax-H9"}, 400, 2013),
        ({"content": []}, 400, 2013),
        ({"content": [PROMPT | {"text": "x" * 7001}]}, 400, 2013),
        ({"content": [PROMPT, FIRST, FIRST | {"role": "reference_image"}]}, 400, 2013),
        ({"content": [PROMPT, FIRST | {"role": "last_frame"}]}, 400, 2013),
        ({"content": [PROMPT, *[FIRST | {"role": "reference_image"}] * 10]}, 400, 2013),
        ({"duration": 3}, 400, 2013),
        ({"resolution": "1080P"}, 400, 2013),
        ({"ratio": "adaptive"}, 400, 2013),
    ],
)
def test_what_is_wrong_is_refused_with_a_code_in_the_message(
    twin: Twin, changes: dict[str, Any], status: int, code: int
) -> None:
    said = ask(twin, **changes)
    assert said.status_code == status
    body = said.json()
    assert (body["type"], body["error"]["type"], body["error"]["http_code"]) == ("error", "bad_request_error", "400")
    assert body["error"]["message"].endswith(f"({code})")
    assert body["request_id"]
    assert twin.bill() == []


def test_keys_limits_balances_and_moderation_have_codes_of_their_own(tmp_path: Path) -> None:
    def told(answer: httpx.Response) -> tuple[int, str, str]:
        error = answer.json()["error"]
        return answer.status_code, error["type"], error["message"][-6:]

    with twin_in_thread(tmp_path, "rate_limited=#1,moderated=#2") as twin:
        url = f"{twin.url('minimax')}/v2/video_generation"
        assert told(httpx.post(url, json=BODY)) == (401, "authorized_error", "(1004)")
        assert told(ask(twin)) == (429, "rate_limit_error", "(1002)")
        failed = task(twin, ask(twin).json()["task_id"])
        assert (failed["status"], failed["error"]["code"]) == ("failed", "1027")
        twin.set_balance("minimax", Decimal("0.10"))
        assert told(ask(twin)) == (402, "insufficient_balance_error", "(1008)")
        missing = httpx.get(f"{twin.url('minimax')}/v2/query/video_generation/77", headers=KEY)
        assert told(missing) == (400, "bad_request_error", "(2013)")
        assert "invalid task_id" in missing.json()["error"]["message"]


@contextmanager
def listening(*, echoes: bool) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Somebody who takes callbacks, and gives challenges back or does not."""
    came: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            said = json.loads(self.rfile.read(int(self.headers["content-length"])))
            came.append(said)
            back = json.dumps(said if echoes else {}).encode()
            self.send_response(200)
            self.send_header("content-length", str(len(back)))
            self.end_headers()
            self.wfile.write(back)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 named so by its base
            del format, args

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/cb", came
        finally:
            server.shutdown()
            thread.join()


def test_a_callback_is_challenged_first_and_then_brings_the_task(twin: Twin) -> None:
    with listening(echoes=True) as (url, came):
        name = ask(twin, callback_url=url).json()["task_id"]
        wait_for(lambda: len(came) == 3)
    assert set(came[0]) == {"challenge"}
    assert (came[-1]["task"]["id"], came[-1]["task"]["status"]) == (name, "succeeded")


def test_a_callback_that_fails_the_challenge_is_refused_and_nothing_is_billed(twin: Twin) -> None:
    with listening(echoes=False) as (url, came):
        assert ask(twin, callback_url=url).status_code == 400
    assert ask(twin, callback_url="http://127.0.0.1:9/nobody").status_code == 400
    assert (len(came), twin.bill()) == (1, [])
