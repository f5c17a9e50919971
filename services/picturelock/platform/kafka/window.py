"""What one copy of a group knows of one partition: up to where it is settled, and what is settled beyond.

Kafka keeps one offset for a group and partition, and a string with it. The offset is the lowest that is not settled;
the string tells which later ones are, and how often what was put off has been tried. So neither a restart nor a
rebalance hands out again what was settled, and attempts are remembered.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

MOST_METADATA = 4000
"""Bytes; brokers take 4,096 unless told otherwise. What does not fit is forgotten, from the far end."""
MOST_OPEN = 1000
"""Events that may lie between the lowest unsettled and the newest, before no more are fetched."""
METADATA = re.compile(r"1;((?:\d+(?:-\d+)?)(?:,\d+(?:-\d+)?)*)?;((?:\d+:\d+)(?:,\d+:\d+)*)?")


@dataclass(slots=True)
class Window:
    """Offsets of one partition. `next` is the one after the newest that was fetched."""

    next: int
    open: set[int] = field(default_factory=set)
    settled: set[int] = field(default_factory=set)
    """Beyond the lowest open one, or known to be settled before they were fetched."""
    attempts: dict[int, int] = field(default_factory=dict)
    is_dirty: bool = False

    @classmethod
    def restored(cls, offset: int, metadata: str) -> "Window":
        """As it was committed. A string that we can't read tells nothing."""
        settled, attempts = _decoded(metadata)
        return cls(
            next=offset,
            settled={offset + each for each in settled},
            attempts={offset + each: tries for each, tries in attempts.items()},
        )

    @property
    def floor(self) -> int:
        """The offset to commit."""
        return min(self.open, default=self.next)

    @property
    def is_full(self) -> bool:
        return self.next - self.floor >= MOST_OPEN

    @property
    def has_room(self) -> bool:
        return self.next - self.floor < MOST_OPEN // 2

    def fetched(self, offset: int) -> bool:
        """Whether it is still to be handed out."""
        self.next = max(self.next, offset + 1)
        if offset in self.settled:
            self._close(offset)
            return False
        self.open.add(offset)
        return True

    def settle(self, offset: int) -> None:
        self.open.discard(offset)
        self.attempts.pop(offset, None)
        self.settled.add(offset)
        self._close(offset)

    def put_off(self, offset: int, attempts: int) -> None:
        self.attempts[offset] = attempts
        self.is_dirty = True

    def metadata(self) -> str:
        floor = self.floor
        settled = list(_runs(sorted(each - floor for each in self.settled if each >= floor)))
        tried = sorted((each - floor, tries) for each, tries in self.attempts.items() if each >= floor)
        return _encoded(settled, tried)

    def _close(self, offset: int) -> None:
        """Below the lowest open one nothing has to be remembered."""
        self.is_dirty = True
        floor = self.floor
        if offset < floor:
            self.settled = {each for each in self.settled if each >= floor}


def _runs(offsets: Iterable[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run of neighbours."""
    first = last = -2
    for offset in offsets:
        if offset != last + 1:
            if first >= 0:
                yield first, last
            first = offset
        last = offset
    if first >= 0:
        yield first, last


def _encoded(settled: list[tuple[int, int]], tried: list[tuple[int, int]]) -> str:
    while True:
        runs = ",".join(f"{first}-{last}" if last > first else str(first) for first, last in settled)
        said = f"1;{runs};{','.join(f'{offset}:{tries}' for offset, tries in tried)}"
        if len(said) <= MOST_METADATA:
            return said
        settled, tried = settled[: len(settled) * 3 // 4], tried[: len(tried) * 3 // 4]


def _decoded(metadata: str) -> tuple[set[int], Mapping[int, int]]:
    match = METADATA.fullmatch(metadata)
    if match is None:
        return set(), {}
    settled: set[int] = set()
    for run in (match[1] or "").split(","):
        first, _, last = run.partition("-")
        if first:
            settled.update(range(int(first), min(int(last or first), int(first) + 10 * MOST_OPEN) + 1))
    pairs = (pair.split(":") for pair in (match[2] or "").split(",") if pair)
    return settled, {int(offset): int(tries) for offset, tries in pairs}
