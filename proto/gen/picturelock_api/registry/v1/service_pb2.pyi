import datetime

from google.protobuf import any_pb2 as _any_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from picturelock_api.door.v1 import door_pb2 as _door_pb2
from picturelock_api.film.v1 import brief_pb2 as _brief_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Standing(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    STANDING_UNSPECIFIED: _ClassVar[Standing]
    STANDING_NEW: _ClassVar[Standing]
    STANDING_CHANGED: _ClassVar[Standing]
    STANDING_REENGINED: _ClassVar[Standing]
    STANDING_UNDERWAY: _ClassVar[Standing]
    STANDING_CURRENT: _ClassVar[Standing]
    STANDING_HELD: _ClassVar[Standing]
    STANDING_REMOVED: _ClassVar[Standing]

class ShotState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SHOT_STATE_UNSPECIFIED: _ClassVar[ShotState]
    SHOT_STATE_PLANNED: _ClassVar[ShotState]
    SHOT_STATE_PASSED: _ClassVar[ShotState]
    SHOT_STATE_HELD: _ClassVar[ShotState]
    SHOT_STATE_REMOVED: _ClassVar[ShotState]
STANDING_UNSPECIFIED: Standing
STANDING_NEW: Standing
STANDING_CHANGED: Standing
STANDING_REENGINED: Standing
STANDING_UNDERWAY: Standing
STANDING_CURRENT: Standing
STANDING_HELD: Standing
STANDING_REMOVED: Standing
SHOT_STATE_UNSPECIFIED: ShotState
SHOT_STATE_PLANNED: ShotState
SHOT_STATE_PASSED: ShotState
SHOT_STATE_HELD: ShotState
SHOT_STATE_REMOVED: ShotState

class Project(_message.Message):
    __slots__ = ("project", "title", "script", "bible", "revision", "created", "etag", "retired")
    class RetiredEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    PROJECT_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    SCRIPT_FIELD_NUMBER: _ClassVar[int]
    BIBLE_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    CREATED_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    RETIRED_FIELD_NUMBER: _ClassVar[int]
    project: str
    title: str
    script: Page
    bible: Page
    revision: int
    created: _timestamp_pb2.Timestamp
    etag: str
    retired: _containers.ScalarMap[str, str]
    def __init__(self, project: _Optional[str] = ..., title: _Optional[str] = ..., script: _Optional[_Union[Page, _Mapping]] = ..., bible: _Optional[_Union[Page, _Mapping]] = ..., revision: _Optional[int] = ..., created: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., etag: _Optional[str] = ..., retired: _Optional[_Mapping[str, str]] = ...) -> None: ...

class Page(_message.Message):
    __slots__ = ("name", "digest", "size")
    NAME_FIELD_NUMBER: _ClassVar[int]
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    name: str
    digest: str
    size: int
    def __init__(self, name: _Optional[str] = ..., digest: _Optional[str] = ..., size: _Optional[int] = ...) -> None: ...

class CreateProjectRequest(_message.Message):
    __slots__ = ("project", "request_id")
    PROJECT_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    project: str
    request_id: str
    def __init__(self, project: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class CreateProjectResponse(_message.Message):
    __slots__ = ("project",)
    PROJECT_FIELD_NUMBER: _ClassVar[int]
    project: Project
    def __init__(self, project: _Optional[_Union[Project, _Mapping]] = ...) -> None: ...

class GetProjectRequest(_message.Message):
    __slots__ = ("project",)
    PROJECT_FIELD_NUMBER: _ClassVar[int]
    project: str
    def __init__(self, project: _Optional[str] = ...) -> None: ...

class GetProjectResponse(_message.Message):
    __slots__ = ("project",)
    PROJECT_FIELD_NUMBER: _ClassVar[int]
    project: Project
    def __init__(self, project: _Optional[_Union[Project, _Mapping]] = ...) -> None: ...

class ListProjectsRequest(_message.Message):
    __slots__ = ("page_size", "page_token")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListProjectsResponse(_message.Message):
    __slots__ = ("projects", "next_page_token")
    PROJECTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    projects: _containers.RepeatedCompositeFieldContainer[Project]
    next_page_token: str
    def __init__(self, projects: _Optional[_Iterable[_Union[Project, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class PutScriptRequest(_message.Message):
    __slots__ = ("project", "name", "data", "etag", "request_id")
    PROJECT_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    project: str
    name: str
    data: bytes
    etag: str
    request_id: str
    def __init__(self, project: _Optional[str] = ..., name: _Optional[str] = ..., data: _Optional[bytes] = ..., etag: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class PutScriptResponse(_message.Message):
    __slots__ = ("project", "warnings")
    PROJECT_FIELD_NUMBER: _ClassVar[int]
    WARNINGS_FIELD_NUMBER: _ClassVar[int]
    project: Project
    warnings: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, project: _Optional[_Union[Project, _Mapping]] = ..., warnings: _Optional[_Iterable[str]] = ...) -> None: ...

class PutBibleRequest(_message.Message):
    __slots__ = ("project", "name", "data", "etag", "request_id", "references")
    class ReferencesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    PROJECT_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    REFERENCES_FIELD_NUMBER: _ClassVar[int]
    project: str
    name: str
    data: bytes
    etag: str
    request_id: str
    references: _containers.ScalarMap[str, str]
    def __init__(self, project: _Optional[str] = ..., name: _Optional[str] = ..., data: _Optional[bytes] = ..., etag: _Optional[str] = ..., request_id: _Optional[str] = ..., references: _Optional[_Mapping[str, str]] = ...) -> None: ...

class PutBibleResponse(_message.Message):
    __slots__ = ("project", "warnings")
    PROJECT_FIELD_NUMBER: _ClassVar[int]
    WARNINGS_FIELD_NUMBER: _ClassVar[int]
    project: Project
    warnings: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, project: _Optional[_Union[Project, _Mapping]] = ..., warnings: _Optional[_Iterable[str]] = ...) -> None: ...

class GetScriptRequest(_message.Message):
    __slots__ = ("project",)
    PROJECT_FIELD_NUMBER: _ClassVar[int]
    project: str
    def __init__(self, project: _Optional[str] = ...) -> None: ...

class GetScriptResponse(_message.Message):
    __slots__ = ("page", "data")
    PAGE_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    page: Page
    data: bytes
    def __init__(self, page: _Optional[_Union[Page, _Mapping]] = ..., data: _Optional[bytes] = ...) -> None: ...

class GetBibleRequest(_message.Message):
    __slots__ = ("project",)
    PROJECT_FIELD_NUMBER: _ClassVar[int]
    project: str
    def __init__(self, project: _Optional[str] = ...) -> None: ...

class GetBibleResponse(_message.Message):
    __slots__ = ("page", "data", "drafted")
    PAGE_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    DRAFTED_FIELD_NUMBER: _ClassVar[int]
    page: Page
    data: bytes
    drafted: bool
    def __init__(self, page: _Optional[_Union[Page, _Mapping]] = ..., data: _Optional[bytes] = ..., drafted: _Optional[bool] = ...) -> None: ...

class ValidatePagesRequest(_message.Message):
    __slots__ = ("project", "script", "bible", "references")
    class ReferencesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    PROJECT_FIELD_NUMBER: _ClassVar[int]
    SCRIPT_FIELD_NUMBER: _ClassVar[int]
    BIBLE_FIELD_NUMBER: _ClassVar[int]
    REFERENCES_FIELD_NUMBER: _ClassVar[int]
    project: str
    script: bytes
    bible: bytes
    references: _containers.ScalarMap[str, str]
    def __init__(self, project: _Optional[str] = ..., script: _Optional[bytes] = ..., bible: _Optional[bytes] = ..., references: _Optional[_Mapping[str, str]] = ...) -> None: ...

class ValidatePagesResponse(_message.Message):
    __slots__ = ("problems", "warnings")
    PROBLEMS_FIELD_NUMBER: _ClassVar[int]
    WARNINGS_FIELD_NUMBER: _ClassVar[int]
    problems: _containers.RepeatedScalarFieldContainer[str]
    warnings: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, problems: _Optional[_Iterable[str]] = ..., warnings: _Optional[_Iterable[str]] = ...) -> None: ...

class Route(_message.Message):
    __slots__ = ("engine", "by", "why", "source")
    ENGINE_FIELD_NUMBER: _ClassVar[int]
    BY_FIELD_NUMBER: _ClassVar[int]
    WHY_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    engine: str
    by: str
    why: _containers.RepeatedScalarFieldContainer[str]
    source: str
    def __init__(self, engine: _Optional[str] = ..., by: _Optional[str] = ..., why: _Optional[_Iterable[str]] = ..., source: _Optional[str] = ...) -> None: ...

class PlannedShot(_message.Message):
    __slots__ = ("shot", "standing", "why", "brief", "route", "was")
    SHOT_FIELD_NUMBER: _ClassVar[int]
    STANDING_FIELD_NUMBER: _ClassVar[int]
    WHY_FIELD_NUMBER: _ClassVar[int]
    BRIEF_FIELD_NUMBER: _ClassVar[int]
    ROUTE_FIELD_NUMBER: _ClassVar[int]
    WAS_FIELD_NUMBER: _ClassVar[int]
    shot: str
    standing: Standing
    why: _containers.RepeatedScalarFieldContainer[str]
    brief: _brief_pb2.Brief
    route: Route
    was: str
    def __init__(self, shot: _Optional[str] = ..., standing: _Optional[_Union[Standing, str]] = ..., why: _Optional[_Iterable[str]] = ..., brief: _Optional[_Union[_brief_pb2.Brief, _Mapping]] = ..., route: _Optional[_Union[Route, _Mapping]] = ..., was: _Optional[str] = ...) -> None: ...

class Outlook(_message.Message):
    __slots__ = ("title", "engine", "listed", "shots", "recut", "warnings", "rate", "width", "height")
    TITLE_FIELD_NUMBER: _ClassVar[int]
    ENGINE_FIELD_NUMBER: _ClassVar[int]
    LISTED_FIELD_NUMBER: _ClassVar[int]
    SHOTS_FIELD_NUMBER: _ClassVar[int]
    RECUT_FIELD_NUMBER: _ClassVar[int]
    WARNINGS_FIELD_NUMBER: _ClassVar[int]
    RATE_FIELD_NUMBER: _ClassVar[int]
    WIDTH_FIELD_NUMBER: _ClassVar[int]
    HEIGHT_FIELD_NUMBER: _ClassVar[int]
    title: str
    engine: str
    listed: _containers.RepeatedCompositeFieldContainer[_brief_pb2.ListedShot]
    shots: _containers.RepeatedCompositeFieldContainer[PlannedShot]
    recut: bool
    warnings: _containers.RepeatedScalarFieldContainer[str]
    rate: _brief_pb2.Rate
    width: int
    height: int
    def __init__(self, title: _Optional[str] = ..., engine: _Optional[str] = ..., listed: _Optional[_Iterable[_Union[_brief_pb2.ListedShot, _Mapping]]] = ..., shots: _Optional[_Iterable[_Union[PlannedShot, _Mapping]]] = ..., recut: _Optional[bool] = ..., warnings: _Optional[_Iterable[str]] = ..., rate: _Optional[_Union[_brief_pb2.Rate, _Mapping]] = ..., width: _Optional[int] = ..., height: _Optional[int] = ...) -> None: ...

class PlanFilmRequest(_message.Message):
    __slots__ = ("project", "engine", "script", "bible", "retired", "references")
    class RetiredEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    class ReferencesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    PROJECT_FIELD_NUMBER: _ClassVar[int]
    ENGINE_FIELD_NUMBER: _ClassVar[int]
    SCRIPT_FIELD_NUMBER: _ClassVar[int]
    BIBLE_FIELD_NUMBER: _ClassVar[int]
    RETIRED_FIELD_NUMBER: _ClassVar[int]
    REFERENCES_FIELD_NUMBER: _ClassVar[int]
    project: str
    engine: str
    script: bytes
    bible: bytes
    retired: _containers.ScalarMap[str, str]
    references: _containers.ScalarMap[str, str]
    def __init__(self, project: _Optional[str] = ..., engine: _Optional[str] = ..., script: _Optional[bytes] = ..., bible: _Optional[bytes] = ..., retired: _Optional[_Mapping[str, str]] = ..., references: _Optional[_Mapping[str, str]] = ...) -> None: ...

class PlanFilmResponse(_message.Message):
    __slots__ = ("outlook",)
    OUTLOOK_FIELD_NUMBER: _ClassVar[int]
    outlook: Outlook
    def __init__(self, outlook: _Optional[_Union[Outlook, _Mapping]] = ...) -> None: ...

class MakeFilmRequest(_message.Message):
    __slots__ = ("project", "engine", "retry_held", "request_id")
    PROJECT_FIELD_NUMBER: _ClassVar[int]
    ENGINE_FIELD_NUMBER: _ClassVar[int]
    RETRY_HELD_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    project: str
    engine: str
    retry_held: bool
    request_id: str
    def __init__(self, project: _Optional[str] = ..., engine: _Optional[str] = ..., retry_held: _Optional[bool] = ..., request_id: _Optional[str] = ...) -> None: ...

class MakeFilmResponse(_message.Message):
    __slots__ = ("outlook", "token", "revision")
    OUTLOOK_FIELD_NUMBER: _ClassVar[int]
    TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    outlook: Outlook
    token: str
    revision: int
    def __init__(self, outlook: _Optional[_Union[Outlook, _Mapping]] = ..., token: _Optional[str] = ..., revision: _Optional[int] = ...) -> None: ...

class RetireEngineRequest(_message.Message):
    __slots__ = ("project", "engine", "instead", "undo", "request_id")
    PROJECT_FIELD_NUMBER: _ClassVar[int]
    ENGINE_FIELD_NUMBER: _ClassVar[int]
    INSTEAD_FIELD_NUMBER: _ClassVar[int]
    UNDO_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    project: str
    engine: str
    instead: str
    undo: bool
    request_id: str
    def __init__(self, project: _Optional[str] = ..., engine: _Optional[str] = ..., instead: _Optional[str] = ..., undo: _Optional[bool] = ..., request_id: _Optional[str] = ...) -> None: ...

class RetireEngineResponse(_message.Message):
    __slots__ = ("project",)
    PROJECT_FIELD_NUMBER: _ClassVar[int]
    project: Project
    def __init__(self, project: _Optional[_Union[Project, _Mapping]] = ...) -> None: ...

class WatchFilmRequest(_message.Message):
    __slots__ = ("project", "token", "from_start", "heartbeat_seconds")
    PROJECT_FIELD_NUMBER: _ClassVar[int]
    TOKEN_FIELD_NUMBER: _ClassVar[int]
    FROM_START_FIELD_NUMBER: _ClassVar[int]
    HEARTBEAT_SECONDS_FIELD_NUMBER: _ClassVar[int]
    project: str
    token: str
    from_start: bool
    heartbeat_seconds: int
    def __init__(self, project: _Optional[str] = ..., token: _Optional[str] = ..., from_start: _Optional[bool] = ..., heartbeat_seconds: _Optional[int] = ...) -> None: ...

class WatchFilmResponse(_message.Message):
    __slots__ = ("token", "event")
    TOKEN_FIELD_NUMBER: _ClassVar[int]
    EVENT_FIELD_NUMBER: _ClassVar[int]
    token: str
    event: WatchedEvent
    def __init__(self, token: _Optional[str] = ..., event: _Optional[_Union[WatchedEvent, _Mapping]] = ...) -> None: ...

class WatchedEvent(_message.Message):
    __slots__ = ("id", "topic", "about", "time", "cause", "event")
    ID_FIELD_NUMBER: _ClassVar[int]
    TOPIC_FIELD_NUMBER: _ClassVar[int]
    ABOUT_FIELD_NUMBER: _ClassVar[int]
    TIME_FIELD_NUMBER: _ClassVar[int]
    CAUSE_FIELD_NUMBER: _ClassVar[int]
    EVENT_FIELD_NUMBER: _ClassVar[int]
    id: str
    topic: str
    about: str
    time: _timestamp_pb2.Timestamp
    cause: str
    event: _any_pb2.Any
    def __init__(self, id: _Optional[str] = ..., topic: _Optional[str] = ..., about: _Optional[str] = ..., time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., cause: _Optional[str] = ..., event: _Optional[_Union[_any_pb2.Any, _Mapping]] = ...) -> None: ...

class Shot(_message.Message):
    __slots__ = ("shot", "state", "brief", "brief_digest", "engine", "revision", "takes", "take", "notes", "reason", "route")
    SHOT_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    BRIEF_FIELD_NUMBER: _ClassVar[int]
    BRIEF_DIGEST_FIELD_NUMBER: _ClassVar[int]
    ENGINE_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    TAKES_FIELD_NUMBER: _ClassVar[int]
    TAKE_FIELD_NUMBER: _ClassVar[int]
    NOTES_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    ROUTE_FIELD_NUMBER: _ClassVar[int]
    shot: str
    state: ShotState
    brief: _brief_pb2.Brief
    brief_digest: str
    engine: str
    revision: int
    takes: int
    take: int
    notes: _containers.RepeatedScalarFieldContainer[str]
    reason: str
    route: Route
    def __init__(self, shot: _Optional[str] = ..., state: _Optional[_Union[ShotState, str]] = ..., brief: _Optional[_Union[_brief_pb2.Brief, _Mapping]] = ..., brief_digest: _Optional[str] = ..., engine: _Optional[str] = ..., revision: _Optional[int] = ..., takes: _Optional[int] = ..., take: _Optional[int] = ..., notes: _Optional[_Iterable[str]] = ..., reason: _Optional[str] = ..., route: _Optional[_Union[Route, _Mapping]] = ...) -> None: ...

class ListShotsRequest(_message.Message):
    __slots__ = ("project", "state", "page_size", "page_token")
    PROJECT_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    project: str
    state: ShotState
    page_size: int
    page_token: str
    def __init__(self, project: _Optional[str] = ..., state: _Optional[_Union[ShotState, str]] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListShotsResponse(_message.Message):
    __slots__ = ("shots", "next_page_token")
    SHOTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    shots: _containers.RepeatedCompositeFieldContainer[Shot]
    next_page_token: str
    def __init__(self, shots: _Optional[_Iterable[_Union[Shot, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class GetShotRequest(_message.Message):
    __slots__ = ("project", "shot")
    PROJECT_FIELD_NUMBER: _ClassVar[int]
    SHOT_FIELD_NUMBER: _ClassVar[int]
    project: str
    shot: str
    def __init__(self, project: _Optional[str] = ..., shot: _Optional[str] = ...) -> None: ...

class GetShotResponse(_message.Message):
    __slots__ = ("shot",)
    SHOT_FIELD_NUMBER: _ClassVar[int]
    shot: Shot
    def __init__(self, shot: _Optional[_Union[Shot, _Mapping]] = ...) -> None: ...
