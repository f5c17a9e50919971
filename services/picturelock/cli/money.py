"""`picturelock budget` and `purchases`: what may be spent, what was bought, and what nobody can tell."""

import json
import uuid
from collections.abc import AsyncIterator, Collection
from decimal import Decimal
from pathlib import Path

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


async def put_budget(
    counter: Counter, name: str, cap: str, scope: str = "project", currency: str = "", parked: str = ""
) -> api.Budget:  # fmt: skip
    """Raises Invalid for a cap that is no amount, and for a scope that is none."""
    if scope not in SCOPES:
        raise Invalid(f"{scope}: is nobody's budget; use one of {', '.join(SCOPES)}")
    request = api.PutBudgetRequest(
        scope=SCOPES[scope], name=name, cap="" if cap == "none" else cap, currency=currency, parked=parked,
        request_id=uuid.uuid4().hex,
    )  # fmt: skip
    budget: api.Budget = (await counter.budgets.put_budget(request)).budget
    return budget


async def has_budget(counter: Counter, project: str, engines: Collection[str]) -> bool:
    """Whether any account has a cap that the project's takes of these engines are bought within."""
    owners = {
        api.BUDGET_SCOPE_PROJECT: {project}, api.BUDGET_SCOPE_ENGINE: set(engines), api.BUDGET_SCOPE_TENANT: {""}
    }  # fmt: skip
    budgets = listed(counter.budgets.list_budgets, api.ListBudgetsRequest(), "budgets")
    return any([budget.cap and budget.name in owners.get(budget.scope, ()) async for budget in budgets])


async def set_budget(
    out: Path | None, reach: Reach | None, scope: str, name: str, cap: str, currency: str, parked: str,
    *, as_json: bool,
) -> int:  # fmt: skip
    async with at_counter(out, reach, alone=True) as counter:
        put = await put_budget(counter, name, cap, scope, currency, parked)
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
    out: Path | None,
    reach: Reach | None,
    project: str,
    purchase: str,
    *,
    job: str,
    missing: bool,
    written_off: bool,
    forgotten: bool,
) -> int:
    if [bool(job), missing, written_off].count(True) != 1:
        raise Invalid("say one of --job JOB, --missing and --write-off: what was found out at the provider?")
    if forgotten and not job:
        raise Invalid("--forgotten is said of a job: name the one that is on the bill with --job")
    states = ("parked", "replaced", "accepted") if written_off else ("parked", "replaced")
    outcome = {"job": job} if job else {"missing": True} if missing else {"written_off": True}
    request_id = uuid.uuid4().hex
    async with at_counter(out, reach, alone=True) as counter:
        meant = [
            each
            for state in states
            async for each in all_purchases(counter, project, state)
            if purchase in (each.purchase, each.shot)
        ]
        if len(meant) != 1:
            raise Invalid(f"{purchase}: {len(meant) or 'no'} parked purchases; `picturelock purchases list` names them")
        request = api.SettlePurchaseRequest(
            project=project, purchase=meant[0].purchase, request_id=request_id, forgotten=forgotten, **outcome
        )
        settled = await counter.purchases.settle_purchase(request)
    typer.echo(f"{settled.purchase.shot}: {settled.purchase.state}")
    return 0


def all_purchases(counter: Counter, project: str, state: str = "") -> AsyncIterator[api.Purchase]:
    request = api.ListPurchasesRequest(project=project, state=state)
    return listed(counter.purchases.list_purchases, request, "purchases")


def _whose(budget: api.Budget) -> str:
    scope = next(name for name, scope in SCOPES.items() if scope == budget.scope)
    return f"{scope} {budget.name}".rstrip()


def _told(budget: api.Budget) -> str:
    policy = "" if budget.parked == "hold" else f"; what is parked: {budget.parked}"
    if not budget.cap:
        return f"{_whose(budget)}: no cap; {plain(Decimal(budget.spent))} {budget.currency} spent{policy}"
    left, cap = plain(Decimal(budget.left)), plain(Decimal(budget.cap))
    return f"{_whose(budget)}: {left} of {cap} {budget.currency} left{policy}"
