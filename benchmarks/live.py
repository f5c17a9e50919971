"""The line as a deployment: a process for each service and worker, on Kafka, a store of records and an S3 store.

All of it, the engines too, shares this machine's cores. Takes cost nothing, but where workers are counted: there each
sleeps half a second.
"""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import grpc
from tests.live.deployment import INSTANT, PASSED, SERVICES, SLEEPING, Deployment, answering, deployed

from benchmarks import leases, machine
from benchmarks.figures import Figure, LeftOut, percentile
from benchmarks.line import script_of
from picturelock.gateway.handlers import Gateway
from picturelock.house import blueprint
from picturelock.house.deployed import engines_open, topics_of
from picturelock.kernel.bus import Envelope
from picturelock_api.registry.v1 import service_pb2 as registry

PLANNED, GENERATED = "registry.shot_planned.v1", "gateway.take_generated.v1"
ENGINES = ("KAFKA", "MONGO", "S3")
WORKERS = (1, 2, 4, 8)
PATIENCE = 300.0


def measure(*, quick: bool) -> list[Figure]:
    missing = [name for name in ENGINES if f"PICTURELOCK_LIVE_{name}" not in os.environ]
    if missing:
        raise LeftOut('start the engines: make engines, then eval "$(infra/engines/engines.sh env)"')
    return asyncio.run(_measure(quick=quick))


async def _measure(*, quick: bool) -> list[Figure]:
    shots, films, alone, calls = (20, 2, 3, 50) if quick else (300, 5, 40, 2000)
    figures: list[Figure] = []
    async with _running(workers=2, engine=INSTANT, slots=8) as deployment:
        figures += await _started(deployment)
        one = await _through(deployment, "one", shots)
        figures.append(
            Figure("live_shots_s", "shots through the deployed line", one, "shots/s", 100, note=f"{shots} shots")
        )
        each = [1000 * seconds for seconds in await _alone(deployment, alone)]
        note = f"{alone} shots, one at a time, worst {max(each):.3g}"
        figures += [
            Figure(
                "live_shot_p50_ms", "overhead of a shot, p50", percentile(each, 50), "ms", None, more=False, note=note
            ),
            Figure(
                "live_shot_p99_ms", "overhead of a shot, p99", percentile(each, 99), "ms", None, more=False, note=note
            ),
        ]
        many = await _all_through(deployment, films, shots)
        figures.append(
            Figure("live_cost_ratio", "cost of a shot, many films over one", one / many, "x", 1.1, more=False,
                   note=f"{films} films of {shots} shots at once, {many:.3g} shots/s; one alone {one:.3g}")
        )  # fmt: skip
        figures += await _unary(deployment, calls)
    for workers in WORKERS[: 2 if quick else None]:
        figures.append(await _scaled(workers, 10 * workers))
    return [*figures, await _leased(100 if quick else 1000)]


@asynccontextmanager
async def _running(workers: int, engine: str, slots: int) -> AsyncIterator[Deployment]:
    with tempfile.TemporaryDirectory(prefix="picturelock-bench-") as folder:
        async with deployed(Path(folder)) as deployment:
            for service in SERVICES:
                deployment.service(service)
            for number in range(workers):
                deployment.worker(number, engine, slots)
            await answering(deployment)
            await asyncio.sleep(3)  # the workers have enlisted, and every group has its partitions
            yield deployment


async def _started(deployment: Deployment) -> list[Figure]:
    """How long a service and a worker need until they answer, and what they hold."""
    began = time.perf_counter()
    deployment.stop("compiler.0")
    stopped = time.perf_counter()
    deployment.service("compiler")
    await answering(deployment, ("compiler",))
    started = time.perf_counter() - stopped
    held = {name: _resident(running.process.pid) for name, running in deployment.running.items() if running.process}
    note = ", ".join(f"{name.removesuffix('.0')} {mb:.0f}" for name, mb in sorted(held.items()))
    return [
        Figure("live_start_s", "start of a service, until its door is open", started, "s", None, more=False,
               note=f"stopping took {stopped - began:.2g} s"),
        Figure("live_memory_mb", "memory of the biggest process", max(held.values()), "MB", None, more=False,
               note=note),
    ]  # fmt: skip


def _resident(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


async def _through(deployment: Deployment, film: str, shots: int) -> float:
    """Shots a second, from the first that was planned until the last that passed."""
    sent = await deployment.make(film, script_of(shots // 2))
    return sent / _seconds(await _passed(deployment, [film], sent))


async def _all_through(deployment: Deployment, films: int, shots: int) -> float:
    names = [f"many{number}" for number in range(films)]
    sent = sum(await asyncio.gather(*(deployment.make(name, script_of(shots // 2)) for name in names)))
    return sent / _seconds(await _passed(deployment, names, sent))


async def _alone(deployment: Deployment, films: int) -> list[float]:
    """Seconds of each shot that is alone in the house."""
    took = []
    for film in range(films):
        text = f"INT. ROOM - DAY\n\nA clock says {film}.\n".encode()
        sent = await deployment.make(f"alone{film}", text)
        took.append(_seconds(await _passed(deployment, [f"alone{film}"], sent)))
    return took


async def _passed(deployment: Deployment, films: Sequence[str], wanted: int) -> list[Envelope]:
    """What was said about these films until so many of their shots had passed."""
    said: list[Envelope] = []
    passed: set[str] = set()
    async with asyncio.timeout(PATIENCE), deployment.bus() as bus:
        async for _, event in bus.history(follow=True):
            if event.key.split("/")[1] in films:
                said.append(event)
                if event.topic == PASSED:
                    passed.add(event.key)
                if len(passed) == wanted:
                    return said
    raise RuntimeError("the history ended before every shot had passed")


def _seconds(said: Sequence[Envelope], begins: str = PLANNED, ends: str = PASSED) -> float:
    first: datetime = min(event.time for event in said if event.topic == begins)
    last: datetime = max(event.time for event in said if event.topic == ends)
    return (last - first).total_seconds()


async def _scaled(workers: int, takes: int) -> Figure:
    """Takes a second of an engine that sleeps half a second, against two a second for each worker."""
    async with _running(workers, SLEEPING, slots=1) as deployment:
        sent = await deployment.make("film", script_of(takes // 2))
        said = await _passed(deployment, ["film"], sent)
    made = sorted(event.time for event in said if event.topic == GENERATED)
    skipped = workers  # the first take of each worker is made before the clock starts
    rate = (len(made) - skipped) / (made[-1] - made[skipped - 1]).total_seconds()
    name, note = f"throughput of {workers} workers against ideal", f"{rate:.3g} takes/s of {2 * workers}"
    return Figure(f"live_scale_{workers}", name, rate / (2 * workers), "x", 0.95, note=note)


async def _leased(takes: int) -> Figure:
    """The gateway's handlers alone, in this process, with workers that make nothing."""
    with tempfile.TemporaryDirectory(prefix="picturelock-bench-") as folder:
        async with (
            deployed(Path(folder)) as deployment,
            engines_open(deployment.settings, topics_of(blueprint()), ["gateway"]) as engines,
        ):
            versions = {leases.HAND.engine: leases.HAND.engine_version}
            gateway = Gateway(engines.records("gateway"), engines.store, engines.clock, versions, lease_seconds=60.0)
            await leases.queue(gateway, takes)
            pairs = await leases.lease_and_deliver(gateway, engines.store, takes)
    p99 = percentile([1000 * each for each in pairs.leases], 99)
    return Figure("live_leases_s", "takes leased and delivered", takes / pairs.seconds, "takes/s", None,
                  note=f"{takes} takes, {leases.WORKERS} workers, a lease p99 {p99:.3g} ms")  # fmt: skip


async def _unary(deployment: Deployment, calls: int) -> list[Figure]:
    """A call that reads one record, against an echo of nothing in a process of its own."""
    async with _echo() as bare, grpc.aio.insecure_channel(deployment.address("registry")) as channel:
        path = "/picturelock_api.registry.v1.FilmService/GetShot"
        ours: Any = channel.unary_unary(path)
        request = registry.GetShotRequest(project="one", shot="sc010_sh0010").SerializeToString()
        base = await _rate(bare, request, calls)
        rate = await _rate(ours, request, calls)
    return [
        Figure("live_unary_s", "unary calls, one after the other", rate, "calls/s", None,
               note="GetShot: reads one record"),
        Figure("live_unary_ratio", "unary calls against a bare echo", rate / base, "x", 0.5,
               note=f"echo {base:.4g} calls/s"),
    ]  # fmt: skip


async def _rate(send: Any, request: bytes, calls: int) -> float:
    for _ in range(20):
        await send(request)
    began = time.perf_counter()
    for _ in range(calls):
        await send(request)
    return calls / (time.perf_counter() - began)


@asynccontextmanager
async def _echo() -> AsyncIterator[Any]:
    """A bare grpc.aio server in a process of its own that gives back what it is sent."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.echo", stdout=asyncio.subprocess.PIPE, cwd=machine.ROOT
    )
    try:
        port = int(await child.stdout.readline()) if child.stdout else 0
        async with grpc.aio.insecure_channel(f"127.0.0.1:{port}") as channel:
            yield channel.unary_unary("/bare.Echo/Say")
    finally:
        child.terminate()
        await child.wait()
