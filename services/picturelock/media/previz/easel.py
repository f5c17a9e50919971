"""Drawing in the world's centimetres through a view, in a light. What is painted here is the place, not people."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import skia

from picturelock.media.colour import RGB
from picturelock.media.colour import parse as rgb
from picturelock.media.previz.ink import BLACK, Stop, argb, fill, light_paint, linear, mix, poly, radial, shade
from picturelock.media.previz.light import Light
from picturelock.media.previz.optics import NEAREST, View

World = tuple[float, float, float]


@dataclass
class Easel:
    """`seconds` runs for things that move by themselves."""

    canvas: Any
    view: View
    light: Light
    seconds: float = 0.0

    def tone(self, colour: str | RGB, z: float = 0.0) -> RGB:
        return self.light.on_place(rgb(colour) if isinstance(colour, str) else colour, z)

    def plain(self, colour: str | RGB, z: float = 0.0, alpha: float = 1.0) -> Any:
        return fill(self.tone(colour, z), alpha)

    @contextmanager
    def standing(self, x: float, z: float, y: float = 0.0, *, size: float = 1.0) -> Iterator[Any]:
        """The canvas in centimetres around a point of the world: x to the right, y DOWN, upright, facing us."""
        canvas, (px, py), scale = self.canvas, self.view.at(x, y, z), self.view.scale(z) * size
        canvas.save()
        canvas.translate(px, py)
        canvas.scale(scale, scale * self.view.squash)
        yield canvas
        canvas.restore()

    def face(self, corners: Sequence[World], colour: str | RGB, *, lit: float = 1.0, alpha: float = 1.0) -> None:
        """A flat polygon anywhere in the world."""
        near = [(x, y, max(z, NEAREST - self.view.distance)) for x, y, z in corners]
        depth = min(sum(z for _, _, z in near) / len(near), min(z for _, _, z in near) + 900)
        colour = rgb(colour) if isinstance(colour, str) else colour
        tone = self.tone(shade(colour, lit), depth)
        self.canvas.drawPath(poly([self.view.at(*corner) for corner in near]), fill(tone, alpha))

    def box(self, x: float, z: float, size: World, colour: str, *, y: float = 0.0) -> None:
        """A block with its front at z, its middle at x and its foot at y; `size` is width, height, depth."""
        w, h, d = size
        left, right, top, back = x - w / 2, x + w / 2, y + h, z + d
        if self.view.x < left:
            self.face([(left, y, z), (left, top, z), (left, top, back), (left, y, back)], colour, lit=0.72)
        if self.view.x > right:
            self.face([(right, y, z), (right, top, z), (right, top, back), (right, y, back)], colour, lit=0.72)
        if self.view.lens_height > top:
            self.face([(left, top, z), (right, top, z), (right, top, back), (left, top, back)], colour, lit=1.14)
        self.face([(left, y, z), (right, y, z), (right, top, z), (left, top, z)], colour)

    def gradient(self, area: Any, top: RGB, low: RGB, *, alpha: float = 1.0) -> None:
        """A rectangle in pixels, filled from top to bottom."""
        stops: list[Stop] = [(0.0, top, alpha), (1.0, low, alpha)]
        self.canvas.drawRect(area, linear((0, area.top()), (0, area.bottom()), stops))

    def glow(self, x: float, y: float, radius: float, colour: RGB, strength: float) -> None:
        """Light in the air, in the units of the canvas as it stands."""
        stops: list[Stop] = [(0, colour, strength), (0.25, colour, strength * 0.5), (1, colour, 0)]
        self.canvas.drawCircle(x, y, radius, light_paint(radial((x, y), radius, stops)))

    def contact(self, x: float, z: float, width: float, strength: float = 1.0) -> None:
        """The soft dark a thing leaves on the ground it stands on."""
        (px, py), scale = self.view.at(x, 0, z), self.view.scale(z)
        flat = max(0.1, min(0.5, abs(self.view.lens_height) / (self.view.distance + z + 1)))
        self.canvas.save()
        self.canvas.translate(px, py)
        self.canvas.scale(1, flat)
        radius = width * 0.62 * scale
        dark = self.light.shadow * strength * 1.3
        self.canvas.drawCircle(
            0, 0, radius, radial((0, 0), radius, [(0, BLACK, dark), (0.6, BLACK, dark * 0.55), (1, BLACK, 0)])
        )
        self.canvas.restore()

    def lamp_tone(self, colour: str | RGB, z: float = 0.0, amount: float = 0.85) -> RGB:
        """A surface that gives light itself when lamps are lit."""
        base = rgb(colour) if isinstance(colour, str) else colour
        return mix(self.tone(base, z), base, amount) if self.light.dark else self.tone(base, z)


def soft(colour: RGB, sigma: float, alpha: float = 1.0) -> Any:
    return skia.Paint(
        AntiAlias=True,
        Color=argb(colour, alpha),
        MaskFilter=skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, sigma),
    )
