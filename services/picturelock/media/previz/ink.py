"""Colours and paths, the way an illustrator thinks of them."""

import math
import random
from collections.abc import Iterable, Sequence
from typing import Any

import skia

from picturelock.media.colour import RGB

Point = tuple[float, float]
Stop = tuple[float, RGB, float]
"""Where on a gradient (0 to 1), which colour, how opaque."""

WHITE: RGB = (255.0, 255.0, 255.0)
BLACK: RGB = (0.0, 0.0, 0.0)


def mix(here: RGB, there: RGB, share: float) -> RGB:
    keep = 1 - share
    return (
        here[0] * keep + there[0] * share,
        here[1] * keep + there[1] * share,
        here[2] * keep + there[2] * share,
    )


def shade(colour: RGB, factor: float) -> RGB:
    red, green, blue = colour
    return (min(255.0, red * factor), min(255.0, green * factor), min(255.0, blue * factor))


def brighter(colour: RGB, factor: float, more: float = 0.0) -> RGB:
    red, green, blue = colour
    return (min(255.0, red * factor + more), min(255.0, green * factor + more), min(255.0, blue * factor + more))


def luma(colour: RGB) -> float:
    """BT.709 weights on the coded values, 0 to 255."""
    return 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]


def saturate(colour: RGB, amount: float) -> RGB:
    grey = luma(colour)
    r, g, b = (min(255.0, max(0.0, grey + (part - grey) * amount)) for part in colour)
    return (r, g, b)


def argb(colour: RGB, alpha: float = 1.0) -> int:
    """Parts of the colour are taken to be within 0 and 255; this is called a hundred times a frame."""
    red, green, blue = colour
    return (int(alpha * 255 + 0.5) << 24) | (int(red + 0.5) << 16) | (int(green + 0.5) << 8) | int(blue + 0.5)


def fill(colour: RGB, alpha: float = 1.0) -> Any:
    return skia.Paint(AntiAlias=True, Color=argb(colour, alpha))


def stroke(colour: RGB, width: float, alpha: float = 1.0) -> Any:
    return skia.Paint(
        AntiAlias=True,
        Color=argb(colour, alpha),
        Style=skia.Paint.kStroke_Style,
        StrokeWidth=width,
        StrokeCap=skia.Paint.kRound_Cap,
        StrokeJoin=skia.Paint.kRound_Join,
    )


def light_paint(paint: Any) -> Any:
    """The same paint, added to what is there like light."""
    paint.setBlendMode(skia.BlendMode.kPlus)
    return paint


def linear(start: Point, end: Point, stops: Sequence[Stop]) -> Any:
    shader = skia.GradientShader.MakeLinear(
        [skia.Point(*start), skia.Point(*end)],
        [argb(colour, alpha) for _, colour, alpha in stops],
        [where for where, _, _ in stops],
    )
    return skia.Paint(AntiAlias=True, Shader=shader, Dither=True)


def radial(centre: Point, radius: float, stops: Sequence[Stop]) -> Any:
    shader = skia.GradientShader.MakeRadial(
        skia.Point(*centre),
        max(radius, 1e-3),
        [argb(colour, alpha) for _, colour, alpha in stops],
        [where for where, _, _ in stops],
    )
    return skia.Paint(AntiAlias=True, Shader=shader, Dither=True)


def poly(points: Iterable[Point], *, closed: bool = True) -> Any:
    path = skia.Path()
    path.addPoly([skia.Point(*point) for point in points], closed)
    return path


def smooth(points: Sequence[Point], *, closed: bool = True) -> Any:
    """A Catmull-Rom curve through the points."""
    count = len(points)
    path = skia.Path()
    path.moveTo(*points[0])
    for i in range(count if closed else count - 1):
        before = points[(i - 1) % count] if closed or i else points[0]
        here, there = points[i], points[(i + 1) % count]
        after = points[(i + 2) % count] if closed or i + 2 < count else there
        path.cubicTo(
            here[0] + (there[0] - before[0]) / 6, here[1] + (there[1] - before[1]) / 6,
            there[0] - (after[0] - here[0]) / 6, there[1] - (after[1] - here[1]) / 6,
            *there,
        )  # fmt: skip
    if closed:
        path.close()
    return path


def limb(start: Point, end: Point, thick: float, thin: float) -> Any:
    """A tapered limb with round ends; `thick` and `thin` are its widths at start and end."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = math.hypot(dx, dy) or 1e-6
    nx, ny = -dy / length, dx / length
    path = poly([
        (start[0] - nx * thick / 2, start[1] - ny * thick / 2),
        (end[0] - nx * thin / 2, end[1] - ny * thin / 2),
        (end[0] + nx * thin / 2, end[1] + ny * thin / 2),
        (start[0] + nx * thick / 2, start[1] + ny * thick / 2),
    ])  # fmt: skip
    path.addCircle(*start, thick / 2)
    path.addCircle(*end, thin / 2)
    path.setFillType(skia.PathFillType.kWinding)
    return path


def joint(start: Point, end: Point, upper: float, lower: float, bend: float) -> Point:
    """Where the elbow or knee of a two-bone limb lies; `bend` is +1 or -1, the side it points to."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    reach = min(math.hypot(dx, dy), (upper + lower) * 0.9999) or 1e-6
    along = (upper**2 - lower**2 + reach**2) / (2 * reach)
    out = math.sqrt(max(upper**2 - along**2, 0.0)) * bend
    ux, uy = dx / (math.hypot(dx, dy) or 1e-6), dy / (math.hypot(dx, dy) or 1e-6)
    return (start[0] + ux * along - uy * out, start[1] + uy * along + ux * out)


def rect(x: float, y: float, width: float, height: float) -> Any:
    return skia.Rect.MakeXYWH(x, y, width, height)


def oval(x: float, y: float, rx: float, ry: float) -> Any:
    """By centre and radii."""
    return skia.Rect.MakeLTRB(x - rx, y - ry, x + rx, y + ry)


def chance(dice: random.Random, likely: float) -> bool:
    return dice.random() < likely


def ease(share: float) -> float:
    """0 to 1, slow at both ends (Perlin's quintic smoothstep)."""
    t = min(1.0, max(0.0, share))
    return t * t * t * (t * (t * 6 - 15) + 10)


def swell(share: float, rise: float = 0.25) -> float:
    """Up, hold and down again, for a gesture that begins at 0 and is over at 1."""
    return min(ease(share / rise), ease((1 - share) / rise)) if 0 < share < 1 else 0.0


def wander(seconds: float, phase: float) -> float:
    """Slow noise in -1..1: three sines whose periods never meet."""
    return (
        math.sin(seconds * 1.13 + phase) + math.sin(seconds * 1.9 + phase * 2.1) * 0.6
        + math.sin(seconds * 3.07 + phase * 0.7) * 0.3
    ) / 1.9  # fmt: skip
