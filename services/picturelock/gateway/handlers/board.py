"""The board: the heads of all open orders, in memory, in the order in which they are to be leased.

It is what this copy of the service knows; the records decide. A head that has changed behind its back is noticed by the
compare-and-swap that a lease is.
"""

import heapq
from collections import OrderedDict, defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from typing import Protocol

from picturelock.gateway.handlers.head import Head, head_of
from picturelock.gateway.handlers.turns import Turns
from picturelock.gateway.model import OPEN, Hand, Money, Order, OrderState, meets
from picturelock.kernel.nouns import Prompt

REMEMBERED = 100_000
"""Shots' newest takes, and closed orders, that are remembered so that older news of them is known to be old."""


BEGUN = None
"""In place of a version: what may be bought already is seen to by buyers of any version, before all else."""

Queue = list[tuple[tuple[int, str], float, int, Head]]


class Market(Protocol):
    """What must be known of takes that are bought."""

    def held_up(self, tenant: str, engine: str) -> str | None:
        """Why a tenant's takes of an engine wait, however many slots there are; None when they do not."""

    def price(self, prompt: Prompt) -> Money | None:
        """None for what is made, and not bought."""

    def rivals(self, engine: str) -> Collection[tuple[str, str]]:
        """Other engines, and their versions, that share with this one what an account lets in."""


class Board:
    def __init__(self, market: Market) -> None:
        self._held_up = market.held_up
        self._priced = market.price
        self._rivals = market.rivals
        self.turns = Turns()
        self._heads: dict[str, Head] = {}
        self._leased: dict[str, Head] = {}
        self._queues: dict[tuple[str, str | None], dict[str, Queue]] = defaultdict(dict)
        """By line, and by project; a head that is no longer on the board may still lie in a heap."""
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
        price = old.price if old else self._priced(order.prompt)
        new = head_of(key, order, price) if order.state in OPEN else None
        self.turns.count(old, new, now, is_made=order.state is OrderState.MADE)
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

    def forget(self, head: Head, now: float) -> None:
        if self._heads.get(head.key) is head:
            self.turns.count(head, None, now)
            self._remove(head)

    def has_work_for(self, hand: Hand) -> bool:
        return any(True for _ in self._waiting(hand))

    def pick(self, hand: Hand, now: float) -> Head | None:
        """The head whose turn it is, of those that the worker can make. It stays where it is."""
        waiting = dict(self._waiting(hand))
        if not waiting:
            return None
        first = self.turns.next({**dict(self._elsewhere(hand)), **waiting}, now)
        return waiting.get(first.project)

    @contextmanager
    def claimed(self, head: Head) -> Iterator[None]:
        """Nobody else here is given this head meanwhile. It comes back if it is still the one on the board."""
        heapq.heappop(self._queues[_line(head)][head.project])
        try:
            yield
        finally:
            if self._heads.get(head.key) is head:
                self._push(head)

    def _waiting(self, hand: Hand) -> Iterator[tuple[str, Head]]:
        """The first head of each project that the worker may serve."""
        held_up = cache(self._held_up)
        begun, fresh = (self._queues.get((hand.engine, version), {}) for version in (BEGUN, hand.engine_version))
        queues = (begun, fresh) if hand.buys else (fresh,)
        for project in {project: None for each in queues for project in each if project.startswith(hand.whose)}:
            head = next(filter(None, (self._first(each, project) for each in queues)), None)
            if head is None or not (head.is_begun or held_up(project.partition("/")[0], hand.engine) is None):
                continue
            if (lane := self.turns.lanes.get(project)) is None or meets(hand.tags, lane.needs):
                yield project, head

    def _elsewhere(self, hand: Hand) -> Iterator[tuple[str, Head]]:
        """Of engines that have to share what this one may have: whoever comes first there goes before others here."""
        for engine, version in self._rivals(hand.engine):
            yield from self._waiting(hand.model_copy(update={"engine": engine, "engine_version": version}))

    def _first(self, queues: dict[str, Queue], project: str) -> Head | None:
        if (queue := queues.get(project)) is None:
            return None
        while queue:
            head = queue[0][-1]
            if self._heads.get(head.key) is head:
                return head
            heapq.heappop(queue)
        del queues[project]
        return None

    def _push(self, head: Head) -> None:
        queue = self._queues[_line(head)].setdefault(head.project, [])
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


def _line(head: Head) -> tuple[str, str | None]:
    """Those who can take it: workers of its engine and version."""
    return head.engine, BEGUN if head.is_begun else head.engine_version


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
