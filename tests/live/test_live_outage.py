"""Kafka, the store of records and the S3 store each stand still for a while, under load."""

import asyncio
import os
import sys
import time
from pathlib import Path

import grpc
import pytest
from benchmarks.line import script_of
from google.rpc.error_details_pb2 import RetryInfo
from grpc_status import rpc_status
from tests.live.deployment import PASSED, SERVICES, SLEEPING, Deployment, answering, deployed, made_twice
from tests.live.live_engines import stopped
from tests.live.through import all_through

from picturelock_api.registry.v1 import service_pb2 as registry

AWAY = float(os.environ.get("PICTURELOCK_TEST_AWAY", "20"))
"""Seconds."""
SHOTS = 160
GROWN_MB = 200.0
"""How much more memory a process may hold for what it could not get rid of."""
LONGEST = 180.0


@pytest.mark.parametrize("engine", ["kafka", "mongo", "s3"])
async def test_an_engine_that_is_away_costs_time_and_nothing_else(tmp_path: Path, engine: str) -> None:
    async with deployed(tmp_path) as deployment:
        for service in SERVICES:
            deployment.service(service)
        for number in range(2):
            deployment.worker(number, SLEEPING, slots=4)
        await answering(deployment)
        assert await deployment.make("film", script_of(SHOTS // 2)) == SHOTS
        await asyncio.sleep(2)
        before = memory_of(deployment)
        with stopped(engine):
            codes = await asked_meanwhile(deployment, AWAY)
            most = memory_of(deployment)
        back = time.monotonic()
        await all_through(deployment, SHOTS, seconds=LONGEST)
        drained = time.monotonic() - back
        said = await deployment.everything()
        async with deployment.bus() as bus:
            assert list(await bus.parked()) == []
    assert made_twice(said) == []
    assert len({event.key for event in said if event.topic == PASSED}) == SHOTS
    grown = {name: most[name] - before[name] for name in before}
    assert max(grown.values()) < GROWN_MB
    assert codes <= {grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED, grpc.StatusCode.OK}
    if engine == "mongo":
        assert grpc.StatusCode.UNAVAILABLE in codes
    told = f"{engine} away for {AWAY:g} s: drained in {drained:.1f} s, grown by {max(grown.values()):.0f} MB at most"
    sys.stdout.write(f"\n{told}; calls meanwhile: {', '.join(sorted(code.name for code in codes))}\n")


async def asked_meanwhile(deployment: Deployment, seconds: float) -> set[grpc.StatusCode]:
    """How calls end that need the store; who is told UNAVAILABLE is told when to come again."""
    codes: set[grpc.StatusCode] = set()
    until = time.monotonic() + seconds
    async with grpc.aio.insecure_channel(deployment.address("registry")) as channel:
        get = channel.unary_unary(
            "/picturelock_api.registry.v1.FilmService/ListShots",
            request_serializer=registry.ListShotsRequest.SerializeToString,
            response_deserializer=registry.ListShotsResponse.FromString,
        )
        while time.monotonic() < until:
            try:
                await get(registry.ListShotsRequest(project="film", page_size=1), timeout=15)
                codes.add(grpc.StatusCode.OK)
            except grpc.aio.AioRpcError as error:
                codes.add(error.code())
                if error.code() is grpc.StatusCode.UNAVAILABLE:
                    status = rpc_status.from_call(error)  # type: ignore[arg-type]
                    assert status is not None
                    assert any(detail.Is(RetryInfo.DESCRIPTOR) for detail in status.details)
            await asyncio.sleep(0.5)
    return codes


def memory_of(deployment: Deployment) -> dict[str, float]:
    """Resident, in MB, by process."""
    found = {}
    for name, running in deployment.running.items():
        assert running.process is not None
        pages = int(Path(f"/proc/{running.process.pid}/statm").read_text().split()[1])
        found[name] = pages * os.sysconf("SC_PAGE_SIZE") / 1e6
    return found
