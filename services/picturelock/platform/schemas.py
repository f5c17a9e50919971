"""JSON schemas of protobuf messages, as protobuf's own JSON mapping has them, with the protos' comments."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from google.protobuf.descriptor import EnumDescriptor, FieldDescriptor

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


def schemas_of(kinds: Iterable[Described]) -> dict[str, Any]:
    """Schemas of these messages and of all they are made of, by short name, in order of name."""
    used: dict[str, Described] = {}
    for kind in kinds:
        _collect(kind, used)
    return dict(sorted((short_name(each.full_name), _schema(each)) for each in used.values()))


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
    fields = {field.name: field_schema(field) | {"description": said_of(field.full_name)} for field in kind.fields}
    return about | {"type": "object", "properties": fields}


def field_schema(field: Described) -> dict[str, Any]:
    if field.message_type is not None and field.message_type.GetOptions().map_entry:
        return {"type": "object", "additionalProperties": _one(field.message_type.fields_by_name["value"])}
    return {"type": "array", "items": _one(field)} if field.is_repeated else _one(field)


def _one(field: Described) -> dict[str, Any]:
    if field.message_type is not None:
        known = WELL_KNOWN.get(field.message_type.full_name)
        return dict(known or {"$ref": f"#/components/schemas/{short_name(field.message_type.full_name)}"})
    if field.enum_type is not None:
        return {"$ref": f"#/components/schemas/{short_name(field.enum_type.full_name)}"}
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


def short_name(full_name: str) -> str:
    """`picturelock_api.film.v1.Take` is `film.v1.Take`."""
    return full_name.removeprefix("picturelock_api.")
