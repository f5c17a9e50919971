"""The wires of Runway, Luma, fal and Replicate: what their SDKs send is understood, and answered in the right shape."""

import time
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.twin.twin_exchanges import APP, EXCHANGES, FAL, LUMA, REPLICATE, RUNWAY, Exchange, shape

from picturelock.twin import Twin, twin_in_thread

ALL = pytest.mark.parametrize("exchange", EXCHANGES.values(), ids=EXCHANGES)
WATCHED = pytest.mark.parametrize("name", [name for name, each in EXCHANGES.items() if each.polls])
KEYLESS: dict[str, tuple[dict[str, str], ...]] = {
    "runway": ({}, {"authorization": "Bearer"}, {"authorization": "Basic key"}),
    "luma": ({}, {"authorization": "Bearer other"}, {"authorization": "Bearer luma-api-"}),
    "dream-machine": ({}, {"authorization": "Bearer x"}, {"authorization": "Bearer luma-"}),
    "fal": ({}, {"authorization": "Bearer id:secret"}, {"authorization": "Key id"}),
    "replicate": ({}, {"authorization": "Bearer x"}, {"authorization": "Bearer r8_"}),
}


def create(twin: Twin, exchange: Exchange, **changes: Any) -> httpx.Response:
    url = f"{twin.url(exchange.provider)}{exchange.path}"
    return httpx.post(url, json={**exchange.body, **changes}, headers=exchange.headers, timeout=30)


def poll(twin: Twin, exchange: Exchange, made: httpx.Response) -> httpx.Response:
    path = exchange.poll.format(id=made.json()[exchange.id_field])
    return httpx.get(f"{twin.url(exchange.provider)}{path}", headers=exchange.headers, timeout=30)


@ALL
def test_a_creation_is_answered_in_the_shape_that_was_recorded(tmp_path: Path, exchange: Exchange) -> None:
    with twin_in_thread(tmp_path) as twin:
        made = create(twin, exchange)
        assert made.status_code == exchange.status, made.text
        assert shape(made.json()) == shape(exchange.answer)
        assert poll(twin, exchange, made).json()[exchange.word_field] == exchange.over
        assert [line.job for line in twin.bill()] == [made.json()[exchange.id_field]]


@WATCHED
def test_a_job_is_polled_through_all_its_words_in_their_shapes(tmp_path: Path, name: str) -> None:
    exchange = EXCHANGES[name]
    seen: dict[str, httpx.Response] = {}
    with twin_in_thread(tmp_path, pace=0.02) as twin:
        made = create(twin, exchange)
        ends = time.monotonic() + 30
        while exchange.over not in seen and time.monotonic() < ends:
            answer = poll(twin, exchange, made)
            seen.setdefault(answer.json()[exchange.word_field], answer)
    assert list(seen) == [word for word in exchange.polls if word.lower() != "failed"]
    for word, answer in seen.items():
        assert shape(answer.json()) == shape(exchange.polls[word]), word
        assert answer.status_code == (202 if exchange.provider == "fal" and word != "COMPLETED" else 200)


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("runway image_to_video", "FAILED"),
        ("luma agents", "failed"),
        ("dream machine", "failed"),
        ("replicate", "failed"),
    ],
)
def test_a_moderated_job_fails_in_the_providers_words_and_is_paid_back(tmp_path: Path, name: str, word: str) -> None:
    exchange = EXCHANGES[name]
    with twin_in_thread(tmp_path, "moderated=1") as twin:
        answer = poll(twin, exchange, create(twin, exchange))
        assert answer.json()[exchange.word_field] == word
        assert shape(answer.json()) == shape(exchange.polls[word])
        assert sum(line.amount for line in twin.bill()) == 0


def test_fal_completes_what_failed_and_tells_it_in_two_fields(tmp_path: Path) -> None:
    exchange = EXCHANGES["fal"]
    with twin_in_thread(tmp_path, "moderated=1") as twin:
        said = poll(twin, exchange, create(twin, exchange)).json()
        assert (said["status"], said["error_type"]) == ("COMPLETED", "content_policy_violation")
        result = httpx.get(said["response_url"], headers=FAL)
        assert result.status_code == 422
        assert result.json()["detail"][0]["type"] == "content_policy_violation"


def test_fal_drops_what_follows_the_apps_name_from_its_urls(tmp_path: Path) -> None:
    with twin_in_thread(tmp_path) as twin:
        said = create(twin, EXCHANGES["fal"]).json()
        base = f"{twin.url('fal')}/fal-ai/kling-video/requests/{said['request_id']}"
        assert (said["response_url"], said["status_url"]) == (base, f"{base}/status")
        made = httpx.get(said["response_url"], headers=FAL, timeout=60).json()["video"]
        whole = httpx.get(made["url"], timeout=60)
        assert (made["content_type"], made["file_size"]) == ("video/mp4", len(whole.content))


@pytest.mark.parametrize("provider", KEYLESS)
def test_a_key_of_another_shape_is_refused_and_nothing_is_billed(tmp_path: Path, provider: str) -> None:
    exchange = next(each for each in EXCHANGES.values() if each.provider == provider)
    with twin_in_thread(tmp_path) as twin:
        for headers in KEYLESS[provider]:
            url = f"{twin.url(provider)}{exchange.path}"
            answer = httpx.post(url, json=dict(exchange.body), headers={**headers, "x-runway-version": "2024-11-06"})
            assert answer.status_code == 401
            assert answer.json()
        assert twin.bill() == []


def test_another_accounts_job_does_not_exist(tmp_path: Path) -> None:
    with twin_in_thread(tmp_path) as twin:
        name = create(twin, EXCHANGES["luma agents"]).json()["id"]
        url = f"{twin.url('luma')}/generations"
        other = {"authorization": "Bearer luma-api-other"}
        assert httpx.get(f"{url}/{name}", headers=other).status_code == 404
        assert httpx.get(url, headers=other).json()["generations"] == []
        assert httpx.get(url, headers=LUMA).json()["generations"][0]["request"]["prompt"] == "slow dolly"


@pytest.mark.parametrize(
    ("provider", "status", "said"),
    [
        ("runway", 400, "You do not have enough credits to run this task."),
        ("luma", 402, "budget_exhausted"),
        ("dream-machine", 402, "Insufficient credits"),
        ("fal", 403, "Exhausted balance"),
        ("replicate", 402, "Insufficient credit"),
    ],
)
def test_an_account_runs_out_as_its_provider_says_it(tmp_path: Path, provider: str, status: int, said: str) -> None:
    exchange = next(each for each in EXCHANGES.values() if each.provider == provider)
    with twin_in_thread(tmp_path) as twin:
        owner = httpx.put(f"{twin.url('twin')}/balance", json={"provider": provider, "amount": "0.01"})
        assert owner.status_code == 200
        answer = create(twin, exchange)
        assert (answer.status_code, twin.bill()) == (status, [])
        assert said in answer.text


@pytest.mark.parametrize(
    ("name", "changes", "status", "where"),
    [
        ("runway text_to_video", {"model": "gen9"}, 400, "model"),
        ("runway text_to_video", {"duration": 5}, 400, "duration"),
        ("runway text_to_video", {"ratio": "16:9"}, 400, "ratio"),
        ("runway text_to_video", {"promptText": "x" * 1001}, 400, "promptText"),
        ("runway image_to_video", {"promptImage": None}, 400, "promptImage"),
        ("luma agents", {"prompt": ""}, 400, "prompt"),
        ("luma agents", {"video": {"duration": "9s"}}, 400, "duration"),
        ("luma agents", {"aspect_ratio": "5:4"}, 400, "aspect_ratio"),
        ("luma agents", {"type": "video_edit"}, 400, "source"),
        ("fal", {"duration": "long"}, 422, "duration"),
        ("fal", {"aspect_ratio": "wide"}, 422, "aspect_ratio"),
        ("replicate", {"input": {}}, 422, "prompt"),
        ("replicate", {"input": "x"}, 422, "input"),
        ("replicate", {"webhook": "gopher://x"}, 422, "webhook"),
    ],
)
def test_what_can_not_be_made_is_refused_and_the_field_named(
    tmp_path: Path, name: str, changes: dict[str, Any], status: int, where: str
) -> None:
    with twin_in_thread(tmp_path) as twin:
        answer = create(twin, EXCHANGES[name], **changes)
        assert (answer.status_code, twin.bill()) == (status, [])
        assert where in answer.text


@pytest.mark.parametrize("body", [b"", b"[", b"[1]", b'"x"', b"\xff\xfe"])
def test_a_body_that_is_no_object_is_refused(tmp_path: Path, body: bytes) -> None:
    with twin_in_thread(tmp_path) as twin:
        for exchange in EXCHANGES.values():
            url = f"{twin.url(exchange.provider)}{exchange.path}"
            assert 400 <= httpx.post(url, content=body, headers=exchange.headers).status_code < 500
        assert twin.bill() == []


def test_a_path_that_is_not_there_is_refused_in_the_providers_words(tmp_path: Path) -> None:
    with twin_in_thread(tmp_path) as twin:
        for provider, headers in (("runway", RUNWAY), ("luma", LUMA), ("replicate", REPLICATE)):
            answer = httpx.get(f"{twin.url(provider)}/nowhere", headers=headers)
            assert answer.status_code == 404
            assert answer.json()


def test_a_queued_job_is_cancelled_and_paid_back(tmp_path: Path) -> None:
    with twin_in_thread(tmp_path, pace=1) as twin:
        runway, fal, replicate = (twin.url(name) for name in ("runway", "fal", "replicate"))
        task = create(twin, EXCHANGES["runway text_to_video"]).json()["id"]
        assert httpx.delete(f"{runway}/v1/tasks/{task}", headers=RUNWAY).status_code == 204
        said = httpx.get(f"{runway}/v1/tasks/{task}", headers=RUNWAY).json()
        assert (said["status"], said["cost"]) == ("CANCELLED", {"credits": 0})

        prediction = create(twin, EXCHANGES["replicate"]).json()["urls"]["cancel"]
        assert prediction.startswith(replicate)
        assert httpx.post(prediction, headers=REPLICATE).json()["status"] == "canceled"

        cancel = create(twin, EXCHANGES["fal"]).json()["cancel_url"]
        assert cancel.startswith(fal)
        first, again = (httpx.put(cancel, headers=FAL) for _ in range(2))
        assert (first.status_code, first.json()) == (202, {"status": "CANCELLATION_REQUESTED"})
        assert (again.status_code, again.json()) == (400, {"status": "ALREADY_COMPLETED"})
        assert sum(line.amount for line in twin.bill()) == 0
        assert len(twin.bill()) == 6


def test_lists_are_behind_by_the_lag_and_name_what_was_asked(tmp_path: Path) -> None:
    with twin_in_thread(tmp_path, "list_lag=60,lost_answer=1,replicate.lost_answer=0") as twin:
        url = f"{twin.url('replicate')}/v1/predictions"
        made = create(twin, EXCHANGES["replicate"], webhook="http://127.0.0.1:9/?intent=7").json()["id"]
        assert httpx.get(url, headers=REPLICATE).json()["results"] == []
        twin.set_faults("list_lag=0")
        (listed,) = httpx.get(url, headers=REPLICATE).json()["results"]
        assert (listed["id"], listed["input"]) == (made, {"prompt": "x"})
        assert twin.bill()[0].reference == "http://127.0.0.1:9/?intent=7"


def test_replicates_list_goes_on_page_by_page(tmp_path: Path) -> None:
    with twin_in_thread(tmp_path) as twin, httpx.Client(headers=REPLICATE) as client:
        url = f"{twin.url('replicate')}/v1/models/a/b/predictions"
        made = [client.post(url, json={"input": {"prompt": str(n)}}).json()["id"] for n in range(103)]
        page = client.get(f"{twin.url('replicate')}/v1/predictions").json()
        rest = client.get(page["next"]).json()
        assert [each["id"] for each in (*page["results"], *rest["results"])] == made[::-1]
        assert (page["previous"], rest["next"]) == (None, None)


def test_replicate_waits_when_it_is_asked_to(tmp_path: Path) -> None:
    exchange = EXCHANGES["replicate"]
    with twin_in_thread(tmp_path, pace=0.01) as twin:
        url = f"{twin.url('replicate')}{exchange.path}"
        said = httpx.post(url, json=dict(exchange.body), headers={**REPLICATE, "prefer": "wait=20"}, timeout=30).json()
        assert said["status"] == "succeeded"
        assert httpx.get(said["output"], timeout=60).content[4:8] == b"ftyp"


def test_fals_billing_events_find_a_request_whose_answer_was_lost(tmp_path: Path) -> None:
    with twin_in_thread(tmp_path, "lost_answer=#1") as twin:
        with pytest.raises(httpx.RemoteProtocolError):
            create(twin, EXCHANGES["fal"])
        (event,) = httpx.get(f"{twin.url('fal')}/v1/models/billing-events", headers=FAL).json()["billing_events"]
        (line,) = twin.bill()
        assert (event["request_id"], event["endpoint_id"]) == (line.job, APP)
        assert event["cost_estimate_nano_usd"] == int(line.amount * 10**9)


def test_runway_tells_what_is_left(tmp_path: Path) -> None:
    with twin_in_thread(tmp_path) as twin:
        url = f"{twin.url('runway')}/v1/organization"
        before = httpx.get(url, headers=RUNWAY).json()["creditBalance"]
        create(twin, EXCHANGES["runway image_to_video"])
        after = httpx.get(url, headers=RUNWAY).json()
        assert before - after["creditBalance"] == 60
        assert after["usage"]["models"] == {"gen4.5": {"dailyGenerations": 1}}


def test_runway_throttles_what_waits_behind_too_many(tmp_path: Path) -> None:
    exchange = EXCHANGES["runway image_to_video"]
    with twin_in_thread(tmp_path, "seed=1", pace=0.1) as twin:
        made = [create(twin, exchange) for _ in range(12)]
        words: set[str] = set()
        ends = time.monotonic() + 20
        while "THROTTLED" not in words and time.monotonic() < ends:
            words |= {poll(twin, exchange, each).json()["status"] for each in made}
        assert {"PENDING", "THROTTLED", "RUNNING"} <= words


def test_runway_takes_references_for_the_models_that_have_them(tmp_path: Path) -> None:
    with twin_in_thread(tmp_path) as twin:
        url = f"{twin.url('runway')}/v1/text_to_video"

        def asked(model: str, references: object) -> httpx.Response:
            body = {"model": model, "promptText": "a fox", "ratio": "1280:720", "duration": 5, "references": references}
            return httpx.post(url, json=body, headers=RUNWAY, timeout=30)

        some = [{"uri": "data:image/png;base64,iVBORw=="}]
        assert asked("seedance2", some * 9).status_code == 200
        for model, references in (("seedance2", some * 10), ("gen4.5", some), ("wan3", [{}]), ("wan3", "x")):
            refused = asked(model, references)
            assert (refused.status_code, refused.json()["issues"][0]["path"]) == (400, ["references"])
        assert len(twin.bill()) == 1
