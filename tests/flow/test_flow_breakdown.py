"""An engine may break down in any way: it costs a take, and never the line."""

import asyncio
import errno
from pathlib import Path

import pytest

from picturelock.gateway.adapters.references import StoreDock
from picturelock.gateway.adapters.worker import Worker
from picturelock.gateway.model import Hand, Lease, Made
from picturelock.gateway.ports import Delivered, Progress
from picturelock.kernel.errors import Outage
from picturelock.kernel.nouns import Prompt, Rate
from picturelock.platform.local import LocalStore, SystemClock

PROMPT = Prompt(
    shot="sc010_sh0010", brief_digest="0" * 64, engine="broken", text="{}", width=320, height=180, frames=24,
    rate=Rate(), seed=1,
)  # fmt: skip
WORK = Lease(key="t/p/sc010_sh0010", token=1, prompt=PROMPT, seconds=30.0)


class Desk:
    """Has the same take to make again and again, until it was failed `most` times."""

    def __init__(self, most: int) -> None:
        self.failures: list[tuple[str, bool]] = []
        self.enough = asyncio.Event()
        self._most = most

    async def enlist(self, hand: Hand) -> None: ...

    async def lease(self, hand: Hand) -> Lease:  # noqa: ARG002
        if len(self.failures) == self._most:
            self.enough.set()
            await asyncio.Event().wait()
        return WORK

    async def heartbeat(self, key: str, token: int, done_frames: int) -> bool:  # noqa: ARG002
        return True

    async def deliver(self, key: str, token: int, made: Made) -> None: ...

    async def give_back(self, key: str, token: int) -> None: ...

    async def fail(self, key: str, token: int, why: str, *, again: bool) -> None:  # noqa: ARG002
        self.failures.append((why, again))


class Broken:
    name, version = "broken", "1"

    def __init__(self, error: Exception) -> None:
        self._error = error

    async def make(self, prompt: Prompt, workspace: Path, progress: Progress) -> Delivered:  # noqa: ARG002
        raise self._error


def _worker(desk: Desk, error: Exception, folder: Path) -> Worker:
    return Worker("w", desk, Broken(error), StoreDock(LocalStore(folder)), SystemClock(), slots=1)


async def test_an_engine_with_a_bug_fails_its_takes_and_its_worker_goes_on(tmp_path: Path) -> None:
    desk = Desk(most=3)
    running = asyncio.ensure_future(_worker(desk, ZeroDivisionError("division by zero"), tmp_path).run())
    await asyncio.wait_for(desk.enough.wait(), 10)
    running.cancel()
    assert desk.failures == [("broken broke down: ZeroDivisionError: division by zero", False)] * 3


async def test_a_full_disk_is_no_fault_of_the_take(tmp_path: Path) -> None:
    desk = Desk(most=1)
    with pytest.raises(ExceptionGroup) as told:
        await _worker(desk, OSError(errno.ENOSPC, "No space left on device"), tmp_path).run()
    assert isinstance(told.value.exceptions[0], Outage)
    assert desk.failures == []
