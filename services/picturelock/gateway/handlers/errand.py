"""An errand: what one lease asks a buyer for, and how the take it brings is paid for."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from picturelock.gateway.handlers.supplier import Supplier
from picturelock.gateway.model import Lease, Order
from picturelock.gateway.ports import Asked, Completing, Delivered, Job, Progress, Provider, first_frame_in
from picturelock.kernel.nouns import Prompt


async def none() -> Sequence[Path]:
    return ()


@dataclass(frozen=True, slots=True)
class Errand:
    """`wanted` says whether anybody still wants the take, `stopped` why nothing is to be bought; None when it is.

    `pictures` fetches the prompt's pictures into the workspace.
    """

    lease: Lease
    order: Order
    provider: Provider
    workspace: Path
    progress: Progress
    wanted: Callable[[], Awaitable[bool]]
    supplier: Supplier
    pictures: Callable[[], Awaitable[Sequence[Path]]] = none
    stopped: Callable[[], str | None] = lambda: None

    @property
    def sender(self) -> str:
        return f"lease {self.lease.token}"

    def asked(self, key: str) -> Asked:
        """`key` is the purchase's own for the provider. Enough to look for it by, but not to send."""
        return Asked(key=key, prompt=self.lease.prompt)

    async def shown(self, key: str, webhook: str = "") -> Asked:
        """With the pictures, and the purchase's own address for webhooks. Raises Refused when a picture is gone."""
        asked = replace(self.asked(key), references=await self.pictures(), webhook=webhook)
        begins = bool(self.lease.prompt.first_frame)
        return replace(asked, first_frame=first_frame_in(self.workspace)) if begins else asked

    async def collected(self, job: Job) -> Delivered:
        """Raises as `Provider.collect` does."""
        return await collected(self.provider, job, self.lease.prompt, self.workspace)


async def collected(provider: Provider, job: Job, prompt: Prompt, workspace: Path) -> Delivered:
    """Raises as `Provider.collect` does."""
    if isinstance(provider, Completing):
        return await provider.complete(job, prompt, workspace)
    return await provider.collect(job, workspace)
