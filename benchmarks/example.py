"""The example film, as material to measure with."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

from benchmarks.machine import ROOT
from picturelock.compiler.model import compile_for
from picturelock.kernel.nouns import Brief
from picturelock.media.previz.scene import Scene
from picturelock.registry.model.plan import plan
from picturelock.registry.model.reading import Page, read

FOLDER = ROOT / "examples" / "channel-nine"
SCRIPT, BIBLE = FOLDER / "channel-nine.fountain", FOLDER / "channel-nine.bible.yaml"
T = TypeVar("T")


@cache
def briefs() -> tuple[Brief, ...]:
    pages = [Page(name=file.name, data=file.read_bytes()) for file in (SCRIPT, BIBLE)]
    reading = read(pages[0], pages[1])
    return plan("local/channel-nine", reading.screenplay, reading.bible).briefs


def scene_of(brief: Brief) -> Scene:
    """What previz is asked to draw for this shot. Raises ValueError when the shot cannot be compiled."""
    compiled = compile_for("previz", brief, revision=0)
    if compiled.prompt is None:
        raise ValueError(f"{brief.shot}: {compiled.diagnostics}")
    return Scene.model_validate_json(compiled.prompt.text)


def spread_out(many: Sequence[T], count: int) -> list[T]:
    """`count` of them, evenly from the first to the last."""
    return [many[at * (len(many) - 1) // max(1, count - 1)] for at in range(min(count, len(many)))]


def tiny(folder: Path) -> tuple[Path, Path]:
    """A script of two scenes and its bible, for a film of small pictures: enough to see that everything runs."""
    script, bible = folder / "tiny.fountain", folder / "tiny.bible.yaml"
    script.write_text("INT. ROOM - DAY\n\nAnna waits.\n\nEXT. ROAD - NIGHT\n\nA car.\n")
    bible.write_text("film:\n  title: Tiny\n  width: 160\n  height: 90\n")
    return script, bible


def bible_at(width: int, height: int, file: Path) -> Path:
    """Write the example's bible to `file`, for a film of another size."""
    text = BIBLE.read_text()
    for name, pixels in (("width", width), ("height", height)):
        text, found = re.subn(rf"(?m)^(  {name}:) \d+$", rf"\1 {pixels}", text, count=1)
        if not found:
            raise ValueError(f"{BIBLE}: says no {name} of the film")
    file.write_text(text)
    return file
