"""fal's queue, and the apps it serves: bodies and answers as its own client (fal-client 1.0) has them.

Class: nothing. fal has no key, and no list in which a job that nobody knows the id of could be told: billing events
name requests, apps and costs but not what was asked, take an administrator's key, and come when a job is over; the
list of requests is of apps that are one's own, and only of those that are over. What tells of a lost job is its
webhook, which names the request. Prices are in dollars by seconds. The official client posts ten times when an answer
is lost, so it is not used.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import quote

from Crypto.PublicKey import ECC

from picturelock.gateway.adapters.providers.films import Fetched
from picturelock.gateway.adapters.providers.line import REFUSALS, UNREADABLE, Answer, Line
from picturelock.gateway.adapters.providers.signatures import Published, fals, keys_in
from picturelock.gateway.adapters.providers.terms import aspect, others, picture, resolution, seconds, unless_empty
from picturelock.gateway.adapters.providers.wire import HttpProvider
from picturelock.gateway.model import Recall
from picturelock.gateway.ports import Asked, Declined, Failure, Job, JobState, News
from picturelock.kernel.errors import Transient

STATES: Mapping[str, JobState] = {
    "IN_QUEUE": JobState.QUEUED, "IN_PROGRESS": JobState.RUNNING, "COMPLETED": JobState.SUCCEEDED,
}  # fmt: skip
FAILURES: Mapping[str, Failure] = {
    "content_policy_violation": Failure.SAFETY_INPUT, "no_media_generated": Failure.BAD_OUTPUT,
    "request_timeout": Failure.TIMEOUT, "startup_timeout": Failure.TIMEOUT, "generation_timeout": Failure.TIMEOUT,
    "bad_request": Failure.INVALID_REQUEST, "value_error": Failure.INVALID_REQUEST,
}  # fmt: skip
"""By a request's `error_type`, or the type of a model's error."""
CANCELLED = frozenset({"client_cancelled", "request_cancelled"})
URLS = ("status_url", "response_url", "cancel_url")
MOST_IMAGE = 7 << 20
GONE = (404, 410)
JWKS = "/.well-known/jwks.json"
KEYS = f"https://rest.fal.ai{JWKS}"


@dataclass(frozen=True, slots=True)
class App:
    """`path` without what tells text from picture; `scenes` is what makes a take of pictures of its subjects.

    Seconds are told as a number, or as a word.
    """

    path: str
    takes: frozenset[str] = frozenset()
    seconds: type[int] | type[str] = str
    scenes: str = ""


APPS: Mapping[str, App] = {
    "fal/pika-2.2": App("fal-ai/pika/v2.2", frozenset({"seed", "resolution"}), int, "pikascenes"),
    "fal/kling-2.5-turbo-pro": App("fal-ai/kling-video/v2.5-turbo/pro"),
}


class Fal(HttpProvider):
    name = "fal"
    recall = Recall.NOTHING
    hears = True
    base = "https://queue.fal.run"
    engines: ClassVar[Mapping[str, str]] = {engine: app.path for engine, app in APPS.items()}

    def __init__(self, line: Line, secret: str = "") -> None:
        super().__init__(line, secret)
        self._keys = Published(self._published)

    @classmethod
    def headers(cls, key: str) -> Mapping[str, str]:
        return {"authorization": f"Key {key}"}

    def order(self, asked: Asked) -> tuple[str, Any]:
        """A picture to begin with goes along as data, and says how wide the film is. Each way has an app of its own."""
        app, prompt = APPS[asked.prompt.engine], asked.prompt
        body: dict[str, Any] = {
            "prompt": prompt.text, "duration": app.seconds(seconds(asked)),
            **others(asked, "duration", "resolution", "aspect_ratio"),
        }  # fmt: skip
        if prompt.negative:
            body["negative_prompt"] = prompt.negative
        if "seed" in app.takes:
            body["seed"] = prompt.seed
        if "resolution" in app.takes:
            body["resolution"] = resolution(asked)
        kind = "text-to-video"
        if asked.first_frame is not None:
            kind, body["image_url"] = "image-to-video", picture(asked.first_frame, MOST_IMAGE, "fal").uri
        else:
            body["aspect_ratio"] = aspect(asked)
        if asked.references and asked.first_frame is None:
            uris = [picture(file, MOST_IMAGE, "fal").uri for file in asked.references]
            kind, body["images"] = app.scenes, [{"image_url": uri} for uri in uris]
        hook = f"?fal_webhook={quote(asked.webhook, safe='')}" if asked.webhook else ""
        return f"/{app.path}/{kind}{hook}", body

    async def submit(self, asked: Asked) -> Job:
        job = await super().submit(asked)
        return replace(job, handle={**self.reached(job.id, asked), **job.handle})

    def reached(self, job: str, asked: Asked) -> Mapping[str, str]:
        return addresses(asked.prompt.engine, job)

    async def heard(self, headers: Mapping[str, str], body: bytes, now: datetime) -> News:
        return self.news(await fals(headers, body, now, self._keys), body)

    async def _published(self) -> Sequence[ECC.EccKey]:
        """Of another queue than fal's own, at that queue."""
        url = KEYS if self.line.leads_here(f"{self.base}{JWKS}") else JWKS
        return keys_in((await self.line.told("GET", url, with_key=False)).body)

    def place(self, job: str, handle: Mapping[str, str]) -> str:
        return _address(job, handle, "status_url")

    def job(self, body: Any) -> Job:
        why, kind = body.get("error") or "", body.get("error_type") or ""
        state = STATES.get(body.get("status"), JobState.STRANGE)
        failure = None
        if state is JobState.SUCCEEDED and (why or kind):
            state, failure = _ended(kind)
        handle = {name: body[name] for name in URLS if self.line.leads_here(body.get(name) or "")}
        return Job(body["request_id"], state, handle, failure=failure, why=str(why or kind))

    async def look(self, job: str, handle: Mapping[str, str]) -> Job:
        """Done is one whose result can be read; what names no type of error is mostly about the queue, not the job."""
        found = replace(await super().look(job, handle), handle=handle)
        if found.state is not JobState.SUCCEEDED:
            return found
        answer = await self.line.told("GET", _address(job, handle, "response_url"))
        if answer.is_ok:
            return self._with_film(found, answer)
        kind, why = _error(answer)
        if not kind and answer.status in GONE:
            raise Declined(Failure.EXPIRED, f"fal does not keep any more what {job} made")
        if not kind and (answer.status not in (400, 422) or "in progress" in why.lower()):
            raise Transient(f"fal says {answer.status} of what {job} made")
        state, failure = _ended(kind, otherwise=REFUSALS.get(answer.status, Failure.PROVIDER_INTERNAL))
        return replace(found, state=state, failure=failure, why=why)

    async def cancel(self, job: str, handle: Mapping[str, str]) -> None:
        await self.line.ask("PUT", _address(job, handle, "cancel_url"))

    async def collect(self, job: Job, workspace: Path) -> Fetched:
        fetched = await super().collect(job, workspace)
        size, said = fetched.video.stat().st_size, job.handle.get("size", "")
        if said and size != int(said):
            raise Transient(f"{job.id}: {size} of {said} bytes came")
        return fetched

    def refusal(self, answer: Answer) -> Declined | None:
        """An empty account is a 403 here, and what is wrong with a request may be a whole list."""
        if (failure := REFUSALS.get(answer.status)) is None:
            return None
        kind, said = _error(answer)
        failure = FAILURES.get(kind, failure)
        if "exhausted balance" in said.lower():
            failure = Failure.BALANCE
        if failure is Failure.RATE_LIMIT and "concurren" in said.lower():
            failure = Failure.CONCURRENCY
        return Declined(failure, f"fal says {answer.status}: {said}", answer.after)

    def _with_film(self, job: Job, answer: Answer) -> Job:
        try:
            video = answer.body.get("video") or {}
            size = {"size": str(video["file_size"])} if video.get("file_size") else {}
            outputs = (video["url"],) if video.get("url") else ()
        except UNREADABLE as error:
            raise Transient(f"fal: can't read what {job.id} made: {answer.content[:200]!r}") from error
        return unless_empty(replace(job, outputs=outputs, handle={**job.handle, **size}))


def addresses(engine: str, job: str) -> Mapping[str, str]:
    """Where its jobs are when fal does not say: under the first two parts of the app's name."""
    root = f"/{'/'.join(APPS[engine].path.split('/')[:2])}/requests/{job}"
    return {"status_url": f"{root}/status", "response_url": root, "cancel_url": f"{root}/cancel"}


def _address(job: str, handle: Mapping[str, str], which: str) -> str:
    if url := handle.get(which):
        return url
    raise Transient(f"{job}: it is not on record where fal is asked after it ({which})")


def _ended(kind: str, otherwise: Failure = Failure.PROVIDER_INTERNAL) -> tuple[JobState, Failure | None]:
    if kind in CANCELLED:
        return JobState.CANCELLED, None
    return JobState.FAILED, FAILURES.get(kind, otherwise)


def _error(answer: Answer) -> tuple[str, str]:
    """Its type, and what it says: `{detail, error_type}` of the queue, `{detail: [{type, msg, loc}]}` of a model."""
    body = answer.body if isinstance(answer.body, dict) else {}
    kind, detail = body.get("error_type") or answer.headers.get("x-fal-error-type", ""), body.get("detail")
    if isinstance(detail, list) and detail and isinstance(detail[0], dict):
        first = detail[0]
        where = ".".join(str(part) for part in first.get("loc") or ())
        return str(kind or first.get("type", "")), f"{where}: {first.get('msg', '')}".removeprefix(": ")
    return str(kind), answer.said("detail")
