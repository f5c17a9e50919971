import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from picturelock_api.door.v1 import door_pb2 as _door_pb2
from picturelock_api.film.v1 import asset_pb2 as _asset_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class AssetKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ASSET_KIND_UNSPECIFIED: _ClassVar[AssetKind]
    ASSET_KIND_TAKE: _ClassVar[AssetKind]
    ASSET_KIND_REFERENCE: _ClassVar[AssetKind]
ASSET_KIND_UNSPECIFIED: AssetKind
ASSET_KIND_TAKE: AssetKind
ASSET_KIND_REFERENCE: AssetKind

class KeptAsset(_message.Message):
    __slots__ = ("asset", "kind", "name")
    ASSET_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    asset: _asset_pb2.Asset
    kind: AssetKind
    name: str
    def __init__(self, asset: _Optional[_Union[_asset_pb2.Asset, _Mapping]] = ..., kind: _Optional[_Union[AssetKind, str]] = ..., name: _Optional[str] = ...) -> None: ...

class UploadAssetRequest(_message.Message):
    __slots__ = ("metadata", "chunk")
    METADATA_FIELD_NUMBER: _ClassVar[int]
    CHUNK_FIELD_NUMBER: _ClassVar[int]
    metadata: UploadMetadata
    chunk: bytes
    def __init__(self, metadata: _Optional[_Union[UploadMetadata, _Mapping]] = ..., chunk: _Optional[bytes] = ...) -> None: ...

class UploadMetadata(_message.Message):
    __slots__ = ("name", "size", "digest")
    NAME_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    name: str
    size: int
    digest: str
    def __init__(self, name: _Optional[str] = ..., size: _Optional[int] = ..., digest: _Optional[str] = ...) -> None: ...

class UploadAssetResponse(_message.Message):
    __slots__ = ("asset",)
    ASSET_FIELD_NUMBER: _ClassVar[int]
    asset: KeptAsset
    def __init__(self, asset: _Optional[_Union[KeptAsset, _Mapping]] = ...) -> None: ...

class GetAssetRequest(_message.Message):
    __slots__ = ("digest",)
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    digest: str
    def __init__(self, digest: _Optional[str] = ...) -> None: ...

class GetAssetResponse(_message.Message):
    __slots__ = ("asset",)
    ASSET_FIELD_NUMBER: _ClassVar[int]
    asset: KeptAsset
    def __init__(self, asset: _Optional[_Union[KeptAsset, _Mapping]] = ...) -> None: ...

class LinkAssetRequest(_message.Message):
    __slots__ = ("digest",)
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    digest: str
    def __init__(self, digest: _Optional[str] = ...) -> None: ...

class LinkAssetResponse(_message.Message):
    __slots__ = ("url", "strip", "poster", "expires")
    URL_FIELD_NUMBER: _ClassVar[int]
    STRIP_FIELD_NUMBER: _ClassVar[int]
    POSTER_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_FIELD_NUMBER: _ClassVar[int]
    url: str
    strip: str
    poster: str
    expires: _timestamp_pb2.Timestamp
    def __init__(self, url: _Optional[str] = ..., strip: _Optional[str] = ..., poster: _Optional[str] = ..., expires: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class GetLineageRequest(_message.Message):
    __slots__ = ("digest", "page_size", "page_token")
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    digest: str
    page_size: int
    page_token: str
    def __init__(self, digest: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class GetLineageResponse(_message.Message):
    __slots__ = ("asset", "parents", "children", "next_page_token")
    ASSET_FIELD_NUMBER: _ClassVar[int]
    PARENTS_FIELD_NUMBER: _ClassVar[int]
    CHILDREN_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    asset: KeptAsset
    parents: _containers.RepeatedCompositeFieldContainer[KeptAsset]
    children: _containers.RepeatedCompositeFieldContainer[KeptAsset]
    next_page_token: str
    def __init__(self, asset: _Optional[_Union[KeptAsset, _Mapping]] = ..., parents: _Optional[_Iterable[_Union[KeptAsset, _Mapping]]] = ..., children: _Optional[_Iterable[_Union[KeptAsset, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...
