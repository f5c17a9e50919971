"""`picturelock parked`: events nobody could handle, and what to do with them, here or in a deployment."""

import json
import uuid
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Protocol

import typer

from picturelock.cli.elsewhere import set_aside_of
from picturelock.cli.here import STATE, set_aside
from picturelock.cli.production import SetAside
from picturelock.cli.reach import Deployment, Reach
from picturelock.house import House, embedded
from picturelock.kernel.errors import Invalid
from picturelock_api.parked.v1 import service_pb2 as api

GO_ON = "run `picturelock make` to go on"


class Shelf(Protocol):
    """Where parked events lie."""

    async def all(self) -> Sequence[SetAside]: ...

    async def redrive(self, each: SetAside) -> None: ...

    async def drop(self, each: SetAside) -> None: ...


class ShelfHere:
    def __init__(self, house: House) -> None:
        self._bus = house.bus

    async def all(self) -> Sequence[SetAside]:
        return [set_aside(each) for each in await self._bus.parked()]

    async def redrive(self, each: SetAside) -> None:
        await self._bus.redrive(each.service, each.id)

    async def drop(self, each: SetAside) -> None:
        await self._bus.drop(each.service, each.id)


class ShelfElsewhere:
    def __init__(self, deployment: Deployment) -> None:
        self._door = deployment.service("parked.v1.ParkedService")

    async def all(self) -> Sequence[SetAside]:
        return [set_aside_of(each) for each in (await self._door.list_parked(api.ListParkedRequest())).events]

    async def redrive(self, each: SetAside) -> None:
        request = api.RedriveParkedRequest(id=each.id, service=each.service, request_id=uuid.uuid4().hex)
        await self._door.redrive_parked(request)

    async def drop(self, each: SetAside) -> None:
        request = api.DropParkedRequest(id=each.id, service=each.service, request_id=uuid.uuid4().hex)
        await self._door.drop_parked(request)


@asynccontextmanager
async def opened(out: Path, *, alone: bool = False) -> AsyncIterator[House]:
    """The house of a film that was made in `out`, not at work. Raises Invalid when there is none.

    Looking is allowed while a run is at work; who wants to change something must be `alone`.
    """
    if not (out / STATE).is_dir():
        raise Invalid(f"{out}: nothing was made here; name the folder given to `picturelock make --out`")
    async with embedded(out / STATE, at_work=False, alone=alone) as house:
        yield house


@asynccontextmanager
async def _shelf(out: Path | None, reach: Reach | None, *, alone: bool = False) -> AsyncIterator[Shelf]:
    if reach is not None:
        async with reach.open() as deployment:
            yield ShelfElsewhere(deployment)
    elif out is not None:
        async with opened(out, alone=alone) as house:
            yield ShelfHere(house)
    else:
        raise Invalid("where? name the folder by --out, or a deployment by --server before `parked`")


async def list_parked(out: Path | None, reach: Reach | None, *, as_json: bool) -> int:
    async with _shelf(out, reach) as shelf:
        parked = await shelf.all()
    if as_json:
        typer.echo(json.dumps([asdict(each) for each in parked], indent=2, ensure_ascii=False))
        return 0
    for each in parked:
        typer.echo(f"{each.id}  {each.service:<10}  {each.topic}  {each.key}\n    {each.why}")
    if not parked:
        typer.echo("nothing is parked")
    return 0


async def show_parked(out: Path | None, reach: Reach | None, event: str) -> int:
    async with _shelf(out, reach) as shelf:
        for each in await _meant(shelf, event):
            typer.echo(json.dumps(asdict(each), indent=2, ensure_ascii=False))
    return 0


async def redrive_parked(out: Path | None, reach: Reach | None, event: str) -> int:
    async with _shelf(out, reach, alone=True) as shelf:
        meant = await _meant(shelf, event)
        for each in meant:
            await shelf.redrive(each)
    typer.echo(f"{len(meant)} will be handed out again" + ("" if reach else f"; {GO_ON}"))
    return 0


async def drop_parked(out: Path | None, reach: Reach | None, event: str) -> int:
    async with _shelf(out, reach, alone=True) as shelf:
        for each in await _meant(shelf, event):
            await shelf.drop(each)
            typer.echo(f"dropped {each.id} for {each.service}")
    return 0


async def _meant(shelf: Shelf, event: str) -> Sequence[SetAside]:
    meant = [each for each in await shelf.all() if event == "all" or each.id.startswith(event)]
    if not meant and event != "all":
        raise Invalid(f"{event}: no such event is parked; `picturelock parked list` shows those that are")
    return meant
