"""A cut inside a take: from one frame to the next another picture, and it stays.

A flash of light gives the old picture back and a fast move changes every frame, so neither is a cut.
"""

from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from picturelock.media.measure_runs import Run

REACH = 3
"""Frames looked at on either side of a cut."""
RETURN = 12
"""A picture that is back within so many frames was never cut away from."""
UNLIKE = 0.35
"""From here on two neighbouring frames may have a cut between them, 1 being nothing in common."""
LEAST = 0.3
"""Share of the picture that a cut changes at least; half a face that turns changes less."""
LIGHT_BY, COLOUR_BY = 0.3, 8
"""A pixel has changed by so many standard deviations of the picture's luma, or so many levels of colour difference."""


def cuts(tiny: NDArray[np.uint8], lit: NDArray[np.bool_]) -> tuple[Run, ...]:
    """`tiny`: (frames, 3, height, width), as in `Watched`; `lit`: which frames show anything at all.

    Each run is the two frames on either side of a cut. Strength: the share of the picture that changed there, beyond
    what changes anyway around it.
    """
    return tuple(
        Run(place - 1, place, strength)
        for place in candidates(unlikeness(evened(tiny[:, 0])))
        if lit[place - 1] and lit[place] and (strength := _strength(tiny, place)) >= LEAST
    )


def evened(luma: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Each picture with the light taken out: local mean 0 and local contrast 1, flattened to (frames, pixels)."""
    out = np.empty((len(luma), luma[0].size), np.float32)
    for place, picture in enumerate(luma):
        light = picture.astype(np.float32)
        around = cv2.blur(light, (15, 15))
        spread = np.sqrt(np.maximum(cv2.blur(light * light, (15, 15)) - around * around, 0)) + 4.0
        out[place] = ((light - around) / spread).ravel()
    return out


def unlikeness(pictures: NDArray[np.float32]) -> NDArray[np.float64]:
    """1 minus the correlation of each picture with the one before it; 0 for the first."""
    one, other = pictures[:-1], pictures[1:]
    top = np.einsum("ij,ij->i", one, other)
    bottom = np.sqrt(np.einsum("ij,ij->i", one, one) * np.einsum("ij,ij->i", other, other))
    return np.concatenate(([0.0], np.clip(1 - top / np.maximum(bottom, 1e-6), 0, 1)))


def candidates(unlike: NDArray[np.float64]) -> Sequence[int]:
    """Frames that are unlike the one before, and more so than any within reach."""
    return [
        place
        for place in np.flatnonzero(unlike >= UNLIKE).tolist()
        if unlike[place] >= unlike[max(0, place - REACH) : place + REACH + 1].max()
    ]


def _strength(tiny: NDArray[np.uint8], place: int) -> float:
    before = range(max(0, place - REACH), place)
    after = range(place, min(len(tiny), place + REACH))
    back = range(after.stop, min(len(tiny), place + RETURN))
    across = [changed(tiny[one], tiny[other]) for one in before for other in after]
    across += [changed(tiny[place - 1], tiny[other]) for other in back]
    moving = [changed(tiny[one], tiny[other]) for side in (before, after) for one, other in pairwise(side)]
    return min(across) - max(moving, default=0.0)


def changed(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    """The share of the picture that differs in more than how much light fell on all of it."""
    light = np.abs(_even_light(one[0]) - _even_light(other[0])) > LIGHT_BY
    colour = np.abs(one[1:].astype(np.int16) - other[1:]).sum(axis=0) > COLOUR_BY
    return float((light | colour).mean())


def _even_light(luma: NDArray[np.uint8]) -> NDArray[np.float32]:
    level = luma.astype(np.float32)
    even: NDArray[np.float32] = (level - level.mean()) / (level.std() + 3.0)
    return even
