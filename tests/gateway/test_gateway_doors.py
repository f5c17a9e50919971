"""The gateway's doors: who may have which takes, and what people do with the queue."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import grpc
import pytest
from tests.gateway.gateway_stage import FARM, QUEUE, WORKERS, EmbeddedCounter, Rooms, behind_doors

from picturelock.kernel.caller import Role
from picturelock.kernel.errors import Denied, Invalid, NotFound, PicturelockError, Refused, Stale
from picturelock.platform.grpc import Peer, Remote, channel_to
from picturelock.testing.desk import deliver, hand, staged
from picturelock.testing.samples import compiled
from picturelock_api.gateway.v1 import service_pb2 as api
from picturelock_api.gateway.v1.events_pb2 import TakeFailed


@dataclass
class Doors:
    rooms: Rooms
    counter: EmbeddedCounter
    channel: grpc.aio.Channel

    async def as_(self, role: Role, tenant: str = "studio", service: str = QUEUE) -> Any:
        return Remote(self.channel, service, await self.rooms.tokens.create(tenant, role))

    async def worker(self, tenant: str = "studio") -> Any:
        return await self.as_(Role.WORKER, tenant, WORKERS)


@pytest.fixture
async def doors(tmp_path: Path) -> AsyncIterator[Doors]:
    rooms = Rooms(tmp_path)
    counter = EmbeddedCounter(rooms)
    async with behind_doors(rooms, counter.gateway) as address, channel_to(Peer(address)) as channel:
        yield Doors(rooms, counter, channel)
    rooms.database.close()


async def test_a_tenants_worker_is_leased_that_tenants_takes_only(doors: Doors) -> None:
    await doors.counter.queue(compiled(project="agency/spot"))
    ours, theirs = await doors.worker("studio"), await doors.worker("agency")
    asked: dict[str, Any] = {"worker": "w", "engine": "previz", "version": "1", "wait_seconds": 0.1}
    assert not (await ours.lease(api.LeaseRequest(**asked))).HasField("lease")
    lease = (await theirs.lease(api.LeaseRequest(**asked))).lease
    assert lease.key.startswith("agency/")


async def test_another_tenants_lease_is_not_found_whatever_is_said_of_it(doors: Doors) -> None:
    await doors.counter.queue(compiled(project="agency/spot"))
    lease = await doors.counter.gateway.lease(hand())
    ours = await doors.worker("studio")
    named: dict[str, Any] = {"key": lease.key, "token": lease.token}
    delivery = await staged(doors.counter, lease)
    for method, request in [
        ("heartbeat", api.HeartbeatRequest(**named)),
        ("delivery_link", api.DeliveryLinkRequest(name="take.mp4", **named)),
        ("give_back", api.GiveBackRequest(**named)),
        ("fail", api.FailRequest(**named)),
        ("deliver", api.DeliverRequest(video={"key": delivery.video.key}, started={}, finished={}, **named)),
    ]:
        with pytest.raises(NotFound):
            await getattr(ours, method)(request)
    assert await doors.counter.gateway.heartbeat(lease.key, lease.token, 1)


async def test_only_workers_lease_and_workers_do_nothing_else(doors: Doors) -> None:
    artist = await doors.as_(Role.ARTIST, service=WORKERS)
    with pytest.raises(Denied):
        await artist.lease(api.LeaseRequest(worker="w", engine="previz", version="1", wait_seconds=0.1))
    worker = await doors.as_(Role.WORKER)
    with pytest.raises(Denied):
        await worker.list_lanes(api.ListLanesRequest())


@pytest.mark.parametrize(
    ("said", "error", "match"),
    [
        ({"protocol": 3}, Invalid, "upgrade the older one"),
        ({"worker": ""}, Invalid, "worker: say it"),
        ({"version": "0.9"}, Refused, "asks for 1"),
    ],
)
async def test_a_worker_that_does_not_fit_is_told_why(
    doors: Doors, said: dict[str, Any], error: type[PicturelockError], match: str
) -> None:
    fits: dict[str, Any] = {"worker": "w", "engine": "previz", "version": "1", "slots": 2, "protocol": 1}
    worker = await doors.worker()
    assert (await worker.enlist(api.EnlistRequest(**fits))).protocol == 1
    with pytest.raises(error, match=match):
        await worker.enlist(api.EnlistRequest(**(fits | said)))


async def test_a_worker_one_release_apart_is_welcome(doors: Doors) -> None:
    worker = await doors.worker()
    for protocol in (0, 1, 2):
        said = api.EnlistRequest(worker="w", engine="previz", version="1", protocol=protocol)
        assert (await worker.enlist(said)).lease_seconds == 30.0
    from_the_future = api.LeaseRequest.FromString(
        api.LeaseRequest(worker="w", engine="previz", version="1", wait_seconds=0.1).SerializeToString()
        + b"\xfa\x06\x07unknown"
    )
    assert not (await worker.lease(from_the_future)).HasField("lease")


async def test_a_file_can_be_put_only_under_a_plain_name(doors: Doors) -> None:
    await doors.counter.queue(compiled())
    lease = await doors.counter.gateway.lease(hand())
    worker = await doors.worker()
    good = await worker.delivery_link(api.DeliveryLinkRequest(key=lease.key, token=lease.token, name="take.mp4"))
    assert good.key == f"{lease.key}/{lease.token}/take.mp4"
    for name in ("", "../take.mp4", "a/b", ".hidden", "x" * 65):
        with pytest.raises(Invalid, match="name"):
            await worker.delivery_link(api.DeliveryLinkRequest(key=lease.key, token=lease.token, name=name))
    with pytest.raises(Refused, match="is over"):
        await worker.delivery_link(api.DeliveryLinkRequest(key=lease.key, token=9, name="take.mp4"))


async def test_lanes_are_listed_page_by_page_with_what_waits_in_them(doors: Doors) -> None:
    for project in ("studio/a", "studio/b", "studio/c", "agency/x"):
        await doors.counter.queue(compiled(project=project, words=f"Mara waits for {project}."))
    viewer = await doors.as_(Role.VIEWER)
    first = await viewer.list_lanes(api.ListLanesRequest(page_size=2))
    rest = await viewer.list_lanes(api.ListLanesRequest(page_size=2, page_token=first.next_page_token))
    assert [lane.project for lane in (*first.lanes, *rest.lanes)] == ["a", "b", "c"]
    assert [(lane.queued, lane.running, lane.weight) for lane in first.lanes] == [(1, 0, 1.0)] * 2
    assert rest.next_page_token == ""
    with pytest.raises(Invalid, match="page_token"):
        await viewer.list_lanes(api.ListLanesRequest(page_token="§"))  # noqa: S106 it is a page


async def test_what_tenants_share_is_set_by_the_farms_admin_alone(doors: Doors) -> None:
    studio, farm = await doors.as_(Role.ADMIN), await doors.as_(Role.ADMIN, FARM)
    with pytest.raises(Denied, match="is set by tenant 'farm'"):
        await studio.put_tenant_share(api.PutTenantShareRequest(tenant="studio", weight=1000))
    for tenant, weight in (("studio", 2.0), ("agency", 0.5)):
        await farm.put_tenant_share(api.PutTenantShareRequest(tenant=tenant, weight=weight, request_id=tenant))
    seen = (await farm.list_tenant_shares(api.ListTenantSharesRequest())).shares
    assert [(share.tenant, share.weight) for share in seen] == [("agency", 0.5), ("studio", 2.0)]
    assert [share.tenant for share in (await studio.list_tenant_shares(api.ListTenantSharesRequest())).shares] == [
        "studio"
    ]
    for tenant, weight in (("", 1.0), ("studio", 5000.0)):
        with pytest.raises(Invalid):
            await farm.put_tenant_share(api.PutTenantShareRequest(tenant=tenant, weight=weight))


async def test_a_projects_takes_are_listed_with_how_far_they_are(doors: Doors) -> None:
    for shot in ("sc010_sh0010", "sc010_sh0020", "sc010_sh0030"):
        await doors.counter.queue(compiled(shot, number=2, words=f"Mara waits in {shot}."))
    lease = await doors.counter.gateway.lease(hand())
    await doors.counter.gateway.heartbeat(lease.key, lease.token, 7)
    doors.rooms.clock.put_forward(3)
    viewer = await doors.as_(Role.VIEWER)
    first = await viewer.list_queue(api.ListQueueRequest(project="lamp", page_size=2))
    rest = await viewer.list_queue(api.ListQueueRequest(project="lamp", page_size=2, page_token=first.next_page_token))
    assert [take.shot for take in (*first.takes, *rest.takes)] == ["sc010_sh0010", "sc010_sh0020", "sc010_sh0030"]
    running, waiting = first.takes
    assert (running.running, running.done_frames, running.frames, running.running_seconds) == (True, 7, 12, 3.0)
    assert (waiting.running, waiting.take_number, waiting.queued_seconds) == (False, 2, 3.0)
    stranger = await doors.as_(Role.VIEWER, "agency")
    assert not (await stranger.list_queue(api.ListQueueRequest(project="lamp"))).takes


async def test_a_lane_is_put_once_for_one_request_and_never_over_somebody_elses(doors: Doors) -> None:
    admin = await doors.as_(Role.ADMIN)
    said: dict[str, Any] = {"project": "film", "weight": 2.5, "needs": {"gpu": "24"}, "request_id": "one"}
    first = (await admin.put_lane(api.PutLaneRequest(**said))).lane
    assert (first.weight, dict(first.needs)) == (2.5, {"gpu": "24"})
    assert (await admin.put_lane(api.PutLaneRequest(**said))).lane == first
    second = (await admin.put_lane(api.PutLaneRequest(project="film", etag=first.etag, request_id="two"))).lane
    assert (second.weight, dict(second.needs)) == (1.0, {})
    again = api.PutLaneRequest(project="film", etag=first.etag, request_id="two")
    assert (await admin.put_lane(again)).lane == second
    with pytest.raises(Stale):
        await admin.put_lane(api.PutLaneRequest(project="film", etag=first.etag, request_id="three"))
    with pytest.raises(Invalid, match="weight"):
        await admin.put_lane(api.PutLaneRequest(project="film", weight=-1))
    with pytest.raises(Denied):
        await (await doors.as_(Role.PRODUCER)).put_lane(api.PutLaneRequest(project="film"))


async def test_an_urgent_take_goes_first(doors: Doors) -> None:
    for shot in ("sc010_sh0010", "sc010_sh0020", "sc010_sh0030"):
        await doors.counter.queue(compiled(shot, words=f"Mara waits in {shot}."))
    producer = await doors.as_(Role.PRODUCER)
    await producer.put_priority(api.PutPriorityRequest(project="lamp", shot="sc010_sh0030", priority=5))
    await producer.put_priority(api.PutPriorityRequest(project="lamp", shot="sc010_sh0010", priority=-1))
    leased = [(await doors.counter.gateway.lease(hand())).prompt.shot for _ in range(3)]
    assert leased == ["sc010_sh0030", "sc010_sh0020", "sc010_sh0010"]
    with pytest.raises(NotFound):
        await producer.put_priority(api.PutPriorityRequest(project="lamp", shot="sc099_sh0010"))


async def test_a_take_is_cancelled_once_for_one_request(doors: Doors) -> None:
    await doors.counter.queue(compiled(number=4))
    producer = await doors.as_(Role.PRODUCER)
    said = api.CancelTakeRequest(project="lamp", shot="sc010_sh0010", request_id="one")
    assert (await producer.cancel_take(said)).take_number == 4
    assert (await producer.cancel_take(said)).take_number == 4
    (event,) = await doors.rooms.said()
    assert isinstance(event, TakeFailed)
    assert event.reason == "CANCELLED"
    with pytest.raises(NotFound):
        await producer.cancel_take(api.CancelTakeRequest(project="lamp", shot="sc010_sh0010", request_id="two"))


async def test_another_tenants_take_cannot_be_cancelled(doors: Doors) -> None:
    await doors.counter.queue(compiled())
    producer = await doors.as_(Role.PRODUCER, "agency")
    with pytest.raises(NotFound):
        await producer.cancel_take(api.CancelTakeRequest(project="lamp", shot="sc010_sh0010"))
    await deliver(doors.counter, await doors.counter.gateway.lease(hand()))
