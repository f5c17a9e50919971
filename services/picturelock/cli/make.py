"""`picturelock make`: read, plan, send down the line, watch, lay out."""

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from picturelock.cli.approval import Leave, approve
from picturelock.cli.counter import Counter, at_counter, counter_of
from picturelock.cli.elsewhere import opened_elsewhere
from picturelock.cli.here import STATE, opened_here, project_key, project_name
from picturelock.cli.laying_out import lay_out
from picturelock.cli.money import put_budget
from picturelock.cli.outcome import Outcome
from picturelock.cli.pages import check_engine, drafted_bible, read_pages, with_engines, write_page
from picturelock.cli.production import Begun, Pages, Production
from picturelock.cli.reach import Reach
from picturelock.cli.report import reported, write_report
from picturelock.cli.screen import Screen
from picturelock.cli.view import FilmView
from picturelock.editorial.settings import EditorialSettings
from picturelock.gateway.settings import GatewaySettings
from picturelock.house import Choices
from picturelock.kernel.nouns import Cut
from picturelock.registry.model.outlook import Standing

LOOK_SECONDS = 0.25
ASK_SECONDS = 5.0
"""Between two questions to the queue why takes wait."""


@dataclass(frozen=True, slots=True)
class MakeOrder:
    """`reach` is the deployment it is made in; None makes it here, in `out`."""

    script: Path
    bible: Path | None
    out: Path
    engine: str
    faults: str
    slate: bool
    retry_held: bool
    as_json: bool
    leave: Leave
    reach: Reach | None = None
    budget: str = ""
    """What may be spent on it in all; empty leaves that as it is."""


async def make_film(order: MakeOrder) -> int:
    """0 when the film is current, 1 when something stands in its way."""
    began = time.monotonic()
    pages = read_pages(order.script, order.bible, order.out)
    async with _production(order, pages) as (production, counter):
        if pages.reading.drafted:
            write_page(drafted_bible(order.script, order.out), pages.reading.drafted)
        await approve(
            order.leave, production, counter, pages, order.engine, order.script, order.reach,
            retry_held=order.retry_held,
        )  # fmt: skip
        film = await _remembered(production)
        since, before = film.heard, film.cut
        begun = await production.make(pages, order.engine, retry_held=order.retry_held)
        screen = Screen(film, begun.ahead, order.out, as_json=order.as_json)
        screen.opening(pages.reading.warnings)
        again = _tried_again(film, begun) if order.retry_held else {}
        cut = await _follow(production, film, screen, begun.revision, again, began)
        outcome = Outcome(
            film=film,
            cut=cut,
            fresh=cut is not None and cut != before,
            takes=[take for shot in film.shots.values() for take in shot.takes.values() if take.moved > since],
            since=since,
            laid=await _lay_out(production, film, cut, order.out) if cut else (),
            parked=await production.parked(),
            out=order.out,
            seconds=time.monotonic() - began,
        )
        screen.closing(outcome)
    return 0 if cut and not outcome.parked else 1


@asynccontextmanager
async def _production(order: MakeOrder, pages: Pages) -> AsyncIterator[tuple[Production, Counter]]:
    name = project_name(order.script)
    if order.reach is not None:
        async with at_counter(None, order.reach) as counter, opened_elsewhere(order.reach, name) as elsewhere:
            if order.budget:
                await put_budget(counter, name, order.budget)
            yield elsewhere, counter
        return
    named = [order.engine] if order.engine else pages.reading.bible.routing.engines
    doorless = GatewaySettings(faults=order.faults, webhooks="")  # whatever is set: nobody could post here
    choices = Choices(gateway=with_engines(doorless, named), editorial=EditorialSettings(slate=order.slate))
    async with opened_here(order.out / STATE, project_key(order.script), choices) as here:
        check_engine(order.engine, pages.reading.bible, here.house.services)
        counter = counter_of(here.house)
        if order.budget:
            await put_budget(counter, name, order.budget)
        yield here, counter


async def _lay_out(production: Production, film: FilmView, cut: Cut, out: Path) -> tuple[Path, ...]:
    """The report is written anew when anything happened since it was."""
    await production.learn()
    laid = await lay_out(production, film, cut, out)
    if laid or reported(out) != cut.digest:
        return (*laid, *await write_report(production, film, cut, out))
    return laid


async def _remembered(production: Production) -> FilmView:
    film = FilmView(production.key)
    async for position, envelope in production.said():
        film.feed(position, envelope)
    return film


async def _follow(
    production: Production, film: FilmView, screen: Screen, revision: int, again: Mapping[str, int], began: float
) -> Cut | None:
    """Watch until the cut is current. None when parked events stand in the way and nothing moves any more."""
    feeding, asked = asyncio.ensure_future(_feed(production, film)), began
    waits: Mapping[str, int] = {}
    try:
        with screen:
            while True:
                if time.monotonic() - asked >= ASK_SECONDS:
                    waits, asked = await production.waits(), time.monotonic()
                standing = await production.standing()
                screen.draw(standing.progress, waits, time.monotonic() - began)
                cut = standing.cut
                if cut is not None and cut.revision >= revision and film.is_settled and _are_begun(film, again):
                    return cut
                if await _is_stuck(production, film):
                    return None
                await asyncio.wait({feeding}, timeout=LOOK_SECONDS)
                if feeding.done():
                    feeding.result()
    finally:
        feeding.cancel()


def _tried_again(film: FilmView, begun: Begun) -> Mapping[str, int]:
    """Held shots that were sent down the line again, and the number of the last take each had before."""
    held = [film.shots.get(item.shot) for item in begun.ahead.shots if item.standing is Standing.HELD]
    return {shot.shot: shot.last.number if shot.last else 0 for shot in held if shot}


def _are_begun(film: FilmView, again: Mapping[str, int]) -> bool:
    """What is held still may have been held before: a new take must be known of first."""
    return all((last := film.shots[shot].last) is not None and last.number > number for shot, number in again.items())


async def _feed(production: Production, film: FilmView) -> None:
    async for position, envelope in production.said(film.position, follow=True):
        film.feed(position, envelope)


async def _is_stuck(production: Production, film: FilmView) -> bool:
    """Every shot that is not settled has an event parked, or is in doubt; or the film's own events are parked."""
    key, parked = production.key, {each.key for each in await production.parked()}
    told = await production.doubtful() if film.in_doubt else ()
    doubtful = {f"{key}/{shot}" for shot in told if shot in film.waiting_in_doubt}
    if not parked and not doubtful:
        return False
    waiting = {f"{key}/{shot}" for shot in film.unsettled}
    return key in parked or (bool(waiting) and waiting <= parked | doubtful)
