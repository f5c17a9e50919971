"""Replicate: predictions, and finding one in the list by what was asked."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.gateway.providers.counterpart import Heard, Said, asked, counterpart, speaking
from tests.gateway.providers.wires import SPOKEN

from picturelock.gateway.adapters.providers.replicate import MOST_PAGES, Replicate
from picturelock.gateway.ports import Asked, Declined, Failure, JobState
from picturelock.kernel.errors import Transient

ENGINE, MODEL = "replicate/minimax-video-01", "minimax/video-01"
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
WORD = SPOKEN["replicate"].word


def prediction(name: str, minutes: int = 0, **changes: Any) -> dict[str, Any]:
    """Made so many minutes after noon."""
    at = (NOON + timedelta(minutes=minutes)).isoformat().replace("+00:00", "Z")
    made = {**WORD("processing"), "id": name, "created_at": at, "input": {"prompt": "slow dolly"}}
    return made | {"data_removed": False} | changes


def pages(*of: Sequence[dict[str, Any]]) -> Any:
    def answers(heard: Heard) -> Said:
        number = int(heard.path.partition("cursor=")[2] or 0)
        following = f"https://api.replicate.com/v1/predictions?cursor={number + 1}" if number + 1 < len(of) else None
        return Said({"previous": None, "next": following, "results": list(of[number])})

    return answers


async def found(answers: Any, order: Asked | None = None, since: datetime = NOON) -> list[str]:
    async with counterpart(answers) as there, speaking(Replicate, there.base) as replicate:
        return [job.id for job in await replicate.find(order or asked(ENGINE), since)]


async def test_a_film_is_ordered_as_its_own_client_does(tmp_path: Path) -> None:
    picture = tmp_path / "first.png"
    picture.write_bytes(b"a picture")
    async with counterpart(lambda _: Said(WORD("starting"), 201)) as there, speaking(Replicate, there.base) as it:
        await it.submit(asked(ENGINE, webhook="https://here.example/r", parameters={"prompt_optimizer": "false"}))
        await it.submit(asked(ENGINE, first_frame=picture))
    one, other = there.heard
    assert one.path == other.path == "/v1/models/minimax/video-01/predictions"
    assert one.body == {
        "input": {"prompt": "slow dolly", "prompt_optimizer": False}, "webhook": "https://here.example/r",
        "webhook_events_filter": ["completed"],
    }  # fmt: skip
    assert other.body == {
        "input": {"prompt": "slow dolly", "first_frame_image": "data:image/png;base64,YSBwaWN0dXJl"}
    }  # fmt: skip


async def test_a_lost_job_is_found_by_what_was_asked_and_another_is_not() -> None:
    others = [
        prediction("words", input={"prompt": "another"}),
        prediction("model", model="minimax/hailuo-02"),
        prediction("options", input={"prompt": "slow dolly", "first_frame_image": "https://r.invalid/p.png"}),
        prediction("nothing", input=None),
    ]
    assert await found(pages([*others, prediction("mine", 1)])) == ["mine"]
    assert await found(pages(others)) == []
    both = [prediction("one"), prediction("two", 1)]
    assert await found(pages(both)) == ["one", "two"]


async def test_what_was_asked_may_be_told_with_more_than_was_asked(tmp_path: Path) -> None:
    told = {"prompt": "slow dolly", "prompt_optimizer": True}
    assert await found(pages([prediction("mine", input=told)])) == ["mine"]
    plainly = asked(ENGINE, parameters={"prompt_optimizer": "false"})
    assert await found(pages([prediction("optimized", input=told)]), plainly) == []
    picture = tmp_path / "first.png"
    picture.write_bytes(b"a picture")
    framed = {"prompt": "slow dolly", "first_frame_image": "https://replicate.invalid/first.png"}
    assert await found(
        pages([prediction("mine", input=framed), prediction("x")]), asked(ENGINE, first_frame=picture)
    ) == ["mine"]


async def test_a_lost_job_with_a_face_is_found_though_its_picture_is_not_at_hand() -> None:
    plain = asked(ENGINE)
    shows = replace(plain, prompt=plain.prompt.model_copy(update={"references": ("a" * 64,)}))
    faced = {"prompt": "slow dolly", "subject_reference": "https://replicate.invalid/mara.png"}
    assert await found(pages([prediction("mine", input=faced), prediction("plain")]), shows) == ["mine"]
    assert await found(pages([prediction("faced", input=faced), prediction("mine")]), plain) == ["mine"]
    begins = replace(plain, prompt=plain.prompt.model_copy(update={"first_frame": "a" * 64}))
    framed = {"prompt": "slow dolly", "first_frame_image": "https://replicate.invalid/first.png"}
    assert await found(pages([prediction("mine", input=framed), prediction("faced", input=faced)]), begins) == ["mine"]


async def test_the_list_is_read_back_to_its_day_and_no_further() -> None:
    answers = pages(
        [prediction("young", 5, input={"prompt": "x"})],
        [prediction("mine", 3), prediction("too old", -1)],
        [prediction("never read", -2)],
    )
    async with counterpart(answers) as there, speaking(Replicate, there.base) as replicate:
        jobs = await replicate.find(asked(ENGINE), NOON)
    assert [job.id for job in jobs] == ["mine"]
    assert [heard.path for heard in there.heard] == ["/v1/predictions", "/v1/predictions?cursor=1"]


async def test_a_job_whose_input_is_not_kept_any_more_may_be_the_one_that_was_lost() -> None:
    """Otherwise a gateway that was away for an hour would buy it again."""
    forgotten = prediction("forgotten", data_removed=True, input={}, status="succeeded", output=None)
    assert await found(pages([forgotten])) == ["forgotten"]
    assert await found(pages([forgotten, prediction("mine", 3)])) == ["mine"]


@pytest.mark.parametrize(
    "said",
    [None, Said({}, 500), Said({"detail": "no"}, 401), Said({"detail": "no"}, 404), Said(b"<html>"), Said([]),
     Said({"results": [{"id": "x"}]}), Said({"results": [{"id": "x", "created_at": "noon"}]})],
)  # fmt: skip
async def test_a_list_that_cant_be_read_is_no_proof_that_the_job_is_not_there(said: Said | None) -> None:
    with pytest.raises(Transient):
        await found(lambda _: said)


async def test_a_list_without_end_is_no_proof_either() -> None:
    endless = pages(*([prediction(f"p{number}", 9, input={})] for number in range(MOST_PAGES + 1)))
    with pytest.raises(Transient, match="may be behind them"):
        await found(endless)


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        ("The output was flagged as sensitive (E005)", Failure.SAFETY_OUTPUT),
        ("NSFW content detected. Try running it again", Failure.SAFETY_OUTPUT),
        ("Prediction timed out (E004)", Failure.TIMEOUT),
        ("Invalid input (E006)", Failure.INVALID_REQUEST),
        ("CUDA out of memory (E001)", Failure.PROVIDER_INTERNAL),
        (None, Failure.PROVIDER_INTERNAL),
    ],
)
async def test_a_failure_has_its_class(error: str | None, failure: Failure) -> None:
    said = Said({**WORD("failed"), "error": error})
    async with counterpart(lambda _: said) as there, speaking(Replicate, there.base) as replicate:
        job = await replicate.look("j1", {})
    assert (job.failure, job.why) == (failure, error or "")


async def test_how_far_it_is_stands_in_its_logs() -> None:
    logs = "  2%|          | 1/50\n 64%|######    | 32/50 [00:03<00:02]"
    said = Said({**WORD("processing"), "logs": logs})
    async with counterpart(lambda _: said) as there, speaking(Replicate, there.base) as replicate:
        assert (await replicate.look("j1", {})).progress == 0.64


async def test_one_that_is_done_gives_a_film_or_has_failed() -> None:
    async def looked(**changes: Any) -> tuple[JobState, Failure | None, Sequence[str]]:
        said = Said({**WORD("succeeded"), **changes})
        async with counterpart(lambda _: said) as there, speaking(Replicate, there.base) as replicate:
            job = await replicate.look("j1", {})
        return job.state, job.failure, job.outputs

    assert await looked(output=["https://r.invalid/1.mp4"]) == (JobState.SUCCEEDED, None, ("https://r.invalid/1.mp4",))
    assert await looked(output=None) == (JobState.FAILED, Failure.BAD_OUTPUT, ())
    with pytest.raises(Declined) as declined:
        await looked(output=None, data_removed=True)
    assert declined.value.failure is Failure.EXPIRED


async def test_a_job_is_told_to_end() -> None:
    async with counterpart(lambda _: Said(WORD("canceled"))) as there, speaking(Replicate, there.base) as replicate:
        await replicate.cancel("j1", {})
    assert [(heard.method, heard.path) for heard in there.heard] == [("POST", "/v1/predictions/j1/cancel")]
