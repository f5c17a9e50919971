"""Events that wait in memory, in order for each key: only the first of a key is handed out, until it is settled."""

import asyncio
import heapq
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace

from picturelock.kernel.bus import Envelope
from picturelock.kernel.clock import Clock


@dataclass(frozen=True, slots=True)
class Waiting:
    """`position` orders what is due at once; `due` is when it may be handed out, in seconds since 1970."""

    position: int
    envelope: Envelope
    attempts: int = 0
    due: float = 0.0


class Lanes:
    def __init__(self) -> None:
        self.woken = asyncio.Event()
        self._by_key: dict[str, deque[Waiting]] = {}
        self._ready: list[tuple[float, int, str]] = []
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def add(self, waiting: Waiting) -> None:
        queue = self._by_key.setdefault(waiting.envelope.key, deque())
        queue.append(waiting)
        self._count += 1
        if len(queue) == 1:
            self._offer(waiting)

    async def next(self, clock: Clock) -> Waiting:
        """Wait for what may be handed out."""
        while True:
            self.woken.clear()
            waiting, seconds = self.first(clock.now().timestamp())
            if waiting is not None:
                return waiting
            await self._wait(clock, seconds)

    async def _wait(self, clock: Clock, seconds: float | None) -> None:
        if seconds is None:
            await self.woken.wait()
            return
        waits = {asyncio.ensure_future(self.woken.wait()), asyncio.ensure_future(clock.sleep(seconds))}
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()

    def first(self, now: float) -> tuple[Waiting | None, float | None]:
        """What may be handed out, or in how many seconds something may."""
        while self._ready:
            due, position, key = self._ready[0]
            if not self._leads(key, position):
                heapq.heappop(self._ready)
                continue
            if due > now:
                return None, due - now
            heapq.heappop(self._ready)
            return self._by_key[key][0], None
        return None, None

    def settle(self, key: str, position: int) -> bool:
        """Whether it was still there."""
        if not self._leads(key, position):
            return False
        queue = self._by_key[key]
        queue.popleft()
        self._count -= 1
        if queue:
            self._offer(queue[0])
        else:
            del self._by_key[key]
        return True

    def put_off(self, key: str, position: int, attempts: int, due: float) -> bool:
        """Whether it was still there."""
        if not self._leads(key, position):
            return False
        queue = self._by_key[key]
        queue[0] = replace(queue[0], attempts=attempts, due=due)
        self._offer(queue[0])
        return True

    def drop(self, is_gone: Callable[[int], bool]) -> None:
        """Forget what waits at these positions, handed out or not."""
        for key, queue in list(self._by_key.items()):
            kept = deque(waiting for waiting in queue if not is_gone(waiting.position))
            if len(kept) == len(queue):
                continue
            led = queue[0]
            self._count -= len(queue) - len(kept)
            if not kept:
                del self._by_key[key]
                continue
            self._by_key[key] = kept
            if kept[0] is not led:
                self._offer(kept[0])

    def _leads(self, key: str, position: int) -> bool:
        queue = self._by_key.get(key)
        return queue is not None and queue[0].position == position

    def _offer(self, waiting: Waiting) -> None:
        heapq.heappush(self._ready, (waiting.due, waiting.position, waiting.envelope.key))
        self.woken.set()
