"""A small house in a process of its own, made to be killed: run it until it says that it is done.

`python kill_child.py DATABASE COUNT`: the registry plans COUNT shots over a few keys, the compiler adds up what it
hears and says a prompt for each, the gateway adds up the prompts.
"""

import asyncio
import sys
from pathlib import Path

from picturelock.kernel.bus import Cause, caused_by
from picturelock.kernel.records import Record
from picturelock.kernel.service import Service, Work, on
from picturelock.platform.local import Database, LocalBus, LocalRecords, SystemClock
from picturelock.platform.runner import Runner
from picturelock_api.compiler.v1.events_pb2 import PromptCompiled
from picturelock_api.registry.v1.events_pb2 import ShotPlanned

KEYS = 5


class Planned(Record):
    count: int = 0


class Tally(Record):
    heard: tuple[int, ...] = ()


def house(database: Database, count: int) -> tuple[LocalBus, list[Service]]:
    clock = SystemClock()
    bus = LocalBus(database, clock)
    registry, compiler, gateway = (
        LocalRecords(database, bus, clock, name) for name in ("registry", "compiler", "gateway")
    )

    async def plan() -> None:
        """One shot after the other, each a cause of its own, from where it was."""
        while True:
            planned = await registry.find(Planned, "film") or Planned()
            if planned.count == count:
                await asyncio.Event().wait()
            with caused_by(Cause(f"plan {planned.count}", source="registry")):
                said = ShotPlanned(shot_key=f"t/p/{planned.count % KEYS}", revision=planned.count)
                await registry.save("film", planned.but(count=planned.count + 1), said)
            await asyncio.sleep(0)

    async def compile_(event: ShotPlanned) -> None:
        tally = await compiler.find(Tally, event.shot_key) or Tally()
        await asyncio.sleep(0)
        said = PromptCompiled(shot_key=event.shot_key, revision=event.revision)
        await compiler.save(event.shot_key, tally.but(heard=(*tally.heard, event.revision)), said)

    async def queue(event: PromptCompiled) -> None:
        tally = await gateway.find(Tally, event.shot_key) or Tally()
        await gateway.save(event.shot_key, tally.but(heard=(*tally.heard, event.revision)))

    return bus, [
        Service("registry", works=[Work("plan", plan)]),
        Service("compiler", hears=[on(ShotPlanned, compile_)]),
        Service("gateway", hears=[on(PromptCompiled, queue)]),
    ]


async def main(file: Path, count: int) -> None:
    database = Database(file)
    bus, services = house(database, count)
    gateway = LocalRecords(database, bus, SystemClock(), "gateway")

    async def finished() -> None:
        while True:
            if sum(len(tally.heard) for _, tally in await gateway.select(Tally)) == count:
                raise Finished
            await asyncio.sleep(0.01)

    try:
        async with asyncio.TaskGroup() as group:
            for service in services:
                group.create_task(Runner(service, bus, SystemClock()).run())
            group.create_task(finished())
    except* Finished:
        pass
    finally:
        database.close()


class Finished(Exception):
    """Raised to end the house."""


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2])))
