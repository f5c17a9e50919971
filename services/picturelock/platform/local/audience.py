"""A group's events that wait in memory: in order for each key, and which of them may be handed out."""

import asyncio
import heapq
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, replace

from picturelock.kernel.bus import Envelope
from picturelock.kernel.records import APPLIED_KEPT


@dataclass(frozen=True, slots=True)
class Waiting:
    """`due` is when it may be handed out, in seconds since 1970."""

    position: int
    envelope: Envelope
    attempts: int = 0
    due: float = 0.0


class Audience:
    """Only the first event of a key is ever handed out; it stays the first until it is settled."""

    def __init__(self, topics: frozenset[str]) -> None:
        self.topics = topics
        self.woken = asyncio.Event()
        self._by_key: dict[str, deque[Waiting]] = {}
        self._ready: list[tuple[float, int, str]] = []
        self._open: dict[str, set[int]] = {topic: set() for topic in topics}
        self._highest: dict[str, int] = {}
        self._moved: set[str] = set()
        self._excepted: set[int] = set()
        self._unwritten: Counter[str] = Counter()

    def add(
        self, position: int, envelope: Envelope, attempts: int = 0, due: float = 0.0, *, excepted: bool = False
    ) -> None:
        """`excepted` when it is kept by name, beside the offset."""
        queue = self._by_key.setdefault(envelope.key, deque())
        queue.append(Waiting(position, envelope, attempts, due))
        self._open[envelope.topic].add(position)
        self._highest[envelope.topic] = max(position, self._highest.get(envelope.topic, 0))
        if excepted:
            self._excepted.add(position)
        if len(queue) == 1:
            self._offer(queue[0])

    def first(self, now: float) -> tuple[Waiting | None, float | None]:
        """What may be handed out, or in how many seconds something may."""
        if not self._ready:
            return None, None
        due, _, key = self._ready[0]
        if due > now:
            return None, due - now
        heapq.heappop(self._ready)
        return self._by_key[key][0], None

    def settle(self, envelope: Envelope, position: int) -> None:
        queue = self._by_key[envelope.key]
        queue.popleft()
        if queue:
            self._offer(queue[0])
        else:
            del self._by_key[envelope.key]
        self._open[envelope.topic].discard(position)
        self._excepted.discard(position)
        self._moved.add(envelope.topic)
        self._unwritten[envelope.key] += 1

    def must_write(self, key: str) -> bool:
        """Whether a record of this key would be hearing more again, after a death, than it remembers."""
        return self._unwritten[key] >= APPLIED_KEPT // 2

    def put_off(self, envelope: Envelope, position: int, attempts: int, due: float) -> None:
        queue = self._by_key[envelope.key]
        queue[0] = replace(queue[0], attempts=attempts, due=due)
        self._excepted.add(position)
        self._offer(queue[0])

    def is_excepted(self, position: int) -> bool:
        return position in self._excepted

    def take_offsets(self) -> Iterator[tuple[str, int]]:
        """Topics whose settled part grew, and up to where."""
        for topic in self._moved:
            still_open = self._open[topic] - self._excepted
            yield topic, min(still_open) - 1 if still_open else self._highest[topic]
        self._moved = set()
        self._unwritten.clear()

    def _offer(self, waiting: Waiting) -> None:
        heapq.heappush(self._ready, (waiting.due, waiting.position, waiting.envelope.key))
        self.woken.set()
