"""fal's queue: submit, status, response, cancel, signed webhooks, and the billing events of its platform API.

`/fal` is the queue's host, and as well where its JWKS and the platform API (`/v1`) are.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from picturelock.twin.asked import moment, one_of, seconds_of, size_of, text_of
from picturelock.twin.clips import MEDIA_TYPES
from picturelock.twin.desk import Desk, Look, No, Order, Refusal, json_of
from picturelock.twin.jobs import Charge, Clip, Job, State
from picturelock.twin.signing import Ed25519Key
from picturelock.twin.wire import Hook, Wire

DAY = 86_400.0
A_SECOND = {
    "kling-video": Decimal("0.07"), "pika": Decimal("0.09"), "veo3": Decimal("0.40"), "wan": Decimal("0.05"),
    "minimax": Decimal("0.045"), "luma-dream-machine": Decimal("0.10"), "bytedance": Decimal("0.06"),
}  # fmt: skip
"""Dollars a second of some apps; of others it is OTHERS."""
SMALL, A_SMALL_SECOND = 720, {"pika": Decimal("0.04")}
"""Dollars a second of apps that cost less up to so many lines."""
OTHERS, A_PICTURE = Decimal("0.10"), Decimal("0.03")
PICTURES = ("image", "flux", "ideogram", "recraft", "imagen", "nano-banana", "stable-diffusion")
"""Words by which an app that makes pictures is known, unless its name says `video`."""
NAMESPACES = ("workflows", "comfy")
WORDS = {State.CREATED: "IN_QUEUE", State.QUEUED: "IN_QUEUE", State.RUNNING: "IN_PROGRESS"}
MODERATED = {
    "detail": [{
        "loc": ["body", "prompt"], "msg": "The content could not be processed because it was flagged by a checker.",
        "type": "content_policy_violation",
    }]
}  # fmt: skip
CANCELLED = {"detail": "Request was cancelled", "error_type": "request_cancelled"}
USER = "studio-twin"


def refuse(no: Refusal) -> Response:
    status = {No.KEY: 401, No.BALANCE: 403, No.RATE: 429, No.NOT_FOUND: 404}.get(no.why, 422)
    said: Any = no.message
    if no.why is No.BALANCE:
        said = "User is locked. Reason: Exhausted balance."
    if no.where:
        said = [{"loc": ["body", no.where], "msg": no.message, "type": "value_error"}]
    headers = {"x-fal-request-id": "refused"} | ({"retry-after": "1"} if no.why is No.RATE else {})
    return JSONResponse({"detail": said}, status, headers=headers)


@dataclass(frozen=True, slots=True)
class Fal:
    desk: Desk
    key: Ed25519Key

    def routes(self) -> Sequence[BaseRoute]:
        one = "/{app:path}/requests/{job}"
        return (
            Route("/.well-known/jwks.json", self.jwks, methods=["GET"]),
            Route("/v1/models/billing-events", self.billing_events, methods=["GET"]),
            Route(f"{one}/status", self.status, methods=["GET"]),
            Route(f"{one}/cancel", self.cancel, methods=["PUT"]),
            Route(f"{one}/response", self.response, methods=["GET"]),
            Route(one, self.response, methods=["GET"]),
            Route("/{app:path}", self.submit, methods=["POST"]),
        )

    async def submit(self, request: Request) -> Response:
        account = self._account(request)
        order = _order(request, request.path_params["app"], await json_of(request))
        job = await self.desk.accept(request, account, order)
        nothing_yet: dict[str, Any] = {"logs": None, "metrics": {}, "queue_position": 0}
        return _said(job, {"status": "IN_QUEUE", **_urls(job), **nothing_yet})

    async def status(self, request: Request) -> Response:
        look = self.desk.poll(self._account(request), request.path_params["job"])
        logs = request.query_params.get("logs", "").lower() in {"1", "true"}
        said: dict[str, Any] = {"status": look.strange.upper() or WORDS.get(look.state, "COMPLETED"), **_urls(look.job)}
        if look.state in {State.CREATED, State.QUEUED}:
            said |= {"queue_position": 1 if look.state is State.QUEUED else 3}
        else:
            said |= {"logs": _logs(look) if logs else None}
        if look.over:
            said |= {"metrics": {"inference_time": _inference(look.job)}} | _failure(look)
        return _said(look.job, said, 200 if look.over else 202)

    async def response(self, request: Request) -> Response:
        look = self.desk.poll(self._account(request), request.path_params["job"])
        if not look.over:
            return _said(look.job, {"detail": "Request is still in progress"}, 400)
        body, status = await _outcome(self.desk, look)
        return _said(look.job, body, status)

    async def cancel(self, request: Request) -> Response:
        account, name = self._account(request), request.path_params["job"]
        if self.desk.look(self.desk.find(account, name)).over:
            return JSONResponse({"status": "ALREADY_COMPLETED"}, 400)
        return _said(self.desk.cancel(account, name).job, {"status": "CANCELLATION_REQUESTED"}, 202)

    async def jwks(self, _request: Request) -> Response:
        return JSONResponse({"keys": [self.key.jwk]})

    async def billing_events(self, request: Request) -> Response:
        """A line for each that is over and was not paid back; its filters are `request_id` and `endpoint_id`."""
        asked = {name: set(request.query_params.getlist(name)) for name in ("request_id", "endpoint_id")}
        events = [_event(look) for look in self.desk.listed(self._account(request)) if look.over and look.cost]
        wanted = [each for each in events if all(not some or each[name] in some for name, some in asked.items())]
        return JSONResponse({"billing_events": wanted, "next_cursor": None, "has_more": False})

    def _account(self, request: Request) -> str:
        scheme, _, key = request.headers.get("authorization", "").partition(" ")
        name, _, secret = key.partition(":")
        if scheme != "Key" or not name or not secret:
            raise Refusal(No.KEY, "Authentication is required to access this application: Key ID:SECRET")
        return self.desk.account(key)


async def hook(desk: Desk, job: Job, event: str) -> Hook | None:
    if not job.webhook or event != "completed":
        return None
    payload, status = await _outcome(desk, desk.look(job))
    said: dict[str, Any] = {"request_id": job.id, "gateway_request_id": job.id, "payload": payload}
    ok = status == 200  # noqa: PLR2004
    said |= {"status": "OK"} if ok else {"status": "ERROR", "error": f"Unexpected status code: {status}"}
    body, now = json.dumps(said).encode(), str(int(desk.now().timestamp()))
    message = "\n".join((job.id, USER, now, hashlib.sha256(body).hexdigest())).encode()
    return Hook(job.webhook, body, {
        "x-fal-webhook-request-id": job.id, "x-fal-webhook-user-id": USER, "x-fal-webhook-timestamp": now,
        "x-fal-webhook-signature": _key(desk).sign(message).hex(),
    })  # fmt: skip


def _key(desk: Desk) -> Ed25519Key:
    return Ed25519Key(desk.studio.folder / "fal-ed25519")


def _said(job: Job, body: dict[str, Any], status: int = 200) -> Response:
    headers = {"x-fal-request-id": job.id}
    if isinstance(body.get("error_type"), str):
        headers |= {"x-fal-error-type": body["error_type"]}
    return JSONResponse(body, status, headers=headers)


def _urls(job: Job) -> dict[str, Any]:
    """Of the app alone: what follows its name in the path is dropped."""
    parts = job.path.strip("/").split("/")
    url = f"{job.base}/{'/'.join(parts[: 3 if parts[0] in NAMESPACES else 2])}/requests/{job.id}"
    return {"request_id": job.id, "response_url": url, "status_url": f"{url}/status", "cancel_url": f"{url}/cancel"}


def _logs(look: Look) -> list[dict[str, str]]:
    at, done = moment(look.job.running), f"{look.progress:.0%}"
    return [] if look.over else [{"timestamp": at, "level": "INFO", "message": done}]


def _inference(job: Job) -> float:
    return round((job.ends - job.running).total_seconds(), 3)


def _failure(look: Look) -> dict[str, Any]:
    """A COMPLETED one may have failed; nothing but these two fields tells."""
    if look.state is State.SUCCEEDED:
        return {}
    if look.state is State.CANCELLED:
        return {"error": CANCELLED["detail"], "error_type": CANCELLED["error_type"]}
    return {"error": MODERATED["detail"][0]["msg"], "error_type": MODERATED["detail"][0]["type"]}


async def _outcome(desk: Desk, look: Look) -> tuple[dict[str, Any], int]:
    """What the model returned, and with which status."""
    if look.state is State.CANCELLED:
        return dict(CANCELLED), 499
    if look.state is State.FAILED:
        return dict(MODERATED), 422
    made = [await _file(desk, look.job, copy, link) for copy, link in enumerate(desk.links(look.job))]
    return (
        {"video": made[0]} if look.job.clip.kind == "video" else {"images": made, "prompt": look.job.clip.words}
    ), 200


async def _file(desk: Desk, job: Job, copy: int, link: str) -> dict[str, Any]:
    path = await desk.file(job, copy)
    name, media_type = f"output.{job.clip.form}", MEDIA_TYPES[job.clip.form]
    return {"url": link, "content_type": media_type, "file_name": name, "file_size": path.stat().st_size}


def _event(look: Look) -> dict[str, Any]:
    charge = look.job.charge
    return {
        "request_id": look.job.id, "endpoint_id": look.job.model, "timestamp": moment(look.job.ends, "seconds"),
        "output_units": float(charge.units), "unit_price": float(charge.amount / charge.units), "percent_discount": 0,
        "cost_subtotal": float(charge.amount), "cost_discount": 0.0, "cost_total": float(charge.amount),
        "cost_estimate_nano_usd": int(charge.amount * 10**9),
    }  # fmt: skip


def _order(request: Request, app: str, body: dict[str, Any]) -> Order:
    parts = app.strip("/").split("/")
    if len(parts) < 2 or not all(parts):  # noqa: PLR2004
        raise Refusal(No.NOT_FOUND, f"Application {app!r} not found")
    clip = _clip(app, body)
    pictures = one_of(body, "num_images", (1, 2, 3, 4)) if clip.kind == "still" else 1
    if clip.kind == "still":
        charge = Charge(units=Decimal(pictures), unit="image", amount=A_PICTURE * pictures)
    else:
        units = Decimal(str(clip.seconds))
        each = A_SECOND.get(parts[1], OTHERS)
        if min(clip.width, clip.height) <= SMALL:
            each = A_SMALL_SECOND.get(parts[1], each)
        charge = Charge(units=units, unit="second", amount=units * each)
    webhook = request.query_params.get("fal_webhook", "")
    return Order(app.strip("/"), clip, charge, pictures, reference=webhook, webhook=webhook, request=body)


def _clip(app: str, body: dict[str, Any]) -> Clip:
    words = text_of(body, "prompt")
    if any(word in app for word in PICTURES) and "video" not in app:
        width, height = size_of(body.get("aspect_ratio") or "1:1", "1k")
        return Clip(kind="still", form="png", width=width, height=height, words=words)
    width, height = size_of(body.get("aspect_ratio") or "16:9", body.get("resolution") or "720p")
    seconds = seconds_of(body.get("duration") or 5)
    return Clip(width=width, height=height, seconds=seconds, words=words, sound=body.get("generate_audio") is True)


WIRE = Wire("fal", lambda desk: Fal(desk, _key(desk)).routes(), refuse, link_life=7 * DAY, hook=hook)
