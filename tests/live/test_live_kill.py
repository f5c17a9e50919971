"""Services and workers are killed at random while two hundred shots go through; `make chaos` does it more often."""

import asyncio
import os
import signal
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from benchmarks.line import script_of
from tests.live.deployment import HELD, PASSED, SERVICES, SLEEPING, Deployment, answering, deployed, made_twice
from tests.live.through import all_through

ROUNDS = int(os.environ.get("PICTURELOCK_TEST_ROUNDS", "1"))
SHOTS, WORKERS = 200, 2
KILLS, EVERY = 20, 1.0
"""Kills of one round, and the seconds between them, more or less."""
LONGEST = 240.0


@pytest.mark.parametrize("seed", range(ROUNDS))
async def test_whatever_is_killed_every_shot_comes_through_once(tmp_path: Path, seed: int) -> None:
    luck = Random(seed)
    async with deployed(tmp_path, PICTURELOCK_GATEWAY_LEASE_SECONDS="4") as deployment:
        for service in SERVICES:
            deployment.service(service)
        for number in range(WORKERS):
            deployment.worker(number, SLEEPING, slots=4)
        await answering(deployment)
        began = time.monotonic()
        assert await deployment.make("film", script_of(SHOTS // 2)) == SHOTS
        killed = await killing(deployment, luck)
        await all_through(deployment, SHOTS, seconds=LONGEST)
        took = time.monotonic() - began
        said = await deployment.everything()
        async with deployment.bus() as bus:
            assert list(await bus.parked()) == []
    assert made_twice(said) == []
    planned = {event.key for event in said if event.topic == "registry.shot_planned.v1"}
    assert {event.key for event in said if event.topic in (PASSED, HELD)} == planned
    doubles = len(said) - len({event.id for event in said})
    told = f"{sum(killed.values())} kills {dict(killed)}, {took:.1f} s, {len(said)} events, {doubles} said twice"
    sys.stdout.write(f"\nround {seed}: {told}\n")


async def killing(deployment: Deployment, luck: Random) -> Counter[str]:
    """SIGKILL one after the other, each started again at once."""
    killed: Counter[str] = Counter()
    for _ in range(KILLS):
        await asyncio.sleep(EVERY * luck.uniform(0.5, 1.5))
        name = luck.choice(sorted(deployment.running))
        running = deployment.running[name]
        await asyncio.to_thread(running.end, signal.SIGKILL)
        running.start()
        killed[name] += 1
    return killed
