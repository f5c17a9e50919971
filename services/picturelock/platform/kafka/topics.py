"""The topics there should be, and making them so."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import for_code

from picturelock.kernel.errors import Refused
from picturelock.platform.kafka.place import KafkaPlace, start, translated

FOR_EVER = {"cleanup.policy": "delete", "retention.ms": "-1", "message.timestamp.type": "LogAppendTime"}
"""The topics are the project's history, so nothing is ever thrown away by age; a site that archives may lower it."""
A_WEEK = {**FOR_EVER, "retention.ms": str(7 * 24 * 3600 * 1000)}
COMPACTED = {"cleanup.policy": "compact", "min.cleanable.dirty.ratio": "0.1"}
SEEN_SECONDS = 0.1
ALREADY = 36
"""TOPIC_ALREADY_EXISTS."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A topic as it should be, by its full name."""

    name: str
    partitions: int
    config: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Topics:
    """All topics of a deployment: of the events that are said, and ours for what was parked or is heard again."""

    place: KafkaPlace
    events: Sequence[str]
    groups: Sequence[str]

    def wanted(self) -> Sequence[Wanted]:
        place = self.place
        return [
            *(Wanted(place.topic(name), place.partitions, FOR_EVER) for name in self.events),
            *(Wanted(place.redriven(group), place.partitions, A_WEEK) for group in self.groups),
            Wanted(place.parked, 1, COMPACTED),
        ]

    async def apply(self) -> Sequence[str]:
        """Make what is missing and mend what differs; returns what was done, in words."""
        async with admin(self.place) as client:
            there = await _described(client)
            done = [word async for word in _make(client, self.place, [w for w in self.wanted() if w.name not in there])]
            for wanted in (w for w in self.wanted() if w.name in there):
                done += [word async for word in _mend(client, wanted, there[wanted.name])]
        return done

    async def differences(self) -> Sequence[str]:
        """What is not as it should be, in words; empty when everything is."""
        async with admin(self.place) as client:
            there = await _described(client)
            wrong = [f"{w.name}: is missing" for w in self.wanted() if w.name not in there]
            for wanted in (w for w in self.wanted() if w.name in there):
                wrong += [f"{wanted.name}: {each}" for each in await _differing(client, wanted, there[wanted.name])]
        return wrong


@asynccontextmanager
async def admin(place: KafkaPlace) -> AsyncIterator[Any]:
    client = AIOKafkaAdminClient(**place.connection())
    await start(client, place)
    try:
        with translated(place):
            yield client
    finally:
        await client.close()


async def ensure(client: Any, place: KafkaPlace, wanted: Sequence[Wanted]) -> None:
    """Make those that are missing."""
    there = await _described(client)
    async for _ in _make(client, place, [each for each in wanted if each.name not in there]):
        pass


async def _described(client: Any) -> Mapping[str, int]:
    """Number of partitions by topic."""
    return {topic["topic"]: len(topic["partitions"]) for topic in await client.describe_topics()}


async def _make(client: Any, place: KafkaPlace, missing: Sequence[Wanted]) -> AsyncIterator[str]:
    if not missing:
        return
    new = [NewTopic(each.name, each.partitions, place.replication, topic_configs=dict(each.config)) for each in missing]
    answer = await client.create_topics(new)
    for name, code, *said in answer.topic_errors:
        if code not in (0, ALREADY):
            raise Refused(f"{name}: Kafka does not make it: {for_code(code).__name__} {said or ''}", reason="BUS")
        yield f"{name}: made"
    await _seen(client, place, {each.name for each in missing})


async def _seen(client: Any, place: KafkaPlace, names: set[str]) -> None:
    """Kafka answers before all its brokers know of a new topic. Raises Transient when they don't get to."""
    async with asyncio.timeout(place.patience):
        while not names <= (await _described(client)).keys():  # noqa: ASYNC110 it is on a server
            await asyncio.sleep(SEEN_SECONDS)


async def _differing(client: Any, wanted: Wanted, partitions: int) -> Sequence[str]:
    wrong = [f"has {partitions} partitions, not {wanted.partitions}"] if partitions != wanted.partitions else []
    resource = ConfigResource(ConfigResourceType.TOPIC, wanted.name, dict.fromkeys(wanted.config))
    (answer,) = await client.describe_configs([resource])
    present = dict(_configs(answer))
    return wrong + [
        f"{name} is {present.get(name)}, not {value}"
        for name, value in wanted.config.items()
        if present.get(name) != value
    ]


def _configs(answer: Any) -> Iterator[tuple[str, str]]:
    for _, _, _, _, entries in answer.resources:
        for name, value, *_ in entries:
            yield name, value


async def _mend(client: Any, wanted: Wanted, partitions: int) -> AsyncIterator[str]:
    wrong = await _differing(client, wanted, partitions)
    if not wrong:
        return
    if partitions > wanted.partitions:
        raise Refused(
            f"{wanted.name}: {wrong[0]}; Kafka can't take partitions away: set PICTURELOCK_KAFKA_PARTITIONS",
            reason="BUS",
        )
    if partitions < wanted.partitions:
        raise Refused(
            f"{wanted.name}: {wrong[0]}; with more, a shot's events would change places while some are on their way:"
            " drain the line, then add partitions to all topics alike with Kafka's own tool",
            reason="BUS",
        )
    await client.alter_configs([ConfigResource(ConfigResourceType.TOPIC, wanted.name, dict(wanted.config))])
    yield f"{wanted.name}: set, as {'; '.join(wrong)}"
