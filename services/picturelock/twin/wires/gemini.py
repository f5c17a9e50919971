"""Gemini Developer API, Interactions: one interaction makes one video (Gemini Omni).

There is no list and no name of the client's own. Shapes are those that google-genai 3.6 sends and reads. `delivery`
says whether the video comes as `data` or as a `uri` to be fetched with the key; `uri` is taken when it says nothing,
though the preview of July 2026 was seen to answer with data. Prices are dollars a second by resolution: those of
Omni 1.2 are documented by others, those of 1.1 are resellers'. What moderation does here is not documented; the twin
fails the interaction. Webhooks: the first of `webhook_config.uris`. Google signs these as JWTs; the twin signs them as
Google signs those of a project (Standard Webhooks, HMAC), with the secret at `/twin/webhook-secret`.
"""

import base64
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from picturelock.twin.asked import moment
from picturelock.twin.desk import Desk, Look, No, Order, Refusal, json_of
from picturelock.twin.jobs import Charge, Clip, Job, State
from picturelock.twin.results import handed_out
from picturelock.twin.signing import StandardSecret
from picturelock.twin.wire import Hook, Wire

FORTY_EIGHT_HOURS = 48 * 3_600.0
LOOK_SECONDS = 0.05
TOKENS_PER_SECOND = 5_792
SIZES = {"360p": (640, 360), "720p": (1280, 720), "1080p": (1920, 1080), "4k": (3840, 2160)}
OMNI_1_2 = {"360p": "0.021", "720p": "0.07", "1080p": "0.105", "4k": "0.21"}
OMNI_1_1 = {"360p": "0.03", "720p": "0.10", "1080p": "0.15", "4k": "0.30"}
PREVIEW = {"720p": "0.10"}
MODELS = {
    "gemini-omni-1.2-flash": (OMNI_1_2, 15), "gemini-omni-flash": (OMNI_1_2, 15),
    "gemini-omni-1.1-flash": (OMNI_1_1, 10), "gemini-omni-flash-preview": (PREVIEW, 10),
}  # fmt: skip
"""Prices by resolution, and the longest video in seconds."""
SHORTEST, USUAL = 3, 10
REFUSALS = {
    No.KEY: (403, "PERMISSION_DENIED"), No.INVALID: (400, "INVALID_ARGUMENT"), No.BALANCE: (429, "RESOURCE_EXHAUSTED"),
    No.RATE: (429, "RESOURCE_EXHAUSTED"), No.NOT_FOUND: (404, "NOT_FOUND"),
}  # fmt: skip
WORDS = {
    State.CREATED: "in_progress", State.QUEUED: "in_progress", State.RUNNING: "in_progress",
    State.SUCCEEDED: "completed", State.FAILED: "failed", State.CANCELLED: "cancelled",
}  # fmt: skip


def refuse(no: Refusal) -> Response:
    code, status = REFUSALS[no.why]
    message = no.message
    if no.why is No.BALANCE:
        message = "Your prepayment credits are depleted. Please buy more to continue."
    if no.why is No.RATE:
        message = "You exceeded your current quota. Please retry in 1s."
    headers = {"retry-after": "1"} if no.why is No.RATE else None
    return JSONResponse({"error": {"code": code, "message": message, "status": status}}, code, headers)


@dataclass(frozen=True, slots=True)
class Gemini:
    desk: Desk

    def routes(self) -> Sequence[BaseRoute]:
        return (
            Route("/{version}/interactions", self.create, methods=["POST"]),
            Route("/{version}/interactions/{interaction}", self.retrieve, methods=["GET"]),
            Route("/{version}/interactions/{interaction}/cancel", self.cancel, methods=["POST"]),
            Route("/{version}/files/{file}:download", self.download, methods=["GET"]),
            Route("/{version}/files/{file}", self.facts, methods=["GET"]),
            Route("/twin/webhook-secret", self.secret, methods=["GET"]),
        )

    async def create(self, request: Request) -> Response:
        """With `background` it answers at once, else when the video is made."""
        account = self._account(request)
        body = await json_of(request)
        look = self.desk.look(await self.desk.accept(request, account, _order(body)))
        if body.get("background") is not True:
            while not look.over:
                await self.desk.studio.clock.sleep(LOOK_SECONDS)
                look = self.desk.look(look.job)
            return JSONResponse(await self._interaction(look))
        return JSONResponse(_head(look.job, "in_progress"))

    async def retrieve(self, request: Request) -> Response:
        account = self._account(request)
        if request.query_params.get("stream") == "true":
            raise Refusal(No.INVALID, "stream: the studio twin does not stream; ask without it", "stream")
        look = self.desk.poll(account, request.path_params["interaction"])
        return JSONResponse(await self._interaction(look))

    async def cancel(self, request: Request) -> Response:
        look = self.desk.cancel(self._account(request), request.path_params["interaction"])
        return JSONResponse(await self._interaction(look))

    async def download(self, request: Request) -> Response:
        return await handed_out(self.desk, self._made(request))

    async def facts(self, request: Request) -> Response:
        """Of a file; a film is ready as soon as its interaction is over."""
        job = self._made(request)
        name, size = f"files/{request.path_params['file']}", (await self.desk.file(job)).stat().st_size
        facts = {"name": name, "uri": f"{job.base}/v1beta/{name}", "mimeType": "video/mp4", "sizeBytes": str(size)}
        return JSONResponse({**facts, "source": "GENERATED", "state": "ACTIVE"})

    def _made(self, request: Request) -> Job:
        """Whose film the file is. Raises Refusal when there is none, or none any more."""
        look = self.desk.look(self.desk.find(self._account(request), f"v1_{request.path_params['file']}"))
        expired = self.desk.now().timestamp() > look.job.ends.timestamp() + FORTY_EIGHT_HOURS
        if look.state is not State.SUCCEEDED or expired:
            raise Refusal(No.NOT_FOUND, "The file does not exist, or is not there any more")
        return look.job

    async def secret(self, request: Request) -> Response:
        self._account(request)
        return JSONResponse({"secret": _secret(self.desk).shown})

    def _account(self, request: Request) -> str:
        key = request.headers.get("x-goog-api-key") or request.query_params.get("key") or ""
        if not key.strip():
            raise Refusal(No.KEY, "Method doesn't allow unregistered callers. Please use API Key.")
        return self.desk.account(key.strip())

    async def _interaction(self, look: Look) -> dict[str, Any]:
        body = _head(look.job, look.strange or WORDS[look.state])
        if look.over:
            body["updated"] = moment((look.job.cancelled or look.job.ends), "seconds")
        if look.state is State.FAILED:
            body["errors"] = [{"code": "safety", "message": "The video was blocked by safety filters."}]
        if look.state is State.SUCCEEDED:
            body["steps"] = [{"type": "model_output", "content": [await self._video(look.job)]}]
            tokens = round(look.job.clip.seconds * TOKENS_PER_SECOND)
            by = [{"modality": "video", "tokens": tokens}]
            body["usage"] = {"output_tokens_by_modality": by, "total_output_tokens": tokens, "total_tokens": tokens}
        return body

    async def _video(self, job: Job) -> dict[str, str]:
        video = {"type": "video", "mime_type": "video/mp4"}
        if _format(job.request).get("delivery") == "inline":
            return video | {"data": base64.b64encode((await self.desk.file(job)).read_bytes()).decode()}
        return video | {"uri": f"{job.base}/v1beta/files/{job.id.removeprefix('v1_')}:download?alt=media"}


def _head(job: Job, word: str) -> dict[str, Any]:
    created = moment(job.created, "seconds")
    return {
        "id": job.id, "object": "interaction", "model": job.model, "status": word, "created": created,
        "updated": created,
    }  # fmt: skip


def _order(body: dict[str, Any]) -> Order:
    name = body.get("model")
    if not isinstance(name, str) or name not in MODELS:
        raise Refusal(No.NOT_FOUND, f"models/{name} is not found or makes no video")
    prices, longest = MODELS[name]
    asked = _format(body)
    resolution, ratio = asked.get("resolution", "720p"), asked.get("aspect_ratio", "16:9")
    _must(resolution in tuple(prices), f"response_format.resolution: {resolution}; one of {', '.join(prices)}")
    _must(ratio in ("16:9", "9:16"), f"response_format.aspect_ratio: {ratio}; one of 16:9, 9:16")
    seconds = _seconds(asked.get("duration", f"{USUAL}s"), longest)
    _must(asked.get("delivery", "uri") in ("uri", "inline"), "response_format.delivery: one of uri, inline")
    width, height = SIZES[resolution] if ratio == "16:9" else SIZES[resolution][::-1]
    clip = Clip(width=width, height=height, seconds=float(seconds), words=_words(body.get("input")), sound=True)
    charge = Charge(units=seconds, unit="second", amount=seconds * Decimal(prices[resolution]))
    return Order(name, clip, charge, webhook=_webhook(body), request=body)


def _format(body: dict[str, Any]) -> dict[str, Any]:
    """What is asked of the video; several formats may be named, of which one is a video's."""
    given = body.get("response_format") or {"type": "video"}
    formats = given if isinstance(given, list) else [given]
    found = [each for each in formats if isinstance(each, dict) and each.get("type") == "video"]
    _must(len(found) == 1, "response_format: exactly one of type video is needed")
    return found[0]


def _seconds(given: Any, longest: int) -> Decimal:
    said = re.fullmatch(r"(\d+(?:\.\d+)?)s", given) if isinstance(given, str) else None
    _must(
        said is not None and SHORTEST <= Decimal(said[1]) <= longest,
        f"response_format.duration: {given}; {SHORTEST}s to {longest}s",
    )
    return Decimal(said[1]) if said else Decimal()


def _words(given: Any) -> str:
    """The text of an input: a string, a content, or lists of contents and steps."""
    if isinstance(given, str):
        words = given
    elif isinstance(given, dict):
        words = given.get("text") or _words(given.get("content") or " ")
    else:
        words = " ".join(map(_words, given)) if isinstance(given, list) else ""
    _must(bool(words), "input: is needed")
    return str(words)


def _webhook(body: dict[str, Any]) -> str:
    config = body.get("webhook_config") or {}
    uris = config.get("uris") if isinstance(config, dict) else None
    return str(uris[0]) if isinstance(uris, list) and uris else ""


def _must(holds: bool, message: str) -> None:  # noqa: FBT001 reads as what it is
    if not holds:
        raise Refusal(No.INVALID, message, message.partition(":")[0])


async def hook(desk: Desk, job: Job, event: str) -> Hook | None:
    """Thin: what became of it must be asked for."""
    if not job.webhook or event == "start":
        return None
    look = desk.look(job)
    said = {"version": "v1", "type": f"interaction.{WORDS[look.state]}", "timestamp": moment(desk.now(), "seconds"),
            "data": {"id": job.id}, "user_metadata": job.request["webhook_config"].get("user_metadata")}  # fmt: skip
    body, name, at = json.dumps(said).encode(), f"msg_{job.id}", int(desk.now().timestamp())
    return Hook(job.webhook, body, _secret(desk).headers(name, at, body))


def _secret(desk: Desk) -> StandardSecret:
    return StandardSecret(desk.studio.folder / "gemini-webhook-secret")


def _id_of(uuid: UUID) -> str:
    return f"v1_{uuid.hex}"


WIRE = Wire("gemini", lambda desk: Gemini(desk).routes(), refuse, _id_of, FORTY_EIGHT_HOURS, hook)
