"""Our two families of errors as gRPC statuses, and back. Details are `google.rpc` messages (AIP-193)."""

import re
from collections.abc import Iterator
from typing import cast

import grpc
from google.protobuf.any_pb2 import Any as AnyMessage
from google.protobuf.duration_pb2 import Duration
from google.protobuf.message import Message
from google.rpc.error_details_pb2 import BadRequest, ErrorInfo, RetryInfo
from google.rpc.status_pb2 import Status
from grpc_status import rpc_status

from picturelock.kernel.errors import (
    Denied,
    Invalid,
    NotFound,
    Outage,
    PicturelockError,
    Refused,
    Stale,
    Transient,
)

DOMAIN = "picturelock"
RETRY_SECONDS = 2
"""What a caller is told to wait when it may work later."""
FIELD = re.compile(r"^([a-z_][a-z0-9_.\[\]]*): (.+)$", re.DOTALL)

CODES: tuple[tuple[type[PicturelockError], grpc.StatusCode], ...] = (
    (NotFound, grpc.StatusCode.NOT_FOUND),
    (Invalid, grpc.StatusCode.INVALID_ARGUMENT),
    (Stale, grpc.StatusCode.ABORTED),
    (Denied, grpc.StatusCode.PERMISSION_DENIED),
    (Refused, grpc.StatusCode.FAILED_PRECONDITION),
    (Transient, grpc.StatusCode.UNAVAILABLE),
)
"""The first that fits."""


def code_of(error: PicturelockError) -> grpc.StatusCode:
    if error.reason == "UNAUTHENTICATED":
        return grpc.StatusCode.UNAUTHENTICATED
    return next((code for kind, code in CODES if isinstance(error, kind)), grpc.StatusCode.INTERNAL)


def status_of(error: PicturelockError) -> Status:
    """The whole status, with its reason, the fields at fault, and when to try again."""
    number: int = code_of(error).value[0]
    return Status(code=number, message=str(error), details=[_packed(detail) for detail in _details(error)])


def _details(error: PicturelockError) -> Iterator[Message]:
    yield ErrorInfo(reason=error.reason, domain=DOMAIN)
    if isinstance(error, Invalid):
        faults = [match.groups() for problem in error.problems if (match := FIELD.match(problem))]
        if faults:
            yield BadRequest(
                field_violations=[BadRequest.FieldViolation(field=field, description=said) for field, said in faults]
            )
    if isinstance(error, Transient) and not isinstance(error, Outage):
        yield RetryInfo(retry_delay=Duration(seconds=RETRY_SECONDS))


def _packed(detail: Message) -> AnyMessage:
    packed = AnyMessage()
    packed.Pack(detail)
    return packed


def error_of(error: grpc.aio.AioRpcError) -> PicturelockError:
    """What a server told us, as one of our errors again."""
    message, reason = error.details() or error.code().name, _reason(error)
    code = error.code()
    if code is grpc.StatusCode.UNAUTHENTICATED:
        return Denied(message, reason="UNAUTHENTICATED")
    if code in (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED, grpc.StatusCode.CANCELLED):
        return Transient(message, reason=reason or code.name)
    if code is grpc.StatusCode.INVALID_ARGUMENT:
        return Invalid(message.splitlines(), reason=reason or "INVALID")
    kind = next((kind for kind, its in CODES if its is code), None)
    return kind(message, reason=reason) if kind else PicturelockError(message, reason=reason or code.name)


def _reason(error: grpc.aio.AioRpcError) -> str:
    status = rpc_status.from_call(cast("grpc.Call", error))
    for detail in status.details if status else ():
        info = ErrorInfo()
        if detail.Is(ErrorInfo.DESCRIPTOR) and detail.Unpack(info):
            return str(info.reason)
    return ""
