"""Luma's older Dream Machine API (ray-2): generations that call back, unsigned, and a list that tells the request."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from picturelock.twin.asked import moment, one_of, page_of, seconds_of, size_of, text_of
from picturelock.twin.desk import Desk, Look, No, Order, Refusal, json_of
from picturelock.twin.jobs import Charge, Clip, Job, State
from picturelock.twin.wire import Hook, Wire

KEY = "luma-"
LINK_SECONDS = 86_400.0
A_SECOND = {"540p": Decimal("0.08"), "720p": Decimal("0.14"), "1080p": Decimal("0.20"), "4k": Decimal("0.30")}
"""Dollars for a second of ray-2; ray-flash-2 is a third of it."""
A_PICTURE = {"photon-1": Decimal("0.0073"), "photon-flash-1": Decimal("0.0019")}
ASPECTS = ("16:9", "1:1", "9:16", "4:3", "3:4", "21:9", "9:21")
WORDS = {
    State.CREATED: "queued", State.QUEUED: "queued", State.RUNNING: "dreaming", State.SUCCEEDED: "completed",
    State.FAILED: "failed", State.CANCELLED: "failed",
}  # fmt: skip
REFUSED = "400: prompt not allowed because advanced moderation failed"


def refuse(no: Refusal) -> Response:
    status = {No.KEY: 401, No.BALANCE: 402, No.RATE: 429, No.NOT_FOUND: 404}.get(no.why, 400)
    said = "Insufficient credits" if no.why is No.BALANCE else no.message
    headers = {"retry-after": "1"} if no.why is No.RATE else None
    return JSONResponse({"detail": f"{no.where}: {said}" if no.where else said}, status, headers=headers)


@dataclass(frozen=True, slots=True)
class DreamMachine:
    desk: Desk

    def routes(self) -> Sequence[BaseRoute]:
        return (
            Route("/generations", self.create, methods=["POST"]),
            Route("/generations/{kind}", self.create, methods=["POST"]),
            Route("/generations", self.listed, methods=["GET"]),
            Route("/generations/{generation}", self.retrieve, methods=["GET"]),
            Route("/credits", self.credits, methods=["GET"]),
        )

    async def create(self, request: Request) -> Response:
        account, kind = self._account(request), request.path_params.get("kind", "video")
        if kind not in {"video", "image"}:
            raise Refusal(No.NOT_FOUND, f"There is no /generations/{kind}")
        body = await json_of(request)
        job = await self.desk.accept(request, account, _film(body) if kind == "video" else _still(body))
        return JSONResponse(_generation(job, "queued") | {"request": job.request}, 201)

    async def retrieve(self, request: Request) -> Response:
        look = self.desk.poll(self._account(request), request.path_params["generation"])
        return JSONResponse(_told(self.desk, look))

    async def listed(self, request: Request) -> Response:
        looks = self.desk.listed(self._account(request))
        page, facts = page_of(request, looks)
        return JSONResponse({"generations": [_told(self.desk, look) for look in page], **facts})

    async def credits(self, request: Request) -> Response:
        """In cents."""
        return JSONResponse({"credit_balance": float(self.desk.balance(self._account(request)) * 100)})

    def _account(self, request: Request) -> str:
        scheme, _, key = request.headers.get("authorization", "").partition(" ")
        if scheme != "Bearer" or not key.startswith(KEY) or key == KEY:
            raise Refusal(No.KEY, "Not authenticated")
        return self.desk.account(key)


async def hook(desk: Desk, job: Job, event: str) -> Hook | None:
    """The generation itself, as it begins to dream and as it ends."""
    if not job.webhook:
        return None
    told = _told(desk, desk.look(job)) if event == "completed" else _generation(job, "dreaming")
    return Hook(job.webhook, json.dumps(told).encode())


def _generation(job: Job, word: str) -> dict[str, Any]:
    return {
        "id": job.id, "generation_type": "video" if job.clip.kind == "video" else "image", "state": word,
        "failure_reason": None, "created_at": moment(job.created, "seconds"), "assets": None, "model": job.model,
    }  # fmt: skip


def _told(desk: Desk, look: Look) -> dict[str, Any]:
    said = _generation(look.job, look.strange or WORDS[look.state]) | {"request": look.job.request}
    if look.state is State.SUCCEEDED:
        kind = "video" if look.job.clip.kind == "video" else "image"
        said |= {"assets": {kind: desk.links(look.job)[0]}}
    if look.state is State.FAILED:
        said |= {"failure_reason": REFUSED}
    return said


def _film(body: dict[str, Any]) -> Order:
    model, resolution = one_of(body, "model", ("ray-2", "ray-flash-2")), one_of(body, "resolution", ("720p", *A_SECOND))
    seconds = seconds_of(one_of(body, "duration", ("5s", "9s")))
    width, height = size_of(one_of(body, "aspect_ratio", ASPECTS), resolution)
    clip = Clip(width=width, height=height, seconds=seconds, words=text_of(body, "prompt"))
    units, price = Decimal(str(seconds)), A_SECOND[resolution] / (3 if model == "ray-flash-2" else 1)
    charge = Charge(units=units, unit="second", amount=(units * price).quantize(Decimal("0.0001")))
    return _order(model, clip, charge, body)


def _still(body: dict[str, Any]) -> Order:
    model = one_of(body, "model", tuple(A_PICTURE))
    width, height = size_of(one_of(body, "aspect_ratio", ASPECTS), "1k")
    clip = Clip(kind="still", form="png", width=width, height=height, words=text_of(body, "prompt", needed=True))
    return _order(model, clip, Charge(units=Decimal(1), unit="image", amount=A_PICTURE[model]), body)


def _order(model: str, clip: Clip, charge: Charge, body: dict[str, Any]) -> Order:
    callback = text_of(body, "callback_url")
    return Order(model, clip, charge, reference=callback, webhook=callback, request=body)


WIRE = Wire("dream-machine", lambda desk: DreamMachine(desk).routes(), refuse, link_life=LINK_SECONDS, hook=hook)
