"""Veo on Google's Agent Platform: operations of REST v1, as google-genai 3.4 and the reference of 2026 have them.

Class: nothing can be found out about an order whose answer was lost. An operation is known by the name in that answer
alone: what a publisher's model lets one do is to begin one, and to fetch one by its name; there is no list of them, no
name of ours and no key. Our key is a label of the order all the same, as labels stand in Google's bill. Nothing can be
called off, and there is no webhook. As no bucket is named, films come inside the answer. Prices are in dollars a
second. The official SDK posts once as well; it is not used, as it is one more HTTP client, with a login of its own, for
two requests.

The account's key is a service account's JSON file in one line. An access token will do as well, for the hour that it is
good for; the account's address must then say the project: `BASE/v1/projects/PROJECT/locations/us-central1`.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar, Self

import httpx

from picturelock.gateway.adapters.providers import google_errors
from picturelock.gateway.adapters.providers.google_account import AccountLine, ServiceAccount
from picturelock.gateway.adapters.providers.line import FILE_SECONDS, Answer, Keyless, Line
from picturelock.gateway.adapters.providers.terms import (
    aspect,
    others,
    picture,
    resolution,
    seconds,
    unless_empty,
)
from picturelock.gateway.adapters.providers.wire import HttpProvider
from picturelock.gateway.model import Recall
from picturelock.gateway.ports import Asked, Declined, Failure, Job, JobState
from picturelock.kernel.errors import Invalid

CANCELLED = 1
FAILURES: Mapping[int, Failure] = {
    3: Failure.INVALID_REQUEST, 4: Failure.TIMEOUT, 5: Failure.INVALID_REQUEST, 7: Failure.AUTH, 8: Failure.RATE_LIMIT,
    9: Failure.INVALID_REQUEST, 11: Failure.INVALID_REQUEST, 16: Failure.AUTH,
}  # fmt: skip
"""By google.rpc.Code, as an operation's error has it; the others are Google's own trouble."""
REGION = "us-central1"
PLACE = re.compile(r"projects/[\w.:-]+/locations/[\w-]+", re.ASCII)
OPERATIONS = "/operations/"
MOST_IMAGE = 20 << 20


class Veo(HttpProvider):
    name = "veo"
    recall = Recall.NOTHING
    base = f"https://{REGION}-aiplatform.googleapis.com"
    engines: ClassVar[Mapping[str, str]] = {"veo/3.1": "veo-3.1-generate-001"}

    def __init__(self, line: Line, where: str) -> None:
        """`where` it is bought is a project and a region: `projects/PROJECT/locations/us-central1`."""
        super().__init__(line)
        self._models = f"{where}/publishers/google/models"

    @classmethod
    def opened(cls, client: httpx.AsyncClient, url: str, key: str, secret: str = "") -> Self:  # noqa: ARG003 it posts no news
        """A project that the address says goes before the key's own."""
        root, _, where = (url or cls.base).rstrip("/").partition("/v1/")
        if not key:
            return cls(Keyless(client, f"{root}/v1", cls.name), where)
        account = ServiceAccount.read(key, cls.name)
        if account is None:
            return cls(Line(client, f"{root}/v1", cls.headers(key)), _project(where))
        line = AccountLine(client, f"{root}/v1", account)
        return cls(line, _project(where or f"projects/{account.project}/locations/{REGION}"))

    def order(self, asked: Asked) -> tuple[str, Any]:
        """Pictures of what the take shows; or else one to begin with, which is cut to the film's shape there."""
        prompt, instance = asked.prompt, {"prompt": asked.prompt.text, **_pictures(asked)}
        parameters: dict[str, Any] = {
            "sampleCount": 1, "durationSeconds": seconds(asked), "resolution": resolution(asked),
            "aspectRatio": aspect(asked), "seed": prompt.seed, "generateAudio": True,
            **others(asked, "duration", "resolution", "aspect_ratio"),
        }  # fmt: skip
        if prompt.negative:
            parameters["negativePrompt"] = prompt.negative
        path = f"/{self._models}/{self.engines[prompt.engine]}:predictLongRunning"
        return path, {"instances": [instance], "parameters": parameters, "labels": {"picturelock": asked.key}}

    def place(self, job: str, handle: Mapping[str, str]) -> str:
        return f"/{self._operation(job, handle).partition(OPERATIONS)[0]}:fetchPredictOperation"

    async def ask(self, job: str, handle: Mapping[str, str]) -> Answer:
        """By POST. The answer may hold the film, and is waited for as long."""
        name = {"operationName": self._operation(job, handle)}
        return await self.line.ask("POST", self.place(job, handle), name, FILE_SECONDS)

    def job(self, body: Any) -> Job:
        """Its id is the end of the operation's name. Nothing but the name is told until it is done."""
        name, error = body["name"], body.get("error")
        short, handle = name.rpartition("/")[2], {"operation": name} if OPERATIONS in name else {}
        if not body.get("done"):
            return Job(
                short, JobState.STRANGE if (body.get("metadata") or {}).get("state") else JobState.QUEUED, handle
            )
        if error:
            code, said = error.get("code"), str(error.get("message") or "")
            if code == CANCELLED:
                return Job(short, JobState.CANCELLED, handle, why=said)
            failure = google_errors.unsafe(said) or FAILURES.get(code, Failure.PROVIDER_INTERNAL)
            return Job(short, JobState.FAILED, handle, failure=failure, why=said)
        return _made(short, handle, body.get("response") or {})

    def refusal(self, answer: Answer) -> Declined | None:
        return google_errors.refusal(self.name, answer)

    def _operation(self, job: str, handle: Mapping[str, str]) -> str:
        """Its whole name. Where only its end is known, as of a job that a person found, the rest is the account's."""
        name = handle.get("operation") or job
        return name if OPERATIONS in name else f"{self._models}/{self.engines['veo/3.1']}{OPERATIONS}{name}"


def _made(job: str, handle: Mapping[str, str], response: Mapping[str, Any]) -> Job:
    """What moderation took away is missing from the videos, and counted."""
    films = tuple(
        f"data:video/mp4;base64,{held}"
        for video in response.get("videos") or () if (held := video.get("bytesBase64Encoded"))
    )  # fmt: skip
    if not films and response.get("raiMediaFilteredCount"):
        why = "; ".join(map(str, response.get("raiMediaFilteredReasons") or ())) or "moderation took it away"
        failure = google_errors.unsafe(why) or Failure.SAFETY_OUTPUT
        return Job(job, JobState.FAILED, handle, failure=failure, why=why)
    return unless_empty(Job(job, JobState.SUCCEEDED, handle, outputs=films))


def _pictures(asked: Asked) -> dict[str, Any]:
    if asked.references:
        return {"referenceImages": [{"image": _image(file), "referenceType": "asset"} for file in asked.references]}
    return {"image": _image(asked.first_frame)} if asked.first_frame else {}


def _image(file: Path) -> dict[str, str]:
    shown = picture(file, MOST_IMAGE, "Veo")
    return {"bytesBase64Encoded": shown.base64, "mimeType": shown.media_type}


def _project(where: str) -> str:
    if not PLACE.fullmatch(where):
        raise Invalid(
            f"veo: {where!r} is no project; give a service account's JSON file as the key, or the address as "
            f"{Veo.base}/v1/projects/PROJECT/locations/{REGION}"
        )
    return where
