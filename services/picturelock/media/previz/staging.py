"""Finds, in a drawn frame, flat pieces of garments and props: what an inspector may measure."""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from picturelock.kernel.nouns import Figure, GarmentSlot, Patch
from picturelock.media import colour as colours
from picturelock.media.colour import RGB
from picturelock.media.previz import finish
from picturelock.media.previz.cast import Actor, Mark
from picturelock.media.previz.detail import shown_prop
from picturelock.media.previz.light import FAITHFUL
from picturelock.media.previz.optics import rolled
from picturelock.media.previz.plates import Pixels
from picturelock.media.previz.shot import Shot

SHOWN = (GarmentSlot.COAT, GarmentSlot.TOP, GarmentSlot.DRESS, GarmentSlot.BOTTOM, GarmentSlot.HAT)
LEAST = 10
"""Pixels a patch is wide and high at least."""
BORDER = 3
"""Pixels kept away from every edge, where the codec mixes colours."""
MOST = 48
SAMPLED = 5

Mask = NDArray[np.uint8]


@dataclass(frozen=True)
class Sought:
    subject: str
    part: str
    colour: str
    left: float
    right: float
    top: float
    low: float


def sampled_frames(frames: int) -> list[int]:
    return sorted({round((frames - 1) * (step + 0.5) / SAMPLED) for step in range(SAMPLED)})


def patches_of(shot: Shot, frame: int) -> list[Patch]:
    if shot.light.saturation < FAITHFUL:
        return []
    pixels = shot.draw(frame, bare=True)
    found = (_patch(shot, frame, pixels, sought) for sought in _sought(shot, frame))
    return [patch for patch in found if patch is not None]


def _sought(shot: Shot, frame: int) -> Iterator[Sought]:
    for actor, mark in shot.marks(frame):
        if actor.over_shoulder or actor.who.physique.figure not in {Figure.PERSON, Figure.CHILD}:
            continue
        box = _box(shot, frame, actor, mark)
        for garment in actor.who.wardrobe:
            if garment.slot in SHOWN:
                yield Sought(actor.who.character, garment.slot.value, garment.colour, *box)
        props = {prop.prop: prop for prop in shot.scene.props}
        for name in actor.who.holding[:2]:
            if name in props:
                yield Sought(name, "prop", props[name].colour, *box)
    prop = shown_prop(shot.scene) if not shot.cast else None
    if prop:
        yield Sought(prop.prop, "prop", prop.colour, 0, shot.scene.width, 0, shot.scene.height)


def _box(shot: Shot, frame: int, actor: Actor, mark: Mark) -> tuple[float, float, float, float]:
    """Left, right, top and bottom, in pixels, of where an actor is drawn."""
    view, tall = shot.view(frame), actor.body.height
    corners = [
        rolled(view, view.at(mark.x + dx * tall, dy * tall, mark.z)) for dx in (-0.36, 0.36) for dy in (-0.02, 1.1)
    ]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), max(xs), min(ys), max(ys)


def _patch(shot: Shot, frame: int, pixels: Pixels, sought: Sought) -> Patch | None:
    height, width = pixels.shape[:2]
    left, right = max(0, int(sought.left)), min(width, int(sought.right) + 1)
    top, low = max(0, int(sought.top)), min(height, int(sought.low) + 1)
    if right - left < LEAST or low - top < LEAST:
        return None
    area = largest(_flat(pixels[top:low, left:right], shot.light.on_figure(colours.parse(sought.colour))))
    if area is None:
        return None
    x, y, wide, tall = area
    left, top = left + x, top + y
    return Patch(
        frame=frame, subject=sought.subject, part=sought.part, x=left, y=top, width=wide, height=tall,
        white=colours.written(_white(shot, left + wide / 2, top + tall / 2)),
    )  # fmt: skip


def _white(shot: Shot, x: float, y: float) -> RGB:
    left = finish.darkened(shot.scene.width, shot.scene.height, x, y)
    r, g, b = (part * left for part in shot.light.on_figure((255.0, 255.0, 255.0)))
    return (r, g, b)


def _flat(pixels: Pixels, colour: RGB) -> Mask:
    """1 where a pixel shows exactly this colour, to within rounding."""
    low = np.array([max(0, round(part) - 1) for part in reversed(colour)] + [255])
    high = np.array([min(255, round(part) + 1) for part in reversed(colour)] + [255])
    return np.asarray(cv2.inRange(pixels, low, high) // 255, np.uint8)


def largest(mask: Mask) -> tuple[int, int, int, int] | None:
    """A big rectangle (x, y, width, height) all of ones, clear of the edges by BORDER; None if all are too small.

    Grown from the most inward pixel (the peak of the distance transform), first as a square, then along each axis.
    """
    if mask.size == 0:
        return None
    padded = cv2.copyMakeBorder(mask, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)
    depth = cv2.distanceTransform(padded, cv2.DIST_C, 3)[1:-1, 1:-1]
    y, x = np.unravel_index(int(depth.argmax()), depth.shape)
    reach = int(depth[y, x]) - 1 - BORDER
    if reach * 2 + 1 < LEAST:
        return None
    half = min(reach, MOST // 2)
    return int(x) - half, int(y) - half, half * 2 + 1, half * 2 + 1
