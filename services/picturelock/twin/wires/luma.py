"""Luma's Agents API: generations of ray-3.2 and uni-1. No webhook and no key; a list that tells the request again."""

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
from picturelock.twin.wire import Wire

API_VERSION = {"X-API-Version": "2026-04-01"}
KEY = "luma-api-"
LINK_SECONDS = 3600.0
A_SECOND = {"360p": Decimal("0.1"), "540p": Decimal("0.144"), "720p": Decimal("0.216"), "1080p": Decimal("0.432")}
"""Dollars for a second of ray-3.2, by resolution; guessed, as the gateway's are: what a video edit costs at most."""
A_PICTURE = {"uni-1": Decimal("0.04"), "uni-1-max": Decimal("0.10")}
VIDEO, IMAGE = ("video", "video_edit", "video_reframe"), ("image", "image_edit")
ASPECTS = ("16:9", "3:1", "2:1", "21:9", "4:3", "3:2", "1:1", "3:4", "2:3", "9:16", "1:2", "1:3")
WORDS = {
    State.CREATED: "queued", State.QUEUED: "queued", State.RUNNING: "processing", State.SUCCEEDED: "completed",
    State.FAILED: "failed", State.CANCELLED: "failed",
}  # fmt: skip


def refuse(no: Refusal) -> Response:
    status = {No.KEY: 401, No.BALANCE: 402, No.RATE: 429, No.NOT_FOUND: 404}.get(no.why, 400)
    code = {No.BALANCE: "budget_exhausted", No.RATE: "rate_limited", No.INVALID: "invalid_request"}.get(no.why)
    said = f"{no.where}: {no.message}" if no.where else no.message
    headers = API_VERSION | ({"retry-after": "1"} if no.why is No.RATE else {})
    return JSONResponse({"detail": said} | ({"failure_code": code} if code else {}), status, headers=headers)


@dataclass(frozen=True, slots=True)
class Luma:
    desk: Desk

    def routes(self) -> Sequence[BaseRoute]:
        return (
            Route("/generations", self.create, methods=["POST"]),
            Route("/generations", self.listed, methods=["GET"]),
            Route("/generations/{generation}", self.retrieve, methods=["GET"]),
        )

    async def create(self, request: Request) -> Response:
        account = self._account(request)
        job = await self.desk.accept(request, account, _order(await json_of(request)))
        nothing_yet = {"output": None, "failure_code": None, "failure_reason": None}
        return JSONResponse(_generation(job, "queued") | nothing_yet, 201, headers=API_VERSION)

    async def retrieve(self, request: Request) -> Response:
        look = self.desk.poll(self._account(request), request.path_params["generation"])
        return JSONResponse(self._told(look), headers=API_VERSION)

    async def listed(self, request: Request) -> Response:
        """Newest first, with the request of each; `limit` and `offset`, as in the older API."""
        looks = self.desk.listed(self._account(request))
        page, facts = page_of(request, looks)
        generations = [self._told(look) | {"request": look.job.request} for look in page]
        return JSONResponse({"generations": generations, **facts}, headers=API_VERSION)

    def _account(self, request: Request) -> str:
        scheme, _, key = request.headers.get("authorization", "").partition(" ")
        if scheme != "Bearer" or not key.startswith(KEY) or key == KEY:
            raise Refusal(No.KEY, f"The API key is missing or does not begin with {KEY}")
        return self.desk.account(key)

    def _told(self, look: Look) -> dict[str, Any]:
        said = _generation(look.job, look.strange or WORDS[look.state])
        if look.state is State.SUCCEEDED:
            kind = "video" if look.job.clip.kind == "video" else "image"
            said |= {"output": [{"type": kind, "url": link} for link in self.desk.links(look.job)]}
        if look.state is State.FAILED:
            said |= {"failure_code": "content_moderated", "failure_reason": "The output was refused by moderation"}
        return said


def _generation(job: Job, word: str) -> dict[str, Any]:
    return {
        "id": job.id, "created_at": moment(job.created, "seconds"), "model": job.model, "state": word,
        "type": job.request.get("type") or "image",
    }  # fmt: skip


def _order(body: dict[str, Any]) -> Order:
    kind = one_of(body, "type", ("image", *VIDEO, "image_edit"))
    words = text_of(body, "prompt", needed=True)
    if kind in IMAGE:
        model = one_of(body, "model", tuple(A_PICTURE))
        width, height = size_of(one_of(body, "aspect_ratio", ASPECTS), "1k")
        clip = Clip(kind="still", form="png", width=width, height=height, words=words)
        return Order(model, clip, Charge(units=Decimal(1), unit="image", amount=A_PICTURE[model]), request=body)
    options = body.get("video") or {}
    if not isinstance(options, dict):
        raise Refusal(No.INVALID, "must be an object", "video")
    model, resolution = one_of(body, "model", ("ray-3.2",)), one_of(options, "resolution", ("720p", *A_SECOND))
    if kind != "video" and not body.get("source"):
        raise Refusal(No.INVALID, "is required for this type", "source")
    seconds = seconds_of(one_of(options, "duration", ("5s", "10s")))
    width, height = size_of(one_of(body, "aspect_ratio", ASPECTS), resolution)
    clip = Clip(width=width, height=height, seconds=seconds, words=words)
    units = Decimal(str(seconds))
    return Order(model, clip, Charge(units=units, unit="second", amount=units * A_SECOND[resolution]), request=body)


WIRE = Wire("luma", lambda desk: Luma(desk).routes(), refuse, link_life=LINK_SECONDS)
