from picturelock_api.film.v1 import brief_pb2 as _brief_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class CutItem(_message.Message):
    __slots__ = ("shot", "take", "digest", "start", "frames", "held", "reason")
    SHOT_FIELD_NUMBER: _ClassVar[int]
    TAKE_FIELD_NUMBER: _ClassVar[int]
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_NUMBER: _ClassVar[int]
    FRAMES_FIELD_NUMBER: _ClassVar[int]
    HELD_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    shot: str
    take: int
    digest: str
    start: int
    frames: int
    held: bool
    reason: str
    def __init__(self, shot: _Optional[str] = ..., take: _Optional[int] = ..., digest: _Optional[str] = ..., start: _Optional[int] = ..., frames: _Optional[int] = ..., held: _Optional[bool] = ..., reason: _Optional[str] = ...) -> None: ...

class Deliverable(_message.Message):
    __slots__ = ("name", "digest", "size", "media_type")
    NAME_FIELD_NUMBER: _ClassVar[int]
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    MEDIA_TYPE_FIELD_NUMBER: _ClassVar[int]
    name: str
    digest: str
    size: int
    media_type: str
    def __init__(self, name: _Optional[str] = ..., digest: _Optional[str] = ..., size: _Optional[int] = ..., media_type: _Optional[str] = ...) -> None: ...

class Cut(_message.Message):
    __slots__ = ("project", "version", "revision", "digest", "rate", "frames", "items", "deliverables", "segments", "encoded")
    PROJECT_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    RATE_FIELD_NUMBER: _ClassVar[int]
    FRAMES_FIELD_NUMBER: _ClassVar[int]
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    DELIVERABLES_FIELD_NUMBER: _ClassVar[int]
    SEGMENTS_FIELD_NUMBER: _ClassVar[int]
    ENCODED_FIELD_NUMBER: _ClassVar[int]
    project: str
    version: int
    revision: int
    digest: str
    rate: _brief_pb2.Rate
    frames: int
    items: _containers.RepeatedCompositeFieldContainer[CutItem]
    deliverables: _containers.RepeatedCompositeFieldContainer[Deliverable]
    segments: int
    encoded: int
    def __init__(self, project: _Optional[str] = ..., version: _Optional[int] = ..., revision: _Optional[int] = ..., digest: _Optional[str] = ..., rate: _Optional[_Union[_brief_pb2.Rate, _Mapping]] = ..., frames: _Optional[int] = ..., items: _Optional[_Iterable[_Union[CutItem, _Mapping]]] = ..., deliverables: _Optional[_Iterable[_Union[Deliverable, _Mapping]]] = ..., segments: _Optional[int] = ..., encoded: _Optional[int] = ...) -> None: ...
