from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Decision(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    DECISION_UNSPECIFIED: _ClassVar[Decision]
    DECISION_PASS: _ClassVar[Decision]
    DECISION_RETAKE: _ClassVar[Decision]
    DECISION_HOLD: _ClassVar[Decision]
DECISION_UNSPECIFIED: Decision
DECISION_PASS: Decision
DECISION_RETAKE: Decision
DECISION_HOLD: Decision

class Finding(_message.Message):
    __slots__ = ("code", "message", "note", "subject", "first", "last", "measured", "threshold", "unit", "decision", "evidence")
    CODE_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    FIRST_FIELD_NUMBER: _ClassVar[int]
    LAST_FIELD_NUMBER: _ClassVar[int]
    MEASURED_FIELD_NUMBER: _ClassVar[int]
    THRESHOLD_FIELD_NUMBER: _ClassVar[int]
    UNIT_FIELD_NUMBER: _ClassVar[int]
    DECISION_FIELD_NUMBER: _ClassVar[int]
    EVIDENCE_FIELD_NUMBER: _ClassVar[int]
    code: str
    message: str
    note: str
    subject: str
    first: int
    last: int
    measured: float
    threshold: float
    unit: str
    decision: Decision
    evidence: str
    def __init__(self, code: _Optional[str] = ..., message: _Optional[str] = ..., note: _Optional[str] = ..., subject: _Optional[str] = ..., first: _Optional[int] = ..., last: _Optional[int] = ..., measured: _Optional[float] = ..., threshold: _Optional[float] = ..., unit: _Optional[str] = ..., decision: _Optional[_Union[Decision, str]] = ..., evidence: _Optional[str] = ...) -> None: ...

class Verdict(_message.Message):
    __slots__ = ("decision", "findings", "measured_by", "score")
    DECISION_FIELD_NUMBER: _ClassVar[int]
    FINDINGS_FIELD_NUMBER: _ClassVar[int]
    MEASURED_BY_FIELD_NUMBER: _ClassVar[int]
    SCORE_FIELD_NUMBER: _ClassVar[int]
    decision: Decision
    findings: _containers.RepeatedCompositeFieldContainer[Finding]
    measured_by: str
    score: float
    def __init__(self, decision: _Optional[_Union[Decision, str]] = ..., findings: _Optional[_Iterable[_Union[Finding, _Mapping]]] = ..., measured_by: _Optional[str] = ..., score: _Optional[float] = ...) -> None: ...
