"""What is parked: a compacted topic that is small, so that it is read whole whenever somebody looks."""

import asyncio
from collections.abc import Sequence
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition

from picturelock.kernel.bus import Parked
from picturelock.kernel.errors import NotFound
from picturelock.platform.kafka.place import KafkaPlace, start, translated
from picturelock.platform.kafka.topics import COMPACTED, Wanted, admin, ensure
from picturelock.platform.kafka.wire import TOPIC, headers_of, parked_headers, parked_in, parked_key


class Parking:
    def __init__(self, place: KafkaPlace, producer: Any) -> None:
        self._place = place
        self._producer = producer

    async def park(self, parked: Parked) -> None:
        key = parked_key(parked.group, parked.envelope.id)
        await self._write(self._place.parked, key, parked.envelope.data, parked_headers(parked))

    async def all(self) -> Sequence[Parked]:
        """In the order in which they were parked."""
        found: dict[bytes, Parked] = {}
        for record in await self._records():
            found.pop(record.key, None)
            parked = parked_in(record) if record.value is not None else None
            if parked is not None:
                found[record.key] = parked
        return list(found.values())

    async def redrive(self, group: str, event_id: str) -> None:
        """First said again, then taken off: broken off between the two, it is heard twice, as anything may be."""
        envelope = (await self._find(group, event_id)).envelope
        headers = [*headers_of(envelope), (TOPIC, envelope.topic.encode())]
        await self._write(self._place.redriven(group), envelope.key.encode(), envelope.data, headers)
        await self._write(self._place.parked, parked_key(group, event_id), None, [])

    async def drop(self, group: str, event_id: str) -> None:
        await self._find(group, event_id)
        await self._write(self._place.parked, parked_key(group, event_id), None, [])

    async def _find(self, group: str, event_id: str) -> Parked:
        for parked in await self.all():
            if (parked.group, parked.envelope.id) == (group, event_id):
                return parked
        raise NotFound(f"no event {event_id} is parked for {group}; `picturelock parked list` shows those that are")

    async def _write(self, topic: str, key: bytes, value: bytes | None, headers: list[tuple[str, bytes]]) -> None:
        with translated(self._place):
            async with asyncio.timeout(self._place.patience):
                await self._producer.send_and_wait(topic, value, key=key, headers=headers)

    async def _records(self) -> Sequence[Any]:
        place = self._place
        async with admin(place) as client:
            await ensure(client, place, [Wanted(place.parked, 1, COMPACTED)])
        partition = TopicPartition(place.parked, 0)
        consumer = AIOKafkaConsumer(**place.connection(), enable_auto_commit=False, auto_offset_reset="earliest")
        await start(consumer, place)
        with translated(place):
            try:
                consumer.assign([partition])
                end = (await consumer.end_offsets([partition]))[partition]
                found: list[Any] = []
                while await consumer.position(partition) < end:
                    found += (await consumer.getmany(timeout_ms=200)).get(partition, [])
                return found
            finally:
                await consumer.stop()
