"""`picturelock engine`: engines whose takes are bought, and their kill switch."""

import uuid
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table

from picturelock.cli.counter import at_counter
from picturelock.cli.reach import Reach, as_json_text
from picturelock_api.gateway.v1 import service_pb2 as api


async def list_engines(out: Path | None, reach: Reach | None, *, as_json: bool) -> int:
    async with at_counter(out, reach) as counter:
        engines = (await counter.engines.list_engines(api.ListEnginesRequest())).engines
    if as_json:
        typer.echo(as_json_text(engines))
        return 0
    console, table = Console(), Table(box=None, pad_edge=False, header_style="bold")
    for column in ("engine", "version", "at once", "today", "an answer lost is"):
        table.add_column(column)
    for each in engines:
        at_once = f"{each.running} of {each.slots}"
        table.add_row(each.engine, each.version, at_once, _of(each.today, each), RECALLS[each.recall])
    console.print(table if engines else "nothing is bought here; set PICTURELOCK_GATEWAY_PROVIDERS")
    for line in dict.fromkeys([*map(_account, engines), *filter(None, map(_why, engines))]):
        console.print(line, soft_wrap=True, highlight=False)
    return 0


RECALLS = {
    "keyed": "sent again by its key",
    "reference": "looked up by our name for it",
    "listed": "looked for in a list",
    "nothing": "waited for, or asked of a person",
}


async def pause_engine(out: Path | None, reach: Reach | None, engine: str, why: str) -> int:
    request = api.PauseEngineRequest(engine=engine, why=why, request_id=uuid.uuid4().hex)
    async with at_counter(out, reach, alone=True) as counter:
        await counter.engines.pause_engine(request)
    typer.echo(f"{engine} is paused: nothing more is bought of it; jobs that it has are followed to their end")
    return 0


async def resume_engine(out: Path | None, reach: Reach | None, engine: str) -> int:
    request = api.ResumeEngineRequest(engine=engine, request_id=uuid.uuid4().hex)
    async with at_counter(out, reach, alone=True) as counter:
        await counter.engines.resume_engine(request)
    typer.echo(f"{engine} is bought of again")
    return 0


def _why(engine: api.Engine) -> str:
    if engine.paused:
        return f"{engine.engine} is paused: {engine.why}"
    return f"{engine.engine} waits: {engine.waits}" if engine.waits else ""


def _of(today: int, limited: api.Engine | api.ProviderAccount) -> str:
    return f"{today} of {limited.daily}" if limited.HasField("daily") else str(today)


def _account(engine: api.Engine) -> str:
    """Of all engines of the account: how many are being made, and how many were bought today."""
    account, provider = engine.account, engine.engine.partition("/")[0]
    at_once = f"{account.running} of {account.slots}" if account.HasField("slots") else str(account.running)
    left = f", {account.balance} of its units left" if account.balance else ""
    whose = "your own account" if account.own else "the account"
    return f"{whose} at {provider}: {at_once} at once, {_of(account.today, account)} today{left}"
