"""Letterboxes on the HTTP door: raw bytes, of a limited size, from those who have no token."""

import logging
from collections.abc import Awaitable, Callable, Iterable

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from picturelock.kernel.errors import Denied, PicturelockError
from picturelock.kernel.service import Letter, Letterbox
from picturelock.platform.http.app import body_of, problem

log = logging.getLogger(__name__)


def add_letterboxes(app: FastAPI, letterboxes: Iterable[Letterbox]) -> None:
    for box in letterboxes:
        app.add_api_route(box.path, _route(box), methods=["POST"], include_in_schema=False)


def _route(box: Letterbox) -> Callable[[Request], Awaitable[Response]]:
    """What is refused is logged by the pattern of its path: the path itself may be what only the sender should know."""

    async def answer(request: Request) -> Response:
        try:
            body = await body_of(request, box.most)
            return JSONResponse(await box.take(Letter(request.path_params, dict(request.headers), body)))
        except PicturelockError as error:
            log.log(logging.WARNING if isinstance(error, Denied) else logging.INFO, "%s: %s", box.path, error)
            return problem(error)

    return answer
