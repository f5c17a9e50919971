"""A film's project, wherever it is made: in this process, or in a deployment. `make` and its kin know no more."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from picturelock.editorial.handlers import Progress
from picturelock.kernel.bus import Envelope
from picturelock.kernel.nouns import Cut
from picturelock.registry.model.outlook import Outlook
from picturelock.registry.model.reading import Page, Reading


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A file that was handed in. `digest` is its SHA-256, `size` is in bytes."""

    file: Path
    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class Pages:
    """What was handed in, and what came of reading it. `pictures` go by the names that the bible has for them."""

    script: Page
    bible: Page | None
    reading: Reading
    pictures: Mapping[str, HandedIn] = field(default_factory=dict)

    @property
    def references(self) -> dict[str, str]:
        """The digests of the pictures."""
        return {name: picture.digest for name, picture in self.pictures.items()}


@dataclass(frozen=True, slots=True)
class Begun:
    """What was sent down the line: the film is made when a cut of this revision, or a later one, is."""

    ahead: Outlook
    revision: int


@dataclass(frozen=True, slots=True)
class Setting:
    """How the finishing stands: the cut if it is current, and how far the next one is."""

    cut: Cut | None
    progress: Progress


@dataclass(frozen=True, slots=True)
class SetAside:
    """A parked event."""

    id: str
    service: str
    topic: str
    key: str
    why: str
    attempts: int
    time: str
    cause: str
    size: int


class Production(Protocol):
    """One project. `key` is `tenant/project`, or in a deployment `project` alone; all keys told begin with it."""

    @property
    def key(self) -> str: ...

    async def plan(self, pages: Pages, engine: str, retired: Mapping[str, str] | None = None) -> Outlook:
        """With engines `retired`, as if these were used no more."""

    async def retire(self, engine: str, instead: str, *, undo: bool) -> None:
        """Raises NotFound, Invalid."""

    async def make(self, pages: Pages, engine: str, *, retry_held: bool) -> Begun: ...

    def said(self, after: str = "", *, follow: bool = False) -> AsyncIterator[tuple[str, Envelope | None]]:
        """What was said about the project, with positions; None is a sign of life. With `follow`, for ever.

        Without, it ends where everything that was said when it began has been told.
        """

    async def standing(self) -> Setting: ...

    async def parked(self) -> Sequence[SetAside]: ...

    async def waits(self) -> Mapping[str, int]:
        """Why takes wait though there be slots for them, and how many for each reason."""

    async def doubtful(self) -> Collection[str]:
        """Shots whose take may be bought or not, which nobody but a person can tell."""

    def fetch(self, digest: str) -> AbstractAsyncContextManager[Path]:
        """A local file with these bytes. Raises NotFound, Refused."""

    async def find(self, digest: str) -> None:
        """So that an asset can be fetched. Raises NotFound while assets does not have it."""

    async def learn(self) -> None:
        """Find out from where what the cut and its report show can be fetched."""
