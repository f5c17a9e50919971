"""What every `Desk`, and the queue behind it, promise about whose takes are made, and when they are not."""

import asyncio
from collections.abc import Mapping

import pytest

from picturelock.gateway.model import MAX_DEATHS, staging_key
from picturelock.gateway.ports import Desk
from picturelock.kernel.errors import NotFound, Refused
from picturelock.testing.desk_stage import (
    TRACEPARENT,
    VERSION,
    AtADesk,
    Counter,
    deliver,
    hand,
    is_over,
    lease_one,
    staged,
)
from picturelock.testing.heard import PATIENCE
from picturelock.testing.samples import compiled
from picturelock_api.compiler.v1.events_pb2 import PromptCompiled
from picturelock_api.gateway.v1.events_pb2 import TakeFailed, TakeGenerated


class SharingContract(AtADesk):
    async def test_a_small_project_does_not_wait_for_a_big_one(self, counter: Counter, desk: Desk) -> None:
        for number in range(12):
            await counter.queue(compiled(f"sc010_sh{number:04d}", project="studio/epic"))
        for _ in range(4):
            await lease_one(desk)
        for number in range(2):
            await counter.queue(compiled(f"sc010_sh{number:04d}", project="agency/spot"))
        leased = [(await lease_one(desk)).key for _ in range(3)]
        assert [key.startswith("agency/") for key in leased] == [True, True, False]

    async def test_projects_take_turns(self, counter: Counter, desk: Desk) -> None:
        for project in ("studio/a", "school/b", "agency/c"):
            for number in range(4):
                await counter.queue(compiled(f"sc010_sh{number:04d}", project=project))
        for _ in range(4):
            leased = [await lease_one(desk) for _ in range(3)]
            assert len({lease.key.partition("/")[0] for lease in leased}) == 3
            for lease in leased:
                await deliver(counter, lease)

    async def test_a_heavier_project_gets_more_slots(self, counter: Counter, desk: Desk) -> None:
        await counter.put_lane("studio/a", 3, {})
        for project in ("studio/a", "school/b"):
            for number in range(8):
                await counter.queue(compiled(f"sc010_sh{number:04d}", project=project))
        leased = [(await lease_one(desk)).key.partition("/")[0] for _ in range(8)]
        assert (leased.count("studio"), leased.count("school")) == (6, 2)

    async def test_a_worker_gets_takes_only_whose_needs_it_meets(self, counter: Counter, desk: Desk) -> None:
        await counter.put_lane("studio/lamp", 1, {"gpu": "24", "site": "berlin"})
        await counter.queue(compiled())
        small = asyncio.ensure_future(desk.lease(hand("small", tags={"gpu": "16", "site": "berlin"})))
        far = asyncio.ensure_future(desk.lease(hand("far", tags={"gpu": "48", "site": "paris"})))
        assert not await is_over(small)
        assert not await is_over(far)
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
        for lease in [await lease_one(desk), await lease_one(desk)]:
            await deliver(counter, lease, lease.key.encode())
        assert not await is_over(asyncio.ensure_future(lease_one(desk)))
        told = {event.shot_key: event for event in await counter.said() if isinstance(event, TakeGenerated)}
        digests = {shot_key: event.take.video.digest for shot_key, event in told.items()}
        assert digests["studio/lamp/sc010_sh0010"] == digests["studio/spot/sc020_sh0010"]
        assert digests["agency/lamp/sc010_sh0010"] != digests["studio/lamp/sc010_sh0010"]

    async def test_a_take_that_is_given_back_is_not_counted_as_a_death(self, counter: Counter, desk: Desk) -> None:
        await counter.queue(compiled())
        for _ in range(MAX_DEATHS + 1):
            lease = await lease_one(desk)
            await desk.give_back(lease.key, lease.token)
            assert not await desk.heartbeat(lease.key, lease.token, 1)
        await deliver(counter, await lease_one(desk))
        (event,) = await counter.said()
        assert isinstance(event, TakeGenerated)

    async def test_a_take_that_was_replaced_by_a_newer_one_is_stopped(self, counter: Counter, desk: Desk) -> None:
        await counter.queue(compiled(number=1))
        old = await lease_one(desk)
        await counter.queue(compiled(number=2, words="Mara runs."))
        assert not await desk.heartbeat(old.key, old.token, 3)
        new = await lease_one(desk)
        assert new.key != old.key
        await deliver(counter, new)
        assert [event.take.number for event in await counter.said() if isinstance(event, TakeGenerated)] == [2]

    async def test_a_take_that_another_shot_wants_goes_on(self, counter: Counter, desk: Desk) -> None:
        await counter.queue(compiled())
        other = compiled()
        other.shot_key = "studio/lamp/sc090_sh0010"
        await counter.queue(other)
        lease = await lease_one(desk)
        await counter.queue(compiled(number=2, words="Mara runs."))
        assert await desk.heartbeat(lease.key, lease.token, 3)
        await deliver(counter, lease)
        (event,) = await counter.said()
        assert event.shot_key == "studio/lamp/sc090_sh0010"

    async def test_what_was_made_for_nobody_is_kept_for_who_wants_it_next(self, counter: Counter, desk: Desk) -> None:
        await counter.queue(compiled(number=1))
        old = await lease_one(desk)
        await counter.queue(compiled(number=2, words="Mara runs."))
        await deliver(counter, old)
        assert not await counter.said()
        await counter.queue(compiled(number=3))
        (event,) = await counter.said()
        assert isinstance(event, TakeGenerated)
        assert (event.take.number, event.take.reused) == (3, True)

    async def test_a_cancelled_take_has_failed_and_its_worker_is_stopped(self, counter: Counter, desk: Desk) -> None:
        await counter.queue(compiled(number=7))
        lease = await lease_one(desk)
        assert await counter.cancel("studio/lamp/sc010_sh0010") == 7
        assert not await desk.heartbeat(lease.key, lease.token, 3)
        (event,) = await counter.said()
        assert isinstance(event, TakeFailed)
        assert (event.reason, event.take_number) == ("CANCELLED", 7)
        assert not await is_over(asyncio.ensure_future(lease_one(desk)))
        with pytest.raises(NotFound):
            await counter.cancel("studio/lamp/sc010_sh0010")

    @pytest.mark.parametrize("lie", ["wrong take", "wrong key", "foreign path", "wrong hash", "wrong size", "no file"])
    async def test_a_worker_that_lies_is_refused_and_the_take_is_made_by_another(
        self, counter: Counter, desk: Desk, lie: str
    ) -> None:
        await counter.queue(compiled())
        lease = await lease_one(desk, "liar")
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
        await deliver(counter, await lease_one(desk, "honest"))
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
        assert (await lease_one(desk)).traceparent == TRACEPARENT
