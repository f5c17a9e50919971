"""Black, frozen and flickering runs, and cuts where there should be none."""

from collections.abc import Iterable, Iterator

from picturelock.continuity.model.measured import Stretch
from picturelock.continuity.model.reading import Case, Reading


def black_frames(case: Case, _: float) -> Iterator[Reading]:
    for run in case.measured.black:
        yield Reading(
            run.strength, run,
            message=f"is black in {_frames(run)}",
            note=f"Every frame must show the shot; {_frames(run)} were black.",
        )  # fmt: skip


def frozen_frames(case: Case, _: float) -> Iterator[Reading]:
    for run in case.measured.frozen:
        yield Reading(
            run.strength, run,
            message=f"stands still in {_frames(run)}",
            note=f"The picture must keep moving to the end; it stood still in {_frames(run)}.",
        )  # fmt: skip


def flicker(case: Case, _: float) -> Iterator[Reading]:
    for run in case.measured.flicker:
        yield Reading(
            run.strength, run,
            message=f"flickers by {run.strength:.1f} of 255 levels in {_frames(run)}",
            note=f"The light must be steady; it flickered in {_frames(run)}.",
        )  # fmt: skip


def cut_inside(case: Case, _: float) -> Iterable[Reading]:
    for cut in case.measured.cuts:
        yield Reading(
            cut.strength, cut,
            message=f"cuts to another picture between frames {cut.first} and {cut.last}",
            note=f"It must be one unbroken shot; it cut to another picture at frame {cut.last}.",
        )  # fmt: skip


def _frames(run: Stretch) -> str:
    return f"frames {run.first} to {run.last}" if run.last > run.first else f"frame {run.first}"
