"""What every `Desk` promises to workers, and what the queue behind it promises to everybody else."""

import asyncio

import pytest

from picturelock.gateway.model import MAX_DEATHS, staging_key
from picturelock.gateway.ports import Desk
from picturelock.kernel.errors import Refused
from picturelock.testing.desk_sharing import SharingContract
from picturelock.testing.desk_stage import (
    ENGINE,
    TRACEPARENT,
    VERSION,
    Counter,
    deliver,
    hand,
    is_over,
    lease_one,
    staged,
)
from picturelock.testing.samples import compiled
from picturelock_api.gateway.v1.events_pb2 import TakeFailed, TakeGenerated

__all__ = ["ENGINE", "TRACEPARENT", "VERSION", "Counter", "DeskContract", "deliver", "hand", "staged"]


class DeskContract(SharingContract):
    """Override `counter`."""

    async def test_takes_are_leased_in_the_order_of_the_script(self, counter: Counter, desk: Desk) -> None:
        for shot in ("sc020_sh0010", "sc010_sh0020", "sc010_sh0010"):
            await counter.queue(compiled(shot))
        leased = [(await lease_one(desk)).prompt.shot for _ in range(3)]
        assert leased == ["sc010_sh0010", "sc010_sh0020", "sc020_sh0010"]

    async def test_a_take_is_leased_to_one_worker_only(self, counter: Counter, desk: Desk) -> None:
        for number in range(8):
            await counter.queue(compiled(f"sc010_sh{number:04d}"))
        leases = await asyncio.gather(*(lease_one(desk, f"worker {n}") for n in range(8)))
        assert len({lease.key for lease in leases}) == 8

    async def test_a_worker_waits_for_work(self, counter: Counter, desk: Desk) -> None:
        waiting = asyncio.ensure_future(lease_one(desk))
        assert not await is_over(waiting)
        await counter.queue(compiled("sc010_sh0010"))
        assert (await waiting).prompt.shot == "sc010_sh0010"

    async def test_a_worker_gets_takes_of_its_engine_only(self, counter: Counter, desk: Desk) -> None:
        await counter.queue(compiled())
        waiting = asyncio.ensure_future(desk.lease(hand("worker", engine="another engine")))
        assert not await is_over(waiting)
        waiting.cancel()

    async def test_a_delivered_take_is_told_of_and_not_made_again(self, counter: Counter, desk: Desk) -> None:
        await counter.queue(compiled(number=3))
        lease = await lease_one(desk)
        delivery = await deliver(counter, lease)
        await counter.queue(compiled(number=4))
        first, second = [event for event in await counter.said() if isinstance(event, TakeGenerated)]
        assert (first.take.number, first.take.reused, first.take.video.key) == (3, False, delivery.video.key)
        assert (second.take.number, second.take.reused, second.take.video.key) == (4, True, delivery.video.key)
        assert not await is_over(asyncio.ensure_future(lease_one(desk)))

    async def test_a_heartbeat_keeps_a_lease_and_a_lost_lease_is_told(self, counter: Counter, desk: Desk) -> None:
        await counter.queue(compiled())
        lease = await lease_one(desk)
        assert await desk.heartbeat(lease.key, lease.token, 3)
        assert await desk.heartbeat(lease.key, lease.token, 6)
        assert not await desk.heartbeat(lease.key, lease.token + 1, 6)
        assert not await desk.heartbeat("no such take", 1, 6)

    async def test_a_silent_workers_take_goes_to_another_and_it_is_fenced_off(
        self, counter: Counter, desk: Desk
    ) -> None:
        await counter.queue(compiled())
        silent = await lease_one(desk, "silent")
        await counter.lapse()
        other = await lease_one(desk, "other")
        assert other.key == silent.key
        assert other.token > silent.token
        assert not await desk.heartbeat(silent.key, silent.token, 5)
        with pytest.raises(Refused):
            await deliver(counter, silent)
        with pytest.raises(Refused):
            await desk.fail(silent.key, silent.token, "late", again=False)
        delivery = await deliver(counter, other)
        (event,) = await counter.said()
        assert isinstance(event, TakeGenerated)
        assert event.take.video.key == delivery.video.key

    async def test_a_take_is_delivered_once_and_the_same_delivery_again_is_no_other(
        self, counter: Counter, desk: Desk
    ) -> None:
        await counter.queue(compiled())
        lease = await lease_one(desk)
        delivery = await deliver(counter, lease)
        await desk.deliver(lease.key, lease.token, delivery)
        with pytest.raises(Refused):
            await deliver(counter, lease, b"another take")
        assert len(await counter.said()) == 1

    async def test_a_take_that_too_many_workers_died_over_is_failed(self, counter: Counter, desk: Desk) -> None:
        await counter.queue(compiled(number=5))
        for _ in range(MAX_DEATHS):
            await lease_one(desk)
            assert not await counter.said()
            await counter.lapse()
        (event,) = await counter.said()
        assert isinstance(event, TakeFailed)
        assert (event.take_number, event.prompt_digest) == (5, compiled().prompt_digest)
        assert event.reason == "WORKER_DIED"
        assert "fell silent" in event.message
        assert not await is_over(asyncio.ensure_future(lease_one(desk)))

    async def test_a_failure_that_may_pass_is_tried_again(self, counter: Counter, desk: Desk) -> None:
        await counter.queue(compiled())
        lease = await lease_one(desk)
        await desk.fail(lease.key, lease.token, "the engine is asleep", again=True)
        assert (await lease_one(desk)).key == lease.key
        assert not await counter.said()

    async def test_a_failure_for_good_is_told_at_once(self, counter: Counter, desk: Desk) -> None:
        await counter.queue(compiled())
        lease = await lease_one(desk)
        await desk.fail(lease.key, lease.token, "it does not draw dragons", again=False)
        (event,) = await counter.said()
        assert isinstance(event, TakeFailed)
        assert (event.message, event.reason) == ("it does not draw dragons", "ENGINE_FAILED")

    async def test_a_failed_take_that_is_wanted_again_is_tried_again(self, counter: Counter, desk: Desk) -> None:
        await counter.queue(compiled())
        lease = await lease_one(desk)
        await desk.fail(lease.key, lease.token, "no", again=False)
        await counter.queue(compiled(number=2))
        assert (await lease_one(desk)).key == lease.key

    async def test_a_take_in_the_making_is_not_queued_again_because_it_is_wanted_again(
        self, counter: Counter, desk: Desk
    ) -> None:
        await counter.queue(compiled())
        failed = await lease_one(desk)
        await desk.fail(failed.key, failed.token, "the engine is asleep", again=True)
        lease = await lease_one(desk)
        await counter.queue(compiled(number=2))
        assert await desk.heartbeat(lease.key, lease.token, 5)
        assert not await is_over(asyncio.ensure_future(lease_one(desk, "another")))

    async def test_a_delivery_is_not_lost_because_the_take_is_wanted_again_meanwhile(
        self, counter: Counter, desk: Desk
    ) -> None:
        await counter.queue(compiled(number=1))
        lease = await lease_one(desk)
        await asyncio.gather(counter.queue(compiled(number=2)), deliver(counter, lease))
        said = [event for event in await counter.said() if isinstance(event, TakeGenerated)]
        assert said[-1].take.number == 2
        assert {event.take.video.key for event in said} == {staging_key(lease.key, lease.token, "take.mp4")}

    async def test_a_lease_is_not_lost_because_the_take_is_wanted_again_meanwhile(
        self, counter: Counter, desk: Desk
    ) -> None:
        await counter.queue(compiled(number=1))
        lease = await lease_one(desk)
        _, kept = await asyncio.gather(counter.queue(compiled(number=2)), desk.heartbeat(lease.key, lease.token, 3))
        assert kept
        assert await desk.heartbeat(lease.key, lease.token, 4)

    async def test_a_worker_that_starts_anew_holds_nothing_and_is_not_counted_as_dead(
        self, counter: Counter, desk: Desk
    ) -> None:
        await counter.queue(compiled())
        for _ in range(MAX_DEATHS + 1):
            lease = await lease_one(desk, "worker")
            await desk.enlist(hand("worker"))
            assert not await desk.heartbeat(lease.key, lease.token, 1)
        assert not await counter.said()

    async def test_a_worker_that_starts_anew_takes_nothing_from_others(self, counter: Counter, desk: Desk) -> None:
        await counter.queue(compiled())
        lease = await lease_one(desk, "one")
        await desk.enlist(hand("other"))
        assert await desk.heartbeat(lease.key, lease.token, 1)
