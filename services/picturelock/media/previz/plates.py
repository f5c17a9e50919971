"""Plates: the still parts of a set, painted once per take, then only slid and scaled as the camera moves."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import skia
from numpy.typing import NDArray

from picturelock.media.previz.easel import Easel
from picturelock.media.previz.light import Light
from picturelock.media.previz.optics import View, roll_zoom
from picturelock.media.previz.stage import Item

Pixels = NDArray[np.uint8]
SMOOTHLY = skia.SamplingOptions(skia.FilterMode.kLinear)
SHARP = 0.6
"""A blur of fewer pixels than this is not worth its time."""
MARGIN = 3
"""Pixels painted beyond what the camera is known to see."""


@dataclass(frozen=True)
class Slide:
    """Where a plate painted for one view lies in another: scaled, then moved, in pixels."""

    scale: float
    x: float
    y: float


def slide(painted: View, seen: View, z: float) -> Slide:
    scale = seen.scale(z) / painted.scale(z)
    here = painted.at(painted.x, painted.lens_height, z)
    there = seen.at(painted.x, painted.lens_height, z)
    return Slide(scale, there[0] - here[0] * scale, there[1] - here[1] * scale)


@dataclass(frozen=True)
class Plate:
    image: Any
    z: float
    x: float
    """Left edge in the pixels of the view it was painted for."""
    y: float
    fine: float
    """Pixels of the image per pixel of that view."""
    rolled: bool = False
    """It was painted with the camera's roll in it."""


def new_surface(width: int, height: int, pixels: Pixels | None = None) -> Any:
    """Premultiplied BGRA without a colour space: the one format skia and ffmpeg are both quick with."""
    info = skia.ImageInfo.Make(width, height, skia.kBGRA_8888_ColorType, skia.kPremul_AlphaType)
    return skia.Surface.MakeRaster(info) if pixels is None else skia.Surface.MakeRasterDirect(info, pixels)


def roll(canvas: Any, view: View) -> None:
    """Lean the picture as the camera leans, enlarged so that its corners stay covered."""
    if view.roll:
        canvas.translate(view.width / 2, view.height / 2)
        canvas.rotate(view.roll)
        canvas.scale(roll_zoom(view), roll_zoom(view))
        canvas.translate(-view.width / 2, -view.height / 2)


def paint_plate(bands: Sequence[Sequence[Item]], view: View, light: Light, views: Iterable[View], blur: Any) -> Plate:
    """Paint bands of items, farthest first, each as sharp as `blur(z)` (a sigma in pixels) says.

    What no view sees is left out, and so are empty edges: a plate is laid in every frame, and each pixel costs.
    """
    z = _typical([item.z for band in bands for item in band])
    seen = list(views)
    still = all(one == view for one in seen)
    left, top, right, low, fine = _needed(view, seen, z)
    pixels = blank(math.ceil((right - left) * fine), math.ceil((low - top) * fine))
    height, width = pixels.shape[:2]
    whole = new_surface(width, height, pixels).getCanvas()
    for band in bands:
        sigma = blur(_typical([item.z for item in band])) * fine
        layer = blank(width, height) if sigma >= SHARP else None
        canvas = whole if layer is None else new_surface(width, height, layer).getCanvas()
        canvas.save()
        canvas.scale(fine, fine)
        canvas.translate(-left, -top)
        if still:
            roll(canvas, view)
        for item in sorted(band, key=lambda one: -one.z):
            item.draw(Easel(canvas, view, light))
        canvas.restore()
        if layer is not None:
            whole.drawImage(blurred(layer, sigma), 0, 0)
    x, y, wide, tall = cv2.boundingRect(pixels[..., 3])
    image = image_of(np.ascontiguousarray(pixels[y : y + max(1, tall), x : x + max(1, wide)]))
    return Plate(image, z, left + x / fine, top + y / fine, fine, rolled=still and bool(view.roll))


def _typical(depths: Sequence[float]) -> float:
    return sorted(depths)[len(depths) // 2]


def _needed(painted: View, views: Iterable[View], z: float) -> tuple[float, float, float, float, float]:
    """Left, top, right and bottom of what all views see of a plate, and how finely it must be painted."""
    boxes, fine = [], 1.0
    for seen in views:
        move = slide(painted, seen, z)
        fine = max(fine, move.scale)
        boxes.append(
            (
                -move.x / move.scale,
                -move.y / move.scale,
                (seen.width - move.x) / move.scale,
                (seen.height - move.y) / move.scale,
            )
        )
    lefts, tops, rights, lows = zip(*boxes, strict=True)
    if (min(lefts), min(tops), max(rights), max(lows)) == (0, 0, painted.width, painted.height):
        return 0, 0, painted.width, painted.height, 1.0
    return (
        math.floor(min(lefts)) - MARGIN, math.floor(min(tops)) - MARGIN,
        math.ceil(max(rights)) + MARGIN, math.ceil(max(lows)) + MARGIN, min(fine, 1.3),
    )  # fmt: skip


def blurred(pixels: Pixels, sigma: float) -> Any:
    """Premultiplied pixels as an image, out of focus. Worked at a lower resolution where nobody can tell."""
    height, width = pixels.shape[:2]
    small = max(1, int(sigma / 2))
    little = cv2.resize(pixels, (max(1, width // small), max(1, height // small)), interpolation=cv2.INTER_AREA)
    little = cv2.GaussianBlur(little, (0, 0), sigma / small, borderType=cv2.BORDER_REPLICATE)
    soft = cv2.resize(little, (width, height), interpolation=cv2.INTER_LINEAR)
    return image_of(np.ascontiguousarray(soft, dtype=np.uint8))


def blank(width: int, height: int) -> Pixels:
    return np.zeros((height, width, 4), np.uint8)


def image_of(pixels: Pixels) -> Any:
    """Premultiplied BGRA pixels as an image of their own."""
    return new_surface(pixels.shape[1], pixels.shape[0], pixels).makeImageSnapshot()


def lay(canvas: Any, plate: Plate, painted: View, seen: View) -> None:
    move = slide(painted, seen, plate.z)
    if plate.rolled:
        canvas.save()
        canvas.resetMatrix()
        canvas.drawImage(plate.image, plate.x, plate.y)
        canvas.restore()
        return
    if (move.scale, move.x, move.y, plate.fine) == (1.0, 0.0, 0.0, 1.0):
        canvas.drawImage(plate.image, plate.x, plate.y)
        return
    canvas.save()
    canvas.translate(move.x + plate.x * move.scale, move.y + plate.y * move.scale)
    canvas.scale(move.scale / plate.fine, move.scale / plate.fine)
    canvas.drawImage(plate.image, 0, 0, SMOOTHLY)
    canvas.restore()
