"""Providers that takes are bought of, and what they are asked and say."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from picturelock.gateway.model import Allowance, Limit, Recall, Room
from picturelock.gateway.ports.engines import Delivered
from picturelock.kernel.errors import Refused, Transient
from picturelock.kernel.nouns import Prompt


class Failure(StrEnum):
    """Why a provider did not take a job, or did not do it. `MENDABLE` ones may be asked for again."""

    INVALID_REQUEST = "invalid_request"
    AUTH = "auth"
    NO_KEY = "no_key"
    """Nobody has an account there to buy of."""
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
