"""`picturelock estimate`: what the shots that `make` would shoot will cost, before a single one is bought."""

import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import ROUND_UP, Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from picturelock.cli.elsewhere import opened_elsewhere
from picturelock.cli.here import STATE
from picturelock.cli.make import project_key, project_name
from picturelock.cli.pages import read_pages
from picturelock.cli.production import Pages
from picturelock.cli.reach import Reach
from picturelock.compiler.adapters import TargetsHere
from picturelock.compiler.model import Target, compile_for
from picturelock.gateway.adapters.engines import engines_brought
from picturelock.gateway.adapters.price_book import prices_in, shipped_prices
from picturelock.gateway.model import PriceBook, Quote, plain
from picturelock.gateway.settings import GatewaySettings
from picturelock.house import embedded
from picturelock.kernel.errors import Invalid, Refused
from picturelock.kernel.nouns import Severity
from picturelock.registry.handlers import Registry
from picturelock.registry.model.outlook import Outlook, OutlookItem, Standing, outlook
from picturelock.registry.settings import RegistrySettings


@dataclass(frozen=True, slots=True)
class EstimateOrder:
    """`prices` empty is the gateway's own setting; `retakes` is the share of takes that are sent back."""

    script: Path
    bible: Path | None
    out: Path
    engine: str
    prices: Path | None
    retakes: str
    as_json: bool
    reach: Reach | None = None


@dataclass(frozen=True, slots=True)
class PricedShot:
    """`why` says what kept it from being priced; then there is no quote. What is free has neither."""

    shot: str
    engine: str
    quote: Quote | None = None
    why: str = ""

    @property
    def scene(self) -> str:
        return self.shot.partition("_")[0]

    @property
    def amount(self) -> Decimal:
        return self.quote.price.amount if self.quote else Decimal(0)

    @property
    def currency(self) -> str:
        return self.quote.price.currency if self.quote else ""


@dataclass(frozen=True, slots=True)
class Takes:
    """How many takes of a shot are bought. A retake is sent back at the same rate as the first take was."""

    retakes: Decimal
    most_revisions: int

    @property
    def likely(self) -> Decimal:
        return sum((self.retakes**nth for nth in range(1, self.most_revisions + 1)), Decimal(1))

    @property
    def most(self) -> int:
        return 1 + self.most_revisions


@dataclass(frozen=True, slots=True)
class Row:
    """Of shots that are priced alike. `currency` is empty for what is free."""

    scene: str
    engine: str
    currency: str
    shots: int
    least: Decimal
    likely: Decimal
    most: Decimal

    @property
    def amounts(self) -> tuple[str, str, str]:
        least, likely, most = (
            f"{plain(each)} {self.currency}".rstrip() for each in (self.least, _up(self.likely), self.most)
        )
        return least, likely, most

    def as_json(self) -> dict[str, Any]:
        said = {"scene": self.scene, "engine": self.engine, "currency": self.currency, "shots": self.shots}
        return said | {"min": plain(self.least), "likely": plain(self.likely), "max": plain(self.most)}


def _up(amount: Decimal) -> Decimal:
    """To whole cents: what is likely is no more exact than that."""
    return amount.quantize(Decimal("0.01"), ROUND_UP)


async def show_estimate(order: EstimateOrder) -> int:
    """0 when every shot is priced, 1 when one is not."""
    takes = Takes(_rate(order.retakes), RegistrySettings().most_revisions)
    book = _book(order.prices)
    ahead = await _ahead(order, read_pages(order.script, order.bible, order.out))
    today = datetime.now(UTC).date()
    targets = TargetsHere()
    priced = [priced_shot(item, ahead.engine, book, today, targets) for item in _shown(ahead.stale)]
    if order.as_json:
        typer.echo(json.dumps(_as_json(ahead, priced, takes), indent=2, ensure_ascii=False))
    else:
        _tell(ahead, priced, takes)
    return 1 if any(each.why for each in priced) else 0


def is_free(engine: str) -> bool:
    """Previz, and what installed packages bring, is made here and never bought, so it is in no price book."""
    return engine == "previz" or engine in engines_brought()


def priced_shot(item: OutlookItem, engine: str, book: PriceBook, on: date, targets: Mapping[str, Target]) -> PricedShot:
    """As its first take would be bought."""
    shot = PricedShot(item.shot, engine)
    if item.brief is None:
        return replace(shot, why="has no brief; run `picturelock plan` to see why")
    compiled = compile_for(engine, item.brief, revision=0, targets=targets)
    if compiled.prompt is None:
        errors = (each for each in compiled.diagnostics if each.severity is Severity.ERROR)
        return replace(shot, why="; ".join(f"{each.code} {each.message}" for each in errors))
    if is_free(engine):
        return shot
    try:
        return replace(shot, quote=book.quote(compiled.prompt, on))
    except Refused as error:
        return replace(shot, why=str(error))


def summed(priced: Iterable[PricedShot], takes: Takes, by: Callable[[PricedShot], tuple[str, str]]) -> list[Row]:
    """A row for each scene and engine that `by` gives, and each currency; what has no price is in none."""
    groups: Mapping[tuple[str, str, str], list[PricedShot]] = defaultdict(list)
    for each in priced:
        if not each.why:
            groups[*by(each), each.currency].append(each)
    return [_row(*group, shots, takes) for group, shots in sorted(groups.items())]


def _row(scene: str, engine: str, currency: str, shots: Sequence[PricedShot], takes: Takes) -> Row:
    once = sum((each.amount for each in shots), Decimal(0))
    return Row(scene, engine, currency, len(shots), once, once * takes.likely, once * takes.most)


def _totals(priced: Iterable[PricedShot], takes: Takes) -> list[Row]:
    """One for each currency; of what is free only when there is nothing else."""
    rows = summed(priced, takes, lambda _: ("", ""))
    return [row for row in rows if row.currency] or rows


def _rate(said: str) -> Decimal:
    try:
        rate = Decimal(said)
    except InvalidOperation:
        rate = Decimal("NaN")
    if not (rate.is_finite() and 0 <= rate <= 1):
        raise Invalid(f"--retakes {said}: is no share of takes; use a number from 0 to 1, e.g. 0.2")
    return rate


def _book(own: Path | None) -> PriceBook:
    file = own or GatewaySettings().prices
    return PriceBook(shipped_prices(), prices_in(file) if file else ())


async def _ahead(order: EstimateOrder, pages: Pages) -> Outlook:
    """As `plan` has it, but of engines that nobody set up here too: to ask a price takes no key."""
    key, state = project_key(order.script), order.out / STATE
    if order.reach is not None:
        async with opened_elsewhere(order.reach, project_name(order.script)) as elsewhere:
            return await elsewhere.plan(pages, order.engine)
    if not state.exists():
        return outlook(key, pages.reading, order.engine, None, {})
    async with embedded(state, at_work=False, alone=False) as house:
        return await house.desk(Registry).plan(key, pages.reading, order.engine)


def _shown(items: Sequence[OutlookItem]) -> Iterable[OutlookItem]:
    console = Console(stderr=True)
    return track(items, "compiling", console=console, transient=True, disable=not sys.stderr.isatty())


def _tell(ahead: Outlook, priced: Sequence[PricedShot], takes: Takes) -> None:
    rows = summed(priced, takes, lambda each: (each.scene, each.engine))
    if any(row.currency for row in rows):
        table = Table(box=None, pad_edge=False, header_style="bold")
        table.add_column("scene")
        table.add_column("engine")
        for column in ("shots", "min", "likely", "max"):
            table.add_column(column, justify="right")
        for row in rows:
            table.add_row(row.scene, row.engine, str(row.shots), *row.amounts)
        Console().print(table)
    typer.echo(_total_line(ahead, priced, takes))
    for each in priced:
        if each.why:
            typer.echo(f"no price: {_named(each)}", err=True)


def _named(each: PricedShot) -> str:
    return each.why if each.shot in each.why else f"{each.shot}: {each.why}"


def _total_line(ahead: Outlook, priced: Sequence[PricedShot], takes: Takes) -> str:
    title, without = ahead.project.title, sum(1 for each in priced if each.why)
    underway = sum(1 for item in ahead.shots if item.standing is Standing.UNDERWAY)
    tail = f"; {without} without a price, see below" if without else ""
    tail += f"; {underway} underway are not counted" if underway else ""
    if not priced:
        return f"{title}: nothing to shoot, so there is nothing to pay{tail}"
    if is_free(ahead.engine):
        return (
            f"{title}: {len(priced)} to shoot, which costs nothing: {ahead.engine} is made here and never bought{tail}"
        )
    sums = " and ".join("{} at least, {} likely, {} at most".format(*row.amounts) for row in _totals(priced, takes))
    return f"{title}: {len(priced)} to shoot; {sums or 'no price is known'}{tail}"


def _as_json(ahead: Outlook, priced: Sequence[PricedShot], takes: Takes) -> dict[str, Any]:
    return {
        "title": ahead.project.title,
        "engine": ahead.engine,
        "free": is_free(ahead.engine),
        "retakes": str(takes.retakes),
        "most_revisions": takes.most_revisions,
        "shots": [_shot_json(each) for each in priced if not each.why],
        "rows": [row.as_json() for row in summed(priced, takes, lambda each: (each.scene, each.engine))],
        "totals": [row.as_json() for row in _totals(priced, takes)],
        "without_price": [{"shot": each.shot, "engine": each.engine, "why": each.why} for each in priced if each.why],
    }


def _shot_json(each: PricedShot) -> dict[str, Any]:
    said = {"shot": each.shot, "scene": each.scene, "engine": each.engine, "amount": plain(each.amount)}
    if each.quote is None:
        return said | {"currency": "", "basis": "drawn here", "source": ""}
    return said | {"currency": each.currency, "basis": each.quote.basis, "source": each.quote.source}
