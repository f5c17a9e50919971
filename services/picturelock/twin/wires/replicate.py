"""Replicate: predictions, their list, and webhooks signed as Standard Webhooks. No key tells a repeated request."""

import asyncio
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

from picturelock.twin.asked import moment, seconds_of, size_of, text_of
from picturelock.twin.desk import Desk, Look, No, Order, Refusal, json_of
from picturelock.twin.jobs import Charge, Clip, Job, State, progress_at
from picturelock.twin.signing import StandardSecret
from picturelock.twin.wire import Hook, Wire

KEY = "r8_"
PAGE = 100
LINK_SECONDS = 3600.0
A_SECOND, A_PICTURE = Decimal("0.10"), Decimal("0.04")
PICTURES = ("image", "flux", "ideogram", "recraft", "imagen", "nano-banana", "sdxl", "stable-diffusion")
WAIT_SECONDS = 60.0
"""How long `Prefer: wait` waits when it does not say."""
STEPS = 50
EVENTS = ("start", "output", "logs", "completed")
WORDS = {
    State.CREATED: "starting", State.QUEUED: "starting", State.RUNNING: "processing", State.SUCCEEDED: "succeeded",
    State.FAILED: "failed", State.CANCELLED: "canceled",
}  # fmt: skip
REFUSED = "The output was flagged as sensitive (E005)"
TITLES = {
    No.KEY: (401, "Unauthenticated"), No.BALANCE: (402, "Insufficient credit"), No.RATE: (429, "Too many requests"),
    No.NOT_FOUND: (404, "Not found"), No.INVALID: (422, "Input validation failed"),
}  # fmt: skip


def refuse(no: Refusal) -> Response:
    """Problems as RFC 7807 has them."""
    status, title = TITLES[no.why]
    said = f"- {no.where}: {no.message}\n" if no.where else no.message
    if no.why is No.RATE:
        said = "Request was throttled. Your rate limit resets in ~1s."
    headers = {"retry-after": "1"} if no.why is No.RATE else {}
    body = {"title": title, "detail": said, "status": status}
    return JSONResponse(body, status, headers=headers, media_type="application/problem+json")


def id_of(uuid: UUID) -> str:
    return base64.b32encode(uuid.bytes).decode().rstrip("=").lower()


@dataclass(frozen=True, slots=True)
class Replicate:
    desk: Desk

    def routes(self) -> Sequence[BaseRoute]:
        return (
            Route("/v1/models/{owner}/{name}/predictions", self.create, methods=["POST"]),
            Route("/v1/predictions", self.create, methods=["POST"]),
            Route("/v1/predictions", self.listed, methods=["GET"]),
            Route("/v1/predictions/{prediction}", self.retrieve, methods=["GET"]),
            Route("/v1/predictions/{prediction}/cancel", self.cancel, methods=["POST"]),
            Route("/v1/webhooks/default/secret", self.secret, methods=["GET"]),
        )

    async def create(self, request: Request) -> Response:
        account = self._account(request)
        job = await self.desk.accept(request, account, _order(request, await json_of(request)))
        waited = await self._waited(job, request.headers.get("prefer", ""))
        return JSONResponse(_prediction(self.desk, waited) if waited else _young(job), 201)

    async def retrieve(self, request: Request) -> Response:
        look = self.desk.poll(self._account(request), request.path_params["prediction"])
        return JSONResponse(_prediction(self.desk, look))

    async def cancel(self, request: Request) -> Response:
        look = self.desk.cancel(self._account(request), request.path_params["prediction"])
        return JSONResponse(_prediction(self.desk, look))

    async def listed(self, request: Request) -> Response:
        """Newest first, without outputs' inputs left out; `next` is the address of the next page."""
        looks, start = self.desk.listed(self._account(request)), _start(request)
        page = [_prediction(self.desk, look) for look in looks[start : start + PAGE]]

        def at(where: int) -> str | None:
            cursor = base64.urlsafe_b64encode(str(where).encode()).decode()
            return f"{request.url.replace(query='')}?cursor={cursor}" if 0 <= where < len(looks) else None

        back = at(max(0, start - PAGE)) if start else None
        return JSONResponse({"previous": back, "next": at(start + PAGE), "results": page})

    async def secret(self, request: Request) -> Response:
        self._account(request)
        return JSONResponse({"key": _secret(self.desk).shown})

    async def _waited(self, job: Job, prefer: str) -> Look | None:
        """The job as it is when it is over, or when the client's patience is; None when it would not wait."""
        found = re.fullmatch(r"wait(?:=(\d{1,2}))?", prefer.strip())
        if not found:
            return None
        left = (job.ends - self.desk.now()).total_seconds()
        await asyncio.sleep(max(0.0, min(left, float(found[1] or WAIT_SECONDS))))
        return self.desk.look(job)

    def _account(self, request: Request) -> str:
        scheme, _, key = request.headers.get("authorization", "").partition(" ")
        if scheme not in {"Bearer", "Token"} or not key.startswith(KEY) or key == KEY:
            raise Refusal(No.KEY, "You did not pass a valid authentication token")
        return self.desk.account(key)


async def hook(desk: Desk, job: Job, event: str) -> Hook | None:
    wanted = job.request.get("webhook_events_filter") or ["completed"]
    if not job.webhook or event not in wanted:
        return None
    body = json.dumps(_prediction(desk, desk.look(job))).encode()
    return Hook(job.webhook, body, _secret(desk).headers(f"{job.id}-{event}", int(desk.now().timestamp()), body))


def _secret(desk: Desk) -> StandardSecret:
    return StandardSecret(desk.studio.folder / "replicate-webhook-secret")


def _young(job: Job) -> dict[str, Any]:
    """As it is told to who has just made it, whatever it may be already."""
    url = f"{job.base}/v1/predictions/{job.id}"
    return {
        "id": job.id, "model": job.model, "version": job.request.get("version") or "hidden",
        "input": job.request.get("input"), "logs": "", "output": None, "data_removed": False, "error": None,
        "status": "starting", "created_at": moment(job.created),
        "urls": {"get": url, "cancel": f"{url}/cancel", "web": f"https://replicate.com/p/{job.id}"},
    }  # fmt: skip


def _prediction(desk: Desk, look: Look) -> dict[str, Any]:
    job, said = look.job, _young(look.job) | {"status": look.strange or WORDS[look.state]}
    if look.state in {State.CREATED, State.QUEUED}:
        return said
    done = round(progress_at(job, job.cancelled or desk.now()) * STEPS)
    bar = f"{'#' * (done * 10 // STEPS):<10}"
    said |= {"started_at": moment(job.running), "logs": f"{done * 100 // STEPS:3d}%|{bar}| {done}/{STEPS}\n"}
    if look.over:
        ended = job.cancelled or job.ends
        spent = max(0.0, (ended - job.running).total_seconds())
        said |= {"completed_at": moment(ended), "metrics": {"predict_time": spent}}
    if look.state is State.FAILED:
        said |= {"error": REFUSED}
    if look.state is State.SUCCEEDED:
        links = desk.links(job)
        said |= {"output": links if job.clip.kind == "still" else links[0]}
    return said


def _start(request: Request) -> int:
    try:
        return int(base64.urlsafe_b64decode(request.query_params.get("cursor", "MA==")))
    except ValueError as error:
        raise Refusal(No.INVALID, "is none that a page named", "cursor") from error


def _order(request: Request, body: dict[str, Any]) -> Order:
    inputs = body.get("input")
    if not isinstance(inputs, dict):
        raise Refusal(No.INVALID, "input is required", "input")
    model = "/".join(filter(None, (request.path_params.get("owner"), request.path_params.get("name"))))
    model = model or text_of(body, "version", needed=True)
    clip = _clip(model, inputs)
    webhook = text_of(body, "webhook")
    if webhook and not webhook.startswith(("http://", "https://")):
        raise Refusal(No.INVALID, "must be an HTTP(S) address", "webhook")
    events = body.get("webhook_events_filter") or []
    if not isinstance(events, list) or any(event not in EVENTS for event in events):
        raise Refusal(No.INVALID, f"must be a list of {', '.join(EVENTS)}", "webhook_events_filter")
    units = Decimal(1) if clip.kind == "still" else Decimal(str(clip.seconds))
    price, unit = (A_PICTURE, "image") if clip.kind == "still" else (A_SECOND, "second")
    charge = Charge(units=units, unit=unit, amount=units * price)
    return Order(model, clip, charge, reference=webhook, webhook=webhook, request=body)


def _clip(model: str, inputs: dict[str, Any]) -> Clip:
    words = text_of(inputs, "prompt", needed=True)
    if any(word in model for word in PICTURES) and "video" not in model:
        width, height = size_of(inputs.get("aspect_ratio") or "1:1", "1k")
        return Clip(kind="still", form="png", width=width, height=height, words=words)
    width, height = size_of(inputs.get("aspect_ratio") or "16:9", inputs.get("resolution") or "720p")
    return Clip(width=width, height=height, seconds=seconds_of(inputs.get("duration") or 5), words=words)


WIRE = Wire("replicate", lambda desk: Replicate(desk).routes(), refuse, id_of, LINK_SECONDS, hook)
