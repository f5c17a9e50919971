"""A desk and the queue behind it, as the desk's contract needs them, and a worker's moves."""

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Protocol

import pytest

from picturelock.gateway.model import Hand, Lease, Made, staging_key
from picturelock.gateway.ports import Desk
from picturelock.kernel.nouns import Staged
from picturelock.testing.heard import PATIENCE
from picturelock_api.compiler.v1.events_pb2 import PromptCompiled
from picturelock_api.gateway.v1.events_pb2 import TakeFailed, TakeGenerated

ENGINE, VERSION = "previz", "1"
"""The one engine that takes are queued for."""


class Counter(Protocol):
    """A desk, and the queue behind it."""

    @property
    def desk(self) -> Desk: ...

    async def queue(self, event: PromptCompiled) -> None:
        """Hear the event, as if it were a new one."""

    async def stage(self, key: str, data: bytes) -> None:
        """Put bytes where a worker would."""

    async def cancel(self, shot_key: str) -> int:
        """Take the shot's take out of the queue, or stop its making."""

    async def put_lane(self, project_key: str, weight: float, needs: Mapping[str, str]) -> None: ...

    async def lapse(self) -> None:
        """Let so much time pass that every lease without a heartbeat is over, and have that noticed."""

    async def said(self) -> Sequence[TakeGenerated | TakeFailed]:
        """All that was said so far."""


class AtADesk:
    """Override `counter`."""

    @pytest.fixture
    def counter(self) -> Counter:
        raise NotImplementedError("override the fixture `counter`")

    @pytest.fixture
    def desk(self, counter: Counter) -> Desk:
        return counter.desk


TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
"""Of whatever is queued."""


def hand(
    worker: str = "worker", *, engine: str = ENGINE, version: str = VERSION, tags: Mapping[str, str] | None = None
) -> Hand:
    return Hand(worker=worker, engine=engine, engine_version=version, tags=dict(tags or {}))


class Delivery(Made):
    def but_video(self, **changes: object) -> Made:
        return self.model_copy(update={"video": self.video.model_copy(update=changes)})


async def staged(counter: Counter, lease: Lease, data: bytes = b"a take") -> Delivery:
    """Put bytes where the lease says, and say so, but not yet to the desk."""
    moment = datetime(2026, 11, 21, 12, tzinfo=UTC)
    key = staging_key(lease.key, lease.token, "take.mp4")
    await counter.stage(key, data)
    video = Staged(key=key, digest=hashlib.sha256(data).hexdigest(), size=len(data), media_type="video/mp4")
    return Delivery(video=video, started=moment, finished=moment)


async def deliver(counter: Counter, lease: Lease, data: bytes = b"a take") -> Delivery:
    delivery = await staged(counter, lease, data)
    await counter.desk.deliver(lease.key, lease.token, delivery)
    return delivery


async def lease_one(desk: Desk, worker: str = "worker") -> Lease:
    async with asyncio.timeout(PATIENCE):
        return await desk.lease(hand(worker))


async def is_over(waiting: "asyncio.Future[Lease]", within: float = 0.1) -> bool:
    """Whether a lease came; one that did not is not waited for any longer if nobody else holds it."""
    done, _ = await asyncio.wait({waiting}, timeout=within)
    return bool(done)
