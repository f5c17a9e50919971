"""A render worker: leases a take, has an engine make it, stages it and delivers. It trusts nothing but its lease."""

import asyncio
import contextlib
import errno
import logging
import shutil
import tempfile
from datetime import datetime
from pathlib import Path

from picturelock.gateway.model import Lease, Made
from picturelock.gateway.ports import Delivered, Desk, Engine
from picturelock.kernel.clock import Clock
from picturelock.kernel.errors import Outage, Refused, Transient
from picturelock.kernel.nouns import Staged
from picturelock.kernel.store import Store

log = logging.getLogger(__name__)


class Worker:
    """`slots` takes at once. An engine that breaks down, in whatever way, costs that take and not the worker.

    Cancelling it returns nothing: its leases lapse, or end when it enlists again.
    """

    def __init__(self, name: str, desk: Desk, engine: Engine, store: Store, clock: Clock, slots: int) -> None:
        self._name = name
        self._desk = desk
        self._engine = engine
        self._store = store
        self._clock = clock
        self._slots = slots

    async def run(self) -> None:
        async with asyncio.TaskGroup() as group:
            for slot in range(self._slots):
                group.create_task(self._serve(f"{self._name}/{slot}"))

    async def _serve(self, name: str) -> None:
        await self._desk.enlist(name)
        while True:
            await self._make(await self._desk.lease(name, self._engine.name))

    async def _make(self, lease: Lease) -> None:
        workspace = Path(tempfile.mkdtemp(prefix="picturelock-take-"))
        try:
            await self._deliver(lease, workspace)
        except Outage:
            raise
        except Transient as error:
            await self._fail(lease, str(error), again=True)
        except Refused as error:
            await self._fail(lease, str(error), again=False)
        except Exception as error:
            if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise Outage(f"{workspace}: the disk is full; free some space and run again", reason="DISK") from error
            log.exception("%s could not make %s", self._engine.name, lease.key)
            await self._fail(lease, f"{self._engine.name} broke down: {type(error).__name__}: {error}", again=False)
        finally:
            await asyncio.to_thread(shutil.rmtree, workspace, ignore_errors=True)

    async def _deliver(self, lease: Lease, workspace: Path) -> None:
        done = 0

        def progress(frames: int) -> None:
            nonlocal done
            done = frames

        started = self._clock.now()
        making = asyncio.ensure_future(self._engine.make(lease.prompt, workspace, progress))
        try:
            while not (await asyncio.wait({making}, timeout=lease.seconds / 3))[0]:
                if not await self._desk.heartbeat(lease.key, lease.token, done):
                    return
            made = await self._stage(lease, making.result(), started)
        finally:
            making.cancel()
        await self._desk.deliver(lease.key, lease.token, made)

    async def _stage(self, lease: Lease, delivered: Delivered, started: datetime) -> Made:
        video = await self._stage_file(lease, delivered.video, "video/mp4")
        report = await self._stage_file(lease, delivered.report, "application/json") if delivered.report else None
        return Made(video=video, report=report, started=started, finished=self._clock.now())

    async def _stage_file(self, lease: Lease, file: Path, media_type: str) -> Staged:
        key = f"{lease.key}/{lease.token}/{file.name}"
        stored = await self._store.stage(key, file)
        return Staged(key=key, digest=stored.digest, size=stored.size, media_type=media_type)

    async def _fail(self, lease: Lease, why: str, *, again: bool) -> None:
        with contextlib.suppress(Refused):
            await self._desk.fail(lease.key, lease.token, why, again=again)
