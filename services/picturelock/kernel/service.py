"""A service is a value: what it hears, says, answers and does on the side. The platform runs it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from google.protobuf.message import Message

from picturelock.kernel.bus import Bus
from picturelock.kernel.clock import Clock
from picturelock.kernel.records import Records
from picturelock.kernel.store import Store

M = TypeVar("M", bound=Message)


@dataclass(frozen=True, slots=True)
class Heard:
    """An event and the handler that takes it."""

    event: type[Message]
    handler: Callable[[Any], Awaitable[None]]


def on(event: type[M], handler: Callable[[M], Awaitable[None]]) -> Heard:
    return Heard(event, handler)


@dataclass(frozen=True, slots=True)
class Work:
    """Something a service does beside hearing: a worker, a sweep. It runs until cancelled."""

    name: str
    run: Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Door:
    """A gRPC service and the object that answers it, over gRPC and over HTTP.

    The object has an async method for each RPC, named as the RPC is in snake case. It takes the request (a stream of
    requests: an async iterator) and returns the response (a stream of responses: it is an async generator). Around each
    call the platform checks the token, sets `current_caller` and `current_cause`, calls again after a Conflict, and
    maps the two families of errors to statuses. A request's `request_id` makes the cause: the same one has one effect.
    """

    service: str
    """Full name, e.g. `picturelock_api.registry.v1.ProjectService`."""
    answers: object


@dataclass(frozen=True, slots=True)
class Letter:
    """A POST as it came. `place` is what the path names; the names of `headers` are in lower case."""

    place: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Letterbox:
    """A path of the HTTP door at which others post in a form of their own, and show no token.

    `path` names its parts in braces: `/v1/hooks/{provider}/{hook}`. `take` is given what came, unopened, and has to
    find out itself whose it is; it returns the JSON to answer with, and raises as what stands behind a door does. It
    answers at once: what follows is done later.
    """

    path: str
    take: Callable[[Letter], Awaitable[Mapping[str, Any]]]
    most: int = 1 << 20
    """Bytes of a letter."""


@dataclass(frozen=True, slots=True)
class Service:
    name: str
    hears: Sequence[Heard] = ()
    says: Sequence[type[Message]] = ()
    answers: Sequence[object] = ()
    """The handlers that may be asked in this process, by type."""
    doors: Sequence[Door] = ()
    """What may be asked from outside."""
    letterboxes: Sequence[Letterbox] = ()
    works: Sequence[Work] = ()
    closes: Sequence[Callable[[], None]] = ()
    """Called once the service is no longer run: child processes end here."""
    at_once: int = 16
    """How many keys are handled side by side in one copy of the service."""


@dataclass(frozen=True, slots=True)
class Kit:
    """What the platform lends a service."""

    records: Records
    store: Store
    clock: Clock
    scratch: Path
    """A folder of this machine's; what lies in it may be lost at any time."""
    bus: Bus
    """To look at what was said; what a service says itself it says by saving."""
