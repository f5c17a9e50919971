"""Colours by the names that scripts and costume plots give them, as sRGB."""

from difflib import get_close_matches
from typing import Annotated

from pydantic import BeforeValidator

from picturelock.kernel.nouns.base import Colour

NAMED = {
    "amber": "#ffbf00", "apricot": "#fbceb1", "aqua": "#00ffff", "ash": "#b2beb5", "azure": "#2a7fd4",
    "beige": "#d9c9a5", "black": "#141416", "blonde": "#d9b974", "blond": "#d9b974", "blue": "#2455b0",
    "bone": "#e3dac9", "brass": "#b5a642", "brick": "#9c3f2e", "bronze": "#cd7f32", "brown": "#6b4426",
    "burgundy": "#6d1a2d", "camel": "#c19a6b", "caramel": "#b5713a", "charcoal": "#36383d",
    "cherry": "#a81c2c", "chestnut": "#6e3b22", "chocolate": "#4b2e1e", "cobalt": "#0047ab",
    "copper": "#b87333", "coral": "#ff7f50", "cream": "#f3e9cf", "crimson": "#b01030",
    "cyan": "#00b7c7", "denim": "#3f5e8c", "ebony": "#2b2422", "ecru": "#d3c7a2", "emerald": "#1f8f5f",
    "fuchsia": "#c72c8e", "ginger": "#b5532a", "gold": "#d4a72c", "golden": "#d4a72c",
    "gray": "#808388", "green": "#2f7d3c", "grey": "#808388", "hazel": "#8e7618", "indigo": "#3a2f7a",
    "ivory": "#f4f0df", "jade": "#2f9e78", "khaki": "#a89968", "lavender": "#b7a3d8",
    "lemon": "#f2e34c", "lilac": "#b89fc9", "lime": "#9ccc2c", "magenta": "#c4208c",
    "mahogany": "#5c2218", "maroon": "#6b1720", "mauve": "#a67f9c", "mint": "#a5dcc0",
    "mustard": "#d6a419", "navy": "#1c2b4f", "ochre": "#c8801f", "olive": "#6b6b2a",
    "orange": "#e07a1f", "peach": "#f5c3a2", "pearl": "#e8e4da", "pink": "#e58aa8", "plum": "#6b2f5c",
    "purple": "#6a3593", "red": "#b3202a", "rose": "#d2647d", "ruby": "#9b1232", "russet": "#80461b",
    "rust": "#a84a1f", "saffron": "#e8b020", "sage": "#9aa98a", "salmon": "#ee8a76", "sand": "#d3bf94",
    "sapphire": "#1d4fa0", "scarlet": "#d1261f", "sepia": "#704214", "sienna": "#a0522d",
    "silver": "#b9bdc3", "sky": "#86bde6", "slate": "#5b6673", "steel": "#75838f", "tan": "#c8a678",
    "taupe": "#8b7d6b", "teal": "#1f7f80", "terracotta": "#c4633f", "turquoise": "#34b5ae",
    "umber": "#635147", "violet": "#7d44b0", "white": "#f2f1ec", "wine": "#6f1f33", "yellow": "#e0b020",
}  # fmt: skip

SHADES = {"dark": 0.55, "deep": 0.65, "light": 1.35, "pale": 1.45, "bright": 1.15, "faded": 1.2, "dull": 0.85}
"""What a word before a colour does to its lightness."""


def colour_of(words: str) -> str | None:
    """The first colour in `words` (`#hex`, `red`, `a dark green wool coat`); None when they name none."""
    spelled = words.strip().lower()
    if _is_hex(spelled):
        return _long_hex(spelled)
    tokens = "".join(letter if letter.isalnum() or letter == "#" else " " for letter in spelled).split()
    for at, token in enumerate(tokens):
        if _is_hex(token):
            return _long_hex(token)
        if token in NAMED:
            return _shaded(NAMED[token], tokens[at - 1] if at else "")
    return None


def nearest_name(word: str) -> str | None:
    """The known colour name that is spelled most like `word`."""
    close = get_close_matches(word.strip().lower(), NAMED, n=1, cutoff=0.6)
    return close[0] if close else None


def _is_hex(word: str) -> bool:
    return word[:1] == "#" and len(word) in (4, 7) and all(digit in "0123456789abcdef" for digit in word[1:])


def _long_hex(word: str) -> str:
    return word if len(word) == 7 else "#" + "".join(digit * 2 for digit in word[1:])  # noqa: PLR2004


def _shaded(colour: str, shade: str) -> str:
    factor = SHADES.get(shade, 1.0)
    channels = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{_scaled(channel, factor):02x}" for channel in channels)


def _scaled(channel: int, factor: float) -> int:
    """Darker towards black, lighter towards white, so that no channel clips."""
    return round(channel * factor) if factor <= 1 else round(255 - (255 - channel) * (2 - factor))


def _spelled_out(value: object) -> object:
    return (colour_of(value) or value) if isinstance(value, str) else value


NamedColour = Annotated[Colour, BeforeValidator(_spelled_out)]
"""A colour that may be written by name."""
