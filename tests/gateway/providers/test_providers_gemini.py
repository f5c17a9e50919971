"""Gemini Omni: what is asked of an interaction, what its ends mean, and files that are shown the key."""

import base64
from pathlib import Path
from typing import Any

import pytest
from tests.gateway.providers.counterpart import KEY, Heard, Said, asked, counterpart, film, speaking
from tests.gateway.providers.wires import SPOKEN

from picturelock.gateway.adapters.providers.gemini import Gemini
from picturelock.gateway.model import Recall
from picturelock.gateway.ports import Asked, Declined, Failure, Job, JobState
from picturelock.kernel.errors import Transient

ENGINE = "gemini/omni-1.2-flash"
GEMINI = SPOKEN["gemini"]
FILE = "/v1beta/files/abc-1"


async def sent(order: Asked) -> Any:
    async with counterpart(lambda _: Said(GEMINI.accepted)) as there, speaking(Gemini, there.base) as gemini:
        await gemini.submit(order)
    (heard,) = there.heard
    assert (heard.path, heard.headers["x-goog-api-key"]) == ("/v1/interactions", KEY)
    assert "authorization" not in heard.headers
    return heard.body


async def looked(body: dict[str, Any]) -> Job:
    async with counterpart(lambda _: Said(body)) as there, speaking(Gemini, there.base) as gemini:
        job = await gemini.look("j1", {})
    assert there.heard[0].path == "/v1/interactions/j1"
    return job


async def failure_of(*errors: dict[str, str]) -> Failure | None:
    return (await looked({**GEMINI.word("failed"), "errors": list(errors)})).failure


async def refused(status: int, message: str) -> Failure:
    said = Said({"error": {"code": status, "message": message, "status": "X"}}, status)
    async with counterpart(lambda _: said) as there, speaking(Gemini, there.base) as gemini:
        with pytest.raises(Declined, match=f"gemini says {status}") as declined:
            await gemini.submit(asked(ENGINE))
    return declined.value.failure


async def collected(tmp_path: Path, uri: str, state: str = "ACTIVE", status: int = 200) -> tuple[bytes, list[Heard]]:
    def answers(heard: Heard) -> Said:
        return Said(film()) if ":download" in heard.path else Said({"state": state}, status)

    async with counterpart(answers) as there, speaking(Gemini, there.base) as gemini:
        job = Job("j1", JobState.SUCCEEDED, outputs=(uri.replace("BASE", there.base),))
        return (await gemini.collect(job, tmp_path)).video.read_bytes(), there.heard


async def test_a_film_is_ordered_in_the_background_and_its_file_is_asked_for() -> None:
    parameters = {"duration": "12", "resolution": "1080p", "aspect_ratio": "9:16"}
    body = await sent(asked(ENGINE, parameters=parameters))
    assert body == {
        "model": "gemini-omni-1.2-flash", "background": True, "input": [{"type": "text", "text": "slow dolly"}],
        "generation_config": {"video_config": {"task": "text_to_video"}},
        "response_format": {
            "type": "video", "delivery": "uri", "duration": "12s", "resolution": "1080p", "aspect_ratio": "9:16",
        },
    }  # fmt: skip
    assert "webhook_config" not in await sent(asked(ENGINE, webhook="https://here.example/g"))


async def test_a_picture_to_begin_with_is_said_to_be_the_first_frame(tmp_path: Path) -> None:
    picture = tmp_path / "first.webp"
    picture.write_bytes(b"a picture")
    body = await sent(asked(ENGINE, first_frame=picture))
    image, text = body["input"]
    assert image == {"type": "image", "data": base64.b64encode(b"a picture").decode(), "mime_type": "image/webp"}
    assert (text["type"], body["generation_config"]) == ("text", {"video_config": {"task": "image_to_video"}})
    picture.write_bytes(bytes(15 << 20))
    async with speaking(Gemini, "http://nobody.invalid") as gemini:
        with pytest.raises(Declined, match="Gemini takes 14,680,064 at most"):
            await gemini.submit(asked(ENGINE, first_frame=picture))


@pytest.mark.parametrize("uri", [f"BASE{FILE}:download?alt=media", f"BASE{FILE}", "files/abc-1"])
async def test_a_file_is_fetched_with_the_key_however_it_is_named(uri: str, tmp_path: Path) -> None:
    content, heard = await collected(tmp_path, uri)
    assert content == film()
    assert [each.path for each in heard] == [FILE, f"{FILE}:download?alt=media"]
    assert {each.headers.get("x-goog-api-key") for each in heard} == {KEY}


async def test_a_file_that_is_not_ready_is_fetched_another_time(tmp_path: Path) -> None:
    with pytest.raises(Transient, match="not ready yet"):
        await collected(tmp_path, "files/abc-1", "PROCESSING")
    with pytest.raises(Transient):
        await collected(tmp_path, "files/abc-1", status=503)


async def test_a_file_that_could_not_be_made_is_bad_output(tmp_path: Path) -> None:
    with pytest.raises(Declined) as declined:
        await collected(tmp_path, "files/abc-1", "FAILED")
    assert declined.value.failure is Failure.BAD_OUTPUT


async def test_whether_a_file_is_there_is_for_the_fetching_to_tell(tmp_path: Path) -> None:
    assert (await collected(tmp_path, "files/abc-1", status=404))[0] == film()


async def test_a_small_film_may_come_inside_the_answer(tmp_path: Path) -> None:
    video = {"type": "video", "mime_type": "video/mp4", "data": base64.b64encode(film()).decode()}
    step = {"type": "model_output", "content": [{"type": "text", "text": "There."}, video]}
    job = await looked({**GEMINI.word("completed"), "steps": [{"type": "thought"}, step]})
    async with speaking(Gemini, "http://nobody.invalid") as gemini:
        assert (await gemini.collect(job, tmp_path)).video.read_bytes() == film()


async def test_words_in_place_of_a_film_are_no_film() -> None:
    step = {"type": "model_output", "content": [{"type": "text", "text": "I can't do that."}]}
    for steps in ([step], [], None):
        job = await looked({**GEMINI.word("completed"), "steps": steps})
        assert (job.state, job.failure) == (JobState.FAILED, Failure.BAD_OUTPUT)


async def test_a_failure_has_its_class() -> None:
    assert await failure_of({"code": "safety", "message": "The video was blocked"}) is Failure.SAFETY_OUTPUT
    assert await failure_of({"message": "The prompt goes against our policies"}) is Failure.SAFETY_INPUT
    assert await failure_of({"code": "resource_exhausted", "message": "try later"}) is Failure.RATE_LIMIT
    assert await failure_of({"code": "invalid_argument", "message": "what?"}) is Failure.INVALID_REQUEST
    assert await failure_of({"code": "deadline_exceeded"}) is Failure.TIMEOUT
    assert await failure_of({"code": "internal", "message": "oh"}) is Failure.PROVIDER_INTERNAL
    assert await failure_of() is Failure.PROVIDER_INTERNAL


async def test_why_it_failed_is_told_as_google_tells_it() -> None:
    errors = [{"code": "safety", "message": "blocked"}, {"message": "and again"}]
    assert (await looked({**GEMINI.word("failed"), "errors": errors})).why == "blocked (safety); and again"


@pytest.mark.parametrize(
    ("word", "failure"),
    [
        ("budget_exceeded", Failure.BALANCE),
        ("incomplete", Failure.BAD_OUTPUT),
        ("requires_action", Failure.BAD_OUTPUT),
        ("requires_continuation", Failure.BAD_OUTPUT),
    ],
)
async def test_an_end_without_a_film_is_not_waited_on(word: str, failure: Failure) -> None:
    job = await looked(dict(GEMINI.word(word)))
    assert (job.state, job.failure) == (JobState.FAILED, failure)


@pytest.mark.parametrize(
    ("status", "message", "failure"),
    [
        (400, "response_format.duration: 16s; 3s to 15s", Failure.INVALID_REQUEST),
        (400, "API key not valid. Please pass a valid API key.", Failure.AUTH),
        (400, "The prompt was blocked by our safety filters", Failure.SAFETY_INPUT),
        (403, "Method doesn't allow unregistered callers", Failure.AUTH),
        (429, "You exceeded your current quota, please check your plan and billing details", Failure.RATE_LIMIT),
        (429, "Your prepayment credits are depleted", Failure.BALANCE),
    ],
)
async def test_a_refusal_is_what_its_status_and_its_words_say(status: int, message: str, failure: Failure) -> None:
    assert await refused(status, message) is failure


async def test_one_that_nobody_wants_any_more_is_called_off() -> None:
    async with counterpart(lambda _: Said(GEMINI.word("cancelled"))) as there, speaking(Gemini, there.base) as gemini:
        await gemini.cancel("j1", {})
    assert [(each.method, each.path) for each in there.heard] == [("POST", "/v1/interactions/j1/cancel")]


async def test_what_was_lost_is_not_looked_for_where_nothing_tells_it() -> None:
    assert Gemini.recall is Recall.NOTHING
