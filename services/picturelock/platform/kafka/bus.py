"""The bus on Kafka: published events are acknowledged by all replicas, and each group hears each key in order."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, Self

from aiokafka import AIOKafkaProducer, TopicPartition

from picturelock.kernel.bus import Envelope, Parked
from picturelock.kernel.clock import Clock
from picturelock.kernel.errors import Refused
from picturelock.platform.kafka import history, parking
from picturelock.platform.kafka.place import KafkaPlace, start, translated
from picturelock.platform.kafka.subscription import KafkaSubscription, subscribed
from picturelock.platform.kafka.topics import Topics, admin
from picturelock.platform.kafka.wire import headers_of

MOST_EVENT = 8 << 20
"""Bytes of one event; brokers and topics must allow as much (`max.message.bytes`)."""


class KafkaBus:
    """`topics` are those of all events there are, in the order of the line."""

    def __init__(self, place: KafkaPlace, clock: Clock, topics: Sequence[str], producer: Any) -> None:
        self._place = place
        self._clock = clock
        self._topics = topics
        self._producer = producer
        self._parking = parking.Parking(place, producer)

    @classmethod
    @asynccontextmanager
    async def opened(cls, place: KafkaPlace, clock: Clock, topics: Sequence[str]) -> AsyncIterator[Self]:
        """Raises Transient when Kafka does not answer."""
        # One request is on its way to a partition at a time, so order holds without the idempotence that would make a
        # producer useless for good once a request had expired. What is sent twice has the same id.
        producer = AIOKafkaProducer(
            **place.connection(), acks="all", linger_ms=0, max_request_size=MOST_EVENT, enable_idempotence=False
        )
        await start(producer, place)
        try:
            yield cls(place, clock, topics, producer)
        finally:
            await _stopped(producer, place.patience)

    async def publish(self, envelopes: Sequence[Envelope]) -> None:
        place = self._place
        with translated(place):
            async with asyncio.timeout(place.patience):
                sent = [
                    await self._producer.send(
                        place.topic(envelope.topic),
                        envelope.data,
                        key=envelope.key.encode(),
                        headers=headers_of(envelope),
                    )
                    for envelope in envelopes
                ]
                await asyncio.gather(*sent)

    @asynccontextmanager
    async def subscribe(self, group: str, topics: Sequence[str]) -> AsyncIterator[KafkaSubscription]:
        async with subscribed(self._place, self._clock, self._parking, group, topics) as subscription:
            yield subscription

    async def history(self, after: str = "", *, follow: bool = False) -> AsyncIterator[tuple[str, Envelope]]:
        async for item in history.told(self._place, self._topics, after, follow=follow):
            yield item

    async def end(self) -> str:
        """The position after everything that has been said."""
        return await history.end(self._place, self._topics)

    async def position_at(self, moment: datetime) -> str:
        """The position before what was said at `moment` and later."""
        return await history.position_at(self._place, self._topics, moment)

    async def parked(self, group: str | None = None) -> Sequence[Parked]:
        return [each for each in await self._parking.all() if group in (None, each.group)]

    async def redrive(self, group: str, event_id: str) -> None:
        await self._parking.redrive(group, event_id)

    async def drop(self, group: str, event_id: str) -> None:
        await self._parking.drop(group, event_id)

    async def check(self, groups: Sequence[str]) -> None:
        """Raises Transient when Kafka does not answer, Refused when topics are not as they should be."""
        wrong = await Topics(self._place, self._topics, groups).differences()
        if wrong:
            raise Refused(f"{'; '.join(wrong)}: run `picturelock topics apply`", reason="TOPICS")

    async def lag(self, group: str, topics: Sequence[str]) -> Mapping[str, int]:
        """Events by topic that the group has not settled."""
        names = {self._place.topic(topic): topic for topic in topics}
        partitions = [TopicPartition(name, at) for name in names for at in range(self._place.partitions)]
        async with admin(self._place) as client:
            committed = await client.list_consumer_group_offsets(self._place.group(group), partitions=partitions)
        ends = await history.ends(self._place, partitions)
        behind = dict.fromkeys(topics, 0)
        for partition in partitions:
            settled = committed[partition].offset if partition in committed else 0
            behind[names[partition.topic]] += max(0, ends[partition] - max(0, settled))
        return behind


async def _stopped(producer: Any, patience: float) -> None:
    """Ending waits for what is on its way, but not for ever."""
    try:
        await asyncio.wait_for(producer.stop(), patience)
    except TimeoutError:
        return
