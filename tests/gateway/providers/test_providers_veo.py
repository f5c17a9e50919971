"""Veo on the Agent Platform: operations known by their names, films inside answers, and moderation in its two forms."""

import base64
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.gateway.providers.counterpart import KEY, PURCHASE, Heard, Said, asked, counterpart, film, speaking

from picturelock.gateway.adapters.providers.veo import Veo
from picturelock.gateway.model import Recall
from picturelock.gateway.ports import AnswerLost, Asked, Declined, Failure, Job, JobState
from picturelock.kernel.errors import Invalid, Transient

ENGINE = "veo/3.1"
PLACE = "projects/demo/locations/us-central1"
MODEL = f"{PLACE}/publishers/google/models/veo-3.1-generate-001"
NAME = f"{MODEL}/operations/7f3c2a10"
HANDLE = {"operation": NAME}


def held(content: bytes) -> str:
    return base64.b64encode(content).decode()


def done(**response: Any) -> Said:
    return Said({"name": NAME, "done": True, "response": {"raiMediaFilteredCount": 0, **response}})


async def sent(order: Asked) -> Heard:
    async with counterpart(lambda _: Said({"name": NAME})) as there, speaking(Veo, there.base) as veo:
        job = await veo.submit(order)
    assert (job.id, job.state, job.handle) == ("7f3c2a10", JobState.QUEUED, HANDLE)
    (heard,) = there.heard
    assert (heard.path, heard.headers["authorization"]) == (f"/v1/{MODEL}:predictLongRunning", f"Bearer {KEY}")
    return heard


async def looked(said: Said, job: str = "7f3c2a10", handle: dict[str, str] = HANDLE) -> Job:
    async with counterpart(lambda _: said) as there, speaking(Veo, there.base) as veo:
        seen = await veo.look(job, handle)
    (heard,) = there.heard
    assert (heard.method, heard.path, heard.body) == (
        "POST", f"/v1/{MODEL}:fetchPredictOperation", {"operationName": NAME},
    )  # fmt: skip
    return seen


async def failed(error: dict[str, Any]) -> tuple[JobState, Failure | None, str]:
    job = await looked(Said({"name": NAME, "done": True, "error": error}))
    return job.state, job.failure, job.why


async def refused(status: int, message: str, **more: Any) -> Declined:
    said = Said({"error": {"code": status, "message": message, "status": "X", **more}}, status)
    async with counterpart(lambda _: said) as there, speaking(Veo, there.base) as veo:
        with pytest.raises(Declined, match=f"veo says {status}") as declined:
            await veo.submit(asked(ENGINE, parameters={"duration": "4"}))
    return declined.value


async def test_a_film_is_ordered_under_a_label_that_stands_in_the_bill() -> None:
    parameters = {"duration": "8", "resolution": "1080p", "aspect_ratio": "9:16"}
    body = (await sent(asked(ENGINE, parameters=parameters, negative="rain", seed=11))).body
    assert body == {
        "instances": [{"prompt": "slow dolly"}],
        "parameters": {
            "sampleCount": 1, "durationSeconds": 8, "resolution": "1080p", "aspectRatio": "9:16", "seed": 11,
            "generateAudio": True, "negativePrompt": "rain",
        },
        "labels": {"picturelock": PURCHASE},
    }  # fmt: skip
    plain = (await sent(asked(ENGINE, parameters={"duration": "4", "generateAudio": "false"}))).body["parameters"]
    assert (plain["aspectRatio"], plain["resolution"], plain["generateAudio"]) == ("16:9", "720p", False)
    assert "negativePrompt" not in plain


async def test_no_bucket_is_named_so_that_the_film_comes_inside_the_answer(tmp_path: Path) -> None:
    assert "storageUri" not in (await sent(asked(ENGINE))).content.decode()
    job = await looked(done(videos=[{"bytesBase64Encoded": held(film()), "mimeType": "video/mp4"}]))
    assert (job.state, job.failure, job.units) == (JobState.SUCCEEDED, None, None)
    async with speaking(Veo, "http://nobody.invalid") as veo:
        assert (await veo.collect(job, tmp_path)).video.read_bytes() == film()


@pytest.mark.parametrize("content", [held(film()[:1000]), held(film())[:-1] + "?"])
async def test_a_film_that_came_in_part_is_asked_for_another_time(content: str, tmp_path: Path) -> None:
    job = await looked(done(videos=[{"bytesBase64Encoded": content}]))
    async with speaking(Veo, "http://nobody.invalid") as veo:
        with pytest.raises(Transient, match="veo: 7f3c2a10: "):
            await veo.collect(job, tmp_path)


async def test_a_picture_to_begin_with_is_sent_as_it_is(tmp_path: Path) -> None:
    picture = tmp_path / "first.jpg"
    picture.write_bytes(b"a picture")
    (instance,) = (await sent(asked(ENGINE, first_frame=picture))).body["instances"]
    assert instance["image"] == {"bytesBase64Encoded": held(b"a picture"), "mimeType": "image/jpeg"}
    picture.write_bytes(bytes((20 << 20) + 1))
    async with speaking(Veo, "http://nobody.invalid") as veo:
        with pytest.raises(Declined, match="Veo takes 20,971,520 at most"):
            await veo.submit(asked(ENGINE, first_frame=picture))


async def test_until_it_is_done_an_operation_tells_its_name_and_no_more() -> None:
    assert (await looked(Said({"name": NAME}))).state is JobState.QUEUED
    assert (await looked(Said({"name": NAME, "metadata": {"createTime": "x"}}))).state is JobState.QUEUED
    assert (await looked(Said({"name": NAME, "done": False}))).state is JobState.QUEUED


async def test_a_job_that_a_person_found_is_asked_after_by_its_whole_name() -> None:
    for job in ("7f3c2a10", NAME):
        assert (await looked(Said({"name": NAME}), job, {})).id == "7f3c2a10"


async def test_what_moderation_took_away_is_a_failure_and_not_a_success_without_films() -> None:
    job = await looked(done(raiMediaFilteredCount=1, raiMediaFilteredReasons=["58061214: blocked by safety filters"]))
    assert (job.state, job.failure, job.why) == (
        JobState.FAILED, Failure.SAFETY_OUTPUT, "58061214: blocked by safety filters",
    )  # fmt: skip
    assert (await looked(done(raiMediaFilteredCount=1))).failure is Failure.SAFETY_OUTPUT
    why = "Veo could not generate videos because the input image violates usage guidelines. Support codes: 15236754"
    picture = await looked(done(raiMediaFilteredCount=1, raiMediaFilteredReasons=[why]))
    assert (picture.failure, picture.why) == (Failure.SAFETY_INPUT, why)


@pytest.mark.parametrize("response", [{}, {"videos": []}, {"videos": [{"gcsUri": "gs://bucket/sample_0.mp4"}]}])
async def test_one_that_is_done_and_brings_no_film_has_failed(response: dict[str, Any]) -> None:
    job = await looked(done(**response))
    assert (job.state, job.failure) == (JobState.FAILED, Failure.BAD_OUTPUT)


@pytest.mark.parametrize(
    ("code", "failure"),
    [
        (3, Failure.INVALID_REQUEST), (4, Failure.TIMEOUT), (7, Failure.AUTH), (8, Failure.RATE_LIMIT),
        (13, Failure.PROVIDER_INTERNAL), (14, Failure.PROVIDER_INTERNAL), (99, Failure.PROVIDER_INTERNAL),
    ],
)  # fmt: skip
async def test_an_operations_error_is_told_by_its_code(code: int, failure: Failure) -> None:
    assert await failed({"code": code, "message": "so it is"}) == (JobState.FAILED, failure, "so it is")


async def test_an_error_about_the_prompt_is_moderation_whatever_its_code() -> None:
    why = "The prompt could not be submitted: it might violate our policies. Support codes: 61493863"
    assert (await failed({"code": 3, "message": why}))[1] is Failure.SAFETY_INPUT


async def test_an_operation_that_was_called_off_has_ended() -> None:
    assert await failed({"code": 1, "message": "cancelled"}) == (JobState.CANCELLED, None, "cancelled")


@pytest.mark.parametrize(
    ("status", "message", "failure"),
    [
        (400, "durationSeconds: 5 is out of bound", Failure.INVALID_REQUEST),
        (400, "The prompt contains sensitive words that violate Responsible AI practices", Failure.SAFETY_INPUT),
        (401, "Request had invalid authentication credentials", Failure.AUTH),
        (403, "Permission denied on resource project demo", Failure.AUTH),
        (403, "This API method requires billing to be enabled", Failure.BALANCE),
        (404, "Publisher Model was not found", Failure.INVALID_REQUEST),
        (429, "Quota exceeded for online_prediction_requests_per_base_model", Failure.RATE_LIMIT),
        (429, "Quota exceeded for online_prediction_concurrent_requests_per_base_model", Failure.CONCURRENCY),
    ],
)
async def test_a_refusal_is_what_its_status_and_its_words_say(status: int, message: str, failure: Failure) -> None:
    declined = await refused(status, message)
    assert (declined.failure, message in str(declined)) == (failure, True)


@pytest.mark.parametrize(
    ("details", "after"),
    [
        ([{"@type": "x"}, {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "34.5s"}], 34.5),
        ([{"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "soon"}], 0.0),
        ("none", 0.0),
        (["none"], 0.0),
    ],
)
async def test_when_to_return_is_read_from_the_details(details: object, after: float) -> None:
    assert (await refused(429, "Quota exceeded", details=details)).after == after


@pytest.mark.parametrize("body", [{"name": ""}, {"name": None}, {"name": 7}, {"operation": NAME}])
async def test_an_answer_without_a_name_leaves_it_open(body: dict[str, Any]) -> None:
    async with counterpart(lambda _: Said(body)) as there, speaking(Veo, there.base) as veo:
        with pytest.raises(AnswerLost):
            await veo.submit(asked(ENGINE))


async def test_a_token_says_no_project_so_the_address_must() -> None:
    async with httpx.AsyncClient() as client:
        for url in ("", "https://aiplatform.googleapis.com", "https://x.example/v1/projects/p", "https://x/v1/../v1/x"):
            with pytest.raises(Invalid, match="is no project; give a service account's JSON file") as invalid:
                Veo.opened(client, url, "ya29.token")
            assert "ya29" not in str(invalid.value)


async def test_what_was_lost_is_not_looked_for_where_nothing_tells_it() -> None:
    assert Veo.recall is Recall.NOTHING
