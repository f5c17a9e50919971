"""`picturelock recompile` and `drill sunset`: what it means to make shots with another engine, before it is done."""

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.table import Table

from picturelock.cli.elsewhere import opened_elsewhere
from picturelock.cli.here import STATE, Here, project_key, project_name
from picturelock.cli.pages import read_pages
from picturelock.cli.pricing import ahead_of, priced_in
from picturelock.cli.production import Pages
from picturelock.cli.quoting import PricedShot
from picturelock.cli.reach import Reach
from picturelock.compiler.model import Compiled, Extent, compile_for
from picturelock.gateway.model import plain
from picturelock.house import embedded
from picturelock.kernel.errors import Invalid
from picturelock.kernel.nouns import Brief
from picturelock.registry.model.outlook import Outlook, OutlookItem, Standing


@dataclass(frozen=True, slots=True)
class MoveOrder:
    """`engine` is the one that shots move to, or in a drill the one that they leave."""

    script: Path
    bible: Path | None
    out: Path
    engine: str
    prices: Path | None
    as_json: bool
    reach: Reach | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """A shot and its first take by another engine. `before` is None for a shot that no engine had."""

    item: OutlookItem
    before: Compiled | None
    after: Compiled
    priced: PricedShot

    @property
    def to(self) -> str:
        return self.priced.engine

    @property
    def lost(self) -> Sequence[str]:
        """What the engine before could be told, and this one can't: codes and messages."""
        known = {each.code for each in self.before.diagnostics} if self.before else set()
        return [f"{each.code} {each.message}" for each in self.after.diagnostics if each.code not in known]

    @property
    def changed(self) -> str:
        """Of picture and length."""
        before, after = self.before.made if self.before else None, self.after.made
        if after is None:
            return "can't be made"
        return _brief(after) if before is None or before == after else f"{_brief(before)} -> {_brief(after)}"

    def as_json(self) -> dict[str, Any]:
        quote = self.priced.quote
        return {
            "shot": self.item.shot,
            "standing": self.item.standing.value,
            "from": self.item.was,
            "to": self.to,
            "can_be_made": self.after.prompt is not None,
            "before": str(self.before.made) if self.before and self.before.made else None,
            "after": str(self.after.made) if self.after.made else None,
            "lost": list(self.lost),
            "amount": plain(self.priced.amount) if quote else None,
            "currency": self.priced.currency,
            "no_price": self.priced.why or None,
        }


def _brief(extent: Extent) -> str:
    return f"{extent.width}x{extent.height}@{float(extent.rate.fps):.6g} {extent.seconds:.3g} s"


async def show_recompiled(order: MoveOrder) -> int:
    """0 when every shot can be made by the engine and priced, 1 when one can't. Nothing is done."""
    pages = read_pages(order.script, order.bible, order.out)
    ahead = await ahead_of(order.script, order.out, order.reach, pages, order.engine)
    moved = await _moved(order, [item for item in ahead.shots if item.brief])
    tail = f"nothing was done; `picturelock make --engine {order.engine}` does it"
    return _shown(order, f"{ahead.project.title}: {len(moved)} shots to {order.engine}", moved, tail)


async def drill_sunset(order: MoveOrder, instead: str, *, go: bool, undo: bool) -> int:
    """As `show_recompiled`, of the shots that are not done and leave the engine; with `go` they do."""
    pages = read_pages(order.script, order.bible, order.out)
    if undo:
        await _retire(order, pages, instead, undo=True)
        typer.echo(f"{order.engine} is used again for {project_name(order.script)}; `picturelock make` goes by it")
        return 0
    ahead = await _without(order, pages, instead)
    moved = await _moved(order, [item for item in ahead.shots if item.is_stale and item.was == order.engine])
    if go:
        await _retire(order, pages, instead, undo=False)
        tail = f"{order.engine} is used no more; `picturelock make` follows what was sent, `--undo` takes it back"
    else:
        tail = f"nothing was done; with --go they leave {order.engine}"
    stay = Counter(item.standing for item in ahead.shots if item.was == order.engine)[Standing.CURRENT]
    head = f"{ahead.project.title}: {len(moved)} open shots leave {order.engine}, {stay} that are done stay"
    return _shown(order, head, moved, tail)


async def _without(order: MoveOrder, pages: Pages, instead: str) -> Outlook:
    """The plan, as if the engine were used no more. Raises Invalid where nothing was made of the film yet."""
    retired = {order.engine: instead}
    if order.reach is not None:
        async with opened_elsewhere(order.reach, project_name(order.script)) as elsewhere:
            return await elsewhere.plan(pages, "", retired)
    if not (order.out / STATE).exists():
        raise Invalid(f"{order.out}: nothing was made there yet, so nothing is open; `picturelock make` begins")
    async with embedded(order.out / STATE, at_work=False, alone=False) as house:
        return await Here(house, project_key(order.script)).plan(pages, "", retired)


async def _retire(order: MoveOrder, pages: Pages, instead: str, *, undo: bool) -> None:
    """And have the film's plan follow: shots that are not done are sent on."""
    if order.reach is not None:
        async with opened_elsewhere(order.reach, project_name(order.script)) as elsewhere:
            await elsewhere.retire(order.engine, instead, undo=undo)
            await elsewhere.make(pages, "", retry_held=False)
        return
    async with embedded(order.out / STATE, at_work=False) as house:
        here = Here(house, project_key(order.script))
        await here.retire(order.engine, instead, undo=undo)
        await here.make(pages, "", retry_held=False)


async def _moved(order: MoveOrder, items: Sequence[OutlookItem]) -> list[Moved]:
    priced = await priced_in(items, order.script, order.reach, order.prices)
    return [_one(item, item.brief, price) for item, price in zip(items, priced, strict=True) if item.brief]


def _one(item: OutlookItem, brief: Brief, priced: PricedShot) -> Moved:
    before = compile_for(item.was, brief, revision=0) if item.was else None
    return Moved(item, before, compile_for(priced.engine, brief, revision=0), priced)


def _sums(priced: Sequence[PricedShot]) -> str:
    """What one take of each costs, in each currency."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for each in priced:
        if each.currency:
            sums[each.currency] += each.amount
    said = " and ".join(f"{plain(amount)} {currency}" for currency, amount in sorted(sums.items()))
    return f"a take of each costs {said}" if said else "that costs nothing"


def _shown(order: MoveOrder, head: str, moved: Sequence[Moved], tail: str) -> int:
    if order.as_json:
        typer.echo(json.dumps({"engine": order.engine, "shots": [each.as_json() for each in moved]}, indent=2))
    else:
        _tell(head, moved, tail)
    return 1 if any(each.after.prompt is None or each.priced.why for each in moved) else 0


def _tell(head: str, moved: Sequence[Moved], tail: str) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("shot", "from", "to", "picture and length"):
        table.add_column(column)
    table.add_column("a take", justify="right")
    for each in moved:
        cost = f"{plain(each.priced.amount)} {each.priced.currency}".rstrip() if not each.priced.why else "no price"
        table.add_row(each.item.shot, each.item.was or "-", each.to, each.changed, cost)
    if moved:
        Console().print(table)
    lost = Counter(said.partition(" ")[0] for each in moved for said in each.lost)
    for code, shots in sorted(lost.items()):
        first = next(said for each in moved for said in each.lost if said.startswith(code))
        others = f" (and {shots - 1} more such)" if shots > 1 else ""
        typer.echo(f"lost: {first}{others}")
    for each in moved:
        if each.priced.why:
            typer.echo(f"no price: {each.item.shot}: {each.priced.why}", err=True)
    typer.echo(f"{head}; {_sums([each.priced for each in moved])}")
    typer.echo(tail)
