"""Options that several commands have."""

from pathlib import Path
from typing import Annotated

import typer

Script = Annotated[Path, typer.Argument(help="The screenplay, in Fountain.", show_default=False)]
BibleFile = Annotated[
    Path | None,
    typer.Option(
        "--bible",
        "-b",
        help="The style bible (YAML). Without one, one is drafted from the script, left beside the film and used.",
    ),
]
Out = Annotated[
    Path | None, typer.Option("--out", "-o", help="Where everything goes; out/NAME-OF-SCRIPT when not given.")
]
Engine = Annotated[str, typer.Option("--engine", "-e", help="What makes the takes; the bible's engine when not given.")]
Budget = Annotated[
    str, typer.Option(help="What the film may cost in all, e.g. 25; needed once before takes are bought.")
]
Approve = Annotated[
    str, typer.Option(envvar="PICTURELOCK_APPROVE", help="Buy without asking what will likely cost up to so much.")
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Buy without asking, whatever it costs in the budget.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Say on stderr what the services do.")]


def out_of(script: Path, out: Path | None) -> Path:
    return out if out is not None else Path("out") / (script.stem or "film")
