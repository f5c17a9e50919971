"""Between a noun and its protobuf twin: one generic codec, compiled once for each pair of types.

A field goes to the field of the same name. `StrEnum` members become `<ENUM_NAME>_<MEMBER>`, `datetime` becomes
`google.protobuf.Timestamp`, an absent optional noun is an absent message, tuples are repeated.
"""

import re
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar

from google.protobuf.descriptor import EnumDescriptor, FieldDescriptor
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass
from google.protobuf.timestamp_pb2 import Timestamp
from pydantic import BaseModel, ValidationError

from picturelock.kernel.errors import Invalid

N = TypeVar("N", bound=BaseModel)
M = TypeVar("M", bound=Message)

Turn = Callable[[Any], Any]


def encode(noun: BaseModel, message: type[M]) -> M:
    """Raises TypeError when the two types do not agree (a test holds them together)."""
    return typing.cast("M", _turns(type(noun), message)[0](noun))


def decode(noun: type[N], message: Message) -> N:
    """Raises Invalid, naming the field, when the message holds what the noun does not allow."""
    try:
        return noun.model_validate(_turns(noun, type(message))[1](message))
    except ValidationError as error:
        raise Invalid(
            [f"{message.DESCRIPTOR.full_name}.{_path(e['loc'])}: {e['msg']}" for e in error.errors()],
            reason="BAD_MESSAGE",
        ) from error


def disagreements(noun: type[BaseModel], message: type[Message]) -> list[str]:
    """How the two types differ, in words; empty when they agree."""
    mine, theirs = set(noun.model_fields), set(message.DESCRIPTOR.fields_by_name)
    missing = [f"{noun.__name__}.{name} is only in the noun" for name in mine - theirs]
    missing += [f"{noun.__name__}.{name} is only in the message" for name in theirs - mine]
    if missing:
        return sorted(missing)
    try:
        _turns(noun, message)
    except TypeError as error:
        return [str(error)]
    return []


def _path(location: Iterable[str | int]) -> str:
    return ".".join(map(str, location))


_compiled: dict[tuple[object, object], tuple[Turn, Turn]] = {}


def _turns(noun: type[BaseModel], message: type[Message]) -> tuple[Turn, Turn]:
    pair = (noun, message)
    if pair not in _compiled:
        _compiled[pair] = (_encoder(noun, message), _decoder(noun, message))
    return _compiled[pair]


def _encoder(noun: type[BaseModel], message: Any) -> Turn:
    turns = [(name, _field_turn(kind, field, encoding=True)) for name, kind, field in _fields(noun, message)]

    def run(value: Any) -> Any:
        given: dict[str, Any] = {}
        for name, turn in turns:
            part = getattr(value, name)
            if part is not None:
                given[name] = part if turn is None else turn(part)
        return message(**given)

    return run


def _decoder(noun: type[BaseModel], message: Any) -> Turn:
    turns = [
        (name, _field_turn(kind, field, encoding=False), _optional(kind) and field.message_type is not None)
        for name, kind, field in _fields(noun, message)
    ]

    def run(value: Any) -> dict[str, Any]:
        taken: dict[str, Any] = {}
        for name, turn, optional in turns:
            if optional and not value.HasField(name):
                taken[name] = None
            else:
                part = getattr(value, name)
                taken[name] = part if turn is None else turn(part)
        return taken

    return run


def _fields(noun: type[BaseModel], message: Any) -> Iterable[tuple[str, Any, Any]]:
    kinds = typing.get_type_hints(noun, include_extras=False)
    for name in noun.model_fields:
        yield name, kinds[name], message.DESCRIPTOR.fields_by_name[name]


def _optional(kind: Any) -> bool:
    return typing.get_origin(kind) in (typing.Union, types.UnionType) and types.NoneType in typing.get_args(kind)


def _field_turn(kind: Any, field: Any, *, encoding: bool) -> Turn | None:
    """How one field's value is turned; None when it is the same on both sides."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if _optional(kind):
        return _field_turn(next(k for k in inner if k is not types.NoneType), field, encoding=encoding)
    if origin is dict:
        _must(_is_map(field), kind, field)
        return None if encoding else dict
    if origin is tuple:
        _must(field.is_repeated and not _is_map(field), kind, field)
        turn = _value_turn(inner[0], field, encoding=encoding)
        return list if turn is None else lambda many: [turn(one) for one in many]
    _must(not field.is_repeated, kind, field)
    return _value_turn(kind, field, encoding=encoding)


def _value_turn(kind: Any, field: Any, *, encoding: bool) -> Turn | None:
    if typing.get_origin(kind) is not None:
        kind = typing.get_args(kind)[0]
    if kind is datetime:
        _must(field.message_type is Timestamp.DESCRIPTOR, kind, field)
        return _stamp if encoding else _moment
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        _must(field.message_type is not None, kind, field)
        twin = GetMessageClass(field.message_type)
        return _turns(kind, twin)[0 if encoding else 1]
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        _must(field.enum_type is not None, kind, field)
        numbers = _numbers(kind, field.enum_type)
        return numbers.__getitem__ if encoding else _known({n: member for member, n in numbers.items()}, field)
    _must(field.type in _SCALARS.get(kind, ()), kind, field)
    return None


_SCALARS: Mapping[type, tuple[int, ...]] = {
    str: (FieldDescriptor.TYPE_STRING,),
    bool: (FieldDescriptor.TYPE_BOOL,),
    int: (FieldDescriptor.TYPE_INT32, FieldDescriptor.TYPE_INT64),
    float: (FieldDescriptor.TYPE_DOUBLE,),
}


def _must(agreed: object, kind: Any, field: Any) -> None:
    if not agreed:
        raise TypeError(f"{field.full_name} cannot hold {kind}")


def _is_map(field: Any) -> bool:
    return field.message_type is not None and field.message_type.GetOptions().map_entry


def _numbers(kind: type[StrEnum], twin: EnumDescriptor) -> dict[StrEnum, int]:
    prefix = re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).upper()
    theirs = {value.name: value.number for value in twin.values if value.number}
    mine = {f"{prefix}_{member.name}": member for member in kind}
    if theirs.keys() != mine.keys():
        raise TypeError(f"{twin.full_name} and {kind.__name__} differ in {sorted(theirs.keys() ^ mine.keys())}")
    return {member: theirs[name] for name, member in mine.items()}


def _known(members: Mapping[int, StrEnum], field: Any) -> Turn:
    def run(number: int) -> StrEnum:
        if number not in members:
            raise Invalid(f"{field.full_name}: {number} is no {field.enum_type.full_name}", reason="BAD_MESSAGE")
        return members[number]

    return run


def _stamp(moment: datetime) -> Timestamp:
    stamp = Timestamp()
    stamp.FromDatetime(moment.astimezone(UTC))
    return stamp


def _moment(stamp: Timestamp) -> datetime:
    return stamp.ToDatetime(tzinfo=UTC)
