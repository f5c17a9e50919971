"""MiniMax, API v2 (H3): one task a request, a list of the last seven days, no name of the client's own.

A task that waits can be called off, and then costs nothing; one that runs can't. A callback's address must first give
back a challenge within three seconds. Bodies, codes and prices ($0.08 a second at 768P, $0.13 at 2K, $0.04 for each
picture beyond five) are documented, October 2026; 480P is priced plausibly, as are links that last nine hours.
"""

import hashlib
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import httpx
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from picturelock.twin.desk import Desk, Look, No, Order, Refusal, json_of
from picturelock.twin.jobs import Charge, Clip, Job, State
from picturelock.twin.wire import Hook, Wire

SEVEN_DAYS = timedelta(days=7)
NINE_HOURS = 9 * 3_600.0
MOST_PROMPT, MOST_PICTURES = 7000, 9
FREE_PICTURES, DOLLARS_PER_PICTURE = 5, Decimal("0.04")
CHALLENGE_SECONDS = 3.0
REFUSALS = {
    No.KEY: (401, "authorized_error", 1004), No.INVALID: (400, "bad_request_error", 2013),
    No.BALANCE: (402, "insufficient_balance_error", 1008), No.RATE: (429, "rate_limit_error", 1002),
    No.NOT_FOUND: (400, "bad_request_error", 2013),
}  # fmt: skip
"""Also for a task that is not there: MiniMax has no 404 for it."""
CROWDED = (429, "rate_limit_error", 1041)
WORDS = {
    State.CREATED: "queued", State.QUEUED: "queued", State.RUNNING: "running", State.SUCCEEDED: "succeeded",
    State.FAILED: "failed", State.CANCELLED: "cancelled",
}  # fmt: skip
MODERATED = {"code": "1027", "message": "output video contains sensitive content"}
RATIOS = {"16:9": (16, 9), "9:16": (9, 16), "1:1": (1, 1), "4:3": (4, 3), "3:4": (3, 4), "21:9": (21, 9)}
SHORT_SIDE = {"480P": 480, "768P": 768, "2K": 1440}
KEYFRAMES = frozenset({"first_frame", "last_frame"})


@dataclass(frozen=True, slots=True)
class Model:
    """Dollars a second, by resolution."""

    prices: dict[str, str]
    shortest: int
    longest: int = 15


MODELS = {
    "MiniMax-H3": Model({"768P": "0.08", "2K": "0.13"}, 4),
    "MiniMax-H3-Max": Model({"480P": "0.05", "768P": "0.08"}, 5),
}


def refuse(no: Refusal) -> Response:
    status, kind, code = REFUSALS[no.why] if not no.crowded else CROWDED
    message = "invalid params, invalid task_id" if no.why is No.NOT_FOUND else no.message
    error = {"type": kind, "message": f"{message} ({code})", "http_code": str(status)}
    asked = hashlib.sha256(message.encode()).hexdigest()[:32]
    return JSONResponse({"type": "error", "error": error, "request_id": asked}, status)


@dataclass(frozen=True, slots=True)
class MiniMax:
    desk: Desk

    def routes(self) -> Sequence[BaseRoute]:
        return (
            Route("/v2/video_generation", self.create, methods=["POST"]),
            Route("/v2/query/video_generation", self.listed, methods=["GET"]),
            Route("/v2/query/video_generation/{task}", self.query, methods=["GET"]),
            Route("/v2/video_generation/{task}", self.delete, methods=["DELETE"]),
        )

    async def create(self, request: Request) -> Response:
        account = self._account(request)
        order = _order(await json_of(request))
        if order.webhook and not await _challenged(order.webhook):
            raise Refusal(No.INVALID, "invalid params, callback_url did not give the challenge back", "callback_url")
        job = await self.desk.accept(request, account, order)
        return JSONResponse({"task_id": job.id})

    async def query(self, request: Request) -> Response:
        account, name = self._account(request), request.path_params["task"]
        return JSONResponse({"task": task(self.desk, self._recent(self.desk.poll(account, name)))})

    async def listed(self, request: Request) -> Response:
        account, asked = self._account(request), request.query_params
        number, size = (max(1, _number(asked.get(key, ""), 1)) for key in ("page_num", "page_size"))
        size = size if "page_size" in asked else 20
        old = self.desk.now() - SEVEN_DAYS
        tasks = [task(self.desk, look) for look in self.desk.listed(account) if look.job.created >= old]
        for name, of in (("status", "status"), ("model", "model"), ("task_ids", "id")):
            if wanted := [each for given in asked.getlist(f"filter.{name}") for each in given.split(",")]:
                tasks = [each for each in tasks if each[of] in wanted]
        return JSONResponse({"items": tasks[(number - 1) * size : number * size], "total": len(tasks)})

    async def delete(self, request: Request) -> Response:
        """Calls off a task that waits. A record of one that is over is told to be deleted, but stays on the bill."""
        account, name = self._account(request), request.path_params["task"]
        look = self._recent(self.desk.look(self.desk.find(account, name)))
        if look.state in {State.RUNNING, State.CANCELLED}:
            raise Refusal(
                No.INVALID, f"invalid params, a task that is {WORDS[look.state]} can't be cancelled", "task_id"
            )
        action = "deleted" if look.over else "cancelled"
        status = WORDS[look.state if look.over else self.desk.cancel(account, name).state]
        return JSONResponse({"task_id": name, "action": action, "status": status})

    def _account(self, request: Request) -> str:
        scheme, _, key = request.headers.get("authorization", "").partition(" ")
        if scheme != "Bearer" or not key.strip():
            raise Refusal(
                No.KEY, "login fail: Please carry the API secret key in the 'Authorization' field of the request header"
            )
        return self.desk.account(key.strip())

    def _recent(self, look: Look) -> Look:
        if look.job.created < self.desk.now() - SEVEN_DAYS:
            raise Refusal(No.NOT_FOUND, "invalid params, invalid task_id")
        return look


def task(desk: Desk, look: Look) -> dict[str, Any]:
    """As in queries, lists and callbacks; the link is a fresh one each time."""
    job, asked = look.job, look.job.request
    changed = job.ends if look.over else job.running if look.state is State.RUNNING else job.created
    body: dict[str, Any] = {
        "id": job.id, "model": job.model, "task_type": "video_generation", "status": look.strange or WORDS[look.state],
        "created_at": int(job.created.timestamp()), "updated_at": int((job.cancelled or changed).timestamp()),
        "resolution": asked.get("resolution", "768P"), "ratio": asked.get("ratio", "adaptive"),
        "duration": round(job.clip.seconds),
    }  # fmt: skip
    if look.state is State.SUCCEEDED:
        body |= {"content": {"url": desk.links(job)[0]}, "usage": {"video_seconds": round(job.clip.seconds)}}
    if look.state is State.FAILED:
        body["error"] = MODERATED
    return body


async def hook(desk: Desk, job: Job, _event: str) -> Hook | None:
    """Not signed; what it tells must be asked for again."""
    return Hook(job.webhook, json.dumps({"task": task(desk, desk.look(job))}).encode()) if job.webhook else None


async def _challenged(url: str) -> bool:
    said = {"challenge": secrets.token_hex(16)}
    try:
        async with httpx.AsyncClient(timeout=CHALLENGE_SECONDS) as client:
            answer = await client.post(url, json=said)
        return bool(answer.is_success and answer.json().get("challenge") == said["challenge"])
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, AttributeError):
        return False


def _order(body: dict[str, Any]) -> Order:
    name = body.get("model")
    if not isinstance(name, str) or name not in MODELS:
        raise Refusal(No.INVALID, f"invalid params, model must be one of {', '.join(MODELS)}", "model")
    model, pictures = MODELS[name], _pictures(body.get("content"))
    words = _words(body["content"])
    resolution, length = body.get("resolution", "768P"), body.get("duration")
    if resolution not in tuple(model.prices):
        raise Refusal(No.INVALID, f"invalid params, resolution must be one of {', '.join(model.prices)}", "resolution")
    if not isinstance(length, int) or not model.shortest <= length <= model.longest:
        said = f"invalid params, duration must be {model.shortest} to {model.longest}"
        raise Refusal(No.INVALID, said, "duration")
    width, height = _size(resolution, body.get("ratio", "adaptive"), adaptive=bool(pictures))
    clip = Clip(width=width, height=height, seconds=length, words=words, sound=True)
    dollars = Decimal(model.prices[resolution]) * length
    dollars += DOLLARS_PER_PICTURE * max(0, len(pictures) - FREE_PICTURES)
    charge = Charge(units=Decimal(length), unit="second", amount=dollars)
    return Order(name, clip, charge, webhook=str(body.get("callback_url") or ""), request=body)


def _words(content: Sequence[dict[str, Any]]) -> str:
    said = [str(item.get("text") or "").strip() for item in content if item.get("type") == "text"]
    if len(said) != 1 or not said[0]:
        raise Refusal(
            No.INVALID, "invalid params, content must include a non-empty text item (prompt is required)", "content"
        )
    if len(said[0]) > MOST_PROMPT:
        raise Refusal(No.INVALID, f"invalid params, a prompt has at most {MOST_PROMPT} characters", "content")
    return said[0]


def _pictures(content: Any) -> list[dict[str, Any]]:
    """The pictures among the content. Raises Refusal when its shape is another, or roles don't go together."""
    if not isinstance(content, list) or not all(isinstance(item, dict) for item in content):
        raise Refusal(No.INVALID, "invalid params, content must be a list of objects", "content")
    media = [item for item in content if item.get("type") != "text"]
    roles = {str(item.get("role")) for item in media}
    for item in media:
        held = item.get(str(item.get("type")))
        if not isinstance(held, dict) or not held.get("url") or not item.get("role"):
            raise Refusal(No.INVALID, "invalid params, a media item needs a role and a url", "content")
    if roles & KEYFRAMES and roles - KEYFRAMES:
        raise Refusal(No.INVALID, "invalid params, keyframes and references can't be used together", "content")
    if len([item for item in media if item["type"] == "image_url"]) > MOST_PICTURES:
        raise Refusal(No.INVALID, f"invalid params, at most {MOST_PICTURES} pictures are supported", "content")
    if "last_frame" in roles and "first_frame" not in roles:
        raise Refusal(No.INVALID, "invalid params, a last_frame needs a first_frame", "content")
    return [item for item in media if item["type"] == "image_url"]


def _size(resolution: str, ratio: Any, *, adaptive: bool) -> tuple[int, int]:
    if ratio == "adaptive" and adaptive:
        ratio = "16:9"
    if ratio not in tuple(RATIOS):
        raise Refusal(No.INVALID, f"invalid params, ratio must be one of {', '.join(RATIOS)}", "ratio")
    short, sides = SHORT_SIDE[resolution], RATIOS[ratio]
    across, down = (short * side // min(sides) // 2 * 2 for side in sides)
    return across, down


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isdecimal() else otherwise


def _id_of(uuid: UUID) -> str:
    """Fifteen digits, as MiniMax's own."""
    return str(4 * 10**14 + uuid.int % 10**14)


WIRE = Wire("minimax", lambda desk: MiniMax(desk).routes(), refuse, _id_of, NINE_HOURS, hook)
