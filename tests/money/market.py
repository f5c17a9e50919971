"""Providers in virtual time that lose what they are sent and what they answer, and bill all the same.

The market outlives every process and keeps its own bill; a stall is one process's way to one provider.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

from tests.sim.clock import BEGINNING
from tests.sim.luck import Luck, Odds
from tests.sim.process import Process

from picturelock.gateway.model import Recall
from picturelock.gateway.ports import AnswerLost, Asked, Declined, Failure, Job, JobState, News
from picturelock.kernel.errors import Transient
from picturelock.testing.instant import InstantDelivery

HORIZON = 200.0
"""Longer than a process stands still, and a job takes to be there, and a list to show it."""
MOST_LATE = 120.0
LIST_LAG = 5.0
EACH = Decimal("0.25")
UNITS = Decimal(2)
PRICE = UNITS * EACH
PROVIDERS = {"keyed": Recall.KEYED, "byname": Recall.REFERENCE, "listed": Recall.LISTED, "silent": Recall.NOTHING}


@dataclass(frozen=True, slots=True)
class MoneyOdds(Odds):
    """A market's misfortunes, and rougher processes than elsewhere."""

    crash: float = 0.01
    freeze: float = 0.003
    lost_request: float = 0.1
    lost_answer: float = 0.15
    tardy: float = 0.25
    """Of the submissions whose answer is lost: the provider takes the job seconds or minutes after."""
    very_tardy: float = 0.05
    busy: float = 0.05
    """A 429."""
    refuses: float = 0.02
    breaks: float = 0.05
    """The provider takes a job and can't do it: a failure that is not billed."""
    strange: float = 0.05
    """A status word that nobody has heard of."""
    deaf: float = 0.05
    """It can't be asked just now."""
    truncated: float = 0.05
    """A result that breaks off."""
    leap: float = 0.0005
    """A process's clock is set, up to an hour either way; its time that nobody can set goes on."""


@dataclass(slots=True)
class Sold:
    """A job as the provider knows it. `at` is when it took it, in seconds of the world."""

    id: str
    key: str
    digest: str
    at: float
    ends: float
    fails: bool


@dataclass(slots=True)
class Market:
    luck: Luck
    jobs: dict[str, dict[str, Sold]] = field(default_factory=lambda: {name: {} for name in PROVIDERS})
    sends: int = 0

    def knows(self, provider: str, asked: Asked) -> Sold | None:
        """The job of this key, at a provider that looks at keys."""
        if PROVIDERS[provider] is not Recall.KEYED:
            return None
        return next((sold for sold in self.jobs[provider].values() if sold.key == asked.key), None)

    def take(self, provider: str, asked: Asked) -> Sold:
        """The job, new unless the provider knows the key."""
        if (known := self.knows(provider, asked)) is not None:
            return known
        jobs, digest = self.jobs[provider], asked.prompt.digest
        now = asyncio.get_running_loop().time()
        sold = Sold(
            f"{provider}-{len(jobs) + 1}", asked.key, digest, now, now + self.luck.within(1.0, 60.0),
            self.luck.strikes("breaks"),
        )  # fmt: skip
        jobs[sold.id] = sold
        return sold

    def bill(self) -> Mapping[str, Sold]:
        """What is to be paid: every job that was done, whoever knows of it."""
        return {sold.id: sold for jobs in self.jobs.values() for sold in jobs.values() if not sold.fails}


class Stall:
    """One provider, as one process reaches it."""

    def __init__(self, name: str, market: Market, process: Process, luck: Luck) -> None:
        self.name = name
        self.recall = PROVIDERS[name]
        self.hears = False
        self.horizon = HORIZON
        self._market = market
        self._process = process
        self._luck = luck

    async def submit(self, asked: Asked) -> Job:
        await self._process.reach()
        self._process.point()
        self._market.sends += 1
        if self._luck.strikes("busy"):
            raise Declined(Failure.RATE_LIMIT, "too many requests", after=self._luck.within(0.0, 5.0))
        if not self._market.knows(self.name, asked) and self._luck.strikes("refuses"):
            raise Declined(Failure.SAFETY_INPUT, "this is not drawn here")
        if self._luck.strikes("lost_request"):
            raise AnswerLost("the connection was reset")
        if self._luck.strikes("lost_answer"):
            self._take_sometime(asked)
            raise AnswerLost("no answer within a minute")
        sold = self._market.take(self.name, asked)
        self._process.point()
        await asyncio.sleep(self._luck.within(0.0, 2.0))
        self._process.point()
        return self._job(sold)

    def _take_sometime(self, asked: Asked) -> None:
        if not self._luck.strikes("tardy"):
            self._market.take(self.name, asked)
            return
        wait = self._luck.within(25.0, MOST_LATE) if self._luck.strikes("very_tardy") else self._luck.within(0.5, 25.0)
        asyncio.get_running_loop().call_later(wait, self._market.take, self.name, asked)

    async def look(self, job: str, handle: Mapping[str, str]) -> Job:  # noqa: ARG002
        await self._reach()
        return self._job(self._market.jobs[self.name][job])

    async def heard(self, headers: Mapping[str, str], body: bytes, now: datetime) -> News:
        raise NotImplementedError("no provider of the simulation posts news")

    async def recognised(self, job: str, asked: Asked) -> Job | None:
        await self._reach()
        sold = self._market.jobs[self.name][job]
        return self._job(sold) if self._is(sold, asked) else None

    async def find(self, asked: Asked, since: datetime) -> Sequence[Job]:
        await self._reach()
        now = asyncio.get_running_loop().time()
        seen = [sold for sold in self._market.jobs[self.name].values() if sold.at + LIST_LAG < now]
        mine = [sold for sold in seen if self._is(sold, asked) and _moment(sold.at) >= since]
        return [self._job(sold) for sold in mine]

    def _is(self, sold: Sold, asked: Asked) -> bool:
        if self.recall is Recall.REFERENCE:
            return sold.key == asked.key
        return sold.digest == asked.prompt.digest

    async def cancel(self, job: str, handle: Mapping[str, str]) -> None:  # noqa: ARG002
        await self._reach()

    async def collect(self, job: Job, workspace: Path) -> InstantDelivery:
        await self._reach()
        if self._luck.strikes("truncated"):
            raise Transient("the file broke off")
        video = workspace / "take.json"
        video.write_text(job.id)
        return InstantDelivery(video)

    async def _reach(self) -> None:
        await self._process.reach()
        self._process.point()
        if self._luck.strikes("deaf"):
            raise Transient(f"{self.name} does not answer")

    def _job(self, sold: Sold) -> Job:
        is_over = sold.ends <= asyncio.get_running_loop().time()
        if not is_over:
            return Job(sold.id, JobState.STRANGE if self._luck.strikes("strange") else JobState.RUNNING)
        if sold.fails:
            return Job(sold.id, JobState.FAILED, failure=Failure.PROVIDER_INTERNAL, why="it broke", units=Decimal(0))
        return Job(sold.id, JobState.SUCCEEDED, units=UNITS, outputs=(sold.id,))


def _moment(at: float) -> datetime:
    return BEGINNING + timedelta(seconds=at)
