"""The mirror: one route for each method that names one, JSON for messages, problems for errors, events for streams.

JSON is protobuf's own mapping with the fields' names as they are; problems are RFC 9457; streams are server-sent.
"""

import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from typing import Any

import grpc
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse
from google.protobuf import json_format
from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message

from picturelock.kernel.errors import Invalid, PicturelockError
from picturelock.kernel.service import Door
from picturelock.platform.doors import Asked, Doorman, Method, methods_of
from picturelock.platform.grpc.statuses import RETRY_SECONDS, code_of, status_of
from picturelock.platform.http.openapi import openapi_of

Health = Callable[[], Awaitable[Mapping[str, str]]]
"""What is wrong, by the engine it is wrong with; empty when everything is well."""

STATUSES = {
    grpc.StatusCode.NOT_FOUND: 404,
    grpc.StatusCode.INVALID_ARGUMENT: 400,
    grpc.StatusCode.ABORTED: 409,
    grpc.StatusCode.FAILED_PRECONDITION: 409,
    grpc.StatusCode.PERMISSION_DENIED: 403,
    grpc.StatusCode.UNAUTHENTICATED: 401,
    grpc.StatusCode.UNAVAILABLE: 503,
}
MOST_BODY = 16 << 20
"""Bytes of a JSON body."""


def http_app(doors: Iterable[Door], doorman: Doorman, health: Health) -> FastAPI:
    """The application; `health` tells readiness, liveness is that it answers at all."""
    methods = [method for door in doors for method in methods_of(door) if method.http]
    app = FastAPI(title="Picturelock", docs_url=None, redoc_url=None)  # their pages fetch scripts from elsewhere
    for method in methods:
        verb, _, path = method.http.partition(" ")
        app.add_api_route(path, _route(method, doorman), methods=[verb], name=method.name, include_in_schema=False)
    document = openapi_of(methods)
    app.openapi = lambda: document  # type: ignore[method-assign]
    app.add_exception_handler(Exception, _broke_down)
    _add_probes(app, health)
    return app


def _route(method: Method, doorman: Doorman) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        asked = Asked(request.headers.get("authorization", ""), request.headers.get("traceparent", ""))
        try:
            if method.takes_stream:
                return _json(await doorman.ask(method, _uploaded(method, request), asked))
            message = await _message(method, request)
            if method.gives_stream:
                return await _events(doorman.listen(method, message, asked))
            return _json(await doorman.ask(method, message, asked))
        except PicturelockError as error:
            return problem(error)

    return answer


async def _message(method: Method, request: Request) -> Message:
    fields: dict[str, Any] = dict(request.path_params)
    if request.method in ("GET", "DELETE"):
        fields |= _from_query(method, request)
    elif body := await body_of(request, MOST_BODY):
        said = _parsed(body)
        if twice := fields.keys() & said.keys():
            raise Invalid(f"{min(twice)}: stands in the path; leave it out of the body")
        fields |= said
    return _built(method.request, fields)


def _built(kind: type[Message], fields: Mapping[str, Any]) -> Message:
    try:
        return json_format.ParseDict(dict(fields), kind())
    except json_format.ParseError as error:
        raise Invalid(f"this is no {kind.DESCRIPTOR.name}: {error}", reason="BAD_MESSAGE") from error


async def body_of(request: Request, most: int) -> bytes:
    """Raises Invalid with TOO_LARGE, before the rest of it is read."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise Invalid(f"the body has more than {most:,} bytes; send less at once", reason="TOO_LARGE")
    return bytes(body)


def _parsed(body: bytes) -> dict[str, Any]:
    try:
        said = json.loads(body)
    except ValueError as error:
        raise Invalid(f"the body is no JSON: {error}", reason="BAD_MESSAGE") from error
    if not isinstance(said, dict):
        raise Invalid("the body is no JSON object; send the request's fields as one", reason="BAD_MESSAGE")
    return said


def _from_query(method: Method, request: Request) -> dict[str, Any]:
    found: dict[str, Any] = {}
    known = method.request.DESCRIPTOR.fields_by_name
    for name in request.query_params:
        if name not in known:
            raise Invalid(f"{name}: there is no such field; {method.name} takes {', '.join(sorted(known))}")
        values = [_plain(known[name], value) for value in request.query_params.getlist(name)]
        found[name] = values if known[name].is_repeated else values[-1]
    return found


def _plain(field: Any, said: str) -> Any:
    """Truth is a word in a query, and protobuf's JSON wants it bare; numbers it takes as they are written."""
    if field.type == FieldDescriptor.TYPE_BOOL:
        return {"true": True, "false": False}.get(said, said)
    return said


async def _uploaded(method: Method, request: Request) -> AsyncIterator[Message]:
    """A stream of requests over HTTP: the query is the first one's `metadata`, the body's bytes are the `chunk`s."""
    metadata: Any = method.request.DESCRIPTOR.fields_by_name["metadata"].message_type
    unknown = [name for name in request.query_params if name not in metadata.fields_by_name]
    if unknown:
        raise Invalid(f"{unknown[0]}: there is no such field; use {', '.join(sorted(metadata.fields_by_name))}")
    yield _built(method.request, {"metadata": {**dict(request.query_params), **request.path_params}})
    chunk_of: Any = method.request
    async for chunk in request.stream():
        for start in range(0, len(chunk), 1 << 20):
            yield chunk_of(chunk=chunk[start : start + (1 << 20)])


async def _events(answers: AsyncIterator[Message]) -> Response:
    """What goes wrong before the first event is a status; what goes wrong after it is an event of its own."""
    first = await anext(answers, None)

    async def said() -> AsyncIterator[str]:
        if first is not None:
            yield _event(first)
        try:
            async for answer in answers:
                yield _event(answer)
        except PicturelockError as error:
            yield f"event: error\ndata: {json.dumps(_problem(error))}\n\n"

    return StreamingResponse(said(), media_type="text/event-stream", headers={"cache-control": "no-store"})


def _event(message: Any) -> str:
    """The event's id is the token from which the stream goes on."""
    token = getattr(message, "token", "")
    name = f"id: {token}\n" if token else ""
    return f"{name}data: {json.dumps(_dict(message), separators=(',', ':'))}\n\n"


def _json(message: Message) -> Response:
    return JSONResponse(_dict(message))


def _dict(message: Message) -> dict[str, Any]:
    return json_format.MessageToDict(
        message, preserving_proto_field_name=True, always_print_fields_with_no_presence=True
    )


def problem(error: PicturelockError) -> Response:
    """RFC 9457, with our reason and the fields at fault."""
    said = _problem(error)
    headers = {"retry-after": str(RETRY_SECONDS)} if said["status"] == 503 else {}  # noqa: PLR2004
    return JSONResponse(said, said["status"], headers, media_type="application/problem+json")


def _problem(error: PicturelockError) -> dict[str, Any]:
    status = STATUSES.get(code_of(error), 500)
    told = json_format.MessageToDict(status_of(error))
    violations = [fault for detail in told.get("details", ()) for fault in detail.get("fieldViolations", ())]
    said: dict[str, Any] = {"type": "about:blank", "title": error.reason, "status": status, "detail": str(error)}
    return said | {"reason": error.reason} | ({"errors": violations} if violations else {})


async def _broke_down(_: Request, error: Exception) -> Response:
    return problem(PicturelockError(f"it broke down ({type(error).__name__}); the log says where", reason="BUG"))


def _add_probes(app: FastAPI, health: Health) -> None:
    began = time.time()

    @app.get("/healthz", include_in_schema=False)
    async def live() -> dict[str, float]:
        return {"up_seconds": round(time.time() - began, 1)}

    @app.get("/readyz", include_in_schema=False)
    async def ready() -> JSONResponse:
        wrong = await health()
        return JSONResponse({"ready": not wrong, "wrong": dict(wrong)}, 503 if wrong else 200)
