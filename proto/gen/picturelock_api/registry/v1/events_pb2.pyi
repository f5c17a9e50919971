from picturelock_api.film.v1 import asset_pb2 as _asset_pb2
from picturelock_api.film.v1 import brief_pb2 as _brief_pb2
from picturelock_api.film.v1 import take_pb2 as _take_pb2
from picturelock_api.film.v1 import verdict_pb2 as _verdict_pb2
from picturelock_api.topic.v1 import topic_pb2 as _topic_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ShotPlanned(_message.Message):
    __slots__ = ("shot_key", "brief", "brief_digest", "revision", "take_number", "notes", "engine")
    SHOT_KEY_FIELD_NUMBER: _ClassVar[int]
    BRIEF_FIELD_NUMBER: _ClassVar[int]
    BRIEF_DIGEST_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    TAKE_NUMBER_FIELD_NUMBER: _ClassVar[int]
    NOTES_FIELD_NUMBER: _ClassVar[int]
    ENGINE_FIELD_NUMBER: _ClassVar[int]
    shot_key: str
    brief: _brief_pb2.Brief
    brief_digest: str
    revision: int
    take_number: int
    notes: _containers.RepeatedScalarFieldContainer[str]
    engine: str
    def __init__(self, shot_key: _Optional[str] = ..., brief: _Optional[_Union[_brief_pb2.Brief, _Mapping]] = ..., brief_digest: _Optional[str] = ..., revision: _Optional[int] = ..., take_number: _Optional[int] = ..., notes: _Optional[_Iterable[str]] = ..., engine: _Optional[str] = ...) -> None: ...

class ShotHeld(_message.Message):
    __slots__ = ("shot_key", "brief", "brief_digest", "reason", "take", "asset", "verdict", "take_number")
    SHOT_KEY_FIELD_NUMBER: _ClassVar[int]
    BRIEF_FIELD_NUMBER: _ClassVar[int]
    BRIEF_DIGEST_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    TAKE_FIELD_NUMBER: _ClassVar[int]
    ASSET_FIELD_NUMBER: _ClassVar[int]
    VERDICT_FIELD_NUMBER: _ClassVar[int]
    TAKE_NUMBER_FIELD_NUMBER: _ClassVar[int]
    shot_key: str
    brief: _brief_pb2.Brief
    brief_digest: str
    reason: str
    take: _take_pb2.Take
    asset: _asset_pb2.Asset
    verdict: _verdict_pb2.Verdict
    take_number: int
    def __init__(self, shot_key: _Optional[str] = ..., brief: _Optional[_Union[_brief_pb2.Brief, _Mapping]] = ..., brief_digest: _Optional[str] = ..., reason: _Optional[str] = ..., take: _Optional[_Union[_take_pb2.Take, _Mapping]] = ..., asset: _Optional[_Union[_asset_pb2.Asset, _Mapping]] = ..., verdict: _Optional[_Union[_verdict_pb2.Verdict, _Mapping]] = ..., take_number: _Optional[int] = ...) -> None: ...

class ShotListChanged(_message.Message):
    __slots__ = ("project_key", "title", "revision", "shots", "rate", "width", "height")
    PROJECT_KEY_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    SHOTS_FIELD_NUMBER: _ClassVar[int]
    RATE_FIELD_NUMBER: _ClassVar[int]
    WIDTH_FIELD_NUMBER: _ClassVar[int]
    HEIGHT_FIELD_NUMBER: _ClassVar[int]
    project_key: str
    title: str
    revision: int
    shots: _containers.RepeatedCompositeFieldContainer[_brief_pb2.ListedShot]
    rate: _brief_pb2.Rate
    width: int
    height: int
    def __init__(self, project_key: _Optional[str] = ..., title: _Optional[str] = ..., revision: _Optional[int] = ..., shots: _Optional[_Iterable[_Union[_brief_pb2.ListedShot, _Mapping]]] = ..., rate: _Optional[_Union[_brief_pb2.Rate, _Mapping]] = ..., width: _Optional[int] = ..., height: _Optional[int] = ...) -> None: ...
