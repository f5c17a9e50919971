"""A provider that takes every job and has done it at once: for tests of what buys, and for measuring it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from picturelock.gateway.model import Recall
from picturelock.gateway.ports import Asked, Job, JobState, News
from picturelock.testing.instant import InstantDelivery


class InstantProvider:
    """Bills `units` for each job; `jobs` are what it was asked for. Nothing can be found out about a lost answer."""

    name = "previz"
    recall = Recall.NOTHING
    hears = False
    horizon = 1.0

    def __init__(self, units: Decimal | None = None) -> None:
        self.jobs: list[Asked] = []
        self._units = units

    async def submit(self, asked: Asked) -> Job:
        self.jobs.append(asked)
        return Job(f"job{len(self.jobs)}", JobState.QUEUED)

    async def look(self, job: str, handle: Mapping[str, str]) -> Job:  # noqa: ARG002 as providers are looked at
        return Job(job, JobState.SUCCEEDED, units=self._units, outputs=(job,))

    async def find(self, asked: Asked, since: datetime) -> Sequence[Job]:  # noqa: ARG002 as providers are looked through
        return ()

    async def heard(self, headers: Mapping[str, str], body: bytes, now: datetime) -> News:  # noqa: ARG002 as news is
        """Whatever is posted names a job."""
        return News(job=body.decode())

    async def recognised(self, job: str, asked: Asked) -> Job | None:  # noqa: ARG002 as jobs are
        return await self.look(job, {})

    async def cancel(self, job: str, handle: Mapping[str, str]) -> None:
        """Too late: it is done."""

    async def collect(self, job: Job, workspace: Path) -> InstantDelivery:
        video = workspace / "take.json"
        video.write_text(job.id)
        return InstantDelivery(video)
