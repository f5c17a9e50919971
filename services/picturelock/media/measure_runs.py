"""Runs of frames that are black, frozen or flickering, read from what was watched."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from picturelock.media.measure import Watched

BLACK_SHARE = 0.995
"""How much of a picture must be dark for it to be black."""
BLACK_LEVEL = 14
"""Up to this level (of 255) it is dark; a night in a film is brighter somewhere."""
SWING = 4.0
"""Levels of mean luma that a flicker swings by at least."""
TURNS = 7
"""Turns of the light within one second that make a flicker: more than three flashes, the limit of ITU-R BT.1702."""


@dataclass(frozen=True, slots=True)
class Run:
    """Frames `first` to `last`, both inside. `strength` grows with how bad it is; each kind says in what unit."""

    first: int
    last: int
    strength: float

    @property
    def frames(self) -> int:
        return self.last - self.first + 1


def is_black(watched: Watched) -> NDArray[np.bool_]:
    """By frame."""
    dark: NDArray[np.bool_] = watched.level(BLACK_SHARE) <= BLACK_LEVEL
    return dark


def black_runs(watched: Watched) -> tuple[Run, ...]:
    """Strength: frames."""
    return tuple(_counted(span) for span in spans(is_black(watched)))


def frozen_runs(watched: Watched, least: int) -> tuple[Run, ...]:
    """Runs of at least `least` frames that show one picture, black ones left out. Strength: frames."""
    starts = np.unique(watched.since)
    ends = [*(starts[1:] - 1), watched.frames - 1]
    black = is_black(watched)
    return tuple(
        _counted((int(first), int(last)))
        for first, last in zip(starts, ends, strict=True)
        if last - first + 1 >= least and not black[first]
    )


@dataclass(frozen=True, slots=True)
class Turn:
    """A high or a low of a series at `place`, known for one since `shown`."""

    place: int
    shown: int


def flicker_runs(mean: NDArray[np.float64], per_second: float) -> tuple[Run, ...]:
    """Stretches in which the light turns TURNS times a second or more. Strength: median swing, in levels."""
    turns = turning_points(mean, SWING)
    flickers = np.zeros(len(mean), bool)
    for early, late in zip(turns, turns[TURNS - 1 :], strict=False):
        if late.shown - early.place < per_second:
            flickers[early.place : late.shown + 1] = True
    return tuple(_swinging(mean, turns, span) for span in spans(flickers))


def turning_points(series: NDArray[np.float64], swing: float) -> Sequence[Turn]:
    """The highs and lows of `series` that lie `swing` or more apart from the ones before them."""
    turns = [Turn(0, 0)]
    heading = 0
    for place in range(1, len(series)):
        step = series[place] - series[turns[-1].place]
        if heading and heading * step >= 0:
            turns[-1] = Turn(place, turns[-1].shown)
        elif abs(step) >= swing:
            heading = 1 if step > 0 else -1
            turns.append(Turn(place, place))
    return turns[1:]


def _swinging(mean: NDArray[np.float64], turns: Sequence[Turn], span: tuple[int, int]) -> Run:
    inside = [turn.place for turn in turns if span[0] <= turn.place and turn.shown <= span[1]]
    return Run(*span, strength=float(np.median(np.abs(np.diff(mean[inside])))))


def spans(true: NDArray[np.bool_]) -> Sequence[tuple[int, int]]:
    """First and last index of each run of True."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], true.astype(np.int8), [0]))))
    return [(int(first), int(last) - 1) for first, last in zip(edges[::2], edges[1::2], strict=True)]


def _counted(span: tuple[int, int]) -> Run:
    return Run(*span, strength=float(span[1] - span[0] + 1))
