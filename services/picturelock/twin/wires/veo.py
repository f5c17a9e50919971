"""Veo on Google's Agent Platform (Vertex AI): long-running operations, known by their names only.

A lost operation can't be found: there is no list, no name of the client's own, no key. Without `storageUri` the bytes
come in the answer; with one they lie in that bucket, which is served as Cloud Storage serves objects. What moderation
takes away is a success that is missing videos (`raiMediaFilteredCount`), and is not charged. Prices are documented,
dollars a second for each sample: with sound, silent, and both at 4k.
"""

import base64
import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from picturelock.twin.desk import Desk, Look, No, Order, Refusal, json_of
from picturelock.twin.jobs import Charge, Clip, State
from picturelock.twin.wire import Wire

PRICES = {
    "veo-3.1-generate-001": ("0.40", "0.20", "0.60", "0.40"),
    "veo-3.1-fast-generate-001": ("0.15", "0.10", "0.35", "0.30"),
}
LENGTHS, RATE = (8, 4, 6), 24
SIZES = {"720p": (1280, 720), "1080p": (1920, 1080), "4k": (3840, 2160)}
MOST_SAMPLES, MOST_REFERENCES = 4, 3
SAID = "type.googleapis.com/cloud.ai.large_models.vision.GenerateVideoResponse"
FILTERED = "58061214: The generated video was blocked by safety filters."
REFUSALS = {
    No.KEY: (401, "UNAUTHENTICATED"), No.INVALID: (400, "INVALID_ARGUMENT"), No.BALANCE: (403, "PERMISSION_DENIED"),
    No.RATE: (429, "RESOURCE_EXHAUSTED"), No.NOT_FOUND: (404, "NOT_FOUND"),
}  # fmt: skip
GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
AUDIENCE = "https://oauth2.googleapis.com/token"
"""What google-auth always says, wherever it asks."""
HOUR, SLACK = 3600, 600
MODEL = "/{version}/projects/{project}/locations/{location}/publishers/google/models/{model}"


def refuse(no: Refusal) -> Response:
    code, status = REFUSALS[no.why]
    message = no.message
    if no.why is No.BALANCE:
        message = "This API method requires billing to be enabled. Please enable billing on the project and retry."
    if no.why is No.RATE:
        message = (
            "Quota exceeded for online_prediction_requests_per_base_model. Please submit a quota increase request."
        )
    return JSONResponse({"error": {"code": code, "message": message, "status": status}}, code)


@dataclass(frozen=True, slots=True)
class Veo:
    desk: Desk

    def routes(self) -> Sequence[BaseRoute]:
        return (
            Route(f"{MODEL}:predictLongRunning", self.predict, methods=["POST"]),
            Route(f"{MODEL}:fetchPredictOperation", self.fetch, methods=["POST"]),
            Route("/token", self.token, methods=["POST"]),
            Route("/storage/v1/b/{bucket}/o/{name:path}", self.download, methods=["GET"]),
        )

    async def predict(self, request: Request) -> Response:
        account = self._account(request)
        body = await json_of(request)
        job = await self.desk.accept(request, account, _order(request.path_params["model"], body))
        return JSONResponse({"name": _name(job.path, job.id)})

    async def fetch(self, request: Request) -> Response:
        account = self._account(request)
        name = (await json_of(request)).get("operationName")
        job_id = name.rpartition("/")[2] if isinstance(name, str) else ""
        look = self.desk.poll(account, job_id)
        if name != _name(look.job.path, job_id):
            raise Refusal(No.NOT_FOUND, f"Operation {name} was not found")
        if look.strange:
            return JSONResponse({"name": name, "metadata": {"state": look.strange.upper()}})
        return JSONResponse(
            {"name": name, "done": True, "response": await self._made(look)} if look.over else {"name": name}
        )

    async def token(self, request: Request) -> Response:
        """For a service account's assertion, as oauth2.googleapis.com/token gives them. One account has one token."""
        form = parse_qs((await request.body()).decode(errors="replace"))
        claims = _claims(form.get("assertion", [""])[0])
        now = self.desk.now().timestamp()
        if form.get("grant_type") != [GRANT]:
            return JSONResponse({"error": "unsupported_grant_type", "error_description": "Invalid grant_type"}, 400)
        if not (claims.get("iss") and claims.get("scope")) or not _is_good(claims, str(request.url), now):
            return JSONResponse({"error": "invalid_grant", "error_description": "Invalid JWT: wrong claims"}, 400)
        token = hashlib.sha256(str(claims["iss"]).encode()).hexdigest()
        return JSONResponse({"access_token": f"ya29.{token}", "expires_in": 3599, "token_type": "Bearer"})

    async def download(self, request: Request) -> Response:
        """An object of a bucket: its bytes with `alt=media`, else its facts."""
        account, name = self._account(request), request.path_params["name"]
        address = f"gs://{request.path_params['bucket']}/{name}"
        looks = (look for look in self.desk.listed(account) if look.state is State.SUCCEEDED)
        found = next(((look.job, copy) for look in looks for copy in range(look.job.copies)
                      if _address(look, copy) == address), None)  # fmt: skip
        if found is None:
            raise Refusal(No.NOT_FOUND, f"No such object: {request.path_params['bucket']}/{name}")
        path = await self.desk.file(*found)
        if request.query_params.get("alt") == "media":
            return FileResponse(path, media_type="video/mp4")
        facts = {"bucket": request.path_params["bucket"], "name": name, "contentType": "video/mp4"}
        return JSONResponse({"kind": "storage#object", **facts, "size": str(path.stat().st_size)})

    def _account(self, request: Request) -> str:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme != "Bearer" or not token.strip():
            raise Refusal(No.KEY, "Request had invalid authentication credentials. Expected OAuth 2 access token.")
        return self.desk.account(token.strip())

    async def _made(self, look: Look) -> dict[str, Any]:
        copies = look.job.copies
        if look.state is not State.SUCCEEDED:
            return {"@type": SAID, "raiMediaFilteredCount": copies, "raiMediaFilteredReasons": [FILTERED] * copies}
        videos = [await self._video(look, copy) for copy in range(copies)]
        return {"@type": SAID, "raiMediaFilteredCount": 0, "videos": videos}

    async def _video(self, look: Look, copy: int) -> dict[str, str]:
        if address := _address(look, copy):
            return {"gcsUri": address, "mimeType": "video/mp4"}
        held = (await self.desk.file(look.job, copy)).read_bytes()
        return {"bytesBase64Encoded": base64.b64encode(held).decode(), "mimeType": "video/mp4"}


def _claims(assertion: str) -> dict[str, Any]:
    """What a JWT says; the key that would tell whether its signature is right is Google's to know."""
    try:
        _, said, _ = assertion.split(".")
        claims = json.loads(base64.urlsafe_b64decode(f"{said}=="))
    except ValueError:
        return {}
    return claims if isinstance(claims, dict) else {}


def _is_good(claims: dict[str, Any], url: str, now: float) -> bool:
    """At this address, and now: for an hour at most, with clocks ten minutes apart."""
    begins, ends = claims.get("iat"), claims.get("exp")
    if not isinstance(begins, int) or not isinstance(ends, int) or claims.get("aud") not in (url, AUDIENCE):
        return False
    return begins - SLACK <= now < ends <= begins + HOUR


def _address(look: Look, copy: int) -> str:
    """Empty when the bytes were asked for in the answer."""
    folder = str(look.job.request["parameters"].get("storageUri") or "").rstrip("/")
    return f"{folder}/{look.job.id}/sample_{copy}.mp4" if folder else ""


def _name(path: str, job_id: str) -> str:
    """The name of an operation, from the path at which it was begun."""
    return f"{path.partition(':')[0].split('/', 2)[2]}/operations/{job_id}"


def _order(name: str, body: dict[str, Any]) -> Order:
    if name not in PRICES:
        raise Refusal(No.NOT_FOUND, f"Publisher Model `publishers/google/models/{name}` was not found")
    instances, asked = body.get("instances"), body.setdefault("parameters", {})
    if not isinstance(instances, list) or len(instances) != 1 or not isinstance(instances[0], dict):
        raise _wrong("instances: exactly one is needed")
    if not isinstance(asked, dict):
        raise _wrong("parameters: is not an object")
    copies = asked.get("sampleCount", 1)
    if not isinstance(copies, int) or not 1 <= copies <= MOST_SAMPLES:
        raise _wrong(f"sampleCount: must be 1 to {MOST_SAMPLES}")
    if not re.fullmatch(r"(gs://[a-z0-9][\w.-]+(/.*)?)?", str(asked.get("storageUri") or "")):
        raise _wrong("storageUri: must be a Cloud Storage address, gs://BUCKET/FOLDER")
    clip = _clip(_words(instances[0]), asked)
    if instances[0].get("referenceImages") and clip.seconds != LENGTHS[0]:
        raise _wrong(f"durationSeconds: must be {LENGTHS[0]} with referenceImages")
    return Order(name, clip, _charge(name, clip, asked, copies), copies, request=body)


def _words(instance: dict[str, Any]) -> str:
    words = instance.get("prompt") or ""
    if not isinstance(words, str) or not (words or instance.get("image")):
        raise _wrong("prompt: is needed, or an image")
    if instance.get("lastFrame") and not instance.get("image"):
        raise _wrong("lastFrame: needs an image")
    for part in ("image", "lastFrame"):
        if part in instance:
            _check_picture(part, instance[part])
    _check_references(instance)
    return words


def _check_references(instance: dict[str, Any]) -> None:
    """Pictures of subjects stand alone: no frame beside them."""
    given = instance.get("referenceImages", [])
    if not isinstance(given, list) or not all(isinstance(each, dict) for each in given):
        raise _wrong("referenceImages: is no list of objects")
    if len(given) > MOST_REFERENCES:
        raise _wrong(f"referenceImages: at most {MOST_REFERENCES} are supported")
    if given and (instance.get("image") or instance.get("lastFrame")):
        raise _wrong("referenceImages: can't be used together with image or lastFrame")
    for each in given:
        if str(each.get("referenceType", "")).lower() != "asset":
            raise _wrong("referenceImages: referenceType must be asset")
        _check_picture("referenceImages", each.get("image"))


def _check_picture(part: str, picture: Any) -> None:
    if not isinstance(picture, dict) or not picture.get("mimeType"):
        raise _wrong(f"{part}: needs a mimeType")
    if not (picture.get("gcsUri") or picture.get("bytesBase64Encoded")):
        raise _wrong(f"{part}: needs bytesBase64Encoded or gcsUri")
    try:
        base64.b64decode(picture.get("bytesBase64Encoded") or "", validate=True)
    except (ValueError, TypeError) as error:
        raise _wrong(f"{part}: bytesBase64Encoded is no base64") from error


def _clip(words: str, asked: dict[str, Any]) -> Clip:
    length, resolution, ratio = (
        asked.get(*each) for each in (("durationSeconds", 8), ("resolution", "720p"), ("aspectRatio", "16:9"))
    )
    if length not in LENGTHS:
        raise _wrong(f"durationSeconds: {length} is out of bound, supported are 4, 6 and 8")
    if resolution not in tuple(SIZES) or ratio not in ("16:9", "9:16"):
        raise _wrong(f"resolution {resolution} or aspectRatio {ratio} is not supported")
    width, height = SIZES[resolution] if ratio == "16:9" else SIZES[resolution][::-1]
    if asked.get("fps", RATE) != RATE:
        raise _wrong(f"fps: must be {RATE}")
    sound = asked.get("generateAudio", True) is True
    return Clip(width=width, height=height, seconds=length, words=words, sound=sound)


def _charge(name: str, clip: Clip, asked: dict[str, Any], copies: int) -> Charge:
    column = (0 if clip.sound else 1) + (2 if asked.get("resolution") == "4k" else 0)
    seconds = Decimal(str(clip.seconds)) * copies
    return Charge(units=seconds, unit="second", amount=seconds * Decimal(PRICES[name][column]))


def _wrong(message: str) -> Refusal:
    return Refusal(No.INVALID, message, message.partition(":")[0])


def _id_of(uuid: UUID) -> str:
    return str(uuid)


WIRE = Wire("veo", lambda desk: Veo(desk).routes(), refuse, _id_of)
