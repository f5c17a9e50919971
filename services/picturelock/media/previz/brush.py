"""A figure's brush: a shape gets its lit surface, one flat colour, then its shaded side and its rim."""

from dataclasses import dataclass
from typing import Any

import skia

from picturelock.media.colour import RGB
from picturelock.media.colour import parse as rgb
from picturelock.media.previz.ink import BLACK, argb, fill, luma, mix, shade
from picturelock.media.previz.light import Light

INK: RGB = (38.0, 30.0, 34.0)


@dataclass(frozen=True)
class Brush:
    canvas: Any
    light: Light

    @property
    def side(self) -> float:
        """Where the light comes from: -1 the left of the picture, 1 the right."""
        return -1.0 if self.light.sun_side < 0 else 1.0

    def lit(self, colour: str | RGB) -> RGB:
        return self.light.on_figure(rgb(colour) if isinstance(colour, str) else colour)

    def dark(self, colour: str | RGB, depth: float = 1.0) -> RGB:
        """The same surface turned from the light: darker and a little cooler."""
        lit = self.lit(colour)
        cool = mix((70.0, 74.0, 120.0), self.light.haze, 0.35)
        return mix(shade(lit, 1 - 0.24 * depth), shade(cool, min(1.0, luma(lit) / 150)), 0.16 * depth)

    def flat(self, path: Any, colour: str | RGB, alpha: float = 1.0) -> None:
        self.canvas.drawPath(path, fill(self.lit(colour), alpha))

    def oval(self, area: Any, colour: str | RGB, alpha: float = 1.0) -> None:
        self.canvas.drawOval(area, fill(self.lit(colour), alpha))

    def line(self, path: Any, colour: str | RGB, width: float, alpha: float = 1.0) -> None:
        self.canvas.drawPath(path, _pen(self.lit(colour), width, alpha))

    def round(self, path: Any, colour: str | RGB, *, share: float = 0.3, rim: float = 0.0) -> None:
        """A shape with its lower-light side shaded over `share` of its width, and a rim of `rim` units of light."""
        self.flat(path, colour)
        bounds = path.getBounds()
        away = share * bounds.width()
        self.canvas.save()
        self.canvas.clipPath(path, doAntiAlias=True)
        self._shaded_edge(bounds, away, colour)
        if rim:
            self._rim(path, bounds, rim, colour)
        self.canvas.restore()

    def _shaded_edge(self, bounds: Any, away: float, colour: str | RGB) -> None:
        left, top, right, low = bounds.left(), bounds.top(), bounds.right(), bounds.bottom()
        edge, out, bulge = (
            (left + away, left - away, away * 0.4) if self.side > 0 else (right - away, right + away, -away * 0.4)
        )
        path = skia.Path()
        path.moveTo(out, top - 1)
        path.lineTo(edge + bulge * 0.2, top - 1)
        path.cubicTo(
            edge - bulge, top + (low - top) * 0.3, edge + bulge, top + (low - top) * 0.65, edge + bulge * 0.4, low + 1
        )
        path.lineTo(out, low + 1)
        path.close()
        self.canvas.drawPath(path, fill(self.dark(colour)))

    def _rim(self, path: Any, bounds: Any, width: float, colour: str | RGB) -> None:
        strength = 0.5 if self.light.dark else 0.3
        tone = mix(self.lit(colour), self.light.rim, strength)
        half = bounds.width() * 0.3
        left = bounds.right() - half if self.side > 0 else bounds.left() - half
        self.canvas.clipRect(skia.Rect.MakeXYWH(left, bounds.top() - 1, half * 2, bounds.height() + 2))
        self.canvas.drawPath(path, _pen(tone, width * 2, 1.0))

    def under(self, path: Any, colour: str | RGB, offset: float) -> None:
        """A shadow that the thing above throws on a surface of this colour, `offset` lower."""
        moved = skia.Path(path)
        moved.offset(-self.side * offset * 0.5, offset)
        self.canvas.drawPath(moved, fill(self.dark(colour, 1.3)))

    def shadow(self, path: Any, alpha: float) -> None:
        self.canvas.drawPath(path, fill(BLACK, alpha))


def _pen(colour: RGB, width: float, alpha: float) -> Any:
    return skia.Paint(
        AntiAlias=True, Color=argb(colour, alpha), Style=skia.Paint.kStroke_Style, StrokeWidth=width,
        StrokeCap=skia.Paint.kRound_Cap, StrokeJoin=skia.Paint.kRound_Join,
    )  # fmt: skip
