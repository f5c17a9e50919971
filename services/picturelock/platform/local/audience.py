"""A group's events that wait in memory, and up to where each topic is settled."""

from collections import Counter
from collections.abc import Iterator

from picturelock.kernel.bus import Envelope
from picturelock.kernel.records import APPLIED_KEPT
from picturelock.platform.lanes import Lanes, Waiting


class Audience:
    """What waits in `lanes`, and how far each topic is settled."""

    def __init__(self, topics: frozenset[str]) -> None:
        self.topics = topics
        self.lanes = Lanes()
        self._open: dict[str, set[int]] = {topic: set() for topic in topics}
        self._highest: dict[str, int] = {}
        self._moved: set[str] = set()
        self._excepted: set[int] = set()
        self._unwritten: Counter[str] = Counter()

    def add(
        self, position: int, envelope: Envelope, attempts: int = 0, due: float = 0.0, *, excepted: bool = False
    ) -> None:
        """`excepted` when it is kept by name, beside the offset."""
        self.lanes.add(Waiting(position, envelope, attempts, due))
        self._open[envelope.topic].add(position)
        self._highest[envelope.topic] = max(position, self._highest.get(envelope.topic, 0))
        if excepted:
            self._excepted.add(position)

    def settle(self, envelope: Envelope, position: int) -> None:
        self.lanes.settle(envelope.key, position)
        self._open[envelope.topic].discard(position)
        self._excepted.discard(position)
        self._moved.add(envelope.topic)
        self._unwritten[envelope.key] += 1

    def must_write(self, key: str) -> bool:
        """Whether a record of this key would be hearing more again, after a death, than it remembers."""
        return self._unwritten[key] >= APPLIED_KEPT // 2

    def put_off(self, envelope: Envelope, position: int, attempts: int, due: float) -> None:
        self.lanes.put_off(envelope.key, position, attempts, due)
        self._excepted.add(position)

    def is_excepted(self, position: int) -> bool:
        return position in self._excepted

    def take_offsets(self) -> Iterator[tuple[str, int]]:
        """Topics whose settled part grew, and up to where."""
        for topic in self._moved:
            still_open = self._open[topic] - self._excepted
            yield topic, min(still_open) - 1 if still_open else self._highest[topic]
        self._moved = set()
        self._unwritten.clear()
