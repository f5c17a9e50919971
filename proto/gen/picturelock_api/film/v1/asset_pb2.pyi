from picturelock_api.film.v1 import brief_pb2 as _brief_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class MediaFacts(_message.Message):
    __slots__ = ("container", "video_codec", "audio_codec", "width", "height", "frames", "rate", "seconds", "sample_rate", "channels")
    CONTAINER_FIELD_NUMBER: _ClassVar[int]
    VIDEO_CODEC_FIELD_NUMBER: _ClassVar[int]
    AUDIO_CODEC_FIELD_NUMBER: _ClassVar[int]
    WIDTH_FIELD_NUMBER: _ClassVar[int]
    HEIGHT_FIELD_NUMBER: _ClassVar[int]
    FRAMES_FIELD_NUMBER: _ClassVar[int]
    RATE_FIELD_NUMBER: _ClassVar[int]
    SECONDS_FIELD_NUMBER: _ClassVar[int]
    SAMPLE_RATE_FIELD_NUMBER: _ClassVar[int]
    CHANNELS_FIELD_NUMBER: _ClassVar[int]
    container: str
    video_codec: str
    audio_codec: str
    width: int
    height: int
    frames: int
    rate: _brief_pb2.Rate
    seconds: float
    sample_rate: int
    channels: int
    def __init__(self, container: _Optional[str] = ..., video_codec: _Optional[str] = ..., audio_codec: _Optional[str] = ..., width: _Optional[int] = ..., height: _Optional[int] = ..., frames: _Optional[int] = ..., rate: _Optional[_Union[_brief_pb2.Rate, _Mapping]] = ..., seconds: _Optional[float] = ..., sample_rate: _Optional[int] = ..., channels: _Optional[int] = ...) -> None: ...

class Lineage(_message.Message):
    __slots__ = ("script", "brief_digest", "prompt_digest", "engine", "engine_version", "seed", "parents")
    SCRIPT_FIELD_NUMBER: _ClassVar[int]
    BRIEF_DIGEST_FIELD_NUMBER: _ClassVar[int]
    PROMPT_DIGEST_FIELD_NUMBER: _ClassVar[int]
    ENGINE_FIELD_NUMBER: _ClassVar[int]
    ENGINE_VERSION_FIELD_NUMBER: _ClassVar[int]
    SEED_FIELD_NUMBER: _ClassVar[int]
    PARENTS_FIELD_NUMBER: _ClassVar[int]
    script: _brief_pb2.Source
    brief_digest: str
    prompt_digest: str
    engine: str
    engine_version: str
    seed: int
    parents: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, script: _Optional[_Union[_brief_pb2.Source, _Mapping]] = ..., brief_digest: _Optional[str] = ..., prompt_digest: _Optional[str] = ..., engine: _Optional[str] = ..., engine_version: _Optional[str] = ..., seed: _Optional[int] = ..., parents: _Optional[_Iterable[str]] = ...) -> None: ...

class Asset(_message.Message):
    __slots__ = ("digest", "size", "media_type", "facts", "lineage", "strip", "poster", "report")
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    MEDIA_TYPE_FIELD_NUMBER: _ClassVar[int]
    FACTS_FIELD_NUMBER: _ClassVar[int]
    LINEAGE_FIELD_NUMBER: _ClassVar[int]
    STRIP_FIELD_NUMBER: _ClassVar[int]
    POSTER_FIELD_NUMBER: _ClassVar[int]
    REPORT_FIELD_NUMBER: _ClassVar[int]
    digest: str
    size: int
    media_type: str
    facts: MediaFacts
    lineage: Lineage
    strip: str
    poster: str
    report: str
    def __init__(self, digest: _Optional[str] = ..., size: _Optional[int] = ..., media_type: _Optional[str] = ..., facts: _Optional[_Union[MediaFacts, _Mapping]] = ..., lineage: _Optional[_Union[Lineage, _Mapping]] = ..., strip: _Optional[str] = ..., poster: _Optional[str] = ..., report: _Optional[str] = ...) -> None: ...
