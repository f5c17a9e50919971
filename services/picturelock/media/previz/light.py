"""What the light does at a time of day, inside and outside: sky, sun, key, haze. All as plain values."""

import math
from dataclasses import dataclass, replace

from picturelock.kernel.nouns import Interior, Look, TimeOfDay, Weather
from picturelock.media.colour import RGB, lit
from picturelock.media.colour import parse as rgb
from picturelock.media.previz.ink import WHITE, luma, mix, saturate, shade
from picturelock.media.previz.scene import Scene

FAITHFUL = 0.6
"""A look with less saturation than this takes the colour out of people too; nothing is then said of their patches."""


@dataclass(frozen=True)
class Light:
    inside: bool
    dark: bool
    """Lamps are lit."""
    white: RGB
    """What a white card shows where people stand."""
    ambient: RGB
    """The same for the place around them."""
    sky_top: RGB
    sky_low: RGB
    sun: RGB
    sun_height: float
    """In frame heights above the horizon; negative when it has set."""
    sun_side: float
    """-1 from the left to 1 from the right."""
    haze: RGB
    haze_reach: float
    """Centimetres after which two thirds of a thing are lost in the air."""
    rim: RGB
    shadow: float
    """How dark a cast shadow is, 0 to 1."""
    lamp: RGB = (255.0, 208.0, 138.0)
    wet: bool = False
    wind: float = 0.25
    contrast: float = 1.0
    saturation: float = 1.0
    tint: RGB = WHITE

    def on_place(self, colour: RGB, depth: float = 0.0) -> RGB:
        """A surface of the place as it is seen, `depth` centimetres behind the subject."""
        seen = self.graded(lit(colour, self.ambient))
        lost = 1 - math.exp(-max(depth, 0.0) / self.haze_reach)
        return mix(seen, self.graded(self.haze), min(lost, 0.94))

    def graded(self, colour: RGB) -> RGB:
        """Contrast around the middle, saturation, then the look's tint."""
        r, g, b = saturate(colour, self.saturation)
        middle = 96.0
        out = tuple(min(255.0, max(0.0, middle + (part - middle) * self.contrast)) for part in (r, g, b))
        return lit((out[0], out[1], out[2]), self.tint)

    def on_figure(self, colour: RGB) -> RGB:
        """A surface of a person or a prop as it is seen: the product that a take's patches promise."""
        seen = lit(colour, self.white)
        return saturate(seen, self.saturation) if self.saturation < FAITHFUL else seen


def _hex(*colours: str) -> tuple[RGB, ...]:
    return tuple(rgb(colour) for colour in colours)


def _pair(people: str, place: str) -> tuple[RGB, RGB]:
    return rgb(people), rgb(place)


OUTSIDE: dict[TimeOfDay, tuple[tuple[RGB, ...], float, float]] = {
    TimeOfDay.DAWN: (_hex("#6f86b8", "#f7c9a0", "#ffd9ae", "#f2d3c4", "#c9b8c4", "#d8b9a8"), 0.1, -0.8),
    TimeOfDay.MORNING: (_hex("#7fb4e0", "#dff0f7", "#fff1cf", "#fbf1e2", "#ece6dc", "#d3e4ec"), 0.42, -0.7),
    TimeOfDay.DAY: (_hex("#5fa6e2", "#cfe9f8", "#fffbe8", "#fffbf2", "#f4f3ee", "#cfe2ee"), 0.8, 0.4),
    TimeOfDay.AFTERNOON: (_hex("#6ba4d8", "#f3e3c4", "#ffe9b8", "#ffefd4", "#f3e2c6", "#e3d9c8"), 0.42, 0.7),
    TimeOfDay.DUSK: (_hex("#4b4a86", "#f58f62", "#ffb070", "#f0bfa0", "#b7939c", "#c98a80"), 0.05, 0.8),
    TimeOfDay.EVENING: (_hex("#25305e", "#8a6a92", "#d08a86", "#b9a3bb", "#7d76a0", "#5f5c8c"), -0.08, 0.8),
    TimeOfDay.NIGHT: (_hex("#0b1430", "#24406e", "#dfe8ff", "#9db0dc", "#5d70a6", "#223a66"), -0.3, -0.6),
}
"""Sky above, sky at the horizon, sun or moon, white on people, white on the place, haze; sun's height and side."""

INSIDE: dict[TimeOfDay, tuple[RGB, RGB]] = {
    TimeOfDay.DAWN: _pair("#ead4c8", "#bfaab0"),
    TimeOfDay.MORNING: _pair("#fbf2e2", "#e8ded0"),
    TimeOfDay.DAY: _pair("#fdf8ee", "#e9e4da"),
    TimeOfDay.AFTERNOON: _pair("#fdeed6", "#e6d6bd"),
    TimeOfDay.DUSK: _pair("#f2cba6", "#b9958c"),
    TimeOfDay.EVENING: _pair("#f3d2a4", "#a58a78"),
    TimeOfDay.NIGHT: _pair("#ecc898", "#83706c"),
}
"""White on people, white on the place."""

LOW_SUN = 0.6
"""A sun lower than this (in frame heights) is in the picture; a higher one is above it."""
DULL = {
    Weather.CLOUDY: (0.45, 0.94),
    Weather.RAIN: (0.7, 0.84),
    Weather.STORM: (0.85, 0.8),
    Weather.SNOW: (0.6, 0.98),
    Weather.FOG: (0.75, 0.93),
}
"""How much of the sky's colour is lost, and how much light is left."""

DARK_HOURS = {TimeOfDay.DUSK, TimeOfDay.EVENING, TimeOfDay.NIGHT}


def light_of(scene: Scene, *, cold: bool = False) -> Light:
    """`cold` for places lit by tubes rather than by lamps."""
    bare = _outside(scene)
    if scene.interior is Interior.INT:
        bare = _inside(scene, bare, cold=cold)
    return _looked(bare, scene.look, scene.place.palette)


def _outside(scene: Scene) -> Light:
    (top, low, sun, white, ambient, haze), height, side = OUTSIDE[scene.time]
    lost, left = DULL.get(scene.weather, (0.0, 1.0))
    if scene.time in DARK_HOURS:
        lost, left = lost * 0.75, 1 - (1 - left) * 0.35
    grey = mix(shade(low, 0.9), (luma(low),) * 3, 0.75)
    far = {Weather.FOG: 700.0, Weather.RAIN: 3600.0, Weather.STORM: 2600.0, Weather.SNOW: 2200.0}
    return Light(
        inside=False,
        dark=scene.time in DARK_HOURS or scene.weather is Weather.STORM,
        white=shade(mix(white, (luma(white),) * 3, lost * 0.6), left),
        ambient=shade(mix(ambient, (luma(ambient),) * 3, lost * 0.6), left),
        sky_top=shade(mix(top, grey, lost), left),
        sky_low=shade(mix(low, grey, lost * 0.9), left),
        sun=mix(sun, grey, lost),
        sun_height=height,
        sun_side=side,
        haze=shade(mix(haze, grey, lost * 0.8), left),
        haze_reach=far.get(scene.weather, 9000.0),
        rim=mix(sun, WHITE, 0.25),
        shadow=(0.34 if height > 0 else 0.2) * (1 - lost * 0.75),
        wet=scene.weather in {Weather.RAIN, Weather.STORM},
        wind={Weather.WIND: 1.0, Weather.STORM: 1.2, Weather.RAIN: 0.5}.get(scene.weather, 0.25),
    )


def _inside(scene: Scene, outside: Light, *, cold: bool) -> Light:
    white, ambient = INSIDE[scene.time]
    if cold:
        white, ambient = (
            mix(part, (luma(part) * 0.94, luma(part), luma(part) * 1.03), 0.85) for part in (white, ambient)
        )
    return replace(
        outside, inside=True, white=white, ambient=ambient, haze=mix(ambient, outside.sky_low, 0.3),
        haze_reach=14000.0, shadow=0.26, wet=False, wind=0.08, rim=mix(outside.rim, (255, 225, 180), 0.5),
        lamp=(224.0, 240.0, 255.0) if cold else (255.0, 208.0, 138.0),
    )  # fmt: skip


def _looked(bare: Light, look: Look, palette: tuple[str, ...]) -> Light:
    tint = WHITE
    for colour, weight in ((look.palette[0] if look.palette else "", 0.12), (palette[0] if palette else "", 0.06)):
        if colour:
            hue = rgb(colour)
            full = shade(hue, 255 / max(*hue, 1.0))
            tint = lit(tint, mix(WHITE, full, weight))
    return replace(
        bare,
        contrast=0.5 + look.contrast / 2,
        saturation=look.saturation if look.saturation < FAITHFUL else 0.5 + look.saturation / 2,
        tint=tint,
    )
