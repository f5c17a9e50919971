"""What every `Desk` promises to workers, and what the queue behind it promises to everybody else."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Protocol

import pytest

from picturelock.gateway.model import MAX_DEATHS, Lease, Made
from picturelock.gateway.ports import Desk
from picturelock.kernel.errors import Refused
from picturelock.kernel.nouns import Staged
from picturelock.testing.heard import PATIENCE
from picturelock.testing.samples import compiled
from picturelock_api.compiler.v1.events_pb2 import PromptCompiled
from picturelock_api.gateway.v1.events_pb2 import TakeFailed, TakeGenerated

ENGINE = "previz"
"""The one engine that takes are queued for."""


class Counter(Protocol):
    """A desk, and the queue behind it."""

    @property
    def desk(self) -> Desk: ...

    async def queue(self, event: PromptCompiled) -> None:
        """Hear the event, as if it were a new one."""

    async def lapse(self) -> None:
        """Let so much time pass that every lease without a heartbeat is over, and have that noticed."""

    async def said(self) -> Sequence[TakeGenerated | TakeFailed]:
        """All that was said so far."""


class DeskContract:
    """Override `counter`."""

    @pytest.fixture
    def counter(self) -> Counter:
        raise NotImplementedError("override the fixture `counter`")

    @pytest.fixture
    def desk(self, counter: Counter) -> Desk:
        return counter.desk

    async def test_takes_are_leased_in_the_order_of_the_script(self, counter: Counter, desk: Desk) -> None:
        for shot in ("sc020_sh0010", "sc010_sh0020", "sc010_sh0010"):
            await counter.queue(compiled(shot))
        leased = [(await _lease(desk)).prompt.shot for _ in range(3)]
        assert leased == ["sc010_sh0010", "sc010_sh0020", "sc020_sh0010"]

    async def test_a_take_is_leased_to_one_worker_only(self, counter: Counter, desk: Desk) -> None:
        for number in range(8):
            await counter.queue(compiled(f"sc010_sh{number:04d}"))
        leases = await asyncio.gather(*(_lease(desk, f"worker {n}") for n in range(8)))
        assert len({lease.key for lease in leases}) == 8

    async def test_a_worker_waits_for_work(self, counter: Counter, desk: Desk) -> None:
        waiting = asyncio.ensure_future(_lease(desk))
        assert not await _is_over(waiting)
        await counter.queue(compiled("sc010_sh0010"))
        assert (await waiting).prompt.shot == "sc010_sh0010"

    async def test_a_worker_gets_takes_of_its_engine_only(self, counter: Counter, desk: Desk) -> None:
        await counter.queue(compiled())
        waiting = asyncio.ensure_future(desk.lease("worker", "another engine"))
        assert not await _is_over(waiting)
        waiting.cancel()

    async def test_a_delivered_take_is_told_of_and_not_made_again(self, counter: Counter, desk: Desk) -> None:
        await counter.queue(compiled(number=3))
        lease = await _lease(desk)
        await desk.deliver(lease.key, lease.token, made("one"))
        await counter.queue(compiled(number=4))
        first, second = [event for event in await counter.said() if isinstance(event, TakeGenerated)]
        assert (first.take.number, first.take.reused, first.take.video.key) == (3, False, "one")
        assert (second.take.number, second.take.reused, second.take.video.key) == (4, True, "one")
        assert not await _is_over(asyncio.ensure_future(_lease(desk)))

    async def test_a_heartbeat_keeps_a_lease_and_a_lost_lease_is_told(self, counter: Counter, desk: Desk) -> None:
        await counter.queue(compiled())
        lease = await _lease(desk)
        assert await desk.heartbeat(lease.key, lease.token, 3)
        assert await desk.heartbeat(lease.key, lease.token, 6)
        assert not await desk.heartbeat(lease.key, lease.token + 1, 6)
        assert not await desk.heartbeat("no such take", 1, 6)

    async def test_a_silent_workers_take_goes_to_another_and_it_is_fenced_off(
        self, counter: Counter, desk: Desk
    ) -> None:
        await counter.queue(compiled())
        silent = await _lease(desk, "silent")
        await counter.lapse()
        other = await _lease(desk, "other")
        assert other.key == silent.key
        assert other.token > silent.token
        assert not await desk.heartbeat(silent.key, silent.token, 5)
        with pytest.raises(Refused):
            await desk.deliver(silent.key, silent.token, made("silent"))
        with pytest.raises(Refused):
            await desk.fail(silent.key, silent.token, "late", again=False)
        await desk.deliver(other.key, other.token, made("other"))
        (event,) = await counter.said()
        assert isinstance(event, TakeGenerated)
        assert event.take.video.key == "other"

    async def test_a_take_is_delivered_once(self, counter: Counter, desk: Desk) -> None:
        await counter.queue(compiled())
        lease = await _lease(desk)
        await desk.deliver(lease.key, lease.token, made("one"))
        with pytest.raises(Refused):
            await desk.deliver(lease.key, lease.token, made("again"))
        assert len(await counter.said()) == 1

    async def test_a_take_that_too_many_workers_died_over_is_failed(self, counter: Counter, desk: Desk) -> None:
        await counter.queue(compiled(number=5))
        for _ in range(MAX_DEATHS):
            await _lease(desk)
            assert not await counter.said()
            await counter.lapse()
        (event,) = await counter.said()
        assert isinstance(event, TakeFailed)
        assert (event.take_number, event.prompt_digest) == (5, compiled().prompt_digest)
        assert not await _is_over(asyncio.ensure_future(_lease(desk)))

    async def test_a_failure_that_may_pass_is_tried_again(self, counter: Counter, desk: Desk) -> None:
        await counter.queue(compiled())
        lease = await _lease(desk)
        await desk.fail(lease.key, lease.token, "the engine is asleep", again=True)
        assert (await _lease(desk)).key == lease.key
        assert not await counter.said()

    async def test_a_failure_for_good_is_told_at_once(self, counter: Counter, desk: Desk) -> None:
        await counter.queue(compiled())
        lease = await _lease(desk)
        await desk.fail(lease.key, lease.token, "it does not draw dragons", again=False)
        (event,) = await counter.said()
        assert isinstance(event, TakeFailed)
        assert event.message == "it does not draw dragons"

    async def test_a_failed_take_that_is_wanted_again_is_tried_again(self, counter: Counter, desk: Desk) -> None:
        await counter.queue(compiled())
        lease = await _lease(desk)
        await desk.fail(lease.key, lease.token, "no", again=False)
        await counter.queue(compiled(number=2))
        assert (await _lease(desk)).key == lease.key

    async def test_a_take_in_the_making_is_not_queued_again_because_it_is_wanted_again(
        self, counter: Counter, desk: Desk
    ) -> None:
        await counter.queue(compiled())
        failed = await _lease(desk)
        await desk.fail(failed.key, failed.token, "the engine is asleep", again=True)
        lease = await _lease(desk)
        await counter.queue(compiled(number=2))
        assert await desk.heartbeat(lease.key, lease.token, 5)
        assert not await _is_over(asyncio.ensure_future(_lease(desk, "another")))

    async def test_a_delivery_is_not_lost_because_the_take_is_wanted_again_meanwhile(
        self, counter: Counter, desk: Desk
    ) -> None:
        await counter.queue(compiled(number=1))
        lease = await _lease(desk)
        await asyncio.gather(counter.queue(compiled(number=2)), desk.deliver(lease.key, lease.token, made("one")))
        said = [event for event in await counter.said() if isinstance(event, TakeGenerated)]
        assert said[-1].take.number == 2
        assert {event.take.video.key for event in said} == {"one"}

    async def test_a_lease_is_not_lost_because_the_take_is_wanted_again_meanwhile(
        self, counter: Counter, desk: Desk
    ) -> None:
        await counter.queue(compiled(number=1))
        lease = await _lease(desk)
        _, kept = await asyncio.gather(counter.queue(compiled(number=2)), desk.heartbeat(lease.key, lease.token, 3))
        assert kept
        assert await desk.heartbeat(lease.key, lease.token, 4)

    async def test_a_worker_that_starts_anew_holds_nothing_and_is_not_counted_as_dead(
        self, counter: Counter, desk: Desk
    ) -> None:
        await counter.queue(compiled())
        for _ in range(MAX_DEATHS + 1):
            lease = await _lease(desk, "worker")
            await desk.enlist("worker")
            assert not await desk.heartbeat(lease.key, lease.token, 1)
        assert not await counter.said()

    async def test_a_worker_that_starts_anew_takes_nothing_from_others(self, counter: Counter, desk: Desk) -> None:
        await counter.queue(compiled())
        lease = await _lease(desk, "one")
        await desk.enlist("other")
        assert await desk.heartbeat(lease.key, lease.token, 1)

    async def test_a_small_project_does_not_wait_for_a_big_one(self, counter: Counter, desk: Desk) -> None:
        for number in range(12):
            await counter.queue(compiled(f"sc010_sh{number:04d}", project="studio/epic"))
        for _ in range(4):
            await _lease(desk)
        for number in range(2):
            await counter.queue(compiled(f"sc010_sh{number:04d}", project="agency/spot"))
        leased = [(await _lease(desk)).key for _ in range(3)]
        assert [key.startswith("agency/spot/") for key in leased] == [True, True, False]

    async def test_projects_take_turns(self, counter: Counter, desk: Desk) -> None:
        for project in ("studio/a", "studio/b", "agency/c"):
            for number in range(4):
                await counter.queue(compiled(f"sc010_sh{number:04d}", project=project))
        for _ in range(4):
            leased = [await _lease(desk) for _ in range(3)]
            assert len({lease.key.rpartition("/sc")[0] for lease in leased}) == 3
            for lease in leased:
                await desk.deliver(lease.key, lease.token, made(lease.key))


def made(key: str) -> Made:
    moment = datetime(2026, 11, 21, 12, tzinfo=UTC)
    video = Staged(key=key, digest="0" * 64, size=1, media_type="video/mp4")
    return Made(video=video, started=moment, finished=moment)


async def _lease(desk: Desk, worker: str = "worker") -> Lease:
    async with asyncio.timeout(PATIENCE):
        return await desk.lease(worker, ENGINE)


async def _is_over(waiting: "asyncio.Future[Lease]", within: float = 0.1) -> bool:
    """Whether a lease came; one that did not is not waited for any longer if nobody else holds it."""
    done, _ = await asyncio.wait({waiting}, timeout=within)
    return bool(done)
