"""The board: the heads of all open orders, in memory, in the order in which they are to be leased.

It is what this copy of the service knows; the records decide. A head that has changed behind its back is noticed by the
compare-and-swap that a lease is.
"""

import heapq
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from picturelock.gateway.model import OPEN, Hand, Lane, Order, OrderState, Shares, meets

REMEMBERED = 100_000
"""Shots' newest takes, and closed orders, that are remembered so that older news of them is known to be old."""


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """What must be known of an order to lease it, and to tell how it is."""

    key: str
    version: int
    project: str
    engine: str
    engine_version: str
    is_leased: bool
    rank: tuple[int, str]
    queued: float
    token: int
    worker: str
    asked: str
    began: float
    expires: float
    done_frames: int
    frames: int
    deaths: int
    shots: tuple[tuple[str, int], ...]
    """Keys of the shots that want it, and the numbers of their takes."""


def head_of(key: str, order: Order) -> Head:
    shot = min((want.shot_key.rpartition("/")[2] for want in order.wants), default=order.prompt.shot)
    return Head(
        key=key, version=order.version, project=order.project, engine=order.engine,
        engine_version=order.engine_version, is_leased=order.state is OrderState.LEASED,
        rank=(-order.priority, shot), queued=_seconds(order.queued), token=order.lease, worker=order.worker,
        asked=order.asked, began=_seconds(order.began), expires=_seconds(order.expires), done_frames=order.done_frames,
        frames=order.prompt.frames, deaths=order.deaths,
        shots=tuple((want.shot_key, want.number) for want in order.wants),
    )  # fmt: skip


def _seconds(moment: datetime | None) -> float:
    return moment.timestamp() if moment else 0.0


Queue = list[tuple[tuple[int, str], float, int, Head]]


Paused = Callable[[str, str], str | None]
"""Why an engine is paused for a tenant; None when it is not."""


class Board:
    def __init__(self, paused: Paused = lambda _tenant, _engine: None) -> None:
        self._paused = paused
        self.shares = Shares()
        self.lanes: dict[str, Lane] = {}
        self._heads: dict[str, Head] = {}
        self._leased: dict[str, Head] = {}
        self._queues: dict[tuple[str, str], dict[str, Queue]] = defaultdict(dict)
        """By engine and version, and by project; a head that is no longer on the board may still lie in a heap."""
        self._of_shot: dict[str, tuple[str, ...]] = {}
        self._of_worker: dict[str, set[str]] = defaultdict(set)
        self._asked: dict[str, str] = {}
        self._closed: OrderedDict[str, int] = OrderedDict()
        self._newest: OrderedDict[str, int] = OrderedDict()
        self._pushed = count()

    def __len__(self) -> int:
        return len(self._heads)

    def __iter__(self) -> Iterator[Head]:
        return iter(self._heads.values())

    @property
    def leased(self) -> Iterable[Head]:
        return list(self._leased.values())

    def of_shot(self, shot_key: str) -> list[Head]:
        return [self._heads[key] for key in sorted(self._of_shot.get(shot_key, ()))]

    def replaced(self, shot_key: str) -> list[Head]:
        """Heads that the shot wants no more, as it wants a newer take."""
        newest = self._newest.get(shot_key, 0)
        return [head for head in self.of_shot(shot_key) if any(s == shot_key and n < newest for s, n in head.shots)]

    def of_worker(self, worker: str) -> list[Head]:
        return [self._heads[key] for key in sorted(self._of_worker.get(worker, ()))]

    def answering(self, asked: str) -> Head | None:
        """The head that was leased in answer to this request."""
        return self._heads.get(self._asked.get(asked, ""))

    def put(self, key: str, order: Order, now: float) -> bool:
        """What is known of an order is now this; older news change nothing. Whether it was news."""
        old = self._heads.get(key)
        known = old.version if old else self._closed.get(key, 0)
        if order.version <= known:
            return False
        new = head_of(key, order) if order.state in OPEN else None
        self._account(old, new, now)
        if old:
            self._remove(old)
        if new:
            self._closed.pop(key, None)
            self._add(new)
        else:
            _remember(self._closed, key, order.version)
        for want in order.wants:
            self.note(want.shot_key, want.number)
        return True

    def note(self, shot_key: str, number: int) -> None:
        """The shot wants its take of this number, or a later one."""
        _remember(self._newest, shot_key, max(number, self._newest.get(shot_key, 0)))

    def newest(self, shot_key: str) -> int:
        return self._newest.get(shot_key, 0)

    def weigh(self, lane: Lane, now: float) -> None:
        self.lanes[lane.project] = lane
        self.shares.weigh(lane.project, lane.weight, now)

    def forget(self, head: Head, now: float) -> None:
        if self._heads.get(head.key) is head:
            self._account(head, None, now)
            self._remove(head)

    def has_work_for(self, hand: Hand) -> bool:
        return any(True for _ in self._waiting(hand))

    def pick(self, hand: Hand, now: float) -> Head | None:
        """The head whose turn it is, of those that the worker can make. It stays where it is."""
        waiting = dict(self._waiting(hand))
        return waiting[self.shares.turn(waiting, now)] if waiting else None

    @contextmanager
    def claimed(self, head: Head) -> Iterator[None]:
        """Nobody else here is given this head meanwhile. It comes back if it is still the one on the board."""
        queue = self._queues[head.engine, head.engine_version][head.project]
        heapq.heappop(queue)
        try:
            yield
        finally:
            if self._heads.get(head.key) is head:
                self._push(head)

    def _waiting(self, hand: Hand) -> Iterator[tuple[str, Head]]:
        """The first head of each project that the worker may serve."""
        queues = self._queues.get((hand.engine, hand.engine_version), {})
        for project in list(queues) if not hand.tenant else [p for p in queues if p.startswith(f"{hand.tenant}/")]:
            head = self._first(queues, project)
            if self._paused(project.partition("/")[0], hand.engine) is not None:
                continue
            if head is not None and ((lane := self.lanes.get(project)) is None or meets(hand.tags, lane.needs)):
                yield project, head

    def _first(self, queues: dict[str, Queue], project: str) -> Head | None:
        queue = queues[project]
        while queue:
            head = queue[0][3]
            if self._heads.get(head.key) is head:
                return head
            heapq.heappop(queue)
        del queues[project]
        return None

    def _push(self, head: Head) -> None:
        queue = self._queues[head.engine, head.engine_version].setdefault(head.project, [])
        heapq.heappush(queue, (head.rank, head.queued, next(self._pushed), head))

    def _add(self, head: Head) -> None:
        self._heads[head.key] = head
        for shot, _ in head.shots:
            self._of_shot[shot] = (*self._of_shot.get(shot, ()), head.key)
        if head.is_leased:
            self._leased[head.key] = head
            self._of_worker[head.worker].add(head.key)
            self._asked[head.asked] = head.key
        else:
            self._push(head)

    def _remove(self, head: Head) -> None:
        del self._heads[head.key]
        for shot, _ in head.shots:
            others = tuple(key for key in self._of_shot.pop(shot) if key != head.key)
            if others:
                self._of_shot[shot] = others
        if head.is_leased:
            del self._leased[head.key]
            _discard(self._of_worker, head.worker, head.key)
            self._asked.pop(head.asked, None)

    def _account(self, old: Head | None, new: Head | None, now: float) -> None:
        """What comes is counted before what goes: a project whose last take is leased was never away."""
        if old and new and (old.is_leased, old.is_leased and old.token) == (new.is_leased, new.is_leased and new.token):
            return
        if new and new.is_leased:
            self.shares.began(new.project, now, new.began)
        elif new:
            self.shares.came(new.project, now)
        if old and old.is_leased:
            self.shares.ended(old.project, now, old.began)
        elif old:
            self.shares.left(old.project, now)


def _discard(sets: dict[str, set[str]], name: str, key: str) -> None:
    found = sets[name]
    found.discard(key)
    if not found:
        del sets[name]


def _remember(known: OrderedDict[str, int], name: str, number: int) -> None:
    known[name] = number
    known.move_to_end(name)
    if len(known) > REMEMBERED:
        known.popitem(last=False)
