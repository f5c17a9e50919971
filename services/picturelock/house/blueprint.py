"""The house: which services there are, in the order of the line, and what each is set to."""

import os
from collections.abc import Callable, Sequence
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
from picturelock.kernel.bus import topic_of
from picturelock.kernel.service import Kit, Service
from picturelock.platform.local import Database, LocalBus, LocalRecords, LocalStore, SystemClock
from picturelock.registry import wiring as registry
from picturelock.registry.settings import RegistrySettings

H = TypeVar("H")


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


def desk(services: Sequence[Service], kind: type[H]) -> H:
    """The handlers of this type. Raises TypeError when no service answers with them."""
    for service in services:
        for handlers in service.answers:
            if isinstance(handlers, kind):
                return handlers
    raise TypeError(f"no service answers as {kind.__name__}")


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
