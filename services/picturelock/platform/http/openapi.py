"""The OpenAPI document of the mirror, made of the protos: their messages, their methods and their comments."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from google.protobuf.descriptor import EnumDescriptor, FieldDescriptor

from picturelock.platform.doors import Method
from picturelock.platform.prose import said_of

Described = Any
"""A descriptor: those of the compiled runtime are of other classes than the typed ones."""

INTEGERS = (FieldDescriptor.CPPTYPE_INT32, FieldDescriptor.CPPTYPE_UINT32)
LONGS = (FieldDescriptor.CPPTYPE_INT64, FieldDescriptor.CPPTYPE_UINT64)
REALS = (FieldDescriptor.CPPTYPE_DOUBLE, FieldDescriptor.CPPTYPE_FLOAT)
WELL_KNOWN: Mapping[str, dict[str, Any]] = {
    "google.protobuf.Timestamp": {"type": "string", "format": "date-time"},
    "google.protobuf.Duration": {"type": "string", "example": "1.5s"},
    "google.protobuf.Any": {"type": "object", "properties": {"@type": {"type": "string"}}},
}
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
    used: dict[str, Described] = {}
    for method in methods:
        verb, _, path = method.http.partition(" ")
        paths.setdefault(path, {})[verb.lower()] = _operation(method, verb, path)
        for kind in (method.request.DESCRIPTOR, method.response.DESCRIPTOR):
            _collect(kind, used)
    schemas = {_name(each.full_name): _schema(each) for each in used.values()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Picturelock",
            "version": "v1",
            "description": "The gRPC API over HTTP: the same methods, the same messages, the same errors.",
        },
        "paths": paths,
        "components": {
            "schemas": {**dict(sorted(schemas.items())), "Problem": PROBLEM},
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
        name = _name(method.request.DESCRIPTOR.full_name)
        return said | {"requestBody": {"content": _content("application/json", name)}}
    return said


def _answer(method: Method) -> dict[str, Any]:
    kind = "text/event-stream" if method.gives_stream else "application/json"
    return _content(kind, _name(method.response.DESCRIPTOR.full_name))


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
                "schema": _field(field),
            }


def _collect(kind: Described, used: dict[str, Described]) -> None:
    if kind.full_name in used or kind.full_name in WELL_KNOWN or kind.GetOptions().map_entry:
        return
    used[kind.full_name] = kind
    for field in kind.fields:
        for inner in _messages_in(field):
            _collect(inner, used)
        if field.enum_type:
            used[field.enum_type.full_name] = field.enum_type


def _messages_in(field: Described) -> Sequence[Described]:
    if field.message_type is None:
        return ()
    if field.message_type.GetOptions().map_entry:
        return _messages_in(field.message_type.fields_by_name["value"])
    return (field.message_type,)


def _schema(kind: Described) -> dict[str, Any]:
    about = {"description": said_of(kind.full_name)}
    if isinstance(kind, EnumDescriptor):
        return about | {"type": "string", "enum": [value.name for value in kind.values]}
    fields = {field.name: _field(field) | {"description": said_of(field.full_name)} for field in kind.fields}
    return about | {"type": "object", "properties": fields}


def _field(field: Described) -> dict[str, Any]:
    if field.message_type is not None and field.message_type.GetOptions().map_entry:
        return {"type": "object", "additionalProperties": _one(field.message_type.fields_by_name["value"])}
    return {"type": "array", "items": _one(field)} if field.is_repeated else _one(field)


def _one(field: Described) -> dict[str, Any]:
    if field.message_type is not None:
        known = WELL_KNOWN.get(field.message_type.full_name)
        return dict(known or {"$ref": f"#/components/schemas/{_name(field.message_type.full_name)}"})
    if field.enum_type is not None:
        return {"$ref": f"#/components/schemas/{_name(field.enum_type.full_name)}"}
    if field.cpp_type in INTEGERS:
        return {"type": "integer", "format": "int32"}
    if field.cpp_type in LONGS:
        return {"type": "string", "format": "int64"}
    if field.cpp_type in REALS:
        return {"type": "number"}
    if field.cpp_type == FieldDescriptor.CPPTYPE_BOOL:
        return {"type": "boolean"}
    is_bytes = field.type == FieldDescriptor.TYPE_BYTES
    return {"type": "string", "format": "byte"} if is_bytes else {"type": "string"}


def _name(full_name: str) -> str:
    """`picturelock_api.film.v1.Take` is `film.v1.Take`."""
    return full_name.removeprefix("picturelock_api.")
