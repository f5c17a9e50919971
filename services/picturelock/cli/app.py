"""The commands and their options."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Never

import typer

from picturelock.cli import operations, paying, picturing, twin
from picturelock.cli.ending import Json, run
from picturelock.cli.options import Approve, BibleFile, Budget, Engine, Out, Script, Verbose, Yes, out_of

if TYPE_CHECKING:
    from picturelock.cli.reach import Reach

app = typer.Typer(
    name="picturelock",
    help="From script to picture lock: directs generators until there is a cut that holds together.",
    epilog="Begin with: picturelock make SCRIPT.fountain",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
parked = typer.Typer(help="Events that were set aside because nobody could handle them.", no_args_is_help=True)
app.add_typer(parked, name="parked")
takes = typer.Typer(
    help="Takes of a deployment's projects, and a person's word on them; needs --server.", no_args_is_help=True
)
app.add_typer(takes, name="takes")


def _tell_version(asked: bool) -> None:  # noqa: FBT001 typer calls it so
    if asked:
        from importlib.metadata import version  # noqa: PLC0415

        typer.echo(f"picturelock {version('picturelock')}")
        raise typer.Exit


@app.callback()
def _whole(
    context: typer.Context,
    *,
    server: Annotated[
        str,
        typer.Option(
            envvar="PICTURELOCK_SERVER", help="HOST:PORT of a deployment's gRPC door: make, plan, watch and look there."
        ),
    ] = "",
    token: Annotated[str, typer.Option(envvar="PICTURELOCK_TOKEN", help="The token to show there.")] = "",
    ca: Annotated[
        Path | None, typer.Option(envvar="PICTURELOCK_CA", help="Who signed its certificate (PEM); without, no TLS.")
    ] = None,
    cert: Annotated[Path | None, typer.Option(envvar="PICTURELOCK_CERT", help="Our own certificate, for mTLS.")] = None,
    key: Annotated[Path | None, typer.Option(envvar="PICTURELOCK_KEY", help="Its private key.")] = None,
    _version: Annotated[
        bool, typer.Option("--version", help="Show the version and exit.", is_eager=True, callback=_tell_version)
    ] = False,
) -> None:
    from picturelock.cli.reach import Reach  # noqa: PLC0415

    context.obj = Reach(server, token, ca, cert, key) if server else None


@app.command()
def make(
    context: typer.Context,
    script: Script,
    bible: BibleFile = None,
    out: Out = None,
    engine: Engine = "",
    faults: Annotated[
        str, typer.Option(help="Have previz err on purpose: wardrobe=0.15,black=0.05 and freeze=0.05, or some of them.")
    ] = "",
    slate: Annotated[bool, typer.Option(help="Burn scene, shot and take into the film.")] = True,
    retry_held: Annotated[
        bool, typer.Option("--retry-held", help="Shoot again the shots that wait for a person.")
    ] = False,
    budget: Budget = "",
    approve: Approve = "25",
    yes: Yes = False,
    as_json: Json = False,
    verbose: Verbose = False,
) -> None:
    """Make the film, or bring it up to date: only what changed is done again.

    Leaves film.mp4, film.srt, the cut (OTIO, EDL, FCPXML) with its takes, a storyboard and report.html in the output.
    It may be stopped at any moment; the same command goes on where it was. With --server it is made there, and shown
    and laid out here all the same; --faults and --slate are then the deployment's own settings.
    """
    from picturelock.cli.approval import Leave  # noqa: PLC0415
    from picturelock.cli.make import MakeOrder, make_film  # noqa: PLC0415

    order = MakeOrder(
        script, bible, out_of(script, out), engine, faults, slate, retry_held, as_json, Leave(approve, yes),
        context.obj, budget,
    )  # fmt: skip
    raise typer.Exit(run(make_film(order), as_json=as_json, verbose=verbose))


@app.command()
def plan(
    context: typer.Context,
    script: Script,
    bible: BibleFile = None,
    out: Out = None,
    engine: Engine = "",
    as_json: Json = False,
) -> None:
    """Say which shots `make` would shoot and why, without doing anything."""
    from picturelock.cli.plan import show_plan  # noqa: PLC0415

    work = show_plan(script, bible, out_of(script, out), engine, as_json=as_json, reach=context.obj)
    raise typer.Exit(run(work, as_json=as_json))


@app.command()
def explain(
    shot: Annotated[str, typer.Argument(help="Number of the shot, e.g. sc010_sh0020.", show_default=False)],
    out: Annotated[Path, typer.Option("--out", "-o", help="Where the film was made.")],
    as_json: Json = False,
) -> None:
    """Say of each piece of a shot's prompt which script line or bible entry it came from."""
    from picturelock.cli.explain import explain_shot  # noqa: PLC0415

    raise typer.Exit(run(explain_shot(shot, out, as_json=as_json), as_json=as_json))


@app.command()
def line() -> None:
    """Print who says what to whom."""
    from picturelock.house import blueprint  # noqa: PLC0415
    from picturelock.house import line as drawn  # noqa: PLC0415

    typer.echo(drawn(blueprint()))


ParkedOut = Annotated[
    Path | None, typer.Option("--out", "-o", help="Where the film was made; not needed with --server.")
]


@parked.command("list")
def parked_list(context: typer.Context, out: ParkedOut = None, as_json: Json = False) -> None:
    """List parked events, oldest first."""
    from picturelock.cli.parked import list_parked  # noqa: PLC0415

    raise typer.Exit(run(list_parked(out, context.obj, as_json=as_json), as_json=as_json))


@parked.command("show")
def parked_show(context: typer.Context, event: str, out: ParkedOut = None) -> None:
    """Show one parked event, whole."""
    from picturelock.cli.parked import show_parked  # noqa: PLC0415

    raise typer.Exit(run(show_parked(out, context.obj, event)))


@parked.command("redrive")
def parked_redrive(
    context: typer.Context,
    event: Annotated[str, typer.Argument(help="An event's id, or `all`.")],
    out: ParkedOut = None,
) -> None:
    """Hand a parked event out again; `make` then goes on with it."""
    from picturelock.cli.parked import redrive_parked  # noqa: PLC0415

    raise typer.Exit(run(redrive_parked(out, context.obj, event)))


@parked.command("drop")
def parked_drop(context: typer.Context, event: str, out: ParkedOut = None) -> None:
    """Forget a parked event for good."""
    from picturelock.cli.parked import drop_parked  # noqa: PLC0415

    raise typer.Exit(run(drop_parked(out, context.obj, event)))


Project = Annotated[str, typer.Argument(help="Name of the project.", show_default=False)]
Shot = Annotated[str, typer.Argument(help="Number of the shot, e.g. sc010_sh0020.", show_default=False)]
TakeNumber = Annotated[int, typer.Argument(help="Number of the take, as on the slate.", show_default=False)]


@app.command()
def watch(
    context: typer.Context,
    project: Project,
    from_start: Annotated[bool, typer.Option("--from-start", help="Begin with all that was ever said of it.")] = False,
    until_cut: Annotated[bool, typer.Option("--until-cut", help="End with the next cut.")] = False,
    as_json: Json = False,
) -> None:
    """Show what is said about a project of a deployment, as it is said; needs --server."""
    from picturelock.cli.watch import watch_film  # noqa: PLC0415

    work = watch_film(_reach(context), project, from_start=from_start, until_cut=until_cut, as_json=as_json)
    raise typer.Exit(run(work, as_json=as_json))


@takes.command("list")
def takes_list(
    context: typer.Context,
    project: Project,
    shot: Annotated[str, typer.Option(help="Only of this shot.")] = "",
    as_json: Json = False,
) -> None:
    """List measured takes, in order of shot and number."""
    from picturelock.cli.takes import list_takes  # noqa: PLC0415

    raise typer.Exit(run(list_takes(_reach(context), project, shot, as_json=as_json), as_json=as_json))


@takes.command("circle")
def takes_circle(
    context: typer.Context,
    project: Project,
    shot: Shot,
    take: TakeNumber,
    note: Annotated[str, typer.Option(help="What there is to say of it.")] = "",
) -> None:
    """Choose a take, whatever was measured: it is cut in."""
    from picturelock.cli.takes import circle_take  # noqa: PLC0415

    raise typer.Exit(run(circle_take(_reach(context), project, shot, take, note)))


@takes.command("reject")
def takes_reject(
    context: typer.Context,
    project: Project,
    shot: Shot,
    take: TakeNumber,
    note: Annotated[str, typer.Option(help="What is to be done better.", show_default=False)],
) -> None:
    """Send a take back with a note; another is made."""
    from picturelock.cli.takes import reject_take  # noqa: PLC0415

    raise typer.Exit(run(reject_take(_reach(context), project, shot, take, note)))


def _reach(context: typer.Context) -> "Reach":
    if context.obj is None:
        raise typer.BadParameter("name the deployment: picturelock --server HOST:PORT ...", param_hint="--server")
    found: Reach = context.obj
    return found


operations.add_to(app)
paying.add_to(app)
app.command()(picturing.stills)
app.command()(twin.twin)


def main() -> Never:
    """Run the command line. Exits with 0, or as `ending` says."""
    app(prog_name="picturelock")
    sys.exit(0)
