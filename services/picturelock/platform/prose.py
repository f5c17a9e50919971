"""What the protos' comments say of a message, a field, a method: for documents that are made of them."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

from google.protobuf.descriptor_pb2 import FileDescriptorProto, FileDescriptorSet

MESSAGES, ENUMS, SERVICES = 4, 5, 6
"""Numbers of these fields in `FileDescriptorProto`, of which a comment's path is made."""
INNER = {
    MESSAGES: ((2, "field"), (3, "nested_type"), (4, "enum_type")),
    ENUMS: ((2, "value"),),
    SERVICES: ((2, "method"),),
}


def said_of(full_name: str) -> str:
    """The comment, or an empty string. Names as in the protos: `picturelock_api.film.v1.Take.number`."""
    return _comments().get(full_name, "")


def services_in(owner: str) -> Sequence[str]:
    """Full names of the gRPC services of one of the house's services, e.g. `registry`."""
    package = f"picturelock_api.{owner}.v1"
    return [f"{package}.{each.name}" for file in _files() if file.package == package for each in file.service]


@cache
def _files() -> Sequence[FileDescriptorProto]:
    return FileDescriptorSet.FromString(resources.files("picturelock_api").joinpath("api.binpb").read_bytes()).file


@cache
def _comments() -> Mapping[str, str]:
    return {name: said for file in _files() for name, said in _of_file(file)}


def _of_file(file: FileDescriptorProto) -> Iterator[tuple[str, str]]:
    for place in file.source_code_info.location:
        said = (place.leading_comments or place.trailing_comments).strip()
        if said and (name := _named(file, place.path)):
            yield f"{file.package}.{name}", " ".join(line.strip() for line in said.splitlines())


def _named(file: FileDescriptorProto, path: Sequence[int]) -> str:
    """The name at a path such as (4, 2, 2, 0): the first field of the third message."""
    if len(path) < 2 or path[0] not in (MESSAGES, ENUMS, SERVICES):  # noqa: PLR2004
        return ""
    lists: Mapping[int, Any] = {MESSAGES: file.message_type, ENUMS: file.enum_type, SERVICES: file.service}
    at: Any = lists[path[0]][path[1]]
    names, kind = [at.name], path[0]
    for number, index in zip(path[2::2], path[3::2], strict=False):
        inner = dict(INNER.get(kind, ())).get(number)
        if inner is None:
            return ""
        at = getattr(at, inner)[index]
        names.append(at.name)
        kind = {"nested_type": MESSAGES, "enum_type": ENUMS}.get(inner, 0)
    return ".".join(names) if len(path) % 2 == 0 else ""
