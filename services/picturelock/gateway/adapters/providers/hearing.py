"""What providers that post news of their jobs have in common: how a job that no answer told of is recognised."""

import json
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, ClassVar

from picturelock.gateway.adapters.providers.line import UNREADABLE
from picturelock.gateway.adapters.providers.signatures import forged
from picturelock.gateway.ports import Asked, Job, News
from picturelock.kernel.errors import Invalid


class Hearing(ABC):
    """A provider that posts news says that it `hears`, and checks what it has `heard`. Others are only asked."""

    name: ClassVar[str]
    needs_secret: ClassVar[bool] = False
    """Its news is signed with a secret that only its console tells."""

    @abstractmethod
    def job(self, body: Any) -> Job:
        """Raises whatever it likes for a body that is none of the provider's: that is no answer."""

    @abstractmethod
    async def look(self, job: str, handle: Mapping[str, str]) -> Job: ...

    @property
    def hears(self) -> bool:
        return False

    async def heard(self, headers: Mapping[str, str], body: bytes, now: datetime) -> News:  # noqa: ARG002
        raise forged(f"{self.name} was given no address")

    async def recognised(self, job: str, asked: Asked) -> Job | None:
        handle = self.reached(job, asked)
        found = await self.look(job, handle)
        return replace(found, handle={**handle, **found.handle}) if self.fits(found.told, asked) else None

    def reached(self, job: str, asked: Asked) -> Mapping[str, str]:  # noqa: ARG002 mostly its id is enough
        """The handle of a job of which the provider has told no more than its id."""
        return {}

    def fits(self, told: Mapping[str, Any], asked: Asked) -> bool:  # noqa: ARG002 not every provider tells
        """Whether a job may be this one, by what the provider tells of what it was asked for."""
        return True

    def told_of(self, body: Any) -> str:
        """The id of the job that news is about, where it tells of a job as answers do. Raises as `job` does."""
        return self.job(body).id

    def news(self, delivery: str, body: bytes) -> News:
        """Raises Invalid for what names no job."""
        try:
            return News(delivery, self.told_of(json.loads(body)))
        except (*UNREADABLE, RecursionError) as error:
            raise Invalid(f"this tells of no job of {self.name}'s ({type(error).__name__})") from error
