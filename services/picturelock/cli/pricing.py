"""`picturelock estimate`: what the shots that `make` would shoot will cost, before a single one is bought."""

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from picturelock.cli.elsewhere import opened_elsewhere
from picturelock.cli.here import STATE, project_key, project_name
from picturelock.cli.pages import check_targets, read_pages
from picturelock.cli.production import Pages
from picturelock.cli.quoting import PricedShot, Takes, is_free, priced, summed, totals
from picturelock.cli.reach import Reach
from picturelock.gateway.model import plain
from picturelock.house import embedded
from picturelock.kernel.errors import Invalid
from picturelock.registry.handlers import Registry
from picturelock.registry.model.outlook import Outlook, OutlookItem, Standing, outlook
from picturelock.registry.settings import RegistrySettings


@dataclass(frozen=True, slots=True)
class EstimateOrder:
    """`prices` empty are the gateway's own; `retakes` is the share of takes that are sent back."""

    script: Path
    bible: Path | None
    out: Path
    engine: str
    prices: Path | None
    retakes: str
    as_json: bool
    reach: Reach | None = None


async def show_estimate(order: EstimateOrder) -> int:
    """0 when every shot is priced, 1 when one is not."""
    takes = Takes(_rate(order.retakes), RegistrySettings().most_revisions)
    pages = read_pages(order.script, order.bible, order.out)
    ahead = await ahead_of(order.script, order.out, order.reach, pages, order.engine)
    shots = await priced(_shown(ahead.stale), order.script, order.reach, order.prices)
    if order.as_json:
        typer.echo(json.dumps(_as_json(ahead, shots, takes), indent=2, ensure_ascii=False))
    else:
        _tell(ahead, shots, takes)
    return 1 if any(each.why for each in shots) else 0


def _rate(said: str) -> Decimal:
    try:
        rate = Decimal(said)
    except InvalidOperation:
        rate = Decimal("NaN")
    if not (rate.is_finite() and 0 <= rate <= 1):
        raise Invalid(f"--retakes {said}: is no share of takes; use a number from 0 to 1, e.g. 0.2")
    return rate


async def ahead_of(script: Path, out: Path, reach: Reach | None, pages: Pages, engine: str) -> Outlook:
    """As `plan` has it, but of engines that nobody set up here too: to ask a price takes no key. Raises Invalid."""
    key, state = project_key(script), out / STATE
    if reach is not None:
        async with opened_elsewhere(reach, project_name(script)) as elsewhere:
            return await elsewhere.plan(pages, engine)
    if engine:
        check_targets(engine)
    if not state.exists():
        return outlook(key, pages.reading, engine, None, {})
    async with embedded(state, at_work=False, alone=False) as house:
        return await house.desk(Registry).plan(key, pages.reading, engine)


def _shown(items: Sequence[OutlookItem]) -> Iterable[OutlookItem]:
    console = Console(stderr=True)
    return track(items, "compiling", console=console, transient=True, disable=not sys.stderr.isatty())


def _tell(ahead: Outlook, shots: Sequence[PricedShot], takes: Takes) -> None:
    rows = summed(shots, takes, lambda each: (each.scene, each.engine))
    if any(row.currency for row in rows):
        table = Table(box=None, pad_edge=False, header_style="bold")
        table.add_column("scene")
        table.add_column("engine")
        for column in ("shots", "min", "likely", "max"):
            table.add_column(column, justify="right")
        for row in rows:
            table.add_row(row.scene, row.engine, str(row.shots), *row.amounts)
        Console().print(table)
    typer.echo(_total_line(ahead, shots, takes))
    for each in shots:
        if each.why:
            typer.echo(f"no price: {_named(each)}", err=True)


def _named(each: PricedShot) -> str:
    return each.why if each.shot in each.why else f"{each.shot}: {each.why}"


def _total_line(ahead: Outlook, shots: Sequence[PricedShot], takes: Takes) -> str:
    title, without = ahead.project.title, sum(1 for each in shots if each.why)
    underway = sum(1 for item in ahead.shots if item.standing is Standing.UNDERWAY)
    tail = f"; {without} without a price, see below" if without else ""
    tail += f"; {underway} underway are not counted" if underway else ""
    if not shots:
        return f"{title}: nothing to shoot, so there is nothing to pay{tail}"
    if all(is_free(each.engine) for each in shots):
        engines = " and ".join(sorted({each.engine for each in shots}))
        return f"{title}: {len(shots)} to shoot, which costs nothing: {engines} is made here and never bought{tail}"
    sums = " and ".join("{} at least, {} likely, {} at most".format(*row.amounts) for row in totals(shots, takes))
    return f"{title}: {len(shots)} to shoot; {sums or 'no price is known'}{tail}"


def _as_json(ahead: Outlook, shots: Sequence[PricedShot], takes: Takes) -> dict[str, Any]:
    return {
        "title": ahead.project.title,
        "engine": ahead.engine,
        "free": all(is_free(each.engine) for each in shots),
        "retakes": str(takes.retakes),
        "most_revisions": takes.most_revisions,
        "shots": [_shot_json(each) for each in shots if not each.why],
        "rows": [row.as_json() for row in summed(shots, takes, lambda each: (each.scene, each.engine))],
        "totals": [row.as_json() for row in totals(shots, takes)],
        "without_price": [{"shot": each.shot, "engine": each.engine, "why": each.why} for each in shots if each.why],
    }


def _shot_json(each: PricedShot) -> dict[str, Any]:
    said = {"shot": each.shot, "scene": each.scene, "engine": each.engine, "amount": plain(each.amount)}
    if each.quote is None:
        return said | {"currency": "", "basis": "drawn here", "source": ""}
    return said | {"currency": each.currency, "basis": each.quote.basis, "source": each.quote.source}
