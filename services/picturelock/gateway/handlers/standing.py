"""How the queue is, in plain numbers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from picturelock.gateway.handlers.board import Board
from picturelock.gateway.handlers.head import Head


@dataclass(slots=True)
class LaneStanding:
    """Of one project and engine, or of one project."""

    queued: int = 0
    running: int = 0
    oldest_seconds: float = 0.0
    """For how long the oldest take in the queue has been there."""

    def count(self, head: Head, now: float) -> None:
        if head.is_leased:
            self.running += 1
        else:
            self.queued += 1
            self.oldest_seconds = max(self.oldest_seconds, now - head.queued if head.queued else 0.0)


@dataclass(frozen=True, slots=True)
class Standing:
    lanes: Mapping[tuple[str, str], LaneStanding] = field(default_factory=dict)
    """By project key and engine."""
    outcomes: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """By engine and outcome (`made`, `reused`, or the reason of a failure): takes told of since this copy started."""

    @property
    def queued(self) -> int:
        return sum(lane.queued for lane in self.lanes.values())

    @property
    def running(self) -> int:
        return sum(lane.running for lane in self.lanes.values())

    @property
    def oldest_seconds(self) -> float:
        return max((lane.oldest_seconds for lane in self.lanes.values()), default=0.0)


def by_project_and_engine(board: Board, now: float) -> dict[tuple[str, str], LaneStanding]:
    lanes: dict[tuple[str, str], LaneStanding] = {}
    for head in board:
        lanes.setdefault((head.project, head.engine), LaneStanding()).count(head, now)
    return lanes


def by_project(heads: Iterable[Head], now: float) -> dict[str, LaneStanding]:
    lanes: dict[str, LaneStanding] = {}
    for head in heads:
        lanes.setdefault(head.project, LaneStanding()).count(head, now)
    return lanes
