"""The doors of the gateway: for render workers, and for those who look after the queue."""

from datetime import UTC

from picturelock.gateway.handlers import Gateway, Head, LaneStanding, Queue
from picturelock.gateway.model import Hand, Lane, Lease, Made, TenantShare
from picturelock.kernel.caller import Caller, current_caller
from picturelock.kernel.codec import decode, encode
from picturelock.kernel.errors import Invalid, NotFound
from picturelock.kernel.nouns import Staged
from picturelock.kernel.paging import after, page_of, size_of
from picturelock_api.film.v1.prompt_pb2 import Prompt as PromptMessage
from picturelock_api.film.v1.take_pb2 import Staged as StagedMessage
from picturelock_api.gateway.v1 import service_pb2 as api

PROTOCOL = 1
"""What the gateway speaks; it also speaks the one before."""
WAIT_SECONDS, MOST_WAIT_SECONDS = 15.0, 20.0
"""How long a worker waits for a take in one call, when it does not say, and at most."""
MOST_NAME = 200


class WorkerRpc:
    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

    async def enlist(self, request: api.EnlistRequest) -> api.EnlistResponse:
        if request.protocol not in (PROTOCOL, PROTOCOL - 1, PROTOCOL + 1):
            raise Invalid(
                f"protocol: the worker speaks {request.protocol}, the gateway {PROTOCOL}; "
                "they may be one release apart, so upgrade the older one"
            )
        await self._gateway.enlist(self._hand(request, request.slots or 1))
        return api.EnlistResponse(protocol=PROTOCOL, lease_seconds=self._gateway.lease_seconds)

    async def lease(self, request: api.LeaseRequest) -> api.LeaseResponse:
        asked = request.request_id and f"{current_caller().tenant}/{request.request_id}"
        seconds = min(request.wait_seconds or WAIT_SECONDS, MOST_WAIT_SECONDS)
        lease = await self._gateway.lease_within(self._hand(request, 1), seconds, asked)
        return api.LeaseResponse(lease=None if lease is None else _lease(await self._gateway.linked(lease)))

    async def heartbeat(self, request: api.HeartbeatRequest) -> api.HeartbeatResponse:
        keep = await self._gateway.heartbeat(self._mine(request.key), request.token, request.done_frames)
        return api.HeartbeatResponse(keep=keep)

    async def delivery_link(self, request: api.DeliveryLinkRequest) -> api.DeliveryLinkResponse:
        url, key = await self._gateway.delivery_link(self._mine(request.key), request.token, request.name)
        return api.DeliveryLinkResponse(url=url, key=key)

    async def deliver(self, request: api.DeliverRequest) -> api.DeliverResponse:
        await self._gateway.deliver(self._mine(request.key), request.token, _made(request), request.traceparent)
        return api.DeliverResponse()

    async def give_back(self, request: api.GiveBackRequest) -> api.GiveBackResponse:
        await self._gateway.give_back(self._mine(request.key), request.token)
        return api.GiveBackResponse()

    async def fail(self, request: api.FailRequest) -> api.FailResponse:
        await self._gateway.fail(self._mine(request.key), request.token, request.message, again=request.again)
        return api.FailResponse()

    def _hand(self, request: api.EnlistRequest | api.LeaseRequest, slots: int) -> Hand:
        for name in ("worker", "engine", "version"):
            if not 0 < len(getattr(request, name)) <= MOST_NAME:
                raise Invalid(f"{name}: say it, in 1 to {MOST_NAME} characters")
        caller = current_caller()
        return Hand(
            worker=f"{caller.tenant}/{request.worker}", engine=request.engine, engine_version=request.version,
            slots=slots, tags=dict(request.tags), tenant="" if self._serves_all(caller) else caller.tenant,
        )  # fmt: skip

    def _mine(self, key: str) -> str:
        caller = current_caller()
        if not self._serves_all(caller) and not key.startswith(f"{caller.tenant}/"):
            raise NotFound(f"{key}: no such take")
        return key

    def _serves_all(self, caller: Caller) -> bool:
        """Where no tokens are asked for there is nobody to be kept apart."""
        return not caller.token or caller.tenant == self._gateway.catalogue.farm


class QueueRpc:
    def __init__(self, queue: Queue) -> None:
        self._queue = queue

    async def list_lanes(self, request: api.ListLanesRequest) -> api.ListLanesResponse:
        size = size_of(request.page_size)
        found = await self._queue.lanes(current_caller().tenant, after(request.page_token), size + 1)
        shown, token = page_of([(lane.project, (lane, stands)) for lane, stands in found], size)
        return api.ListLanesResponse(lanes=[_lane(*pair) for _, pair in shown], next_page_token=token)

    async def list_queue(self, request: api.ListQueueRequest) -> api.ListQueueResponse:
        size, key = size_of(request.page_size), current_caller().project_key(request.project)
        found = await self._queue.takes(key, after(request.page_token), size + 1)
        shown, token = page_of(found, size)
        now = self._queue.now
        takes = [_queued(shot_key, head, now, self._queue.waits(head)) for shot_key, head in shown]
        return api.ListQueueResponse(takes=takes, next_page_token=token)

    async def put_lane(self, request: api.PutLaneRequest) -> api.PutLaneResponse:
        key = current_caller().project_key(request.project)
        put = await self._queue.put_lane(key, request.weight, request.needs, request.etag)
        return api.PutLaneResponse(lane=_lane(*put))

    async def list_tenant_shares(self, request: api.ListTenantSharesRequest) -> api.ListTenantSharesResponse:
        size = size_of(request.page_size)
        found = await self._queue.tenant_shares(current_caller(), after(request.page_token), size + 1)
        shown, token = page_of(found, size)
        return api.ListTenantSharesResponse(shares=[_share(share) for _, share in shown], next_page_token=token)

    async def put_tenant_share(self, request: api.PutTenantShareRequest) -> api.PutTenantShareResponse:
        put = await self._queue.put_tenant_share(current_caller(), request.tenant, request.weight)
        return api.PutTenantShareResponse(share=_share(put))

    async def put_priority(self, request: api.PutPriorityRequest) -> api.PutPriorityResponse:
        await self._queue.prioritize(_shot_key(request), request.priority)
        return api.PutPriorityResponse()

    async def cancel_take(self, request: api.CancelTakeRequest) -> api.CancelTakeResponse:
        return api.CancelTakeResponse(take_number=await self._queue.cancel(_shot_key(request)))


def _shot_key(request: api.PutPriorityRequest | api.CancelTakeRequest) -> str:
    return f"{current_caller().project_key(request.project)}/{request.shot}"


def _lease(lease: Lease) -> api.Lease:
    return api.Lease(
        key=lease.key, token=lease.token, prompt=encode(lease.prompt, PromptMessage), seconds=lease.seconds,
        traceparent=lease.traceparent,
        references=[
            api.LinkedReference(digest=digest, url=lease.links.get(digest, "")) for digest in lease.prompt.pictures
        ],
    )  # fmt: skip


def _made(request: api.DeliverRequest) -> Made:
    for name in ("video", "started", "finished"):
        if not request.HasField(name):
            raise Invalid(f"{name}: say it; a delivery without is none")
    return Made(
        video=_staged(request.video),
        report=_staged(request.report) if request.HasField("report") else None,
        started=request.started.ToDatetime(UTC),
        finished=request.finished.ToDatetime(UTC),
    )


def _staged(message: StagedMessage) -> Staged:
    return decode(Staged, message)


def _lane(lane: Lane, stands: LaneStanding) -> api.Lane:
    return api.Lane(
        project=lane.project.rpartition("/")[2], weight=lane.weight, needs=lane.needs, etag=str(lane.version),
        queued=stands.queued, running=stands.running, oldest_seconds=stands.oldest_seconds,
    )  # fmt: skip


def _share(share: TenantShare) -> api.TenantShare:
    return api.TenantShare(tenant=share.tenant, weight=share.weight)


def _queued(shot_key: str, head: Head, now: float, waits: str) -> api.QueuedTake:
    return api.QueuedTake(
        shot=shot_key.rpartition("/")[2], take_number=dict(head.shots)[shot_key], engine=head.engine,
        engine_version=head.engine_version, priority=-head.rank[0], running=head.is_leased,
        queued_seconds=now - head.queued if head.queued else 0.0,
        running_seconds=now - head.began if head.is_leased else 0.0,
        done_frames=head.done_frames if head.is_leased else 0, frames=head.frames, deaths=head.deaths,
        waits=waits,
    )  # fmt: skip
