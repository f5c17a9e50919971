"""The life of a job, as a pure function of its record and the time: created, queued, running, then how it ends."""

import hashlib
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, Field

from picturelock.kernel.nouns.base import Noun, Rate

CREATED_SECONDS = 1.5
QUEUE_SECONDS = (3.0, 25.0)
SETUP_SECONDS = 12.0
SECONDS_PER_SECOND = 7.0
"""How long rented models take for a second of picture; about a minute for five seconds is what they all need."""


class State(StrEnum):
    CREATED = "created"
    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"


OVER = frozenset({State.SUCCEEDED, State.FAILED, State.CANCELLED})


class Clip(Noun):
    """What is to be made. `seconds` and `rate` mean nothing to a still, the size means nothing to a voice."""

    kind: Literal["video", "still", "voice"] = "video"
    width: int = Field(default=1280, ge=16, le=8192)
    height: int = Field(default=720, ge=16, le=8192)
    seconds: float = Field(default=5.0, gt=0, le=120)
    rate: Rate = Rate()
    words: str = ""
    """The prompt, or what is said."""
    sound: bool = False
    form: Literal["mp4", "mov", "png", "mp3", "wav"] = "mp4"
    """`mov` is ProRes."""


def plain(number: Decimal) -> Decimal:
    """As people write it: 60 and not 60.0, nor 6E+1."""
    return Decimal(format(number.normalize(), "f"))


Exact = Annotated[Decimal, AfterValidator(plain)]


class Charge(Noun):
    units: Exact
    unit: str
    amount: Exact
    currency: str = "USD"


class Job(Noun):
    id: str
    number: int
    """Of the creations that its provider was asked for, from 1."""
    provider: str
    account: str
    model: str
    base: str
    """The address at which the client reached the provider."""
    path: str
    request: dict[str, Any]
    clip: Clip
    copies: int = 1
    charge: Charge
    reference: str = ""
    """The client's own word for it, if the provider takes one."""
    webhook: str = ""
    digest: str
    created: AwareDatetime
    queued: AwareDatetime
    running: AwareDatetime
    ends: AwareDatetime
    moderated: bool = False
    cancelled: AwareDatetime | None = None


def life(name: str, clip: Clip, created: datetime, pace: float) -> tuple[datetime, datetime, datetime]:
    """When the job is queued, begins to run, and ends. `pace` 1 is as long as it takes, 0 is at once."""
    luck = int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big") / 2**32
    waits = QUEUE_SECONDS[0] + (QUEUE_SECONDS[1] - QUEUE_SECONDS[0]) * luck
    work = SETUP_SECONDS + (SECONDS_PER_SECOND * clip.seconds if clip.kind == "video" else 0.0)
    steps = (CREATED_SECONDS, CREATED_SECONDS + waits, CREATED_SECONDS + waits + work * (0.8 + 0.4 * luck))
    queued, running, ends = (created + timedelta(seconds=pace * step) for step in steps)
    return queued, running, ends


def state_at(job: Job, now: datetime) -> State:
    if job.cancelled is not None and now >= job.cancelled:
        return State.CANCELLED
    if now >= job.ends:
        return State.FAILED if job.moderated else State.SUCCEEDED
    if now >= job.running:
        return State.RUNNING
    return State.QUEUED if now >= job.queued else State.CREATED


def progress_at(job: Job, now: datetime) -> float:
    """0 to 1, in hundredths."""
    whole = (job.ends - job.running).total_seconds()
    if now >= job.ends or whole <= 0:
        return 1.0 if now >= job.running else 0.0
    return round(max(0.0, (now - job.running).total_seconds() / whole), 2)


def refunded(job: Job) -> bool:
    """A failed job costs nothing, nor does one that was cancelled before it ran."""
    if job.cancelled is not None:
        return job.cancelled < job.running
    return job.moderated
