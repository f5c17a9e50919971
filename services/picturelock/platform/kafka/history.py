"""Everything that was ever said, read without a group: for those who watch."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition

from picturelock.kernel.bus import Envelope
from picturelock.kernel.errors import Invalid
from picturelock.platform.kafka.place import KafkaPlace, start, translated
from picturelock.platform.kafka.positions import read, spelled
from picturelock.platform.kafka.wire import envelope_in

WAIT_MS = 500


async def told(
    place: KafkaPlace, topics: Sequence[str], after: str, *, follow: bool
) -> AsyncIterator[tuple[str, Envelope]]:
    """What was fetched together comes in order of time, and of the line where times are equal.

    Only what is asked for is fetched, so a slow reader holds nobody up and fills no memory.
    """
    reached = dict(read(after))
    order = {topic: at for at, topic in enumerate(topics)}
    async with _reader(place, topics) as consumer:
        partitions = _partitions(place, topics)
        ends = {} if follow else await _ends(consumer, place, partitions)
        for partition in partitions:
            consumer.seek(partition, reached.get(_named(place, partition), 0))
        while follow or any(reached.get(_named(place, each), 0) < ends[each] for each in partitions):
            with translated(place):
                fetched = await consumer.getmany(timeout_ms=WAIT_MS, max_records=1000)
            for record, topic in sorted(_each(place, fetched), key=lambda item: _when(item[0], order[item[1]])):
                reached[topic, record.partition] = record.offset + 1
                envelope = _envelope(record, topic)
                if envelope is not None:
                    yield spelled(reached), envelope


async def end(place: KafkaPlace, topics: Sequence[str]) -> str:
    found = await ends(place, _partitions(place, topics))
    return spelled({_named(place, partition): offset for partition, offset in found.items()})


async def position_at(place: KafkaPlace, topics: Sequence[str], moment: datetime) -> str:
    """By the times at which brokers took the events in."""
    partitions = _partitions(place, topics)
    async with _reader(place, topics) as consumer:
        last = await _ends(consumer, place, partitions)
        with translated(place):
            found = await consumer.offsets_for_times(dict.fromkeys(partitions, int(moment.timestamp() * 1000)))
    offsets = {each: found[each].offset if found.get(each) else last[each] for each in partitions}
    return spelled({_named(place, partition): offset for partition, offset in offsets.items()})


async def ends(place: KafkaPlace, partitions: Sequence[TopicPartition]) -> Mapping[TopicPartition, int]:
    async with _reader(place, ()) as consumer:
        return await _ends(consumer, place, partitions)


@asynccontextmanager
async def _reader(place: KafkaPlace, topics: Sequence[str]) -> AsyncIterator[Any]:
    consumer = AIOKafkaConsumer(
        **place.connection(), enable_auto_commit=False, auto_offset_reset="earliest", fetch_max_wait_ms=WAIT_MS
    )
    await start(consumer, place)
    try:
        consumer.assign(_partitions(place, topics))
        yield consumer
    finally:
        await consumer.stop()


async def _ends(consumer: Any, place: KafkaPlace, partitions: Sequence[TopicPartition]) -> Mapping[TopicPartition, int]:
    with translated(place):
        found: Mapping[TopicPartition, int] = await consumer.end_offsets(partitions)
    return found


def _partitions(place: KafkaPlace, topics: Sequence[str]) -> Sequence[TopicPartition]:
    return [TopicPartition(place.topic(topic), at) for topic in topics for at in range(place.partitions)]


def _named(place: KafkaPlace, partition: TopicPartition) -> tuple[str, int]:
    return partition.topic.removeprefix(place.prefix), partition.partition


def _each(place: KafkaPlace, fetched: Mapping[TopicPartition, Sequence[Any]]) -> list[tuple[Any, str]]:
    return [(record, tp.topic.removeprefix(place.prefix)) for tp, records in fetched.items() for record in records]


def _when(record: Any, rank: int) -> tuple[int, int, int, int]:
    """An effect was taken in after its cause; in the same millisecond the line's own order tells."""
    return record.timestamp, rank, record.partition, record.offset


def _envelope(record: Any, topic: str) -> Envelope | None:
    try:
        return envelope_in(record, topic)
    except Invalid:
        return None
