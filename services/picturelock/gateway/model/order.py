"""One take to be made: who wants it, who makes it, and what becomes of it."""

import re
from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar, Self

from pydantic import Field

from picturelock.kernel.nouns import Brief, Noun, Prompt, Staged, Take, is_still
from picturelock.kernel.nouns.take import alternate_number
from picturelock.kernel.records import Record

MAX_DEATHS = 3
"""So many tries may come to nothing before a take has failed."""
ROUND_SECONDS = 2
"""Changes of so many seconds are found together."""


class OrderState(StrEnum):
    QUEUED = "queued"
    LEASED = "leased"
    MADE = "made"
    FAILED = "failed"
    CANCELLED = "cancelled"
    """Nobody wants it any more. Its worker may not know yet."""
    WAITING = "waiting"
    """It may have been bought, and nobody can tell: it waits for news, or for a person."""


OPEN = (OrderState.QUEUED, OrderState.LEASED)


class Reason(StrEnum):
    """Why a take failed, for programs."""

    ENGINE_FAILED = "ENGINE_FAILED"
    WORKER_DIED = "WORKER_DIED"
    CANCELLED = "CANCELLED"
    NOT_BOUGHT = "NOT_BOUGHT"
    """Over a budget, or its provider would not have it."""
    WRITTEN_OFF = "WRITTEN_OFF"
    """It may have been bought, and a person expects nothing of it."""


ENGINE_FAILED = Reason.ENGINE_FAILED


class Want(Noun):
    """A shot that waits for this take, or a still in place of one. `number` is what the slate will carry."""

    shot_key: str
    revision: int
    number: int
    brief: Brief
    brief_digest: str = ""
    traceparent: str = ""
    """Of what asked for it."""

    @property
    def is_still(self) -> bool:
        return is_still(self.shot_key)


class Made(Noun):
    """What an engine delivered."""

    video: Staged
    report: Staged | None = None
    started: datetime
    finished: datetime
    purchase: str = ""
    """The key of what it was paid by; empty for what was not bought."""


class Order(Record):
    """One take to be made of one prompt by one version of an engine, for all of a tenant's shots that want it."""

    indexes: ClassVar = (("state",), ("touched",))

    project: str
    """Of the shot that wanted it first: it is made on that project's turn."""
    prompt: Prompt
    prompt_digest: str
    engine: str
    engine_version: str
    state: OrderState = OrderState.QUEUED
    wants: tuple[Want, ...] = ()
    priority: int = 0
    queued: datetime | None = None
    lease: int = 0
    """Counts leases up: the fencing token of the present one."""
    worker: str = ""
    asked: str = ""
    """The request that the present lease answers."""
    began: datetime | None = None
    """When the present lease did."""
    expires: datetime | None = None
    deaths: int = 0
    done_frames: int = 0
    bought: bool = False
    """Its last lease is a buyer's: it may have to be paid, so it is finished though nobody wants it any more."""
    made: Made | None = None
    alternates: dict[str, Made] = Field(default_factory=dict)
    """What else came of it, by the key of the purchase that it came of, in the order in which they came."""
    failure: str = ""
    reason: str = ""
    touched: int = 0
    """The round in which it was last saved, so that other copies of the service find what changed."""

    @property
    def traceparent(self) -> str:
        return self.wants[0].traceparent if self.wants else ""

    def wanted_by(self, want: Want) -> Self:
        """A shot's newer wish replaces its older one."""
        others = tuple(w for w in self.wants if w.shot_key != want.shot_key)
        return self.but(wants=(*others, want))

    def taken_up(self, now: datetime) -> Self:
        """Wanted, after it had failed or been cancelled. A worker that was never told to stop goes on."""
        if self.state is OrderState.CANCELLED and self.worker and self.expires and self.expires > now:
            return self.but(state=OrderState.LEASED)
        if self.state in (OrderState.FAILED, OrderState.CANCELLED) or not self.version:
            return self.but(state=OrderState.QUEUED, deaths=0, queued=now, worker="", expires=None)
        return self

    def not_wanted_by(self, shot_key: str) -> Self:
        """With nobody left who wants it, it is cancelled, unless it may have been bought."""
        left = tuple(w for w in self.wants if w.shot_key != shot_key)
        is_over = self.state in OPEN and not left and not self.is_being_bought
        return self.but(wants=left, state=OrderState.CANCELLED if is_over else self.state)

    @property
    def is_being_bought(self) -> bool:
        return self.bought and self.state is OrderState.LEASED

    def leased_to(self, hand: "Hand", now: datetime, seconds: float, asked: str = "") -> Self:
        return self.but(
            state=OrderState.LEASED, worker=hand.worker, began=now, expires=now + timedelta(seconds=seconds),
            lease=self.lease + 1, done_frames=0, asked=asked, bought=hand.buys,
        )  # fmt: skip

    def lapsed(self, now: datetime) -> Self:
        """Its worker is taken for dead. A buyer that died took nothing with it: what it bought is written down."""
        if self.bought:
            return self.returned(now)
        return self.given_up(f"worker {self.worker!r} fell silent", Reason.WORKER_DIED, now)

    def let_go(self, now: datetime) -> Self:
        return self.returned(now) if self.wants else self.but(state=OrderState.CANCELLED).released()

    def waiting(self, why: str) -> Self:
        return self.but(state=OrderState.WAITING, failure=why).released()

    def given_up(self, why: str, reason: Reason, now: datetime) -> Self:
        """Back to the queue, or failed when that happened too often."""
        deaths = self.deaths + 1
        if deaths >= MAX_DEATHS:
            return self.failed(f"{why} ({deaths} tries came to nothing)", reason).but(deaths=deaths)
        return self.returned(now).but(deaths=deaths, failure=why)

    def returned(self, now: datetime) -> Self:
        """Back to the queue through no fault of its own: the worker was told to stop."""
        return self.but(state=OrderState.QUEUED, worker="", asked="", expires=None, queued=self.queued or now)

    def released(self) -> Self:
        """Cancelled, and its worker knows."""
        return self.but(worker="", asked="", expires=None)

    def failed(self, why: str, reason: Reason) -> Self:
        return self.but(state=OrderState.FAILED, failure=why, reason=str(reason)).released()

    def delivered(self, made: Made) -> Self:
        return self.but(state=OrderState.MADE, made=made, failure="").released()

    def may_be_delivered(self, token: int) -> bool:
        """By the holder of its last lease, though it be over, as long as nobody else has the take."""
        waits = self.state in (*OPEN, OrderState.CANCELLED, OrderState.WAITING)
        return waits and token == self.lease

    def take_for(self, want: Want, *, reused: bool) -> Take:
        if self.made is None:
            raise ValueError("nothing was delivered yet")
        return self._take(want, want.number, self.made, reused=reused)

    def with_alternate(self, purchase: str, made: Made) -> Self:
        return self.but(alternates=self.alternates | {purchase: made})

    def alternate_for(self, want: Want, purchase: str) -> Take:
        which = list(self.alternates).index(purchase) + 1
        return self._take(want, alternate_number(want.number, which), self.alternates[purchase], reused=False)

    def _take(self, want: Want, number: int, made: Made, *, reused: bool) -> Take:
        return Take(
            shot=want.brief.shot,
            number=number,
            prompt_digest=self.prompt_digest,
            engine=self.engine,
            engine_version=self.engine_version,
            seed=self.prompt.seed,
            video=made.video,
            report=made.report,
            started=made.started,
            finished=made.finished,
            reused=reused,
        )


class Catalogued(Record):
    """An engine that workers brought along, by its tenant and name."""

    name: str
    engine_version: str


class Hand(Noun):
    """A worker, as it introduces itself."""

    worker: str
    engine: str
    engine_version: str = ""
    slots: int = 1
    tags: dict[str, str] = Field(default_factory=dict)
    tenant: str = ""
    """Whose takes it may have; empty for everybody's."""
    buys: bool = False
    """It buys takes, and makes none."""

    @property
    def whose(self) -> str:
        """What the keys of projects begin with that it may serve."""
        return f"{self.tenant}/" if self.tenant else ""

    @property
    def kind(self) -> "tuple[str, str, str, tuple[tuple[str, str], ...]]":
        """Workers of one kind can make the same takes."""
        return self.engine, self.engine_version, self.tenant, tuple(sorted(self.tags.items()))


class Lease(Noun):
    """A worker's right to make one take, for a while. `token` fences off workers that were thought dead."""

    key: str
    token: int
    prompt: Prompt
    seconds: float = Field(gt=0)
    """Until it lapses, unless a heartbeat comes first."""
    traceparent: str = ""
    links: dict[str, str] = Field(default_factory=dict)
    """For a worker elsewhere: where to read the prompt's reference images, by digest; empty for one that is gone."""


def order_key(tenant: str, prompt_digest: str, engine_version: str) -> str:
    """The same prompt and version are the same take, for all of a tenant's shots and projects, and for nobody else."""
    return f"{tenant}/{prompt_digest}/{engine_version}"


def staging_key(key: str, token: int, name: str) -> str:
    """Where the holder of this lease puts a file of the take."""
    return f"{key}/{token}/{name}"


def is_staging_name(name: str) -> bool:
    return re.fullmatch(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}", name) is not None


def has_lapsed(order: Order, now: datetime, grace: timedelta = timedelta(0)) -> bool:
    return order.state is OrderState.LEASED and order.expires is not None and order.expires + grace < now
