from picturelock_api.door.v1 import door_pb2 as _door_pb2
from picturelock_api.film.v1 import asset_pb2 as _asset_pb2
from picturelock_api.film.v1 import brief_pb2 as _brief_pb2
from picturelock_api.film.v1 import take_pb2 as _take_pb2
from picturelock_api.film.v1 import verdict_pb2 as _verdict_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class JudgedTake(_message.Message):
    __slots__ = ("shot", "take", "asset", "verdict", "brief_digest", "revision", "circled", "by", "note", "links", "chosen", "old_brief", "brief")
    class LinksEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    SHOT_FIELD_NUMBER: _ClassVar[int]
    TAKE_FIELD_NUMBER: _ClassVar[int]
    ASSET_FIELD_NUMBER: _ClassVar[int]
    VERDICT_FIELD_NUMBER: _ClassVar[int]
    BRIEF_DIGEST_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    CIRCLED_FIELD_NUMBER: _ClassVar[int]
    BY_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    LINKS_FIELD_NUMBER: _ClassVar[int]
    CHOSEN_FIELD_NUMBER: _ClassVar[int]
    OLD_BRIEF_FIELD_NUMBER: _ClassVar[int]
    BRIEF_FIELD_NUMBER: _ClassVar[int]
    shot: str
    take: _take_pb2.Take
    asset: _asset_pb2.Asset
    verdict: _verdict_pb2.Verdict
    brief_digest: str
    revision: int
    circled: bool
    by: str
    note: str
    links: _containers.ScalarMap[str, str]
    chosen: bool
    old_brief: bool
    brief: _brief_pb2.Brief
    def __init__(self, shot: _Optional[str] = ..., take: _Optional[_Union[_take_pb2.Take, _Mapping]] = ..., asset: _Optional[_Union[_asset_pb2.Asset, _Mapping]] = ..., verdict: _Optional[_Union[_verdict_pb2.Verdict, _Mapping]] = ..., brief_digest: _Optional[str] = ..., revision: _Optional[int] = ..., circled: _Optional[bool] = ..., by: _Optional[str] = ..., note: _Optional[str] = ..., links: _Optional[_Mapping[str, str]] = ..., chosen: _Optional[bool] = ..., old_brief: _Optional[bool] = ..., brief: _Optional[_Union[_brief_pb2.Brief, _Mapping]] = ...) -> None: ...

class ListTakesRequest(_message.Message):
    __slots__ = ("project", "shot", "page_size", "page_token")
    PROJECT_FIELD_NUMBER: _ClassVar[int]
    SHOT_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    project: str
    shot: str
    page_size: int
    page_token: str
    def __init__(self, project: _Optional[str] = ..., shot: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListTakesResponse(_message.Message):
    __slots__ = ("takes", "next_page_token")
    TAKES_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    takes: _containers.RepeatedCompositeFieldContainer[JudgedTake]
    next_page_token: str
    def __init__(self, takes: _Optional[_Iterable[_Union[JudgedTake, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class GetTakeRequest(_message.Message):
    __slots__ = ("project", "shot", "take")
    PROJECT_FIELD_NUMBER: _ClassVar[int]
    SHOT_FIELD_NUMBER: _ClassVar[int]
    TAKE_FIELD_NUMBER: _ClassVar[int]
    project: str
    shot: str
    take: int
    def __init__(self, project: _Optional[str] = ..., shot: _Optional[str] = ..., take: _Optional[int] = ...) -> None: ...

class GetTakeResponse(_message.Message):
    __slots__ = ("take",)
    TAKE_FIELD_NUMBER: _ClassVar[int]
    take: JudgedTake
    def __init__(self, take: _Optional[_Union[JudgedTake, _Mapping]] = ...) -> None: ...

class CircleTakeRequest(_message.Message):
    __slots__ = ("project", "shot", "take", "note", "request_id")
    PROJECT_FIELD_NUMBER: _ClassVar[int]
    SHOT_FIELD_NUMBER: _ClassVar[int]
    TAKE_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    project: str
    shot: str
    take: int
    note: str
    request_id: str
    def __init__(self, project: _Optional[str] = ..., shot: _Optional[str] = ..., take: _Optional[int] = ..., note: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class CircleTakeResponse(_message.Message):
    __slots__ = ("take",)
    TAKE_FIELD_NUMBER: _ClassVar[int]
    take: JudgedTake
    def __init__(self, take: _Optional[_Union[JudgedTake, _Mapping]] = ...) -> None: ...

class RejectTakeRequest(_message.Message):
    __slots__ = ("project", "shot", "take", "note", "request_id")
    PROJECT_FIELD_NUMBER: _ClassVar[int]
    SHOT_FIELD_NUMBER: _ClassVar[int]
    TAKE_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    project: str
    shot: str
    take: int
    note: str
    request_id: str
    def __init__(self, project: _Optional[str] = ..., shot: _Optional[str] = ..., take: _Optional[int] = ..., note: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class RejectTakeResponse(_message.Message):
    __slots__ = ("take",)
    TAKE_FIELD_NUMBER: _ClassVar[int]
    take: JudgedTake
    def __init__(self, take: _Optional[_Union[JudgedTake, _Mapping]] = ...) -> None: ...
