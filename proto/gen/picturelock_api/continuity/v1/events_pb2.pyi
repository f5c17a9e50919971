from picturelock_api.film.v1 import asset_pb2 as _asset_pb2
from picturelock_api.film.v1 import brief_pb2 as _brief_pb2
from picturelock_api.film.v1 import take_pb2 as _take_pb2
from picturelock_api.film.v1 import verdict_pb2 as _verdict_pb2
from picturelock_api.topic.v1 import topic_pb2 as _topic_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class TakePassed(_message.Message):
    __slots__ = ("shot_key", "brief", "brief_digest", "revision", "take", "asset", "verdict", "by")
    SHOT_KEY_FIELD_NUMBER: _ClassVar[int]
    BRIEF_FIELD_NUMBER: _ClassVar[int]
    BRIEF_DIGEST_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    TAKE_FIELD_NUMBER: _ClassVar[int]
    ASSET_FIELD_NUMBER: _ClassVar[int]
    VERDICT_FIELD_NUMBER: _ClassVar[int]
    BY_FIELD_NUMBER: _ClassVar[int]
    shot_key: str
    brief: _brief_pb2.Brief
    brief_digest: str
    revision: int
    take: _take_pb2.Take
    asset: _asset_pb2.Asset
    verdict: _verdict_pb2.Verdict
    by: str
    def __init__(self, shot_key: _Optional[str] = ..., brief: _Optional[_Union[_brief_pb2.Brief, _Mapping]] = ..., brief_digest: _Optional[str] = ..., revision: _Optional[int] = ..., take: _Optional[_Union[_take_pb2.Take, _Mapping]] = ..., asset: _Optional[_Union[_asset_pb2.Asset, _Mapping]] = ..., verdict: _Optional[_Union[_verdict_pb2.Verdict, _Mapping]] = ..., by: _Optional[str] = ...) -> None: ...

class TakeRejected(_message.Message):
    __slots__ = ("shot_key", "brief", "brief_digest", "revision", "take", "asset", "verdict", "by")
    SHOT_KEY_FIELD_NUMBER: _ClassVar[int]
    BRIEF_FIELD_NUMBER: _ClassVar[int]
    BRIEF_DIGEST_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    TAKE_FIELD_NUMBER: _ClassVar[int]
    ASSET_FIELD_NUMBER: _ClassVar[int]
    VERDICT_FIELD_NUMBER: _ClassVar[int]
    BY_FIELD_NUMBER: _ClassVar[int]
    shot_key: str
    brief: _brief_pb2.Brief
    brief_digest: str
    revision: int
    take: _take_pb2.Take
    asset: _asset_pb2.Asset
    verdict: _verdict_pb2.Verdict
    by: str
    def __init__(self, shot_key: _Optional[str] = ..., brief: _Optional[_Union[_brief_pb2.Brief, _Mapping]] = ..., brief_digest: _Optional[str] = ..., revision: _Optional[int] = ..., take: _Optional[_Union[_take_pb2.Take, _Mapping]] = ..., asset: _Optional[_Union[_asset_pb2.Asset, _Mapping]] = ..., verdict: _Optional[_Union[_verdict_pb2.Verdict, _Mapping]] = ..., by: _Optional[str] = ...) -> None: ...
