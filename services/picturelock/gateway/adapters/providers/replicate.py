"""Replicate, and the official models it serves: HTTP API v1, as its own client (replicate 1.0) has it.

Class: listed. There is no key, but all predictions of an account can be listed, newest first, and each tells the input
it was made of, for an hour; of an older one Replicate keeps no more than its model and its times. So the account must
be Picturelock's own: an old prediction of the same model that no purchase has claimed is taken for the one that is
looked for. Prices are in dollars a take. The official client posts once as well; it is not used, as it would be one
more HTTP client, with waits of its own, for four requests.
"""

import re
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

from picturelock.gateway.adapters.providers.line import REFUSALS, UNREADABLE, Answer, Line
from picturelock.gateway.adapters.providers.signatures import Published, secret_of, standard
from picturelock.gateway.adapters.providers.stills import StillProvider
from picturelock.gateway.adapters.providers.terms import moment, others, picture, unless_empty
from picturelock.gateway.model import Recall
from picturelock.gateway.ports import Asked, Declined, Failure, Job, JobState, News
from picturelock.kernel.errors import Invalid, Transient
from picturelock.kernel.nouns import Prompt

STATES: Mapping[str, JobState] = {
    "starting": JobState.QUEUED, "processing": JobState.RUNNING, "succeeded": JobState.SUCCEEDED,
    "failed": JobState.FAILED, "canceled": JobState.CANCELLED, "aborted": JobState.CANCELLED,
}  # fmt: skip
FAILURES: Mapping[str, Failure] = {
    "E005": Failure.SAFETY_OUTPUT, "sensitive": Failure.SAFETY_OUTPUT, "nsfw": Failure.SAFETY_OUTPUT,
    "E006": Failure.INVALID_REQUEST, "E004": Failure.TIMEOUT, "timed out": Failure.TIMEOUT,
}  # fmt: skip
"""By what an error's text holds."""
FIRST_FRAME, SUBJECT = "first_frame_image", "subject_reference"
FILES = frozenset({FIRST_FRAME, SUBJECT})
"""Inputs that are told again otherwise than they were given."""
MOST_IMAGE = 256 << 10
"""Bytes of an image that is sent along, as data."""
MOST_PAGES = 100
PERCENT = re.compile(r"(\d{1,3})%\|")


class Replicate(StillProvider):
    name = "replicate"
    recall = Recall.LISTED
    hears = True
    base = "https://api.replicate.com"
    engines: ClassVar[Mapping[str, str]] = {"replicate/minimax-video-01": "minimax/video-01"}
    stills: ClassVar[Mapping[str, str]] = {"replicate/flux-1.1-pro": "black-forest-labs/flux-1.1-pro"}

    def __init__(self, line: Line, secret: str = "") -> None:
        super().__init__(line, secret)
        self._signed_with = Published(self._account_secret)

    def order(self, asked: Asked) -> tuple[str, Any]:
        pictures = {name: picture(file, MOST_IMAGE, "Replicate").uri for name, file in _pictures(asked).items()}
        body: dict[str, Any] = {"input": {**_input(asked), **pictures}}
        if asked.webhook:
            body |= {"webhook": asked.webhook, "webhook_events_filter": ["completed"]}
        return f"/v1/models/{self._model(asked)}/predictions", body

    def place(self, job: str, handle: Mapping[str, str]) -> str:  # noqa: ARG002
        return f"/v1/predictions/{job}"

    def job(self, body: Any) -> Job:
        """One that is done, and of which nothing is kept any more, has failed with EXPIRED."""
        state, error = STATES.get(body.get("status"), JobState.STRANGE), str(body.get("error") or "")
        failure, outputs = _failure(error) if state is JobState.FAILED else None, _outputs(body.get("output"))
        if state is JobState.SUCCEEDED and not outputs and body.get("data_removed"):
            state, failure, error = JobState.FAILED, Failure.EXPIRED, "replicate does not keep any more what it made"
        done = PERCENT.findall(body.get("logs") or "")
        return unless_empty(Job(
            body["id"], state, progress=int(done[-1]) / 100 if done else None, failure=failure, why=error,
            outputs=outputs, created=moment(body.get("created_at")),
            told={name: body[name] for name in ("model", "input") if body.get(name)},
        ))  # fmt: skip

    async def look(self, job: str, handle: Mapping[str, str]) -> Job:
        found = await super().look(job, handle)
        if found.failure is Failure.EXPIRED:
            raise Declined(Failure.EXPIRED, f"{job}: {found.why}")
        return found

    async def find(self, asked: Asked, since: datetime) -> Sequence[Job]:
        """Those with the same input, or, when there are none, those whose input is not kept any more.

        Pictures are told to be there, or not, so that they need not be at hand.
        """
        wanted, model, alike, forgotten = _input(asked), self._model(asked), [], []
        files = frozenset(_pictures(asked)) | frozenset(_named(asked.prompt))
        async for each in self._predictions(since):
            if each.get("model") != model:
                continue
            if each.get("data_removed"):
                forgotten.append(self.job(each))
            elif _has_same_files(each.get("input"), files) and _is_alike(each.get("input"), wanted):
                alike.append(self.job(each))
        return alike or forgotten

    async def heard(self, headers: Mapping[str, str], body: bytes, now: datetime) -> News:
        return self.news(await standard(headers, body, now, self._signed_with), body)

    def fits(self, told: Mapping[str, Any], asked: Asked) -> bool:
        """By model and input, but for files; an input is told for an hour."""
        same_model = told.get("model") == self._model(asked)
        return same_model and ("input" not in told or _is_alike(told["input"], _input(asked)))

    def _model(self, asked: Asked) -> str:
        return {**self.engines, **self.stills}[asked.prompt.engine]

    async def _account_secret(self) -> bytes:
        answer = await self.line.ask("GET", "/v1/webhooks/default/secret")
        try:
            return secret_of(answer.body["key"])
        except (Invalid, LookupError, TypeError, AttributeError) as error:
            raise Transient(f"replicate does not tell what its webhooks are signed with ({answer.status})") from error

    async def cancel(self, job: str, handle: Mapping[str, str]) -> None:
        await self.line.ask("POST", f"{self.place(job, handle)}/cancel")

    def refusal(self, answer: Answer) -> Declined | None:
        """Problems are told as RFC 7807 says: `{title, detail, status}`."""
        if (failure := REFUSALS.get(answer.status)) is None:
            return None
        return Declined(failure, f"replicate says {answer.status}: {answer.said('detail')}", answer.after)

    async def _predictions(self, since: datetime) -> AsyncIterator[Mapping[str, Any]]:
        """Newest first, back to `since`. Raises Transient when they can't all be read."""
        path = "/v1/predictions"
        for _ in range(MOST_PAGES):
            page = await self._page(path)
            for each in page["results"]:
                if (moment(each["created_at"]) or since) < since:
                    return
                yield each
            if not page.get("next"):
                return
            path = f"/v1/predictions?{urlsplit(page['next']).query}"
        raise Transient(f"replicate lists more than {MOST_PAGES} pages since {since}; the job may be behind them")

    async def _page(self, path: str) -> Any:
        answer = await self.line.ask("GET", path)
        try:
            whole = answer.is_ok and all(each["id"] and moment(each["created_at"]) for each in answer.body["results"])
        except UNREADABLE as error:
            raise Transient(f"replicate: can't read the list: {answer.content[:200]!r}") from error
        if not whole:
            raise Transient(f"replicate does not list predictions ({answer.status}): {answer.said('detail')}")
        return answer.body


def _input(asked: Asked) -> dict[str, Any]:
    return {"prompt": asked.prompt.text, **others(asked)}


def _pictures(asked: Asked) -> dict[str, Path]:
    subject = {SUBJECT: asked.references[0]} if asked.references else {}
    return subject | ({FIRST_FRAME: asked.first_frame} if asked.first_frame else {})


def _named(prompt: Prompt) -> Iterator[str]:
    if prompt.references:
        yield SUBJECT
    if prompt.first_frame:
        yield FIRST_FRAME


def _has_same_files(told: Any, files: frozenset[str]) -> bool:
    """Files are told to be there, or not."""
    return isinstance(told, dict) and files == FILES & told.keys()


def _is_alike(told: Any, wanted: Mapping[str, Any]) -> bool:
    """In all but its files."""
    return isinstance(told, dict) and all(
        told.get(name) == value for name, value in wanted.items() if name not in FILES
    )


def _outputs(output: Any) -> tuple[str, ...]:
    """An address, a list of them, or nothing."""
    return (output,) if isinstance(output, str) and output else tuple(output or ())


def _failure(error: str) -> Failure:
    found = (failure for words, failure in FAILURES.items() if words.lower() in error.lower())
    return next(found, Failure.PROVIDER_INTERNAL)
