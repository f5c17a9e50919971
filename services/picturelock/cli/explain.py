"""`picturelock explain`: why a shot's engine makes it, and of each piece of its prompt, what it came from."""

import json
from collections.abc import Sequence
from pathlib import Path

import typer
from rich.console import Console
from rich.text import Text

from picturelock.cli.here import STATE
from picturelock.cli.parked import opened
from picturelock.compiler.handlers import Compiler
from picturelock.compiler.model import explain
from picturelock.kernel.errors import Invalid
from picturelock.kernel.nouns import Prompt
from picturelock.registry.handlers import Registry

EXCERPT = 40
"""At least so many characters of a piece are shown, however narrow the terminal."""


async def explain_shot(shot: str, out: Path, *, as_json: bool) -> int:
    async with opened(out) as house:
        keys = [key for key in await house.desk(Registry).keys() if key.rpartition("/")[2] == shot]
        if not keys:
            raise Invalid(f"{shot}: no such shot in {out / STATE}; `picturelock plan` lists them")
        prompt = await house.desk(Compiler).prompt(keys[0])
        route = (await house.desk(Registry).shot(keys[0])).route
    because = route.because if route else ()
    if as_json:
        typer.echo(json.dumps(_as_json(prompt, because), indent=2, ensure_ascii=False))
    else:
        _print(prompt, because)
    return 0


def _print(prompt: Prompt, because: Sequence[str]) -> None:
    """Where a piece came from is never cut short; what it says may be."""
    console = Console(highlight=False)
    console.print(f"[bold]{prompt.shot}[/]  engine {prompt.engine}, {prompt.frames} frames, seed {prompt.seed}")
    if because:
        console.print("; ".join(because), markup=False, soft_wrap=True)
    rows = [(what, str(source or "-"), excerpt) for excerpt, what, source in explain(prompt)]
    first, second = (max((len(row[column]) for row in rows), default=0) for column in (0, 1))
    for what, source, excerpt in rows:
        line = Text.assemble(f"{what:<{first}}  ", (f"{source:<{second}}  ", "cyan"), excerpt)
        line.truncate(max(console.width, first + second + EXCERPT), overflow="ellipsis")
        console.print(line, soft_wrap=True)
    for diagnostic in prompt.diagnostics:
        console.print(f"{diagnostic.code} {diagnostic.message}", markup=False, soft_wrap=True)


def _as_json(prompt: Prompt, because: Sequence[str]) -> dict[str, object]:
    return {
        "shot": prompt.shot,
        "engine": prompt.engine,
        "because": list(because),
        "digest": prompt.digest,
        "text": prompt.text,
        "pieces": [piece.model_dump(mode="json") for piece in prompt.pieces],
        "diagnostics": [diagnostic.model_dump(mode="json") for diagnostic in prompt.diagnostics],
    }
