"""Gauges of a running process: how the queue stands, how far behind a service is, what could not be said yet."""

import logging
from collections.abc import Mapping, Sequence
from typing import Protocol

from picturelock.gateway.handlers import Gateway
from picturelock.kernel.bus import Parked, topic_of
from picturelock.kernel.clock import Clock
from picturelock.kernel.errors import PicturelockError
from picturelock.kernel.service import Service
from picturelock.platform.telemetry import Meters
from picturelock.platform.telemetry.meters import Labels

log = logging.getLogger(__name__)

LOOK_SECONDS = 10.0


class Watched(Protocol):
    """The bus, as far as it is measured."""

    async def lag(self, group: str, topics: Sequence[str]) -> Mapping[str, int]: ...

    async def parked(self, group: str | None = None) -> Sequence[Parked]: ...


class Unsent(Protocol):
    @property
    def unsent(self) -> int: ...


class Measured(Protocol):
    """What a process stands on, as far as it is measured."""

    @property
    def bus(self) -> Watched: ...
    @property
    def relay(self) -> Unsent: ...
    @property
    def clock(self) -> Clock: ...


async def keep_gauging(meters: Meters, engines: Measured, services: Sequence[Service]) -> None:
    """Look every few seconds, for ever. While an engine is away the last values stand."""
    while True:
        await engines.clock.sleep(LOOK_SECONDS)
        try:
            await gauge(meters, engines, services)
        except PicturelockError as error:
            log.debug("gauged later: %s", error)


async def gauge(meters: Meters, engines: Measured, services: Sequence[Service]) -> None:
    named = services[0].name if len(services) == 1 else "services"
    meters.gauges.put("picturelock.outbox.unsent", {(("service", named),): engines.relay.unsent})
    lag: dict[Labels, float] = {}
    parked: dict[Labels, float] = {}
    for service in services:
        topics = [topic_of(heard.event).name for heard in service.hears]
        behind = await engines.bus.lag(service.name, topics)
        lag |= {(("service", service.name), ("topic", topic)): count for topic, count in behind.items()}
        parked[("service", service.name),] = len(await engines.bus.parked(service.name))
    meters.gauges.put("picturelock.bus.lag", lag)
    meters.gauges.put("picturelock.parked", parked)
    for gateway in (each for service in services for each in service.answers if isinstance(each, Gateway)):
        await _queue(meters, gateway)


async def _queue(meters: Meters, gateway: Gateway) -> None:
    """Every copy of the gateway knows the whole queue: take the greatest of them, not their sum."""
    standing = await gateway.standing()
    depth: dict[Labels, float] = {}
    running: dict[Labels, float] = {}
    oldest: dict[Labels, float] = {}
    for (project, engine), lane in standing.lanes.items():
        labels: Labels = (("engine", engine), ("project", project))
        depth[labels], running[labels], oldest[labels] = lane.queued, lane.running, lane.oldest_seconds
    meters.gauges.put("picturelock.queue.depth", depth)
    meters.gauges.put("picturelock.leases.running", running)
    meters.gauges.put("picturelock.queue.oldest", oldest)
    meters.takes(standing.outcomes)
