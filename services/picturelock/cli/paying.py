"""Commands about money: budgets, what was spent, purchases in doubt, and the engines that are bought of."""

from pathlib import Path
from typing import Annotated

import typer

from picturelock.cli.ending import Json, run
from picturelock.cli.options import Script, out_of

budget = typer.Typer(help="How much may be spent: caps that no purchase breaks.", no_args_is_help=True)
purchases = typer.Typer(help="What was bought, and what nobody can tell.", no_args_is_help=True)
engine = typer.Typer(help="Engines whose takes are bought, and their kill switch.", no_args_is_help=True)

share = typer.Typer(help="Who gets how much of the slots, and of what is bought.", no_args_is_help=True)
drill = typer.Typer(
    help="Drills for bad days: what would be done, its price, and with --go the doing.", no_args_is_help=True
)
secret = typer.Typer(help="Your own keys to providers: put once, never shown again.", no_args_is_help=True)

Out = Annotated[Path | None, typer.Option("--out", "-o", help="Where the film is made; not needed with --server.")]
Project = Annotated[str, typer.Argument(help="Name of the project.", show_default=False)]
EngineName = Annotated[str, typer.Argument(help="Its name, e.g. runway/gen4.5.", show_default=False)]


@budget.command("set")
def budget_set(
    context: typer.Context,
    cap: Annotated[
        str, typer.Argument(help="A decimal number, e.g. 500 or 12.50; `none` lifts it.", show_default=False)
    ],
    scope: Annotated[str, typer.Option(help="Whose: project, engine or tenant.")] = "project",
    name: Annotated[str, typer.Option(help="Of the project or engine.")] = "",
    currency: Annotated[str, typer.Option(help="As ISO 4217 has it; the account's own when not given.")] = "",
    parked: Annotated[
        str,
        typer.Option(help="A project's purchases in doubt: `hold` them, or `again:0.50` pays those up to 0.50 again."),
    ] = "",
    out: Out = None,
    as_json: Json = False,
) -> None:
    """Set how much may be spent in all. What was spent counts: raise it to go on."""
    from picturelock.cli.money import set_budget  # noqa: PLC0415

    work = set_budget(out, context.obj, scope, name, cap, currency, parked, as_json=as_json)
    raise typer.Exit(run(work, as_json=as_json))


@budget.command("list")
def budget_list(context: typer.Context, out: Out = None, as_json: Json = False) -> None:
    """List budgets with what is held for open purchases, what was spent, and what is left."""
    from picturelock.cli.money import list_budgets  # noqa: PLC0415

    raise typer.Exit(run(list_budgets(out, context.obj, as_json=as_json), as_json=as_json))


def spend(
    context: typer.Context,
    project: Project,
    by: Annotated[
        str, typer.Option(help="shot, scene, engine, cause or project; engine when not given, of what is wasted cause.")
    ] = "",
    wasted: Annotated[
        bool, typer.Option("--wasted", help="Only what was paid for takes that are not in the cut.")
    ] = False,
    out: Out = None,
    as_json: Json = False,
) -> None:
    """Show what a project has cost, and what of that was wasted, and why."""
    from picturelock.cli.spend import show_spend  # noqa: PLC0415

    work = show_spend(out, context.obj, project, by, wasted=wasted, as_json=as_json)
    raise typer.Exit(run(work, as_json=as_json))


@purchases.command("list")
def purchases_list(
    context: typer.Context,
    project: Project,
    state: Annotated[str, typer.Option(help="Only those that stand so, e.g. parked.")] = "",
    out: Out = None,
    as_json: Json = False,
) -> None:
    """List a project's purchases; with --json every step of each."""
    from picturelock.cli.money import list_purchases  # noqa: PLC0415

    raise typer.Exit(run(list_purchases(out, context.obj, project, state, as_json=as_json), as_json=as_json))


@purchases.command("settle")
def purchases_settle(
    context: typer.Context,
    project: Project,
    purchase: Annotated[str, typer.Argument(help="The purchase, or its shot.", show_default=False)],
    job: Annotated[str, typer.Option(help="The provider has it, under this name.")] = "",
    missing: Annotated[bool, typer.Option("--missing", help="The provider never had it: it is bought again.")] = False,
    write_off: Annotated[
        bool, typer.Option("--write-off", help="Nothing will come of it, and nothing is bought.")
    ] = False,
    forgotten: Annotated[
        bool, typer.Option("--forgotten", help="The job is on the bill, and the provider does not know it any more.")
    ] = False,
    out: Out = None,
) -> None:
    """Say what became of a parked purchase, as you found out at the provider, or write off a job that never ends."""
    from picturelock.cli.money import settle_purchase  # noqa: PLC0415

    work = settle_purchase(
        out, context.obj, project, purchase, job=job, missing=missing, written_off=write_off, forgotten=forgotten
    )
    raise typer.Exit(run(work))


@engine.command("list")
def engine_list(context: typer.Context, out: Out = None, as_json: Json = False) -> None:
    """List the engines that are bought of, and how they stand."""
    from picturelock.cli.engines import list_engines  # noqa: PLC0415

    raise typer.Exit(run(list_engines(out, context.obj, as_json=as_json), as_json=as_json))


@engine.command("pause")
def engine_pause(
    context: typer.Context,
    name: EngineName,
    why: Annotated[str, typer.Option(help="For others to read.")] = "",
    out: Out = None,
) -> None:
    """Buy nothing more of an engine; jobs that it has are followed to their end."""
    from picturelock.cli.engines import pause_engine  # noqa: PLC0415

    raise typer.Exit(run(pause_engine(out, context.obj, name, why)))


@engine.command("resume")
def engine_resume(context: typer.Context, name: EngineName, out: Out = None) -> None:
    """Buy of an engine again."""
    from picturelock.cli.engines import resume_engine  # noqa: PLC0415

    raise typer.Exit(run(resume_engine(out, context.obj, name)))


@share.command("set")
def share_set(
    context: typer.Context,
    project: Annotated[str, typer.Argument(help="Name of the project; without, say --tenant.")] = "",
    weight: Annotated[float, typer.Option(help="0.01 to 1000: 2 gets twice as much as 1, which all begin with.")] = 1.0,
    tenant: Annotated[str, typer.Option(help="A tenant, against other tenants; for the farm's tenant to say.")] = "",
    out: Out = None,
) -> None:
    """Set what a project, or a tenant, gets against others."""
    from picturelock.cli.shares import set_share  # noqa: PLC0415

    raise typer.Exit(run(set_share(out, context.obj, project, tenant, weight)))


@share.command("list")
def share_list(context: typer.Context, out: Out = None, as_json: Json = False) -> None:
    """List weights, and what is in the queue and in the making."""
    from picturelock.cli.shares import list_shares  # noqa: PLC0415

    raise typer.Exit(run(list_shares(out, context.obj, as_json=as_json), as_json=as_json))


def queue(context: typer.Context, project: Project, out: Out = None, as_json: Json = False) -> None:
    """List a project's takes in the queue, and why they wait when it is not for their turn."""
    from picturelock.cli.shares import list_queue  # noqa: PLC0415

    raise typer.Exit(run(list_queue(out, context.obj, project, as_json=as_json), as_json=as_json))


ProviderName = Annotated[str, typer.Argument(help="The provider, e.g. runway.", show_default=False)]


@secret.command("put")
def secret_put(context: typer.Context, provider: ProviderName, out: Out = None) -> None:
    """Put a key: it is asked for, or read from standard input, and kept sealed."""
    from picturelock.cli.secret import put_secret  # noqa: PLC0415

    raise typer.Exit(run(put_secret(out, context.obj, provider)))


@secret.command("list")
def secret_list(context: typer.Context, out: Out = None, as_json: Json = False) -> None:
    """List the keys that were put, by their ends."""
    from picturelock.cli.secret import list_secrets  # noqa: PLC0415

    raise typer.Exit(run(list_secrets(out, context.obj, as_json=as_json), as_json=as_json))


@secret.command("remove")
def secret_remove(context: typer.Context, provider: ProviderName, out: Out = None) -> None:
    """Forget a key."""
    from picturelock.cli.secret import remove_secret  # noqa: PLC0415

    raise typer.Exit(run(remove_secret(out, context.obj, provider)))


BibleFile = Annotated[Path | None, typer.Option("--bible", "-b", help="The style bible (YAML).")]
MadeIn = Annotated[Path | None, typer.Option("--out", "-o", help="Where the film is made, if it was begun.")]
Prices = Annotated[Path | None, typer.Option(help="A price book of your own (YAML), for the engines that it names.")]


def estimate(
    context: typer.Context,
    script: Script,
    bible: BibleFile = None,
    out: MadeIn = None,
    engine: Annotated[str, typer.Option("--engine", "-e", help="What makes the takes; the bible's if not given.")] = "",
    prices: Prices = None,
    retakes: Annotated[str, typer.Option(help="The share of takes that are sent back, 0 to 1.")] = "0.2",
    as_json: Json = False,
) -> None:
    """Price the shots that `make` would shoot: if nothing is retaken, as is likely, and at most.

    Needs no key and buys nothing. Exits with 1 when a shot can't be priced, and says why.
    """
    from picturelock.cli.pricing import EstimateOrder, show_estimate  # noqa: PLC0415

    order = EstimateOrder(script, bible, out_of(script, out), engine, prices, retakes, as_json, context.obj)
    raise typer.Exit(run(show_estimate(order), as_json=as_json))


def recompile(
    context: typer.Context,
    script: Script,
    engine: Annotated[str, typer.Option("--engine", "-e", help="What is to make the takes.", show_default=False)],
    bible: BibleFile = None,
    out: MadeIn = None,
    prices: Prices = None,
    as_json: Json = False,
) -> None:
    """Show what another engine would make of each shot: what changes, what is lost, and what it would cost.

    Needs no key and does nothing. Exits with 1 when a shot can't be made by it.
    """
    from picturelock.cli.moving import MoveOrder, show_recompiled  # noqa: PLC0415

    order = MoveOrder(script, bible, out_of(script, out), engine, prices, as_json, context.obj)
    raise typer.Exit(run(show_recompiled(order), as_json=as_json))


@drill.command("sunset")
def drill_sunset(
    context: typer.Context,
    engine: EngineName,
    script: Script,
    to: Annotated[str, typer.Option(help="What takes its place; where the bible's rules name others, these do.")] = "",
    go: Annotated[bool, typer.Option("--go", help="Do it: its open shots leave it.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Use it again.")] = False,
    bible: BibleFile = None,
    out: MadeIn = None,
    prices: Prices = None,
    as_json: Json = False,
) -> None:
    """Move every open shot off an engine that is no more: the plan and its price, and with --go the move.

    Shots that are done stay. What was sent to the engine and is in doubt stays in the books until it is settled.
    """
    from picturelock.cli.moving import MoveOrder  # noqa: PLC0415
    from picturelock.cli.moving import drill_sunset as drilled  # noqa: PLC0415

    order = MoveOrder(script, bible, out_of(script, out), engine, prices, as_json, context.obj)
    raise typer.Exit(run(drilled(order, to, go=go, undo=undo), as_json=as_json))


def reconcile(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The provider's billing export, CSV or JSON.", show_default=False)],
    projects: Annotated[list[str], typer.Argument(help="Names of the projects it is for.", show_default=False)],
    provider: Annotated[str, typer.Option(help="Only what this provider bills, e.g. runway.")] = "",
    unit_price: Annotated[str, typer.Option(help="What one unit costs, where the export has no amounts.")] = "",
    out: Out = None,
    as_json: Json = False,
) -> None:
    """Hold a provider's bill against the books, job by job. Exits with 0 only when everything is explained."""
    from picturelock.cli.reconcile import reconcile as held_together  # noqa: PLC0415

    work = held_together(file, projects, out, context.obj, provider, unit_price, as_json=as_json)
    raise typer.Exit(run(work, as_json=as_json))


def add_to(app: typer.Typer) -> None:
    for command in (estimate, spend, reconcile, recompile, queue):
        app.command()(command)
    groups = {
        "budget": budget, "purchases": purchases, "engine": engine, "share": share, "secret": secret, "drill": drill
    }  # fmt: skip
    for name, group in groups.items():
        app.add_typer(group, name=name)
