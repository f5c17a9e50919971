"""A street of simulated providers, and a gateway that buys there: what outlives every process, and the processes."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from tests.money.market import EACH, PROVIDERS, UNITS, Market, Stall
from tests.sim.bus import Broker, SimBus
from tests.sim.clock import SimClock
from tests.sim.luck import Luck
from tests.sim.process import Process
from tests.sim.records import Shelf, SimRecords
from tests.sim.serving import served
from tests.sim.store import SimStore, Vault

from picturelock.gateway import wiring as gateway
from picturelock.gateway.handlers import Spending
from picturelock.gateway.model import Account, Per, Price, PriceBook
from picturelock.gateway.ports import Ware
from picturelock.gateway.settings import GatewaySettings
from picturelock.kernel.bus import Cause, Envelope, caused_by
from picturelock.kernel.errors import PicturelockError
from picturelock.kernel.records import Record
from picturelock.kernel.service import Kit, Service

VERSION = "1"
PRICES = PriceBook(
    Price(engine=f"{name}/one", units=UNITS, per=Per.TAKE, each=EACH, since=date(2026, 1, 1), source="the market")
    for name in PROVIDERS
)

Making = Callable[[Kit, GatewaySettings, Sequence[Ware]], Service]


def careful(kit: Kit, settings: GatewaySettings, wares: Sequence[Ware]) -> Service:
    return gateway.assembled(kit, settings, [], wares=wares, prices=PRICES)


class Leaping(SimClock):
    """A clock that somebody sets now and then."""

    def __init__(self, luck: Luck) -> None:
        self._luck = luck
        self._off = timedelta(0)

    def now(self) -> datetime:
        if self._luck.strikes("leap"):
            self._off = timedelta(seconds=self._luck.within(-3600.0, 3600.0))
        return super().now() + self._off


class WatchedShelf(Shelf):
    """Sees every account that is ever saved: a cap that was broken for a moment was broken."""

    breaches: list[str]

    def __init__(self) -> None:
        super().__init__()
        self.breaches = []

    def swap(self, place: tuple[type[Record], str], version: int, record: Record, says: Sequence[Envelope]) -> None:
        super().swap(place, version, record, says)
        if isinstance(record, Account) and record.cap is not None:
            total = record.spent + sum(record.held.values())
            if total > record.cap:
                self.breaches.append(f"{record.name}: {total} of {record.cap}")


class Street:
    """Everything that outlives a process, and the gateway's processes."""

    def __init__(self, luck: Luck, folder: Path, making: Making) -> None:
        self.luck = luck
        self.clock = SimClock()
        self.broker = Broker(luck)
        self.shelf = WatchedShelf()
        self.vault = Vault(folder)
        self.market = Market(luck)
        self.bugs: list[str] = []
        self.loop_errors: list[dict[str, object]] = []
        self._making = making
        self._folder = folder
        self._open: list[tuple[Process, Service]] = []
        self._started = 0

    async def supervise(self, copy: int) -> None:
        while True:
            self._started += 1
            process = Process(f"gateway/{copy}", self.luck, self.broker.miss)
            bus = SimBus(process, self.broker, self.luck)
            clock = Leaping(self.luck)
            records = SimRecords(process, "gateway", self.shelf, bus, clock)
            kit = Kit(records, SimStore(process, self.vault), clock, self._folder, bus)
            settings = GatewaySettings(slots=2, lease_seconds=10.0, name=f"gateway{self._started}")
            wares = [Ware(f"{name}/one", VERSION, Stall(name, self.market, process, self.luck)) for name in PROVIDERS]
            service = self._making(kit, settings, wares)
            running = (process, service)
            self._open.append(running)
            process.start(served(process, service, records, bus, self.clock, self.bugs))
            await process.ended()
            self._open.remove(running)
            await asyncio.sleep(self.luck.within(0.1, 4.0))

    async def end(self) -> None:
        for process, _ in list(self._open):
            process.kill()
            await process.ended()

    async def counter(self) -> Spending:
        """Of whichever process is alive."""
        while True:
            for process, service in self._open:
                for answers in service.answers:
                    if process.alive and isinstance(answers, Spending):
                        return answers
            await asyncio.sleep(0.5)

    async def told(self, cause: Cause, say: Callable[[Spending], Awaitable[object]]) -> None:
        """Somebody says it until it was heard."""
        while True:
            counter = await self.counter()
            try:
                with caused_by(cause):
                    await say(counter)
            except (PicturelockError, asyncio.CancelledError):
                await asyncio.sleep(0.5)
            else:
                return
