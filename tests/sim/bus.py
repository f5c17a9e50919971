"""A bus that keeps its promises and no more: at least once, in order for each key of a topic."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from tests.sim.luck import Luck
from tests.sim.process import Process

from picturelock.kernel.bus import Envelope, Parked
from picturelock.kernel.errors import NotFound

Lane = tuple[str, str]
"""A topic and a key: what is delivered in order."""


@dataclass(frozen=True, slots=True, eq=False)
class Hold:
    """One handing-out. The same process may be handed an event again while it is still at the first."""

    process: Process


@dataclass(slots=True, eq=False)
class Waiting:
    """An event that a group has yet to settle, and who has it in hand."""

    envelope: Envelope
    due: float = 0.0
    attempts: int = 0
    hold: Hold | None = None


@dataclass(slots=True)
class Group:
    topics: frozenset[str]
    lanes: dict[Lane, deque[Waiting]] = field(default_factory=dict)
    parked: list[Parked] = field(default_factory=list)
    bells: list[asyncio.Event] = field(default_factory=list)

    def ring(self) -> None:
        for bell in self.bells:
            bell.set()


class Broker:
    """What outlives every process: the log, and what each group has yet to hear."""

    def __init__(self, luck: Luck) -> None:
        self._luck = luck
        self.log: list[Envelope] = []
        self.groups: dict[str, Group] = {}

    def enroll(self, name: str, topics: Sequence[str]) -> Group:
        if name not in self.groups:
            self.groups[name] = Group(frozenset(topics))
            for envelope in self.log:
                self._queue(self.groups[name], envelope)
        return self.groups[name]

    def append(self, envelope: Envelope) -> None:
        self.log.append(envelope)
        for group in self.groups.values():
            self._queue(group, envelope)
            if self._luck.strikes("repeated"):
                self._at(self._luck.within(0.0, 20.0), group, envelope)

    def _at(self, delay: float, group: Group, envelope: Envelope) -> None:
        asyncio.get_running_loop().call_later(delay, self._queue, group, envelope)

    def _queue(self, group: Group, envelope: Envelope) -> None:
        if envelope.topic not in group.topics:
            return
        waiting = Waiting(envelope)
        if self._luck.strikes("late"):
            self.delay(group, waiting, self._luck.within(0.1, 10.0))
        group.lanes.setdefault((envelope.topic, envelope.key), deque()).append(waiting)
        group.ring()

    def delay(self, group: Group, waiting: Waiting, seconds: float) -> None:
        loop = asyncio.get_running_loop()
        waiting.due = loop.time() + seconds
        loop.call_later(seconds, group.ring)

    def miss(self, process: Process) -> None:
        """The process was not heard of for too long: what it had in hand goes to others, dead or not."""
        for group in self.groups.values():
            for lane in group.lanes.values():
                for waiting in lane:
                    if waiting.hold and waiting.hold.process is process:
                        waiting.hold = None
            group.ring()

    @property
    def is_quiet(self) -> bool:
        return not any(group.lanes for group in self.groups.values())


class SimBus:
    """One process's way to the broker."""

    def __init__(self, process: Process, broker: Broker, luck: Luck) -> None:
        self._process = process
        self._broker = broker
        self._luck = luck

    async def publish(self, envelopes: Sequence[Envelope]) -> None:
        for envelope in envelopes:
            await self._process.reach()
            self._process.point()
            self._broker.append(envelope)

    @asynccontextmanager
    async def subscribe(self, group: str, topics: Sequence[str]) -> AsyncIterator["SimSubscription"]:
        audience = self._broker.enroll(group, topics)
        bell = asyncio.Event()
        audience.bells.append(bell)
        try:
            yield SimSubscription(self._process, self._broker, self._luck, audience, group, bell)
        finally:
            audience.bells.remove(bell)

    async def history(self, after: str = "", *, follow: bool = False) -> AsyncIterator[tuple[str, Envelope]]:
        if follow:
            raise NotImplementedError("nobody follows history in the simulation")
        start = int(after or 0)
        for position, envelope in enumerate(self._broker.log[start:], start + 1):
            yield str(position), envelope

    async def end(self) -> str:
        return str(len(self._broker.log))

    async def parked(self, group: str | None = None) -> Sequence[Parked]:
        groups = self._broker.groups
        return [parked for name in groups if group in (None, name) for parked in groups[name].parked]

    async def redrive(self, group: str, event_id: str) -> None:
        raise NotFound(f"nothing is parked for {group} under {event_id}")

    async def drop(self, group: str, event_id: str) -> None:
        raise NotFound(f"nothing is parked for {group} under {event_id}")


@dataclass(frozen=True, slots=True)
class SimSubscription:
    _process: Process
    _broker: Broker
    _luck: Luck
    _group: Group
    _name: str
    _bell: asyncio.Event

    async def next(self) -> "SimDelivery":
        while True:
            self._bell.clear()
            await asyncio.sleep(self._luck.latency())
            if free := self._free():
                waiting = self._luck.pick(free)
                if not self._goes_astray(waiting):
                    hold = waiting.hold = Hold(self._process)
                    return SimDelivery(self, waiting, hold, waiting.envelope, waiting.attempts + 1)
            else:
                await self._bell.wait()

    def _free(self) -> list[Waiting]:
        """The first of each lane that is due and in nobody's hand."""
        now = asyncio.get_running_loop().time()
        heads = [lane[0] for lane in self._group.lanes.values()]
        return [waiting for waiting in heads if waiting.hold is None and waiting.due <= now]

    def _goes_astray(self, waiting: Waiting) -> bool:
        astray = self._luck.strikes("lost")
        if astray:
            self._broker.delay(self._group, waiting, self._luck.within(1.0, 10.0))
        return astray

    async def reach(self) -> None:
        await self._process.reach()
        self._process.point()

    def settle(self, waiting: Waiting) -> None:
        lane = (waiting.envelope.topic, waiting.envelope.key)
        self._group.lanes[lane].popleft()
        if not self._group.lanes[lane]:
            del self._group.lanes[lane]
        self._group.ring()

    def again(self, waiting: Waiting, attempts: int, after: float) -> None:
        waiting.attempts, waiting.hold = attempts, None
        self._broker.delay(self._group, waiting, after)

    def park(self, waiting: Waiting, attempts: int, why: str) -> None:
        self._group.parked.append(Parked(self._name, waiting.envelope, attempts, why))
        self.settle(waiting)


@dataclass(frozen=True, slots=True)
class SimDelivery:
    """Who was taken for dead meanwhile settles nothing: the event is somebody else's now."""

    _from: SimSubscription
    _waiting: Waiting
    _hold: Hold
    envelope: Envelope
    attempt: int

    async def done(self) -> None:
        if await self._is_held():
            self._from.settle(self._waiting)

    async def retry(self, after: float) -> None:
        if await self._is_held():
            self._from.again(self._waiting, self.attempt, after)

    async def park(self, why: str) -> None:
        if await self._is_held():
            self._from.park(self._waiting, self.attempt, why)

    async def _is_held(self) -> bool:
        await self._from.reach()
        return self._waiting.hold is self._hold
