"""Luma's Agents API: what is sent, and what its failures mean."""

import base64
from pathlib import Path
from typing import Any

import pytest
from tests.gateway.providers.counterpart import Said, asked, counterpart, speaking
from tests.gateway.providers.wires import SPOKEN

from picturelock.gateway.adapters.providers.luma import Luma
from picturelock.gateway.model import Recall
from picturelock.gateway.ports import Asked, Declined, Failure, JobState

ENGINE = "luma/ray-3.2"
LUMA = SPOKEN["luma"]


async def sent(order: Asked) -> Any:
    async with counterpart(lambda _: Said(LUMA.accepted, 201)) as there, speaking(Luma, there.base) as luma:
        await luma.submit(order)
    (heard,) = there.heard
    assert heard.path == "/generations"
    return heard.body


async def failed(body: dict[str, Any]) -> tuple[JobState, Failure | None, str]:
    async with counterpart(lambda _: Said(body)) as there, speaking(Luma, there.base) as luma:
        job = await luma.look("j1", {})
    assert there.heard[0].path == "/generations/j1"
    return job.state, job.failure, job.why


async def refused(status: int, detail: str) -> Failure:
    async with counterpart(lambda _: Said({"detail": detail}, status)) as there, speaking(Luma, there.base) as luma:
        with pytest.raises(Declined, match="luma says") as declined:
            await luma.submit(asked(ENGINE))
    return declined.value.failure


async def test_a_film_is_ordered_as_its_own_sdk_does() -> None:
    expected = {
        "prompt": "slow dolly", "aspect_ratio": "16:9", "model": "ray-3.2", "type": "video",
        "video": {"duration": "5s", "resolution": "720p"},
    }  # fmt: skip
    assert await sent(asked(ENGINE)) == expected
    spelled = {"model": "ray-3.2", "aspect_ratio": "21:9", "duration": "10s", "resolution": "1080p", "hdr": "true"}
    body = await sent(asked(ENGINE, parameters=spelled))
    assert body["aspect_ratio"] == "21:9"
    assert body["video"] == {"duration": "10s", "resolution": "1080p", "hdr": True}


async def test_a_picture_to_begin_with_is_pinned_to_the_first_frame(tmp_path: Path) -> None:
    picture = tmp_path / "first.jpg"
    picture.write_bytes(b"a picture")
    video = (await sent(asked(ENGINE, first_frame=picture)))["video"]
    (frame,) = video["keyframes"]
    assert (base64.b64decode(frame["data"]), frame["media_type"]) == (b"a picture", "image/jpeg")
    assert video["keyframe_indexes"] == [0]


@pytest.mark.parametrize(
    ("code", "failure"),
    [
        ("content_moderated", Failure.SAFETY_INPUT),
        ("generation_failed", Failure.PROVIDER_INTERNAL),
        ("budget_exhausted", Failure.BALANCE),
        ("output_not_found", Failure.BAD_OUTPUT),
        ("image_too_large", Failure.INVALID_REQUEST),
        ("unsupported_format", Failure.INVALID_REQUEST),
        ("corrupt_input", Failure.INVALID_REQUEST),
        ("invalid_request", Failure.INVALID_REQUEST),
        ("rate_limited", Failure.RATE_LIMIT),
        ("a_new_one", Failure.PROVIDER_INTERNAL),
    ],
)
async def test_a_failure_has_its_class(code: str, failure: Failure) -> None:
    body = {**LUMA.word("failed"), "failure_code": code, "failure_reason": "so it is"}
    assert await failed(body) == (JobState.FAILED, failure, "so it is")


async def test_a_job_that_is_done_and_gives_nothing_has_failed() -> None:
    for output in (None, [], [{"type": "image", "url": "https://cdn.invalid/x.png"}]):
        state, failure, _ = await failed({**LUMA.word("completed"), "output": output})
        assert (state, failure) == (JobState.FAILED, Failure.BAD_OUTPUT)


async def test_a_refusals_words_tell_what_its_status_does_not() -> None:
    assert await refused(429, "Too many concurrent generations") is Failure.CONCURRENCY
    assert await refused(429, "Rate limit exceeded") is Failure.RATE_LIMIT
    assert await refused(400, "The prompt was moderated") is Failure.SAFETY_INPUT


async def test_what_was_lost_is_not_looked_for_where_nothing_tells_it() -> None:
    assert Luma.recall is Recall.NOTHING
