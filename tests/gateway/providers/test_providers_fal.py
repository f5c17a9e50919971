"""fal's queue: returned addresses, results that are read apart, and errors in what is said to be completed."""

from pathlib import Path
from typing import Any

import pytest
from tests.gateway.providers.counterpart import KEY, Heard, Said, asked, counterpart, film, speaking

from picturelock.gateway.adapters.providers.fal import Fal
from picturelock.gateway.ports import Asked, Declined, Failure, Job, JobState
from picturelock.kernel.errors import Transient

PIKA, KLING = "fal/pika-2.2", "fal/kling-2.5-turbo-pro"
ROOT = "/fal-ai/kling-video/requests/r1"
HANDLE = {"status_url": f"{ROOT}/status", "response_url": ROOT, "cancel_url": f"{ROOT}/cancel"}
QUEUED = {"status": "IN_QUEUE", "request_id": "r1"}
COMPLETED = {"status": "COMPLETED", "request_id": "r1", "metrics": {"inference_time": 38.5}}
MODERATED = {"detail": [{"loc": ["body", "prompt"], "msg": "flagged", "type": "content_policy_violation"}]}


async def sent(order: Asked) -> Heard:
    async with counterpart(lambda _: Said(QUEUED)) as there, speaking(Fal, there.base) as fal:
        await fal.submit(order)
    (heard,) = there.heard
    assert heard.headers["authorization"] == f"Key {KEY}"
    return heard


async def looked(status: Said, response: Said) -> Job:
    def answers(heard: Heard) -> Said:
        return status if heard.path == f"{ROOT}/status" else response

    async with counterpart(answers) as there, speaking(Fal, there.base) as fal:
        return await fal.look("r1", HANDLE)


async def refused(status: int, body: dict[str, Any]) -> Declined:
    async with counterpart(lambda _: Said(body, status)) as there, speaking(Fal, there.base) as fal:
        with pytest.raises(Declined) as declined:
            await fal.submit(asked(PIKA))
    return declined.value


async def test_each_app_is_told_what_it_takes() -> None:
    kling = await sent(asked(KLING, negative="blur", parameters={"duration": "10", "aspect_ratio": "9:16"}))
    assert kling.path == "/fal-ai/kling-video/v2.5-turbo/pro/text-to-video"
    assert kling.body == {
        "prompt": "slow dolly", "duration": "10", "negative_prompt": "blur", "aspect_ratio": "9:16",
    }  # fmt: skip
    pika = await sent(asked(PIKA, parameters={"resolution": "1080p", "duration": "5"}))
    assert pika.path == "/fal-ai/pika/v2.2/text-to-video"
    assert pika.body == {
        "prompt": "slow dolly", "duration": 5, "seed": 7, "resolution": "1080p", "aspect_ratio": "16:9",
    }  # fmt: skip


async def test_a_picture_to_begin_with_makes_another_app_of_it(tmp_path: Path) -> None:
    picture = tmp_path / "first.png"
    picture.write_bytes(b"a picture")
    heard = await sent(asked(KLING, first_frame=picture))
    assert heard.path == "/fal-ai/kling-video/v2.5-turbo/pro/image-to-video"
    assert heard.body == {
        "prompt": "slow dolly", "duration": "5", "image_url": "data:image/png;base64,YSBwaWN0dXJl",
    }  # fmt: skip


async def test_a_webhook_is_named_in_the_address() -> None:
    heard = await sent(asked(KLING, webhook="https://here.example/hooks/fal?intent=a&sig=b"))
    assert heard.path.endswith("?fal_webhook=https%3A%2F%2Fhere.example%2Fhooks%2Ffal%3Fintent%3Da%26sig%3Db")


async def test_the_addresses_that_were_returned_are_kept_with_the_job() -> None:
    async with counterpart(lambda _: Said({})) as there, speaking(Fal, there.base) as fal:
        urls = {name: f"{there.base}/elsewhere{path}" for name, path in HANDLE.items()}
        there.answers = lambda _: Said({**QUEUED, **urls})
        job = await fal.submit(asked(KLING))
        there.answers = lambda _: Said({"status": "IN_PROGRESS", "request_id": "r1"}, 202)
        assert (await fal.look(job.id, job.handle)).state is JobState.RUNNING
        await fal.cancel(job.id, job.handle)
    assert dict(job.handle) == urls
    assert [(heard.method, heard.path) for heard in there.heard[1:]] == [
        ("GET", f"/elsewhere{ROOT}/status"),
        ("PUT", f"/elsewhere{ROOT}/cancel"),
    ]


async def test_an_address_of_somebody_else_is_never_shown_the_key() -> None:
    async with counterpart(lambda _: Said({})) as thief:
        urls = {name: f"{thief.base}{path}" for name, path in HANDLE.items()}
        async with counterpart(lambda _: Said({**QUEUED, **urls})) as there, speaking(Fal, there.base) as fal:
            job = await fal.submit(asked(KLING))
            await fal.look(job.id, job.handle)
    assert job.handle == HANDLE
    assert thief.heard == []
    assert there.heard[1].path == f"{ROOT}/status"


async def test_a_job_is_done_when_its_film_is_named() -> None:
    video = {"url": "https://v3.fal.invalid/out.mp4", "content_type": "video/mp4", "file_size": 1234}
    job = await looked(Said(COMPLETED), Said({"video": video}))
    assert (job.state, job.outputs) == (JobState.SUCCEEDED, (video["url"],))
    assert job.handle == {**HANDLE, "size": "1234"}


async def test_one_that_is_completed_with_an_error_has_failed() -> None:
    errors = {
        "content_policy_violation": Failure.SAFETY_INPUT, "request_timeout": Failure.TIMEOUT,
        "runner_disconnected": Failure.PROVIDER_INTERNAL, "no_media_generated": Failure.BAD_OUTPUT,
        "": Failure.PROVIDER_INTERNAL,
    }  # fmt: skip
    for kind, failure in errors.items():
        job = await looked(Said({**COMPLETED, "error": "no", "error_type": kind}), Said({}, 500))
        assert (job.state, job.failure, job.why) == (JobState.FAILED, failure, "no")
    cancelled = await looked(Said({**COMPLETED, "error": "no", "error_type": "client_cancelled"}), Said({}, 500))
    assert (cancelled.state, cancelled.failure) == (JobState.CANCELLED, None)


@pytest.mark.parametrize(
    ("said", "failure"),
    [
        (Said(MODERATED, 422), Failure.SAFETY_INPUT),
        (Said({"detail": "Request timed out", "error_type": "request_timeout"}, 504), Failure.TIMEOUT),
        (Said({"detail": "gone"}, 503, {"x-fal-error-type": "runner_connection_error"}), Failure.PROVIDER_INTERNAL),
        (Said({"detail": "bad"}, 422), Failure.INVALID_REQUEST),
        (Said({"video": None}), Failure.BAD_OUTPUT),
        (Said({"video": {"url": ""}}), Failure.BAD_OUTPUT),
        (Said({}), Failure.BAD_OUTPUT),
    ],
)
async def test_a_result_that_is_an_error_is_the_jobs_failure(said: Said, failure: Failure) -> None:
    job = await looked(Said(COMPLETED), said)
    assert (job.state, job.failure) == (JobState.FAILED, failure)


@pytest.mark.parametrize(
    "said",
    [Said({}, 500), Said(b"<html>", 502), Said({}, 429), Said({}, 401), Said({"detail": "still in progress"}, 400),
     Said(b"<html>"), Said([]), Said({"video": {"file_size": "?"}, "x": 1}, 503)],
)  # fmt: skip
async def test_a_result_that_cant_be_read_now_is_no_failure_of_the_job(said: Said) -> None:
    with pytest.raises(Transient):
        await looked(Said(COMPLETED), said)


async def test_a_result_that_is_gone_has_expired() -> None:
    with pytest.raises(Declined) as declined:
        await looked(Said(COMPLETED), Said({"detail": "not found"}, 404))
    assert declined.value.failure is Failure.EXPIRED


async def test_a_refusals_body_tells_more_than_its_status() -> None:
    locked = {"detail": "User is locked. Reason: Exhausted balance. Top up."}
    assert (await refused(403, locked)).failure is Failure.BALANCE
    assert (await refused(403, {"detail": "no access"})).failure is Failure.AUTH
    assert (await refused(422, MODERATED)).failure is Failure.SAFETY_INPUT
    assert (await refused(429, {"detail": "concurrent requests limit reached"})).failure is Failure.CONCURRENCY
    wrong = {"detail": [{"loc": ["body", "duration"], "msg": "is no duration", "type": "value_error"}]}
    assert str(await refused(422, wrong)) == "fal says 422: body.duration: is no duration"


async def test_a_film_of_another_size_than_was_said_did_not_all_arrive(tmp_path: Path) -> None:
    async with counterpart(lambda _: Said(film())) as there, speaking(Fal, there.base) as fal:
        outputs = (f"{there.base}/x.mp4",)
        whole = Job("r1", JobState.SUCCEEDED, {"size": str(len(film()))}, outputs=outputs)
        assert (await fal.collect(whole, tmp_path)).video.stat().st_size == len(film())
        with pytest.raises(Transient, match="of 99999 bytes came"):
            await fal.collect(Job("r1", JobState.SUCCEEDED, {"size": "99999"}, outputs=outputs), tmp_path)
