"""The OpenAPI document of the mirror, made of the protos: their messages, their methods and their comments."""

from collections.abc import Iterable, Iterator
from typing import Any

from picturelock.platform.doors import Method
from picturelock.platform.prose import said_of
from picturelock.platform.schemas import Described, field_schema, schemas_of, short_name

PROBLEM = {
    "type": "object",
    "properties": {
        "title": {"type": "string"}, "status": {"type": "integer"}, "detail": {"type": "string"},
        "reason": {"type": "string", "description": "Stable, for programs."},
        "errors": {"type": "array", "items": {"type": "object", "properties": {
            "field": {"type": "string"}, "description": {"type": "string"}}}},
    },
}  # fmt: skip


def openapi_of(methods: Iterable[Method]) -> dict[str, Any]:
    paths: dict[str, Any] = {}
    kinds: list[Described] = []
    for method in methods:
        verb, _, path = method.http.partition(" ")
        paths.setdefault(path, {})[verb.lower()] = _operation(method, verb, path)
        kinds += [method.request.DESCRIPTOR, method.response.DESCRIPTOR]
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Picturelock",
            "version": "v1",
            "description": "The gRPC API over HTTP: the same methods, the same messages, the same errors.",
        },
        "paths": paths,
        "components": {
            "schemas": {**schemas_of(kinds), "Problem": PROBLEM},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{"token": []}],
    }


def _operation(method: Method, verb: str, path: str) -> dict[str, Any]:
    service = method.service.rpartition(".")[2]
    said: dict[str, Any] = {
        "operationId": f"{service}_{method.name}",
        "tags": [service],
        "description": f"{said_of(f'{method.service}.{method.name}')}\n\nNeeds the role {method.role.name.lower()}.",
        "parameters": list(_parameters(method, verb, path)),
        "responses": {
            "200": {"description": "It was done.", "content": _answer(method)},
            "default": {"description": "It was not.", "content": _content("application/problem+json", "Problem")},
        },
    }
    if method.takes_stream:
        octets = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
        return said | {"requestBody": {"required": True, "content": octets}}
    if verb not in ("GET", "DELETE"):
        name = short_name(method.request.DESCRIPTOR.full_name)
        return said | {"requestBody": {"content": _content("application/json", name)}}
    return said


def _answer(method: Method) -> dict[str, Any]:
    kind = "text/event-stream" if method.gives_stream else "application/json"
    return _content(kind, short_name(method.response.DESCRIPTOR.full_name))


def _content(kind: str, name: str) -> dict[str, Any]:
    return {kind: {"schema": {"$ref": f"#/components/schemas/{name}"}}}


def _parameters(method: Method, verb: str, path: str) -> Iterator[dict[str, Any]]:
    """Fields in the path, and those of the query; an upload's query is its first message's metadata."""
    described: Described = method.request.DESCRIPTOR
    if method.takes_stream:
        described = described.fields_by_name["metadata"].message_type
    for field in described.fields:
        inside = f"{{{field.name}}}" in path
        if inside or method.takes_stream or verb in ("GET", "DELETE"):
            yield {
                "name": field.name,
                "in": "path" if inside else "query",
                "required": inside,
                "description": said_of(field.full_name),
                "schema": field_schema(field),
            }
