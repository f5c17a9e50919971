"""An errand: what one lease asks a buyer for, and how the take it brings is paid for."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from picturelock.gateway.model import Lease, Order
from picturelock.gateway.ports import Asked, Completing, Delivered, Job, Progress, Provider


@dataclass(frozen=True, slots=True)
class Errand:
    """`wanted` says whether anybody still wants the take."""

    lease: Lease
    order: Order
    provider: Provider
    workspace: Path
    progress: Progress
    wanted: Callable[[], Awaitable[bool]]
    references: Sequence[Path] = ()

    @property
    def sender(self) -> str:
        return f"lease {self.lease.token}"

    def asked(self, key: str) -> Asked:
        """`key` is the purchase's own for the provider."""
        return Asked(key=key, prompt=self.lease.prompt, references=self.references)

    async def collected(self, job: Job) -> Delivered:
        """Raises as `Provider.collect` does."""
        if isinstance(self.provider, Completing):
            return await self.provider.complete(job, self.lease.prompt, self.workspace)
        return await self.provider.collect(job, self.workspace)
