"""`picturelock make` on a film that is up to date: the whole example film, in small pictures."""

import tempfile
from pathlib import Path

from benchmarks.commandline import make
from benchmarks.example import SCRIPT, bible_at, briefs, tiny
from benchmarks.figures import Figure, middle, spread

WIDTH, HEIGHT = 160, 90


def measure(*, quick: bool) -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="picturelock-bench-") as folder:
        out = Path(folder) / "out"
        small = Path(folder) / "small.bible.yaml"
        script, bible = tiny(Path(folder)) if quick else (SCRIPT, bible_at(WIDTH, HEIGHT, small))
        make(script, bible, out)
        took = [make(script, bible, out) for _ in range(1 if quick else 5)]
    look = "a tiny film" if quick else f"{len(briefs())} shots"
    note = f"{look}, nothing to do, {spread(took)}"
    return [Figure("again_s", "run again", middle(took), "s", 1, more=False, note=note)]
