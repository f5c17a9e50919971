"""Synthesia, API v2: videos of a presenter who says a script.

The client's `callbackId` is echoed and need not be unique; a lost video is found in the list by it. There is no cancel;
deleting a video that is being made stops it. Problems are RFC 9457 documents with a `code`. Webhooks are subscribed to,
one an account here (a second takes the first one's place), and signed with HMAC over `timestamp.body`. Bodies and codes
are documented, September 2026. A video costs a credit for every started minute, and a credit is counted as $2.90, which
is plausible for the smallest plan; test videos cost nothing. That a script may hold pauses is documented, how they are
written (`<break time="1s"/>`) is plausible.
"""

import hashlib
import hmac
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from picturelock.twin.clips import pauses, without_pauses
from picturelock.twin.desk import Desk, Look, No, Order, Refusal, json_of
from picturelock.twin.jobs import Charge, Clip, Job, State
from picturelock.twin.wire import Hook, Wire

DOLLARS_PER_CREDIT = Decimal("2.90")
WORDS_PER_SECOND, SHORTEST, LONGEST = 2.5, 2.0, 120.0
"""The twin makes no clip that is longer."""
SIZES = {"16:9": (1920, 1080), "9:16": (1080, 1920), "1:1": (1080, 1080), "4:5": (1080, 1350), "5:4": (1350, 1080)}
EVENTS = ("video.completed", "video.failed")
DOCS = "https://docs.synthesia.io/reference/errors"
REFUSALS = {
    No.KEY: (401, "unauthenticated", "Unauthenticated"), No.INVALID: (400, "validation_error", "Invalid request"),
    No.BALANCE: (402, "quota_exceeded", "Quota exceeded"), No.RATE: (429, "rate_limited", "Rate limit exceeded"),
    No.NOT_FOUND: (404, "not_found", "Not found"),
}  # fmt: skip
WORDS = {
    State.CREATED: "in_progress", State.QUEUED: "in_progress", State.RUNNING: "in_progress",
    State.SUCCEEDED: "complete", State.FAILED: "rejected", State.CANCELLED: "deleted",
}  # fmt: skip


def refuse(no: Refusal) -> Response:
    status, code, title = REFUSALS[no.why]
    asked = hashlib.sha256(no.message.encode()).hexdigest()[:32]
    problem: dict[str, Any] = {
        "type": f"{DOCS}#{code}", "title": title, "status": status, "code": code, "detail": no.message,
        "requestId": asked,
    }  # fmt: skip
    if no.where:
        problem["errors"] = [{"path": no.where, "message": no.message}]
    return JSONResponse(problem, status, {"request-id": asked}, "application/problem+json")


@dataclass(frozen=True, slots=True)
class Synthesia:
    desk: Desk

    def routes(self) -> Sequence[BaseRoute]:
        return (
            Route("/v2/videos", self.create, methods=["POST"]),
            Route("/v2/videos", self.listed, methods=["GET"]),
            Route("/v2/videos/{video}", self.retrieve, methods=["GET"]),
            Route("/v2/videos/{video}", self.delete, methods=["DELETE"]),
            Route("/v2/webhooks", self.subscribe, methods=["POST"]),
            Route("/v2/webhooks", self.subscribed, methods=["GET"]),
            Route("/v2/webhooks/{webhook}", self.unsubscribe, methods=["DELETE"]),
        )

    async def create(self, request: Request) -> Response:
        account = self._account(request)
        job = await self.desk.accept(request, account, _order(await json_of(request)))
        return JSONResponse(_head(job, "in_progress"), 201)

    async def retrieve(self, request: Request) -> Response:
        look = self.desk.poll(self._account(request), request.path_params["video"])
        if look.state is State.CANCELLED:
            raise Refusal(No.NOT_FOUND, f"There is no video {look.job.id}")
        return JSONResponse(video(self.desk, look))

    async def listed(self, request: Request) -> Response:
        account, asked = self._account(request), request.query_params
        limit, offset = (_number(asked.get(name, ""), usual) for name, usual in (("limit", 20), ("offset", 0)))
        there = [look for look in self.desk.listed(account) if look.state is not State.CANCELLED]
        page = [video(self.desk, look) for look in there[offset : offset + min(limit, 100)]]
        after = offset + len(page)
        return JSONResponse({"videos": page} | ({"nextOffset": after} if after < len(there) else {}))

    async def delete(self, request: Request) -> Response:
        self.desk.cancel(self._account(request), request.path_params["video"])
        return Response(status_code=204)

    async def subscribe(self, request: Request) -> Response:
        account = self._account(request)
        body = await json_of(request)
        events = body.get("events") or list(EVENTS)
        known = isinstance(events, list) and all(event in EVENTS for event in events)
        if not isinstance(body.get("url"), str) or not known:
            raise Refusal(No.INVALID, f"url is needed; events are {' and '.join(EVENTS)}", "url")
        name, now = hashlib.sha256(f"{account}/{body['url']}".encode()).hexdigest()[:32], self.desk.now().timestamp()
        kept = {"id": name, "url": body["url"], "events": events, "status": "active",
                "createdAt": int(now), "lastUpdatedAt": int(now)}  # fmt: skip
        subscription(self.desk, account).parent.mkdir(parents=True, exist_ok=True)
        subscription(self.desk, account).write_text(json.dumps(kept))
        return JSONResponse(kept | {"secret": webhook_secret(self.desk, account)}, 201)

    async def subscribed(self, request: Request) -> Response:
        kept = _kept(self.desk, self._account(request))
        return JSONResponse({"webhooks": [kept] if kept else []})

    async def unsubscribe(self, request: Request) -> Response:
        account = self._account(request)
        if _kept(self.desk, account).get("id") != request.path_params["webhook"]:
            raise Refusal(No.NOT_FOUND, f"There is no webhook {request.path_params['webhook']}")
        subscription(self.desk, account).unlink()
        return Response(status_code=204)

    def _account(self, request: Request) -> str:
        """The key stands alone in the header, without a scheme."""
        key = request.headers.get("authorization", "").strip()
        if not key or " " in key:
            raise Refusal(No.KEY, "The API key in the Authorization header is missing or invalid")
        return self.desk.account(key)


def video(desk: Desk, look: Look) -> dict[str, Any]:
    """As in answers, lists and webhooks; the link is a fresh one each time."""
    body = _head(look.job, look.strange or WORDS[look.state])
    if look.over:
        body["lastUpdatedAt"] = int((look.job.cancelled or look.job.ends).timestamp())
    if look.state is State.SUCCEEDED:
        minutes, seconds = divmod(look.job.clip.seconds, 60)
        body |= {"download": desk.links(look.job)[0], "duration": f"0:{minutes:02.0f}:{seconds:09.6f}"}
    return body


def _head(job: Job, word: str) -> dict[str, Any]:
    asked, created = job.request, int(job.created.timestamp())
    optional = {name: asked[name] for name in ("callbackId", "description") if asked.get(name)}
    return {
        "id": job.id, "title": asked.get("title") or "Untitled video", "status": word, "createdAt": created,
        "lastUpdatedAt": created, "visibility": asked.get("visibility") or "private", **optional,
    }  # fmt: skip


def _order(body: dict[str, Any]) -> Order:
    scenes = body.get("input")
    if not isinstance(scenes, list) or not scenes or not all(isinstance(scene, dict) for scene in scenes):
        raise Refusal(No.INVALID, "input: a list of at least one scene is needed", "input")
    words = " ".join(_script(number, scene) for number, scene in enumerate(scenes))
    ratio = body.get("aspectRatio") or "16:9"
    if ratio not in tuple(SIZES):
        raise Refusal(No.INVALID, f"aspectRatio: one of {', '.join(SIZES)}", "aspectRatio")
    width, height = SIZES[ratio]
    spoken = len(without_pauses(words).split()) / WORDS_PER_SECOND + pauses(words)
    seconds = min(LONGEST, max(SHORTEST, round(spoken, 1)))
    clip = Clip(width=width, height=height, seconds=seconds, words=words, sound=True)
    units = Decimal() if body.get("test") is True else Decimal(math.ceil(seconds / 60))
    charge = Charge(units=units, unit="credit", amount=units * DOLLARS_PER_CREDIT)
    return Order("presenter", clip, charge, reference=str(body.get("callbackId") or ""), request=body)


def _script(number: int, scene: dict[str, Any]) -> str:
    for name in ("avatar", "scriptText"):
        if not isinstance(scene.get(name), str) or not scene[name].strip():
            raise Refusal(No.INVALID, f"input.{number}.{name}: is needed", f"input.{number}.{name}")
    return str(scene["scriptText"])


async def hook(desk: Desk, job: Job, event: str) -> Hook | None:
    kept = _kept(desk, job.account)
    look = desk.look(job)
    kind = EVENTS[0] if look.state is State.SUCCEEDED else EVENTS[1]
    if not kept or event == "start" or kind not in kept["events"] or look.state is State.CANCELLED:
        return None
    body, at = json.dumps({"type": kind, "data": video(desk, look)}), str(int(desk.now().timestamp()))
    key = webhook_secret(desk, job.account).encode()
    signature = hmac.new(key, f"{at}.{body}".encode(), hashlib.sha256).hexdigest()
    return Hook(kept["url"], body.encode(), {"synthesia-timestamp": at, "synthesia-signature": signature})


def webhook_secret(desk: Desk, account: str) -> str:
    return hmac.new(desk.studio.secret, f"{desk.name}/{account}/webhooks".encode(), hashlib.sha256).hexdigest()


def subscription(desk: Desk, account: str) -> Path:
    """Where the account's subscription is kept."""
    return desk.studio.folder / "webhooks" / f"{desk.name}-{account}.json"


def _kept(desk: Desk, account: str) -> dict[str, Any]:
    path = subscription(desk, account)
    found: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}
    return found


def _number(text: str, usual: int) -> int:
    return int(text) if text.isdecimal() else usual


WIRE = Wire("synthesia", lambda desk: Synthesia(desk).routes(), refuse, hook=hook)
