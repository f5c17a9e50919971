"""One copy of a group: hears the partitions that Kafka gives it, key by key, and writes down what is settled."""

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from typing import Any

from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, TopicPartition
from aiokafka.coordinator.assignors.range import RangePartitionAssignor
from aiokafka.errors import CommitFailedError, IllegalStateError, KafkaError
from aiokafka.structs import OffsetAndMetadata

from picturelock.kernel.bus import Envelope, Parked
from picturelock.kernel.clock import Clock
from picturelock.kernel.errors import Invalid, PicturelockError
from picturelock.kernel.records import APPLIED_KEPT
from picturelock.platform.heeding import heeded
from picturelock.platform.kafka.parking import Parking
from picturelock.platform.kafka.place import KafkaPlace, start
from picturelock.platform.kafka.topics import A_WEEK, COMPACTED, Wanted, admin, ensure
from picturelock.platform.kafka.window import Window
from picturelock.platform.kafka.wire import envelope_in, strange_envelope
from picturelock.platform.lanes import Lanes, Waiting

log = logging.getLogger(__name__)

COMMIT_SECONDS = 0.2
FETCH_MS = 100
MOST_WAITING = 3000
"""Events in memory, over all partitions, before no more are fetched."""
SESSION_MS, HEARTBEAT_MS = 6000, 2000
"""A copy that is silent for so long has its partitions given to others."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a waiting event came from. `window` is of the time when it came."""

    partition: TopicPartition
    offset: int
    window: Window


@asynccontextmanager
async def subscribed(
    place: KafkaPlace, clock: Clock, parking: Parking, group: str, topics: Sequence[str]
) -> AsyncIterator["KafkaSubscription"]:
    """Raises Transient when Kafka does not answer."""
    async with admin(place) as client:
        own = Wanted(place.redriven(group), place.partitions, A_WEEK)
        await ensure(client, place, [own, Wanted(place.parked, 1, COMPACTED)])
    consumer = AIOKafkaConsumer(
        **place.connection(),
        group_id=place.group(group),
        group_instance_id=f"{group}-{place.instance}" if place.instance else None,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        partition_assignment_strategy=(RangePartitionAssignor,),
        session_timeout_ms=SESSION_MS,
        heartbeat_interval_ms=HEARTBEAT_MS,
        rebalance_timeout_ms=SESSION_MS,
        fetch_max_wait_ms=FETCH_MS,
    )
    subscription = KafkaSubscription(place, clock, parking, consumer, group)
    names = [*map(place.topic, topics), place.redriven(group)]
    consumer.subscribe(names, listener=Listener(subscription))
    await start(consumer, place)
    tasks = [asyncio.create_task(each) for each in (subscription.keep_fetching(), subscription.keep_committing())]
    try:
        await subscription.assigned.wait()
        yield subscription
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await subscription.commit()
        await consumer.stop()


class Listener(ConsumerRebalanceListener):  # type: ignore[misc] # the library has no types
    def __init__(self, subscription: "KafkaSubscription") -> None:
        self._subscription = subscription

    async def on_partitions_revoked(self, revoked: Collection[TopicPartition]) -> None:
        await self._subscription.leave(revoked)

    async def on_partitions_assigned(self, assigned: Collection[TopicPartition]) -> None:
        await self._subscription.take(assigned)


class KafkaSubscription:
    def __init__(self, place: KafkaPlace, clock: Clock, parking: Parking, consumer: Any, group: str) -> None:
        self.assigned = asyncio.Event()
        self._place = place
        self._clock = clock
        self._parking = parking
        self._consumer = consumer
        self._group = group
        self._lanes = Lanes()
        self._windows: dict[TopicPartition, Window] = {}
        self._origins: dict[int, Origin] = {}
        self._arrivals = count()
        self._unwritten: Counter[str] = Counter()
        self._committing = asyncio.Lock()

    async def next(self) -> "KafkaDelivery":
        waiting = await self._lanes.next(self._clock)
        return KafkaDelivery(self, waiting)

    async def take(self, assigned: Collection[TopicPartition]) -> None:
        """Partitions are ours from now on: what others wrote down of them is read first."""
        if assigned:
            written = await self._written(list(assigned))
            for partition in assigned:
                known = written.get(partition)
                given = (known.offset, known.metadata) if known is not None and known.offset >= 0 else (0, "")
                self._windows[partition] = Window.restored(*given)
        self.assigned.set()

    async def _written(self, partitions: list[TopicPartition]) -> Mapping[TopicPartition, Any]:
        """Asked again until it is answered: without it nothing of these partitions could ever be handed out."""
        while True:
            try:
                async with admin(self._place) as client:
                    found: Mapping[TopicPartition, Any] = await client.list_consumer_group_offsets(
                        self._place.group(self._group), partitions=partitions
                    )
            except PicturelockError as error:
                log.warning("%s waits for what was settled of its partitions: %s", self._group, error)
                await self._clock.sleep(COMMIT_SECONDS)
            else:
                return found

    async def leave(self, revoked: Collection[TopicPartition]) -> None:
        """Partitions will be others': what is settled is written down, and the rest is theirs."""
        await self.commit()
        gone = {position for position, origin in self._origins.items() if origin.partition in revoked}
        self._lanes.drop(gone.__contains__)
        for position in gone:
            del self._origins[position]
        for partition in revoked:
            self._windows.pop(partition, None)

    async def keep_fetching(self) -> None:
        while True:
            self._regulate()
            try:
                with heeded():
                    fetched = await self._consumer.getmany(timeout_ms=FETCH_MS, max_records=500)
            except KafkaError as error:
                log.debug("%s fetches later: %s", self._group, error)
                await self._clock.sleep(COMMIT_SECONDS)
                continue
            windows = {partition: self._windows.get(partition) for partition in fetched}
            for partition, window in windows.items():
                if window is None:
                    await self._fetch_again(partition, fetched[partition][0].offset)
                    continue
                for record in fetched[partition]:
                    await self._arrived(partition, window, record)

    async def _fetch_again(self, partition: TopicPartition, offset: int) -> None:
        """It is being given to us, and what others wrote down of it is not read yet; or it is being taken away."""
        if partition in self._consumer.assignment():
            self._consumer.seek(partition, offset)
        await self._clock.sleep(0.01)

    async def _arrived(self, partition: TopicPartition, window: Window, record: Any) -> None:
        """`window` is of the time when it was fetched: if the partition went and came since, it is fetched again."""
        if window is not self._windows.get(partition):
            return
        if record.offset < window.floor or not window.fetched(record.offset):
            return
        topic = partition.topic.removeprefix(self._place.prefix)
        try:
            envelope = envelope_in(record, topic)
        except Invalid as error:
            await self._park_strange(strange_envelope(record, topic), str(error))
            window.settle(record.offset)
            return
        position = next(self._arrivals)
        self._origins[position] = Origin(partition, record.offset, window)
        self._lanes.add(Waiting(position, envelope, window.attempts.get(record.offset, 0)))

    async def _park_strange(self, envelope: Envelope, why: str) -> None:
        """It must not be lost, so nothing of this copy's goes on until it is parked."""
        log.warning("%s parked what can't be read on %s: %s", self._group, envelope.topic, why)
        while True:
            try:
                await self._parking.park(Parked(self._group, envelope, 1, why))
            except PicturelockError as error:
                log.debug("parked later: %s", error)
                await self._clock.sleep(COMMIT_SECONDS)
            else:
                return

    def _regulate(self) -> None:
        """Fetch nothing more of partitions that are far ahead of what is settled."""
        paused = self._consumer.paused()
        assignment = self._consumer.assignment() & self._windows.keys()
        crowded = len(self._lanes) >= MOST_WAITING
        stop = [each for each in assignment - paused if crowded or self._windows[each].is_full]
        go = [each for each in assignment & paused if not crowded and self._windows[each].has_room]
        try:
            self._consumer.pause(*stop)
            self._consumer.resume(*go)
        except IllegalStateError:
            return

    async def keep_committing(self) -> None:
        while True:
            await self._clock.sleep(COMMIT_SECONDS)
            await self.commit()

    async def commit(self) -> None:
        """Write down what is settled. Where that can't be, it will be heard again, and nobody minds."""
        async with self._committing:
            dirty = {at: window for at, window in self._windows.items() if window.is_dirty}
            if not dirty:
                return
            written = {at: OffsetAndMetadata(window.floor, window.metadata()) for at, window in dirty.items()}
            for window in dirty.values():
                window.is_dirty = False
            self._unwritten.clear()
            try:
                async with asyncio.timeout(self._place.patience):
                    with heeded():
                        await self._consumer.commit(written)
            except CommitFailedError:
                return
            except (KafkaError, IllegalStateError, TimeoutError) as error:
                log.debug("%s commits later: %s", self._group, error)
                for window in dirty.values():
                    window.is_dirty = True

    async def settle(self, waiting: Waiting) -> None:
        origin = self._origins.pop(waiting.position, None)
        if origin is None:
            return
        self._lanes.settle(waiting.envelope.key, waiting.position)
        origin.window.settle(origin.offset)
        self._unwritten[waiting.envelope.key] += 1
        if self._unwritten[waiting.envelope.key] >= APPLIED_KEPT // 2:
            await self.commit()

    async def put_off(self, waiting: Waiting, after: float) -> None:
        origin = self._origins.get(waiting.position)
        if origin is None:
            return
        due = self._clock.now().timestamp() + after
        self._lanes.put_off(waiting.envelope.key, waiting.position, waiting.attempts + 1, due)
        origin.window.put_off(origin.offset, waiting.attempts + 1)

    async def park(self, waiting: Waiting, why: str) -> None:
        if waiting.position in self._origins:
            await self._parking.park(Parked(self._group, waiting.envelope, waiting.attempts + 1, why))
            await self.settle(waiting)


class KafkaDelivery:
    """Settled after its partition has gone to another copy, it changes nothing: what was done is found to be done."""

    def __init__(self, subscription: KafkaSubscription, waiting: Waiting) -> None:
        self._subscription = subscription
        self._waiting = waiting

    @property
    def envelope(self) -> Envelope:
        return self._waiting.envelope

    @property
    def attempt(self) -> int:
        return self._waiting.attempts + 1

    async def done(self) -> None:
        await self._subscription.settle(self._waiting)

    async def retry(self, after: float) -> None:
        await self._subscription.put_off(self._waiting, after)

    async def park(self, why: str) -> None:
        await self._subscription.park(self._waiting, why)
