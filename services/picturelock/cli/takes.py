"""`picturelock takes`: the takes of a project, circled or sent back by a person."""

import json
import uuid
from typing import Any

import typer
from rich.console import Console
from rich.table import Table

from picturelock.cli.reach import Reach, listed
from picturelock.kernel.nouns.take import in_order
from picturelock_api.continuity.v1 import service_pb2 as api
from picturelock_api.film.v1.verdict_pb2 import Decision

SERVICE = "continuity.v1.TakeService"


async def list_takes(reach: Reach, project: str, shot: str, *, as_json: bool) -> int:
    async with reach.open() as deployment:
        request = api.ListTakesRequest(project=project, shot=shot)
        takes = [take async for take in listed(deployment.service(SERVICE).list_takes, request, "takes")]
    if as_json:
        typer.echo(json.dumps([_as_json(take) for take in takes], indent=2, ensure_ascii=False))
    elif takes:
        Console().print(_table(takes))
    else:
        typer.echo("no takes were measured yet")
    return 0


async def circle_take(reach: Reach, project: str, shot: str, take: int, note: str) -> int:
    request = api.CircleTakeRequest(project=project, shot=shot, take=take, note=note, request_id=uuid.uuid4().hex)
    async with reach.open() as deployment:
        await deployment.service(SERVICE).circle_take(request)
    typer.echo(f"{shot} take {take} is circled; it is cut in")
    return 0


async def reject_take(reach: Reach, project: str, shot: str, take: int, note: str) -> int:
    request = api.RejectTakeRequest(project=project, shot=shot, take=take, note=note, request_id=uuid.uuid4().hex)
    async with reach.open() as deployment:
        await deployment.service(SERVICE).reject_take(request)
    typer.echo(f"{shot} take {take} went back with the note; another is made")
    return 0


def _table(takes: list[api.JudgedTake]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("shot", "take", "verdict", "engine", "findings and notes"):
        table.add_column(column, overflow="fold")
    for take in takes:
        said = [finding.message for finding in take.verdict.findings] + ([take.note] if take.note else [])
        mark = " circled" if take.circled else ""
        table.add_row(
            take.shot, _numbered(take), _decision(take) + mark, take.take.engine, "; ".join(dict.fromkeys(said))
        )
    return table


def _numbered(take: api.JudgedTake) -> str:
    of, which = in_order(take.take.number)
    return f"{of} alt {which} ({take.take.number})" if which else str(of)


def _decision(take: api.JudgedTake) -> str:
    return Decision.Name(take.verdict.decision).removeprefix("DECISION_").lower()


def _as_json(take: api.JudgedTake) -> dict[str, Any]:
    of, which = in_order(take.take.number)
    return {
        "shot": take.shot,
        "take": take.take.number,
        "alternate_of": of if which else 0,
        "decision": _decision(take),
        "circled": take.circled,
        "by": take.by,
        "note": take.note,
        "engine": take.take.engine,
        "digest": take.asset.digest,
        "link": take.links.get(take.asset.digest, ""),
        "findings": [{"code": each.code, "message": each.message} for each in take.verdict.findings],
    }
