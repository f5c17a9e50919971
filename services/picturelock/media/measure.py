"""One decode pass over a take: a few numbers a frame, and the colours of the boxes asked for.

Frames are looked at as 320x180 whatever their size: what matters in a take is larger than its pixels.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from picturelock.kernel.errors import Invalid
from picturelock.media.colour import RGB
from picturelock.media.frames import Picture, Plane, pictures

SMALL = (320, 180)
TINY = (64, 36)
DRIFTS_BY, STIRS_BY = 2, 8
"""Levels by which pixels of the small picture differ. Between frames that are predicted from each other a picture that
stands still keeps its pixels to within the lower; where one is coded by itself, to within the higher."""
DRIFTED, STIRRED = 60, 60
"""More small pixels than that, by the lower and by the higher of the two, and the picture has moved."""
THINNED = 4
"""Colour difference is looked at in one pixel of so many, each way: soft as it is, that loses nothing."""
TONE_EVERY = 4
"""Colour is looked at in one frame of so many."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of one frame, in pixels of the delivered size."""

    frame: int
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Watched:
    """Arrays have one entry a frame."""

    shades: NDArray[np.float64]
    """(frames, 256): the share of the picture at each level of luma, 0 (black) to 255 (white)."""
    since: NDArray[np.int64]
    """The earliest frame that shows this same picture without a stir in between."""
    tiny: NDArray[np.uint8]
    """(frames, 3, 36, 64): luma, blue difference, red difference."""
    tones: Mapping[int, RGB]
    """Mean sRGB of every TONE_EVERY-th frame and of the last."""
    colours: Mapping[Box, RGB]
    """Median sRGB of each box that lies in the take."""

    @property
    def frames(self) -> int:
        return len(self.since)

    @property
    def mean(self) -> NDArray[np.float64]:
        """Mean luma, 0 to 255."""
        found: NDArray[np.float64] = self.shades @ np.arange(256.0)
        return found

    def level(self, share: float) -> NDArray[np.int64]:
        """The level that `share` (0 to 1) of the picture does not exceed."""
        reached: NDArray[np.int64] = np.argmax(np.cumsum(self.shades, axis=1) >= share - 1e-9, axis=1)
        return reached


def watch(path: Path, boxes: Iterable[Box] = (), *, threads: int = 1) -> Watched:
    """Decode `path` once. Raises Invalid for broken media and for media without a frame."""
    cv2.setNumThreads(1)
    eye = _Eye(boxes)
    for picture in pictures(path, threads=threads):
        eye.see(picture)
    if eye.last is None:
        raise Invalid(f"{path.name}: has no frame; deliver it again", reason="EMPTY_MEDIA")
    return eye.watched(eye.last)


class _Eye:
    """What has been seen so far."""

    def __init__(self, boxes: Iterable[Box]) -> None:
        self.boxes: dict[int, list[Box]] = {}
        for box in boxes:
            self.boxes.setdefault(box.frame, []).append(box)
        self.last: Picture | None = None
        self.before = self.anchor = np.empty((0, 0), np.uint8)
        self.shades: list[NDArray[np.float64]] = []
        self.since: list[int] = []
        self.tiny: list[NDArray[np.uint8]] = []
        self.tones: dict[int, RGB] = {}
        self.colours: dict[Box, RGB] = {}

    def see(self, picture: Picture) -> None:
        small = shrunk(picture.luma, SMALL)
        self.shades.append(_shades(small, picture))
        chroma = (shrunk(plane[::THINNED, ::THINNED], TINY) for plane in (picture.blue, picture.red))
        self.tiny.append(np.stack((shrunk(small, TINY), *chroma)))
        self._compare(small, key=picture.key)
        if picture.index % TONE_EVERY == 0:
            self.tones[picture.index] = tone(picture, self.tiny[-1])
        for box in self.boxes.get(picture.index, ()):
            self.colours[box] = median_colour(picture, box)
        self.last = picture

    def _compare(self, small: Plane, *, key: bool) -> None:
        """A picture that is only coded anew stands on, but what comes after is compared with its new coding."""
        started = bool(self.since)
        coded_anew = started and key and _differing(small, self.before, STIRS_BY) <= STIRRED
        stands = coded_anew or (started and _differing(small, self.anchor, DRIFTS_BY) <= DRIFTED)
        self.since.append(self.since[-1] if stands else len(self.since))
        if coded_anew or not stands:
            self.anchor = small
        self.before = small

    def watched(self, last: Picture) -> Watched:
        return Watched(
            shades=np.array(self.shades),
            since=np.array(self.since),
            tiny=np.array(self.tiny),
            tones=self.tones | {last.index: tone(last, self.tiny[-1])},
            colours=self.colours,
        )


def shrunk(plane: Plane, size: tuple[int, int]) -> Plane:
    """`size` is (width, height)."""
    found: Plane = cv2.resize(np.ascontiguousarray(plane), size, interpolation=cv2.INTER_AREA)
    return found


def _differing(one: Plane, other: Plane, levels: int) -> int:
    return int(cv2.countNonZero(cv2.compare(cv2.absdiff(one, other), levels, cv2.CMP_GT)))


def _shades(small: Plane, picture: Picture) -> NDArray[np.float64]:
    counted = cv2.calcHist([small], [0], None, [256], [0, 256]).ravel() / small.size
    if picture.full_range:
        return np.asarray(counted, np.float64)
    to = np.clip(np.round(picture.levels(np.arange(256.0))), 0, 255).astype(np.int64)
    return np.bincount(to, weights=counted, minlength=256).astype(np.float64)


def tone(picture: Picture, tiny: NDArray[np.uint8]) -> RGB:
    red, green, blue = picture.converted(tiny[0], tiny[1], tiny[2]).mean(axis=(0, 1))
    return float(red), float(green), float(blue)


def median_colour(picture: Picture, box: Box) -> RGB:
    """A box that lies outside of the picture altogether is black."""
    found = picture.rgb(box.x, box.y, box.width, box.height)
    if not found.size:
        return 0.0, 0.0, 0.0
    red, green, blue = np.median(found, axis=(0, 1))
    return float(red), float(green), float(blue)
