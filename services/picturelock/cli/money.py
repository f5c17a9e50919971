"""`picturelock budget`, `spend` and `purchases`: what may be spent, what was, and what nobody can tell."""

import json
import uuid
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import typer
from google.protobuf.json_format import MessageToDict
from rich.console import Console
from rich.table import Table

from picturelock.cli.counter import Counter, at_counter
from picturelock.cli.reach import Reach, as_json_text, listed
from picturelock.gateway.model import plain
from picturelock.kernel.errors import Invalid
from picturelock_api.gateway.v1 import service_pb2 as api

SCOPES = {"project": api.BUDGET_SCOPE_PROJECT, "engine": api.BUDGET_SCOPE_ENGINE, "tenant": api.BUDGET_SCOPE_TENANT}


def cause_of(purchase: api.Purchase) -> str:
    """Why it was bought, or why what it cost was wasted."""
    if purchase.surplus:
        return "surplus: it came twice"
    if purchase.state in ("failed", "written_off"):
        return f"{purchase.state}: {purchase.steps[-1].reason.lower() or 'unknown'}"
    if purchase.state in ("unknown", "parked", "sending"):
        return "in doubt"
    return "first take" if purchase.take_number <= 1 else "retake"


BY: Mapping[str, Callable[[api.Purchase], str]] = {
    "shot": lambda purchase: purchase.shot,
    "scene": lambda purchase: purchase.shot.partition("_")[0],
    "engine": lambda purchase: purchase.engine,
    "cause": cause_of,
    "project": lambda purchase: purchase.project,
}


async def put_budget(
    counter: Counter, name: str, cap: str, scope: str = "project", currency: str = ""
) -> api.Budget:  # fmt: skip
    """Raises Invalid for a cap that is no amount, and for a scope that is none."""
    if scope not in SCOPES:
        raise Invalid(f"{scope}: is nobody's budget; use one of {', '.join(SCOPES)}")
    request = api.PutBudgetRequest(
        scope=SCOPES[scope], name=name, cap="" if cap == "none" else cap, currency=currency, request_id=uuid.uuid4().hex
    )  # fmt: skip
    budget: api.Budget = (await counter.budgets.put_budget(request)).budget
    return budget


async def set_budget(
    out: Path | None, reach: Reach | None, scope: str, name: str, cap: str, currency: str, *, as_json: bool
) -> int:
    async with at_counter(out, reach, alone=True) as counter:
        put = await put_budget(counter, name, cap, scope, currency)
    if as_json:
        typer.echo(json.dumps(MessageToDict(put, preserving_proto_field_name=True), indent=2))
    else:
        typer.echo(_told(put))
    return 0


async def list_budgets(out: Path | None, reach: Reach | None, *, as_json: bool) -> int:
    async with at_counter(out, reach) as counter:
        budgets = [each async for each in listed(counter.budgets.list_budgets, api.ListBudgetsRequest(), "budgets")]
    if as_json:
        typer.echo(as_json_text(budgets))
        return 0
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("budget")
    for column in ("cap", "held", "spent", "left", "bought"):
        table.add_column(column, justify="right")
    for each in budgets:
        amounts = [f"{plain(Decimal(text))} {each.currency}" if text else "-" for text in
                   (each.cap, each.held, each.spent, each.left)]  # fmt: skip
        table.add_row(_whose(each), *amounts, str(each.bought))
    Console().print(table if budgets else "no budget was set, and nothing bought; set one: picturelock budget set")
    return 0


async def show_spend(out: Path | None, reach: Reach | None, project: str, by: str, *, as_json: bool) -> int:
    if by not in BY:
        raise Invalid(f"--by {by}: nothing is counted by that; use one of {', '.join(BY)}")
    async with at_counter(out, reach) as counter:
        purchases = [each async for each in all_purchases(counter, project)]
    rows = _summed(purchases, BY[by])
    if as_json:
        typer.echo(json.dumps([row | {"by": by} for row in rows], indent=2))
        return 0
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(by)
    for column in ("takes", "spent", "open", "wasted"):
        table.add_column(column, justify="right")
    for row in [*rows, *_totals(rows)]:
        amounts = [plain(Decimal(row[name])) for name in ("spent", "open", "wasted")]
        table.add_row(row["name"], str(row["takes"]), *(f"{amount} {row['currency']}" for amount in amounts))
    Console().print(table if rows else "nothing was bought yet")
    return 0


async def list_purchases(out: Path | None, reach: Reach | None, project: str, state: str, *, as_json: bool) -> int:
    async with at_counter(out, reach) as counter:
        purchases = [each async for each in all_purchases(counter, project, state)]
    if as_json:
        typer.echo(as_json_text(purchases))
        return 0
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("shot", "take", "engine", "state", "cost", "job", "what was last"):
        table.add_column(column, overflow="fold")
    for each in sorted(purchases, key=lambda each: (each.shot, each.take_number, each.purchase)):
        cost = f"{plain(Decimal(each.charged or each.quote))} {each.currency}{'' if each.charged else ' quoted'}"
        table.add_row(each.shot, str(each.take_number), each.engine, each.state, cost, each.job, _last(each))
    Console().print(table if purchases else "there are none")
    return 0


def _last(purchase: api.Purchase) -> str:
    step = purchase.steps[-1] if purchase.steps else api.PurchaseStep()
    return ": ".join(filter(None, (step.reason, step.why)))


async def settle_purchase(
    out: Path | None, reach: Reach | None, project: str, purchase: str, *, job: str, missing: bool, written_off: bool
) -> int:
    if [bool(job), missing, written_off].count(True) != 1:
        raise Invalid("say one of --job JOB, --missing and --write-off: what was found out at the provider?")
    outcome = {"job": job} if job else {"missing": True} if missing else {"written_off": True}
    request_id = uuid.uuid4().hex
    async with at_counter(out, reach, alone=True) as counter:
        meant = [
            each async for each in all_purchases(counter, project, "parked") if purchase in (each.purchase, each.shot)
        ]
        if len(meant) != 1:
            raise Invalid(f"{purchase}: {len(meant) or 'no'} parked purchases; `picturelock purchases list` names them")
        settled = await counter.purchases.settle_purchase(
            api.SettlePurchaseRequest(project=project, purchase=meant[0].purchase, request_id=request_id, **outcome)
        )
    typer.echo(f"{settled.purchase.shot}: {settled.purchase.state}")
    return 0


def all_purchases(counter: Counter, project: str, state: str = "") -> AsyncIterator[api.Purchase]:
    request = api.ListPurchasesRequest(project=project, state=state)
    return listed(counter.purchases.list_purchases, request, "purchases")


def _summed(purchases: Sequence[api.Purchase], by: Callable[[api.Purchase], str]) -> list[dict[str, Any]]:
    """A row for each name and currency. Open is what is quoted and not settled; wasted cost and gave no take."""
    rows: dict[tuple[str, str], list[api.Purchase]] = defaultdict(list)
    for each in purchases:
        rows[by(each), each.currency].append(each)
    return [
        {"name": name, "currency": currency, "takes": sum(each.state == "delivered" for each in mine),
         "spent": str(sum((Decimal(each.charged or 0) for each in mine), Decimal(0))),
         "open": str(sum((Decimal(each.quote) for each in mine if not each.charged), Decimal(0))),
         "wasted": str(sum((Decimal(each.charged or 0) for each in mine if _is_wasted(each)), Decimal(0)))}
        for (name, currency), mine in sorted(rows.items())
    ]  # fmt: skip


def _is_wasted(purchase: api.Purchase) -> bool:
    return purchase.surplus or purchase.state in ("failed", "cancelled", "written_off")


def _totals(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """A row for each currency that has more than one: amounts of different ones are never added up."""
    by_currency: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        by_currency[row["currency"]].append(row)
    return [
        {"name": "in all", "currency": currency, "takes": sum(row["takes"] for row in mine),
         **{name: str(sum((Decimal(row[name]) for row in mine), Decimal(0))) for name in ("spent", "open", "wasted")}}
        for currency, mine in sorted(by_currency.items()) if len(mine) > 1
    ]  # fmt: skip


def _whose(budget: api.Budget) -> str:
    scope = next(name for name, scope in SCOPES.items() if scope == budget.scope)
    return f"{scope} {budget.name}".rstrip()


def _told(budget: api.Budget) -> str:
    if not budget.cap:
        return f"{_whose(budget)}: no cap; {plain(Decimal(budget.spent))} {budget.currency} spent"
    left, cap = plain(Decimal(budget.left)), plain(Decimal(budget.cap))
    return f"{_whose(budget)}: {left} of {cap} {budget.currency} left"
