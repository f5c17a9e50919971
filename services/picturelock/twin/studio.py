"""What one running twin knows: its jobs, its bill, its accounts and its fault plan; all of it outlives the process."""

import asyncio
import fcntl
import logging
import os
import secrets
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import suppress
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from picturelock.kernel.clock import Clock
from picturelock.kernel.errors import Refused
from picturelock.twin.bill import Bill, Journal
from picturelock.twin.clips import Clips
from picturelock.twin.faults import Plan
from picturelock.twin.jobs import OVER, Job, life, refunded, state_at
from picturelock.twin.limits import Limits

OPENING = Decimal(1000)
"""What an account begins with, in dollars."""

log = logging.getLogger(__name__)

Told = Callable[[Job, str], Awaitable[None]]
"""Called with "start" when a job begins to run, and with "completed" when it is over."""


async def untold(_job: Job, _event: str) -> None: ...


class Studio:
    def __init__(self, folder: Path, clock: Clock, plan: Plan, pace: float) -> None:
        self.clock = clock
        self.plan = plan
        self.pace = pace
        self.folder = folder
        self._lock = _locked(folder)
        self.told: Told = untold
        self.secret = kept(folder / "secret", lambda: secrets.token_bytes(32))
        self.bill = Bill(folder / "bill.jsonl")
        self.clips = Clips(folder / "clips")
        self.jobs: dict[tuple[str, str], Job] = {}
        self._mine: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        """Of every account its jobs' ids, oldest first."""
        self._alive: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        self._openings: dict[tuple[str, str], Decimal] = {}
        self.limits = Limits()
        self._counts: Counter[tuple[str, str]] = Counter()
        self._tasks: set[asyncio.Task[None]] = set()
        self._journal = Journal(folder / "jobs.jsonl")
        for job in self._journal.read(Job):
            self._know(job)

    def resume(self) -> None:
        """Go on with the jobs of an earlier process; charge what it had no time to."""
        now = self.clock.now()
        for job in list(self.jobs.values()):
            self.bill.charge(job)
            self.settle(job)
            if state_at(job, now) not in OVER:
                self._begin(self._live(job))

    def count(self, provider: str, kind: str) -> int:
        """The number of the next request of its kind, from 1."""
        self._counts[provider, kind] += 1
        return self._counts[provider, kind]

    def uuid(self, provider: str, number: int) -> UUID:
        """The same for the same seed."""
        return UUID(bytes=sha256(f"{self.plan.seed}|{provider}|{number}".encode()).digest()[:16], version=4)

    def open(self, draft: Job) -> Job:
        """The job exists from here on, and is billed."""
        now = self.clock.now()
        queued, running, ends = life(draft.id, draft.clip, now, self.pace)
        job = draft.model_copy(update={"created": now, "queued": queued, "running": running, "ends": ends})
        self._journal.write(job)
        self._know(job)
        self.bill.charge(job)
        self._begin(self._live(job))
        return job

    def open_later(self, draft: Job, seconds: float) -> None:
        async def later() -> None:
            await self.clock.sleep(seconds)
            self.open(draft)

        self._begin(later())

    def cancel(self, job: Job) -> Job:
        now = self.clock.now()
        if state_at(job, now) in OVER:
            return job
        gone = job.model_copy(update={"cancelled": now})
        self._journal.write(gone)
        self._know(gone)
        self.settle(gone)
        self._begin(self._tell(gone, "completed"))
        return gone

    def settle(self, job: Job) -> None:
        """Give back what a job that is over did not cost after all."""
        if refunded(job) and state_at(job, self.clock.now()) in OVER:
            self.bill.refund(job)

    def balance(self, provider: str, account: str) -> Decimal:
        opening = self._openings.get((provider, account), self._openings.get((provider, ""), OPENING))
        return opening - self.bill.spent(provider, account)

    def set_balance(self, provider: str, account: str, amount: Decimal) -> None:
        """Of one account, or of all that a provider has and will have."""
        whose = [account] if account else self.bill.accounts(provider)
        for each in whose:
            self._openings[provider, each] = amount + self.bill.spent(provider, each)
        if not account:
            self._openings[provider, ""] = amount

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._journal.close()
        self.bill.close()
        self._lock.close()

    def newest_first(self, provider: str, account: str) -> Iterator[Job]:
        return (self.jobs[provider, name] for name in reversed(self._mine[provider, account]))

    def alive(self, provider: str, account: str) -> Iterator[Job]:
        """Jobs that are not over, and perhaps some that have only just ended."""
        return (self.jobs[provider, name] for name in self._alive[provider, account])

    def _know(self, job: Job) -> None:
        self.jobs[job.provider, job.id] = job
        self._mine[job.provider, job.account][job.id] = None
        counted = (job.provider, "creation")
        self._counts[counted] = max(self._counts[counted], job.number)

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _live(self, job: Job) -> None:
        alive = self._alive[job.provider, job.account]
        alive.add(job.id)
        try:
            await self._lived(job)
        finally:
            alive.discard(job.id)

    async def _lived(self, job: Job) -> None:
        await self._until(job.running)
        if self._same(job):
            await self._tell(job, "start")
            await self._until(job.ends)
        if self._same(job):
            self.settle(job)
            await self._tell(job, "completed")

    def _same(self, job: Job) -> bool:
        return self.jobs[job.provider, job.id].cancelled is None

    async def _tell(self, job: Job, event: str) -> None:
        try:
            await self.told(job, event)
        except Exception:
            log.exception("%s: its %s webhook could not be made; the job goes on", job.id, event)

    async def _until(self, moment: datetime) -> None:
        while (left := (moment - self.clock.now()).total_seconds()) > 0:
            await self.clock.sleep(left)


def _locked(folder: Path) -> IO[bytes]:
    """Held until it is closed, or the process ends in whatever way. Raises Refused."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = (folder / "lock").open("wb")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise Refused(f"{folder}: another twin keeps its bill there; choose another folder", reason="TAKEN") from error
    return lock


def kept(path: Path, make: Callable[[], bytes]) -> bytes:
    """A secret that is made once and then stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError), os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(make())
    return path.read_bytes()
