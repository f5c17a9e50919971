"""`picturelock make`: read, plan, send down the line, watch, lay out."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from picturelock.cli.laying_out import lay_out
from picturelock.cli.outcome import Outcome
from picturelock.cli.pages import check_engine, drafted_bible, read_pages, write_page
from picturelock.cli.report import reported, write_report
from picturelock.cli.screen import Screen
from picturelock.cli.view import FilmView
from picturelock.editorial.handlers import Editorial
from picturelock.editorial.settings import EditorialSettings
from picturelock.gateway.settings import GatewaySettings
from picturelock.house import Choices, House, embedded
from picturelock.kernel.bus import Parked
from picturelock.kernel.nouns import Cut
from picturelock.registry.handlers import Registry
from picturelock.registry.model.headings import slug

STATE = ".picturelock"
"""Folder inside the output in which the house keeps everything it must not forget."""
LOOK_SECONDS = 0.25
TENANT = "local"


@dataclass(frozen=True, slots=True)
class MakeOrder:
    script: Path
    bible: Path | None
    out: Path
    engine: str
    faults: str
    slate: bool
    retry_held: bool
    as_json: bool


def project_key(script: Path) -> str:
    return f"{TENANT}/{slug(script.stem)}"


async def make_film(order: MakeOrder) -> int:
    """0 when the film is current, 1 when something stands in its way."""
    began = time.monotonic()
    reading = read_pages(order.script, order.bible, order.out)
    choices = Choices(gateway=GatewaySettings(faults=order.faults), editorial=EditorialSettings(slate=order.slate))
    key = project_key(order.script)
    async with embedded(order.out / STATE, choices) as house:
        check_engine(order.engine, reading.bible, house.services)
        if reading.drafted:
            write_page(drafted_bible(order.script, order.out), reading.drafted)
        film = await _remembered(house, key)
        since, before = film.heard, film.cut
        with house.request():
            ahead = await house.desk(Registry).make(key, reading, order.engine, retry_held=order.retry_held)
        screen = Screen(film, ahead, order.out, as_json=order.as_json)
        screen.opening(reading.warnings)
        cut = await _follow(house, film, screen, key, began)
        outcome = Outcome(
            film=film,
            cut=cut,
            fresh=cut is not None and cut != before,
            takes=[take for shot in film.shots.values() for take in shot.takes.values() if take.moved > since],
            since=since,
            laid=await _lay_out(house, film, cut, order.out) if cut else (),
            parked=await _parked(house, key),
            out=order.out,
            seconds=time.monotonic() - began,
        )
        screen.closing(outcome)
    return 0 if cut and not outcome.parked else 1


async def _lay_out(house: House, film: FilmView, cut: Cut, out: Path) -> tuple[Path, ...]:
    """The report is written anew when anything happened since it was."""
    laid = await lay_out(house, film, cut, out)
    if laid or reported(out) != cut.digest:
        return (*laid, *await write_report(house, film, cut, out))
    return laid


async def _remembered(house: House, key: str) -> FilmView:
    film = FilmView(key)
    async for position, envelope in house.bus.history():
        film.feed(position, envelope)
    return film


async def _follow(house: House, film: FilmView, screen: Screen, key: str, began: float) -> Cut | None:
    """Watch until the cut is current. None when parked events stand in the way and nothing moves any more."""
    feeding = asyncio.ensure_future(_feed(house, film))
    editorial, registry = house.desk(Editorial), house.desk(Registry)
    revision = (await registry.project(key)).revision
    try:
        with screen:
            while True:
                screen.draw(await editorial.progress(key), time.monotonic() - began)
                cut = await editorial.current(key)
                if cut is not None and cut.revision == revision and film.is_settled:
                    return cut
                if await _is_stuck(house, film, key):
                    return None
                await asyncio.wait({feeding}, timeout=LOOK_SECONDS)
                if feeding.done():
                    feeding.result()
    finally:
        feeding.cancel()


async def _feed(house: House, film: FilmView) -> None:
    async for position, envelope in house.bus.history(film.position, follow=True):
        film.feed(position, envelope)


async def _parked(house: House, key: str) -> Sequence[Parked]:
    return [p for p in await house.bus.parked() if p.envelope.key == key or p.envelope.key.startswith(f"{key}/")]


async def _is_stuck(house: House, film: FilmView, key: str) -> bool:
    """Every shot that is not settled has an event parked, or the film's own events have."""
    parked = {p.envelope.key for p in await _parked(house, key)}
    if not parked:
        return False
    waiting = {f"{key}/{listed.shot}" for listed in film.listed if not film.shots[listed.shot].is_settled}
    return key in parked or waiting <= parked
