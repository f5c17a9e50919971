"""Services of the house as processes of their own, on Kafka, a store that speaks MongoDB, and an S3 store."""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from picturelock.house.blueprint import LINE, Build, Choices, blueprint
from picturelock.house.gauging import keep_gauging
from picturelock.kernel.bus import topic_of
from picturelock.kernel.clock import Clock
from picturelock.kernel.errors import Invalid, PicturelockError, Refused, Transient
from picturelock.kernel.records import Records
from picturelock.kernel.service import Kit, Service
from picturelock.platform.entrance import Entry, Opening, doors_of, doors_open, letterboxes_of
from picturelock.platform.grpc.server import Noted
from picturelock.platform.kafka import KafkaBus, KafkaPlace
from picturelock.platform.local import SystemClock
from picturelock.platform.mongo import MongoPlace, MongoRecords, Relay, Shelf
from picturelock.platform.parked import parked_door
from picturelock.platform.runner import Backoff, Runner
from picturelock.platform.s3 import Place, S3Store
from picturelock.platform.settings import PlatformSettings
from picturelock.platform.telemetry import Meters, telemetry_on
from picturelock.platform.tokens import Tokens

log = logging.getLogger(__name__)

Line = Sequence[tuple[str, Build]]
AGAIN_SECONDS = 2.0
"""How long a process waits before it tries again to reach engines that are not there yet."""


@dataclass(frozen=True, slots=True)
class Engines:
    """What a process of a deployment stands on."""

    bus: KafkaBus
    shelf: Shelf
    relay: Relay
    store: S3Store
    clock: Clock

    def records(self, service: str) -> Records:
        return MongoRecords(self.shelf, self.relay, self.clock, service)

    async def wrong(self, groups: Sequence[str]) -> Mapping[str, str]:
        """What is wrong, by engine; empty when all is well."""
        checks = {"kafka": self.bus.check(groups), "records": self.shelf.check(), "store": self.store.check()}
        told = await asyncio.gather(*checks.values(), return_exceptions=True)
        return {name: str(error) for name, error in zip(checks, told, strict=True) if error is not None}


@asynccontextmanager
async def engines_open(
    settings: PlatformSettings, topics: Sequence[str], services: Sequence[str]
) -> AsyncIterator[Engines]:
    """Raises Transient when one does not answer, Refused when one does not let us in."""
    clock = SystemClock()
    async with AsyncExitStack() as stack:
        bus = await stack.enter_async_context(KafkaBus.opened(kafka_place(settings), clock, topics))
        shelf = await stack.enter_async_context(Shelf.opened(mongo_place(settings)))
        await shelf.check()
        store = S3Store(s3_place(settings), settings.scratch / "fetched")
        stack.callback(store.close)
        await store.prepare()
        relay = await stack.enter_async_context(Relay.running(shelf, bus, clock, services))
        yield Engines(bus, shelf, relay, store, clock)


@asynccontextmanager
async def records_of(service: str, settings: PlatformSettings) -> AsyncIterator[Records]:
    """Records of a service that says nothing, for a command that looks something up or writes it down."""

    class Silent:
        async def publish(self, envelopes: Sequence[object]) -> None:
            raise Refused(f"{len(envelopes)} events, and no bus to say them on", reason="BUG")

    async with (
        Shelf.opened(mongo_place(settings)) as shelf,
        Relay.running(shelf, Silent(), SystemClock(), ()) as relay,
    ):
        yield MongoRecords(shelf, relay, SystemClock(), service)


async def serve(
    names: Sequence[str],
    settings: PlatformSettings,
    choices: Choices,
    stopping: asyncio.Event,
    line: Line = LINE,
) -> None:
    """Run these services until `stopping` is set. Engines that are not there are waited for.

    Raises Refused for what waiting does not mend.
    """
    builds = _meant(names, line)
    process = builds[0][0] if len(builds) == 1 else "services"
    with telemetry_on(process, settings.otlp, settings.trace_ratio):
        while not stopping.is_set():
            try:
                await _serve(builds, settings, choices, stopping, line)
            except* Transient as errors:
                log.warning("waiting for the engines: %s", _first(errors))
            if not stopping.is_set():
                await _or_stop(stopping, AGAIN_SECONDS)


async def _serve(
    builds: Line, settings: PlatformSettings, choices: Choices, stopping: asyncio.Event, line: Line
) -> None:
    everything = [name for name, _ in line]
    topics = topics_of(blueprint())
    async with engines_open(settings, topics, [name for name, _ in builds]) as engines:
        services = [build(_kit(engines, settings, name), choices) for name, build in builds]
        groups = [service.name for service in services]
        tokens = Tokens(
            engines.records("platform"),
            engines.clock,
            admin=settings.admin_token.get_secret_value(),
            tenant=settings.tenant,
        )
        meters = Meters()
        boxes = letterboxes_of(services)
        opening = Opening(settings, tokens, lambda: engines.wrong(groups), boxes, noted=_noting(meters))
        strange = [peer for peer in settings.peers if peer not in everything]
        if strange:
            raise Invalid(f"PICTURELOCK_PEERS: {strange[0]} is none of {', '.join(everything)}", reason="CONFIG")
        try:
            async with doors_open([*doors_of(services), parked_door(engines.bus)], opening) as entry:
                _announce(groups, entry)
                await _run(services, engines, settings, meters, stopping)
        finally:
            for close in (close for service in services for close in service.closes):
                close()


async def _run(
    services: Sequence[Service],
    engines: Engines,
    settings: PlatformSettings,
    meters: Meters,
    stopping: asyncio.Event,
) -> None:
    gauging = asyncio.create_task(keep_gauging(meters, engines, services), name="gauges")
    try:
        async with asyncio.TaskGroup() as group:
            for service in services:
                runner = Runner(service, engines.bus, engines.clock, Backoff(), meters)
                group.create_task(runner.run(stopping=stopping, grace=settings.drain_seconds), name=service.name)
    finally:
        gauging.cancel()


def _noting(meters: Meters) -> Noted:
    return lambda method, code, seconds: meters.called(method.path, code.name, seconds)


def _meant(names: Sequence[str], line: Line) -> Line:
    known = [name for name, _ in line]
    wanted = known if "all" in names else list(dict.fromkeys(names))
    unknown = [name for name in wanted if name not in known]
    if unknown:
        raise Invalid(f"{unknown[0]}: there is no such service; use {', '.join(known)}, or all")
    return [(name, build) for name, build in line if name in wanted]


def _kit(engines: Engines, settings: PlatformSettings, name: str) -> Kit:
    return Kit(engines.records(name), engines.store, engines.clock, settings.scratch / name, engines.bus)


def topics_of(services: Sequence[Service]) -> Sequence[str]:
    """Topics of everything that is said, in the order of the line."""
    return [topic_of(event).name for service in services for event in service.says]


def kafka_place(settings: PlatformSettings) -> KafkaPlace:
    return KafkaPlace(
        settings.kafka,
        settings.kafka_prefix,
        settings.kafka_partitions,
        settings.kafka_replication,
        settings.kafka_security,
        settings.kafka_ca,
        settings.kafka_user,
        settings.kafka_password.get_secret_value(),
        instance=settings.instance,
    )


def mongo_place(settings: PlatformSettings) -> MongoPlace:
    return MongoPlace(settings.mongo.get_secret_value(), settings.mongo_database, settings.mongo_driver)


def s3_place(settings: PlatformSettings) -> Place:
    at = urlsplit(settings.s3.get_secret_value())
    return Place(
        endpoint=at.netloc.rpartition("@")[2],
        bucket=settings.s3_bucket,
        access_key=unquote(at.username or ""),
        secret_key=unquote(at.password or ""),
        secure=at.scheme == "https",
        region=settings.s3_region,
        public_endpoint=settings.s3_public,
        delivery_endpoint=settings.s3_delivery,
    )


def _announce(groups: Sequence[str], entry: Entry) -> None:
    log.info("%s: gRPC at %s, HTTP at %s", ", ".join(groups), entry.grpc, entry.http or "(none)")


def _first(errors: BaseExceptionGroup[PicturelockError]) -> BaseException:
    error: BaseException = errors
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error


async def _or_stop(stopping: asyncio.Event, seconds: float) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(stopping.wait(), seconds)
