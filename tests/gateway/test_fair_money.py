"""The rule by which projects share what is bought, in a world of slots and takes that cost, without anything else."""

import heapq
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.gateway.test_fair_share import jain

from picturelock.gateway.model import MoneyShares

FEW = 10
"""Examples: each is a long simulation."""
CHEAPEST, DEAREST = 0.05, 8.0
ENOUGH = 14 * DEAREST
"""What the project of least weight is to have bought at least: an odd take more or less is little of it."""


@dataclass
class Shopping:
    """So many slots. A take is a price, and lasts some seconds that have nothing to do with it."""

    slots: int
    chance: Random
    shares: MoneyShares = field(default_factory=MoneyShares)
    now: float = 0.0
    waiting: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    running: list[tuple[float, int, str]] = field(default_factory=list)
    grants: list[str] = field(default_factory=list)
    spent: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    def queue(self, project: str, takes: Sequence[float]) -> None:
        for take in takes:
            self.waiting[project].append(take)
            self.shares.came(project, self.now)

    def buy(self, takes: int) -> None:
        """So many more are bought, or all there are."""
        until = len(self.grants) + takes
        while len(self.grants) < until and (waiting := [p for p, left in self.waiting.items() if left]):
            if len(self.running) == self.slots:
                self.now, _, over = heapq.heappop(self.running)
                self.shares.ended(over, 0.0)
            self._grant(self.shares.turn(waiting))

    def _grant(self, project: str) -> None:
        price = self.waiting[project].pop()
        self.shares.began(project, self.now, price)
        self.shares.left(project)
        self.grants.append(project)
        self.spent[project] += price
        heapq.heappush(self.running, (self.now + self.chance.uniform(5, 120), len(self.grants), project))


def prices(chance: Random, projects: int) -> list[float]:
    """What a take of each is about: the cheapest and the dearest there are, and whatever lies between."""
    return [CHEAPEST, DEAREST, *(chance.uniform(CHEAPEST, DEAREST) for _ in range(projects - 2))][:projects]


def crowd(shopping: Shopping, names: Sequence[str], weights: Sequence[float]) -> int:
    """Queue enough for each that none runs out, 10,000 for the first. How many takes are `ENOUGH` for each."""
    takes = 0.0
    for name, price, weight in zip(names, prices(shopping.chance, len(names)), weights, strict=True):
        enough = ENOUGH * weight / min(weights) / price
        takes += enough
        costs = [price * shopping.chance.uniform(0.5, 1.0) for _ in range(int(1.5 * enough) + 50)]
        shopping.queue(name, costs if name != names[0] else costs + [price] * 10_000)
    return int(takes)


@pytest.mark.parametrize("tenants", [1, 8, 64])
@pytest.mark.parametrize("slots", [1, 8, 64, 256])
def test_sixty_four_projects_spend_alike_though_their_takes_cost_from_cents_to_dollars(
    slots: int, tenants: int
) -> None:
    shopping = Shopping(slots, Random(slots))
    names = [f"t{n % tenants}/p{n:02d}" for n in range(64)]
    shopping.buy(crowd(shopping, names, [1.0] * 64))
    assert all(shopping.waiting[name] for name in names)
    assert jain([shopping.spent[name] for name in names]) >= 0.99


@settings(max_examples=FEW, deadline=None)
@given(st.lists(st.sampled_from([0.5, 1.0, 2.0, 4.0]), min_size=2, max_size=8), st.integers(1, 40), st.integers(0))
def test_any_projects_spend_by_their_weights_on_any_number_of_slots(
    weights: list[float], slots: int, seed: int
) -> None:  # fmt: skip
    shopping = Shopping(slots, Random(seed))
    names = [f"studio/p{n}" for n in range(len(weights))]
    for name, weight in zip(names, weights, strict=True):
        shopping.shares.weigh(name, weight)
    shopping.buy(crowd(shopping, names, weights))
    assert jain([shopping.spent[name] / weight for name, weight in zip(names, weights, strict=True)]) >= 0.99


@settings(max_examples=FEW, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from([0.5, 1.0, 3.0]), st.integers(1, 4)), min_size=2, max_size=4),
    st.integers(1, 40), st.integers(0),
)  # fmt: skip
def test_tenants_spend_by_their_weights_however_many_projects_they_have(
    tenants: list[tuple[float, int]], slots: int, seed: int
) -> None:
    shopping = Shopping(slots, Random(seed))
    owned = {f"t{n}": [f"t{n}/p{p}" for p in range(projects)] for n, (_, projects) in enumerate(tenants)}
    for tenant, (weight, _) in zip(owned, tenants, strict=True):
        shopping.shares.weigh_tenant(tenant, weight)
    names = [name for mine in owned.values() for name in mine]
    weights = [weight / projects for weight, projects in tenants for _ in range(projects)]
    shopping.buy(crowd(shopping, names, weights))
    spent = [sum(shopping.spent[name] for name in mine) for mine in owned.values()]
    assert jain([each / weight for each, (weight, _) in zip(spent, tenants, strict=True)]) >= 0.99
    for mine in owned.values():
        assert jain([shopping.spent[name] for name in mine]) >= 0.99


@settings(max_examples=FEW, deadline=None)
@given(st.integers(1, 100), st.integers(1, 64), st.integers(1, 64), st.integers(0))
def test_a_project_of_one_shot_waits_for_two_takes_at_most(slots: int, others: int, tenants: int, seed: int) -> None:
    shopping = Shopping(slots, Random(seed))
    for n, price in enumerate(prices(shopping.chance, others)):
        shopping.queue(f"t{n % tenants}/p{n}", [price] * 1000)
    shopping.buy(others * 3)
    before = len(shopping.grants)
    shopping.queue("somebody/one shot", [DEAREST])
    shopping.buy(3)
    assert shopping.grants.index("somebody/one shot") - before < 2


@settings(max_examples=FEW, deadline=None)
@given(st.lists(st.floats(0.2, 5), min_size=2, max_size=8), st.integers(1, 12), st.integers(0))
def test_nothing_starves(weights: list[float], slots: int, seed: int) -> None:
    """Whatever weights and prices: before its second take, nobody else has more than that is worth, and one take."""
    shopping = Shopping(slots, Random(seed))
    names = [f"studio/p{n}" for n in range(len(weights))]
    most = 2 * DEAREST * sum(weights) / min(weights) + DEAREST * len(names)
    for name, weight, price in zip(names, weights, prices(shopping.chance, len(names)), strict=True):
        shopping.shares.weigh(name, weight)
        shopping.queue(name, [price] * (2 + int(2 * DEAREST * weight / min(weights) / price)))
    while sum(shopping.spent.values()) <= most and any(shopping.waiting.values()):
        shopping.buy(1)
    assert all(shopping.grants.count(name) >= 2 for name in names)


def test_a_tenant_that_keeps_opening_projects_gains_nothing_by_it() -> None:
    shopping = Shopping(1, Random(1))
    shopping.queue("old/film", [1.0] * 2000)
    for n in range(500):
        shopping.queue(f"sly/p{n}", [1.0])
        shopping.buy(2)
    assert abs(shopping.spent["old/film"] - 500) <= 2


def test_newcomers_of_many_tenants_do_not_keep_those_out_who_were_there() -> None:
    shopping = Shopping(1, Random(1))
    shopping.queue("old/film", [1.0] * 1000)
    for n in range(200):
        shopping.queue(f"t{n}/p", [1.0])
        shopping.buy(2)
    assert shopping.spent["old/film"] >= 190


def test_what_was_not_bought_after_all_does_not_count() -> None:
    shares = MoneyShares()
    for project in ("studio/a", "studio/b"):
        for _ in range(20):
            shares.came(project, 0.0)
    had = []
    for turn in range(20):
        project = shares.turn(["studio/a", "studio/b"])
        had.append(project)
        shares.began(project, float(turn), 5.0)
        shares.left(project)
        shares.ended(project, 5.0 if project == "studio/a" else 0.0)
    assert had.count("studio/a") >= 18


def test_who_bought_for_days_alone_is_forgiven_in_the_end() -> None:
    shopping = Shopping(4, Random(2))
    shopping.queue("studio/greedy", [1.0] * 10_000)
    shopping.queue("studio/modest", [1.0])
    for _ in range(400):
        shopping.queue("studio/modest", [0.01])
        shopping.buy(8)
    shopping.queue("studio/modest", [0.01] * 10_000)
    before = shopping.spent["studio/greedy"]
    shopping.buy(4000)
    assert shopping.spent["studio/greedy"] - before > 10


def test_who_comes_back_neither_waits_nor_catches_up() -> None:
    shopping = Shopping(1, Random(3))
    shopping.queue("a/alone", [1.0] * 400)
    shopping.buy(300)
    shopping.queue("b/new", [1.0] * 200)
    shopping.buy(100)
    assert abs(shopping.spent["b/new"] - 50) <= 1
