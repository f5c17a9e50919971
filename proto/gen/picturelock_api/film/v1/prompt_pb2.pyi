from picturelock_api.film.v1 import brief_pb2 as _brief_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Severity(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SEVERITY_UNSPECIFIED: _ClassVar[Severity]
    SEVERITY_WARNING: _ClassVar[Severity]
    SEVERITY_ERROR: _ClassVar[Severity]
SEVERITY_UNSPECIFIED: Severity
SEVERITY_WARNING: Severity
SEVERITY_ERROR: Severity

class Diagnostic(_message.Message):
    __slots__ = ("code", "severity", "message", "source")
    CODE_FIELD_NUMBER: _ClassVar[int]
    SEVERITY_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    code: str
    severity: Severity
    message: str
    source: _brief_pb2.Source
    def __init__(self, code: _Optional[str] = ..., severity: _Optional[_Union[Severity, str]] = ..., message: _Optional[str] = ..., source: _Optional[_Union[_brief_pb2.Source, _Mapping]] = ...) -> None: ...

class Piece(_message.Message):
    __slots__ = ("start", "end", "what", "source")
    START_FIELD_NUMBER: _ClassVar[int]
    END_FIELD_NUMBER: _ClassVar[int]
    WHAT_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    start: int
    end: int
    what: str
    source: _brief_pb2.Source
    def __init__(self, start: _Optional[int] = ..., end: _Optional[int] = ..., what: _Optional[str] = ..., source: _Optional[_Union[_brief_pb2.Source, _Mapping]] = ...) -> None: ...

class Prompt(_message.Message):
    __slots__ = ("shot", "brief_digest", "engine", "text", "negative", "parameters", "width", "height", "frames", "rate", "seed", "references", "pieces", "diagnostics", "timed_by_engine", "first_frame")
    class ParametersEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    SHOT_FIELD_NUMBER: _ClassVar[int]
    BRIEF_DIGEST_FIELD_NUMBER: _ClassVar[int]
    ENGINE_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    NEGATIVE_FIELD_NUMBER: _ClassVar[int]
    PARAMETERS_FIELD_NUMBER: _ClassVar[int]
    WIDTH_FIELD_NUMBER: _ClassVar[int]
    HEIGHT_FIELD_NUMBER: _ClassVar[int]
    FRAMES_FIELD_NUMBER: _ClassVar[int]
    RATE_FIELD_NUMBER: _ClassVar[int]
    SEED_FIELD_NUMBER: _ClassVar[int]
    REFERENCES_FIELD_NUMBER: _ClassVar[int]
    PIECES_FIELD_NUMBER: _ClassVar[int]
    DIAGNOSTICS_FIELD_NUMBER: _ClassVar[int]
    TIMED_BY_ENGINE_FIELD_NUMBER: _ClassVar[int]
    FIRST_FRAME_FIELD_NUMBER: _ClassVar[int]
    shot: str
    brief_digest: str
    engine: str
    text: str
    negative: str
    parameters: _containers.ScalarMap[str, str]
    width: int
    height: int
    frames: int
    rate: _brief_pb2.Rate
    seed: int
    references: _containers.RepeatedScalarFieldContainer[str]
    pieces: _containers.RepeatedCompositeFieldContainer[Piece]
    diagnostics: _containers.RepeatedCompositeFieldContainer[Diagnostic]
    timed_by_engine: bool
    first_frame: str
    def __init__(self, shot: _Optional[str] = ..., brief_digest: _Optional[str] = ..., engine: _Optional[str] = ..., text: _Optional[str] = ..., negative: _Optional[str] = ..., parameters: _Optional[_Mapping[str, str]] = ..., width: _Optional[int] = ..., height: _Optional[int] = ..., frames: _Optional[int] = ..., rate: _Optional[_Union[_brief_pb2.Rate, _Mapping]] = ..., seed: _Optional[int] = ..., references: _Optional[_Iterable[str]] = ..., pieces: _Optional[_Iterable[_Union[Piece, _Mapping]]] = ..., diagnostics: _Optional[_Iterable[_Union[Diagnostic, _Mapping]]] = ..., timed_by_engine: _Optional[bool] = ..., first_frame: _Optional[str] = ...) -> None: ...
