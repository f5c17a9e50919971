"""Kling, new style: the model in the path, one `/tasks` for all. A job is found by the client's own `external_task_id`.

An external id is the account's for good: a second job under it is refused (400, code 1201) and costs nothing. There is
no way to cancel. Bodies, codes and prices (units a second, a unit is $0.14) are documented, September 2026; that a
query takes twenty ids at most, and that refused jobs are free, others have seen at the live API.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from picturelock.twin.desk import Desk, Look, No, Order, Refusal, json_of
from picturelock.twin.jobs import Charge, Clip, Job, State
from picturelock.twin.signing import StandardSecret
from picturelock.twin.wire import Hook, Wire

DOLLARS_PER_UNIT = Decimal("0.14")
THIRTY_DAYS = 30 * 86_400.0
MOST_IDS, MOST_LISTED = 20, 500
MODERATED = "Failure to pass the risk control system"
CODES = {No.KEY: (401, 1002), No.INVALID: (400, 1201), No.BALANCE: (429, 1102), No.RATE: (429, 1302),
         No.NOT_FOUND: (404, 1203)}  # fmt: skip
WORDS = {
    State.CREATED: "submitted", State.QUEUED: "submitted", State.RUNNING: "processing", State.SUCCEEDED: "succeeded",
    State.FAILED: "failed",
}  # fmt: skip
SHORT_SIDE = {"720p": 720, "1080p": 1080, "4k": 2160}
RATIOS = {"16:9": (16, 9), "9:16": (9, 16), "1:1": (1, 1)}


@dataclass(frozen=True, slots=True)
class Model:
    """Units a second by resolution, silent and with native audio; a resolution that is missing can't be had."""

    silent: dict[str, str]
    spoken: dict[str, str] = field(default_factory=dict)
    lengths: tuple[int, ...] = (5, 10)
    prompt: int = 2500
    frames: tuple[str, ...] = ("first_frame", "last_frame")


LONG = (5, 3, 4, *range(6, 16))
MODELS = {
    "kling-2.5-turbo": Model({"720p": "0.3", "1080p": "0.5"}),
    "kling-2.6": Model({"720p": "0.3", "1080p": "0.5"}, {"1080p": "1.0"}),
    "kling-3.0": Model(
        {"720p": "0.6", "1080p": "0.8", "4k": "3.0"}, {"720p": "0.9", "1080p": "1.2", "4k": "3.0"}, LONG, 3072
    ),
    "kling-3.0-turbo": Model({"720p": "0.8", "1080p": "1.0"}, {}, LONG, 3072, ("first_frame",)),
}
ALWAYS_SPOKEN = frozenset({"kling-3.0-turbo"})
"""Native audio is always on, and no setting of it is taken."""


def refuse(no: Refusal) -> Response:
    status, code = CODES[no.why]
    if no.why is No.KEY and not no.where:
        code = 1001
    if no.crowded:
        code = 1303
    return JSONResponse({"code": code, "message": no.message, "request_id": _request_id(no.message)}, status)


@dataclass(frozen=True, slots=True)
class Kling:
    desk: Desk

    def routes(self) -> Sequence[BaseRoute]:
        return (
            Route("/text-to-video/{model}", self.create, methods=["POST"]),
            Route("/image-to-video/{model}", self.create, methods=["POST"]),
            Route("/tasks", self.query, methods=["GET"]),
            Route("/tasks", self.listed, methods=["POST"]),
            Route("/twin/webhook-secret", self.secret, methods=["GET"]),
        )

    async def create(self, request: Request) -> Response:
        account = self._account(request)
        kind = request.url.path.split("/")[-2]
        order = _order(kind, request.path_params["model"], await json_of(request))
        if order.reference and self._taken(account, order.reference):
            raise Refusal(No.INVALID, f"external_task_id {order.reference} already exists", "options.external_task_id")
        job = await self.desk.accept(request, account, order)
        return _said(_head(self.desk.look(job), "submitted"))

    async def query(self, request: Request) -> Response:
        account = self._account(request)
        ours, theirs = (_ids(request.query_params.get(key, "")) for key in ("task_ids", "external_task_ids"))
        if bool(ours) == bool(theirs):
            raise Refusal(No.INVALID, "Exactly one of task_ids and external_task_ids is needed", "task_ids")
        if len(ours or theirs) > MOST_IDS:
            raise Refusal(No.INVALID, f"At most {MOST_IDS} ids can be queried at once", "task_ids")
        if theirs:
            ours = [look.job.id for look in self.desk.listed(account) if look.job.reference in theirs]
        return _said([self._task(look) for look in self._polled(account, ours)])

    async def listed(self, request: Request) -> Response:
        account = self._account(request)
        body = await json_of(request)
        limit = body.get("limit") or 100
        if not isinstance(limit, int) or not 0 < limit <= MOST_LISTED:
            raise Refusal(No.INVALID, f"limit: at most {MOST_LISTED}", "limit")
        fits = [look for look in self.desk.listed(account) if _fits(look, body)]
        start = _number(body.get("cursor")) or 0
        page = fits[start : start + limit]
        more = start + limit < len(fits)
        return _said({
            "result": [self._task(look) for look in page], "count": len(page),
            "next_cursor": str(start + limit) if more else "", "has_more": more,
        })  # fmt: skip

    async def secret(self, request: Request) -> Response:
        """What the provider's console shows: the secret that callbacks are signed with."""
        self._account(request)
        return JSONResponse({"secret": _secret(self.desk).shown})

    def _account(self, request: Request) -> str:
        scheme, _, key = request.headers.get("authorization", "").partition(" ")
        if not scheme:
            raise Refusal(No.KEY, "Authorization is empty")
        if scheme != "Bearer" or not key.strip() or key.count(".") == 2:  # noqa: PLR2004 the parts of a JWT
            raise Refusal(
                No.KEY, "Authorization is invalid: this API takes an API key, no AK/SK token", "Authorization"
            )
        return self.desk.account(key.strip())

    def _taken(self, account: str, reference: str) -> bool:
        """Whatever lists tell: the provider itself knows at once."""
        mine = (
            job for job in self.desk.studio.jobs.values() if (job.provider, job.account) == (self.desk.name, account)
        )
        return any(job.reference == reference for job in mine)

    def _polled(self, account: str, ids: Sequence[str]) -> Iterator[Look]:
        for each in ids:
            try:
                yield self.desk.poll(account, each)
            except Refusal:
                continue

    def _task(self, look: Look) -> dict[str, Any]:
        return task(self.desk, look)


def task(desk: Desk, look: Look) -> dict[str, Any]:
    """As in queries, lists and callbacks."""
    body: dict[str, Any] = {**_head(look, look.strange or WORDS[look.state]), "message": "", "outputs": []}
    if look.state is State.FAILED:
        body["message"] = MODERATED
    if look.state is State.SUCCEEDED:
        length = f"{look.job.clip.seconds:g}"
        body["outputs"] = [
            {"type": "video", "id": f"{look.job.id}{copy}", "url": url, "duration": length}
            for copy, url in enumerate(desk.links(look.job))
        ]
        body["billing"] = [{"charge_type": "unit", "amount": str(look.cost), "package_type": "video"}]
    return body


def _head(look: Look, word: str) -> dict[str, Any]:
    job = look.job
    ends = (job.ends,) if look.over else ()
    return {
        "id": job.id, "status": word, "create_time": _ms(job.created.timestamp()),
        "update_time": max(_ms(each.timestamp()) for each in (job.created, *ends)), "external_id": job.reference,
    }  # fmt: skip


def _order(kind: str, name: str, body: dict[str, Any]) -> Order:
    model = MODELS.get(name)
    if model is None:
        raise Refusal(No.NOT_FOUND, f"model {name} does not exist; one of {', '.join(MODELS)}")
    settings, options = _part(body, "settings"), _part(body, "options")
    words = _words(kind, model, body)
    clip, units = _clip(name, model, settings, words)
    webhook, reference = (str(options.get(key) or "") for key in ("callback_url", "external_task_id"))
    charge = Charge(units=units, unit="unit", amount=units * DOLLARS_PER_UNIT)
    return Order(name, clip, charge, reference=reference, webhook=webhook, request=body)


def _part(body: dict[str, Any], name: str) -> dict[str, Any]:
    part = body.get(name) or {}
    if not isinstance(part, dict):
        raise Refusal(No.INVALID, f"{name} must be an object", name)
    return part


def _words(kind: str, model: Model, body: dict[str, Any]) -> str:
    words = body.get("prompt") if kind == "text-to-video" else _contents(model, body).get("prompt")
    if not isinstance(words, str) or not words.strip():
        raise Refusal(No.INVALID, "prompt cannot be empty", "prompt")
    if len(words) > model.prompt:
        raise Refusal(No.INVALID, f"prompt: length cannot exceed {model.prompt}", "prompt")
    return words


def _contents(model: Model, body: dict[str, Any]) -> dict[str, Any]:
    """Text or address, by type. Raises Refusal."""
    found: dict[str, Any] = {}
    for item in _listed(body.get("contents")):
        kind = item.get("type") if isinstance(item, dict) else None
        if kind not in ("prompt", *model.frames):
            raise Refusal(No.INVALID, f"contents.type: {kind} is not supported by this model", "contents.type")
        found[kind] = item.get("text" if kind == "prompt" else "url")
    if not found.get("first_frame"):
        raise Refusal(No.INVALID, "contents: a first_frame with a url is required", "contents")
    return found


def _clip(name: str, model: Model, settings: dict[str, Any], words: str) -> tuple[Clip, Decimal]:
    resolution, ratio = settings.get("resolution") or "720p", settings.get("aspect_ratio") or "16:9"
    length, audio = settings.get("duration", model.lengths[0]), settings.get("audio") or "off"
    prices = model.spoken if audio == "native" else model.silent
    _must(audio in ("off", "native") and not (audio == "native" and not prices), "settings.audio", audio)
    _must(resolution in tuple(prices), "settings.resolution", resolution)
    _must(ratio in tuple(RATIOS), "settings.aspect_ratio", ratio)
    _must(length in model.lengths and isinstance(length, int), "settings.duration", length)
    across, down = RATIOS[ratio]
    short = SHORT_SIDE[resolution]
    width, height = (max(short, short * side // min(across, down)) for side in (across, down))
    clip = Clip(
        width=width, height=height, seconds=length, words=words, sound=audio == "native" or name in ALWAYS_SPOKEN
    )
    return clip, Decimal(prices[resolution]) * length


def _must(holds: bool, where: str, value: Any) -> None:  # noqa: FBT001 reads as what it is
    if not holds:
        raise Refusal(No.INVALID, f"{where}: value {value!r} is invalid for this model", where)


def _fits(look: Look, body: dict[str, Any]) -> bool:
    created = _ms(look.job.created.timestamp())
    if not body.get("cursor"):
        start, end = (_number(body.get(key)) for key in ("start_time", "end_time"))
        if (start and created < start) or (end and created > end):
            return False
    told = {"status": WORDS[look.state], "product_type": "video"}
    wanted = [each for each in _listed(body.get("filters")) if isinstance(each, dict)]
    return all(told.get(str(each.get("key"))) in _listed(each.get("values")) for each in wanted)


async def hook(desk: Desk, job: Job, event: str) -> Hook | None:
    """The task itself, signed as Standard Webhooks say."""
    if not job.webhook:
        return None
    said = json.dumps(task(desk, desk.look(job))).encode()
    name, at = str(int(hashlib.sha256(f"{job.id}/{event}".encode()).hexdigest()[:15], 16)), int(desk.now().timestamp())
    return Hook(job.webhook, said, _secret(desk).headers(name, at, said))


def _secret(desk: Desk) -> StandardSecret:
    return StandardSecret(desk.studio.folder / "kling-webhook-secret")


def _said(data: Any) -> Response:
    return JSONResponse({"code": 0, "message": "SUCCEED", "request_id": _request_id(json.dumps(data)), "data": data})


def _request_id(said: str) -> str:
    return str(UUID(bytes=hashlib.sha256(said.encode()).digest()[:16], version=4))


def _ids(text: str) -> list[str]:
    return [each for each in text.split(",") if each]


def _listed(given: Any) -> list[Any]:
    return given if isinstance(given, list) else []


def _number(given: Any) -> int:
    return int(given) if str(given or "").isdecimal() else 0


def _ms(seconds: float) -> int:
    return round(seconds * 1000)


def _id_of(uuid: UUID) -> str:
    """Eighteen digits, as Kling's own."""
    return str(8 * 10**17 + uuid.int % 10**17)


WIRE = Wire("kling", lambda desk: Kling(desk).routes(), refuse, _id_of, THIRTY_DAYS, hook)
