"""What the gateway needs: engines, and a desk that workers come to."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from picturelock.gateway.model import Lease, Made
from picturelock.kernel.nouns import Prompt

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
    """Where workers lease takes; in this process or another."""

    async def enlist(self, worker: str) -> None:
        """A worker starts under this name: whatever it held before, it holds no more."""

    async def lease(self, worker: str, engine: str) -> Lease:
        """Waits until there is a take for the engine."""

    async def heartbeat(self, key: str, token: int, done_frames: int) -> bool:
        """False when the lease is no longer the worker's, which should stop."""

    async def deliver(self, key: str, token: int, made: Made) -> None:
        """Raises Refused when the lease is no longer the worker's."""

    async def fail(self, key: str, token: int, why: str, *, again: bool) -> None: ...
