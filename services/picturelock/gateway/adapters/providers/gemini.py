"""Gemini Omni through the interactions of the Gemini API, v1, as google-genai 3.4 and Google's pages of 2026 have them.

Class: nothing can be found out about an order whose answer was lost. An interaction is made, read, called off and
deleted by its id; there is no list of them, and no key. A film comes as the address of a file, which is kept for two
days and fetched with the key; a small one may come inside the answer. No seed is sent: Google's pages tell of one for
its Agent Platform only. Prices are in dollars a second by resolution. The official SDK posts again when an answer is
lost, so it is not used.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from picturelock.gateway.adapters.providers import google_errors
from picturelock.gateway.adapters.providers.films import Fetched
from picturelock.gateway.adapters.providers.line import Answer
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
from picturelock.kernel.errors import Transient

STATES: Mapping[str, JobState] = {
    "queued": JobState.QUEUED, "in_progress": JobState.RUNNING, "completed": JobState.SUCCEEDED,
    "failed": JobState.FAILED, "cancelled": JobState.CANCELLED, "incomplete": JobState.FAILED,
    "budget_exceeded": JobState.FAILED, "requires_action": JobState.FAILED, "requires_continuation": JobState.FAILED,
}  # fmt: skip
"""What waits for a word of ours has failed: nothing was asked for that could want one."""
WORDS: Mapping[str, Failure] = {
    "budget_exceeded": Failure.BALANCE, "incomplete": Failure.BAD_OUTPUT, "requires_action": Failure.BAD_OUTPUT,
    "requires_continuation": Failure.BAD_OUTPUT,
}  # fmt: skip
FAILURES: Mapping[str, Failure] = {
    "invalid": Failure.INVALID_REQUEST, "permission": Failure.AUTH, "exhausted": Failure.RATE_LIMIT,
    "quota": Failure.RATE_LIMIT, "deadline": Failure.TIMEOUT, "timed out": Failure.TIMEOUT,
}  # fmt: skip
"""By what the code or the text of a failure holds."""
FILE = re.compile(r"(?:^|/)files/([\w-]+)(?::download)?(?:\?|$)", re.ASCII)
UNREADY, LOST = "PROCESSING", "FAILED"
MOST_IMAGE = 14 << 20
"""A request holds 20 MB, and base64 makes a third more of it."""


class Gemini(HttpProvider):
    name = "gemini"
    recall = Recall.NOTHING
    base = "https://generativelanguage.googleapis.com"
    engines: ClassVar[Mapping[str, str]] = {"gemini/omni-1.2-flash": "gemini-omni-1.2-flash"}

    @classmethod
    def headers(cls, key: str) -> Mapping[str, str]:
        return {"x-goog-api-key": key}

    def order(self, asked: Asked) -> tuple[str, Any]:
        """Without its task, a picture might be taken for somebody's looks in place of the first frame."""
        task, content = "text_to_video", [{"type": "text", "text": asked.prompt.text}]
        if asked.first_frame:
            first, task = picture(asked.first_frame, MOST_IMAGE, "Gemini"), "image_to_video"
            content.insert(0, {"type": "image", "data": first.base64, "mime_type": first.media_type})
        body: dict[str, Any] = {
            "model": self.engines[asked.prompt.engine], "background": True, "input": content,
            "generation_config": {"video_config": {"task": task}},
            "response_format": {
                "type": "video", "delivery": "uri", "duration": f"{seconds(asked)}s",
                "resolution": resolution(asked), "aspect_ratio": aspect(asked),
                **others(asked, "duration", "resolution", "aspect_ratio"),
            },
        }  # fmt: skip
        return "/v1/interactions", body

    def place(self, job: str, handle: Mapping[str, str]) -> str:  # noqa: ARG002
        return f"/v1/interactions/{job}"

    def job(self, body: Any) -> Job:
        word, why = body.get("status"), _why(body)
        state = STATES.get(word, JobState.STRANGE if word else JobState.QUEUED)
        contents = [each for step in body.get("steps") or () for each in step.get("content") or ()]
        return unless_empty(Job(
            body["id"], state, why=why, created=moment(body.get("created")),
            failure=WORDS.get(word) or _failure(why) if state is JobState.FAILED else None,
            outputs=tuple(film for each in contents if each.get("type") == "video" and (film := _address(each))),
        ))  # fmt: skip

    async def cancel(self, job: str, handle: Mapping[str, str]) -> None:
        await self.line.ask("POST", f"{self.place(job, handle)}/cancel")

    def refusal(self, answer: Answer) -> Declined | None:
        return google_errors.refusal(self.name, answer)

    async def collect(self, job: Job, workspace: Path) -> Fetched:
        """A file of Google's is fetched once it is ready, and with the key."""
        file = FILE.search(job.outputs[0]) if job.outputs else None
        if file is None or job.outputs[0].startswith("data:"):
            return await super().collect(job, workspace)
        video, path = workspace / "take.mp4", f"/v1beta/files/{file[1]}"
        await self._ready(path)
        await self.line.download(f"{path}:download?alt=media", video, with_key=True)
        return Fetched(video)

    async def _ready(self, path: str) -> None:
        """Raises Transient until it is. That a file is not there is seen when it is fetched."""
        answer = await self.line.ask("GET", path)
        state = answer.body.get("state") if isinstance(answer.body, dict) else None
        if state == LOST:
            raise Declined(Failure.BAD_OUTPUT, f"gemini made no file of {path}")
        if state == UNREADY:
            raise Transient(f"gemini: {path} is not ready yet")


def _address(video: Mapping[str, Any]) -> str:
    data = video.get("data")
    return f"data:video/mp4;base64,{data}" if data else str(video.get("uri") or "")


def _why(body: Mapping[str, Any]) -> str:
    told = ((each.get("message") or "", each.get("code") or "") for each in body.get("errors") or ())
    return "; ".join(f"{said} ({code})" if said and code else said or code for said, code in told)


def _failure(why: str) -> Failure:
    words = why.lower()
    found = (failure for word, failure in FAILURES.items() if word in words)
    return google_errors.unsafe(why) or next(found, Failure.PROVIDER_INTERNAL)
