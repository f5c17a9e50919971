"""MiniMax: H3 through the v2 API, as its reference of October 2026 has it.

Class: nothing can be found out about a job whose answer was lost: there is no key, and the list of the last seven days
names no prompt. Prices are in dollars a second by resolution. There is no official SDK for v2. Its callbacks are not
signed: whoever knows the address may post there. An address is taken by MiniMax once it has given back a challenge.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

from picturelock.gateway.adapters.providers.line import REFUSALS, Answer
from picturelock.gateway.adapters.providers.terms import others, picture, seconds, units_of, unless_empty
from picturelock.gateway.adapters.providers.wire import HttpProvider
from picturelock.gateway.model import Recall
from picturelock.gateway.ports import Asked, Declined, Failure, Job, JobState, News

STATES: Mapping[str, JobState] = {
    "queued": JobState.QUEUED, "running": JobState.RUNNING, "succeeded": JobState.SUCCEEDED,
    "failed": JobState.FAILED, "cancelled": JobState.CANCELLED, "expired": JobState.FAILED,
}  # fmt: skip
CODES: Mapping[int, Failure] = {
    1002: Failure.RATE_LIMIT, 1004: Failure.AUTH, 1008: Failure.BALANCE, 1026: Failure.SAFETY_INPUT,
    1027: Failure.SAFETY_OUTPUT, 1039: Failure.RATE_LIMIT, 1041: Failure.CONCURRENCY, 2013: Failure.INVALID_REQUEST,
    2049: Failure.AUTH, 2056: Failure.BALANCE,
}  # fmt: skip
"""By the number at the end of an error's message, which tells more than the status."""
CODE = re.compile(r"\((\d{4})\)\s*$")
RATIOS: Mapping[str, float] = {"16:9": 16 / 9, "9:16": 9 / 16, "1:1": 1.0, "4:3": 4 / 3, "3:4": 3 / 4, "21:9": 21 / 9}
MOST_IMAGE = 7 << 20
"""Bytes; so that all that are taken at once, as data, make no request of more than 64 MB."""
TOLD = ("model", "duration", "resolution")
"""What a task tells of what was asked for."""
MOST_CHALLENGE = 256


class MiniMax(HttpProvider):
    name = "minimax"
    recall = Recall.NOTHING
    hears = True
    base = "https://api.minimax.io"
    engines: ClassVar[Mapping[str, str]] = {"minimax/h3": "MiniMax-H3"}

    def order(self, asked: Asked) -> tuple[str, Any]:
        """A picture to begin with says how wide the film is, and lets no references stand beside it."""
        content: list[dict[str, Any]] = [{"type": "text", "text": asked.prompt.text}]
        body: dict[str, Any] = {
            "model": self.engines[asked.prompt.engine], "content": content, "duration": seconds(asked),
            "resolution": _resolution(asked), **others(asked, "duration", "resolution", "ratio"),
        }  # fmt: skip
        if asked.first_frame is not None:
            content.append(_image("first_frame", asked.first_frame))
        else:
            content += [_image("reference_image", file) for file in asked.references]
            body["ratio"] = _ratio(asked)
        if asked.webhook:
            body["callback_url"] = asked.webhook
        return "/v2/video_generation", body

    def place(self, job: str, handle: Mapping[str, str]) -> str:  # noqa: ARG002
        return f"/v2/query/video_generation/{job}"

    def job(self, body: Any) -> Job:
        """Of the answer to a submission, which is an id, or to a look."""
        if "task" not in body:
            return Job(str(body["task_id"]), JobState.QUEUED)
        task = body["task"]
        state, error = STATES.get(task.get("status"), JobState.STRANGE), task.get("error") or {}
        at, used = task.get("created_at"), (task.get("usage") or {}).get("video_seconds")
        return unless_empty(Job(
            str(task["id"]), state, why=str(error.get("message") or ""),
            failure=_failure(task.get("status"), error) if state is JobState.FAILED else None,
            units=units_of(used),
            outputs=tuple(filter(None, [(task.get("content") or {}).get("url")])),
            created=datetime.fromtimestamp(at, UTC) if isinstance(at, int) else None,
            told={name: task[name] for name in TOLD if name in task},
        ))  # fmt: skip

    async def look(self, job: str, handle: Mapping[str, str]) -> Job:
        """A task that is not there is a 400 here."""
        try:
            return await super().look(job, handle)
        except Declined as error:
            if error.failure is Failure.INVALID_REQUEST:
                raise Declined(Failure.EXPIRED, f"minimax knows no job {job} any more") from error
            raise

    async def heard(self, headers: Mapping[str, str], body: bytes, now: datetime) -> News:  # noqa: ARG002 it signs nothing
        """What is said here may be anybody's. Deliveries have no names, so their bytes tell them apart."""
        if (challenge := _challenge(body)) is not None:
            return News(answer={"challenge": challenge})
        return self.news(hashlib.sha256(body).hexdigest(), body)

    def fits(self, told: Mapping[str, Any], asked: Asked) -> bool:
        _, body = self.order(asked)
        return all(told.get(name, body[name]) == body[name] for name in TOLD)

    def refusal(self, answer: Answer) -> Declined | None:
        said = answer.said("error", "message")
        code = CODE.search(said)
        failure = CODES.get(int(code[1])) if code and not answer.is_ok else None
        if (failure := failure or REFUSALS.get(answer.status)) is None:
            return None
        return Declined(failure, f"minimax says {answer.status}: {said}", answer.after)

    async def cancel(self, job: str, handle: Mapping[str, str]) -> None:  # noqa: ARG002 only what waits can be called off
        await self.line.ask("DELETE", f"/v2/video_generation/{job}")


def _challenge(body: bytes) -> str | None:
    """What is to be given back, where the body asks for that and for no more."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return None
    challenge = said.get("challenge") if isinstance(said, dict) else None
    return challenge if isinstance(challenge, str) and len(challenge) <= MOST_CHALLENGE else None


def _image(role: str, file: Path) -> dict[str, Any]:
    return {"type": "image_url", "role": role, "image_url": {"url": picture(file, MOST_IMAGE, "MiniMax").uri}}


def _resolution(asked: Asked) -> str:
    """As the prompt says, or the smaller one where the short side is no more than that."""
    short = min(asked.prompt.width, asked.prompt.height)
    return asked.prompt.parameters.get("resolution") or ("768P" if short <= 768 else "2K")  # noqa: PLR2004


def _ratio(asked: Asked) -> str:
    """The nearest there is: 1366x768 is called 16:9."""
    shape = asked.prompt.width / asked.prompt.height
    return asked.prompt.parameters.get("ratio") or min(RATIOS, key=lambda ratio: abs(RATIOS[ratio] - shape))


def _failure(word: Any, error: Mapping[str, Any]) -> Failure:
    if word == "expired":
        return Failure.TIMEOUT
    code = str(error.get("code") or "")
    return CODES.get(int(code), Failure.PROVIDER_INTERNAL) if code.isdecimal() else Failure.PROVIDER_INTERNAL
