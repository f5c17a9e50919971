"""A prop on the easel, and the strokes it is made of. Centimetres around the grip, x right, y DOWN."""

from dataclasses import dataclass
from typing import Any

import skia

from picturelock.media.colour import RGB
from picturelock.media.previz.brush import Brush
from picturelock.media.previz.ink import fill, light_paint, limb, oval, poly, radial, smooth

STEEL: RGB = (168.0, 174.0, 182.0)


PAPER: RGB = (242.0, 236.0, 220.0)


BRASS: RGB = (196.0, 158.0, 84.0)


LEATHER: RGB = (92.0, 62.0, 42.0)


@dataclass(frozen=True)
class Model:
    """A prop on the easel: its brush, its own colour, the time."""

    brush: Brush
    colour: RGB
    seconds: float

    @property
    def canvas(self) -> Any:
        return self.brush.canvas

    def block(
        self, x: float, y: float, width: float, height: float, colour: RGB | None = None, *, corner: float = 0.4
    ) -> None:
        path = skia.Path()
        path.addRRect(skia.RRect.MakeRectXY(skia.Rect.MakeXYWH(x, y, width, height), corner, corner))
        self.brush.round(path, colour or self.colour, share=0.22)

    def plate(self, x: float, y: float, width: float, height: float, colour: RGB, alpha: float = 1.0) -> None:
        path = skia.Path()
        path.addRect(skia.Rect.MakeXYWH(x, y, width, height))
        self.brush.flat(path, colour, alpha)

    def ball(self, x: float, y: float, rx: float, ry: float, colour: RGB | None = None) -> None:
        path = skia.Path()
        path.addOval(oval(x, y, rx, ry))
        self.brush.round(path, colour or self.colour, share=0.3)

    def rod(
        self, x1: float, y1: float, x2: float, y2: float, thick: float, colour: RGB | None = None, thin: float = 0.0
    ) -> None:
        self.brush.round(limb((x1, y1), (x2, y2), thick, thin or thick), colour or self.colour, share=0.34)

    def line(self, points: list[tuple[float, float]], width: float, colour: RGB) -> None:
        self.brush.line(smooth(points, closed=False) if points[2:] else poly(points, closed=False), colour, width)

    def flame(self, x: float, y: float, rx: float, ry: float) -> None:
        """Fire has its own light."""
        self.canvas.drawOval(oval(x, y, rx, ry), fill((255.0, 172.0, 66.0)))
        self.canvas.drawOval(oval(x, y + ry * 0.3, rx * 0.5, ry * 0.5), fill((255.0, 232.0, 160.0)))

    def glow(self, x: float, y: float, radius: float, colour: RGB, strength: float) -> None:
        stops = [(0.0, colour, strength), (0.3, colour, strength * 0.4), (1.0, colour, 0.0)]
        self.canvas.drawCircle(x, y, radius, light_paint(radial((x, y), radius, stops)))
