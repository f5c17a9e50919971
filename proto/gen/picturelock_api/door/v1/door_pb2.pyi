from google.protobuf import descriptor_pb2 as _descriptor_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Role(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ROLE_UNSPECIFIED: _ClassVar[Role]
    ROLE_VIEWER: _ClassVar[Role]
    ROLE_ARTIST: _ClassVar[Role]
    ROLE_PRODUCER: _ClassVar[Role]
    ROLE_ADMIN: _ClassVar[Role]
    ROLE_WORKER: _ClassVar[Role]
ROLE_UNSPECIFIED: Role
ROLE_VIEWER: Role
ROLE_ARTIST: Role
ROLE_PRODUCER: Role
ROLE_ADMIN: Role
ROLE_WORKER: Role
DOOR_FIELD_NUMBER: _ClassVar[int]
door: _descriptor.FieldDescriptor

class Door(_message.Message):
    __slots__ = ("role", "http")
    ROLE_FIELD_NUMBER: _ClassVar[int]
    HTTP_FIELD_NUMBER: _ClassVar[int]
    role: Role
    http: str
    def __init__(self, role: _Optional[_Union[Role, str]] = ..., http: _Optional[str] = ...) -> None: ...
