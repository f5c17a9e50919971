"""The door to parked events. It needs the bus alone, so every process opens one."""

from collections.abc import Sequence

from google.protobuf import descriptor_pool, message_factory
from google.protobuf.any_pb2 import Any as AnyMessage
from google.protobuf.message import DecodeError
from google.protobuf.timestamp_pb2 import Timestamp

from picturelock.kernel.bus import Bus, Envelope, Parked
from picturelock.kernel.caller import Caller, Role, current_caller
from picturelock.kernel.errors import NotFound
from picturelock.kernel.service import Door
from picturelock_api.parked.v1.service_pb2 import (
    DropParkedRequest,
    DropParkedResponse,
    ListParkedRequest,
    ListParkedResponse,
    ParkedEvent,
    RedriveParkedRequest,
    RedriveParkedResponse,
)

SERVICE = "picturelock_api.parked.v1.ParkedService"


def parked_door(bus: Bus) -> Door:
    return Door(SERVICE, ParkedRpc(bus))


class ParkedRpc:
    def __init__(self, bus: Bus) -> None:
        self._bus = bus

    async def list_parked(self, request: ListParkedRequest) -> ListParkedResponse:
        seen = await self._seen(request.service, request.id)
        if request.project:
            key = current_caller().project_key(request.project)
            seen = [each for each in seen if _is_of(each.envelope, key)]
        return ListParkedResponse(events=[_told(each) for each in seen])

    async def redrive_parked(self, request: RedriveParkedRequest) -> RedriveParkedResponse:
        meant = await self._meant(request.service, request.id)
        for each in meant:
            await self._bus.redrive(each.group, each.envelope.id)
        return RedriveParkedResponse(ids=[each.envelope.id for each in meant])

    async def drop_parked(self, request: DropParkedRequest) -> DropParkedResponse:
        meant = await self._meant(request.service, request.id)
        for each in meant:
            await self._bus.drop(each.group, each.envelope.id)
        return DropParkedResponse(ids=[each.envelope.id for each in meant])

    async def _meant(self, service: str, said: str) -> Sequence[Parked]:
        if not said:
            raise NotFound("id: no event is meant; give its id, or `all`")
        meant = await self._seen(service, "" if said == "all" else said)
        if not meant and said != "all":
            raise NotFound(f"{said}: no such event is parked; list them to see those that are")
        return meant

    async def _seen(self, service: str, said: str) -> Sequence[Parked]:
        caller = current_caller()
        return [
            each
            for each in await self._bus.parked(service or None)
            if _may_see(caller, each.envelope) and each.envelope.id.startswith(said)
        ]


def _may_see(caller: Caller, envelope: Envelope) -> bool:
    """What can't be told whose it is, is the admins' business."""
    if envelope.key.startswith(f"{caller.tenant}/"):
        return True
    return caller.role is Role.ADMIN and "/" not in envelope.key


def _is_of(envelope: Envelope, project_key: str) -> bool:
    return envelope.key == project_key or envelope.key.startswith(f"{project_key}/")


def _told(parked: Parked) -> ParkedEvent:
    envelope = parked.envelope
    said = Timestamp()
    said.FromDatetime(envelope.time)
    return ParkedEvent(
        id=envelope.id, service=parked.group, topic=envelope.topic, key=envelope.key, why=parked.why,
        attempts=parked.attempts, time=said, cause=envelope.cause, size=len(envelope.data), event=_event(envelope),
    )  # fmt: skip


def _event(envelope: Envelope) -> AnyMessage | None:
    """None for what is no message: whoever were shown it would fail at it as well."""
    try:
        described = descriptor_pool.Default().FindMessageTypeByName(envelope.type)
        message_factory.GetMessageClass(described).FromString(envelope.data)
    except (KeyError, DecodeError):
        return None
    return AnyMessage(type_url=f"type.googleapis.com/{envelope.type}", value=envelope.data)
