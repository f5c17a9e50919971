"""The queue of takes: orders, leases, and whose turn it is. All pure."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar, Self

from pydantic import Field

from picturelock.kernel.nouns import Brief, Noun, Prompt, Staged, Take
from picturelock.kernel.records import Record

MAX_DEATHS = 3
"""So many workers may die over one take before it is failed."""


class OrderState(StrEnum):
    QUEUED = "queued"
    LEASED = "leased"
    MADE = "made"
    FAILED = "failed"


class Want(Noun):
    """A shot that waits for this take. `number` is what the slate will carry."""

    shot_key: str
    revision: int
    number: int
    brief: Brief


class Made(Noun):
    """What an engine delivered."""

    video: Staged
    report: Staged | None = None
    started: datetime
    finished: datetime


class Order(Record):
    """One take to be made of one prompt by one version of an engine, for all who want it."""

    indexes: ClassVar = (("state", "project", "engine"), ("prompt_digest", "engine_version"))

    project: str
    prompt: Prompt
    prompt_digest: str
    engine: str
    engine_version: str
    state: OrderState = OrderState.QUEUED
    wants: tuple[Want, ...] = ()
    lease: int = 0
    """Counts leases up: the fencing token of the present one."""
    worker: str = ""
    expires: datetime | None = None
    deaths: int = 0
    done_frames: int = 0
    made: Made | None = None
    failure: str = ""

    def wanted_by(self, want: Want) -> Self:
        """A shot's newer wish replaces its older one."""
        others = tuple(w for w in self.wants if w.shot_key != want.shot_key)
        return self.but(wants=(*others, want))

    def leased_to(self, worker: str, until: datetime) -> Self:
        return self.but(state=OrderState.LEASED, worker=worker, expires=until, lease=self.lease + 1, done_frames=0)

    def given_up(self, why: str) -> Self:
        """Back to the queue, or failed when too many workers died over it."""
        deaths = self.deaths + 1
        state = OrderState.FAILED if deaths >= MAX_DEATHS else OrderState.QUEUED
        return self.but(state=state, worker="", expires=None, deaths=deaths, failure=why)

    def returned(self) -> Self:
        """Back to the queue through no fault of its own: the worker was told to stop."""
        return self.but(state=OrderState.QUEUED, worker="", expires=None)

    def failed(self, why: str) -> Self:
        return self.but(state=OrderState.FAILED, worker="", expires=None, failure=why)

    def delivered(self, made: Made) -> Self:
        return self.but(state=OrderState.MADE, worker="", expires=None, made=made, failure="")

    def take_for(self, want: Want, *, reused: bool) -> Take:
        if self.made is None:
            raise ValueError("nothing was delivered yet")
        return Take(
            shot=want.brief.shot,
            number=want.number,
            prompt_digest=self.prompt_digest,
            engine=self.engine,
            engine_version=self.engine_version,
            seed=self.prompt.seed,
            video=self.made.video,
            report=self.made.report,
            started=self.made.started,
            finished=self.made.finished,
            reused=reused,
        )


class Lane(Record):
    """A project that has had takes in the queue."""

    project: str


class Lease(Noun):
    """A worker's right to make one take, for a while. `token` fences off workers that were thought dead."""

    key: str
    token: int
    prompt: Prompt
    seconds: float = Field(gt=0)
    """Until it lapses, unless a heartbeat comes first."""


def order_key(shot_key: str, prompt_digest: str, engine_version: str) -> str:
    """In order of shots within a project, so that takes are leased in the order of the script."""
    return f"{shot_key}/{prompt_digest[:24]}/{engine_version}"


def turns(lanes: Collection[str], running: Mapping[str, int], last: Mapping[str, int]) -> list[str]:
    """Projects in the order in which they may lease: least running first, then the one that waited longest."""
    return sorted(lanes, key=lambda project: (running.get(project, 0), last.get(project, 0), project))


def has_lapsed(order: Order, now: datetime, grace: timedelta = timedelta(0)) -> bool:
    return order.state is OrderState.LEASED and order.expires is not None and order.expires + grace < now
