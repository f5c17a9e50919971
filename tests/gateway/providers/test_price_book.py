"""The price book: quotes to the last digit, a row for whatever is rented, and mistakes told with their line."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from picturelock.gateway.adapters.price_book import SHIPPED, prices_in, read_prices, shipped_prices
from picturelock.gateway.adapters.providers import PROVIDERS
from picturelock.gateway.model import Per, Price, PriceBook
from picturelock.kernel.errors import Invalid, Refused
from picturelock.kernel.nouns import Prompt, Rate

TODAY = date(2026, 11, 27)
ROW = "engine: a/b, units: 12, per: second, each: 0.01, since: 2026-11-20, source: here"
RENTED = sorted(engine for kind in PROVIDERS.values() for engine in kind.engines)
NUMBERS = st.decimals(min_value=0, max_value=10**6, places=6)
RATES = st.sampled_from([Rate(), Rate(numerator=25), Rate(numerator=24_000, denominator=1001)])


def prompt(
    engine: str,
    said: Mapping[str, str] | None = None,
    frames: int = 120,
    rate: Rate | None = None,
    text: str = "dolly",
) -> Prompt:
    return Prompt(
        shot="sc010_sh0010", brief_digest="", engine=engine, text=text, parameters=dict(said or {}), width=1280,
        height=720, frames=frames, rate=rate or Rate(), seed=1,
    )  # fmt: skip


def book(*rows: str) -> PriceBook:
    return PriceBook(read("prices:\n" + "".join(f"  - {{{row}}}\n" for row in rows)))


def read(text: str) -> tuple[Price, ...]:
    return read_prices(text.encode(), "prices.yaml")


def problems(text: str) -> list[str]:
    with pytest.raises(Invalid) as invalid:
        read(text)
    return list(invalid.value.problems)


def cost(prices: PriceBook, project: str, engine: str = "a/b") -> Decimal:
    return prices.quote(prompt(engine, frames=24), TODAY, project).price.amount


@given(units=NUMBERS, each=NUMBERS, frames=st.integers(1, 5000), rate=RATES, per=st.sampled_from(list(Per)))
def test_a_quote_is_units_times_what_each_costs_exactly(
    units: Decimal, each: Decimal, frames: int, rate: Rate, per: Per
) -> None:
    row = f"engine: a/b, units: {units:f}, per: {per}, each: {each:f}, since: 2026-11-20, source: here"
    quote = book(row).quote(prompt("a/b", None, frames, rate, "x" * (frames % 100)), TODAY)
    count = {Per.TAKE: 1, Per.SECOND: ceil(frames / rate.fps), Per.CHARACTER: frames % 100}[per]
    assert quote.units == units * count
    assert Fraction(quote.price.amount) == Fraction(units) * count * Fraction(each)
    assert quote.price.currency == "USD"


def test_numbers_are_what_is_written_and_not_what_a_computer_makes_of_them() -> None:
    row = "engine: a/b, units: 0.1, per: take, each: 0.3000000000000000000001, since: 2026-11-20, source: x"
    assert book(row).quote(prompt("a/b"), TODAY).price.amount == Decimal("0.03000000000000000000001")


@pytest.mark.parametrize("engine", RENTED)
def test_whatever_is_rented_has_a_price_that_says_where_it_was_read(engine: str) -> None:
    quote = PriceBook(shipped_prices()).quote(prompt(engine), date(2026, 11, 21))
    assert Decimal("0.05") < quote.price.amount < Decimal(10)
    assert len(quote.source) > 10


def test_the_farm_costs_nothing() -> None:
    assert PriceBook(shipped_prices()).quote(prompt("exec/farm"), TODAY).price.amount == 0


def test_what_a_take_is_made_with_changes_its_price() -> None:
    prices = PriceBook(shipped_prices())

    def dollars(engine: str, **said: str) -> Decimal:
        return prices.quote(prompt(engine, said), TODAY).price.amount

    assert dollars("fal/pika-2.2", resolution="720p") == Decimal("0.20")
    assert dollars("fal/pika-2.2", resolution="1080p") == dollars("fal/pika-2.2") == Decimal("0.45")
    assert dollars("kling/2.6", audio="off", resolution="720p") == Decimal("0.21")
    assert dollars("kling/2.6", audio="off", resolution="1080p") == Decimal("0.35")
    assert dollars("kling/2.6", audio="native", resolution="1080p") == Decimal("0.70")
    assert dollars("runway/gen4.5") == Decimal("0.60")


def test_an_engine_without_a_price_is_refused_with_what_to_add() -> None:
    with pytest.raises(Refused, match="new/model: has no price, so nothing is bought; add a row") as refused:
        PriceBook(shipped_prices()).quote(prompt("new/model"), TODAY)
    assert refused.value.reason == "NO_PRICE"
    only = book("engine: a/b, units: 1, per: take, each: 1, when: {size: big}, since: 2026-11-20, source: here")
    with pytest.raises(Refused, match="no price holds for size small on 2026-11-27; add a row"):
        only.quote(prompt("a/b", {"size": "small"}), TODAY)


def test_a_price_holds_from_its_day_on() -> None:
    dear = ROW.replace("0.01", "0.02").replace("2026-11-20", "2026-11-25")
    prices = book(ROW, dear)
    assert prices.quote(prompt("a/b"), date(2026, 11, 24)).each == Decimal("0.01")
    assert prices.quote(prompt("a/b"), date(2026, 11, 25)).each == Decimal("0.02")
    with pytest.raises(Refused):
        prices.quote(prompt("a/b"), date(2026, 11, 20) - timedelta(days=1))


def test_a_studios_own_prices_void_ours_for_the_engines_they_name(tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text(f"prices:\n  - {{{ROW.replace('a/b', 'runway/gen4.5').replace('12', '9')}}}\n")
    prices = PriceBook(shipped_prices(), prices_in(file))
    assert prices.quote(prompt("runway/gen4.5"), TODAY).units == 45
    assert prices.quote(prompt("runway/gen4_turbo"), TODAY).units == 25
    with pytest.raises(Invalid, match=r"none\.yaml:1: can't be read .* name a price book that is there"):
        prices_in(tmp_path / "none.yaml")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("12", "twelve"), "prices.yaml:2: a/b: units: 'twelve' is no number; write it as 12 or 0.05"),
        (("12", "-1"), "prices.yaml:2: a/b: units: '-1' is less than nothing; write what it costs"),
        (("12", "NaN"), "prices.yaml:2: a/b: units: 'NaN' is no number; write it as 12 or 0.05"),
        (("12", "[1]"), "prices.yaml:2: a/b: units: '['1']' is no number; write it as 12 or 0.05"),
        (("second", "hour"), "prices.yaml:2: a/b: per: 'hour' is nothing that is counted; it may be take, second"),
        (("2026-11-20", "soon"), "prices.yaml:2: a/b: since: 'soon' is no day; write it as 2026-11-20"),
        (("source: here", 'source: ""'), "prices.yaml:2: a/b: source: is empty; say where the price was read"),
        (("source: here", "sauce: here"), "prices.yaml:2: a/b: sauce: is not known here; did you mean source"),
        (("source: here", "currency: usd, source: x"), "prices.yaml:2: a/b: currency: 'usd' is no currency; write"),
        (("source: here", "when: big, source: x"), "prices.yaml:2: a/b: when: 'big' is no condition; write it as {res"),
        (
            ("source: here", "projects: a/b, source: x"),
            "prices.yaml:2: a/b: projects: 'a/b' is no list; write it as [stu",
        ),
        (
            ("source: here", "projects: [lamp], source: x"),
            "prices.yaml:2: a/b: projects.0: 'lamp' is no project; write",
        ),
        (("units: 12, ", ""), "prices.yaml:2: a/b: units: is missing; add units"),
        (("units: 12", "units: 12, units: 13"), "prices.yaml:2: 'units' is here twice, first in line 2; keep one"),
        (("engine: a/b, ", ""), "prices.yaml:2: a price: engine: is missing; add engine"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_what_to_do(change: tuple[str, str], said: str) -> None:
    found = problems(f"prices:\n  - {{{ROW.replace(*change)}}}\n")
    assert any(problem.startswith(said) for problem in found), found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "prices.yaml:1: is empty; begin it with 'prices:' and a list of rows"),
        ("- a\n", "prices.yaml:1: is no price book; begin it with 'prices:' and a list of rows"),
        ("prices: 12\n", "prices.yaml:1: 'prices' is no list; write each price as a row"),
        ("prices:\n  - twelve\n", "prices.yaml:2: is no price; write it as 'engine: ..."),
        ("prices: []\ntaxes: []\n", "prices.yaml:2: unknown key 'taxes'; a price book holds 'prices'"),
        ("prices:\n  - {engine: a\n", "prices.yaml:"),
        ("prices:\n\t- a\n", "prices.yaml:2: is not YAML"),
        ("prices: &again\n  - {engine: a/b, when: {x: *again}}\n", "prices.yaml:2: a/b: "),
    ],
)
def test_what_is_no_price_book_is_told_so(text: str, said: str) -> None:
    assert problems(text)[0].startswith(said)


def test_bytes_that_are_no_text_are_told_with_their_line() -> None:
    with pytest.raises(Invalid, match=r"p\.yaml:2: is not UTF-8 text; save the price book as UTF-8"):
        read_prices(b"prices:\n  - \xff\n", "p.yaml")
    with pytest.raises(Invalid, match="a price book has at most"):
        read_prices(b" " * 2_000_000, "p.yaml")


def test_all_mistakes_are_told_at_once_in_order() -> None:
    text = "prices:\n" + "".join(f"  - {{{ROW.replace('12', each)}}}\n" for each in ("x", "1", "y"))
    assert [problem.partition(": ")[0] for problem in problems(text)] == ["prices.yaml:2", "prices.yaml:4"]


def test_two_rows_that_say_two_things_of_one_take_are_refused() -> None:
    def against(one: str, other: str, *more: str) -> list[str]:
        rows = "".join(f"  - {{{row}}}\n" for row in (one, other, *more))
        try:
            read(f"prices:\n{rows}")
        except Invalid as error:
            return list(error.problems)
        return []

    assert against(ROW, ROW) == ["prices.yaml:3: a/b: is here twice, first in line 2; keep one of them"]
    (dearer,) = against(ROW, ROW.replace("0.01", "0.02"))
    assert dearer.startswith("prices.yaml:3: a/b: has another price in line 2 for the same takes since the same day")
    (euro,) = against(ROW, ROW.replace("2026-11-20", "2026-11-21") + ", currency: EUR")
    assert euro == "prices.yaml:3: a/b: is in EUR, and in USD in line 2; an engine has one currency"
    big, loud = f"{ROW}, when: {{size: big}}", f"{ROW}, when: {{sound: loud}}"
    (open_,) = against(big, loud)
    assert open_.endswith("add a row with 'when: {size: big, sound: loud}' that says which price it is")
    assert against(big, loud, f"{ROW}, when: {{size: big, sound: loud}}") == []
    assert against(big, f"{ROW}, when: {{size: small}}", ROW) == []
    assert against(ROW, ROW.replace("2026-11-20", "2026-11-21")) == []
    assert against(ROW, ROW.replace("a/b", "a/c")) == []


def test_what_a_project_negotiated_holds_for_it_alone() -> None:
    prices = book(
        ROW,
        ROW.replace("12", "9") + ", projects: [studio/*]",
        ROW.replace("12", "7") + ", projects: [studio/lamp, agency/spot]",
    )
    said = {name: cost(prices, name) for name in ("studio/lamp", "agency/spot", "studio/other", "agency/other", "")}
    cents = {"studio/lamp": 7, "agency/spot": 7, "studio/other": 9, "agency/other": 12, "": 12}
    assert said == {name: Decimal(each) / 100 for name, each in cents.items()}


def test_prices_of_one_project_leave_those_that_come_along_to_the_others() -> None:
    row = f"  - {{{ROW.replace('a/b', 'runway/gen4.5').replace('12', '7')}, projects: [studio/lamp]}}\n"
    prices = PriceBook(shipped_prices(), read(f"prices:\n{row}"))
    assert cost(prices, "studio/lamp", "runway/gen4.5") == Decimal("0.07")
    assert cost(prices, "studio/other", "runway/gen4.5") == Decimal("0.12")


def test_a_price_that_a_project_negotiated_for_some_takes_is_not_mixed_with_others() -> None:
    prices = book(ROW, f"{ROW}, projects: [studio/lamp], when: {{resolution: 1080p}}")
    with pytest.raises(Refused, match="no price for studio/lamp holds for this prompt"):
        cost(prices, "studio/lamp")


def test_two_prices_for_one_project_are_refused_and_for_two_are_not() -> None:
    other = ROW.replace("12", "7")
    read(f"prices:\n  - {{{ROW}, projects: [a/b, a/c]}}\n  - {{{other}, projects: [a/d]}}\n")
    (said,) = problems(f"prices:\n  - {{{ROW}, projects: [a/b, a/c]}}\n  - {{{other}, projects: [a/c]}}\n")
    assert "has another price in line 2" in said


def test_the_shipped_book_names_no_day_that_has_not_come() -> None:
    assert SHIPPED.is_file()
    assert max(price.since for price in shipped_prices()) <= TODAY
