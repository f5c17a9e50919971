"""What providers have in common that take a job by POST and are then asked after it."""

import asyncio
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar, Self

import httpx

from picturelock.gateway.adapters.providers.films import Fetched, unpack
from picturelock.gateway.adapters.providers.headers import room_in
from picturelock.gateway.adapters.providers.hearing import Hearing
from picturelock.gateway.adapters.providers.line import HORIZON_SECONDS, REFUSALS, UNREADABLE, Answer, Keyless, Line
from picturelock.gateway.adapters.providers.signatures import secret_of
from picturelock.gateway.model import Recall
from picturelock.gateway.ports import AnswerLost, Asked, Declined, Failure, Job
from picturelock.kernel.errors import Transient


class HttpProvider(Hearing):
    """What providers have in common that take a job by POST and are then asked after it.

    A provider says how its jobs are ordered and read, and what its refusals mean. All it is told to send it sends once.
    """

    recall: ClassVar[Recall]
    engines: ClassVar[Mapping[str, str]]
    """The version by the name of the engine. Another version is another picture, and is never taken for the same."""
    stills: ClassVar[Mapping[str, str]] = {}
    """Likewise, of those that make stills: pictures of a bible's subjects, and no takes of shots."""
    base: ClassVar[str]
    horizon = HORIZON_SECONDS

    def __init__(self, line: Line, secret: str = "") -> None:
        """`secret` is what its news is signed with, where that `needs_secret`. Raises Invalid for what is none."""
        self.line = line
        self.secret = secret_of(secret) if secret else b""

    @classmethod
    def opened(cls, client: httpx.AsyncClient, url: str, key: str, secret: str = "") -> Self:
        """With this account; an empty `url` is the provider's own address, an empty `key` nobody's account.

        Raises Invalid for what is no key.
        """
        base = url or cls.base
        return cls(Line(client, base, cls.headers(key)) if key else Keyless(client, base, cls.name), secret)

    def close(self) -> None:
        """End what it keeps running here, if anything."""
        return

    @classmethod
    def headers(cls, key: str) -> Mapping[str, str]:
        """What shows the provider whose account it is."""
        return {"authorization": f"Bearer {key}"}

    @abstractmethod
    def order(self, asked: Asked) -> tuple[str, Any]:
        """Path and body of the POST. Raises Declined for what can't be said on this wire."""

    @abstractmethod
    def place(self, job: str, handle: Mapping[str, str]) -> str:
        """Where to ask after a job."""

    def refusal(self, answer: Answer) -> Declined | None:
        """None where the answer does not prove that the job was not accepted."""
        if (failure := REFUSALS.get(answer.status)) is None:
            return None
        return Declined(failure, f"{self.name} says {answer.status}: {answer.said('error')}", answer.after)

    async def submit(self, asked: Asked) -> Job:
        shows = asked.references or asked.first_frame
        path, body = await asyncio.to_thread(self.order, asked) if shows else self.order(asked)
        answer = await self.line.submit(path, body)
        if (refusal := self.refusal(answer)) is not None:
            refusal.room = room_in(answer.headers)
            raise refusal
        if not answer.is_ok:
            raise AnswerLost(f"{self.name} says {answer.status}: {answer.said('error')}")
        return replace(self._read(answer, AnswerLost), room=room_in(answer.headers))

    async def ask(self, job: str, handle: Mapping[str, str]) -> Answer:
        return await self.line.ask("GET", self.place(job, handle))

    async def look(self, job: str, handle: Mapping[str, str]) -> Job:
        answer = await self.ask(job, handle)
        if answer.status in (404, 410):
            raise Declined(Failure.EXPIRED, f"{self.name} knows no job {job} any more")
        if not answer.is_ok:
            raise Declined(REFUSALS.get(answer.status, Failure.PROVIDER_INTERNAL), f"{self.name} says {answer.status}")
        return self._read(answer, Transient)

    async def find(self, asked: Asked, since: datetime) -> Sequence[Job]:  # noqa: ARG002 not every provider can
        return ()

    async def cancel(self, job: str, handle: Mapping[str, str]) -> None:  # noqa: ARG002 not every provider lets one
        return

    async def collect(self, job: Job, workspace: Path) -> Fetched:
        if not job.outputs:
            raise Declined(Failure.BAD_OUTPUT, f"{self.name} says that {job.id} is done, and gives no film")
        video, address = workspace / "take.mp4", job.outputs[0]
        if address.startswith("data:"):
            await asyncio.to_thread(unpack, address, video, f"{self.name}: {job.id}")
        else:
            await self.line.download(address, video)
        return Fetched(video)

    def _read(self, answer: Answer, otherwise: type[Transient]) -> Job:
        try:
            job = self.job(answer.body)
        except UNREADABLE as error:
            raise otherwise(f"{self.name}: can't read {answer.content[:200]!r} ({error})") from error
        if not job.id:
            raise otherwise(f"{self.name}: an answer without an id: {answer.content[:200]!r}")
        return job
