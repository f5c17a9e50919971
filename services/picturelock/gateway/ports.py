"""What the gateway needs: engines, and a desk that workers come to."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

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
        """Raises Transient when another try may help, Refused when none will. Cancelling it stops the work."""


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
    """Where a worker puts what it made."""

    async def stage(self, key: str, data: Path) -> Stored: ...
