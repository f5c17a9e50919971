"""The embedded store over HTTP: what a signed link leads to. A deployment's links lead to its S3 store instead."""

import re
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.responses import StreamingResponse

from picturelock.kernel.errors import Denied, Invalid, PicturelockError
from picturelock.platform.http.app import problem
from picturelock.platform.local import Links, LocalStore

RANGE = re.compile(r"bytes=(\d*)-(\d*)$")


def add_store(app: FastAPI, store: LocalStore, links: Links) -> None:
    """Serve what `links` leads to: GET of stored bytes, also in ranges, and PUT of deliveries."""

    @app.get("/store/{digest}", include_in_schema=False)
    async def read(request: Request, digest: str) -> Response:
        try:
            _check(request, links, f"/store/{digest}")
            return await _ranged(store, digest, request.headers.get("range", ""))
        except PicturelockError as error:
            return problem(error)

    @app.put("/staging/{key:path}", include_in_schema=False)
    async def deliver(request: Request, key: str) -> Response:
        try:
            _check(request, links, f"/staging/{quote(key, safe='')}")
            await store.stage(key, request.stream())
        except PicturelockError as error:
            return problem(error)
        return Response(status_code=200)


def _check(request: Request, links: Links, path: str) -> None:
    asked = request.query_params
    if not links.are_good(request.method, path, asked.get("until", ""), asked.get("signature", "")):
        raise Denied("this link is not good, or not any more; ask for another", reason="LINK")


async def _ranged(store: LocalStore, digest: str, asked: str) -> Response:
    size = await store.size(digest)
    headers = {"accept-ranges": "bytes", "content-length": str(size), "etag": f'"{digest}"'}
    if not asked:
        return StreamingResponse(store.open(digest), 200, headers, "application/octet-stream")
    start, end = _bounds(asked, size)
    headers |= {"content-length": str(end - start), "content-range": f"bytes {start}-{end - 1}/{size}"}
    part = store.open(digest, start=start, length=end - start)
    return StreamingResponse(part, 206, headers, "application/octet-stream")


def _bounds(asked: str, size: int) -> tuple[int, int]:
    """First byte and the one after the last. Raises Invalid for what is no range of these bytes."""
    match = RANGE.match(asked)
    first, last = match.groups() if match else ("", "")
    start = int(first) if first else max(size - int(last or 0), 0)
    end = min(int(last) + 1, size) if first and last else size
    if not match or not (first or last) or start >= end:
        raise Invalid(f"range: {asked!r} is no part of {size:,} bytes")
    return start, end
