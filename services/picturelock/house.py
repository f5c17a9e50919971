"""The house: which services there are, and how to open them all in one process on one directory."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from google.protobuf.message import Message

from picturelock.assets import wiring as assets
from picturelock.assets.settings import AssetsSettings
from picturelock.compiler import wiring as compiler
from picturelock.continuity import wiring as continuity
from picturelock.continuity.settings import ContinuitySettings
from picturelock.editorial import wiring as editorial
from picturelock.editorial.settings import EditorialSettings
from picturelock.gateway import wiring as gateway
from picturelock.gateway.settings import GatewaySettings
from picturelock.kernel.bus import Bus, caused_by, topic_of
from picturelock.kernel.clock import Clock
from picturelock.kernel.service import Kit, Service
from picturelock.kernel.store import Store
from picturelock.platform.local import Database, LocalBus, LocalRecords, LocalStore, Lock, SystemClock
from picturelock.platform.runner import Backoff, Runner, new_cause
from picturelock.registry import wiring as registry
from picturelock.registry.settings import RegistrySettings

H = TypeVar("H")

ASKED = Backoff(patience=5)
"""Somebody waits for the embedded house, so it says what it cannot do instead of trying for ever."""


@dataclass(frozen=True, slots=True)
class Choices:
    """Every service's settings."""

    registry: RegistrySettings = field(default_factory=RegistrySettings)
    gateway: GatewaySettings = field(default_factory=GatewaySettings)
    assets: AssetsSettings = field(default_factory=AssetsSettings)
    continuity: ContinuitySettings = field(default_factory=ContinuitySettings)
    editorial: EditorialSettings = field(default_factory=EditorialSettings)


Build = Callable[[Kit, Choices], Service]

LINE: Sequence[tuple[str, Build]] = (
    ("registry", lambda kit, choices: registry.build(kit, choices.registry)),
    ("compiler", lambda kit, _: compiler.build(kit)),
    ("gateway", lambda kit, choices: gateway.build(kit, choices.gateway)),
    ("assets", lambda kit, choices: assets.build(kit, choices.assets)),
    ("continuity", lambda kit, choices: continuity.build(kit, choices.continuity)),
    ("editorial", lambda kit, choices: editorial.build(kit, choices.editorial)),
)
"""In the order of the line."""


@dataclass(frozen=True, slots=True)
class House:
    services: Sequence[Service]
    bus: Bus
    store: Store

    def desk(self, kind: type[H]) -> H:
        """The handlers of this type. Raises TypeError when no service answers with them."""
        return desk(self.services, kind)

    @contextmanager
    def request(self) -> Iterator[None]:
        """What is asked inside is one request, and the cause of all that follows."""
        with caused_by(new_cause("request")):
            yield


def desk(services: Sequence[Service], kind: type[H]) -> H:
    """The handlers of this type. Raises TypeError when no service answers with them."""
    for service in services:
        for handlers in service.answers:
            if isinstance(handlers, kind):
                return handlers
    raise TypeError(f"no service answers as {kind.__name__}")


@asynccontextmanager
async def embedded(
    directory: Path, choices: Choices | None = None, *, at_work: bool = True, alone: bool = True
) -> AsyncIterator[House]:
    """Open everything in `directory` and run it until the block ends; not `at_work`, it can only be asked.

    Raises Refused when it is open elsewhere. Not `alone` it may be, and nothing may be changed.
    """
    with Lock(directory / "lock") if alone else nullcontext():
        clock = SystemClock()
        database = Database(directory / "picturelock.db")
        bus = LocalBus(database, clock)
        store = LocalStore(directory / "store")
        chosen = choices or Choices()
        services = [
            build(Kit(LocalRecords(database, bus, clock, name), store, clock, directory / "scratch", bus), chosen)
            for name, build in LINE
        ]
        try:
            async with running(services if at_work else (), bus, clock):
                yield House(services, bus, store)
        finally:
            database.close()


@asynccontextmanager
async def running(services: Sequence[Service], bus: Bus, clock: Clock) -> AsyncIterator[None]:
    """All services, each by a runner of its own; inside the block nothing that is said is missed."""
    heard = [asyncio.Event() for _ in services]
    async with asyncio.TaskGroup() as group:
        tasks = [
            group.create_task(Runner(service, bus, clock, ASKED).run(listening), name=service.name)
            for service, listening in zip(services, heard, strict=True)
        ]
        try:
            await asyncio.gather(*(listening.wait() for listening in heard))
            yield
        finally:
            for task in tasks:
                task.cancel()
            for close in (close for service in services for close in service.closes):
                close()


def blueprint() -> Sequence[Service]:
    """The services as values, on engines that keep nothing: for looking at, not for running."""
    clock = SystemClock()
    database = Database(None)
    bus = LocalBus(database, clock)
    store = LocalStore(Path(os.devnull))
    return [
        build(Kit(LocalRecords(database, bus, clock, name), store, clock, Path(os.devnull), bus), Choices())
        for name, build in LINE
    ]


def line(services: Sequence[Service]) -> str:
    """The map of who says what to whom, one event a row."""
    rows = [
        (service.name, event.DESCRIPTOR.name, ", ".join(_hearers(services, event)) or "(outside)")
        for service in services
        for event in service.says
    ]
    first, second = (max(len(row[column]) for row in rows) for column in (0, 1))
    return "\n".join(f"{who:<{first}}  {what:<{second}}  -> {whom}" for who, what, whom in rows)


def _hearers(services: Sequence[Service], event: type[Message]) -> list[str]:
    topic = topic_of(event).name
    return [s.name for s in services if any(topic_of(heard.event).name == topic for heard in s.hears)]
