"""Veo's wire on Agent Platform: operations known by name only, moderation as a success that is missing videos."""

import base64
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from tests.twin.twin_client import lost, wait_for

from picturelock.twin import Twin, twin_in_thread

TOKEN = {"authorization": "Bearer tok-test"}
MODEL = "/v1beta1/projects/demo/locations/us-central1/publishers/google/models/veo-3.1-generate-001"
PNG = {"bytesBase64Encoded": "iVBORw==", "mimeType": "image/png"}
RECORDED: dict[str, Any] = {
    "instances": [{"prompt": "x", "image": PNG, "lastFrame": {"bytesBase64Encoded": "eA==", "mimeType": "image/png"}}],
    "parameters": {
        "sampleCount": 1, "storageUri": "gs://bucket/out", "fps": 24, "durationSeconds": 8, "seed": 3,
        "aspectRatio": "16:9", "resolution": "1080p", "personGeneration": "allow_adult", "negativePrompt": "blurry",
        "generateAudio": True,
    },
    "labels": {"shot": "sh010"},
}  # fmt: skip
SHORT: dict[str, Any] = {"durationSeconds": 4, "generateAudio": False}
SHORT_IN_SDK = {"duration_seconds": 4, "generate_audio": False}
SAID = "type.googleapis.com/cloud.ai.large_models.vision.GenerateVideoResponse"
NO_SDK = "google-genai is not here, so nobody knows whether it still speaks to the twin: pip install -e .[sdks]"


def predict(twin: Twin, body: dict[str, Any] | None = None, **parameters: Any) -> httpx.Response:
    said = body or {"instances": [{"prompt": "a fox"}], "parameters": SHORT | parameters}
    return httpx.post(f"{twin.url('veo')}{MODEL}:predictLongRunning", json=said, headers=TOKEN, timeout=30)


def fetch(twin: Twin, name: str, headers: dict[str, str] = TOKEN) -> httpx.Response:
    url = f"{twin.url('veo')}{MODEL}:fetchPredictOperation"
    return httpx.post(url, json={"operationName": name}, headers=headers, timeout=30)


def test_what_the_sdk_was_recorded_to_send_makes_an_operation_and_then_an_object_in_the_bucket(twin: Twin) -> None:
    made = predict(twin, RECORDED)
    assert (made.status_code, list(made.json())) == (200, ["name"])
    name = made.json()["name"]
    assert name.startswith(f"{MODEL.removeprefix('/v1beta1/')}/operations/")
    said = fetch(twin, name).json()
    assert (said["name"], said["done"], said["response"]["@type"]) == (name, True, SAID)
    assert said["response"]["raiMediaFilteredCount"] == 0
    (video,) = said["response"]["videos"]
    assert video["mimeType"] == "video/mp4"
    bucket, _, path = video["gcsUri"].removeprefix("gs://").partition("/")
    url = f"{twin.url('veo')}/storage/v1/b/{bucket}/o/{quote(path, safe='')}"
    assert httpx.get(url, params={"alt": "media"}, headers=TOKEN, timeout=60).content[4:8] == b"ftyp"
    assert httpx.get(url, headers=TOKEN).json()["contentType"] == "video/mp4"
    assert httpx.get(f"{url}x", headers=TOKEN).status_code == 404
    assert [(line.units, line.unit, line.amount) for line in twin.bill()] == [(Decimal(8), "second", Decimal("3.20"))]


def test_without_a_bucket_the_bytes_come_in_the_answer_one_for_each_sample(twin: Twin) -> None:
    name = predict(twin, sampleCount=2).json()["name"]
    first, second = fetch(twin, name).json()["response"]["videos"]
    assert base64.b64decode(first["bytesBase64Encoded"])[4:8] == b"ftyp"
    assert first["bytesBase64Encoded"] != second["bytesBase64Encoded"]
    assert [line.amount for line in twin.bill()] == [Decimal("1.60")]


def test_an_operation_tells_nothing_but_its_name_until_it_is_done(tmp_path: Path) -> None:
    seen: list[list[str]] = []
    with twin_in_thread(tmp_path, "seed=9", pace=0.02) as twin:
        name = predict(twin).json()["name"]

        def done() -> bool:
            seen.append(list(fetch(twin, name).json()))
            return "done" in seen[-1]

        wait_for(done)
    assert seen[0] == ["name"]


def test_what_moderation_takes_away_is_counted_in_a_success_and_not_charged(tmp_path: Path) -> None:
    with twin_in_thread(tmp_path, "moderated=1") as twin:
        said = fetch(twin, predict(twin, sampleCount=2).json()["name"]).json()
        assert said["done"] is True
        assert "videos" not in said["response"]
        assert said["response"]["raiMediaFilteredCount"] == 2
        assert len(said["response"]["raiMediaFilteredReasons"]) == 2
        assert sum(line.amount for line in twin.bill()) == 0


@pytest.mark.parametrize("fault", ["lost_answer", "reset", "bad_gateway"])
def test_an_operation_whose_answer_was_lost_is_billed_once_and_can_not_be_found(tmp_path: Path, fault: str) -> None:
    with twin_in_thread(tmp_path, f"{fault}=#1") as twin:
        assert lost(lambda: predict(twin)) == (fault != "bad_gateway")
        assert len(twin.bill()) == 1
        for path in ("operations", "operations?filter=done"):
            assert httpx.get(f"{twin.url('veo')}{MODEL}/{path}", headers=TOKEN).status_code == 404
        assert predict(twin).status_code == 200
        assert len(twin.bill()) == 2, "the same request again is another operation, and is paid for again"


@pytest.mark.parametrize(
    "wrong",
    [
        {"instances": [], "parameters": {}},
        {"instances": [{}], "parameters": {}},
        {"instances": [{"prompt": "x", "lastFrame": PNG}]},
        {"instances": [{"prompt": "x", "image": {"bytesBase64Encoded": "?", "mimeType": "image/png"}}]},
        {"instances": [{"prompt": "x"}], "parameters": {"durationSeconds": 5}},
        {"instances": [{"prompt": "x"}], "parameters": {"resolution": "480p"}},
        {"instances": [{"prompt": "x"}], "parameters": {"sampleCount": 5}},
        {"instances": [{"prompt": "x"}], "parameters": {"storageUri": "https://bucket/out"}},
        {"instances": [{"prompt": "x"}], "parameters": {"fps": 60}},
    ],
)
def test_what_the_model_can_not_do_is_an_invalid_argument(twin: Twin, wrong: dict[str, Any]) -> None:
    answer = predict(twin, wrong)
    assert (answer.status_code, answer.json()["error"]["status"]) == (400, "INVALID_ARGUMENT")
    assert answer.json()["error"]["code"] == 400
    assert twin.bill() == []


def test_tokens_limits_billing_and_names_have_googles_words(tmp_path: Path) -> None:
    def told(answer: httpx.Response) -> tuple[int, str]:
        return answer.status_code, answer.json()["error"]["status"]

    with twin_in_thread(tmp_path, "rate_limited=#1") as twin:
        keyless = httpx.post(f"{twin.url('veo')}{MODEL}:predictLongRunning", json=RECORDED)
        assert told(keyless) == (401, "UNAUTHENTICATED")
        assert told(predict(twin)) == (429, "RESOURCE_EXHAUSTED")
        name = predict(twin).json()["name"]
        assert told(fetch(twin, name, {"authorization": "Bearer other"})) == (404, "NOT_FOUND")
        assert told(fetch(twin, f"projects/other/operations/{name.rpartition('/')[2]}")) == (404, "NOT_FOUND")
        twin.set_balance("veo", Decimal("0.10"))
        assert told(predict(twin)) == (403, "PERMISSION_DENIED")
        unknown = httpx.post(f"{twin.url('veo')}{MODEL}x:predictLongRunning", json=RECORDED, headers=TOKEN)
        assert told(unknown) == (404, "NOT_FOUND")


def genai(twin: Twin) -> Any:
    sdk, credentials = (
        pytest.importorskip(name, reason=NO_SDK) for name in ("google.genai", "google.oauth2.credentials")
    )
    return sdk.Client(
        vertexai=True, project="demo", location="us-central1", credentials=credentials.Credentials("tok-test"),
        http_options={"base_url": twin.url("veo")},
    )  # fmt: skip


@pytest.mark.filterwarnings("ignore")
def test_the_official_sdk_makes_a_video_and_reads_its_bytes(twin: Twin) -> None:
    with genai(twin) as client:
        config = {"duration_seconds": 4, "number_of_videos": 1, "generate_audio": False}
        running = client.models.generate_videos(model="veo-3.1-generate-001", prompt="a fox", config=config)
        done = client.operations.get(running)
        assert done.done
        assert done.response.generated_videos[0].video.video_bytes[4:8] == b"ftyp"


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("fault", ["lost_answer", "bad_gateway", "reset"])
def test_the_official_sdk_asks_once_and_so_pays_once(tmp_path: Path, fault: str) -> None:
    with twin_in_thread(tmp_path, f"{fault}=#1") as twin, genai(twin) as client:
        with pytest.raises(Exception, match=r"502|disconnected|reset|Connection"):
            client.models.generate_videos(model="veo-3.1-generate-001", prompt="a fox", config=SHORT_IN_SDK)
        assert len(twin.bill()) == 1


def test_pictures_of_subjects_make_eight_seconds_and_stand_without_frames(twin: Twin) -> None:
    def said(instance: dict[str, Any], seconds: int = 8) -> httpx.Response:
        return predict(
            twin, {"instances": [{"prompt": "a fox", **instance}], "parameters": {"durationSeconds": seconds}}
        )

    asset = {"image": PNG, "referenceType": "asset"}
    assert said({"referenceImages": [asset] * 3}).status_code == 200
    wrong: list[tuple[dict[str, Any], int, str]] = [
        ({"referenceImages": [asset] * 4}, 8, "at most 3"),
        ({"referenceImages": [asset | {"referenceType": "style"}]}, 8, "referenceType must be asset"),
        ({"referenceImages": [{"referenceType": "asset"}]}, 8, "needs a mimeType"),
        ({"referenceImages": [asset], "image": PNG}, 8, "together with image"),
        ({"referenceImages": PNG}, 8, "no list"),
        ({"referenceImages": [asset]}, 4, "must be 8"),
    ]
    for instance, seconds, why in wrong:
        refused = said(instance, seconds)
        assert (refused.status_code, why in refused.json()["error"]["message"]) == (400, True), refused.text
    assert len(twin.bill()) == 1
