"""An errand: what one lease asks a buyer for, and how the take it brings is paid for."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from picturelock.gateway.handlers.supplier import Supplier
from picturelock.gateway.model import Lease, Order
from picturelock.gateway.ports import Asked, Progress, Provider


@dataclass(frozen=True, slots=True)
class Errand:
    """`wanted` says whether anybody still wants the take, `stopped` why nothing is to be bought; None when it is."""

    lease: Lease
    order: Order
    provider: Provider
    workspace: Path
    progress: Progress
    wanted: Callable[[], Awaitable[bool]]
    supplier: Supplier
    stopped: Callable[[], str | None] = lambda: None
    references: Sequence[Path] = ()

    @property
    def sender(self) -> str:
        return f"lease {self.lease.token}"

    def asked(self, key: str) -> Asked:
        """`key` is the purchase's own for the provider."""
        return Asked(key=key, prompt=self.lease.prompt, references=self.references)
