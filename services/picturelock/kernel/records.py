"""Documents that a service keeps, and the one act that both saves and says."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Protocol, Self, TypeVar

from google.protobuf.message import Message
from pydantic import BaseModel, ConfigDict

APPLIED_KEPT = 32
"""How many causes a record remembers: more than can be redelivered for one key at once."""


class Record(BaseModel):
    """A document with a version. `version` 0 was never saved; `applied` names the causes it has taken in."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    indexes: ClassVar[tuple[tuple[str, ...], ...]] = ()
    """Top-level scalar fields that `select` may filter by, as they are filtered together."""

    version: int = 0
    applied: tuple[str, ...] = ()

    def but(self, **changes: object) -> Self:
        """A copy with some fields changed, not validated again: for values the house made itself."""
        return self.model_copy(update=changes)


R = TypeVar("R", bound=Record)


class Records(Protocol):
    """One service's documents. Keys are `tenant/project/...`; a key never moves between tenants."""

    async def find(self, kind: type[R], key: str) -> R | None: ...

    async def save(self, key: str, record: R, *emits: Message) -> R:
        """Store `record` and say `emits`, in one atomic write; returns it with its new version.

        Compare-and-swap on `record.version`: raises Conflict when somebody saved in between. If the record has
        already applied the current cause nothing is written: its effects were saved with it.
        """

    async def delete(self, key: str, record: R) -> None:
        """Remove it if it is still at this version; raises Conflict otherwise. Its events are said first."""

    async def select(
        self,
        kind: type[R],
        *,
        prefix: str = "",
        where: Mapping[str, str | int] | None = None,
        after: str = "",
        limit: int | None = None,
    ) -> Sequence[tuple[str, R]]:
        """Keys and records in order of key: those that start with `prefix`, come after `after` and match `where`."""
