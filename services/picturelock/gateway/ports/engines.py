"""Engines, and the desk and the dock that their workers come to."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol, runtime_checkable

from picturelock.gateway.model import Hand, Lease, Made
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
