"""What every `Desk` promises to workers, and what the queue behind it promises to everybody else."""

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Protocol

import pytest

from picturelock.gateway.model import MAX_DEATHS, Hand, Lease, Made, staging_key
from picturelock.gateway.ports import Desk
from picturelock.kernel.errors import NotFound, Refused
from picturelock.kernel.nouns import Staged
from picturelock.testing.heard import PATIENCE
from picturelock.testing.samples import compiled
from picturelock_api.compiler.v1.events_pb2 import PromptCompiled
from picturelock_api.gateway.v1.events_pb2 import TakeFailed, TakeGenerated

ENGINE, VERSION = "previz", "1"
"""The one engine that takes are queued for."""


class Counter(Protocol):
    """A desk, and the queue behind it."""

    @property
    def desk(self) -> Desk: ...

    async def queue(self, event: PromptCompiled) -> None:
        """Hear the event, as if it were a new one."""

    async def stage(self, key: str, data: bytes) -> None:
        """Put bytes where a worker would."""

    async def cancel(self, shot_key: str) -> int:
        """Take the shot's take out of the queue, or stop its making."""

    async def put_lane(self, project_key: str, weight: float, needs: Mapping[str, str]) -> None: ...

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
        waiting = asyncio.ensure_future(desk.lease(hand("worker", engine="another engine")))
        assert not await _is_over(waiting)
        waiting.cancel()

    async def test_a_delivered_take_is_told_of_and_not_made_again(self, counter: Counter, desk: Desk) -> None:
        await counter.queue(compiled(number=3))
        lease = await _lease(desk)
        delivery = await deliver(counter, lease)
        await counter.queue(compiled(number=4))
        first, second = [event for event in await counter.said() if isinstance(event, TakeGenerated)]
        assert (first.take.number, first.take.reused, first.take.video.key) == (3, False, delivery.video.key)
        assert (second.take.number, second.take.reused, second.take.video.key) == (4, True, delivery.video.key)
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
        lease = await _lease(desk)
        delivery = await deliver(counter, lease)
        await desk.deliver(lease.key, lease.token, delivery)
        with pytest.raises(Refused):
            await deliver(counter, lease, b"another take")
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
        assert event.reason == "WORKER_DIED"
        assert "fell silent" in event.message
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
        assert (event.message, event.reason) == ("it does not draw dragons", "ENGINE_FAILED")

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
        await asyncio.gather(counter.queue(compiled(number=2)), deliver(counter, lease))
        said = [event for event in await counter.said() if isinstance(event, TakeGenerated)]
        assert said[-1].take.number == 2
        assert {event.take.video.key for event in said} == {staging_key(lease.key, lease.token, "take.mp4")}

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
            await desk.enlist(hand("worker"))
            assert not await desk.heartbeat(lease.key, lease.token, 1)
        assert not await counter.said()

    async def test_a_worker_that_starts_anew_takes_nothing_from_others(self, counter: Counter, desk: Desk) -> None:
        await counter.queue(compiled())
        lease = await _lease(desk, "one")
        await desk.enlist(hand("other"))
        assert await desk.heartbeat(lease.key, lease.token, 1)

    async def test_a_small_project_does_not_wait_for_a_big_one(self, counter: Counter, desk: Desk) -> None:
        for number in range(12):
            await counter.queue(compiled(f"sc010_sh{number:04d}", project="studio/epic"))
        for _ in range(4):
            await _lease(desk)
        for number in range(2):
            await counter.queue(compiled(f"sc010_sh{number:04d}", project="agency/spot"))
        leased = [(await _lease(desk)).key for _ in range(3)]
        assert [key.startswith("agency/") for key in leased] == [True, True, False]

    async def test_projects_take_turns(self, counter: Counter, desk: Desk) -> None:
        for project in ("studio/a", "school/b", "agency/c"):
            for number in range(4):
                await counter.queue(compiled(f"sc010_sh{number:04d}", project=project))
        for _ in range(4):
            leased = [await _lease(desk) for _ in range(3)]
            assert len({lease.key.partition("/")[0] for lease in leased}) == 3
            for lease in leased:
                await deliver(counter, lease)

    async def test_a_heavier_project_gets_more_slots(self, counter: Counter, desk: Desk) -> None:
        await counter.put_lane("studio/a", 3, {})
        for project in ("studio/a", "school/b"):
            for number in range(8):
                await counter.queue(compiled(f"sc010_sh{number:04d}", project=project))
        leased = [(await _lease(desk)).key.partition("/")[0] for _ in range(8)]
        assert (leased.count("studio"), leased.count("school")) == (6, 2)

    async def test_a_worker_gets_takes_only_whose_needs_it_meets(self, counter: Counter, desk: Desk) -> None:
        await counter.put_lane("studio/lamp", 1, {"gpu": "24", "site": "berlin"})
        await counter.queue(compiled())
        small = asyncio.ensure_future(desk.lease(hand("small", tags={"gpu": "16", "site": "berlin"})))
        far = asyncio.ensure_future(desk.lease(hand("far", tags={"gpu": "48", "site": "paris"})))
        assert not await _is_over(small)
        assert not await _is_over(far)
        right = await asyncio.wait_for(desk.lease(hand("right", tags={"gpu": "24.0", "site": "berlin"})), PATIENCE)
        assert right.prompt.shot == "sc010_sh0010"
        small.cancel()
        far.cancel()

    async def test_the_same_prompt_is_made_once_for_all_shots_of_a_tenant_and_never_for_another(
        self, counter: Counter, desk: Desk
    ) -> None:
        prompt = compiled()
        for shot_key in ("studio/lamp/sc010_sh0010", "studio/spot/sc020_sh0010", "agency/lamp/sc010_sh0010"):
            asked = PromptCompiled()
            asked.CopyFrom(prompt)
            asked.shot_key = shot_key
            await counter.queue(asked)
        for lease in [await _lease(desk), await _lease(desk)]:
            await deliver(counter, lease, lease.key.encode())
        assert not await _is_over(asyncio.ensure_future(_lease(desk)))
        told = {event.shot_key: event for event in await counter.said() if isinstance(event, TakeGenerated)}
        digests = {shot_key: event.take.video.digest for shot_key, event in told.items()}
        assert digests["studio/lamp/sc010_sh0010"] == digests["studio/spot/sc020_sh0010"]
        assert digests["agency/lamp/sc010_sh0010"] != digests["studio/lamp/sc010_sh0010"]

    async def test_a_take_that_is_given_back_is_not_counted_as_a_death(self, counter: Counter, desk: Desk) -> None:
        await counter.queue(compiled())
        for _ in range(MAX_DEATHS + 1):
            lease = await _lease(desk)
            await desk.give_back(lease.key, lease.token)
            assert not await desk.heartbeat(lease.key, lease.token, 1)
        await deliver(counter, await _lease(desk))
        (event,) = await counter.said()
        assert isinstance(event, TakeGenerated)

    async def test_a_take_that_was_replaced_by_a_newer_one_is_stopped(self, counter: Counter, desk: Desk) -> None:
        await counter.queue(compiled(number=1))
        old = await _lease(desk)
        await counter.queue(compiled(number=2, words="Mara runs."))
        assert not await desk.heartbeat(old.key, old.token, 3)
        new = await _lease(desk)
        assert new.key != old.key
        await deliver(counter, new)
        assert [event.take.number for event in await counter.said() if isinstance(event, TakeGenerated)] == [2]

    async def test_a_take_that_another_shot_wants_goes_on(self, counter: Counter, desk: Desk) -> None:
        await counter.queue(compiled())
        other = compiled()
        other.shot_key = "studio/lamp/sc090_sh0010"
        await counter.queue(other)
        lease = await _lease(desk)
        await counter.queue(compiled(number=2, words="Mara runs."))
        assert await desk.heartbeat(lease.key, lease.token, 3)
        await deliver(counter, lease)
        (event,) = await counter.said()
        assert event.shot_key == "studio/lamp/sc090_sh0010"

    async def test_what_was_made_for_nobody_is_kept_for_who_wants_it_next(self, counter: Counter, desk: Desk) -> None:
        await counter.queue(compiled(number=1))
        old = await _lease(desk)
        await counter.queue(compiled(number=2, words="Mara runs."))
        await deliver(counter, old)
        assert not await counter.said()
        await counter.queue(compiled(number=3))
        (event,) = await counter.said()
        assert isinstance(event, TakeGenerated)
        assert (event.take.number, event.take.reused) == (3, True)

    async def test_a_cancelled_take_has_failed_and_its_worker_is_stopped(self, counter: Counter, desk: Desk) -> None:
        await counter.queue(compiled(number=7))
        lease = await _lease(desk)
        assert await counter.cancel("studio/lamp/sc010_sh0010") == 7
        assert not await desk.heartbeat(lease.key, lease.token, 3)
        (event,) = await counter.said()
        assert isinstance(event, TakeFailed)
        assert (event.reason, event.take_number) == ("CANCELLED", 7)
        assert not await _is_over(asyncio.ensure_future(_lease(desk)))
        with pytest.raises(NotFound):
            await counter.cancel("studio/lamp/sc010_sh0010")

    @pytest.mark.parametrize("lie", ["wrong take", "wrong key", "foreign path", "wrong hash", "wrong size", "no file"])
    async def test_a_worker_that_lies_is_refused_and_the_take_is_made_by_another(
        self, counter: Counter, desk: Desk, lie: str
    ) -> None:
        await counter.queue(compiled())
        lease = await _lease(desk, "liar")
        honest = await staged(counter, lease)
        key, size, digest = honest.video.key, honest.video.size, honest.video.digest
        lies: Mapping[str, Mapping[str, object]] = {
            "wrong take": {"key": staging_key(f"studio/{'0' * 64}/{VERSION}", lease.token, "take.mp4")},
            "wrong key": {"key": staging_key(lease.key, lease.token + 1, "take.mp4")},
            "foreign path": {"key": f"{key}/../../../../etc/passwd"},
            "wrong hash": {"digest": digest[::-1]},
            "wrong size": {"size": size + 1},
            "no file": {"key": staging_key(lease.key, lease.token, "nothing.mp4")},
        }
        with pytest.raises(Refused) as told:
            await desk.deliver(lease.key, lease.token, honest.but_video(**lies[lie]))
        assert told.value.reason == "BAD_DELIVERY"
        assert not await counter.said()
        await desk.fail(lease.key, lease.token, str(told.value), again=True)
        await deliver(counter, await _lease(desk, "honest"))
        (event,) = await counter.said()
        assert isinstance(event, TakeGenerated)

    async def test_a_worker_of_another_version_of_the_engine_is_refused(self, desk: Desk) -> None:
        with pytest.raises(Refused, match="PICTURELOCK_GATEWAY_ENGINES") as told:
            await desk.enlist(hand("worker", version="2"))
        assert told.value.reason == "ENGINE_VERSION"

    async def test_an_engine_that_workers_bring_along_can_be_asked(self, counter: Counter, desk: Desk) -> None:
        theirs = hand("worker", engine="dreamer", version="7")
        await desk.enlist(theirs)
        asked = compiled()
        asked.prompt.engine = "dreamer"
        await counter.queue(asked)
        lease = await asyncio.wait_for(desk.lease(theirs), PATIENCE)
        await deliver(counter, lease)
        (event,) = await counter.said()
        assert isinstance(event, TakeGenerated)
        assert (event.take.engine, event.take.engine_version) == ("dreamer", "7")

    async def test_a_lease_says_of_which_trace_it_is(self, counter: Counter, desk: Desk) -> None:
        await counter.queue(compiled())
        assert (await _lease(desk)).traceparent == TRACEPARENT


TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
"""Of whatever is queued."""


def hand(
    worker: str = "worker", *, engine: str = ENGINE, version: str = VERSION, tags: Mapping[str, str] | None = None
) -> Hand:
    return Hand(worker=worker, engine=engine, engine_version=version, tags=dict(tags or {}))


class Delivery(Made):
    def but_video(self, **changes: object) -> Made:
        return self.model_copy(update={"video": self.video.model_copy(update=changes)})


async def staged(counter: Counter, lease: Lease, data: bytes = b"a take") -> Delivery:
    """Put bytes where the lease says, and say so, but not yet to the desk."""
    moment = datetime(2026, 11, 21, 12, tzinfo=UTC)
    key = staging_key(lease.key, lease.token, "take.mp4")
    await counter.stage(key, data)
    video = Staged(key=key, digest=hashlib.sha256(data).hexdigest(), size=len(data), media_type="video/mp4")
    return Delivery(video=video, started=moment, finished=moment)


async def deliver(counter: Counter, lease: Lease, data: bytes = b"a take") -> Delivery:
    delivery = await staged(counter, lease, data)
    await counter.desk.deliver(lease.key, lease.token, delivery)
    return delivery


async def _lease(desk: Desk, worker: str = "worker") -> Lease:
    async with asyncio.timeout(PATIENCE):
        return await desk.lease(hand(worker))


async def _is_over(waiting: "asyncio.Future[Lease]", within: float = 0.1) -> bool:
    """Whether a lease came; one that did not is not waited for any longer if nobody else holds it."""
    done, _ = await asyncio.wait({waiting}, timeout=within)
    return bool(done)
