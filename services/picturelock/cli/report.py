"""The report of a film, as a page and as JSON: shots and stages, takes with their pictures, findings and times."""

import base64
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from picturelock.cli.pages import write_page
from picturelock.cli.production import Production
from picturelock.cli.view import FilmView, ShotView, Stage, TakeView
from picturelock.kernel.nouns import Brief, Cut, Finding

STAGES = (Stage.PLANNED, Stage.COMPILED, Stage.GENERATED, Stage.STORED, Stage.PASSED)
"""The columns: held is told in the last one."""


async def write_report(production: Production, film: FilmView, cut: Cut, out: Path) -> tuple[Path, ...]:
    """Write `report.json` and `report.html`, which needs nothing beside it but the film to play it."""
    said = report_of(film, cut)
    html, plain = out / "report.html", out / "report.json"
    write_page(plain, json.dumps(said, indent=1, ensure_ascii=False))
    write_page(html, page(said, await _pictures(production, film)))
    return html, plain


def reported(out: Path) -> str:
    """Digest of the cut that the report in `out` tells of; empty where there is none that can be read."""
    try:
        found = json.loads((out / "report.json").read_bytes())["digest"]
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return str(found)


def report_of(film: FilmView, cut: Cut) -> dict[str, Any]:
    """Everything the page shows, without the pictures. Times are ISO 8601, lengths in seconds."""
    places = {item.shot: item for item in cut.items}
    shots = [_shot(film.shots[listed.shot], listed.frames) for listed in film.listed]
    for shot in shots:
        item = places[shot["shot"]]
        shot.update(starts=cut.rate.seconds(item.start), take_in_cut=item.take)
    return {
        "project": film.project,
        "title": film.title,
        "version": cut.version,
        "digest": cut.digest,
        "frames": cut.frames,
        "seconds": cut.rate.seconds(cut.frames),
        "fps": float(cut.rate.fps),
        "segments": cut.segments,
        "encoded": cut.encoded,
        "counts": _counts(film),
        "spent": _spent(shots),
        "deliverables": [d.model_dump(mode="json") for d in cut.deliverables],
        "shots": shots,
    }


def _counts(film: FilmView) -> dict[str, int]:
    takes = [take for listed in film.listed for take in film.shots[listed.shot].takes.values()]
    return {
        "shots": len(film.listed),
        "takes": len(takes),
        "generated": sum(1 for t in takes if t.take and not t.take.reused),
        "reused": sum(1 for t in takes if t.take and t.take.reused),
        "rejected": sum(1 for t in takes if t.was_rejected),
        "held": sum(1 for listed in film.listed if film.shots[listed.shot].stage is Stage.HELD),
    }


def _spent(shots: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Seconds that all takes of all shots took to reach each stage from the one before."""
    waits = [take["waits"] for shot in shots for take in shot["takes"]]
    return {
        stage.value: round(sum(wait.get(stage.value, 0.0) for wait in waits), 3)
        for stage in STAGES
        if any(stage.value in wait for wait in waits)
    }


def _shot(shot: ShotView, frames: int) -> dict[str, Any]:
    takes = [take for _, take in sorted(shot.takes.items())]
    brief = takes[-1].brief
    return {
        "shot": shot.shot,
        "scene": brief.setting.scene,
        "heading": brief.setting.heading,
        "stage": shot.stage.value,
        "held": shot.held,
        "size": brief.camera.size.value,
        "move": brief.camera.move.value,
        "seconds": brief.rate.seconds(frames),
        "action": [action.text for action in brief.actions],
        "dialogue": [{"cue": line.cue, "text": line.text} for line in brief.lines],
        "script": _script(brief),
        "takes": [_take(take) for take in takes],
    }


def _script(brief: Brief) -> list[str]:
    read = [action.source for action in brief.actions] + [line.source for line in brief.lines]
    return list(dict.fromkeys(str(source) for source in read if source))


def _take(take: TakeView) -> dict[str, Any]:
    return {
        "number": take.number,
        "revision": take.revision,
        "brief": take.brief.digest,
        "notes": list(take.notes),
        "engine": take.take.engine if take.take else "",
        "engine_version": take.take.engine_version if take.take else "",
        "seed": take.take.seed if take.take else None,
        "prompt": take.prompt.digest if take.prompt else "",
        "warnings": [f"{d.code} {d.message}" for d in take.prompt.diagnostics] if take.prompt else [],
        "reused": bool(take.take and take.take.reused),
        "asset": take.asset.digest if take.asset else "",
        "strip": take.asset.strip if take.asset else "",
        "facts": take.asset.facts.model_dump(mode="json") if take.asset else None,
        "verdict": take.verdict.decision.value if take.verdict else "",
        "findings": [finding.model_dump(mode="json") for finding in take.verdict.findings] if take.verdict else [],
        "failure": take.failure,
        "times": {stage.value: moment.isoformat() for stage, moment in take.times.items()},
        "waits": _waits(take),
    }


def _waits(take: TakeView) -> dict[str, float]:
    """Seconds from each stage to the next it reached."""
    reached = [(stage, take.times[stage]) for stage in STAGES if stage in take.times]
    return {later.value: round(_between(before, after), 3) for (_, before), (later, after) in pairwise(reached)}


def _between(before: datetime, after: datetime) -> float:
    return (after - before).total_seconds()


def page(said: dict[str, Any], pictures: dict[str, str]) -> str:
    """`pictures` are data addresses by digest."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 a run with nothing to do needs none

    made = Environment(
        loader=PackageLoader("picturelock.cli", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return made.get_template("report.html.j2").render(film=said, pictures=pictures, stages=[s.value for s in STAGES])


async def _pictures(production: Production, film: FilmView) -> dict[str, str]:
    found = {}
    for digest in _shown(film):
        async with production.fetch(digest) as file:
            data = file.read_bytes()
        found[digest] = f"data:image/jpeg;base64,{base64.b64encode(data).decode()}"
    return found


def _shown(film: FilmView) -> Iterable[str]:
    for listed in film.listed:
        for take in film.shots[listed.shot].takes.values():
            if take.asset and take.asset.strip:
                yield take.asset.strip
            yield from (finding.evidence for finding in _findings(take) if finding.evidence)


def _findings(take: TakeView) -> tuple[Finding, ...]:
    return take.verdict.findings if take.verdict else ()
