"""A render worker: leases a take, has an engine make it, stages it and delivers. It trusts nothing but its lease."""

import asyncio
import contextlib
import errno
import logging
import re
import shutil
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from picturelock.gateway.model import Hand, Lease, Made, staging_key
from picturelock.gateway.ports import Buying, Delivered, Desk, Dock, Engine, Progress
from picturelock.kernel.clock import Clock
from picturelock.kernel.errors import Outage, Refused, Transient
from picturelock.kernel.nouns import Staged

LEAVE_SECONDS = 5.0
"""How long a worker that stops waits for the gateway to hear of it."""
MOST_NAME = 64
STILLS = {".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp"}

log = logging.getLogger(__name__)

AGAIN = frozenset({"BAD_DELIVERY", "CORRUPT"})
"""Reasons for which another try is worth it: something happened to the files on their way."""


T = TypeVar("T")

Told = Callable[[Lease], AbstractContextManager[object]]
"""Entered while a take is made and delivered, by whoever wants to tell of it."""


def untold(_: Lease) -> AbstractContextManager[object]:
    return contextlib.nullcontext()


class LeaseOver(Exception):
    """The take is not ours any more, or nobody wants it."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One take's turn in a slot. `is_over` once the slot may make the next; that of the take before may last longer.

    `dock` is the slot's: one take of it at a time is on its way to the store.
    """

    dock: asyncio.Lock
    is_over: asyncio.Event = field(default_factory=asyncio.Event)


class Worker:
    """`slots` takes at once. An engine that breaks down, in whatever way, costs that take and not the worker.

    Of an engine that buys, as many as the desk lets it have: the desk knows what its provider lets in.

    Cancelling it returns nothing: its leases lapse, or end when it enlists again. `stop` lets it come to an end.
    """

    def __init__(
        self, name: str, desk: Desk, engine: Engine | Buying, dock: Dock, clock: Clock, slots: int,
        tags: Mapping[str, str] | None = None, told: Told = untold,
    ) -> None:  # fmt: skip
        self._hand = Hand(
            worker=name, engine=engine.name, engine_version=engine.version, slots=slots, tags=dict(tags or {}),
            buys=isinstance(engine, Buying),
        )  # fmt: skip
        self._desk = desk
        self._engine = engine
        self._dock = dock
        self._clock = clock
        self._told = told
        self._ends: float | None = None
        """When it is to have come to its end, once it was told to stop."""
        self._leasing: set[asyncio.Timeout] = set()
        self._making: set[asyncio.Timeout] = set()

    async def run(self) -> None:
        """Until it is cancelled, or has come to the end that `stop` asked for."""
        await _within(self._leasing, None, self._desk.enlist(self._hand))
        async with asyncio.TaskGroup() as group:
            for _ in range(self._hand.slots):
                group.create_task(self._serve(group))
        await self._leave()

    def stop(self, grace: float) -> None:
        """Lease no more; finish what can be finished within so many seconds, and give the rest back."""
        now = asyncio.get_running_loop().time()
        self._ends = now + grace
        for limit in self._leasing:
            limit.reschedule(now)
        for limit in self._making:
            limit.reschedule(self._ends)

    async def _serve(self, group: asyncio.TaskGroup) -> None:
        dock = asyncio.Lock()
        while self._ends is None:
            lease = await _within(self._leasing, None, self._desk.lease(self._hand))
            if lease is None:
                continue
            turn = Turn(asyncio.Lock() if self._hand.buys else dock)
            group.create_task(self._make(lease, turn))
            if not self._hand.buys:
                await turn.is_over.wait()

    async def _leave(self) -> None:
        """A lease may have been on its way as we stopped asking: whoever enlists holds nothing."""
        with contextlib.suppress(TimeoutError, Transient):
            async with asyncio.timeout(LEAVE_SECONDS):
                await self._desk.enlist(self._hand)

    async def _make(self, lease: Lease, turn: Turn) -> None:
        workspace = Path(tempfile.mkdtemp(prefix="picturelock-take-"))
        try:
            if not await _within(self._making, self._ends, self._deliver(lease, turn, workspace)):
                await self._give_back(lease)
        except LeaseOver:
            log.info("%s is not wanted from here any more", lease.key)
        except Outage:
            raise
        except Transient as error:
            await self._fail(lease, str(error), again=True)
        except Refused as error:
            await self._fail(lease, str(error), again=error.reason in AGAIN)
        except Exception as error:
            if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise Outage(f"{workspace}: the disk is full; free some space and run again", reason="DISK") from error
            log.exception("%s could not make %s", self._engine.name, lease.key)
            await self._fail(lease, f"{self._engine.name} broke down: {type(error).__name__}: {error}", again=False)
        finally:
            turn.is_over.set()
            await asyncio.to_thread(shutil.rmtree, workspace, ignore_errors=True)

    async def _deliver(self, lease: Lease, turn: Turn, workspace: Path) -> bool:
        done = 0

        def progress(frames: int) -> None:
            nonlocal done
            done = frames

        async def beat() -> None:
            """Until the lease is over. Beats that the gateway can't hear are missed; the next one may be heard."""
            while True:
                await asyncio.sleep(lease.seconds / 3)
                with contextlib.suppress(Transient):
                    if not await self._desk.heartbeat(lease.key, lease.token, done):
                        lost.reschedule(asyncio.get_running_loop().time())

        lost = asyncio.timeout(None)
        try:
            async with lost:
                beating = asyncio.ensure_future(beat())
                try:
                    await self._made(lease, turn, workspace, progress)
                finally:
                    beating.cancel()
        except TimeoutError:
            if not lost.expired():
                raise
            raise LeaseOver from None
        return True

    async def _made(self, lease: Lease, turn: Turn, workspace: Path, progress: Progress) -> None:
        started = self._clock.now()
        with self._told(lease):
            delivered = await self._delivered(lease, workspace, progress)
            finished = self._clock.now()
            async with turn.dock:
                turn.is_over.set()
                await self._desk.deliver(lease.key, lease.token, await self._stage(lease, delivered, started, finished))

    async def _delivered(self, lease: Lease, workspace: Path, progress: Progress) -> Delivered:
        if isinstance(self._engine, Buying):
            return await self._engine.buy(lease, workspace, progress)
        if lease.prompt.pictures:
            await self._dock.bring(lease, workspace)
        return await self._engine.make(lease.prompt, workspace, progress)

    async def _stage(self, lease: Lease, delivered: Delivered, started: datetime, finished: datetime) -> Made:
        video = await self._stage_file(lease, delivered.video, STILLS.get(delivered.video.suffix, "video/mp4"))
        report = await self._stage_file(lease, delivered.report, "application/json") if delivered.report else None
        return Made(video=video, report=report, started=started, finished=finished)

    async def _stage_file(self, lease: Lease, file: Path, media_type: str) -> Staged:
        key = staging_key(lease.key, lease.token, re.sub(r"[^A-Za-z0-9._-]|^\.", "_", file.name)[-MOST_NAME:])
        stored = await self._dock.stage(key, file)
        return Staged(key=key, digest=stored.digest, size=stored.size, media_type=media_type)

    async def _give_back(self, lease: Lease) -> None:
        with contextlib.suppress(Refused, TimeoutError):
            async with asyncio.timeout(LEAVE_SECONDS):
                await self._desk.give_back(lease.key, lease.token)

    async def _fail(self, lease: Lease, why: str, *, again: bool) -> None:
        ends = None if self._ends is None else self._ends + LEAVE_SECONDS
        with contextlib.suppress(Refused):
            await _within(self._making, ends, self._desk.fail(lease.key, lease.token, why, again=again))


async def _within(limits: set[asyncio.Timeout], ends: float | None, work: Awaitable[T]) -> T | None:
    """None when the worker was told to stop, and the time for this is over."""
    limit = asyncio.timeout_at(ends)
    try:
        async with limit:
            limits.add(limit)
            return await work
    except TimeoutError:
        if not limit.expired():
            raise
        return None
    finally:
        limits.discard(limit)
