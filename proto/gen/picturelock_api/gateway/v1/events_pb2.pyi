import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from picturelock_api.film.v1 import brief_pb2 as _brief_pb2
from picturelock_api.film.v1 import prompt_pb2 as _prompt_pb2
from picturelock_api.film.v1 import take_pb2 as _take_pb2
from picturelock_api.topic.v1 import topic_pb2 as _topic_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class TakeGenerated(_message.Message):
    __slots__ = ("shot_key", "brief", "revision", "prompt", "take")
    SHOT_KEY_FIELD_NUMBER: _ClassVar[int]
    BRIEF_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    PROMPT_FIELD_NUMBER: _ClassVar[int]
    TAKE_FIELD_NUMBER: _ClassVar[int]
    shot_key: str
    brief: _brief_pb2.Brief
    revision: int
    prompt: _prompt_pb2.Prompt
    take: _take_pb2.Take
    def __init__(self, shot_key: _Optional[str] = ..., brief: _Optional[_Union[_brief_pb2.Brief, _Mapping]] = ..., revision: _Optional[int] = ..., prompt: _Optional[_Union[_prompt_pb2.Prompt, _Mapping]] = ..., take: _Optional[_Union[_take_pb2.Take, _Mapping]] = ...) -> None: ...

class TakeFailed(_message.Message):
    __slots__ = ("shot_key", "brief", "revision", "take_number", "prompt_digest", "reason", "message")
    SHOT_KEY_FIELD_NUMBER: _ClassVar[int]
    BRIEF_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    TAKE_NUMBER_FIELD_NUMBER: _ClassVar[int]
    PROMPT_DIGEST_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    shot_key: str
    brief: _brief_pb2.Brief
    revision: int
    take_number: int
    prompt_digest: str
    reason: str
    message: str
    def __init__(self, shot_key: _Optional[str] = ..., brief: _Optional[_Union[_brief_pb2.Brief, _Mapping]] = ..., revision: _Optional[int] = ..., take_number: _Optional[int] = ..., prompt_digest: _Optional[str] = ..., reason: _Optional[str] = ..., message: _Optional[str] = ...) -> None: ...

class StillGenerated(_message.Message):
    __slots__ = ("still_key", "brief", "prompt", "picture", "engine_version", "reused")
    STILL_KEY_FIELD_NUMBER: _ClassVar[int]
    BRIEF_FIELD_NUMBER: _ClassVar[int]
    PROMPT_FIELD_NUMBER: _ClassVar[int]
    PICTURE_FIELD_NUMBER: _ClassVar[int]
    ENGINE_VERSION_FIELD_NUMBER: _ClassVar[int]
    REUSED_FIELD_NUMBER: _ClassVar[int]
    still_key: str
    brief: _brief_pb2.Brief
    prompt: _prompt_pb2.Prompt
    picture: _take_pb2.Staged
    engine_version: str
    reused: bool
    def __init__(self, still_key: _Optional[str] = ..., brief: _Optional[_Union[_brief_pb2.Brief, _Mapping]] = ..., prompt: _Optional[_Union[_prompt_pb2.Prompt, _Mapping]] = ..., picture: _Optional[_Union[_take_pb2.Staged, _Mapping]] = ..., engine_version: _Optional[str] = ..., reused: _Optional[bool] = ...) -> None: ...

class StillFailed(_message.Message):
    __slots__ = ("still_key", "brief", "prompt_digest", "reason", "message")
    STILL_KEY_FIELD_NUMBER: _ClassVar[int]
    BRIEF_FIELD_NUMBER: _ClassVar[int]
    PROMPT_DIGEST_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    still_key: str
    brief: _brief_pb2.Brief
    prompt_digest: str
    reason: str
    message: str
    def __init__(self, still_key: _Optional[str] = ..., brief: _Optional[_Union[_brief_pb2.Brief, _Mapping]] = ..., prompt_digest: _Optional[str] = ..., reason: _Optional[str] = ..., message: _Optional[str] = ...) -> None: ...

class PurchaseMoved(_message.Message):
    __slots__ = ("shot_key", "purchase", "number", "move", "state", "attempt", "engine", "job", "amount", "currency", "why", "at", "reason")
    SHOT_KEY_FIELD_NUMBER: _ClassVar[int]
    PURCHASE_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    MOVE_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    ATTEMPT_FIELD_NUMBER: _ClassVar[int]
    ENGINE_FIELD_NUMBER: _ClassVar[int]
    JOB_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_FIELD_NUMBER: _ClassVar[int]
    CURRENCY_FIELD_NUMBER: _ClassVar[int]
    WHY_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    shot_key: str
    purchase: str
    number: int
    move: str
    state: str
    attempt: int
    engine: str
    job: str
    amount: str
    currency: str
    why: str
    at: _timestamp_pb2.Timestamp
    reason: str
    def __init__(self, shot_key: _Optional[str] = ..., purchase: _Optional[str] = ..., number: _Optional[int] = ..., move: _Optional[str] = ..., state: _Optional[str] = ..., attempt: _Optional[int] = ..., engine: _Optional[str] = ..., job: _Optional[str] = ..., amount: _Optional[str] = ..., currency: _Optional[str] = ..., why: _Optional[str] = ..., at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., reason: _Optional[str] = ...) -> None: ...
