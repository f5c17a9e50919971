"""Several copies of the gateway on the same records, and what each knows of the others' doings."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.gateway.gateway_stage import LEASE_SECONDS, Rooms

from picturelock.gateway.handlers import Gateway
from picturelock.gateway.model import Lease, Order
from picturelock.kernel.bus import caused_by
from picturelock.testing.desk import TRACEPARENT, hand
from picturelock.testing.samples import compiled
from picturelock_api.gateway.v1.events_pb2 import TakeFailed


@pytest.fixture
def rooms(tmp_path: Path) -> Iterator[Rooms]:
    opened = Rooms(tmp_path)
    yield opened
    opened.database.close()


async def test_sixty_workers_of_two_copies_take_sixty_different_takes(rooms: Rooms) -> None:
    copies = [rooms.gateway(), rooms.gateway()]
    for number in range(60):
        await rooms.hear(copies[number % 2], compiled(f"sc010_sh{number:04d}"))
    for copy in copies:
        await copy.tend()
    leases = await asyncio.gather(*(copies[n % 2].lease_within(hand(f"worker {n}"), 5) for n in range(60)))
    assert len({lease.key for lease in leases if lease}) == 60


async def test_a_worker_of_one_copy_gets_what_the_other_queued_within_a_sweep(rooms: Rooms) -> None:
    one, other = rooms.gateway(), rooms.gateway()
    await other.ready()
    waiting = asyncio.ensure_future(other.lease(hand()))
    await asyncio.sleep(0.05)
    await rooms.hear(one, compiled())
    assert not waiting.done()
    await other.tend()
    assert (await asyncio.wait_for(waiting, 5)).prompt.shot == "sc010_sh0010"


async def test_a_sweep_costs_a_tenth_of_the_time_at_most(rooms: Rooms) -> None:
    gateway = rooms.gateway()
    for number in range(300):
        await rooms.hear(gateway, compiled(f"sc010_sh{number:04d}"))
    loop = asyncio.get_running_loop()
    began = loop.time()
    pause = await gateway.tend()
    assert pause >= 9 * (loop.time() - began)


async def test_a_lease_is_kept_delivered_and_lost_at_either_copy(rooms: Rooms) -> None:
    one, other = rooms.gateway(), rooms.gateway()
    await rooms.hear(one, compiled())
    lease = await one.lease(hand())
    assert await other.heartbeat(lease.key, lease.token, 3)
    rooms.clock.put_forward(LEASE_SECONDS * 0.8)
    assert await other.heartbeat(lease.key, lease.token, 6)
    rooms.clock.put_forward(LEASE_SECONDS * 0.8)
    await one.reap()
    assert await other.heartbeat(lease.key, lease.token, 9)
    rooms.clock.put_forward(LEASE_SECONDS + 1)
    await one.tend()
    assert not await other.heartbeat(lease.key, lease.token, 9)


async def test_a_gateway_that_starts_again_knows_all_that_was_leased(rooms: Rooms) -> None:
    before = rooms.gateway()
    for number in range(3):
        await rooms.hear(before, compiled(f"sc010_sh{number:04d}"))
    lease = await before.lease(hand())
    after = rooms.gateway()
    assert await after.heartbeat(lease.key, lease.token, 3)
    standing = await after.standing()
    assert (standing.queued, standing.running) == (2, 1)


async def test_a_request_that_is_repeated_gets_the_lease_it_got(rooms: Rooms) -> None:
    gateway = rooms.gateway()
    for number in range(2):
        await rooms.hear(gateway, compiled(f"sc010_sh{number:04d}"))
    first = await gateway.lease_within(hand(), 1, "request 1")
    restarted = rooms.gateway()
    again, other = [await restarted.lease_within(hand(), 1, f"request {n}") for n in (1, 2)]
    assert isinstance(first, Lease)
    assert again == first
    assert other is not None
    assert other.key != first.key


async def test_a_take_that_the_other_copy_replaced_is_stopped_within_a_sweep(rooms: Rooms) -> None:
    one, other = rooms.gateway(), rooms.gateway()
    await other.ready()
    await rooms.hear(one, compiled(number=1))
    lease = await one.lease(hand())
    await rooms.hear(other, compiled(number=2, words="Mara runs."))
    await other.tend()
    assert not await one.heartbeat(lease.key, lease.token, 1)


async def test_two_copies_share_their_slots_alike_between_projects(rooms: Rooms) -> None:
    copies = [rooms.gateway(), rooms.gateway()]
    for project in ("studio/a", "school/b"):
        for number in range(30):
            await rooms.hear(copies[0], compiled(f"sc010_sh{number:04d}", project=project))
    leases = []
    for number in range(20):
        await copies[number % 2].tend()
        leases.append(await copies[number % 2].lease(hand()))
    assert Counter(lease.key.partition("/")[0] for lease in leases) == {"studio": 10, "school": 10}


async def test_what_was_queued_for_an_older_engine_is_made_by_todays(rooms: Rooms) -> None:
    old, today = rooms.gateway(), rooms.gateway(previz="2")
    await rooms.hear(old, compiled(number=3))
    lease = await asyncio.wait_for(today.lease(hand(version="2")), 5)
    assert lease.key.endswith("/2")
    assert lease.traceparent == TRACEPARENT
    assert await today.heartbeat(lease.key, lease.token, 1)
    standing = await today.standing()
    assert (standing.queued, standing.running) == (0, 1)


async def test_a_redelivered_prompt_changes_nothing(rooms: Rooms) -> None:
    gateway, cause = rooms.gateway(), "the same event"
    for _ in range(2):
        await _hear_because_of(cause, rooms, gateway)
    lease = await gateway.lease(hand())
    await gateway.fail(lease.key, lease.token, "no", again=False)
    await _hear_because_of(cause, rooms, rooms.gateway())
    (event,) = await rooms.said()
    assert isinstance(event, TakeFailed)
    assert (await gateway.standing()).queued == 0


async def test_the_standing_counts_what_is_there_and_what_became_of_takes(rooms: Rooms) -> None:
    gateway = rooms.gateway()
    for project in ("studio/a", "agency/b"):
        for number in range(2):
            await rooms.hear(gateway, compiled(f"sc010_sh{number:04d}", project=project))
    lease = await gateway.lease(hand())
    await gateway.fail(lease.key, lease.token, "no", again=False)
    await gateway.lease(hand())
    rooms.clock.put_forward(12)
    standing = await gateway.standing()
    assert (standing.queued, standing.running, standing.oldest_seconds) == (2, 1, 12.0)
    assert standing.outcomes == {("previz", "ENGINE_FAILED"): 1}
    assert set(standing.lanes) == {("studio/a", "previz"), ("agency/b", "previz")}


async def test_an_order_of_the_last_release_that_is_queued_is_leased(rooms: Rooms) -> None:
    """Its key was another, and it lacks what is newer."""
    gateway = rooms.gateway()
    await rooms.hear(gateway, compiled())
    ((_, order),) = await rooms.records().select(Order, where={"state": "queued"})
    old = Order.model_validate_json(order.model_dump_json(include=set(OLD)))
    key = "studio/lamp/sc010_sh0010/0123456789abcdef01234567/1"
    database = Rooms(Path("/nonexistent"))
    with caused_by(database.cause()):
        await database.records().save(key, old.but(version=0))
    lease = await asyncio.wait_for(database.gateway().lease(hand()), 5)
    assert lease.key == key
    database.database.close()


OLD = (
    "project", "prompt", "prompt_digest", "engine", "engine_version", "state", "wants", "lease", "worker", "expires",
    "deaths", "done_frames", "made", "failure",
)  # fmt: skip
"""Of an order of release 0.1."""


async def _hear_because_of(cause: str, rooms: Rooms, gateway: Gateway) -> None:
    with caused_by(rooms.cause(cause)):
        await gateway.queue(compiled())
