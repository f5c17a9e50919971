"""Kling, new style: models in the path, settings and options in the body, as its reference of September 2026 has it.

Class: reference. A task can be looked up by the `external_task_id` that we gave it, which is the purchase's key; it is
the account's for good, and a second task under it is refused. There is no way to cancel. Prices are in units, as its
own bill has them. There is no official SDK for this style, and the older one's are signed otherwise. Its callbacks are
signed as Standard Webhooks, with a secret that only its console tells.
"""

import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, ClassVar

from picturelock.gateway.adapters.providers.line import REFUSALS, UNREADABLE, Answer, Line
from picturelock.gateway.adapters.providers.signatures import Published, standard
from picturelock.gateway.adapters.providers.terms import (
    aspect,
    others,
    picture,
    resolution,
    seconds,
    units_of,
    unless_empty,
)
from picturelock.gateway.adapters.providers.wire import HttpProvider
from picturelock.gateway.model import Recall
from picturelock.gateway.ports import Asked, Declined, Failure, Job, JobState, News
from picturelock.kernel.errors import Transient

STATES: Mapping[str, JobState] = {
    "submitted": JobState.QUEUED, "processing": JobState.RUNNING, "succeeded": JobState.SUCCEEDED,
    "succeed": JobState.SUCCEEDED, "failed": JobState.FAILED,
}  # fmt: skip
CODES: Mapping[int, Failure] = {
    1000: Failure.AUTH, 1001: Failure.AUTH, 1002: Failure.AUTH, 1003: Failure.AUTH, 1004: Failure.AUTH,
    1100: Failure.BALANCE, 1101: Failure.BALANCE, 1102: Failure.BALANCE, 1103: Failure.AUTH,
    1200: Failure.INVALID_REQUEST, 1201: Failure.INVALID_REQUEST, 1202: Failure.INVALID_REQUEST,
    1203: Failure.INVALID_REQUEST, 1300: Failure.SAFETY_INPUT, 1301: Failure.SAFETY_INPUT,
    1302: Failure.RATE_LIMIT, 1303: Failure.CONCURRENCY, 1304: Failure.AUTH,
}  # fmt: skip
"""What a body's `code` means, whatever its status is; 5000 and above are the provider's trouble, and prove nothing."""
NOT_FOUND = 1203
SAFETY_WORDS = ("risk control", "sensitive", "policy", "safety")
MOST_IMAGE = 10 << 20
SHOWN_WITHIN = 86_400.0
"""Seconds within which a task that is not shown is only not shown yet; tasks are kept for 30 days."""


class Kling(HttpProvider):
    name = "kling"
    recall = Recall.REFERENCE
    needs_secret = True
    base = "https://api-singapore.klingai.com"
    engines: ClassVar[Mapping[str, str]] = {"kling/2.6": "kling-2.6"}

    def __init__(self, line: Line, secret: str = "") -> None:
        super().__init__(line, secret)
        self._signed_with = Published(self._given)

    @property
    def hears(self) -> bool:
        return bool(self.secret)

    def order(self, asked: Asked) -> tuple[str, Any]:
        """A picture to begin with is sent as bare base64, and says how wide the film is."""
        text, model = asked.prompt.text, self.engines[asked.prompt.engine]
        settings: dict[str, Any] = {
            "audio": "off", "resolution": resolution(asked), "duration": seconds(asked),
            **others(asked, "resolution", "duration", "aspect_ratio"),
        }  # fmt: skip
        options = {"external_task_id": asked.key, **({"callback_url": asked.webhook} if asked.webhook else {})}
        if asked.first_frame is None:
            settings["aspect_ratio"] = aspect(asked)
            return f"/text-to-video/{model}", {"prompt": text, "settings": settings, "options": options}
        frame = {"type": "first_frame", "url": picture(asked.first_frame, MOST_IMAGE, "Kling").base64}
        contents = [{"type": "prompt", "text": text}, frame]
        return f"/image-to-video/{model}", {"contents": contents, "settings": settings, "options": options}

    def place(self, job: str, handle: Mapping[str, str]) -> str:  # noqa: ARG002
        return f"/tasks?task_ids={job}"

    def job(self, body: Any) -> Job:
        """Of the answer to a submission."""
        return _task(body["data"])

    async def look(self, job: str, handle: Mapping[str, str]) -> Job:
        """A young task that is not shown is not taken for one that is not kept any more."""
        tasks = await self._tasks(self.place(job, handle))
        if tasks:
            return tasks[0]
        if time.time() - float(handle.get("created", 0)) < SHOWN_WITHIN:
            raise Transient(f"kling does not show task {job} yet")
        raise Declined(Failure.EXPIRED, f"kling knows no task {job} any more")

    async def find(self, asked: Asked, since: datetime) -> Sequence[Job]:  # noqa: ARG002 the key is this purchase's
        return await self._tasks(f"/tasks?external_task_ids={asked.key}", named=asked.key)

    async def heard(self, headers: Mapping[str, str], body: bytes, now: datetime) -> News:
        return self.news(await standard(headers, body, now, self._signed_with), body)

    def told_of(self, body: Any) -> str:
        return str(body["id"])

    def fits(self, told: Mapping[str, Any], asked: Asked) -> bool:
        return bool(told.get("external_id", asked.key) == asked.key)

    async def _given(self) -> bytes:
        return self.secret

    def refusal(self, answer: Answer) -> Declined | None:
        """That the key was used before says that an earlier attempt was accepted: it is no refusal."""
        body = answer.body if isinstance(answer.body, dict) else {}
        code, said = body.get("code"), answer.said("message")
        if answer.is_ok and not code:
            return None
        failure = CODES.get(code, REFUSALS.get(answer.status)) if isinstance(code, int) else REFUSALS.get(answer.status)
        if failure is None or _is_known(failure, said):
            return None
        return Declined(failure, f"kling says {answer.status}, code {code}: {said}", answer.after)

    async def _tasks(self, path: str, named: str = "") -> list[Job]:
        """Those that are shown, and none that says it has another name than it was asked by. Raises Transient."""
        answer = await self.line.ask("GET", path)
        if isinstance(answer.body, dict) and answer.body.get("code") == NOT_FOUND:
            return []
        if (refusal := self.refusal(answer)) is not None:
            raise Transient(str(refusal)) from refusal
        try:
            told = answer.body["data"]
            return [_task(each) for each in told if not named or (each.get("external_id") or named) == named]
        except UNREADABLE as error:
            raise Transient(f"kling: can't read {answer.content[:200]!r} ({error})") from error


def _task(task: Any) -> Job:
    state, said = STATES.get(task.get("status"), JobState.STRANGE), task.get("message") or ""
    at = int(task.get("create_time") or 0) // 1000
    videos = (each for each in task.get("outputs") or () if each["type"] == "video")
    return unless_empty(Job(
        str(task["id"]), state, {"created": str(at)} if at else {}, why=said, units=_units(task.get("billing")),
        failure=_failure(said) if state is JobState.FAILED else None,
        outputs=tuple(each["url"] for each in videos if each.get("url")),
        created=datetime.fromtimestamp(at, UTC) if at else None,
        told={name: task[name] for name in ("external_id",) if task.get(name)},
    ))  # fmt: skip


def _units(billing: Any) -> Decimal | None:
    """None where it bills in money, or does not say yet."""
    said = [units_of(each.get("amount")) for each in billing or () if each.get("charge_type") == "unit"]
    units = [each for each in said if each is not None]
    return sum(units, Decimal(0)) if units and len(units) == len(billing) else None


def _failure(said: str) -> Failure:
    is_safety = any(word in said.lower() for word in SAFETY_WORDS)
    return Failure.SAFETY_OUTPUT if is_safety else Failure.PROVIDER_INTERNAL


def _is_known(failure: Failure, said: str) -> bool:
    words = said.lower()
    return failure is Failure.INVALID_REQUEST and "external_task_id" in words and (
        "exist" in words or "duplicate" in words or "used" in words
    )  # fmt: skip
