"""A service at work in a process of the simulation."""

import asyncio

from tests.sim.bus import SimBus
from tests.sim.process import Process
from tests.sim.records import SimRecords

from picturelock.kernel.clock import Clock
from picturelock.kernel.errors import Transient
from picturelock.kernel.service import Service
from picturelock.platform.runner import Runner


async def served(
    process: Process, service: Service, records: SimRecords, bus: SimBus, clock: Clock, bugs: list[str]
) -> None:
    """Until it dies; what ended it that was not a misfortune is added to `bugs`."""
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(Runner(service, bus, clock).run())
            group.create_task(records.relay())
    except* Transient:
        process.kill()
    except* Exception as troubles:  # noqa: BLE001 it is told at the end of the world
        bugs += [f"{process.name} died of {trouble!r}" for trouble in troubles.exceptions]
        process.kill()
