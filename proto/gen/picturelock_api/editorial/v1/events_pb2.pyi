from picturelock_api.film.v1 import cut_pb2 as _cut_pb2
from picturelock_api.topic.v1 import topic_pb2 as _topic_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class CutAssembled(_message.Message):
    __slots__ = ("project_key", "cut")
    PROJECT_KEY_FIELD_NUMBER: _ClassVar[int]
    CUT_FIELD_NUMBER: _ClassVar[int]
    project_key: str
    cut: _cut_pb2.Cut
    def __init__(self, project_key: _Optional[str] = ..., cut: _Optional[_Union[_cut_pb2.Cut, _Mapping]] = ...) -> None: ...
