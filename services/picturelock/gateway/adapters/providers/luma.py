"""Luma: ray-3.2 through the Agents API, as its own SDK (luma-agents 0.5) and reference of 2026-04-01 have it.

Class: nothing can be found out about a job whose answer was lost. The older Dream Machine API had a list that told
what was asked; this one has none: a generation is created, and read by its id, and what is read names no prompt. It
takes no key and no webhook. Prices are in dollars by seconds and resolution. The official SDK posts three times when
an answer is lost, so it is not used.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from picturelock.gateway.adapters.providers.line import REFUSALS, Answer
from picturelock.gateway.adapters.providers.terms import (
    aspect,
    moment,
    others,
    picture,
    resolution,
    seconds,
    unless_empty,
)
from picturelock.gateway.adapters.providers.wire import HttpProvider
from picturelock.gateway.model import Recall
from picturelock.gateway.ports import Asked, Declined, Failure, Job, JobState

STATES: Mapping[str, JobState] = {
    "queued": JobState.QUEUED, "processing": JobState.RUNNING, "completed": JobState.SUCCEEDED,
    "failed": JobState.FAILED,
}  # fmt: skip
FAILURES: Mapping[str, Failure] = {
    "content_moderated": Failure.SAFETY_INPUT, "generation_failed": Failure.PROVIDER_INTERNAL,
    "budget_exhausted": Failure.BALANCE, "output_not_found": Failure.BAD_OUTPUT,
    "image_too_large": Failure.INVALID_REQUEST, "unsupported_format": Failure.INVALID_REQUEST,
    "corrupt_input": Failure.INVALID_REQUEST, "invalid_request": Failure.INVALID_REQUEST,
    "rate_limited": Failure.RATE_LIMIT,
}  # fmt: skip
MOST_IMAGE = 10 << 20


class Luma(HttpProvider):
    name = "luma"
    recall = Recall.NOTHING
    base = "https://agents.lumalabs.ai/v1"
    engines: ClassVar[Mapping[str, str]] = {"luma/ray-3.2": "ray-3.2"}

    def order(self, asked: Asked) -> tuple[str, Any]:
        """A picture to begin with is a keyframe at frame 0, which takes any length; a `start_frame` takes 5 s only."""
        video: dict[str, Any] = {
            "duration": f"{seconds(asked)}s", "resolution": resolution(asked),
            **others(asked, "duration", "resolution", "aspect_ratio"),
        }  # fmt: skip
        if asked.first_frame is not None:
            first = picture(asked.first_frame, MOST_IMAGE, "Luma")
            video["keyframes"] = [{"data": first.base64, "media_type": first.media_type}]
            video["keyframe_indexes"] = [0]
        return "/generations", {
            "prompt": asked.prompt.text, "model": self.engines[asked.prompt.engine], "type": "video",
            "aspect_ratio": aspect(asked), "video": video,
        }  # fmt: skip

    def place(self, job: str, handle: Mapping[str, str]) -> str:  # noqa: ARG002
        return f"/generations/{job}"

    def job(self, body: Any) -> Job:
        state = STATES.get(body.get("state"), JobState.STRANGE)
        code = body.get("failure_code") or ""
        return unless_empty(Job(
            body["id"], state, why=body.get("failure_reason") or code, created=moment(body.get("created_at")),
            failure=FAILURES.get(code, Failure.PROVIDER_INTERNAL) if state is JobState.FAILED else None,
            outputs=tuple(each["url"] for each in body.get("output") or () if each["type"] == "video"),
        ))  # fmt: skip

    def refusal(self, answer: Answer) -> Declined | None:
        """Statuses are the codes here; of what 400 and 429 are about, the words tell more."""
        if (failure := REFUSALS.get(answer.status)) is None:
            return None
        said = answer.said("detail")
        if failure is Failure.RATE_LIMIT and "concurren" in said.lower():
            failure = Failure.CONCURRENCY
        if failure is Failure.INVALID_REQUEST and "moderat" in said.lower():
            failure = Failure.SAFETY_INPUT
        return Declined(failure, f"luma says {answer.status}: {said}", answer.after)
