"""`picturelock plan`: which shots are stale, and why, before anything is done."""

import json
from collections import Counter
from pathlib import Path

import typer

from picturelock.cli.elsewhere import opened_elsewhere
from picturelock.cli.here import STATE, project_key, project_name
from picturelock.cli.pages import check_engine, read_pages
from picturelock.cli.reach import Reach
from picturelock.house import blueprint, embedded
from picturelock.registry.handlers import Registry
from picturelock.registry.model.outlook import Outlook, OutlookItem, Standing, outlook
from picturelock.registry.model.reading import Reading


async def show_plan(
    script: Path, bible: Path | None, out: Path, engine: str, *, as_json: bool, reach: Reach | None = None
) -> int:
    pages = read_pages(script, bible, out)
    if reach is not None:
        async with opened_elsewhere(reach, project_name(script)) as elsewhere:
            ahead = await elsewhere.plan(pages, engine)
    else:
        ahead = await _ahead(project_key(script), pages.reading, out, engine)
    if as_json:
        typer.echo(json.dumps(_as_json(ahead), indent=2, ensure_ascii=False))
        return 0
    for warning in dict.fromkeys((*pages.reading.warnings, *ahead.warnings)):
        typer.echo(f"warning: {warning}", err=True)
    for item in ahead.shots:
        if item.standing is not Standing.CURRENT:
            typer.echo("\n".join(_lines(item, ahead)))
    typer.echo(_summary(ahead))
    return 0


async def _ahead(key: str, reading: Reading, out: Path, engine: str) -> Outlook:
    """Where nothing was made yet nothing is opened, so that planning leaves no trace."""
    if not (out / STATE).exists():
        check_engine(engine, reading.bible, blueprint())
        return outlook(key, reading, engine, None, {})
    async with embedded(out / STATE, at_work=False, alone=False) as house:
        check_engine(engine, reading.bible, house.services)
        return await house.desk(Registry).plan(key, reading, engine)


def _lines(item: OutlookItem, ahead: Outlook) -> list[str]:
    if item.brief is None or item.standing is not Standing.NEW:
        return [f"{item.shot}  {item.standing}", *(f"    {why}" for why in item.why)]
    camera = item.brief.camera
    told = [a.text for a in item.brief.actions] + [f"{line.cue}: {line.text}" for line in item.brief.lines]
    words = " ".join(told) or item.brief.setting.heading
    seconds = ahead.project.rate.seconds(item.brief.frames)
    by = f"{item.route.engine:<16}  " if item.route and len(_engines(ahead)) > 1 else ""
    size = camera.size.replace("_", " ")
    return [f"{item.shot}  {item.standing:<8} {seconds:4.1f} s  {by}{size:<13}  {words[:80]}"]


def _engines(ahead: Outlook) -> Counter[str]:
    """How many shots each is to make, or has made."""
    return Counter(item.route.engine for item in ahead.shots if item.route)


def _summary(ahead: Outlook) -> str:
    counts = Counter(item.standing for item in ahead.shots)
    said = ", ".join(f"{counts[each]} {each}" for each in Standing if counts[each])
    seconds = ahead.project.rate.seconds(sum(shot.frames for shot in ahead.project.shots))
    to_do = f"{len(ahead.stale)} to shoot" if ahead.stale else "nothing to shoot"
    to_do += ", and the cut is made anew" if ahead.recut and not ahead.stale else ""
    engines = _engines(ahead)
    to_do += f"; by {', '.join(f'{engine} {shots}' for engine, shots in engines.items())}" if len(engines) > 1 else ""
    return f"{ahead.project.title}: {len(ahead.project.shots)} shots, {seconds:.0f} s ({said}); {to_do}"


def _as_json(ahead: Outlook) -> dict[str, object]:
    return {
        "title": ahead.project.title,
        "engine": ahead.engine,
        "frames": sum(shot.frames for shot in ahead.project.shots),
        "recut": ahead.recut,
        "stale": [item.shot for item in ahead.stale],
        "shots": [_shot_json(item) for item in ahead.shots],
        "warnings": list(ahead.warnings),
    }


def _shot_json(item: OutlookItem) -> dict[str, object]:
    said: dict[str, object] = {"shot": item.shot, "standing": item.standing.value, "why": list(item.why)}
    return said | ({"engine": item.route.engine, "because": list(item.route.because)} if item.route else {})
