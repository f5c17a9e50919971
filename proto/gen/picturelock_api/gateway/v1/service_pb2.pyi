import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from picturelock_api.door.v1 import door_pb2 as _door_pb2
from picturelock_api.film.v1 import brief_pb2 as _brief_pb2
from picturelock_api.film.v1 import prompt_pb2 as _prompt_pb2
from picturelock_api.film.v1 import take_pb2 as _take_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class BudgetScope(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    BUDGET_SCOPE_UNSPECIFIED: _ClassVar[BudgetScope]
    BUDGET_SCOPE_PROJECT: _ClassVar[BudgetScope]
    BUDGET_SCOPE_ENGINE: _ClassVar[BudgetScope]
    BUDGET_SCOPE_TENANT: _ClassVar[BudgetScope]
BUDGET_SCOPE_UNSPECIFIED: BudgetScope
BUDGET_SCOPE_PROJECT: BudgetScope
BUDGET_SCOPE_ENGINE: BudgetScope
BUDGET_SCOPE_TENANT: BudgetScope

class EnlistRequest(_message.Message):
    __slots__ = ("worker", "engine", "version", "slots", "tags", "protocol")
    class TagsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    WORKER_FIELD_NUMBER: _ClassVar[int]
    ENGINE_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    SLOTS_FIELD_NUMBER: _ClassVar[int]
    TAGS_FIELD_NUMBER: _ClassVar[int]
    PROTOCOL_FIELD_NUMBER: _ClassVar[int]
    worker: str
    engine: str
    version: str
    slots: int
    tags: _containers.ScalarMap[str, str]
    protocol: int
    def __init__(self, worker: _Optional[str] = ..., engine: _Optional[str] = ..., version: _Optional[str] = ..., slots: _Optional[int] = ..., tags: _Optional[_Mapping[str, str]] = ..., protocol: _Optional[int] = ...) -> None: ...

class EnlistResponse(_message.Message):
    __slots__ = ("protocol", "lease_seconds")
    PROTOCOL_FIELD_NUMBER: _ClassVar[int]
    LEASE_SECONDS_FIELD_NUMBER: _ClassVar[int]
    protocol: int
    lease_seconds: float
    def __init__(self, protocol: _Optional[int] = ..., lease_seconds: _Optional[float] = ...) -> None: ...

class LeaseRequest(_message.Message):
    __slots__ = ("worker", "engine", "version", "tags", "request_id", "wait_seconds")
    class TagsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    WORKER_FIELD_NUMBER: _ClassVar[int]
    ENGINE_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    TAGS_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    WAIT_SECONDS_FIELD_NUMBER: _ClassVar[int]
    worker: str
    engine: str
    version: str
    tags: _containers.ScalarMap[str, str]
    request_id: str
    wait_seconds: float
    def __init__(self, worker: _Optional[str] = ..., engine: _Optional[str] = ..., version: _Optional[str] = ..., tags: _Optional[_Mapping[str, str]] = ..., request_id: _Optional[str] = ..., wait_seconds: _Optional[float] = ...) -> None: ...

class LeaseResponse(_message.Message):
    __slots__ = ("lease",)
    LEASE_FIELD_NUMBER: _ClassVar[int]
    lease: Lease
    def __init__(self, lease: _Optional[_Union[Lease, _Mapping]] = ...) -> None: ...

class Lease(_message.Message):
    __slots__ = ("key", "token", "prompt", "seconds", "traceparent", "references")
    KEY_FIELD_NUMBER: _ClassVar[int]
    TOKEN_FIELD_NUMBER: _ClassVar[int]
    PROMPT_FIELD_NUMBER: _ClassVar[int]
    SECONDS_FIELD_NUMBER: _ClassVar[int]
    TRACEPARENT_FIELD_NUMBER: _ClassVar[int]
    REFERENCES_FIELD_NUMBER: _ClassVar[int]
    key: str
    token: int
    prompt: _prompt_pb2.Prompt
    seconds: float
    traceparent: str
    references: _containers.RepeatedCompositeFieldContainer[LinkedReference]
    def __init__(self, key: _Optional[str] = ..., token: _Optional[int] = ..., prompt: _Optional[_Union[_prompt_pb2.Prompt, _Mapping]] = ..., seconds: _Optional[float] = ..., traceparent: _Optional[str] = ..., references: _Optional[_Iterable[_Union[LinkedReference, _Mapping]]] = ...) -> None: ...

class LinkedReference(_message.Message):
    __slots__ = ("digest", "url")
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    URL_FIELD_NUMBER: _ClassVar[int]
    digest: str
    url: str
    def __init__(self, digest: _Optional[str] = ..., url: _Optional[str] = ...) -> None: ...

class HeartbeatRequest(_message.Message):
    __slots__ = ("key", "token", "done_frames")
    KEY_FIELD_NUMBER: _ClassVar[int]
    TOKEN_FIELD_NUMBER: _ClassVar[int]
    DONE_FRAMES_FIELD_NUMBER: _ClassVar[int]
    key: str
    token: int
    done_frames: int
    def __init__(self, key: _Optional[str] = ..., token: _Optional[int] = ..., done_frames: _Optional[int] = ...) -> None: ...

class HeartbeatResponse(_message.Message):
    __slots__ = ("keep",)
    KEEP_FIELD_NUMBER: _ClassVar[int]
    keep: bool
    def __init__(self, keep: _Optional[bool] = ...) -> None: ...

class DeliveryLinkRequest(_message.Message):
    __slots__ = ("key", "token", "name")
    KEY_FIELD_NUMBER: _ClassVar[int]
    TOKEN_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    key: str
    token: int
    name: str
    def __init__(self, key: _Optional[str] = ..., token: _Optional[int] = ..., name: _Optional[str] = ...) -> None: ...

class DeliveryLinkResponse(_message.Message):
    __slots__ = ("url", "key")
    URL_FIELD_NUMBER: _ClassVar[int]
    KEY_FIELD_NUMBER: _ClassVar[int]
    url: str
    key: str
    def __init__(self, url: _Optional[str] = ..., key: _Optional[str] = ...) -> None: ...

class DeliverRequest(_message.Message):
    __slots__ = ("key", "token", "video", "report", "started", "finished", "traceparent")
    KEY_FIELD_NUMBER: _ClassVar[int]
    TOKEN_FIELD_NUMBER: _ClassVar[int]
    VIDEO_FIELD_NUMBER: _ClassVar[int]
    REPORT_FIELD_NUMBER: _ClassVar[int]
    STARTED_FIELD_NUMBER: _ClassVar[int]
    FINISHED_FIELD_NUMBER: _ClassVar[int]
    TRACEPARENT_FIELD_NUMBER: _ClassVar[int]
    key: str
    token: int
    video: _take_pb2.Staged
    report: _take_pb2.Staged
    started: _timestamp_pb2.Timestamp
    finished: _timestamp_pb2.Timestamp
    traceparent: str
    def __init__(self, key: _Optional[str] = ..., token: _Optional[int] = ..., video: _Optional[_Union[_take_pb2.Staged, _Mapping]] = ..., report: _Optional[_Union[_take_pb2.Staged, _Mapping]] = ..., started: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., finished: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., traceparent: _Optional[str] = ...) -> None: ...

class DeliverResponse(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class GiveBackRequest(_message.Message):
    __slots__ = ("key", "token")
    KEY_FIELD_NUMBER: _ClassVar[int]
    TOKEN_FIELD_NUMBER: _ClassVar[int]
    key: str
    token: int
    def __init__(self, key: _Optional[str] = ..., token: _Optional[int] = ...) -> None: ...

class GiveBackResponse(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class FailRequest(_message.Message):
    __slots__ = ("key", "token", "message", "again")
    KEY_FIELD_NUMBER: _ClassVar[int]
    TOKEN_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    AGAIN_FIELD_NUMBER: _ClassVar[int]
    key: str
    token: int
    message: str
    again: bool
    def __init__(self, key: _Optional[str] = ..., token: _Optional[int] = ..., message: _Optional[str] = ..., again: _Optional[bool] = ...) -> None: ...

class FailResponse(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class Lane(_message.Message):
    __slots__ = ("project", "weight", "needs", "etag", "queued", "running", "oldest_seconds")
    class NeedsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    PROJECT_FIELD_NUMBER: _ClassVar[int]
    WEIGHT_FIELD_NUMBER: _ClassVar[int]
    NEEDS_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    QUEUED_FIELD_NUMBER: _ClassVar[int]
    RUNNING_FIELD_NUMBER: _ClassVar[int]
    OLDEST_SECONDS_FIELD_NUMBER: _ClassVar[int]
    project: str
    weight: float
    needs: _containers.ScalarMap[str, str]
    etag: str
    queued: int
    running: int
    oldest_seconds: float
    def __init__(self, project: _Optional[str] = ..., weight: _Optional[float] = ..., needs: _Optional[_Mapping[str, str]] = ..., etag: _Optional[str] = ..., queued: _Optional[int] = ..., running: _Optional[int] = ..., oldest_seconds: _Optional[float] = ...) -> None: ...

class ListLanesRequest(_message.Message):
    __slots__ = ("page_size", "page_token")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListLanesResponse(_message.Message):
    __slots__ = ("lanes", "next_page_token")
    LANES_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    lanes: _containers.RepeatedCompositeFieldContainer[Lane]
    next_page_token: str
    def __init__(self, lanes: _Optional[_Iterable[_Union[Lane, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class ListQueueRequest(_message.Message):
    __slots__ = ("project", "page_size", "page_token")
    PROJECT_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    project: str
    page_size: int
    page_token: str
    def __init__(self, project: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListQueueResponse(_message.Message):
    __slots__ = ("takes", "next_page_token")
    TAKES_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    takes: _containers.RepeatedCompositeFieldContainer[QueuedTake]
    next_page_token: str
    def __init__(self, takes: _Optional[_Iterable[_Union[QueuedTake, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class QueuedTake(_message.Message):
    __slots__ = ("shot", "take_number", "engine", "engine_version", "priority", "running", "queued_seconds", "running_seconds", "done_frames", "frames", "deaths", "waits")
    SHOT_FIELD_NUMBER: _ClassVar[int]
    TAKE_NUMBER_FIELD_NUMBER: _ClassVar[int]
    ENGINE_FIELD_NUMBER: _ClassVar[int]
    ENGINE_VERSION_FIELD_NUMBER: _ClassVar[int]
    PRIORITY_FIELD_NUMBER: _ClassVar[int]
    RUNNING_FIELD_NUMBER: _ClassVar[int]
    QUEUED_SECONDS_FIELD_NUMBER: _ClassVar[int]
    RUNNING_SECONDS_FIELD_NUMBER: _ClassVar[int]
    DONE_FRAMES_FIELD_NUMBER: _ClassVar[int]
    FRAMES_FIELD_NUMBER: _ClassVar[int]
    DEATHS_FIELD_NUMBER: _ClassVar[int]
    WAITS_FIELD_NUMBER: _ClassVar[int]
    shot: str
    take_number: int
    engine: str
    engine_version: str
    priority: int
    running: bool
    queued_seconds: float
    running_seconds: float
    done_frames: int
    frames: int
    deaths: int
    waits: str
    def __init__(self, shot: _Optional[str] = ..., take_number: _Optional[int] = ..., engine: _Optional[str] = ..., engine_version: _Optional[str] = ..., priority: _Optional[int] = ..., running: _Optional[bool] = ..., queued_seconds: _Optional[float] = ..., running_seconds: _Optional[float] = ..., done_frames: _Optional[int] = ..., frames: _Optional[int] = ..., deaths: _Optional[int] = ..., waits: _Optional[str] = ...) -> None: ...

class PutLaneRequest(_message.Message):
    __slots__ = ("project", "weight", "needs", "etag", "request_id")
    class NeedsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    PROJECT_FIELD_NUMBER: _ClassVar[int]
    WEIGHT_FIELD_NUMBER: _ClassVar[int]
    NEEDS_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    project: str
    weight: float
    needs: _containers.ScalarMap[str, str]
    etag: str
    request_id: str
    def __init__(self, project: _Optional[str] = ..., weight: _Optional[float] = ..., needs: _Optional[_Mapping[str, str]] = ..., etag: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class PutLaneResponse(_message.Message):
    __slots__ = ("lane",)
    LANE_FIELD_NUMBER: _ClassVar[int]
    lane: Lane
    def __init__(self, lane: _Optional[_Union[Lane, _Mapping]] = ...) -> None: ...

class TenantShare(_message.Message):
    __slots__ = ("tenant", "weight")
    TENANT_FIELD_NUMBER: _ClassVar[int]
    WEIGHT_FIELD_NUMBER: _ClassVar[int]
    tenant: str
    weight: float
    def __init__(self, tenant: _Optional[str] = ..., weight: _Optional[float] = ...) -> None: ...

class ListTenantSharesRequest(_message.Message):
    __slots__ = ("page_size", "page_token")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListTenantSharesResponse(_message.Message):
    __slots__ = ("shares", "next_page_token")
    SHARES_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    shares: _containers.RepeatedCompositeFieldContainer[TenantShare]
    next_page_token: str
    def __init__(self, shares: _Optional[_Iterable[_Union[TenantShare, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class PutTenantShareRequest(_message.Message):
    __slots__ = ("tenant", "weight", "request_id")
    TENANT_FIELD_NUMBER: _ClassVar[int]
    WEIGHT_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    tenant: str
    weight: float
    request_id: str
    def __init__(self, tenant: _Optional[str] = ..., weight: _Optional[float] = ..., request_id: _Optional[str] = ...) -> None: ...

class PutTenantShareResponse(_message.Message):
    __slots__ = ("share",)
    SHARE_FIELD_NUMBER: _ClassVar[int]
    share: TenantShare
    def __init__(self, share: _Optional[_Union[TenantShare, _Mapping]] = ...) -> None: ...

class PutPriorityRequest(_message.Message):
    __slots__ = ("project", "shot", "priority", "request_id")
    PROJECT_FIELD_NUMBER: _ClassVar[int]
    SHOT_FIELD_NUMBER: _ClassVar[int]
    PRIORITY_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    project: str
    shot: str
    priority: int
    request_id: str
    def __init__(self, project: _Optional[str] = ..., shot: _Optional[str] = ..., priority: _Optional[int] = ..., request_id: _Optional[str] = ...) -> None: ...

class PutPriorityResponse(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class CancelTakeRequest(_message.Message):
    __slots__ = ("project", "shot", "request_id")
    PROJECT_FIELD_NUMBER: _ClassVar[int]
    SHOT_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    project: str
    shot: str
    request_id: str
    def __init__(self, project: _Optional[str] = ..., shot: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class CancelTakeResponse(_message.Message):
    __slots__ = ("take_number",)
    TAKE_NUMBER_FIELD_NUMBER: _ClassVar[int]
    take_number: int
    def __init__(self, take_number: _Optional[int] = ...) -> None: ...

class Budget(_message.Message):
    __slots__ = ("scope", "name", "currency", "cap", "held", "spent", "left", "bought", "parked")
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    CURRENCY_FIELD_NUMBER: _ClassVar[int]
    CAP_FIELD_NUMBER: _ClassVar[int]
    HELD_FIELD_NUMBER: _ClassVar[int]
    SPENT_FIELD_NUMBER: _ClassVar[int]
    LEFT_FIELD_NUMBER: _ClassVar[int]
    BOUGHT_FIELD_NUMBER: _ClassVar[int]
    PARKED_FIELD_NUMBER: _ClassVar[int]
    scope: BudgetScope
    name: str
    currency: str
    cap: str
    held: str
    spent: str
    left: str
    bought: int
    parked: str
    def __init__(self, scope: _Optional[_Union[BudgetScope, str]] = ..., name: _Optional[str] = ..., currency: _Optional[str] = ..., cap: _Optional[str] = ..., held: _Optional[str] = ..., spent: _Optional[str] = ..., left: _Optional[str] = ..., bought: _Optional[int] = ..., parked: _Optional[str] = ...) -> None: ...

class ListBudgetsRequest(_message.Message):
    __slots__ = ("page_size", "page_token")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListBudgetsResponse(_message.Message):
    __slots__ = ("budgets", "next_page_token")
    BUDGETS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    budgets: _containers.RepeatedCompositeFieldContainer[Budget]
    next_page_token: str
    def __init__(self, budgets: _Optional[_Iterable[_Union[Budget, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class PutBudgetRequest(_message.Message):
    __slots__ = ("scope", "name", "cap", "currency", "request_id", "parked")
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    CAP_FIELD_NUMBER: _ClassVar[int]
    CURRENCY_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    PARKED_FIELD_NUMBER: _ClassVar[int]
    scope: BudgetScope
    name: str
    cap: str
    currency: str
    request_id: str
    parked: str
    def __init__(self, scope: _Optional[_Union[BudgetScope, str]] = ..., name: _Optional[str] = ..., cap: _Optional[str] = ..., currency: _Optional[str] = ..., request_id: _Optional[str] = ..., parked: _Optional[str] = ...) -> None: ...

class PutBudgetResponse(_message.Message):
    __slots__ = ("budget",)
    BUDGET_FIELD_NUMBER: _ClassVar[int]
    budget: Budget
    def __init__(self, budget: _Optional[_Union[Budget, _Mapping]] = ...) -> None: ...

class PurchaseStep(_message.Message):
    __slots__ = ("at", "move", "state", "attempt", "why", "reason")
    AT_FIELD_NUMBER: _ClassVar[int]
    MOVE_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    ATTEMPT_FIELD_NUMBER: _ClassVar[int]
    WHY_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    at: _timestamp_pb2.Timestamp
    move: str
    state: str
    attempt: int
    why: str
    reason: str
    def __init__(self, at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., move: _Optional[str] = ..., state: _Optional[str] = ..., attempt: _Optional[int] = ..., why: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class Purchase(_message.Message):
    __slots__ = ("purchase", "project", "shot", "take_number", "engine", "state", "job", "provider_key", "quote", "charged", "currency", "basis", "surplus", "steps", "prompt_digest", "engine_version", "again")
    PURCHASE_FIELD_NUMBER: _ClassVar[int]
    PROJECT_FIELD_NUMBER: _ClassVar[int]
    SHOT_FIELD_NUMBER: _ClassVar[int]
    TAKE_NUMBER_FIELD_NUMBER: _ClassVar[int]
    ENGINE_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    JOB_FIELD_NUMBER: _ClassVar[int]
    PROVIDER_KEY_FIELD_NUMBER: _ClassVar[int]
    QUOTE_FIELD_NUMBER: _ClassVar[int]
    CHARGED_FIELD_NUMBER: _ClassVar[int]
    CURRENCY_FIELD_NUMBER: _ClassVar[int]
    BASIS_FIELD_NUMBER: _ClassVar[int]
    SURPLUS_FIELD_NUMBER: _ClassVar[int]
    STEPS_FIELD_NUMBER: _ClassVar[int]
    PROMPT_DIGEST_FIELD_NUMBER: _ClassVar[int]
    ENGINE_VERSION_FIELD_NUMBER: _ClassVar[int]
    AGAIN_FIELD_NUMBER: _ClassVar[int]
    purchase: str
    project: str
    shot: str
    take_number: int
    engine: str
    state: str
    job: str
    provider_key: str
    quote: str
    charged: str
    currency: str
    basis: str
    surplus: bool
    steps: _containers.RepeatedCompositeFieldContainer[PurchaseStep]
    prompt_digest: str
    engine_version: str
    again: _timestamp_pb2.Timestamp
    def __init__(self, purchase: _Optional[str] = ..., project: _Optional[str] = ..., shot: _Optional[str] = ..., take_number: _Optional[int] = ..., engine: _Optional[str] = ..., state: _Optional[str] = ..., job: _Optional[str] = ..., provider_key: _Optional[str] = ..., quote: _Optional[str] = ..., charged: _Optional[str] = ..., currency: _Optional[str] = ..., basis: _Optional[str] = ..., surplus: _Optional[bool] = ..., steps: _Optional[_Iterable[_Union[PurchaseStep, _Mapping]]] = ..., prompt_digest: _Optional[str] = ..., engine_version: _Optional[str] = ..., again: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ListPurchasesRequest(_message.Message):
    __slots__ = ("project", "state", "page_size", "page_token")
    PROJECT_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    project: str
    state: str
    page_size: int
    page_token: str
    def __init__(self, project: _Optional[str] = ..., state: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListPurchasesResponse(_message.Message):
    __slots__ = ("purchases", "next_page_token")
    PURCHASES_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    purchases: _containers.RepeatedCompositeFieldContainer[Purchase]
    next_page_token: str
    def __init__(self, purchases: _Optional[_Iterable[_Union[Purchase, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class SettlePurchaseRequest(_message.Message):
    __slots__ = ("project", "purchase", "job", "missing", "written_off", "request_id", "forgotten")
    PROJECT_FIELD_NUMBER: _ClassVar[int]
    PURCHASE_FIELD_NUMBER: _ClassVar[int]
    JOB_FIELD_NUMBER: _ClassVar[int]
    MISSING_FIELD_NUMBER: _ClassVar[int]
    WRITTEN_OFF_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    FORGOTTEN_FIELD_NUMBER: _ClassVar[int]
    project: str
    purchase: str
    job: str
    missing: bool
    written_off: bool
    request_id: str
    forgotten: bool
    def __init__(self, project: _Optional[str] = ..., purchase: _Optional[str] = ..., job: _Optional[str] = ..., missing: _Optional[bool] = ..., written_off: _Optional[bool] = ..., request_id: _Optional[str] = ..., forgotten: _Optional[bool] = ...) -> None: ...

class SettlePurchaseResponse(_message.Message):
    __slots__ = ("purchase",)
    PURCHASE_FIELD_NUMBER: _ClassVar[int]
    purchase: Purchase
    def __init__(self, purchase: _Optional[_Union[Purchase, _Mapping]] = ...) -> None: ...

class QuoteTakesRequest(_message.Message):
    __slots__ = ("project", "prompts")
    PROJECT_FIELD_NUMBER: _ClassVar[int]
    PROMPTS_FIELD_NUMBER: _ClassVar[int]
    project: str
    prompts: _containers.RepeatedCompositeFieldContainer[_prompt_pb2.Prompt]
    def __init__(self, project: _Optional[str] = ..., prompts: _Optional[_Iterable[_Union[_prompt_pb2.Prompt, _Mapping]]] = ...) -> None: ...

class QuoteTakesResponse(_message.Message):
    __slots__ = ("quotes",)
    QUOTES_FIELD_NUMBER: _ClassVar[int]
    quotes: _containers.RepeatedCompositeFieldContainer[Quote]
    def __init__(self, quotes: _Optional[_Iterable[_Union[Quote, _Mapping]]] = ...) -> None: ...

class Quote(_message.Message):
    __slots__ = ("amount", "currency", "units", "unit", "each", "basis", "since", "source", "why")
    AMOUNT_FIELD_NUMBER: _ClassVar[int]
    CURRENCY_FIELD_NUMBER: _ClassVar[int]
    UNITS_FIELD_NUMBER: _ClassVar[int]
    UNIT_FIELD_NUMBER: _ClassVar[int]
    EACH_FIELD_NUMBER: _ClassVar[int]
    BASIS_FIELD_NUMBER: _ClassVar[int]
    SINCE_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    WHY_FIELD_NUMBER: _ClassVar[int]
    amount: str
    currency: str
    units: str
    unit: str
    each: str
    basis: str
    since: str
    source: str
    why: str
    def __init__(self, amount: _Optional[str] = ..., currency: _Optional[str] = ..., units: _Optional[str] = ..., unit: _Optional[str] = ..., each: _Optional[str] = ..., basis: _Optional[str] = ..., since: _Optional[str] = ..., source: _Optional[str] = ..., why: _Optional[str] = ...) -> None: ...

class Engine(_message.Message):
    __slots__ = ("engine", "version", "recall", "paused", "why", "slots", "running", "today", "daily", "account", "waits")
    ENGINE_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    RECALL_FIELD_NUMBER: _ClassVar[int]
    PAUSED_FIELD_NUMBER: _ClassVar[int]
    WHY_FIELD_NUMBER: _ClassVar[int]
    SLOTS_FIELD_NUMBER: _ClassVar[int]
    RUNNING_FIELD_NUMBER: _ClassVar[int]
    TODAY_FIELD_NUMBER: _ClassVar[int]
    DAILY_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    WAITS_FIELD_NUMBER: _ClassVar[int]
    engine: str
    version: str
    recall: str
    paused: bool
    why: str
    slots: int
    running: int
    today: int
    daily: int
    account: ProviderAccount
    waits: str
    def __init__(self, engine: _Optional[str] = ..., version: _Optional[str] = ..., recall: _Optional[str] = ..., paused: _Optional[bool] = ..., why: _Optional[str] = ..., slots: _Optional[int] = ..., running: _Optional[int] = ..., today: _Optional[int] = ..., daily: _Optional[int] = ..., account: _Optional[_Union[ProviderAccount, _Mapping]] = ..., waits: _Optional[str] = ...) -> None: ...

class ProviderAccount(_message.Message):
    __slots__ = ("own", "running", "slots", "today", "daily", "balance")
    OWN_FIELD_NUMBER: _ClassVar[int]
    RUNNING_FIELD_NUMBER: _ClassVar[int]
    SLOTS_FIELD_NUMBER: _ClassVar[int]
    TODAY_FIELD_NUMBER: _ClassVar[int]
    DAILY_FIELD_NUMBER: _ClassVar[int]
    BALANCE_FIELD_NUMBER: _ClassVar[int]
    own: bool
    running: int
    slots: int
    today: int
    daily: int
    balance: str
    def __init__(self, own: _Optional[bool] = ..., running: _Optional[int] = ..., slots: _Optional[int] = ..., today: _Optional[int] = ..., daily: _Optional[int] = ..., balance: _Optional[str] = ...) -> None: ...

class ListEnginesRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ListEnginesResponse(_message.Message):
    __slots__ = ("engines",)
    ENGINES_FIELD_NUMBER: _ClassVar[int]
    engines: _containers.RepeatedCompositeFieldContainer[Engine]
    def __init__(self, engines: _Optional[_Iterable[_Union[Engine, _Mapping]]] = ...) -> None: ...

class PauseEngineRequest(_message.Message):
    __slots__ = ("engine", "why", "request_id")
    ENGINE_FIELD_NUMBER: _ClassVar[int]
    WHY_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    engine: str
    why: str
    request_id: str
    def __init__(self, engine: _Optional[str] = ..., why: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class PauseEngineResponse(_message.Message):
    __slots__ = ("engine",)
    ENGINE_FIELD_NUMBER: _ClassVar[int]
    engine: Engine
    def __init__(self, engine: _Optional[_Union[Engine, _Mapping]] = ...) -> None: ...

class ResumeEngineRequest(_message.Message):
    __slots__ = ("engine", "request_id")
    ENGINE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    engine: str
    request_id: str
    def __init__(self, engine: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class ResumeEngineResponse(_message.Message):
    __slots__ = ("engine",)
    ENGINE_FIELD_NUMBER: _ClassVar[int]
    engine: Engine
    def __init__(self, engine: _Optional[_Union[Engine, _Mapping]] = ...) -> None: ...

class Secret(_message.Message):
    __slots__ = ("provider", "ends", "put")
    PROVIDER_FIELD_NUMBER: _ClassVar[int]
    ENDS_FIELD_NUMBER: _ClassVar[int]
    PUT_FIELD_NUMBER: _ClassVar[int]
    provider: str
    ends: str
    put: _timestamp_pb2.Timestamp
    def __init__(self, provider: _Optional[str] = ..., ends: _Optional[str] = ..., put: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class PutSecretRequest(_message.Message):
    __slots__ = ("provider", "key", "request_id")
    PROVIDER_FIELD_NUMBER: _ClassVar[int]
    KEY_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    provider: str
    key: str
    request_id: str
    def __init__(self, provider: _Optional[str] = ..., key: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class PutSecretResponse(_message.Message):
    __slots__ = ("secret",)
    SECRET_FIELD_NUMBER: _ClassVar[int]
    secret: Secret
    def __init__(self, secret: _Optional[_Union[Secret, _Mapping]] = ...) -> None: ...

class ListSecretsRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ListSecretsResponse(_message.Message):
    __slots__ = ("secrets",)
    SECRETS_FIELD_NUMBER: _ClassVar[int]
    secrets: _containers.RepeatedCompositeFieldContainer[Secret]
    def __init__(self, secrets: _Optional[_Iterable[_Union[Secret, _Mapping]]] = ...) -> None: ...

class RemoveSecretRequest(_message.Message):
    __slots__ = ("provider", "request_id")
    PROVIDER_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    provider: str
    request_id: str
    def __init__(self, provider: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class RemoveSecretResponse(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class StillOrder(_message.Message):
    __slots__ = ("brief", "prompt")
    BRIEF_FIELD_NUMBER: _ClassVar[int]
    PROMPT_FIELD_NUMBER: _ClassVar[int]
    brief: _brief_pb2.Brief
    prompt: _prompt_pb2.Prompt
    def __init__(self, brief: _Optional[_Union[_brief_pb2.Brief, _Mapping]] = ..., prompt: _Optional[_Union[_prompt_pb2.Prompt, _Mapping]] = ...) -> None: ...

class OrderStillsRequest(_message.Message):
    __slots__ = ("project", "stills", "request_id")
    PROJECT_FIELD_NUMBER: _ClassVar[int]
    STILLS_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    project: str
    stills: _containers.RepeatedCompositeFieldContainer[StillOrder]
    request_id: str
    def __init__(self, project: _Optional[str] = ..., stills: _Optional[_Iterable[_Union[StillOrder, _Mapping]]] = ..., request_id: _Optional[str] = ...) -> None: ...

class OrderStillsResponse(_message.Message):
    __slots__ = ("stills",)
    STILLS_FIELD_NUMBER: _ClassVar[int]
    stills: _containers.RepeatedCompositeFieldContainer[Still]
    def __init__(self, stills: _Optional[_Iterable[_Union[Still, _Mapping]]] = ...) -> None: ...

class GetStillsRequest(_message.Message):
    __slots__ = ("project", "engine", "prompt_digests")
    PROJECT_FIELD_NUMBER: _ClassVar[int]
    ENGINE_FIELD_NUMBER: _ClassVar[int]
    PROMPT_DIGESTS_FIELD_NUMBER: _ClassVar[int]
    project: str
    engine: str
    prompt_digests: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, project: _Optional[str] = ..., engine: _Optional[str] = ..., prompt_digests: _Optional[_Iterable[str]] = ...) -> None: ...

class GetStillsResponse(_message.Message):
    __slots__ = ("stills",)
    STILLS_FIELD_NUMBER: _ClassVar[int]
    stills: _containers.RepeatedCompositeFieldContainer[Still]
    def __init__(self, stills: _Optional[_Iterable[_Union[Still, _Mapping]]] = ...) -> None: ...

class Still(_message.Message):
    __slots__ = ("prompt_digest", "state", "picture", "reason", "message")
    PROMPT_DIGEST_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    PICTURE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    prompt_digest: str
    state: str
    picture: str
    reason: str
    message: str
    def __init__(self, prompt_digest: _Optional[str] = ..., state: _Optional[str] = ..., picture: _Optional[str] = ..., reason: _Optional[str] = ..., message: _Optional[str] = ...) -> None: ...
