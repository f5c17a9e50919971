"""`picturelock stills`: buys pictures of those whom and what the bible describes, for a person to choose from."""

import asyncio
import json
import sys
import uuid
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import typer

from picturelock.cli.approval import Leave, approve_sums
from picturelock.cli.counter import Counter, at_counter, counter_of
from picturelock.cli.elsewhere import opened_elsewhere
from picturelock.cli.here import STATE, opened_here, project_key, project_name
from picturelock.cli.money import put_budget
from picturelock.cli.pages import drafted_bible, read_pages, write_page
from picturelock.cli.production import Production
from picturelock.cli.quoting import by_counter
from picturelock.cli.reach import Reach
from picturelock.cli.still_files import bible_lines, put_beside
from picturelock.cli.still_orders import StillRun, Wanted, wanted
from picturelock.compiler.model import STILLS, StillTarget
from picturelock.gateway.model import Quote, plain
from picturelock.gateway.settings import GatewaySettings
from picturelock.house import Choices
from picturelock.kernel.errors import Invalid, Refused
from picturelock.registry.model.bible import Bible
from picturelock.registry.model.stills import Subject, subject_named, without_pictures

MOST_COUNT = 8
"""As many reference images as a subject may have."""


@dataclass(frozen=True, slots=True)
class StillsOrder:
    """`of` empty is whatever has no reference image yet; `count` is how many of each."""

    script: Path
    bible: Path | None
    out: Path
    of: Sequence[str]
    engine: str
    count: int
    as_json: bool
    leave: Leave
    reach: Reach | None = None
    budget: str = ""
    """What may be spent on the film in all; empty leaves that as it is."""


async def buy_stills(order: StillsOrder) -> int:
    """0 when every picture is there, 1 when one is not to be had."""
    target = _target(order)
    pages = read_pages(order.script, order.bible, order.out)
    bible, file = pages.reading.bible, order.bible or drafted_bible(order.script, order.out)
    subjects = [subject_named(bible, said) for said in dict.fromkeys(order.of)] or without_pictures(bible)
    if not subjects:
        typer.echo("[]" if order.as_json else "nothing to buy: the bible names a picture of all that it describes")
        return 0
    async with _studio(order) as (production, counter):
        if pages.reading.drafted:
            write_page(file, pages.reading.drafted)
        asked = wanted(bible, subjects, order.count, target, production.key)
        run = StillRun(production, counter, project_name(order.script), asked, _tell)
        prices = await _priced(order, run)
        await run.order(request_id=uuid.uuid4().hex)
        await run.until_over()
        placed = await _placed(run, file)
    _show(order, bible, file, run, placed, prices)
    return 0 if len(placed) == len(asked) else 1


def _target(order: StillsOrder) -> StillTarget:
    if order.engine not in STILLS:
        known = ", ".join(STILLS)
        raise Invalid(f"--engine {order.engine}: makes no stills; use {known}", reason="NO_ENGINE")
    if not 1 <= order.count <= MOST_COUNT:
        raise Invalid(f"--count {order.count}: is out of range; use 1 to {MOST_COUNT}")
    return STILLS[order.engine]


@asynccontextmanager
async def _studio(order: StillsOrder) -> AsyncIterator[tuple[Production, Counter]]:
    """Where they are bought."""
    name = project_name(order.script)
    if order.reach is not None:
        async with at_counter(None, order.reach) as counter, opened_elsewhere(order.reach, name) as elsewhere:
            yield elsewhere, counter
        return
    choices = Choices(gateway=GatewaySettings(webhooks=""))  # whatever is set: nobody could post here
    async with opened_here(order.out / STATE, project_key(order.script), choices) as here:
        yield here, counter_of(here.house)


async def _priced(order: StillsOrder, run: StillRun) -> Mapping[str, Quote]:
    """Of those that are to be bought, by name. Raises Refused with NO_PRICE, or with NOT_APPROVED."""
    await run.look()
    new = run.unbought
    offers = await by_counter(run.counter, run.project)([each.prompt for each in new])
    quotes = {each.name: offer for each, offer in zip(new, offers, strict=True) if not isinstance(offer, str)}
    if lacking := dict.fromkeys(offer for offer in offers if isinstance(offer, str)):
        raise Refused("; ".join(lacking), reason="NO_PRICE")
    if order.budget:
        await put_budget(run.counter, run.project, order.budget)
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for quote in quotes.values():
        sums[quote.price.currency] += quote.price.amount
    await approve_sums(order.leave, f"{len(new)} stills", sums)
    return quotes


async def _placed(run: StillRun, bible: Path) -> Mapping[str, tuple[Path, bool]]:
    """By name, the file and whether it is new."""
    placed = {}
    for each in run.asked:
        if picture := run.pictures.get(each.name):
            async with run.production.fetch(picture) as kept:
                placed[each.name] = await asyncio.to_thread(put_beside, bible, each.subject, kept)
    return placed


def _tell(said: str) -> None:
    print(said, file=sys.stderr, flush=True)  # noqa: T201 what happens meanwhile


def _show(
    order: StillsOrder, bible: Bible, file: Path, run: StillRun,
    placed: Mapping[str, tuple[Path, bool]], prices: Mapping[str, Quote],
) -> None:  # fmt: skip
    made: dict[Subject, list[Path]] = defaultdict(list)
    for each in run.asked:
        if each.name in placed:
            made[each.subject].append(placed[each.name][0])
    lines = bible_lines(bible, file, made)
    if order.as_json:
        stills = [_as_json(each, run, placed, prices) for each in run.asked]
        typer.echo(json.dumps({"engine": order.engine, "stills": stills, "bible": lines}, indent=2, ensure_ascii=False))
        return
    for each in run.asked:
        if each.name in placed:
            picture, new = placed[each.name]
            known = "" if new else ", was there already"
            typer.echo(f"{picture}: {each.subject}, {_cost(prices.get(each.name))}{known}")
        else:
            typer.echo(f"not to be had: {each.subject} {each.number}: {run.troubles[each.name]}", err=True)
    if made:
        typer.echo(f"\nto use them, put this into {file}, without those that you don't want:\n\n{lines}")


def _cost(quote: Quote | None) -> str:
    return f"{plain(quote.price.amount)} {quote.price.currency}" if quote else "bought before"


def _as_json(
    each: Wanted, run: StillRun, placed: Mapping[str, tuple[Path, bool]], prices: Mapping[str, Quote]
) -> dict[str, Any]:  # fmt: skip
    quote, (picture, _) = prices.get(each.name), placed.get(each.name, (None, False))
    return {
        "still": each.name,
        "subject": str(each.subject),
        "number": each.number,
        "prompt": each.prompt.text,
        "prompt_digest": each.digest,
        "file": str(picture) if picture else None,
        "digest": run.pictures.get(each.name),
        "bought": quote is not None and picture is not None,
        "amount": plain(quote.price.amount) if quote else None,
        "currency": quote.price.currency if quote else "",
        "why": run.troubles.get(each.name, ""),
    }
