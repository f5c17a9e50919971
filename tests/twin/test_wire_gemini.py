"""Gemini's wire (Interactions): one interaction makes one video; its SDK pays several times for one that got lost."""

import base64
import hashlib
import hmac
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.twin.hooked import hooked
from tests.twin.twin_client import lost, wait_for

from picturelock.twin import Twin, twin_in_thread

KEY = {"x-goog-api-key": "AIza-test"}
VIDEO = {"aspect_ratio": "16:9", "duration": "8s", "resolution": "720p", "type": "video"}
RECORDED: dict[str, Any] = {
    "model": "gemini-omni-flash", "background": True, "input": "a slow dolly", "response_format": VIDEO,
}  # fmt: skip
SHORT = VIDEO | {"duration": "3s"}
IN_SDK = {"model": "gemini-omni-1.2-flash", "input": "a fox", "background": True, "response_format": SHORT}
HEAD = {"id", "object", "model", "status", "created", "updated"}
NO_SDK = "google-genai is not here, so nobody knows whether it still speaks to the twin: pip install -e .[sdks]"


def create(twin: Twin, **changes: Any) -> httpx.Response:
    return httpx.post(f"{twin.url('gemini')}/v1/interactions", json=RECORDED | changes, headers=KEY, timeout=60)


def retrieve(twin: Twin, name: str) -> dict[str, Any]:
    answer = httpx.get(f"{twin.url('gemini')}/v1/interactions/{name}?stream=false", headers=KEY, timeout=30)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_what_the_sdk_was_recorded_to_send_makes_a_video_that_is_fetched_with_the_key(twin: Twin) -> None:
    made = create(twin)
    assert (made.status_code, set(made.json()), made.json()["status"]) == (200, HEAD, "in_progress")
    said = retrieve(twin, made.json()["id"])
    assert (said["status"], said["object"]) == ("completed", "interaction")
    (step,) = said["steps"]
    assert step["type"] == "model_output"
    (video,) = step["content"]
    assert (set(video), video["mime_type"]) == ({"type", "uri", "mime_type"}, "video/mp4")
    assert httpx.get(video["uri"], headers=KEY, timeout=30).content[4:8] == b"ftyp"
    assert httpx.get(video["uri"]).status_code == 403
    facts = httpx.get(video["uri"].removesuffix(":download?alt=media"), headers=KEY).json()
    assert (facts["state"], facts["mimeType"], facts["uri"] in video["uri"]) == ("ACTIVE", "video/mp4", True)
    assert [(line.units, line.unit, line.amount) for line in twin.bill()] == [(Decimal(8), "second", Decimal("0.56"))]


def test_the_video_comes_as_data_when_it_is_asked_for(twin: Twin) -> None:
    said = retrieve(twin, create(twin, response_format=SHORT | {"delivery": "inline"}).json()["id"])
    assert base64.b64decode(said["steps"][0]["content"][0]["data"])[4:8] == b"ftyp"


def test_what_is_not_in_the_background_is_answered_when_it_is_made(tmp_path: Path) -> None:
    with twin_in_thread(tmp_path, "seed=11", pace=0.02) as twin:
        said = create(twin, background=False, response_format=[{"type": "text"}, SHORT]).json()
        assert (said["status"], len(said["steps"])) == ("completed", 1)


def test_an_interaction_is_under_way_and_can_be_called_off(tmp_path: Path) -> None:
    with twin_in_thread(tmp_path, pace=1.0) as twin:
        name = create(twin).json()["id"]
        assert retrieve(twin, name)["status"] == "in_progress"
        gone = httpx.post(f"{twin.url('gemini')}/v1/interactions/{name}/cancel", headers=KEY)
        assert (gone.status_code, gone.json()["status"]) == (200, "cancelled")
        assert sum(line.amount for line in twin.bill()) == 0


def test_inputs_may_be_lists_of_texts_and_pictures(twin: Twin) -> None:
    picture = {"type": "image", "data": "eA==", "mime_type": "image/png"}
    made = create(twin, input=[{"type": "text", "text": "a fox"}, picture], response_format=SHORT)
    assert made.status_code == 200, made.text
    assert "a fox" in twin.jobs("gemini")[0].clip.words


@pytest.mark.parametrize("fault", ["lost_answer", "reset", "bad_gateway"])
def test_an_interaction_whose_answer_was_lost_is_billed_once_and_can_not_be_found(tmp_path: Path, fault: str) -> None:
    with twin_in_thread(tmp_path, f"{fault}=#1") as twin:
        assert lost(lambda: create(twin)) == (fault != "bad_gateway")
        assert len(twin.bill()) == 1
        assert httpx.get(f"{twin.url('gemini')}/v1/interactions", headers=KEY).status_code in {404, 405}
        assert create(twin).status_code == 200
        assert len(twin.bill()) == 2


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"model": "gemini-9"}, "NOT_FOUND"),
        ({"input": ""}, "INVALID_ARGUMENT"),
        ({"response_format": {"type": "text"}}, "INVALID_ARGUMENT"),
        ({"response_format": VIDEO | {"duration": "16s"}}, "INVALID_ARGUMENT"),
        ({"response_format": VIDEO | {"duration": 8}}, "INVALID_ARGUMENT"),
        ({"response_format": VIDEO | {"resolution": "8k"}}, "INVALID_ARGUMENT"),
        ({"response_format": VIDEO | {"delivery": "post"}}, "INVALID_ARGUMENT"),
    ],
)
def test_what_the_model_can_not_do_is_refused_and_not_billed(twin: Twin, changes: dict[str, Any], status: str) -> None:
    answer = create(twin, **changes)
    assert (answer.json()["error"]["status"], answer.json()["error"]["code"]) == (status, answer.status_code)
    assert twin.bill() == []


def test_keys_limits_credits_and_moderation_have_googles_words(tmp_path: Path) -> None:
    def told(answer: httpx.Response) -> tuple[int, str]:
        return answer.status_code, answer.json()["error"]["status"]

    with twin_in_thread(tmp_path, "rate_limited=#1,moderated=#2") as twin:
        assert told(httpx.post(f"{twin.url('gemini')}/v1/interactions", json=RECORDED)) == (403, "PERMISSION_DENIED")
        assert told(create(twin)) == (429, "RESOURCE_EXHAUSTED")
        failed = retrieve(twin, create(twin).json()["id"])
        assert (failed["status"], "steps" in failed, len(failed["errors"])) == ("failed", False, 1)
        assert sum(line.amount for line in twin.bill()) == 0
        twin.set_balance("gemini", Decimal("0.10"))
        broke = create(twin)
        assert told(broke) == (429, "RESOURCE_EXHAUSTED")
        assert "depleted" in broke.json()["error"]["message"]


def test_a_webhook_is_thin_signed_and_brings_back_what_the_client_wrote_on_it(tmp_path: Path) -> None:
    with hooked() as hook, twin_in_thread(tmp_path) as twin:
        config = {"uris": [f"{hook.url}/gemini"], "user_metadata": {"shot": "sh010"}}
        name = create(twin, webhook_config=config, response_format=SHORT).json()["id"]
        wait_for(lambda: bool(hook.came))
        secret = httpx.get(f"{twin.url('gemini')}/twin/webhook-secret", headers=KEY).json()["secret"]
    (came,) = hook.came
    said = f"{came.headers['webhook-id']}.{came.headers['webhook-timestamp']}.".encode() + came.body
    signature = hmac.new(base64.b64decode(secret.removeprefix("whsec_")), said, hashlib.sha256).digest()
    assert came.headers["webhook-signature"] == f"v1,{base64.b64encode(signature).decode()}"
    told = json.loads(came.body)
    assert (told["type"], told["data"], told["user_metadata"]) == (
        "interaction.completed", {"id": name}, {"shot": "sh010"}
    )  # fmt: skip


def genai(twin: Twin, **options: Any) -> Any:
    sdk = pytest.importorskip("google.genai", reason=NO_SDK)
    return sdk.Client(api_key="AIza-test", http_options={"base_url": twin.url("gemini"), **options})


@pytest.mark.filterwarnings("ignore")
def test_the_official_sdk_makes_a_video_and_downloads_it(twin: Twin) -> None:
    with genai(twin) as client:
        made = client.interactions.create(**IN_SDK)
        done = client.interactions.get(made.id)
        assert (made.status, done.status) == ("in_progress", "completed")
        (file,) = re.findall(r"files/\w+", done.steps[0].content[0].uri)
        assert client.files.download(file=file)[4:8] == b"ftyp"


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("options", "times"), [({}, 5), ({"retry_options": {"attempts": 1}}, 1)])
def test_the_official_sdk_pays_five_times_for_an_answer_that_a_gateway_swallows_unless_told_not_to(
    tmp_path: Path, options: dict[str, Any], times: int
) -> None:
    with twin_in_thread(tmp_path, "bad_gateway=1") as twin, genai(twin, **options) as client:
        with pytest.raises(Exception, match="502"):
            client.interactions.create(**IN_SDK)
        assert len(twin.bill()) == times
