"""The command that buys reference images, and its options."""

from typing import Annotated

import typer

from picturelock.cli.ending import Json, run
from picturelock.cli.options import Approve, BibleFile, Budget, Out, Script, Verbose, Yes, out_of


def stills(
    context: typer.Context,
    script: Script,
    bible: BibleFile = None,
    out: Out = None,
    of: Annotated[
        list[str] | None,
        typer.Option("--of", help="Of whom or what, e.g. character/mara, location/quay, prop/lantern, look/default."),
    ] = None,
    engine: Annotated[str, typer.Option("--engine", "-e", help="What makes them.")] = "runway/gen4_image",
    count: Annotated[int, typer.Option(help="How many of each, 1 to 8.")] = 1,
    budget: Budget = "",
    approve: Approve = "25",
    yes: Yes = False,
    as_json: Json = False,
    verbose: Verbose = False,
) -> None:
    """Buy reference images of whom and what the bible describes, by its own words, for you to choose from.

    Of whatever has none yet, unless --of says of what. They are put into refs/ beside the bible, and the lines that
    name them are printed; the bible is left alone. What was bought for the same words is never bought again.
    """
    from picturelock.cli.approval import Leave  # noqa: PLC0415
    from picturelock.cli.stills import StillsOrder, buy_stills  # noqa: PLC0415

    order = StillsOrder(
        script, bible, out_of(script, out), of or (), engine, count, as_json, Leave(approve, yes), context.obj, budget
    )  # fmt: skip
    raise typer.Exit(run(buy_stills(order), as_json=as_json, verbose=verbose))
