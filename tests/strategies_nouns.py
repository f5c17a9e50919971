"""Hypothesis strategies for any noun, read off its fields, and the pairs of nouns and messages."""

import importlib
import pkgutil
import types
import typing
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Any

from annotated_types import Ge, Gt, Le, Lt
from google.protobuf.message import Message
from hypothesis import strategies as st
from pydantic.fields import FieldInfo

import picturelock_api
from picturelock.kernel import nouns
from picturelock.kernel.nouns import Noun

TRAVEL_AS_JSON = {"Staging", "Patch"}
"""An engine's account of a take is a file beside the take, so it has no twin among the messages."""

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
moments = st.integers(0, 2**52).map(lambda microseconds: EPOCH + timedelta(microseconds=microseconds))


def generated(rest: str) -> Iterator[types.ModuleType]:
    """All generated modules whose name ends in `rest`."""
    for found in pkgutil.walk_packages(picturelock_api.__path__, "picturelock_api."):
        if found.name.endswith(rest):
            yield importlib.import_module(found.name)


def messages(module: types.ModuleType) -> Iterator[type[Message]]:
    for item in vars(module).values():
        if isinstance(item, type) and issubclass(item, Message) and item.__module__ == module.__name__:
            yield item


EVENTS = sorted(
    (event for module in generated(".events_pb2") for event in messages(module)), key=lambda e: e.DESCRIPTOR.full_name
)
TWINS: Mapping[str, type[Message]] = {
    message.DESCRIPTOR.name: message
    for module in generated("_pb2")
    if ".film.v1." in module.__name__
    for message in messages(module)
}
NOUNS: list[type[Noun]] = [
    kind
    for name in nouns.__all__
    if isinstance(kind := getattr(nouns, name), type) and issubclass(kind, Noun) and kind is not Noun
]
TRAVELLING = [kind for kind in NOUNS if kind.__name__ not in TRAVEL_AS_JSON]


def a_noun(kind: type[Noun]) -> st.SearchStrategy[Any]:
    return st.builds(kind, **{name: _field(field) for name, field in kind.model_fields.items()})


def _field(field: FieldInfo) -> st.SearchStrategy[Any]:
    return _value(field.annotation, field.metadata)


def _value(kind: Any, metadata: list[Any]) -> st.SearchStrategy[Any]:
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Annotated:
        return _value(inner[0], [*metadata, *inner[1:]])
    if origin in (typing.Union, types.UnionType):
        return st.none() | st.one_of([_value(k, metadata) for k in inner if k is not types.NoneType])
    if origin is tuple:
        return st.lists(_value(inner[0], []), max_size=3).map(tuple)
    if origin is dict:
        return st.dictionaries(words, words, max_size=3)
    return a_noun(kind) if issubclass(kind, Noun) else _scalar(kind, metadata)


def _scalar(kind: type, metadata: list[Any]) -> st.SearchStrategy[Any]:
    if issubclass(kind, Enum):
        return st.sampled_from(list(kind))
    if kind is int:
        return st.integers(*_bounds(metadata))
    if kind is float:
        low, high = _bounds(metadata)
        return st.floats(low, high, allow_nan=False)
    pattern = next((found for part in metadata if (found := getattr(part, "pattern", None))), None)
    if pattern:
        return st.from_regex(pattern.replace("$", r"\Z"), fullmatch=True)
    return {str: words, bool: st.booleans(), datetime: moments}[kind]


def _bounds(metadata: list[Any]) -> tuple[int, int]:
    """Of a number that also fits its message: 32 bits unless more are allowed."""
    low, high = -(2**31), 2**31 - 1
    for part in metadata:
        match part:
            case Ge(ge=int() | float() as least):
                low = int(-(-least // 1))
            case Gt(gt=int() as least):
                low = least + 1
            case Le(le=int() | float() as most):
                high = int(most)
            case Lt(lt=int() as most):
                high = most - 1
            case _:
                pass
    return low, high
