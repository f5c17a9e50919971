"""The gateway alone: takes leased and delivered by workers that make nothing, on the embedded records.

64 projects wait, one of them with half of the takes. For each take a worker leases it and delivers a few
bytes that were staged before: two durable saves, a look at what was staged, and one event said.
"""

import asyncio
import hashlib
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.figures import Figure, middle, percentile, spread
from picturelock.gateway.handlers import Gateway
from picturelock.gateway.model import Hand, Lease, Made, staging_key
from picturelock.kernel.bus import Cause, caused_by
from picturelock.kernel.nouns import Staged
from picturelock.kernel.store import Store
from picturelock.platform.local import Database, LocalBus, LocalRecords, LocalStore, SystemClock
from picturelock.testing.samples import compiled
from picturelock_api.compiler.v1.events_pb2 import PromptCompiled

PROJECTS, WORKERS = 64, 16
SAMPLE = compiled()
HAND = Hand(worker="bench", engine="previz", engine_version="1")
NAME, BYTES = "take.mp4", b"a take"
DIGEST = hashlib.sha256(BYTES).hexdigest()


def measure(*, quick: bool) -> list[Figure]:
    takes, times = (100, 1) if quick else (2000, 5)
    asyncio.run(_embedded(50))  # what is only done the first time is no take's cost
    ran = [asyncio.run(_embedded(takes)) for _ in range(times)]
    rates = [takes / pairs.seconds for _, pairs in ran]
    leases = [1000 * seconds for _, pairs in ran for seconds in pairs.leases]
    queued = [takes / seconds for seconds, _ in ran]
    return [
        Figure("leases_s", "takes leased and delivered", middle(rates), "takes/s", 1000,
               note=f"{takes} takes of {PROJECTS} projects, {spread(rates)}"),
        Figure("lease_p99_ms", "a lease, p99", percentile(leases, 99), "ms", None, more=False,
               note=f"{WORKERS} workers, p50 {percentile(leases, 50):.3g}"),
        Figure("queued_s", "takes queued", middle(queued), "takes/s", None, note=spread(queued)),
    ]  # fmt: skip


@dataclass(slots=True)
class Pairs:
    """`leases` are the seconds that each lease took."""

    seconds: float = 0.0
    leases: list[float] = field(default_factory=list)


async def queue(gateway: Gateway, takes: int) -> float:
    """Seconds that it took to queue so many takes, one in two of them of the first project."""
    events = [_event(number) for number in range(takes)]
    began = time.perf_counter()
    for number, event in enumerate(events):
        with caused_by(Cause(f"bench {id(gateway)} {number}", "bench")):
            await gateway.queue(event)
    return time.perf_counter() - began


async def lease_and_deliver(gateway: Gateway, store: Store, takes: int, hand: Hand = HAND) -> Pairs:
    """By workers side by side, until so many are delivered. It was all staged before, as if by first leases."""
    for head in gateway.book.board:
        await store.stage(staging_key(head.key, 1, NAME), BYTES)
    pairs, waiting, began = Pairs(), iter(range(takes)), time.perf_counter()

    async def work() -> None:
        for _ in waiting:
            asked = time.perf_counter()
            lease = await gateway.lease(hand)
            pairs.leases.append(time.perf_counter() - asked)
            await gateway.deliver(lease.key, lease.token, _made(lease))

    await asyncio.gather(*(work() for _ in range(WORKERS)))
    pairs.seconds = time.perf_counter() - began
    return pairs


async def _embedded(takes: int) -> tuple[float, Pairs]:
    with tempfile.TemporaryDirectory(prefix="picturelock-bench-") as name:
        clock, database = SystemClock(), Database(Path(name) / "picturelock.db")
        store = LocalStore(Path(name) / "store")
        records = LocalRecords(database, LocalBus(database, clock), clock, "gateway")
        gateway = Gateway(records, store, clock, {HAND.engine: HAND.engine_version}, lease_seconds=30.0)
        try:
            return await queue(gateway, takes), await lease_and_deliver(gateway, store, takes)
        finally:
            database.close()


def _event(number: int) -> PromptCompiled:
    """All alike but for what names them."""
    event, project = PromptCompiled(), 0 if number % 2 else number // 2 % PROJECTS
    event.CopyFrom(SAMPLE)
    event.shot_key = f"studio/p{project:02d}/sc010_sh{number:05d}"
    event.prompt_digest = hashlib.sha256(str(number).encode()).hexdigest()
    return event


def _made(lease: Lease) -> Made:
    now = datetime.now(UTC)
    video = Staged(
        key=staging_key(lease.key, lease.token, NAME), digest=DIGEST, size=len(BYTES), media_type="video/mp4"
    )
    return Made(video=video, started=now, finished=now)
