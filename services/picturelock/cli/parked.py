"""`picturelock parked`: events nobody could handle, and what to do with them."""

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import typer

from picturelock.cli.make import STATE
from picturelock.house import House, embedded
from picturelock.kernel.bus import Parked
from picturelock.kernel.errors import Invalid


@asynccontextmanager
async def opened(out: Path, *, alone: bool = False) -> AsyncIterator[House]:
    """The house of a film that was made in `out`, not at work. Raises Invalid when there is none.

    Looking is allowed while a run is at work; who wants to change something must be `alone`.
    """
    if not (out / STATE).is_dir():
        raise Invalid(f"{out}: nothing was made here; name the folder given to `picturelock make --out`")
    async with embedded(out / STATE, at_work=False, alone=alone) as house:
        yield house


async def list_parked(out: Path, *, as_json: bool) -> int:
    async with opened(out) as house:
        parked = await house.bus.parked()
    if as_json:
        typer.echo(json.dumps([_as_json(each) for each in parked], indent=2, ensure_ascii=False))
        return 0
    for each in parked:
        typer.echo(f"{each.envelope.id}  {each.group:<10}  {each.envelope.topic}  {each.envelope.key}\n    {each.why}")
    if not parked:
        typer.echo("nothing is parked")
    return 0


async def show_parked(out: Path, event: str) -> int:
    async with opened(out) as house:
        for each in await _meant(house, event):
            typer.echo(json.dumps(_as_json(each), indent=2, ensure_ascii=False))
    return 0


async def redrive_parked(out: Path, event: str) -> int:
    async with opened(out, alone=True) as house:
        meant = await _meant(house, event)
        for each in meant:
            await house.bus.redrive(each.group, each.envelope.id)
    typer.echo(f"{len(meant)} will be handed out again; run `picturelock make` to go on")
    return 0


async def drop_parked(out: Path, event: str) -> int:
    async with opened(out, alone=True) as house:
        for each in await _meant(house, event):
            await house.bus.drop(each.group, each.envelope.id)
            typer.echo(f"dropped {each.envelope.id} for {each.group}")
    return 0


async def _meant(house: House, event: str) -> Sequence[Parked]:
    parked = await house.bus.parked()
    meant = [each for each in parked if event == "all" or each.envelope.id.startswith(event)]
    if not meant and event != "all":
        raise Invalid(f"{event}: no such event is parked; `picturelock parked list` shows those that are")
    return meant


def _as_json(parked: Parked) -> dict[str, object]:
    e = parked.envelope
    return {
        "id": e.id, "service": parked.group, "topic": e.topic, "key": e.key, "why": parked.why,
        "attempts": parked.attempts, "time": e.time.isoformat(), "cause": e.cause, "bytes": len(e.data),
    }  # fmt: skip
