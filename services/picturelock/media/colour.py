"""Colours as numbers: sRGB, CIE L*a*b* (D65) and how different two of them look. Plain arithmetic, no arrays."""

import math

RGB = tuple[float, float, float]
"""sRGB code values, 0 to 255."""
Lab = tuple[float, float, float]
"""CIE 1976 L*, a*, b* under D65."""

WHITE_D65 = (0.95047, 1.0, 1.08883)
TO_XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
"""Linear sRGB to CIE XYZ, IEC 61966-2-1."""


def parse(colour: str) -> RGB:
    """`#rrggbb` to code values."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def written(rgb: RGB) -> str:
    """The nearest `#rrggbb`; values out of range are clipped."""
    return "#" + "".join(f"{round(min(255.0, max(0.0, value))):02x}" for value in rgb)


def lit(colour: RGB, white: RGB) -> RGB:
    """What a surface of `colour` shows where a white card shows `white`."""
    return colour[0] * white[0] / 255, colour[1] * white[1] / 255, colour[2] * white[2] / 255


def unlit(seen: RGB, white: RGB) -> RGB:
    """The surface colour that shows as `seen` where a white card shows `white`: `lit` undone, clipped to 255."""
    red, green, blue = (min(255.0, value * 255 / max(1.0, light)) for value, light in zip(seen, white, strict=True))
    return red, green, blue


def to_lab(rgb: RGB) -> Lab:
    red, green, blue = (_linear(value / 255) for value in rgb)
    x, y, z = (
        _cube_root_or_line((row[0] * red + row[1] * green + row[2] * blue) / white)
        for row, white in zip(TO_XYZ, WHITE_D65, strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _linear(value: float) -> float:
    return float(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)  # noqa: PLR2004


def _cube_root_or_line(value: float) -> float:
    return value ** (1 / 3) if value > (6 / 29) ** 3 else value * (29 / 6) ** 2 / 3 + 4 / 29


def ciede2000(one: Lab, other: Lab) -> float:
    """The CIEDE2000 difference, all parametric factors 1.

    G. Sharma, W. Wu, E. N. Dalal, "The CIEDE2000 color-difference formula: implementation notes, supplementary
    test data, and mathematical observations", Color Research & Application 30(1), 2005. Names follow the paper.
    """
    c_mean = (math.hypot(one[1], one[2]) + math.hypot(other[1], other[2])) / 2
    g = 0.5 * (1 - math.sqrt(c_mean**7 / (c_mean**7 + 25.0**7)))
    c1, h1 = _chroma_and_hue(one[1] * (1 + g), one[2])
    c2, h2 = _chroma_and_hue(other[1] * (1 + g), other[2])
    dh, h_mean = _hue_difference_and_mean(c1 * c2, h1, h2)
    l_term, c_term = other[0] - one[0], c2 - c1
    h_term = 2 * math.sqrt(c1 * c2) * _sin(dh / 2)
    c_bar = (c1 + c2) / 2
    s_l, s_c, s_h = _weights((one[0] + other[0]) / 2, c_bar, h_mean)
    return math.sqrt(
        (l_term / s_l) ** 2
        + (c_term / s_c) ** 2
        + (h_term / s_h) ** 2
        + _rotation(c_bar, h_mean) * (c_term / s_c) * (h_term / s_h)
    )


def _chroma_and_hue(a: float, b: float) -> tuple[float, float]:
    return math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360


def _hue_difference_and_mean(both_chromas: float, h1: float, h2: float) -> tuple[float, float]:
    if both_chromas == 0:
        return 0.0, h1 + h2
    difference, mean = h2 - h1, (h1 + h2) / 2
    if abs(difference) > 180:  # noqa: PLR2004
        difference -= math.copysign(360, difference)
        mean += 180 if h1 + h2 < 360 else -180  # noqa: PLR2004
    return difference, mean


def _weights(l_mean: float, c_mean: float, h_mean: float) -> tuple[float, float, float]:
    t = (
        1
        - 0.17 * _cos(h_mean - 30)
        + 0.24 * _cos(2 * h_mean)
        + 0.32 * _cos(3 * h_mean + 6)
        - 0.20 * _cos(4 * h_mean - 63)
    )
    off = (l_mean - 50) ** 2
    return 1 + 0.015 * off / math.sqrt(20 + off), 1 + 0.045 * c_mean, 1 + 0.015 * c_mean * t


def _rotation(c_mean: float, h_mean: float) -> float:
    turn = 30 * math.exp(-(((h_mean - 275) / 25) ** 2))
    return -2 * math.sqrt(c_mean**7 / (c_mean**7 + 25.0**7)) * _sin(2 * turn)


def _cos(degrees: float) -> float:
    return math.cos(math.radians(degrees))


def _sin(degrees: float) -> float:
    return math.sin(math.radians(degrees))


def named(colour: str) -> str:
    """The plain English name, of those known here, that looks nearest to `#rrggbb`."""
    seen = to_lab(parse(colour))
    return min(NAMES, key=lambda name: ciede2000(seen, NAMES[name]))


NAMES = {
    name: to_lab(parse(colour))
    for name, colour in {
        "black": "#0c0c0c", "charcoal": "#36393d", "dark grey": "#555555", "grey": "#808080",
        "light grey": "#c0c0c0", "white": "#fafafa", "cream": "#f5f0dc", "beige": "#d9c7a3", "tan": "#c49a6c",
        "brown": "#7b4a25", "dark brown": "#452a18", "maroon": "#5c1020", "dark red": "#8a1f1f", "red": "#d02020",
        "salmon": "#f08070", "pink": "#f4b6c4", "hot pink": "#f05a9c", "dusty rose": "#b8707c",
        "crimson": "#c81e50", "magenta": "#d030d0", "orange": "#f08a20",
        "rust": "#b0522a", "mustard": "#d0a020", "yellow": "#f4dc30", "olive": "#6b6b2f", "lime": "#90dc30",
        "green": "#2e9040", "dark green": "#1f4f2c", "light green": "#a0d8a0", "mint": "#a8e6cf",
        "teal": "#1f8080", "turquoise": "#40c8c8", "sky blue": "#87c4ec", "royal blue": "#2020e8",
        "bright green": "#10e010", "blue": "#2a62c8", "steel blue": "#4a78a4", "slate": "#5c6b7a",
        "dark blue": "#1f3470", "navy": "#16213e", "purple": "#6c2a90",
        "violet": "#8a50d8", "lavender": "#bca8e0", "plum": "#5c2a50",
    }.items()
}  # fmt: skip
