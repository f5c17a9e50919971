"""Hands out what jobs made, by link; late comers are turned away, and files end early when the fault plan says so."""

import hmac
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from picturelock.twin.clips import MEDIA_TYPES
from picturelock.twin.cutting import hang_up
from picturelock.twin.desk import Desk
from picturelock.twin.jobs import Job, State, state_at
from picturelock.twin.links import signed

DENIED = '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>{}</Message></Error>'


def result_route(desk: Desk) -> BaseRoute:
    async def serve(request: Request) -> Response:
        job = desk.studio.jobs.get((desk.name, request.path_params["job"]))
        copy, until = request.path_params["copy"], _number(request.query_params.get("until", ""))
        if job is None or not hmac.compare_digest(
            signed(desk.studio.secret, job, copy, until), request.query_params.get("signature", "")
        ):
            return _denied("Access Denied")
        if desk.now().timestamp() >= until:
            return _denied("Request has expired")
        if state_at(job, desk.now()) is not State.SUCCEEDED or copy >= job.copies:
            return _denied("Access Denied", 404)
        return await handed_out(desk, job, copy)

    return Route("/files/{job}/{copy:int}.{form}", serve, methods=["GET"])


async def handed_out(desk: Desk, job: Job, copy: int = 0) -> Response:
    """The file, or the beginning of it."""
    path, media_type = await desk.file(job, copy), MEDIA_TYPES[job.clip.form]
    number = desk.studio.count(desk.name, "result")
    if not desk.strikes("truncated", number):
        return FileResponse(path, media_type=media_type)
    return _Short(path, media_type, told=number % 2 == 1)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0


def _denied(why: str, status: int = 403) -> Response:
    return Response(DENIED.format(why), status, media_type="application/xml")


class _Short(Response):
    """The first half of a file. When `told`, the connection breaks after it; else it looks whole."""

    def __init__(self, path: Path, media_type: str, *, told: bool) -> None:
        whole = path.read_bytes()
        self.media_type = media_type
        super().__init__(whole[: len(whole) // 2])
        self._told = told
        if told:
            self.headers["content-length"] = str(len(whole))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not self._told:
            await super().__call__(scope, receive, send)
            return
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        await send({"type": "http.response.body", "body": self.body, "more_body": True})
        await hang_up(scope, receive)
