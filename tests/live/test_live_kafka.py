"""The bus on a real Kafka."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Collection
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import chain

import pytest
from aiokafka import AIOKafkaProducer, TopicPartition
from tests.live.live_engines import fresh, stopped, where

from picturelock.kernel.bus import Bus, Delivery, Parked
from picturelock.kernel.errors import Invalid, Refused, Transient
from picturelock.platform.kafka import KafkaBus, KafkaPlace, Topics
from picturelock.platform.kafka import subscription as subscription_module
from picturelock.platform.kafka.parking import Parking
from picturelock.platform.kafka.subscription import KafkaSubscription
from picturelock.platform.kafka.topics import admin
from picturelock.platform.local import SystemClock
from picturelock.testing.bus import GROUP, PASSED, PLANNED, BusContract, Open, envelope, ids
from picturelock.testing.heard import delivered, nothing_more

EVENTS = (PLANNED, PASSED)


@pytest.fixture
async def place() -> AsyncIterator[KafkaPlace]:
    place = KafkaPlace(where("kafka"), f"{fresh()}.", partitions=4)
    await Topics(place, EVENTS, (GROUP,)).apply()
    yield place
    async with admin(place) as client:
        mine = [name for name in await client.list_topics() if name.startswith(place.prefix)]
        await client.delete_topics(mine)


@asynccontextmanager
async def opened_at(place: KafkaPlace) -> AsyncIterator[KafkaBus]:
    async with KafkaBus.opened(place, SystemClock(), EVENTS) as bus:
        yield bus


class TestKafkaBus(BusContract):
    @pytest.fixture
    def opened(self, place: KafkaPlace) -> Open:
        @asynccontextmanager
        async def opening() -> AsyncIterator[Bus]:
            async with opened_at(place) as bus:
                yield bus

        return opening


async def test_topics_are_made_once_and_checked(place: KafkaPlace) -> None:
    topics = Topics(place, EVENTS, (GROUP,))
    assert await topics.differences() == []
    assert await topics.apply() == []
    more = Topics(place, (*EVENTS, "gateway.take_failed.v1"), (GROUP,))
    assert await more.differences() == [f"{place.prefix}gateway.take_failed.v1: is missing"]
    async with opened_at(place) as bus:
        await bus.check((GROUP,))
        with pytest.raises(Refused, match="picturelock topics apply"):
            await bus.check((GROUP, "another"))


async def test_topics_with_other_partitions_are_told_and_not_touched(place: KafkaPlace) -> None:
    wider = Topics(KafkaPlace(place.bootstrap, place.prefix, partitions=8), EVENTS, ())
    assert "has 4 partitions, not 8" in (await wider.differences())[0]
    with pytest.raises(Refused, match="drain the line"):
        await wider.apply()


async def test_events_are_cloud_events_in_binary_mode(place: KafkaPlace) -> None:
    from aiokafka import AIOKafkaConsumer  # noqa: PLC0415

    said = envelope(7)
    async with opened_at(place) as bus:
        await bus.publish([said])
    async with AIOKafkaConsumer(
        place.topic(PLANNED), **place.connection(), auto_offset_reset="earliest", enable_auto_commit=False
    ) as plain:
        record = await plain.getone()
    headers = {name: value.decode() for name, value in record.headers}
    assert (record.key.decode(), record.value) == (said.key, said.data)
    assert headers == {
        "ce_specversion": "1.0", "ce_id": said.id, "ce_source": said.source, "ce_type": said.type,
        "ce_time": said.time.isoformat(), "ce_cause": said.cause, "traceparent": said.traceparent,
        "content-type": "application/protobuf",
    }  # fmt: skip


async def test_what_nobody_can_read_is_parked_whole_and_the_rest_goes_on(place: KafkaPlace) -> None:
    async with opened_at(place) as bus, bus.subscribe(GROUP, [PLANNED]) as subscription:
        async with AIOKafkaProducer(**place.connection()) as stranger:
            await stranger.send_and_wait(place.topic(PLANNED), b"\x00 poison", key=b"\xff\xfe")
            await stranger.send_and_wait(place.topic(PLANNED), b"\x01 nameless", headers=[("ce_id", b"x")])
        await bus.publish([envelope(1)])
        (delivery,) = await delivered(subscription)
        assert delivery.envelope == envelope(1)
        await delivery.done()
        assert await nothing_more(subscription)
        parked = await bus.parked(GROUP)
        assert sorted(each.envelope.data for each in parked) == [b"\x00 poison", b"\x01 nameless"]
        assert all("no CloudEvent of ours" in each.why for each in parked)
        assert [event.id async for _, event in bus.history()] == ["event 001"]


async def settle_all(subscription: object, heard: list[str], slow: float = 0.0) -> None:
    """Hear and settle until cancelled, one after the other for each key."""

    async def one(delivery: Delivery) -> None:
        await asyncio.sleep(slow)
        heard.append(delivery.envelope.id)
        await delivery.done()

    async with asyncio.TaskGroup() as group:
        while True:
            group.create_task(one(await subscription.next()))  # type: ignore[attr-defined]


async def until(true: object, seconds: float = 30.0) -> None:
    async with asyncio.timeout(seconds):
        while not true():  # type: ignore[operator]  # noqa: ASYNC110 it is heard by others
            await asyncio.sleep(0.02)


async def test_copies_share_a_groups_events_and_what_was_settled_stays_so_when_they_come_and_go(
    place: KafkaPlace,
) -> None:
    events = [envelope(n, key=f"key {n % 40}") for n in range(400)]
    heard: list[list[str]] = [[], [], []]
    async with AsyncExitStack() as stack:
        buses = [await stack.enter_async_context(opened_at(place)) for _ in range(3)]
        stays = await stack.enter_async_context(buses[0].subscribe(GROUP, EVENTS))
        staying = asyncio.create_task(settle_all(stays, heard[0], slow=0.005))
        for batch in range(4):
            await buses[0].publish(events[batch * 50 : batch * 50 + 50])
        async with buses[1].subscribe(GROUP, EVENTS) as comes, buses[2].subscribe(GROUP, EVENTS) as too:
            others = [asyncio.create_task(settle_all(each, heard[at], 0.005)) for at, each in ((1, comes), (2, too))]
            for batch in range(4, 8):
                await buses[0].publish(events[batch * 50 : batch * 50 + 50])
            await until(lambda: len(set(chain(*heard))) == 400)
            for each in others:
                each.cancel()
            await asyncio.gather(*others, return_exceptions=True)
        await buses[0].publish([envelope(1000, key="after")])
        await until(lambda: "event 1000" in heard[0])
        staying.cancel()
    assert heard[1]
    assert heard[2]
    everything = list(chain(*heard))
    assert set(everything) == {*ids(range(400)), "event 1000"}
    twice = len(everything) - len(set(everything))
    assert twice <= 60, "only what was in hand when partitions moved may come twice"
    for copy in heard:
        by_key: dict[int, list[int]] = {}
        for name in dict.fromkeys(copy):
            number = int(name.removeprefix("event "))
            by_key.setdefault(number % 40, []).append(number)
        assert all(numbers == sorted(numbers) for numbers in by_key.values() if 1000 not in numbers)


async def test_what_comes_before_it_is_known_what_was_settled_is_not_lost(
    place: KafkaPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    take = KafkaSubscription.take

    async def slowly(self: KafkaSubscription, assigned: Collection[TopicPartition]) -> None:
        await asyncio.sleep(1.0)
        await take(self, assigned)

    async with opened_at(place) as bus:
        await bus.publish([envelope(n, key=f"key {n}") for n in range(40)])
        monkeypatch.setattr(KafkaSubscription, "take", slowly)
        async with bus.subscribe(GROUP, [PLANNED]) as subscription:
            heard = await delivered(subscription, 40)
            assert {each.envelope.id for each in heard} == set(ids(range(40)))


async def test_what_was_fetched_before_a_partition_went_and_came_is_not_heard_twice(
    place: KafkaPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    park, take, taken = Parking.park, KafkaSubscription.take, Counter[int]()
    asked, may = asyncio.Event(), asyncio.Event()

    async def slowly(self: Parking, parked: Parked) -> None:
        asked.set()
        await may.wait()
        await park(self, parked)

    async def counted(self: KafkaSubscription, assigned: Collection[TopicPartition]) -> None:
        await take(self, assigned)
        taken[id(self)] += 1

    monkeypatch.setattr(Parking, "park", slowly)
    monkeypatch.setattr(KafkaSubscription, "take", counted)
    async with opened_at(place) as bus, opened_at(place) as another:
        async with AIOKafkaProducer(**place.connection()) as stranger:
            await stranger.send_and_wait(place.topic(PLANNED), b"\x00 poison", key=b"key")
        await bus.publish([envelope(n, key="key") for n in range(10)])
        async with bus.subscribe(GROUP, [PLANNED]) as stays:
            await asked.wait()
            async with another.subscribe(GROUP, [PLANNED]):
                pass
            await until(lambda: taken[id(stays)] == 3)
            may.set()
            await asyncio.sleep(1.0)
            heard = []
            for _ in range(10):
                (delivery,) = await delivered(stays)
                heard.append(delivery.envelope.id)
                await delivery.done()
            assert heard == list(ids(range(10)))
            assert await nothing_more(stays, within=2.0)


async def test_a_copy_that_is_not_told_at_once_what_was_settled_asks_again(
    place: KafkaPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = 0

    @asynccontextmanager
    async def away_at_first(where: KafkaPlace) -> AsyncIterator[object]:
        nonlocal tries
        tries += 1
        if 1 < tries < 4:  # the first one looks for topics
            raise Transient("Kafka does not answer", reason="UNAVAILABLE")
        async with admin(where) as client:
            yield client

    async with opened_at(place) as bus:
        await bus.publish([envelope(1)])
        monkeypatch.setattr(subscription_module, "admin", away_at_first)
        async with bus.subscribe(GROUP, [PLANNED]) as subscription:
            (delivery,) = await delivered(subscription)
            assert delivery.envelope == envelope(1)
    assert tries >= 4


async def test_kafka_standing_still_for_a_while_loses_nothing(place: KafkaPlace) -> None:
    hasty = KafkaPlace(place.bootstrap, place.prefix, place.partitions, patience=1.0)
    async with opened_at(place) as bus, opened_at(hasty) as impatient, bus.subscribe(GROUP, [PLANNED]) as subscription:
        await bus.publish([envelope(1, key="a")])
        (first,) = await delivered(subscription)
        with stopped("kafka"):
            with pytest.raises(Transient) as caught:
                await impatient.publish([envelope(2, key="b")])
            assert caught.value.reason == "UNAVAILABLE"
            waiting = asyncio.create_task(bus.publish([envelope(3, key="c")]))
            await first.done()
            await asyncio.sleep(2)
            assert not waiting.done()
        await waiting
        await impatient.publish([envelope(2, key="b")])
        heard: set[str] = set()
        async with asyncio.timeout(30):
            while not {"event 002", "event 003"} <= heard:
                delivery = await subscription.next()
                heard.add(delivery.envelope.id)
                await delivery.done()


async def test_a_kafka_that_is_not_there_is_a_passing_trouble() -> None:
    nowhere = KafkaPlace("127.0.0.1:9", patience=1.0)
    with pytest.raises(Transient) as caught:
        async with opened_at(nowhere):
            pass
    assert caught.value.reason == "UNAVAILABLE"


async def test_lag_is_what_a_group_has_not_settled(place: KafkaPlace) -> None:
    async with opened_at(place) as bus:
        await bus.publish([envelope(n, key=f"key {n}") for n in range(10)])
        async with bus.subscribe(GROUP, [PLANNED]) as subscription:
            for delivery in await delivered(subscription, 4):
                await delivery.done()
        assert await bus.lag(GROUP, EVENTS) == {PLANNED: 6, PASSED: 0}


async def test_the_end_is_where_nothing_more_was_said(place: KafkaPlace) -> None:
    async with opened_at(place) as bus:
        await bus.publish([envelope(n, key=f"key {n}") for n in range(10)])
        end = await bus.end()
        assert [item async for item in bus.history(after=end)] == []
        await bus.publish([envelope(11), envelope(12, topic=PASSED)])
        assert {event.id async for _, event in bus.history(after=end)} == {"event 011", "event 012"}
        with pytest.raises(Invalid):
            _ = [item async for item in bus.history(after="k1.AAAA")]
