"""The relay: sends what saves have left in outboxes, in order, and then clears it away.

A save wakes it. What a crash left behind is found by a sweep. What is sent twice has the same id, so nobody minds.
"""

import asyncio
import logging
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol, Self

from picturelock.kernel.bus import Envelope
from picturelock.kernel.clock import Clock
from picturelock.kernel.errors import PicturelockError, Transient
from picturelock.platform.mongo.letters import letters_in
from picturelock.platform.mongo.place import translated
from picturelock.platform.mongo.shelf import Shelf
from picturelock.platform.runner import Backoff

log = logging.getLogger(__name__)

ROOM = 5000
"""Events that may wait to be sent; with more of them nothing is saved, so that memory stays bounded."""
BATCH = 500
CLEAR_SECONDS = 0.25
SWEEP_SECONDS = 5.0
LEFT_BEHIND = timedelta(seconds=10)
"""What is unsent for so long was left by somebody who died."""
AGAIN = Backoff(first=0.2, most=5.0)
PARTING_SECONDS = 5.0
"""How long a process that ends waits for the bus to take what is unsent."""


class Outlet(Protocol):
    async def publish(self, envelopes: Sequence[Envelope]) -> None: ...


@dataclass(frozen=True, slots=True)
class Waiting:
    """An event, and in which document of which collection it lies."""

    collection: str
    key: str
    envelope: Envelope


class Relay:
    def __init__(self, shelf: Shelf, outlet: Outlet, clock: Clock, services: Sequence[str]) -> None:
        self._shelf = shelf
        self._outlet = outlet
        self._clock = clock
        self._services = services
        self._waiting: deque[Waiting] = deque()
        self._sent: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        """Ids to be cleared, by collection and key."""
        self._known: set[str] = set()
        """Ids that wait, or are sent and not cleared yet."""
        self._woken = asyncio.Event()
        self._quiet = asyncio.Event()
        self._quiet.set()

    @classmethod
    @asynccontextmanager
    async def running(cls, shelf: Shelf, outlet: Outlet, clock: Clock, services: Sequence[str]) -> AsyncIterator[Self]:
        """Runs beside the block; at its end what was saved is sent and cleared, if that can be done soon."""
        relay = cls(shelf, outlet, clock, services)
        tasks = [asyncio.create_task(each, name="relay") for each in (relay._send(), relay._clear(), relay._sweep())]
        try:
            yield relay
        finally:
            try:
                async with asyncio.timeout(PARTING_SECONDS):
                    await relay._quiet.wait()
            except TimeoutError:
                log.warning("%d events are left in their outboxes; the next start sends them", relay.unsent)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await relay._clear_once()

    @property
    def unsent(self) -> int:
        return len(self._waiting)

    def must_have_room(self) -> None:
        """Raises Transient while too much waits to be sent."""
        if len(self._waiting) >= ROOM:
            raise Transient(
                f"{len(self._waiting)} events wait to be sent; the bus does not take them", reason="UNAVAILABLE"
            )

    def take(self, collection: str, key: str, unsent: Sequence[Envelope]) -> None:
        """Send what is not on its way yet. Called in the order of saves, and heard in that order."""
        fresh = [envelope for envelope in unsent if envelope.id not in self._known]
        if not fresh:
            return
        self._known.update(envelope.id for envelope in fresh)
        self._waiting.extend(Waiting(collection, key, envelope) for envelope in fresh)
        self._quiet.clear()
        self._woken.set()

    async def send_first(self, unsent: Sequence[Envelope]) -> None:
        """Send before something else may be done."""
        if unsent:
            await self._outlet.publish(unsent)

    async def _send(self) -> None:
        failures = 0
        while True:
            await self._woken.wait()
            batch = [self._waiting[at] for at in range(min(len(self._waiting), BATCH))]
            try:
                await self._outlet.publish([each.envelope for each in batch])
            except PicturelockError as error:
                failures += 1
                log.log(logging.WARNING if failures == 1 else logging.DEBUG, "what was said waits: %s", error)
                await self._clock.sleep(AGAIN.after(failures))
                continue
            failures = 0
            self._settle(batch)

    def _settle(self, batch: Sequence[Waiting]) -> None:
        for each in batch:
            self._waiting.popleft()
            self._sent[each.collection][each.key].add(each.envelope.id)
        if not self._waiting:
            self._woken.clear()
            self._quiet.set()

    async def _clear(self) -> None:
        while True:
            await self._clock.sleep(CLEAR_SECONDS)
            await self._clear_once()

    async def _clear_once(self) -> None:
        """One update for all documents of a collection. What is not cleared now is cleared by the sweep's sending."""
        sent, self._sent = self._sent, defaultdict(lambda: defaultdict(set))
        for collection, keys in sent.items():
            ids = set().union(*keys.values())
            try:
                with translated(self._shelf.place):
                    await self._shelf.named(collection).update_many(
                        {"_id": {"$in": list(keys)}}, {"$pull": {"outbox": {"id": {"$in": list(ids)}}}}
                    )
            except PicturelockError as error:
                log.debug("outboxes are cleared later: %s", error)
                for key, named in keys.items():
                    self._sent[collection][key] |= named
            else:
                self._known -= ids

    async def _sweep(self) -> None:
        while True:
            try:
                await self._sweep_once()
            except PicturelockError as error:
                log.debug("swept later: %s", error)
            await self._clock.sleep(SWEEP_SECONDS)

    async def _sweep_once(self) -> None:
        """Every copy of a service sweeps: what two of them find is sent twice, which does no harm."""
        old = self._clock.now() - LEFT_BEHIND
        for service in self._services:
            for collection in await self._shelf.collections(service):
                with translated(self._shelf.place):
                    left = self._shelf.named(collection).find({"outbox.id": {"$exists": True}}, {"outbox": True})
                    found = await left.limit(ROOM).to_list(length=None)
                for document in found:
                    unsent = letters_in(document["outbox"])
                    if unsent and unsent[0].time < old:
                        self.take(collection, document["_id"], unsent)
