"""What every `Bus` promises."""

import asyncio
from collections.abc import Callable, Iterable
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime

import pytest

from picturelock.kernel.bus import Bus, Delivery, Envelope, Subscription
from picturelock.kernel.errors import Invalid, NotFound
from picturelock.testing.heard import all_said, delivered, nothing_more, said

PLANNED, PASSED = "registry.shot_planned.v1", "continuity.take_passed.v1"
GROUP = "compiler"

Open = Callable[[], AbstractAsyncContextManager[Bus]]
"""Opens the same bus each time: leaving the block and opening again is a restart."""


class BusContract:
    """Override `opened`. The two topics above exist on it."""

    @pytest.fixture
    def opened(self) -> Open:
        raise NotImplementedError("override the fixture `opened`")

    async def test_what_is_published_is_delivered_as_it_was(self, opened: Open) -> None:
        event = envelope(1, key="Ω/🎬", data=bytes(range(256)))
        async with opened() as bus, bus.subscribe(GROUP, [PLANNED]) as subscription:
            await bus.publish([event])
            (delivery,) = await delivered(subscription)
            assert delivery.envelope == event
            assert delivery.attempt == 1

    async def test_a_key_is_delivered_in_order_one_at_a_time(self, opened: Open) -> None:
        async with opened() as bus, bus.subscribe(GROUP, [PLANNED]) as subscription:
            await bus.publish([envelope(n) for n in range(5)])
            heard = []
            for _ in range(5):
                (delivery,) = await delivered(subscription)
                heard.append(delivery.envelope.id)
                assert await nothing_more(subscription, within=0.02)
                await delivery.done()
            assert heard == ids(range(5))

    async def test_a_keys_order_holds_across_topics(self, opened: Open) -> None:
        async with opened() as bus, bus.subscribe(GROUP, [PLANNED, PASSED]) as subscription:
            await bus.publish([envelope(1)])
            await bus.publish([envelope(2, topic=PASSED)])
            await bus.publish([envelope(3)])
            heard = sorted(await _settle(subscription, 3))
            assert heard == ids([1, 2, 3])

    async def test_keys_go_side_by_side(self, opened: Open) -> None:
        async with opened() as bus, bus.subscribe(GROUP, [PLANNED]) as subscription:
            await bus.publish([envelope(n, key=f"key {n}") for n in range(20)])
            unsettled = await delivered(subscription, 20)
            assert sorted(delivery.envelope.id for delivery in unsettled) == sorted(ids(range(20)))

    async def test_a_group_hears_only_its_topics(self, opened: Open) -> None:
        async with opened() as bus, bus.subscribe(GROUP, [PASSED]) as subscription:
            await bus.publish([envelope(1), envelope(2, topic=PASSED)])
            assert await _settle(subscription, 1) == ids([2])
            assert await nothing_more(subscription)

    async def test_every_group_hears_everything(self, opened: Open) -> None:
        async with opened() as bus, bus.subscribe("one", [PLANNED]) as one, bus.subscribe("two", [PLANNED]) as two:
            await bus.publish([envelope(1)])
            assert await _settle(one, 1) == await _settle(two, 1) == ids([1])

    async def test_a_new_group_hears_everything_from_the_start(self, opened: Open) -> None:
        async with opened() as bus:
            await bus.publish([envelope(n) for n in range(3)])
            async with bus.subscribe("late", [PLANNED]) as subscription:
                await bus.publish([envelope(3)])
                assert await _settle(subscription, 4) == ids(range(4))

    async def test_what_is_said_while_a_group_is_away_waits_for_it(self, opened: Open) -> None:
        async with opened() as bus:
            async with bus.subscribe(GROUP, [PLANNED]):
                pass
            await bus.publish([envelope(n) for n in range(3)])
            async with bus.subscribe(GROUP, [PLANNED]) as subscription:
                assert await _settle(subscription, 3) == ids(range(3))

    async def test_what_was_settled_is_not_heard_again_after_a_restart(self, opened: Open) -> None:
        async with opened() as bus, bus.subscribe(GROUP, [PLANNED]) as subscription:
            await bus.publish([envelope(n) for n in range(3)])
            assert await _settle(subscription, 2) == ids(range(2))
        async with opened() as bus, bus.subscribe(GROUP, [PLANNED]) as subscription:
            assert await _settle(subscription, 1) == ids([2])
            assert await nothing_more(subscription)

    async def test_what_was_not_settled_is_delivered_again_after_a_restart(self, opened: Open) -> None:
        async with opened() as bus, bus.subscribe(GROUP, [PLANNED]) as subscription:
            await bus.publish([envelope(1, key="a"), envelope(2, key="b"), envelope(3, key="a")])
            await delivered(subscription, 2)
        async with opened() as bus, bus.subscribe(GROUP, [PLANNED]) as subscription:
            heard = await _settle(subscription, 3)
            assert sorted(heard) == ids([1, 2, 3])
            assert heard.index("event 001") < heard.index("event 003")

    async def test_a_retried_event_comes_again_and_counts_its_attempts(self, opened: Open) -> None:
        async with opened() as bus, bus.subscribe(GROUP, [PLANNED]) as subscription:
            await bus.publish([envelope(1)])
            for attempt in (1, 2, 3):
                (delivery,) = await delivered(subscription)
                assert (delivery.envelope.id, delivery.attempt) == ("event 001", attempt)
                await delivery.retry(0.01)

    async def test_attempts_are_remembered_over_a_restart(self, opened: Open) -> None:
        async with opened() as bus, bus.subscribe(GROUP, [PLANNED]) as subscription:
            await bus.publish([envelope(1)])
            (delivery,) = await delivered(subscription)
            await delivery.retry(0.0)
        async with opened() as bus, bus.subscribe(GROUP, [PLANNED]) as subscription:
            (delivery,) = await delivered(subscription)
            assert delivery.attempt == 2

    async def test_a_retried_key_does_not_hold_up_others_but_holds_up_itself(self, opened: Open) -> None:
        async with opened() as bus, bus.subscribe(GROUP, [PLANNED]) as subscription:
            await bus.publish([envelope(1, key="a"), envelope(2, key="a"), envelope(3, key="b")])
            first, second = await delivered(subscription, 2)
            troubled, other = (first, second) if first.envelope.key == "a" else (second, first)
            await troubled.retry(0.3)
            await other.done()
            await bus.publish([envelope(4, key="c")])
            assert await _settle(subscription, 1) == ids([4])
            assert await _settle(subscription, 2) == ids([1, 2])

    async def test_a_parked_event_is_shown_with_its_reason_and_its_key_goes_on(self, opened: Open) -> None:
        async with opened() as bus, bus.subscribe(GROUP, [PLANNED]) as subscription:
            await bus.publish([envelope(1), envelope(2)])
            (delivery,) = await delivered(subscription)
            await delivery.park("no such character")
            assert await _settle(subscription, 1) == ids([2])
            (parked,) = await bus.parked()
            assert (parked.group, parked.envelope, parked.attempts) == (GROUP, envelope(1), 1)
            assert parked.why == "no such character"
            assert [p.envelope.id for p in await bus.parked(GROUP)] == ids([1])
            assert list(await bus.parked("somebody else")) == []

    async def test_a_parked_event_stays_parked_over_a_restart(self, opened: Open) -> None:
        await _park(opened, envelope(1))
        async with opened() as bus, bus.subscribe(GROUP, [PLANNED]) as subscription:
            assert await nothing_more(subscription)
            assert [parked.envelope.id for parked in await bus.parked()] == ids([1])

    async def test_a_redriven_event_is_delivered_afresh(self, opened: Open) -> None:
        await _park(opened, envelope(1))
        async with opened() as bus, bus.subscribe(GROUP, [PLANNED]) as subscription:
            await bus.redrive(GROUP, "event 001")
            assert list(await bus.parked()) == []
            (delivery,) = await delivered(subscription)
            assert (delivery.envelope, delivery.attempt) == (envelope(1), 1)
            await delivery.done()
            assert await nothing_more(subscription)

    async def test_an_event_may_be_redriven_while_its_group_is_away(self, opened: Open) -> None:
        await _park(opened, envelope(1))
        async with opened() as bus:
            await bus.redrive(GROUP, "event 001")
        async with opened() as bus, bus.subscribe(GROUP, [PLANNED]) as subscription:
            assert await _settle(subscription, 1) == ids([1])

    async def test_a_dropped_event_is_forgotten(self, opened: Open) -> None:
        await _park(opened, envelope(1))
        async with opened() as bus:
            await bus.drop(GROUP, "event 001")
            assert list(await bus.parked()) == []
            with pytest.raises(NotFound):
                await bus.redrive(GROUP, "event 001")

    async def test_only_what_is_parked_is_redriven_or_dropped(self, opened: Open) -> None:
        async with opened() as bus, bus.subscribe(GROUP, [PLANNED]):
            await bus.publish([envelope(1)])
            for act in (bus.redrive, bus.drop):
                for group, event in ((GROUP, "event 001"), (GROUP, "no such event"), ("nobody", "event 001")):
                    with pytest.raises(NotFound):
                        await act(group, event)

    async def test_history_is_everything_said_in_order_whoever_heard_it(self, opened: Open) -> None:
        events = [envelope(1), envelope(2, topic=PASSED), envelope(3, key="other")]
        async with opened() as bus:
            for event in events:
                await bus.publish([event])
        async with opened() as bus:
            assert sorted(await all_said(bus), key=lambda event: event.id) == events

    async def test_history_goes_on_after_a_position(self, opened: Open) -> None:
        async with opened() as bus:
            await bus.publish([envelope(n) for n in range(5)])
            whole = [item async for item in bus.history()]
            assert [e.id for _, e in whole] == ids(range(5))
            for index, (position, _) in enumerate(whole):
                assert [item async for item in bus.history(after=position)] == whole[index + 1 :]

    async def test_what_is_no_position_is_refused(self, opened: Open) -> None:
        async with opened() as bus:
            with pytest.raises(Invalid, match="no position"):
                _ = [item async for item in bus.history(after="yesterday")]

    async def test_the_end_is_where_nothing_more_was_said(self, opened: Open) -> None:
        async with opened() as bus:
            assert [item async for item in bus.history(after=await bus.end())] == []
            await bus.publish([envelope(1), envelope(2, topic=PASSED)])
            end = await bus.end()
            assert [item async for item in bus.history(after=end)] == []
            await bus.publish([envelope(3)])
            assert [event.id async for _, event in bus.history(after=end)] == ids([3])

    async def test_history_may_be_followed(self, opened: Open) -> None:
        async with opened() as bus:
            await bus.publish([envelope(0)])
            following = asyncio.create_task(_ids_said(bus, 40))
            for n in range(1, 40):
                await asyncio.sleep(0)
                await bus.publish([envelope(n)])
            assert await following == ids(range(40))

    async def test_several_may_follow_history_at_once(self, opened: Open) -> None:
        async with opened() as bus:
            followers = [asyncio.create_task(_ids_said(bus, 10)) for _ in range(5)]
            for n in range(10):
                await asyncio.sleep(0)
                await bus.publish([envelope(n)])
            assert await asyncio.gather(*followers) == [ids(range(10))] * 5

    async def test_followers_may_leave(self, opened: Open) -> None:
        async with opened() as bus:
            follower = asyncio.create_task(said(bus, 99))
            await bus.publish([envelope(1)])
            await asyncio.sleep(0.01)
            follower.cancel()
            await bus.publish([envelope(2)])
            assert await _ids_said(bus, 2) == ids([1, 2])

    async def test_an_id_that_is_published_again_is_dropped_or_is_the_same_event(self, opened: Open) -> None:
        async with opened() as bus, bus.subscribe(GROUP, [PLANNED]) as subscription:
            await bus.publish([envelope(1)])
            await bus.publish([envelope(1), envelope(2)])
            heard: list[str] = []
            while not heard or heard[-1] != "event 002":
                heard += await _settle(subscription, 1)
            assert heard in (ids([1, 2]), ids([1, 1, 2]))

    async def test_publishing_nothing_is_allowed(self, opened: Open) -> None:
        async with opened() as bus:
            await bus.publish([])
            assert list(await all_said(bus)) == []


def envelope(n: int, *, key: str = "t/p/sc010_sh0010", topic: str = PLANNED, data: bytes = b"\x0a\x01x") -> Envelope:
    return Envelope(
        id=f"event {n:03d}",
        topic=topic,
        key=key,
        type="picturelock_api.registry.v1.ShotPlanned",
        data=data,
        source="registry",
        cause=f"cause {n:03d}",
        time=datetime(2026, 11, 21, 3, 4, 5, 678000, UTC),
        traceparent="00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    )


def ids(numbers: Iterable[int]) -> list[str]:
    return [f"event {n:03d}" for n in numbers]


async def _ids_said(bus: Bus, count: int) -> list[str]:
    return [event.id for event in await said(bus, count)]


async def _settle(subscription: Subscription, count: int) -> list[str]:
    """Hear `count` events one after the other and be done with each."""
    heard: list[Delivery] = []
    for _ in range(count):
        heard += await delivered(subscription)
        await heard[-1].done()
    return [delivery.envelope.id for delivery in heard]


async def _park(opened: Open, event: Envelope) -> None:
    async with opened() as bus, bus.subscribe(GROUP, [event.topic]) as subscription:
        await bus.publish([event])
        (delivery,) = await delivered(subscription)
        await delivery.park("for the test")
