"""The gRPC door, over a real socket: who comes in, what is answered, and what bad input comes to."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import grpc
import pytest
from google.rpc.error_details_pb2 import BadRequest, ErrorInfo, RetryInfo
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection_pb2, reflection_pb2_grpc
from grpc_status import rpc_status
from tests.platform.door_stage import LISTENING, SERVICE, Queue, Stage, on_stage, well

from picturelock.kernel.caller import Role
from picturelock.kernel.errors import (
    Conflict,
    Denied,
    Invalid,
    NotFound,
    PicturelockError,
    Refused,
    Stale,
    Transient,
)
from picturelock.platform.entrance import Entry, Opening, doors_open
from picturelock.platform.local import Database, LocalBus, LocalRecords, SystemClock
from picturelock.platform.settings import PlatformSettings
from picturelock.platform.tokens import Tokens
from picturelock_api.gateway.v1 import service_pb2 as gateway

Code = grpc.StatusCode


async def refused(call: Awaitable[Any]) -> grpc.aio.AioRpcError:
    with pytest.raises(grpc.aio.AioRpcError) as caught:
        await call
    return caught.value


def details(error: grpc.aio.AioRpcError, kind: Any) -> Any:
    status = rpc_status.from_call(error)  # type: ignore[arg-type]
    assert status is not None
    found = [detail for detail in status.details if detail.Is(kind.DESCRIPTOR)]
    if not found:
        return None
    unpacked = kind()
    found[0].Unpack(unpacked)
    return unpacked


def raising(error: Exception) -> Callable[[Any], Awaitable[Any]]:
    async def raise_it(_: Any) -> Any:
        raise error

    return raise_it


async def test_while_no_token_was_made_this_machine_comes_in_as_everything() -> None:
    async with on_stage() as stage:
        await stage.put(gateway.PutLaneRequest(project="lamp"))
        assert (stage.queue.callers[0].tenant, stage.queue.callers[0].role) == ("local", Role.ADMIN)


async def test_a_token_says_whose_tenant_one_is_of_and_what_one_may() -> None:
    async with on_stage() as stage:
        await stage.put(gateway.PutLaneRequest(project="lamp"), metadata=await stage.token(Role.ADMIN, "agency"))
        (caller,) = stage.queue.callers
        assert (caller.tenant, caller.role) == ("agency", Role.ADMIN)
        assert caller.token


@pytest.mark.parametrize(
    "shown", [(), (("authorization", "Bearer no-such-token"),), (("authorization", "Basic eDp5"),)], ids=str
)
async def test_without_a_known_token_nobody_comes_in(shown: Any) -> None:
    async with on_stage() as stage:
        await stage.token()
        error = await refused(stage.list(gateway.ListLanesRequest(), metadata=shown))
        assert error.code() is Code.UNAUTHENTICATED
        assert details(error, ErrorInfo).reason == "UNAUTHENTICATED"
        assert not stage.queue.callers


async def test_a_revoked_token_is_refused_also_where_it_was_believed() -> None:
    async with on_stage() as stage:
        shown = await stage.token()
        await stage.list(gateway.ListLanesRequest(), metadata=shown)
        ((name, _),) = await stage.tokens.all()
        await stage.tokens.revoke(name)
        stage.tokens._believed.clear()
        assert (await refused(stage.list(gateway.ListLanesRequest(), metadata=shown))).code() is Code.UNAUTHENTICATED


async def test_only_the_digest_of_a_token_is_kept() -> None:
    async with on_stage() as stage:
        shown = (await stage.token())[0][1].removeprefix("Bearer ")
        ((name, kept),) = await stage.tokens.all("studio")
        assert shown not in kept.model_dump_json()
        assert shown.startswith(f"pl_{name}_")
        assert await stage.tokens.all("agency") == []


@pytest.mark.parametrize("role", [Role.VIEWER, Role.ARTIST, Role.PRODUCER, Role.WORKER])
async def test_a_role_that_may_not_is_told_so(role: Role) -> None:
    async with on_stage() as stage:
        error = await refused(stage.put(gateway.PutLaneRequest(project="lamp"), metadata=await stage.token(role)))
        assert error.code() is Code.PERMISSION_DENIED
        assert error.details() == f"PutLane needs the role admin, and this token has {role.name.lower()}"


async def test_a_workers_token_is_good_for_work_alone() -> None:
    async with on_stage() as stage:
        error = await refused(stage.list(gateway.ListLanesRequest(), metadata=await stage.token(Role.WORKER)))
        assert error.code() is Code.PERMISSION_DENIED


@pytest.mark.parametrize(
    ("raised", "code", "reason"),
    [
        (NotFound("no such shot"), Code.NOT_FOUND, "NOTFOUND"),
        (Refused("held", reason="HELD"), Code.FAILED_PRECONDITION, "HELD"),
        (Stale("changed meanwhile"), Code.ABORTED, "STALE"),
        (Denied("not yours"), Code.PERMISSION_DENIED, "DENIED"),
        (Transient("Kafka is away", reason="UNAVAILABLE"), Code.UNAVAILABLE, "UNAVAILABLE"),
        (Invalid("weight: must be positive"), Code.INVALID_ARGUMENT, "INVALID"),
    ],
)
async def test_each_family_of_errors_has_its_status_and_keeps_its_reason(
    raised: PicturelockError, code: grpc.StatusCode, reason: str
) -> None:
    async with on_stage(Queue(raising(raised))) as stage:
        error = await refused(stage.put(gateway.PutLaneRequest()))
        assert (error.code(), error.details()) == (code, str(raised))
        assert (details(error, ErrorInfo).reason, details(error, ErrorInfo).domain) == (reason, "picturelock")
        assert (details(error, RetryInfo) is not None) == isinstance(raised, Transient)


async def test_bad_fields_are_named() -> None:
    wrong = Invalid(["weight: must be positive; give 1", "needs[gpu]: is no number; give one", "and all the rest"])
    async with on_stage(Queue(raising(wrong))) as stage:
        faults = details(await refused(stage.put(gateway.PutLaneRequest())), BadRequest).field_violations
        assert [(fault.field, fault.description) for fault in faults] == [
            ("weight", "must be positive; give 1"),
            ("needs[gpu]", "is no number; give one"),
        ]


async def test_what_breaks_down_tells_the_caller_nothing_of_our_insides(caplog: pytest.LogCaptureFixture) -> None:
    async with on_stage(Queue(raising(KeyError("the secret")))) as stage:
        error = await refused(stage.put(gateway.PutLaneRequest()))
        assert error.code() is Code.INTERNAL
        assert "secret" not in str(error.details())
        assert "the secret" in caplog.text
        await stage.list(gateway.ListLanesRequest())


async def test_bytes_that_are_no_request_are_bad_input() -> None:
    async with on_stage() as stage:
        error = await refused(stage.method("PutLane")(b"\xff\xff\xff\xff"))
        assert error.code() is Code.INVALID_ARGUMENT
        assert details(error, ErrorInfo).reason == "BAD_MESSAGE"
        await stage.list(gateway.ListLanesRequest())


async def test_a_hundred_megabytes_are_too_much_and_hurt_nobody() -> None:
    async with on_stage() as stage:
        error = await refused(stage.method("PutLane")(bytes(100 << 20)))
        assert error.code() is Code.RESOURCE_EXHAUSTED
        await stage.list(gateway.ListLanesRequest())


async def test_unknown_methods_and_services_are_unimplemented() -> None:
    async with on_stage() as stage:
        assert (await refused(stage.method("NoSuchMethod")(b""))).code() is Code.UNIMPLEMENTED
        elsewhere: Any = stage.channel.unary_unary("/no.such.Service/Get")
        assert (await refused(elsewhere(b""))).code() is Code.UNIMPLEMENTED


async def test_a_deadline_ends_the_call_here_too() -> None:
    ended = asyncio.Event()

    async def sleep(_: Any) -> Any:
        try:
            await asyncio.sleep(30)
        finally:
            ended.set()

    async with on_stage(Queue(sleep)) as stage:
        assert (await refused(stage.put(gateway.PutLaneRequest(), timeout=0.2))).code() is Code.DEADLINE_EXCEEDED
        async with asyncio.timeout(5):
            await ended.wait()


async def test_the_same_request_id_is_the_same_cause_for_one_tenant_and_one_method() -> None:
    async with on_stage() as stage:
        studio, agency = await stage.token(), await stage.token(tenant="agency")
        for shown, named in ((studio, "once"), (studio, "once"), (studio, "twice"), (agency, "once"), (studio, "")):
            await stage.put(gateway.PutLaneRequest(request_id=named), metadata=shown)
        first, again, other, theirs, unnamed = [cause.id for cause in stage.queue.causes]
        assert first == again
        assert len({first, other, theirs, unnamed}) == 4


async def test_a_callers_trace_goes_on() -> None:
    trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    async with on_stage() as stage:
        await stage.put(gateway.PutLaneRequest(), metadata=(("traceparent", trace),))
        assert stage.queue.causes[0].traceparent.split("-")[1] == trace.split("-")[1]


async def test_a_call_that_loses_a_race_is_made_again() -> None:
    tries = 0

    async def lose_twice(_: Any) -> gateway.PutLaneResponse:
        nonlocal tries
        tries += 1
        if tries < 3:
            raise Conflict("saved by somebody else meanwhile")
        return gateway.PutLaneResponse()

    async with on_stage(Queue(lose_twice)) as stage:
        await stage.put(gateway.PutLaneRequest())
        assert tries == 3


async def test_who_loses_every_race_may_come_again() -> None:
    async with on_stage(Queue(raising(Conflict("again")))) as stage:
        error = await refused(stage.put(gateway.PutLaneRequest()))
        assert (error.code(), details(error, ErrorInfo).reason) == (Code.UNAVAILABLE, "CONTENDED")


async def test_health_and_reflection_are_told_without_a_token() -> None:
    async with on_stage() as stage:
        await stage.token()
        check: Any = health_pb2_grpc.HealthStub(stage.channel)
        async with asyncio.timeout(5):
            watched = check.Watch(health_pb2.HealthCheckRequest())
            await anext(told async for told in watched if told.status == health_pb2.HealthCheckResponse.SERVING)
        reflected: Any = reflection_pb2_grpc.ServerReflectionStub(stage.channel)  # type: ignore[arg-type]
        asked = reflection_pb2.ServerReflectionRequest(list_services="")
        (answer,) = [answer async for answer in reflected.ServerReflectionInfo(iter([asked]))]
        assert SERVICE in {each.name for each in answer.list_services_response.service}


async def test_a_door_answers_for_its_peers_with_the_callers_own_token() -> None:
    wrong = Queue(raising(Stale("weight: changed meanwhile; read it again")))
    async with on_stage(wrong) as behind, in_front_of(behind) as front:
        shown = await behind.token(tenant="agency")
        listed = await front.list(gateway.ListLanesRequest(page_size=7), metadata=shown)
        assert listed.lanes[0].queued == 7
        assert behind.queue.callers[-1].tenant == "agency"
        error = await refused(front.put(gateway.PutLaneRequest(), metadata=shown))
        assert (error.code(), details(error, ErrorInfo).reason) == (Code.ABORTED, "STALE")


async def test_a_peer_that_is_away_is_a_passing_trouble() -> None:
    async with on_stage() as here, in_front_of(replace(here, entry=Entry("127.0.0.1:9", ""))) as front:
        assert (await refused(front.list(gateway.ListLanesRequest()))).code() is Code.UNAVAILABLE


@asynccontextmanager
async def in_front_of(behind: Stage) -> AsyncIterator[Stage]:
    """Another door that has nobody behind it but the first one; both know the same tokens."""
    settings = PlatformSettings(**LISTENING, peers={"gateway": behind.entry.grpc})
    async with (
        doors_open([], Opening(settings, behind.tokens, well)) as entry,
        grpc.aio.insecure_channel(entry.grpc) as channel,
    ):
        yield replace(behind, entry=entry, channel=channel)


@pytest.mark.parametrize("where", ["0.0.0.0:0", "[::]:0", "studio.example:0"])
@pytest.mark.parametrize("which", ["listen", "http_listen"])
async def test_nobody_listens_beyond_this_machine_without_tokens(which: str, where: str) -> None:
    with pytest.raises(Refused, match="there are no tokens"):
        async with on_stage(None, **{which: where}):
            pass


async def test_with_a_token_from_the_settings_a_new_door_may_be_open_to_others() -> None:
    clock, database = SystemClock(), Database(None)
    records = LocalRecords(database, LocalBus(database, clock), clock, "platform")
    tokens = Tokens(records, clock, admin="a token that somebody made up", tenant="studio")
    settings = PlatformSettings(listen="0.0.0.0:0", http_listen="")
    async with doors_open([], Opening(settings, tokens, well)):
        assert (await tokens.caller("Bearer a token that somebody made up")).tenant == "studio"
    database.close()
    with pytest.raises(Invalid, match="at least 24"):
        Tokens(records, clock, admin="short")


async def test_a_port_that_is_taken_is_said_plainly() -> None:
    async with on_stage() as stage:
        for name, taken in (("listen", stage.entry.grpc), ("http_listen", stage.entry.http)):
            with pytest.raises(Refused, match="choose another port"):
                async with on_stage(None, **{name: taken}):
                    pass
