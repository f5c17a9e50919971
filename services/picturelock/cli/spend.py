"""`picturelock spend`: what a project has cost, by what, and how much of that is in no cut, and why."""

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.table import Table

from picturelock.cli.counter import at_counter
from picturelock.cli.money import all_purchases
from picturelock.cli.reach import Reach
from picturelock.cli.waste import Fate, footage
from picturelock.gateway.model import plain
from picturelock.kernel.errors import Invalid
from picturelock_api.gateway.v1 import service_pb2 as api

AMOUNTS = ("spent", "open", "wasted")


@dataclass(frozen=True, slots=True)
class Item:
    """A purchase, and what became of it."""

    purchase: api.Purchase
    fate: Fate

    @property
    def spent(self) -> Decimal:
        return Decimal(self.purchase.charged or 0)

    @property
    def open(self) -> Decimal:
        """What is quoted and not settled."""
        return Decimal(0) if self.purchase.charged else Decimal(self.purchase.quote)

    @property
    def wasted(self) -> Decimal:
        return self.spent if self.fate.wasted else Decimal(0)


BY: Mapping[str, Callable[[Item], str]] = {
    "shot": lambda item: item.purchase.shot,
    "scene": lambda item: item.purchase.shot.partition("_")[0],
    "engine": lambda item: item.purchase.engine,
    "cause": lambda item: item.fate.cause,
    "project": lambda item: item.purchase.project,
}


async def show_spend(
    out: Path | None, reach: Reach | None, project: str, by: str, *, wasted: bool, as_json: bool
) -> int:  # fmt: skip
    """`by` empty is by engine, of what is wasted by cause."""
    by = by or ("cause" if wasted else "engine")
    if by not in BY:
        raise Invalid(f"--by {by}: nothing is counted by that; use one of {', '.join(BY)}")
    async with at_counter(out, reach) as counter:
        film = await footage(counter, project)
        items = [Item(each, film.fate(each)) async for each in all_purchases(counter, project)]
    rows = _summed([item for item in items if item.wasted or not wasted], BY[by])
    if as_json:
        typer.echo(json.dumps([row | {"by": by} for row in rows], indent=2))
    elif rows:
        _tell(rows, by, (AMOUNTS[-1:] if wasted else AMOUNTS))
    else:
        typer.echo("nothing was wasted" if items else "nothing was bought yet")
    if wasted and rows and not as_json:
        typer.echo(_share(items))
    return 0


def _tell(rows: Sequence[Mapping[str, Any]], by: str, amounts: Sequence[str]) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(by)
    for column in ("takes", *amounts):
        table.add_column(column, justify="right")
    for row in [*rows, *_totals(rows)]:
        told = [f"{plain(Decimal(row[name]))} {row['currency']}" for name in amounts]
        table.add_row(row["name"], str(row["takes"]), *told)
    Console().print(table)


def _summed(items: Sequence[Item], by: Callable[[Item], str]) -> list[dict[str, Any]]:
    """A row for each name and currency."""
    groups: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for item in items:
        groups[by(item), item.purchase.currency].append(item)
    return [_row(name, currency, mine) for (name, currency), mine in sorted(groups.items())]


def _row(name: str, currency: str, items: Sequence[Item]) -> dict[str, Any]:
    takes = sum(item.purchase.state == "delivered" for item in items)
    sums = {amount: str(sum((getattr(item, amount) for item in items), Decimal(0))) for amount in AMOUNTS}
    return {"name": name, "currency": currency, "takes": takes, **sums}


def _totals(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """A row for each currency that has more than one: amounts of different ones are never added up."""
    by_currency: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        by_currency[row["currency"]].append(row)
    return [
        {"name": "in all", "currency": currency, "takes": sum(row["takes"] for row in mine),
         **{name: str(sum((Decimal(row[name]) for row in mine), Decimal(0))) for name in AMOUNTS}}
        for currency, mine in sorted(by_currency.items()) if len(mine) > 1
    ]  # fmt: skip


def _share(items: Sequence[Item]) -> str:
    told = []
    for row in _summed([item for item in items if item.spent], lambda _: ""):
        wasted, spent = Decimal(row["wasted"]), Decimal(row["spent"])
        told.append(f"{plain(wasted)} of {plain(spent)} {row['currency']} ({wasted / spent:.0%})")
    return f"wasted: {', '.join(told)}"
