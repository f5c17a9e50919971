"""What to call a colour: the nearest of a small wardrobe of names, as the eye judges nearness."""

from functools import lru_cache

from picturelock.media.colour import Lab, ciede2000, parse, to_lab

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
    "sky blue": "#74b9ec", "blue": "#2457cf", "royal blue": "#2c3ab4", "steel blue": "#4a7096", "slate blue": "#51617a",
    "slate grey": "#3a4752", "dark blue": "#132069", "navy": "#141c3c",
    "indigo": "#3a2381", "violet": "#7a3ad0", "purple": "#70298a",
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

ODD = 14.0
"""CIEDE2000 difference beyond which a skin or a hair colour is not natural, and is called by its plain name."""


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
    wanted = to_lab(parse(colour))
    distances = ((ciede2000(wanted, other), name) for name, other in _TABLES[table].items())
    distance, name = min(distances)
    return name, distance


_TABLES: dict[str, dict[str, Lab]] = {
    kind: {name: to_lab(parse(colour)) for name, colour in table.items()}
    for kind, table in (("colours", COLOURS), ("skins", SKINS), ("hairs", HAIRS))
}
