"""A market that loses requests and answers, gateways that die at every step: nothing is paid twice, nothing is lost."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

import pytest
from tests.money.conftest import IN_A_WORLD
from tests.money.market import PRICE, MoneyOdds
from tests.money.naive import Impatient, Resends, naively
from tests.money.shopping import Books, shopping
from tests.sim.luck import Odds
from tests.sim.worlds import Batches, on_all_cores

from picturelock.gateway.handlers import Buyer

KIND = MoneyOdds(**dict.fromkeys(MoneyOdds.__dataclass_fields__, 0.0))


@pytest.fixture(scope="module")
def batches(request: pytest.FixtureRequest) -> Iterator[Batches[Books]]:
    with on_all_cores(request, "worlds", a_world) as batches:
        yield batches


def a_world(seed: int) -> Books:
    """One project in four has bought again what is in doubt; in one world of two somebody looks at the bill at last."""
    return shopping(seed, takes=IN_A_WORLD, again=PRICE if seed % 4 == 3 else None, audited=seed % 2 == 1)


@pytest.fixture(scope="module")
def so_far() -> list[Books]:
    return []


def test_in_every_world_the_bill_is_the_ledger_and_nothing_is_bought_twice(
    worlds: range, batches: Batches[Books], so_far: list[Books]
) -> None:
    books = batches[worlds].result()
    bad = [each for each in books if each.problems or each.twice]
    assert not bad, "\n".join(map(str, bad))
    so_far += books
    _tell(so_far)


@pytest.mark.parametrize("seed", [126, 1242])
def test_worlds_that_once_found_a_fault_are_right(seed: int) -> None:
    books = a_world(seed)
    assert not books.problems, str(books)


def _tell(books: list[Books]) -> None:
    struck: Counter[str] = sum((each.struck for each in books), Counter())
    names = ("bought", "sends", "twice", "parked", "replaced", "alternates")
    bought, sent, twice, parked, again, alternates = (sum(getattr(each, name) for each in books) for name in names)
    wanted = len(books) * IN_A_WORLD
    print(  # noqa: T201 figures for who asks for them
        f"{wanted} takes wanted in {len(books)} worlds: {sent} sent, {bought} on the bill and in the books, "
        f"{twice} twice, {parked} parked, {again} paid again by policy, {alternates} alternates; {dict(struck)}"
    )


def test_in_a_kind_world_everything_is_sent_once() -> None:
    books = shopping(1, KIND)
    assert (books.problems, books.bought, books.sends, books.parked) == ([], 20, 20, 0)


def test_a_seed_is_the_same_world_wherever_it_is_simulated() -> None:
    said = subprocess.run(
        [sys.executable, "-m", "tests.money.shopping", "4"],
        env=os.environ | {"PYTHONHASHSEED": "1"}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert said.stdout == f"{shopping(4)}\n"
    assert str(shopping(8)) not in said.stdout


def test_a_budget_for_ten_buys_ten_whatever_happens() -> None:
    for seed in range(3):
        books = shopping(seed, KIND, takes=60, cap=PRICE * 10)
        assert (books.problems, books.bought) == ([], 10)
    stormy = shopping(7, takes=60, cap=PRICE * 10 + Decimal("0.01"))
    assert stormy.problems == []
    assert stormy.bought <= 10


def test_what_nobody_can_tell_is_paid_again_where_a_project_has_it_so_and_never_over_its_cap() -> None:
    seeds = range(8)
    books = [shopping(seed, MoneyOdds(), again=PRICE, cap=PRICE * 26) for seed in seeds]
    assert not [each for each in books if each.problems], "\n".join(map(str, books))
    assert sum(each.replaced for each in books) > 0
    assert sum(each.parked for each in books) < sum(shopping(seed, MoneyOdds()).parked for seed in seeds)


def test_when_somebody_has_looked_at_the_bill_nothing_is_in_doubt_and_every_film_that_was_paid_is_kept() -> None:
    books = [shopping(seed, MoneyOdds(), again=PRICE, audited=True) for seed in range(3)]
    assert not [each for each in books if each.problems or each.parked], "\n".join(map(str, books))
    assert sum(each.alternates for each in books) > 0


def test_what_costs_more_than_a_project_pays_again_waits_for_a_person() -> None:
    books = [shopping(seed, MoneyOdds(), again=PRICE - Decimal("0.01")) for seed in range(4)]
    assert not [each for each in books if each.problems or each.replaced]
    assert sum(each.parked for each in books) > 0


def test_every_misfortune_does_happen() -> None:
    often = MoneyOdds(refuses=0.2, lost_answer=0.4, tardy=0.5, very_tardy=0.5, truncated=0.3, leap=0.01)
    struck = {name for seed in range(8) for name, count in shopping(seed, often).struck.items() if count}
    assert struck >= set(MoneyOdds.__annotations__)
    assert {"freeze", "outage"} <= struck <= set(Odds.__slots__) | set(MoneyOdds.__annotations__)


@pytest.mark.parametrize("buyer", [Resends, Impatient])
def test_a_naive_buyer_is_found_out(buyer: type[Buyer]) -> None:
    assert sum(shopping(seed, MoneyOdds(), naively(buyer)).twice for seed in range(8)) > 0
