"""Parked events are looked at, handed out again and forgotten, by whom they concern."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from google.protobuf.message import Message

from picturelock.kernel.bus import Cause, Envelope, envelop
from picturelock.kernel.caller import Caller, Role
from picturelock.kernel.errors import Denied, NotFound
from picturelock.platform.doors import Asked, Doorman, methods_of
from picturelock.platform.local import Database, LocalBus, SystemClock
from picturelock.platform.parked import parked_door
from picturelock_api.film.v1.brief_pb2 import Brief
from picturelock_api.gateway.v1.events_pb2 import TakeFailed
from picturelock_api.parked.v1 import service_pb2 as api

TOPIC = "gateway.take_failed.v1"
NOW = datetime(2026, 11, 21, tzinfo=UTC)


class Known:
    async def caller(self, shown: str) -> Caller:
        tenant, role = shown.split()
        return Caller(tenant, Role[role])


@dataclass
class Site:
    bus: LocalBus

    def ask(self, request: Message, tenant: str = "studio", role: Role = Role.ADMIN) -> Any:
        method = next(each for each in methods_of(parked_door(self.bus)) if each.request is type(request))
        return Doorman(Known()).ask(method, request, Asked(f"{tenant} {role.name}"))

    async def park(self, *envelopes: Envelope, service: str = "registry") -> None:
        async with self.bus.subscribe(service, [TOPIC]) as subscription:
            await self.bus.publish(envelopes)
            for _ in envelopes:
                await (await subscription.next()).park("BAD_LUCK: it can't be read; mend it")

    async def ids(self, tenant: str = "studio", role: Role = Role.ADMIN, **asked: str) -> list[str]:
        return [each.id for each in (await self.ask(api.ListParkedRequest(**asked), tenant, role)).events]


@pytest.fixture
def site() -> Iterator[Site]:
    database = Database(None)
    yield Site(LocalBus(database, SystemClock()))
    database.close()


def failed(shot_key: str) -> Envelope:
    event = TakeFailed(shot_key=shot_key, brief=Brief(shot="s"), message="no")
    return envelop(event, Cause(f"of {shot_key}", source="gateway"), NOW)


def unreadable(key: str, kind: str = "nobody.knows.This") -> Envelope:
    return Envelope(
        id=f"unreadable-{key}", topic=TOPIC, key=key, type=kind, data=b"\xff\xff", source="x", cause="y", time=NOW,
        traceparent="",
    )  # fmt: skip


LAMP, BELL, THEIRS = failed("studio/lamp/a"), failed("studio/bell/a"), failed("agency/lamp/a")


async def test_a_parked_event_is_shown_with_all_there_is_to_know(site: Site) -> None:
    await site.park(LAMP)
    (told,) = (await site.ask(api.ListParkedRequest(), role=Role.VIEWER)).events
    assert (told.id, told.service, told.topic, told.key) == (LAMP.id, "registry", TOPIC, "studio/lamp/a")
    assert (told.attempts, told.cause, told.size) == (1, LAMP.cause, len(LAMP.data))
    assert "it can't be read" in told.why
    assert told.time.ToDatetime(UTC) == NOW
    event = TakeFailed()
    assert told.event.Unpack(event)
    assert event.message == "no"


@pytest.mark.parametrize("kind", ["nobody.knows.This", "", TakeFailed.DESCRIPTOR.full_name])
async def test_an_event_that_nobody_can_read_is_shown_without(site: Site, kind: str) -> None:
    await site.park(unreadable("studio/lamp/a", kind))
    (told,) = (await site.ask(api.ListParkedRequest())).events
    assert (told.HasField("event"), told.size) == (False, 2)


async def test_events_are_chosen_by_service_project_and_beginning(site: Site) -> None:
    await site.park(LAMP, BELL)
    await site.park(LAMP, BELL, service="editorial")
    assert await site.ids(service="editorial", project="lamp") == [LAMP.id]
    assert await site.ids(id=BELL.id[:12]) == [BELL.id, BELL.id]
    assert await site.ids(project="lam") == []


async def test_every_tenant_sees_its_own_and_admins_what_is_nobodys(site: Site) -> None:
    stray = unreadable("\ufffd")
    await site.park(LAMP, THEIRS, stray)
    assert await site.ids(role=Role.PRODUCER) == [LAMP.id]
    assert await site.ids() == [LAMP.id, stray.id]
    assert await site.ids("agency", Role.VIEWER) == [THEIRS.id]
    for request in (api.RedriveParkedRequest(id=THEIRS.id), api.DropParkedRequest(id=THEIRS.id)):
        with pytest.raises(NotFound):
            await site.ask(request)
    assert (await site.ask(api.DropParkedRequest(id="all"))).ids == [LAMP.id, stray.id]
    assert await site.ids("agency") == [THEIRS.id]


async def test_what_is_redriven_is_handed_out_again_to_the_service_that_parked_it(site: Site) -> None:
    await site.park(LAMP)
    await site.park(LAMP, service="editorial")
    redriven = await site.ask(api.RedriveParkedRequest(id=LAMP.id, service="registry"), role=Role.PRODUCER)
    assert list(redriven.ids) == [LAMP.id]
    async with site.bus.subscribe("registry", [TOPIC]) as subscription:
        delivery = await subscription.next()
        assert delivery.envelope.id == LAMP.id
        await delivery.done()
    assert [(each.id, each.service) for each in (await site.ask(api.ListParkedRequest())).events] == [
        (LAMP.id, "editorial")
    ]


async def test_what_is_dropped_is_gone(site: Site) -> None:
    await site.park(LAMP, BELL)
    assert list((await site.ask(api.DropParkedRequest(id=LAMP.id))).ids) == [LAMP.id]
    assert await site.ids() == [BELL.id]
    with pytest.raises(NotFound):
        await site.ask(api.DropParkedRequest(id=LAMP.id))


async def test_all_of_nothing_is_nothing_and_no_id_is_no_choice(site: Site) -> None:
    assert list((await site.ask(api.RedriveParkedRequest(id="all"))).ids) == []
    for request in (api.RedriveParkedRequest(), api.DropParkedRequest(id="nothing")):
        with pytest.raises(NotFound):
            await site.ask(request)


async def test_who_may_not_is_told(site: Site) -> None:
    await site.park(LAMP)
    with pytest.raises(Denied):
        await site.ask(api.RedriveParkedRequest(id="all"), role=Role.ARTIST)
    with pytest.raises(Denied):
        await site.ask(api.DropParkedRequest(id="all"), role=Role.PRODUCER)
    assert await site.ids() == [LAMP.id]
