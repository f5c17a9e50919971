"""`picturelock reconcile`: a provider's bill against our books, line by line. It changes nothing."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.table import Table

from picturelock.cli.bill_export import BillLine, amount_in, read_bill
from picturelock.cli.counter import Counter, at_counter
from picturelock.cli.money import all_purchases
from picturelock.cli.reach import Reach
from picturelock.gateway.model import plain
from picturelock.kernel.errors import Invalid
from picturelock_api.gateway.v1 import service_pb2 as api

DOUBTFUL = frozenset({"sending", "unknown", "parked", "replaced"})
MAY_BE = DOUBTFUL | {"written_off"}
"""What a person wrote off may have been bought all the same."""
WINDOW = timedelta(hours=2)
"""How far the bill's time and ours may lie apart: clocks differ, and a bill may tell when a job ended."""


@dataclass(frozen=True, slots=True)
class Charge:
    """All lines of one job: a refund is a line of its own."""

    lines: Sequence[BillLine]

    @property
    def job(self) -> str:
        return self.lines[0].job

    @property
    def amount(self) -> Decimal:
        return sum((line.amount for line in self.lines), Decimal(0))

    @property
    def currency(self) -> str:
        return self.lines[0].currency

    @property
    def told(self) -> str:
        return f"{plain(self.amount)} {self.currency}".rstrip()


@dataclass(frozen=True, slots=True)
class Pair:
    """A charge and the purchase that has its job."""

    charge: Charge
    purchase: api.Purchase

    @property
    def agrees(self) -> bool:
        mine = self.purchase
        same = self.charge.currency in {"", mine.currency}
        return same and bool(mine.charged) and Decimal(mine.charged) == self.charge.amount


@dataclass(frozen=True, slots=True)
class Doubt:
    """A purchase of which nobody can tell, and the unexplained charges that it might be."""

    purchase: api.Purchase
    charges: Sequence[Charge]


@dataclass(frozen=True, slots=True)
class Reconciled:
    """`missing` are purchases that were charged here and are on no line of the bill."""

    matched: Sequence[Pair]
    different: Sequence[Pair]
    unexplained: Sequence[Charge]
    missing: Sequence[api.Purchase]
    doubts: Sequence[Doubt]

    @property
    def explained(self) -> bool:
        return not (self.different or self.unexplained or self.missing or self.doubts)


async def reconcile(
    file: Path, projects: Sequence[str], out: Path | None, reach: Reach | None, provider: str, unit_price: str,
    *, as_json: bool,
) -> int:  # fmt: skip
    """0 only when everything is explained. Raises Invalid for lines that can't be read."""
    bill = read_bill(file, _unit_price(unit_price) if unit_price else None)
    async with at_counter(out, reach) as counter:
        books = [each async for each in _books(counter, projects)]
    if provider:
        _check_provider(provider, bill, books)
    found = reconciled(bill, books, provider)
    if as_json:
        typer.echo(json.dumps(_as_json(found), indent=2, ensure_ascii=False))
    else:
        _tell(found)
    return 0 if found.explained else 1


def _check_provider(name: str, bill: Sequence[BillLine], books: Sequence[api.Purchase]) -> None:
    """Nothing is explained by looking at no line. Raises Invalid."""
    known = {each.engine.partition("/")[0] for each in books} | {line.provider for line in bill if line.provider}
    if name not in known:
        there = ", ".join(sorted(known)) or "none"
        raise Invalid(f"--provider {name}: is neither on the bill nor in the books; there are {there}")


def reconciled(bill: Sequence[BillLine], books: Sequence[api.Purchase], provider: str = "") -> Reconciled:
    """By job. `provider` empty is all of them; a bill that names providers is looked at for this one only."""
    charges = _charges([line for line in bill if not provider or line.provider in {"", provider}])
    mine = [each for each in books if not provider or each.engine.partition("/")[0] == provider]
    by_job = {each.job: each for each in mine if each.job}
    pairs = [Pair(charge, by_job[charge.job]) for charge in charges if charge.job in by_job]
    billed = {charge.job for charge in charges}
    unexplained = [charge for charge in charges if charge.job not in by_job and charge.amount]
    doubts = [Doubt(each, _might_be(each, unexplained)) for each in mine if each.state in MAY_BE and not each.job]
    return Reconciled(
        matched=[pair for pair in pairs if pair.agrees],
        different=[pair for pair in pairs if not pair.agrees],
        unexplained=unexplained,
        missing=[each for each in mine if Decimal(each.charged or 0) and each.job not in billed],
        doubts=[doubt for doubt in doubts if doubt.charges or doubt.purchase.state in DOUBTFUL],
    )


def _charges(lines: Sequence[BillLine]) -> list[Charge]:
    by_job: Mapping[tuple[str, str], list[BillLine]] = defaultdict(list)
    for line in lines:
        by_job[line.job, line.currency].append(line)
    return [Charge(mine) for mine in by_job.values()]


def _might_be(purchase: api.Purchase, charges: Sequence[Charge]) -> Sequence[Charge]:
    """One that has our own name for it is it; otherwise all of the same price, model and time."""
    named = [charge for charge in charges if charge.lines[0].reference == purchase.provider_key]
    return named or [charge for charge in charges if _looks_like(charge, purchase)]


def _looks_like(charge: Charge, purchase: api.Purchase) -> bool:
    first, model = charge.lines[0], purchase.engine.partition("/")[2]
    is_price = charge.amount == Decimal(purchase.quote) and charge.currency in {"", purchase.currency}
    is_model = not first.model or model in first.model or first.model in model
    is_time = first.at is None or any(abs(first.at - sent) <= WINDOW for sent in _sent(purchase))
    return is_price and is_model and is_time


def _sent(purchase: api.Purchase) -> Iterator[datetime]:
    return (step.at.ToDatetime(UTC) for step in purchase.steps if step.move == "send")


async def _books(counter: Counter, projects: Sequence[str]) -> Any:
    for project in dict.fromkeys(projects):
        async for each in all_purchases(counter, project):
            yield each


def _unit_price(said: str) -> Decimal:
    try:
        return amount_in(said)
    except ValueError as error:
        raise Invalid(f"--unit-price: {error}") from error


def _tell(found: Reconciled) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("job", "shot", "in the books", "on the bill", "what it is"):
        table.add_column(column, overflow="fold")
    for row in _rows(found):
        table.add_row(*row)
    if table.row_count:
        Console().print(table)
    typer.echo(_summary(found))


def _rows(found: Reconciled) -> Iterator[tuple[str, str, str, str, str]]:
    for pair in found.different:
        mine = pair.purchase
        yield pair.charge.job, mine.shot, _booked(mine), pair.charge.told, f"charged differently ({mine.state})"
    for charge in found.unexplained:
        where = ", ".join(str(line.line) for line in charge.lines)
        yield charge.job, "", "", charge.told, f"in no book (line {where})"
    for each in found.missing:
        yield each.job, each.shot, _booked(each), "", "not on the bill"
    for doubt in found.doubts:
        which = ", ".join(charge.job for charge in doubt.charges)
        what = f"in doubt ({doubt.purchase.state}): {f'may be {which}' if which else 'nothing on the bill is like it'}"
        yield "", doubt.purchase.shot, _booked(doubt.purchase), "", what


def _booked(purchase: api.Purchase) -> str:
    known = purchase.charged and purchase.state not in MAY_BE
    amount = plain(Decimal(purchase.charged if known else purchase.quote))
    return f"{amount} {purchase.currency}{'' if known else ' quoted'}"


def _summary(found: Reconciled) -> str:
    parts = [
        f"{len(items)} {what}"
        for items, what in (
            (found.matched, "matched"), (found.different, "charged differently"),
            (found.unexplained, "on the bill and in no book"), (found.missing, "in the books and not on the bill"),
            (found.doubts, "in doubt"),
        )
        if items
    ]  # fmt: skip
    told = ", ".join(parts) or "nothing on either side"
    if found.explained:
        return f"{told}: everything is explained"
    way = ""
    if found.doubts:
        way = "; say what became of those in doubt: picturelock purchases settle"
    elif found.unexplained:
        way = "; ask the provider about what is in no book"
    return f"{told}: not everything is explained{way}"


def _as_json(found: Reconciled) -> dict[str, Any]:
    return {
        "explained": found.explained,
        "matched": [_pair(pair) for pair in found.matched],
        "different": [_pair(pair) for pair in found.different],
        "unexplained": [_charge(charge) for charge in found.unexplained],
        "missing": [_purchase(each) for each in found.missing],
        "in_doubt": [
            _purchase(doubt.purchase) | {"may_be": [charge.job for charge in doubt.charges]} for doubt in found.doubts
        ],
    }


def _pair(pair: Pair) -> dict[str, Any]:
    return _purchase(pair.purchase) | {"billed": plain(pair.charge.amount), "lines": _charge(pair.charge)["lines"]}


def _charge(charge: Charge) -> dict[str, Any]:
    lines = [line.line for line in charge.lines]
    return {"job": charge.job, "billed": plain(charge.amount), "currency": charge.currency, "lines": lines}


def _purchase(purchase: api.Purchase) -> dict[str, Any]:
    return {
        "purchase": purchase.purchase,
        "project": purchase.project,
        "shot": purchase.shot,
        "engine": purchase.engine,
        "state": purchase.state,
        "job": purchase.job,
        "charged": plain(Decimal(purchase.charged)) if purchase.charged else "",
        "quote": plain(Decimal(purchase.quote)),
        "currency": purchase.currency,
    }
