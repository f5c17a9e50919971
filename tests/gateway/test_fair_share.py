"""The rule by which projects share the slots, in a world of slots and takes without anything else."""

import heapq
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from picturelock.gateway.model import Shares, meets

FEW = 40
"""Examples: each is a long simulation."""


@dataclass
class Studio:
    """`slots` workers that take whatever turn it is. Takes are seconds."""

    slots: int
    shares: Shares = field(default_factory=Shares)
    now: float = 0.0
    waiting: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    running: list[tuple[float, int, str, float]] = field(default_factory=list)
    grants: list[tuple[float, str]] = field(default_factory=list)
    served: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    def queue(self, project: str, takes: Sequence[float]) -> None:
        for take in takes:
            self.waiting[project].append(take)
            self.shares.came(project, self.now)

    def weigh(self, weights: Mapping[str, float]) -> None:
        for project, weight in weights.items():
            self.shares.weigh(project, weight, self.now)

    def run(self, until: float) -> None:
        self._fill()
        while self.running and self.running[0][0] <= until:
            self.now, _, project, start = heapq.heappop(self.running)
            self.shares.ended(project, self.now, start)
            self.served[project] += self.now - start
            self._fill()
        self.now = max(self.now, until)

    def _fill(self) -> None:
        while len(self.running) < self.slots and (waiting := [p for p, takes in self.waiting.items() if takes]):
            project = self.shares.turn(waiting, self.now)
            take = self.waiting[project].pop(0)
            self.shares.began(project, self.now, self.now)
            self.shares.left(project, self.now)
            self.grants.append((self.now, project))
            heapq.heappush(self.running, (self.now + take, len(self.grants), project, self.now))

    def had(self, project: str) -> float:
        """Slot-seconds, running takes included."""
        return self.served[project] + sum(self.now - start for _, _, owner, start in self.running if owner == project)

    def first_grant(self, project: str) -> int:
        """How many slots were handed out before the project got its first."""
        return next(at for at, (_, owner) in enumerate(self.grants) if owner == project)


def jain(shares: Sequence[float]) -> float:
    return sum(shares) ** 2 / (len(shares) * sum(share * share for share in shares))


def crowd(chance: Random, projects: int, seconds: float, slots: int, *, unequal: bool) -> dict[str, list[float]]:
    """Enough takes for each project that none runs out, and 10,000 for the first."""
    lengths = {f"p{n:02d}": chance.uniform(1, 60) if unequal else 10.0 for n in range(projects)}
    enough = 3 * seconds * slots / projects

    def takes(project: str, at_least: int) -> list[float]:
        count = max(at_least, int(enough / lengths[project]) + 3)
        return [lengths[project] * (chance.uniform(0.5, 1.5) if unequal else 1.0) for _ in range(count)]

    return {project: takes(project, 10_000 if project == "p00" else 1) for project in lengths}


@pytest.mark.parametrize("unequal", [False, True], ids=["equal takes", "unequal takes"])
@pytest.mark.parametrize("slots", [1, 8, 63, 64, 100, 256])
def test_sixty_four_projects_share_alike_though_one_has_ten_thousand_takes_queued(slots: int, *, unequal: bool) -> None:
    seconds = 60 * 64 * 8 / min(slots, 64)
    studio = Studio(slots)
    for project, takes in crowd(Random(slots), 64, seconds, slots, unequal=unequal).items():
        studio.queue(project, takes)
    studio.run(seconds)
    assert jain([studio.had(f"p{n:02d}") for n in range(64)]) >= 0.99


@example(slots=18, projects=19, seed=381, unequal=True)
@settings(max_examples=FEW, deadline=None)
@given(st.integers(1, 40), st.integers(2, 24), st.integers(0, 2**32), st.booleans())
def test_any_number_of_projects_shares_any_number_of_slots_alike(
    slots: int,
    projects: int,
    seed: int,
    unequal: bool,  # noqa: FBT001 drawn by lot
) -> None:
    seconds = 60 * projects * 10 / min(slots, projects)
    studio = Studio(slots)
    for project, takes in crowd(Random(seed), projects, seconds, slots, unequal=unequal).items():
        studio.queue(project, takes)
    studio.run(seconds)
    assert jain([studio.had(f"p{n:02d}") for n in range(projects)]) >= 0.99


@settings(max_examples=FEW, deadline=None)
@given(st.lists(st.sampled_from([0.5, 1.0, 2.0, 4.0]), min_size=2, max_size=8), st.integers(1, 32))
def test_slots_are_shared_by_weight(weights: list[float], slots: int) -> None:
    studio = Studio(slots)
    studio.weigh({f"p{n}": weight for n, weight in enumerate(weights)})
    for n in range(len(weights)):
        studio.queue(f"p{n}", [1.0] * 3_000)
    studio.run(2_500 / slots)
    assert jain([studio.had(f"p{n}") / weight for n, weight in enumerate(weights)]) >= 0.99


@settings(max_examples=FEW, deadline=None)
@given(st.integers(1, 100), st.integers(1, 64), st.integers(0, 2**32))
def test_a_project_of_one_shot_waits_for_two_slots_at_most(slots: int, others: int, seed: int) -> None:
    chance = Random(seed)
    studio = Studio(slots)
    for project, takes in crowd(chance, others, 2000, slots, unequal=True).items():
        studio.queue(project, takes)
    studio.run(1000)
    before = len(studio.grants)
    studio.queue("one shot", [5.0])
    studio.run(2000)
    assert studio.first_grant("one shot") - before < 2


@settings(max_examples=FEW, deadline=None)
@given(st.lists(st.floats(0.05, 20), min_size=2, max_size=8), st.integers(1, 12), st.integers(0, 2**32))
def test_nothing_starves(weights: list[float], slots: int, seed: int) -> None:
    """Whatever the weights, nobody waits for a second slot much longer than its weight among all the weights says."""
    chance = Random(seed)
    studio = Studio(slots)
    names = [f"p{n}" for n in range(len(weights))]
    studio.weigh(dict(zip(names, weights, strict=True)))
    fair = 20 * sum(weights) / min(weights) / slots
    seconds = 3 * fair + 40 * len(weights)
    for name in names:
        studio.queue(name, [chance.uniform(1, 20) for _ in range(int(seconds * slots / 8) + 10)])
    studio.run(seconds)
    grants = [name for _, name in studio.grants]
    assert all(grants.count(name) >= 2 for name in names)


def test_newcomers_do_not_keep_those_out_who_were_there() -> None:
    studio = Studio(slots=1)
    studio.queue("old", [1.0] * 1000)
    for n in range(200):
        studio.queue(f"new {n}", [1.0])
        studio.run(studio.now + 2)
    assert studio.had("old") >= 190


def test_a_project_that_comes_back_neither_waits_nor_catches_up_for_ever() -> None:
    studio = Studio(slots=1)
    studio.queue("alone", [1.0] * 500)
    studio.run(400)
    studio.queue("new", [1.0] * 500)
    had = studio.had("alone")
    studio.run(500)
    assert abs((studio.had("alone") - had) - studio.had("new")) <= 2
    studio.run(2000)
    for project in ("alone", "new"):
        studio.queue(project, [1.0] * 100)
    before = {project: studio.had(project) for project in ("alone", "new")}
    studio.run(studio.now + 100)
    shares = [studio.had(project) - before[project] for project in ("alone", "new")]
    assert jain(shares) > 0.99


def test_a_project_that_had_a_house_to_itself_is_forgiven_in_the_end() -> None:
    studio = Studio(slots=4)
    studio.queue("greedy", [100.0] * 10_000)
    studio.queue("modest", [100.0])
    for _ in range(400):
        studio.queue("modest", [100.0])
        studio.run(studio.now + 100)
    studio.slots = 1
    studio.queue("modest", [100.0] * 400)
    before = studio.had("greedy")
    studio.run(studio.now + 8000)
    assert studio.had("greedy") - before > 2000


def test_numbers_are_at_least_and_words_are_equal() -> None:
    assert meets({"gpu": "24", "site": "berlin"}, {"gpu": "16"})
    assert meets({"gpu": "24"}, {"gpu": "24.0"})
    assert not meets({"gpu": "8"}, {"gpu": "16"})
    assert not meets({"gpu": "yes"}, {"gpu": "16"})
    assert not meets({}, {"site": "berlin"})
    assert not meets({"site": "Berlin"}, {"site": "berlin"})
    assert meets({}, {})
