"""The six services as they are, on simulated engines: what runs in one process, and all of them under supervision."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

from tests.sim.bus import Broker, SimBus
from tests.sim.clock import SimClock
from tests.sim.luck import Luck
from tests.sim.process import Process
from tests.sim.records import Shelf, SimRecords
from tests.sim.serving import served
from tests.sim.store import SimStore, Vault

from picturelock.assets import wiring as assets
from picturelock.compiler import wiring as compiler
from picturelock.continuity import wiring as continuity
from picturelock.continuity.settings import ContinuitySettings
from picturelock.editorial import wiring as editorial
from picturelock.editorial.settings import EditorialSettings
from picturelock.gateway import wiring as gateway
from picturelock.gateway.settings import GatewaySettings
from picturelock.kernel.errors import Refused, Transient
from picturelock.kernel.nouns import Prompt
from picturelock.kernel.service import Kit, Service
from picturelock.registry import wiring as registry
from picturelock.registry.settings import RegistrySettings
from picturelock.testing.instant import InstantBench, InstantEngine, InstantExaminer, InstantInspector

H = TypeVar("H")

MOST_REVISIONS = 2
LEASE_SECONDS = 10.0
FAULTS = ("black", "frozen", "cut")

NAMES = ("registry", "compiler", "gateway", "assets", "continuity", "editorial")


class House:
    """Everything that outlives a process, and the processes."""

    def __init__(self, luck: Luck, folder: Path, records: type[SimRecords] = SimRecords) -> None:
        self.luck = luck
        self.clock = SimClock()
        self.broker = Broker(luck)
        self.shelves = {name: Shelf() for name in NAMES}
        self.vault = Vault(folder)
        self.engine = InstantEngine(errs=self._errs, tries=self._tries)
        self.bugs: list[str] = []
        """What ended a process that was not a misfortune."""
        self._records = records
        self._scratch = folder
        self._open: dict[str, list[tuple[Process, Service]]] = {name: [] for name in NAMES}

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Start every service, some of them twice, and start them again whenever they die."""
        copies = [(name, copy) for name in NAMES for copy in range(2 if self.luck.strikes("second_copy") else 1)]
        supervisors = [asyncio.ensure_future(self._supervise(name, copy)) for name, copy in copies]
        yield
        for supervisor in supervisors:
            supervisor.cancel()
        for process, _ in [each for running in self._open.values() for each in running]:
            process.kill()
            await process.ended()

    def desk(self, kind: type[H]) -> H | None:
        """The handlers of this type in some process that is alive; None when there is none just now."""
        found = [
            handlers
            for running in self._open.values()
            for process, service in running
            for handlers in service.answers
            if process.alive and isinstance(handlers, kind)
        ]
        return self.luck.pick(found) if found else None

    async def _supervise(self, name: str, copy: int) -> None:
        while True:
            process = Process(f"{name}/{copy}", self.luck, self.broker.miss)
            running = (process, *self._put_together(process, name))
            self._open[name].append(running[:2])
            process.start(served(process, *running[1:], self.clock, self.bugs))
            await process.ended()
            self._open[name].remove(running[:2])
            await asyncio.sleep(self.luck.within(0.1, 4.0))

    def _put_together(self, process: Process, name: str) -> tuple[Service, SimRecords, SimBus]:
        bus = SimBus(process, self.broker, self.luck)
        records = self._records(process, name, self.shelves[name], bus, self.clock)
        kit = Kit(records, SimStore(process, self.vault), self.clock, self._scratch, bus)
        return self._builders[name](kit), records, bus

    @property
    def _builders(self) -> Mapping[str, Callable[[Kit], Service]]:
        return {
            "registry": lambda kit: registry.build(kit, RegistrySettings(most_revisions=MOST_REVISIONS)),
            "compiler": compiler.build,
            "gateway": lambda kit: gateway.assembled(
                kit, GatewaySettings(slots=2, lease_seconds=LEASE_SECONDS), [self.engine]
            ),
            "assets": lambda kit: assets.assembled(kit, InstantExaminer()),
            "continuity": lambda kit: continuity.assembled(kit, ContinuitySettings(), InstantInspector()),
            "editorial": lambda kit: editorial.assembled(kit, EditorialSettings(), InstantBench()),
        }

    def _errs(self, prompt: Prompt) -> str:
        """By the prompt alone, as an engine's faults are."""
        lot = int(hashlib.sha256(f"fault {prompt.digest}".encode()).hexdigest()[:8], 16) / 2**32
        if lot >= self.luck.odds.fault:
            return ""
        self.luck.struck["fault"] += 1
        return FAULTS[int(lot * 1e6) % len(FAULTS)]

    async def _tries(self, _: Prompt) -> None:
        await asyncio.sleep(self.luck.within(0.0, 2.0))
        if self.luck.strikes("engine_slow"):
            await asyncio.sleep(self.luck.within(LEASE_SECONDS / 2, LEASE_SECONDS * 2))
        if self.luck.strikes("engine_asleep"):
            raise Transient("the engine is asleep")
        if self.luck.strikes("engine_refuses"):
            raise Refused("the engine does not draw this")
