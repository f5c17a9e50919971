"""`picturelock recompile` and `drill sunset`: what it means to make shots with another engine, before it is done."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.table import Table

from picturelock.cli.elsewhere import opened_elsewhere
from picturelock.cli.here import STATE, Here, project_key, project_name
from picturelock.cli.pages import check_targets, read_pages
from picturelock.cli.pricing import ahead_of
from picturelock.cli.production import Pages
from picturelock.cli.quoting import PricedShot, priced, sums_of
from picturelock.cli.reach import Reach
from picturelock.compiler.adapters import TargetsHere
from picturelock.compiler.model import Compiled, Target, compile_for
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
        return str(after) if before is None or before == after else f"{before} -> {after}"

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


async def show_recompiled(order: MoveOrder) -> int:
    """0 when every shot can be made by the engine and priced, 1 when one can't. Nothing is done."""
    pages = read_pages(order.script, order.bible, order.out)
    ahead = await ahead_of(order.script, order.out, order.reach, pages, order.engine)
    moved = await _moved(order, [item for item in ahead.shots if item.brief])
    tail = f"nothing was done; `picturelock make --engine {order.engine}` does it"
    return _shown(order, f"{ahead.project.title}: {len(moved)} shots to {order.engine}", moved, tail)


async def drill_sunset(order: MoveOrder, instead: str, *, go: bool, undo: bool) -> int:
    """As `show_recompiled`, of the shots that are not done and leave the engine; with `go` they do."""
    if instead and order.reach is None:
        check_targets(instead)
    if instead == order.engine:
        raise Invalid(f"--to {instead}: is the engine that shots are to leave; name another, or none")
    pages = read_pages(order.script, order.bible, order.out)
    if undo:
        await _retire(order, pages, instead, undo=True)
        typer.echo(f"{order.engine} is used again for {project_name(order.script)}; `picturelock make` goes by it")
        return 0
    ahead = await _without(order, pages, instead)
    if order.reach is None and not any(item.was == order.engine for item in ahead.shots):
        check_targets(order.engine)
    leaving = [item for item in ahead.shots if item.brief and item.is_stale and item.was == order.engine]
    moved = await _moved(order, leaving)
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
    shots = await priced(items, order.script, order.reach, order.prices)
    targets = TargetsHere()
    return [_one(item, item.brief, shot, targets) for item, shot in zip(items, shots, strict=True) if item.brief]


def _one(item: OutlookItem, brief: Brief, shot: PricedShot, targets: Mapping[str, Target]) -> Moved:
    before = compile_for(item.was, brief, revision=0, targets=targets) if item.was else None
    return Moved(item, before, compile_for(shot.engine, brief, revision=0, targets=targets), shot)


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
    typer.echo(f"{head}; {sums_of([each.priced for each in moved])}")
    typer.echo(tail)
