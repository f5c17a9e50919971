"""Previz: frames drawn, and drawn and encoded, at the size the example film is made in."""

import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from benchmarks.example import briefs, scene_of, spread_out
from benchmarks.figures import Figure, middle, spread
from picturelock.media.previz.render import render
from picturelock.media.previz.scene import Scene
from picturelock.media.previz.shot import Shot

CHILDREN = 2


def measure(*, quick: bool) -> list[Figure]:
    scenes = [scene_of(brief) for brief in spread_out(briefs(), 1 if quick else 6)]
    if quick:
        scenes = [scene.model_copy(update={"frames": 6}) for scene in scenes]
    times = 1 if quick else 3
    _warm(scenes[0])
    drawn = [_drawn(scenes) for _ in range(times)]
    made = [_made(scenes) for _ in range(times)]
    together = _together(scenes, times)
    look = f"{len(scenes)} shots of the example at {scenes[0].width}x{scenes[0].height}"
    return [
        Figure("previz_drawn_fps", "previz, drawn", middle(drawn), "frames/s", note=f"{look}, {spread(drawn)}"),
        Figure("previz_fps", "previz, drawn and encoded", middle(made), "frames/s", note=f"one child, {spread(made)}"),
        Figure("previz_children_fps", f"previz, {CHILDREN} children", middle(together), "frames/s",
               note=f"the sum, {spread(together)}"),
    ]  # fmt: skip


def _warm(scene: Scene) -> None:
    """Typefaces and modules are loaded once, however many shots are drawn."""
    _made([scene.model_copy(update={"frames": 2})])


def _drawn(scenes: Sequence[Scene]) -> float:
    began = time.perf_counter()
    for scene in scenes:
        shot = Shot(scene, {})
        for frame in range(scene.frames):
            shot.draw(frame)
    return _frames(scenes) / (time.perf_counter() - began)


def _made(scenes: Sequence[Scene]) -> float:
    with tempfile.TemporaryDirectory(prefix="picturelock-bench-") as folder:
        began = time.perf_counter()
        for scene in scenes:
            render(scene, Path(folder) / "take.mp4")
        return _frames(scenes) / (time.perf_counter() - began)


def _together(scenes: Sequence[Scene], times: int) -> list[float]:
    """Every child makes all the scenes."""
    with ProcessPoolExecutor(CHILDREN, mp_context=get_context("spawn")) as pool:
        list(pool.map(_warm, [scenes[0]] * CHILDREN))
        return [sum(pool.map(_made, [scenes] * CHILDREN)) for _ in range(times)]


def _frames(scenes: Sequence[Scene]) -> int:
    return sum(scene.frames for scene in scenes)
