"""A service is a value: what it hears, says, answers and does on the side. The platform runs it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from google.protobuf.message import Message

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
class Service:
    name: str
    hears: Sequence[Heard] = ()
    says: Sequence[type[Message]] = ()
    answers: Sequence[object] = ()
    """The handlers that may be asked, by type; doors are put in front of them."""
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
