"""What the gateway needs: engines, a desk that workers come to, and providers to buy takes from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from picturelock.gateway.model import Allowance, Hand, Lease, Limit, Made, Recall, Room
from picturelock.kernel.errors import Refused, Transient
from picturelock.kernel.nouns import Prompt
from picturelock.kernel.store import Stored

Progress = Callable[[int], None]
"""Called with the number of frames made so far."""


class Delivered(Protocol):
    """What an engine left in its workspace."""

    @property
    def video(self) -> Path: ...

    @property
    def report(self) -> Path | None:
        """The engine's account of the take: a `Staging` as JSON."""


class Engine(Protocol):
    """Makes a take. The same prompt and version give the same picture, or the engine says so in its docs."""

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str:
        """Everything about the engine that changes pictures."""

    async def make(self, prompt: Prompt, workspace: Path, progress: Progress) -> Delivered:
        """The prompt's reference images are those of `references_in(workspace)`.

        Raises Transient when another try may help, Refused when none will. Cancelling it stops the work.
        """


@runtime_checkable
class Buying(Protocol):
    """An engine whose takes are bought: for whom, it must know."""

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    async def buy(self, lease: Lease, workspace: Path, progress: Progress) -> Delivered:
        """Raises as `Engine.make` does."""


class Desk(Protocol):
    """Where workers lease takes; in this process or another. Waits, and tries again, while it is away."""

    async def enlist(self, hand: Hand) -> None:
        """A worker starts under this name: whatever it held before, it holds no more.

        Raises Refused when it runs another version of the engine than is asked for.
        """

    async def lease(self, hand: Hand) -> Lease:
        """Waits until there is a take for the worker."""

    async def heartbeat(self, key: str, token: int, done_frames: int) -> bool:
        """False when the lease is no longer the worker's, or nobody wants the take: it should stop."""

    async def deliver(self, key: str, token: int, made: Made) -> None:
        """Raises Refused with LEASE_LOST when somebody else has the take, with BAD_DELIVERY when it is not there."""

    async def give_back(self, key: str, token: int) -> None:
        """Another worker may make it; it is not counted as a death. Raises Refused when the lease is over."""

    async def fail(self, key: str, token: int, why: str, *, again: bool) -> None:
        """Raises Refused when the lease is over."""


class Dock(Protocol):
    """Where a worker puts what it made, and gets what it is to be shown."""

    async def stage(self, key: str, data: Path) -> Stored: ...

    async def bring(self, lease: Lease, workspace: Path) -> Sequence[Path]:
        """Put the prompt's pictures where `references_in` and `first_frame_in` find them; the references are told.

        Raises Refused with NO_REFERENCE for one that is not there any more, Transient when it can't be had now.
        """


FIRST_FRAME, REFERENCES = "first_frame", "references"
"""Folder of a workspace in which the prompt's reference images lie: `01.png`, `02.jpg`, in its order."""


def references_in(workspace: Path) -> Sequence[Path]:
    """What an engine is shown: pictures of its subjects, most important first, never a frame to begin with."""
    return sorted((workspace / REFERENCES).glob("[0-9]*"))


def first_frame_in(workspace: Path) -> Path | None:
    """What the take is to begin with, if the prompt says so: `first_frame.png`, or `.jpg`, `.webp`."""
    return next(workspace.glob(f"{FIRST_FRAME}.*"), None)


class Failure(StrEnum):
    """Why a provider did not take a job, or did not do it. `MENDABLE` ones may be asked for again."""

    INVALID_REQUEST = "invalid_request"
    AUTH = "auth"
    BALANCE = "balance"
    RATE_LIMIT = "rate_limit"
    CONCURRENCY = "concurrency"
    SAFETY_INPUT = "safety_input"
    SAFETY_OUTPUT = "safety_output"
    PROVIDER_INTERNAL = "provider_internal"
    BAD_OUTPUT = "bad_output"
    """Said to be done, and there is nothing, or something else than a film."""
    TIMEOUT = "timeout"
    EXPIRED = "expired"
    """What it made is not kept any more."""
    NOT_SENT = "not_sent"
    """No byte left this machine."""


MENDABLE = frozenset({Failure.RATE_LIMIT, Failure.CONCURRENCY, Failure.NOT_SENT, Failure.PROVIDER_INTERNAL,
                      Failure.TIMEOUT})  # fmt: skip


PATIENT = frozenset({Failure.RATE_LIMIT, Failure.CONCURRENCY})
"""Of those, what is only a question of when: no such refusal is held against a purchase."""


class Declined(Refused):
    """The provider did not accept the job and will not bill it. `after` is in seconds, where it said when to return."""

    def __init__(self, failure: Failure, message: str, after: float = 0.0, room: Room | None = None) -> None:
        super().__init__(message, reason=failure.name)
        self.failure = failure
        self.after = after
        self.room = room


class AnswerLost(Transient):
    """Bytes left, and no answer came that can be read: the job may be accepted, and billed."""


class JobState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"
    STRANGE = "strange"
    """The provider used a word that it has never used before; it is asked again."""


@dataclass(frozen=True, slots=True)
class Job:
    """A provider's job, as it says it is. `progress` is 0 to 1, `units` are what it says it bills."""

    id: str
    state: JobState
    handle: Mapping[str, str] = field(default_factory=dict)
    """What asking after it needs beside its id, e.g. an address; kept with the purchase."""
    progress: float | None = None
    units: Decimal | None = None
    failure: Failure | None = None
    why: str = ""
    outputs: Sequence[str] = ()
    """Addresses, or whatever `collect` understands."""
    created: datetime | None = None
    room: Room | None = None
    """What more it lets in, where the answer to a submission says so."""
    told: Mapping[str, Any] = field(default_factory=dict)
    """What the provider says that it was asked for, as far as it does, in its own words."""


@dataclass(frozen=True, slots=True)
class News:
    """What a webhook tells: the name of its delivery, and a job. What became of the job is asked for, never believed.

    `answer` is what the provider wants to hear back; one that names no job only asks whether anybody is there.
    """

    delivery: str = ""
    job: str = ""
    answer: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be bought. `key` is a UUID that is the same for every attempt at this purchase.

    `webhook` is an address of the purchase's own for the provider's news of it; empty for none.
    """

    key: str
    prompt: Prompt
    references: Sequence[Path] = ()
    """Pictures of what the take shows, most important first. They are no frames of it."""
    webhook: str = ""
    first_frame: Path | None = None
    """The picture that the take is to begin with."""


class Sealer(Protocol):
    """Keeps a text so that it can be read here alone. `place` is where it belongs: it can't be moved to another."""

    def seal(self, text: str, place: str) -> str: ...

    def opened(self, sealed: str, place: str) -> str:
        """Raises Refused when it was sealed elsewhere, or for another place."""


FOUR, NONE = Limit(at_once=4), Limit()


@dataclass(frozen=True, slots=True)
class Ware:
    """An engine whose takes are bought. `by_key` buys of the account of that key.

    `limit` is of this engine, `whole` of its provider's together, of one account. `stills` makes those, and no takes.
    """

    engine: str
    version: str
    provider: "Provider"
    by_key: "Callable[[str], Provider] | None" = None
    limit: Limit = FOUR
    whole: Limit = NONE
    stills: bool = False


@runtime_checkable
class Telling(Protocol):
    """A provider that says what an account's limits are."""

    async def allowance(self) -> Allowance:
        """Raises Transient or Declined when it does not say."""


class Provider(Protocol):
    """One provider's way to buy. It sends what it is told to once: whoever calls decides about another try."""

    @property
    def name(self) -> str:
        """What comes before the slash in its engines' names."""

    @property
    def recall(self) -> Recall: ...

    @property
    def horizon(self) -> float:
        """Seconds after which what was sent is accepted or never will be, and can be seen where it is looked for."""

    async def submit(self, asked: Asked) -> Job:
        """Raises Declined when it was not accepted for certain, AnswerLost whenever that is not certain."""

    async def look(self, job: str, handle: Mapping[str, str]) -> Job:
        """Raises Declined with EXPIRED for a job that is not known any more, Transient when it can't be asked."""

    async def find(self, asked: Asked, since: datetime) -> Sequence[Job]:
        """Jobs that may be this one, from `since` on; by reference, or by what was asked, but for its pictures.

        Raises Transient.
        """

    @property
    def hears(self) -> bool:
        """Whether it is given `Asked.webhook`, and what is posted there can be taken."""

    async def heard(self, headers: Mapping[str, str], body: bytes, now: datetime) -> News:
        """What was posted there, as it came; names of headers are in lower case.

        Raises Denied with UNAUTHENTICATED for what is not this provider's, or is old; Invalid for what names no job;
        Transient when that can't be told now.
        """

    async def recognised(self, job: str, asked: Asked) -> Job | None:
        """A job that no answer told of. None when the provider tells that something else was asked for.

        Raises Declined with EXPIRED for one that this account does not have, Transient when it can't be asked.
        """

    async def cancel(self, job: str, handle: Mapping[str, str]) -> None:
        """Ask for it to be ended. Whether it was is seen by looking."""

    async def collect(self, job: Job, workspace: Path) -> Delivered:
        """Raises Transient when it did not all arrive, Declined when there is nothing to be had."""


@runtime_checkable
class Completing(Protocol):
    """A provider that sells a part of a take, such as its voices, or more than films: the prompt tells what is left."""

    async def complete(self, job: Job, prompt: Prompt, workspace: Path) -> Delivered:
        """In place of `Provider.collect`, and raises as that does."""
