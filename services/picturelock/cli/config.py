"""`picturelock config`: what can be set, what is, and what is wrong with it."""

import json

import typer
from rich.console import Console
from rich.table import Table

from picturelock.house.config import Setting, defaults, settings_of, unknown_settings, wrong_settings
from picturelock.kernel.errors import Invalid
from picturelock.platform.settings import read_file


async def check_config(*, as_json: bool) -> int:
    """Raises Invalid with everything that is wrong."""
    read_file()
    wrong = wrong_settings()
    if wrong:
        raise Invalid(wrong, reason="CONFIG")
    strangers = unknown_settings()
    for stranger in strangers:
        typer.echo(f"warning: {stranger}", err=True)
    if as_json:
        said = {setting.name: setting.value for setting in settings_of()}
        typer.echo(json.dumps({"settings": said, "unknown": list(strangers)}, indent=2))
    else:
        typer.echo(f"{sum(1 for setting in settings_of() if setting.given)} settings are given, and all are good")
    return 0


async def show_config() -> int:
    read_file()
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("setting", "value", "about"):
        table.add_column(column, overflow="fold")
    for setting in settings_of():
        table.add_row(setting.name, setting.value, setting.about, style="" if setting.given else "dim")
    Console().print(table)
    return 0


def page() -> str:
    """The page of docs that lists them all, in Markdown, with the values they have when nothing is said."""
    rows = "\n".join(map(_row, defaults()))
    return f"| setting | unless set | what it is |\n|---|---|---|\n{rows}\n"


def _row(setting: Setting) -> str:
    value = f"`{setting.value}`" if setting.value else ""
    return f"| `{setting.name}` | {value} | {setting.about} |"
