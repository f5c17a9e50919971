"""What a provider's wire is made of; `wires` says how to write one."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from starlette.responses import Response
from starlette.routing import BaseRoute

from picturelock.twin.desk import Desk, Refusal
from picturelock.twin.jobs import Job


@dataclass(frozen=True, slots=True)
class Hook:
    """A webhook as it goes out; its signature is among the headers."""

    url: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


async def no_hook(_desk: Desk, _job: Job, _event: str) -> Hook | None:
    return None


@dataclass(frozen=True, slots=True)
class Wire:
    name: str
    """Its path prefix, and its name in fault plans."""
    routes: Callable[[Desk], Sequence[BaseRoute]]
    refuse: Callable[[Refusal], Response]
    """How this provider says no."""
    id_of: Callable[[UUID], str] = str
    link_life: float = 86_400.0
    """Seconds."""
    hook: Callable[[Desk, Job, str], Awaitable[Hook | None]] = no_hook
    """The webhook for the event "start" or "completed"; None when the client wants none."""
