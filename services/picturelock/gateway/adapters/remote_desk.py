"""The desk of a gateway elsewhere. While the gateway is away a worker waits, and its lease is still its own after."""

import uuid
from collections.abc import Callable
from typing import Any

from picturelock.gateway.adapters.patience import patiently
from picturelock.gateway.model import Hand, Lease, Made
from picturelock.kernel.codec import decode, encode
from picturelock.kernel.errors import Refused
from picturelock.kernel.nouns import Prompt
from picturelock_api.film.v1.take_pb2 import Staged as StagedMessage
from picturelock_api.gateway.v1 import service_pb2 as api

PROTOCOL = 1
WAIT_SECONDS = 5.0
"""For a take, in one call: a gateway that is to stop waits for its calls to end."""
CALL_SECONDS, DELIVER_SECONDS = 10.0, 300.0
"""Deadlines. The gateway reads a delivery through before it takes it in."""


class RemoteDesk:
    """`door` answers as `WorkerService` does, takes a `timeout`, and raises the house's errors.

    `trace` gives the trace context of what is being done, for deliveries.
    """

    def __init__(self, door: Any, wait: float = WAIT_SECONDS, trace: Callable[[], str] = str) -> None:
        self._door = door
        self._wait = wait
        self._trace = trace

    async def enlist(self, hand: Hand) -> None:
        request = api.EnlistRequest(
            worker=hand.worker, engine=hand.engine, version=hand.engine_version, slots=hand.slots, tags=hand.tags,
            protocol=PROTOCOL,
        )  # fmt: skip
        answer = await self._call("enlist", request)
        if answer.protocol not in (0, PROTOCOL - 1, PROTOCOL, PROTOCOL + 1):
            raise Refused(
                f"the gateway speaks protocol {answer.protocol}, this worker {PROTOCOL}; upgrade the older one",
                reason="PROTOCOL",
            )

    async def lease(self, hand: Hand) -> Lease:
        while True:
            request = api.LeaseRequest(
                worker=hand.worker, engine=hand.engine, version=hand.engine_version, tags=hand.tags,
                request_id=uuid.uuid4().hex, wait_seconds=self._wait,
            )  # fmt: skip
            answer = await self._call("lease", request, self._wait + CALL_SECONDS)
            if answer.HasField("lease"):
                return _lease(answer.lease)

    async def heartbeat(self, key: str, token: int, done_frames: int) -> bool:
        request = api.HeartbeatRequest(key=key, token=token, done_frames=done_frames)
        return bool((await self._call("heartbeat", request)).keep)

    async def deliver(self, key: str, token: int, made: Made) -> None:
        request = api.DeliverRequest(
            key=key, token=token, video=encode(made.video, StagedMessage), traceparent=self._trace()
        )  # fmt: skip
        if made.report is not None:
            request.report.CopyFrom(encode(made.report, StagedMessage))
        request.started.FromDatetime(made.started)
        request.finished.FromDatetime(made.finished)
        await self._call("deliver", request, DELIVER_SECONDS)

    async def give_back(self, key: str, token: int) -> None:
        await self._call("give_back", api.GiveBackRequest(key=key, token=token))

    async def fail(self, key: str, token: int, why: str, *, again: bool) -> None:
        await self._call("fail", api.FailRequest(key=key, token=token, message=why, again=again))

    async def delivery_link(self, key: str, token: int, name: str) -> str:
        answer = await self._call("delivery_link", api.DeliveryLinkRequest(key=key, token=token, name=name))
        return str(answer.url)

    async def _call(self, method: str, request: Any, seconds: float = CALL_SECONDS) -> Any:
        ask = getattr(self._door, method)
        return await patiently(method, lambda: ask(request, timeout=seconds))


def _lease(message: api.Lease) -> Lease:
    return Lease(
        key=message.key, token=message.token, prompt=decode(Prompt, message.prompt), seconds=message.seconds,
        traceparent=message.traceparent, links={each.digest: each.url for each in message.references},
    )  # fmt: skip
