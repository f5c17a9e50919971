"""`picturelock watch`: what is said about a project, a line each, as it is said."""

import json

import typer
from rich.console import Console
from rich.text import Text

from picturelock.cli.elsewhere import opened_elsewhere
from picturelock.cli.reach import Reach
from picturelock.cli.view import FilmView
from picturelock.kernel.bus import Envelope

STYLES = {
    "held": "yellow",
    "rejected": "yellow",
    "refused": "red",
    "failed": "red",
    "passed": "green",
    "assembled": "bold",
}


async def watch_film(reach: Reach, project: str, *, from_start: bool, until_cut: bool, as_json: bool) -> int:
    """0 when it was told to stop, or a cut came and that was what was waited for."""
    console, film = Console(highlight=False), FilmView(project)
    async with opened_elsewhere(reach, project) as elsewhere:
        start = "" if from_start else await elsewhere.end()
        async for token, envelope in elsewhere.said(start, follow=True):
            if envelope is None:
                continue
            film.feed(token, envelope)
            if as_json:
                typer.echo(json.dumps({"token": token, **_as_json(envelope)}))
            else:
                console.print(_line(envelope, film), soft_wrap=True)
            if until_cut and envelope.topic.startswith("editorial.cut_assembled"):
                return 0
    raise typer.BadParameter(f"there is no project {project!r} there", param_hint="PROJECT")


def _as_json(envelope: Envelope) -> dict[str, str]:
    return {
        "id": envelope.id, "topic": envelope.topic, "about": envelope.key, "time": envelope.time.isoformat(),
        "cause": envelope.cause,
    }  # fmt: skip


def _line(envelope: Envelope, film: FilmView) -> Text:
    service, _, rest = envelope.topic.partition(".")
    event = rest.rpartition(".")[0].replace("_", " ")
    style = next((style for word, style in STYLES.items() if event.endswith(word)), "")
    about = envelope.key.partition("/")[2] or envelope.key
    shot = film.shots.get(about)
    told = f"  {shot.held or shot.stage}" if shot else ""
    return Text.assemble(f"{envelope.time:%H:%M:%S}  {about:<14}  {service:<10}  ", (event, style), (told, "dim"))
