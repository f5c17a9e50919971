"""What a wire works with: one provider's desk, where jobs are handed in, asked after and called off."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from itertools import takewhile
from pathlib import Path
from typing import Any
from uuid import UUID

from starlette.requests import Request

from picturelock.twin.jobs import OVER, Charge, Clip, Job, State, progress_at, state_at
from picturelock.twin.links import result_link
from picturelock.twin.studio import Studio


class No(StrEnum):
    """Why a provider refuses; each wire has its own words for them."""

    KEY = "no key, or none of the right shape"
    INVALID = "the request can't be used"
    BALANCE = "the account has run out"
    RATE = "too many requests"
    NOT_FOUND = "there is no such thing"


class Refusal(Exception):
    """`where` is the field at fault, for INVALID; `after` are seconds, for RATE, and `crowded` is too many at once."""

    def __init__(self, why: No, message: str, where: str = "", after: float = 1.0, *, crowded: bool = False) -> None:
        super().__init__(message)
        self.why, self.message, self.where = why, message, where
        self.after, self.crowded = after, crowded


class Cut(StrEnum):
    DROP = "drop"
    RESET = "reset"
    HANG = "hang"
    BAD_GATEWAY = "bad_gateway"
    GARBAGE = "garbage"


class Interrupted(Exception):
    """The answer does not come, or not whole: the server does to the connection what `how` says."""

    def __init__(self, how: Cut, seconds: float = 0.0) -> None:
        super().__init__(how)
        self.how, self.seconds = how, seconds


TOLD = "picturelock.told"
"""Where a request's scope holds the headers that its answer is to have, whatever the answer is."""
MOST_KEPT = 4096
"""Characters of a text that are kept of a request."""
AFTER = {
    "lost_answer": Cut.DROP, "bad_gateway": Cut.BAD_GATEWAY, "reset": Cut.RESET, "timeout": Cut.HANG,
    "garbage": Cut.GARBAGE,
}  # fmt: skip
"""Faults that strike once the job exists."""
ON_POLL = {"lost_poll": Cut.DROP, "bad_poll": Cut.BAD_GATEWAY, "garbage_poll": Cut.GARBAGE}


@dataclass(frozen=True, slots=True)
class Order:
    """What a creation asks for, understood."""

    model: str
    clip: Clip
    charge: Charge
    copies: int = 1
    reference: str = ""
    webhook: str = ""
    request: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Look:
    """A job as it is now. `strange` is a status word to tell in place of the right one, if any."""

    job: Job
    state: State
    progress: float
    cost: Decimal
    """In units, as the bill stands: nothing when it was refunded."""
    strange: str = ""

    @property
    def over(self) -> bool:
        return self.state in OVER


class Desk:
    def __init__(self, studio: Studio, name: str, id_of: Callable[[UUID], str], link_life: float) -> None:
        self.name = name
        self.studio = studio
        self._id_of = id_of
        self._link_life = link_life

    def account(self, key: str) -> str:
        """The account of a key; keys are not kept."""
        return hashlib.sha256(f"{self.name}:{key}".encode()).hexdigest()[:12]

    async def accept(self, request: Request, account: str, order: Order, *, by_model: bool = False) -> Job:
        """Make and bill the job. Raises Refusal when there are too many or the account has run out.

        `by_model` is for a provider that counts each model's jobs alone, and has those wait that are too many at once.

        Faults strike here: Interrupted means that no answer is to be given, whatever became of the job.
        """
        number = self.studio.count(self.name, "creation")
        if self.strikes("rate_limited", number):
            raise Refusal(No.RATE, "Too many requests")
        self._let_in(request, account, order.model if by_model else "")
        if self.strikes("lost_request", number):
            raise Interrupted(Cut.DROP)
        if self.balance(account) < order.charge.amount:
            raise Refusal(No.BALANCE, "The account has run out of credit")
        draft = self._draft(request, account, order, number)
        if self.strikes("late", number):
            self.studio.open_later(draft, self.studio.plan.seconds(self.name, "late", number))
            raise Interrupted(Cut.DROP)
        job = self.studio.open(draft)
        for word, how in AFTER.items():
            if self.strikes(word, number):
                raise Interrupted(how, self.studio.plan.seconds(self.name, word, number))
        return job

    def limit(self, word: str, otherwise: int) -> int:
        """`at_once` or `daily`, as the plan has it."""
        found = self.studio.plan.count(self.name, word)
        return otherwise if found is None else found

    def _let_in(self, request: Request, account: str, model: str) -> None:
        """Raises Refusal with when to come back; tells what is left in headers. `model` empty counts all of them."""
        studio, now, whose = self.studio, self.now(), (self.name, account)
        alive = None if model else sum(state_at(job, now) not in OVER for job in studio.alive(*whose))
        lately = takewhile(lambda job: job.created.date() == now.date(), studio.newest_first(*whose))
        today = sum(model in ("", job.model) for job in lately) if self.limit("daily", 0) else 0
        shut = studio.limits.shut(studio.plan, whose, now, alive, today)
        request.scope[TOLD] = studio.limits.headers(studio.plan, whose, now)
        if shut is not None:
            raise Refusal(No.RATE, shut.why, after=shut.after, crowded=shut.crowded)

    def poll(self, account: str, job_id: str) -> Look:
        """Raises Refusal, also for another account's job. Faults of polls strike here."""
        number = self.studio.count(self.name, "poll")
        for word, how in ON_POLL.items():
            if self.strikes(word, number):
                raise Interrupted(how)
        return self.look(self.find(account, job_id), strange=self.strikes("strange_status", number))

    def look(self, job: Job, *, strange: bool = False) -> Look:
        now = self.now()
        self.studio.settle(job)
        return Look(
            job, state_at(job, now), progress_at(job, now), self.studio.bill.charged(job),
            "reticulating" if strange else "",
        )  # fmt: skip

    def find(self, account: str, job_id: str) -> Job:
        job = self.studio.jobs.get((self.name, job_id))
        if job is None or job.account != account:
            raise Refusal(No.NOT_FOUND, f"There is no {job_id}")
        return job

    def listed(self, account: str) -> list[Look]:
        """The account's jobs, newest first; young ones are not in it yet."""
        now, lag = self.now(), self.studio.plan.fixed(self.name, "list_lag", 0.0)
        mine = self.studio.newest_first(self.name, account)
        return [self.look(job) for job in mine if (now - job.created).total_seconds() >= lag]

    def running(self, account: str, model: str) -> int:
        """How many of the account's jobs of this model run at this moment."""
        now, alive = self.now(), self.studio.alive(self.name, account)
        return sum(job.model == model and state_at(job, now) is State.RUNNING for job in alive)

    def cancel(self, account: str, job_id: str) -> Look:
        """The job as it is after; one that is over stays as it is."""
        return self.look(self.studio.cancel(self.find(account, job_id)))

    def balance(self, account: str) -> Decimal:
        return self.studio.balance(self.name, account)

    def now(self) -> datetime:
        return self.studio.clock.now()

    def links(self, job: Job) -> list[str]:
        """Fresh links to what a job made; they end after a while, as the provider's do."""
        life = self.studio.plan.fixed(self.name, "link_life", self._link_life)
        until = int(self.now().timestamp() + life)
        return [result_link(self.studio.secret, job, copy, until) for copy in range(job.copies)]

    async def file(self, job: Job, copy: int = 0) -> Path:
        """What a job made."""
        label = " ".join(filter(None, (job.provider, job.model, job.id, f"no. {copy + 1}" if copy else "")))
        return await self.studio.clips.made(job.clip, label)

    def strikes(self, word: str, number: int) -> bool:
        return self.studio.plan.strikes(self.name, word, number)

    def _draft(self, request: Request, account: str, order: Order, number: int) -> Job:
        path = request.url.path.removeprefix(request.scope.get("root_path", ""))
        now = self.now()
        return Job(
            id=self._id_of(self.studio.uuid(self.name, number)), number=number, provider=self.name, account=account,
            model=order.model, base=f"{request.base_url}{self.name}", path=path, request=shortened(order.request),
            clip=order.clip, copies=order.copies, charge=order.charge, webhook=order.webhook,
            reference=order.reference or request.headers.get("idempotency-key", ""),
            digest=_digest(request.method, path, order.request), created=now, queued=now, running=now, ends=now,
            moderated=self.strikes("moderated", number),
        )  # fmt: skip


def _digest(method: str, path: str, body: dict[str, Any]) -> str:
    said = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(f"{method} {path}\n{said}".encode()).hexdigest()


def shortened(value: Any) -> Any:
    """What was asked for, with pictures that came inside it named by their digests only."""
    if isinstance(value, dict):
        return {name: shortened(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [shortened(inner) for inner in value]
    if isinstance(value, str) and len(value) > MOST_KEPT:
        return f"{value[:64]}... sha256={hashlib.sha256(value.encode(errors='replace')).hexdigest()}"
    return value


async def json_of(request: Request) -> dict[str, Any]:
    """The body, which must be a JSON object. Raises Refusal."""
    try:
        body = json.loads(await request.body(), parse_constant=_no_number)
        json.dumps(body, ensure_ascii=False).encode()  # half a surrogate pair is text to nobody
    except (ValueError, RecursionError) as error:
        raise Refusal(No.INVALID, "The body is not valid JSON") from error
    if not isinstance(body, dict):
        raise Refusal(No.INVALID, "The body is not a JSON object")
    return body


def _no_number(said: str) -> None:
    raise ValueError(f"{said} is no JSON")
