"""What travels between services, and what carries it.

An event is a protobuf message whose `topic` option names its topic and the field that keys it. In flight it is an
`Envelope`: the attributes of CloudEvents 1.0 plus the W3C `traceparent`.
"""

import hashlib
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from google.protobuf.message import Message

from picturelock_api.topic.v1 import topic_pb2
from picturelock_api.topic.v1.topic_pb2 import Topic

_TOPIC: Any = topic_pb2.topic


@dataclass(frozen=True, slots=True)
class Envelope:
    """One event in flight. `id` derives from `cause`, so that a cause handled twice says the same thing twice."""

    id: str
    topic: str
    key: str
    type: str
    data: bytes
    source: str
    cause: str
    time: datetime
    traceparent: str


@dataclass(frozen=True, slots=True)
class Cause:
    """What is being handled: an event, or somebody's request. Everything saved meanwhile is its effect."""

    id: str
    source: str
    traceparent: str = ""


_cause: ContextVar[Cause] = ContextVar("cause")


@contextmanager
def caused_by(cause: Cause) -> Iterator[None]:
    token = _cause.set(cause)
    try:
        yield
    finally:
        _cause.reset(token)


def current_cause() -> Cause:
    """Raises RuntimeError outside of any cause: nothing is saved without a reason."""
    try:
        return _cause.get()
    except LookupError:
        raise RuntimeError("nothing may be saved outside of `caused_by`") from None


def topic_of(event: type[Message]) -> Topic:
    """The event's topic option. Raises TypeError for a message that is no event."""
    options: Any = event.DESCRIPTOR.GetOptions()
    if not options.HasExtension(_TOPIC):
        raise TypeError(f"{event.DESCRIPTOR.full_name} has no topic option, so it is no event")
    found: Topic = options.Extensions[_TOPIC]
    return found


def derived_id(cause: str, *parts: object) -> str:
    """An id that is the same whenever the same cause has the same effect (128 bits, hex)."""
    said = "\x1f".join((cause, *map(str, parts)))
    return hashlib.blake2b(said.encode(), digest_size=16).hexdigest()


def envelop(event: Message, cause: Cause, time: datetime, ordinal: int = 0) -> Envelope:
    """Wrap `event` as the `ordinal`-th effect of `cause`."""
    meant = topic_of(type(event))
    key = str(getattr(event, meant.key))
    return Envelope(
        id=derived_id(cause.id, meant.name, key, ordinal),
        topic=meant.name,
        key=key,
        type=event.DESCRIPTOR.full_name,
        data=event.SerializeToString(deterministic=True),
        source=cause.source,
        cause=cause.id,
        time=time,
        traceparent=cause.traceparent,
    )


class Delivery(Protocol):
    """One event handed to one group. Exactly one of the three endings is called."""

    @property
    def envelope(self) -> Envelope: ...

    @property
    def attempt(self) -> int:
        """1 for the first delivery."""

    async def done(self) -> None: ...

    async def retry(self, after: float) -> None:
        """Deliver again in `after` seconds. Other keys do not wait for it."""

    async def park(self, why: str) -> None:
        """Set it aside for a person, with the reason."""


class Subscription(Protocol):
    async def next(self) -> Delivery:
        """Wait for the next event. A key's events come in order, one at a time; different keys go side by side."""


@dataclass(frozen=True, slots=True)
class Parked:
    group: str
    envelope: Envelope
    attempts: int
    why: str


class Bus(Protocol):
    """At least once, in order for each key. The embedded and the deployed one pass the same contract."""

    async def publish(self, envelopes: Sequence[Envelope]) -> None:
        """Durable when it returns. An id that was published before may be dropped."""

    def subscribe(self, group: str, topics: Sequence[str]) -> AbstractAsyncContextManager[Subscription]: ...

    def history(self, after: str = "", *, follow: bool = False) -> AsyncIterator[tuple[str, Envelope]]:
        """Everything said since the position `after`, each with its own; with `follow`, for ever.

        Positions mean something to the bus alone. A topic's events of one key come in order; how topics interleave is
        not promised. Raises Invalid for a position that is none.
        """

    async def end(self) -> str:
        """The position after all that has been said so far."""

    async def parked(self, group: str | None = None) -> Sequence[Parked]: ...

    async def redrive(self, group: str, event_id: str) -> None:
        """Deliver a parked event again. Raises NotFound."""

    async def drop(self, group: str, event_id: str) -> None:
        """Forget a parked event. Raises NotFound."""
