from picturelock_api.film.v1 import brief_pb2 as _brief_pb2
from picturelock_api.film.v1 import prompt_pb2 as _prompt_pb2
from picturelock_api.topic.v1 import topic_pb2 as _topic_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class PromptCompiled(_message.Message):
    __slots__ = ("shot_key", "brief", "revision", "take_number", "prompt", "prompt_digest")
    SHOT_KEY_FIELD_NUMBER: _ClassVar[int]
    BRIEF_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    TAKE_NUMBER_FIELD_NUMBER: _ClassVar[int]
    PROMPT_FIELD_NUMBER: _ClassVar[int]
    PROMPT_DIGEST_FIELD_NUMBER: _ClassVar[int]
    shot_key: str
    brief: _brief_pb2.Brief
    revision: int
    take_number: int
    prompt: _prompt_pb2.Prompt
    prompt_digest: str
    def __init__(self, shot_key: _Optional[str] = ..., brief: _Optional[_Union[_brief_pb2.Brief, _Mapping]] = ..., revision: _Optional[int] = ..., take_number: _Optional[int] = ..., prompt: _Optional[_Union[_prompt_pb2.Prompt, _Mapping]] = ..., prompt_digest: _Optional[str] = ...) -> None: ...

class PromptRefused(_message.Message):
    __slots__ = ("shot_key", "brief", "revision", "diagnostics", "take_number")
    SHOT_KEY_FIELD_NUMBER: _ClassVar[int]
    BRIEF_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    DIAGNOSTICS_FIELD_NUMBER: _ClassVar[int]
    TAKE_NUMBER_FIELD_NUMBER: _ClassVar[int]
    shot_key: str
    brief: _brief_pb2.Brief
    revision: int
    diagnostics: _containers.RepeatedCompositeFieldContainer[_prompt_pb2.Diagnostic]
    take_number: int
    def __init__(self, shot_key: _Optional[str] = ..., brief: _Optional[_Union[_brief_pb2.Brief, _Mapping]] = ..., revision: _Optional[int] = ..., diagnostics: _Optional[_Iterable[_Union[_prompt_pb2.Diagnostic, _Mapping]]] = ..., take_number: _Optional[int] = ...) -> None: ...
