"""Copies of services and workers come and go in mid-run."""

from pathlib import Path

from benchmarks.line import script_of
from tests.live.deployment import PASSED, SERVICES, SLEEPING, Deployment, answering, deployed, made_twice
from tests.live.through import all_through

SHOTS = 300
LONGEST = 200.0
COPIED = ("compiler", "assets", "continuity", "gateway")


async def test_services_go_from_one_to_three_to_one_and_workers_from_one_to_eight_to_two(tmp_path: Path) -> None:
    async with deployed(tmp_path) as deployment:
        for service in SERVICES:
            deployment.service(service)
        deployment.worker(0, SLEEPING, slots=4)
        await answering(deployment)
        assert await deployment.make("film", script_of(SHOTS // 2)) == SHOTS
        for number in range(1, 8):
            deployment.worker(number, SLEEPING, slots=2)
        for copy in (1, 2):
            for service in COPIED:
                deployment.service(service, copy)
        await passed(deployment, SHOTS // 2)
        for number in range(2, 8):
            assert deployment.stop(f"worker.{number}") == 0
        for copy in (1, 2):
            for service in COPIED:
                assert deployment.stop(f"{service}.{copy}") == 0
        await all_through(deployment, SHOTS, seconds=LONGEST)
        said = await deployment.everything()
        async with deployment.bus() as bus:
            assert list(await bus.parked()) == []
    assert made_twice(said) == []
    assert len({event.key for event in said if event.topic == PASSED}) == SHOTS


async def passed(deployment: Deployment, count: int) -> None:
    shots: set[str] = set()
    async with deployment.bus() as bus:
        async for _, event in bus.history(follow=True):
            if event.topic == PASSED:
                shots.add(event.key)
            if len(shots) >= count:
                return
