"""`picturelock token`: made, listed and revoked where the tokens are kept, so that the first can be made at all."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table

from picturelock.house import embedded
from picturelock.house.deployed import records_of
from picturelock.kernel.caller import Role
from picturelock.kernel.errors import Invalid
from picturelock.platform.local import SystemClock
from picturelock.platform.settings import PlatformSettings, read_file
from picturelock.platform.tokens import Tokens


async def create_token(tenant: str, role: str, note: str, directory: Path | None, *, as_json: bool) -> int:
    """The token goes to stdout alone, so that it can be put into a file or a variable."""
    if role.upper() not in Role.__members__:
        raise Invalid(f"--role {role}: there is no such role; use {', '.join(each.name.lower() for each in Role)}")
    async with _kept(directory) as tokens:
        shown = await tokens.create(tenant, Role[role.upper()], note)
    typer.echo(json.dumps({"token": shown, "tenant": tenant, "role": role}) if as_json else shown)
    if not as_json:
        typer.echo("keep it well: it can't be shown again", err=True)
    return 0


async def list_tokens(tenant: str, directory: Path | None, *, as_json: bool) -> int:
    async with _kept(directory) as tokens:
        found = await tokens.all(tenant)
    if as_json:
        said = [{"name": name, **token.model_dump(mode="json", include=SHOWN)} for name, token in found]
        typer.echo(json.dumps(said, indent=2))
        return 0
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("name", "tenant", "role", "created", "revoked", "note"):
        table.add_column(column)
    for name, token in found:
        revoked = f"{token.revoked:%Y-%m-%d}" if token.revoked else ""
        table.add_row(name, token.tenant, token.role, f"{token.created:%Y-%m-%d}", revoked, token.note)
    Console().print(table if found else "no tokens were made: this machine may enter, and nobody else")
    return 0


SHOWN = {"tenant", "role", "note", "created", "revoked"}


async def revoke_token(name: str, directory: Path | None) -> int:
    async with _kept(directory) as tokens:
        revoked = await tokens.revoke(name)
    typer.echo(f"{name} of {revoked.tenant} is revoked; every door refuses it within seconds")
    return 0


@asynccontextmanager
async def _kept(directory: Path | None) -> AsyncIterator[Tokens]:
    """In an embedded house's directory, or in the deployment that the settings name."""
    clock = SystemClock()
    if directory is None:
        read_file()
        async with records_of("platform", PlatformSettings.read()) as records:
            yield Tokens(records, clock)
        return
    if not directory.is_dir():
        raise Invalid(f"{directory}: nothing runs here; name the folder given to `picturelock up --dir`")
    async with embedded(directory, at_work=False, alone=False) as house:
        yield Tokens(house.records("platform"), clock)
