"""What to call a colour: the nearest of a small wardrobe of names, as the eye judges nearness."""

from functools import lru_cache
from math import dist

Oklab = tuple[float, float, float]

COLOURS: dict[str, str] = {
    "black": "#101010", "charcoal": "#36393d", "dark grey": "#555555", "grey": "#808080", "light grey": "#b8b8b8",
    "silver": "#cfd3d8", "white": "#fafafa", "ivory": "#f6f0dc", "cream": "#f3e5bf", "beige": "#d8c3a0",
    "sand": "#c8ab78", "tan": "#b98f5f", "camel": "#a9794a", "brown": "#7a4a2a", "dark brown": "#432a1c",
    "rust": "#a4471c", "terracotta": "#c2664a", "maroon": "#5a1220", "burgundy": "#6e1a36", "dark red": "#8b1a1a",
    "red": "#d02020", "scarlet": "#f03a17", "coral": "#fb7d63", "salmon": "#f2a08b", "pink": "#f2a6c2",
    "pale pink": "#f6d5dc", "hot pink": "#ee3a93", "magenta": "#c8179c", "orange": "#f0801a", "amber": "#f5ac16",
    "gold": "#cfa130", "mustard": "#b8901e", "yellow": "#f6de25", "pale yellow": "#f5eea6", "olive": "#6c6b23",
    "khaki": "#8f8a63", "lime green": "#93d622", "green": "#2c9a3a", "dark green": "#12472a", "forest green": "#256b35",
    "moss green": "#6d8046", "sage green": "#a3b39a", "pale green": "#bfe6bd", "mint green": "#8fe0bd",
    "emerald green": "#10966a", "teal": "#0f7377", "turquoise": "#2fcdc4", "cyan": "#19cdec", "pale blue": "#bcdcf1",
    "sky blue": "#74b9ec", "blue": "#2457cf", "royal blue": "#2c3ab4", "steel blue": "#4a7096", "slate blue": "#51617a", "slate grey": "#3a4752",
    "dark blue": "#132069", "navy": "#141c3c", "indigo": "#3a2381", "violet": "#7a3ad0", "purple": "#70298a",
    "plum": "#592c56", "lavender": "#bfb2e6", "lilac": "#cda3d6", "mauve": "#9c7288",
}  # fmt: skip

SKINS: dict[str, str] = {
    "very fair": "#f6dfd0", "fair": "#efcbb0", "light olive": "#dcb58a", "tanned": "#c99a78", "olive": "#b98b5f",
    "light brown": "#a87650", "brown": "#85563a", "dark brown": "#5f3b28", "very dark brown": "#3c2519",
}  # fmt: skip

HAIRS: dict[str, str] = {
    "black": "#14110f", "dark brown": "#3b2a20", "brown": "#5f4330", "light brown": "#8d6a4a", "chestnut": "#6b3a22",
    "auburn": "#7f2f1c", "red": "#b5532a", "blond": "#d8b878", "dark blond": "#ac8a56", "grey": "#8d8d8d",
    "silver": "#c4c6c8", "white": "#f1f1ee",
}  # fmt: skip

ODD = 0.12
"""Oklab distance beyond which a skin or hair colour is not of the natural kind, and is called by its plain name."""


def colour_name(colour: str) -> str:
    return _nearest(colour, "colours")[0]


def skin_name(colour: str) -> str:
    return _natural(colour, "skins")


def hair_name(colour: str) -> str:
    return _natural(colour, "hairs")


def _natural(colour: str, table: str) -> str:
    name, distance = _nearest(colour, table)
    return name if distance <= ODD else colour_name(colour)


@lru_cache(maxsize=4096)
def _nearest(colour: str, table: str) -> tuple[str, float]:
    wanted = oklab(colour)
    distances = ((dist(wanted, other), name) for name, other in _TABLES[table].items())
    distance, name = min(distances)
    return name, distance


def oklab(colour: str) -> Oklab:
    """`#rrggbb` (sRGB) in Oklab, lightness 0 to 1. Matrices: B. Ottosson, "A perceptual color space" (2020)."""
    r, g, b = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    medium = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _linear(channel: float) -> float:
    """The sRGB transfer function undone, IEC 61966-2-1."""
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4  # noqa: PLR2004


_TABLES: dict[str, dict[str, Oklab]] = {
    kind: {name: oklab(colour) for name, colour in table.items()}
    for kind, table in (("colours", COLOURS), ("skins", SKINS), ("hairs", HAIRS))
}
