"""A cut inside a take: from one frame to the next another picture, and it stays.

A flash of light gives the old picture back and a fast move changes every frame, so neither is a cut.
"""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from picturelock.media.measure_runs import Run

REACH = 3
"""Frames looked at on either side of a cut."""
RETURN = 12
"""A picture that is back within so many frames was never cut away from."""
STRONG = 0.35
"""Least strength of a cut that is told of."""


def cuts(tiny: NDArray[np.uint8], lit: NDArray[np.bool_]) -> tuple[Run, ...]:
    """`tiny`: (frames, height, width) luma; `lit`: which frames show anything at all.

    Each run is the two frames on either side of a cut. Strength: how unlike they are beyond what moves anyway, 0 to 1.
    """
    pictures = evened(tiny)
    near = np.concatenate(([0.0], unlikeness(pictures[:-1], pictures[1:])))
    found = [
        Run(place - 1, place, strength)
        for place in candidates(near)
        if lit[place - 1] and lit[place] and (strength := _strength(pictures, near, place)) >= STRONG
    ]
    return tuple(found)


def evened(tiny: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Each picture with the light taken out: local mean 0 and local contrast 1, flattened to (frames, pixels)."""
    out = np.empty((len(tiny), tiny[0].size), np.float32)
    for place, picture in enumerate(tiny):
        light = picture.astype(np.float32)
        around = cv2.blur(light, (15, 15))
        spread = np.sqrt(np.maximum(cv2.blur(light * light, (15, 15)) - around * around, 0)) + 4.0
        out[place] = ((light - around) / spread).ravel()
    return out


def unlikeness(one: NDArray[np.float32], other: NDArray[np.float32]) -> NDArray[np.float64]:
    """1 minus the correlation, row by row: 0 for the same picture, about 1 for unrelated ones."""
    top = np.einsum("ij,ij->i", one, other)
    bottom = np.sqrt(np.einsum("ij,ij->i", one, one) * np.einsum("ij,ij->i", other, other))
    return np.asarray(np.clip(1 - top / np.maximum(bottom, 1e-6), 0, 1), np.float64)


def candidates(near: NDArray[np.float64]) -> Sequence[int]:
    """Frames that are unlike the one before, and more so than any within reach."""
    return [
        place
        for place in np.flatnonzero(near >= STRONG).tolist()
        if near[place] >= near[max(0, place - REACH) : place + REACH + 1].max()
    ]


def _strength(pictures: NDArray[np.float32], near: NDArray[np.float64], place: int) -> float:
    before, after = range(max(0, place - REACH), place), range(place, min(len(pictures), place + REACH))
    across = min(_apart(pictures, one, other) for one in before for other in after)
    back = range(place + REACH, min(len(pictures), place + RETURN))
    across = min([across, *(_apart(pictures, place - 1, other) for other in back)])
    moving = max([0.0, *near[before.start + 1 : place], *near[place + 1 : after.stop]])
    return float(across - moving)


def _apart(pictures: NDArray[np.float32], one: int, other: int) -> float:
    return float(unlikeness(pictures[one : one + 1], pictures[other : other + 1])[0])
