"""Continuity: frames measured, against only decoding them and making them small."""

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import av
import cv2
import numpy as np

from benchmarks.example import briefs, scene_of, spread_out
from benchmarks.figures import Figure, middle, spread
from picturelock.continuity.adapters.frames import measure as measured
from picturelock.continuity.model import Expectation
from picturelock.continuity.model.expectation import expect
from picturelock.gateway.adapters.previz import draw
from picturelock.kernel.nouns import Brief, Staging
from picturelock.media.measure import SMALL
from picturelock.media.previz.faults import Faults


@dataclass(frozen=True, slots=True)
class Rush:
    """A take to be measured."""

    video: Path
    staging: Staging
    expected: Expectation


def measure(*, quick: bool) -> list[Figure]:
    cv2.setNumThreads(1)
    with tempfile.TemporaryDirectory(prefix="picturelock-bench-") as folder:
        chosen = spread_out(briefs(), 1 if quick else 5)
        rushes = [_shot(brief, Path(folder) / brief.shot, 12 if quick else brief.frames) for brief in chosen]
        frames = sum(rush.expected.frames for rush in rushes)
        alone, whole = [], []
        for _ in range(1 if quick else 5):
            alone.append(frames / _seconds(rushes, lambda rush: _decode_and_scale(rush.video)))
            whole.append(frames / _seconds(rushes, lambda rush: measured(rush.video, rush.staging, rush.expected)))
    ratios = [one / other for one, other in zip(whole, alone, strict=True)]
    look = f"{len(rushes)} previz takes with sound at 1280x720, one process"
    return [
        Figure("qc_fps", "frames measured", middle(whole), "frames/s", note=f"{look}, {spread(whole)}"),
        Figure("decode_fps", "frames decoded and scaled", middle(alone), "frames/s",
               note=f"nothing else, {spread(alone)}"),
        Figure("qc_to_decode", "measured, to decoded and scaled", middle(ratios), "x", 0.8, note=spread(ratios)),
    ]  # fmt: skip


def _shot(brief: Brief, workspace: Path, frames: int) -> Rush:
    workspace.mkdir()
    short = brief.model_copy(update={"frames": frames})
    drawn = draw(scene_of(brief).model_copy(update={"frames": frames}), workspace, Faults())
    if drawn.report is None:
        raise ValueError(f"{brief.shot}: previz did not say where things stand")
    return Rush(drawn.video, Staging.model_validate_json(drawn.report.read_text()), expect(short))


def _seconds(rushes: list[Rush], look: Callable[[Rush], object]) -> float:
    began = time.perf_counter()
    for rush in rushes:
        look(rush)
    return time.perf_counter() - began


def _decode_and_scale(video: Path) -> None:
    """The luma of each frame, by area, as small as continuity looks at it: the quickest way that there is here."""
    with av.open(str(video)) as container:
        stream = container.streams.video[0]
        stream.thread_count, stream.thread_type = 1, "NONE"
        for frame in container.decode(stream):
            plane = frame.planes[0]
            luma = np.frombuffer(plane, np.uint8).reshape(plane.height, plane.line_size)  # type: ignore[call-overload]
            cv2.resize(luma[:, : plane.width], SMALL, interpolation=cv2.INTER_AREA)
