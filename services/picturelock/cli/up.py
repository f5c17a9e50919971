"""`picturelock up`: everything in this process, with all doors open, until it is told to stop."""

import json
from pathlib import Path

import typer

from picturelock.editorial.settings import EditorialSettings
from picturelock.gateway.settings import GatewaySettings
from picturelock.house import Choices
from picturelock.house.up import up
from picturelock.platform.process import stop_asked
from picturelock.platform.settings import PlatformSettings, read_file


async def run_up(directory: Path, faults: str, *, as_json: bool) -> int:
    """0 once it was told to stop and what was begun is put away."""
    read_file()
    settings = PlatformSettings.read()
    given = GatewaySettings()
    choices = Choices(
        gateway=given.model_copy(update={"faults": faults or given.faults}), editorial=EditorialSettings()
    )
    with stop_asked() as asked:
        async with up(directory, settings, choices) as entry:
            if as_json:
                typer.echo(json.dumps({"grpc": entry.grpc, "http": entry.http, "directory": str(directory)}))
            else:
                typer.echo(f"gRPC at {entry.grpc}, HTTP at {entry.http or '(none)'}, everything in {directory}")
                typer.echo(f"try: picturelock --server {entry.grpc} make SCRIPT.fountain", err=True)
            await asked.wait()
    return 0
