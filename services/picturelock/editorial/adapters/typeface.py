"""The one typeface we bring along, since a bare machine has none (Bitstream Vera, free to embed)."""

from functools import cache
from importlib.resources import files
from pathlib import Path

from PIL import ImageDraw, ImageFont


@cache
def path_of(*, bold: bool = False) -> Path:
    return Path(str(files("reportlab") / "fonts" / ("VeraBd.ttf" if bold else "Vera.ttf")))


@cache
def font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path_of(bold=bold)), max(6, size))


def shortened(text: str, face: ImageFont.FreeTypeFont, width: float) -> str:
    """`text`, cut with an ellipsis where it is wider than `width` pixels."""
    if face.getlength(text) <= width:
        return text
    while text and face.getlength(f"{text}…") > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def wrapped(text: str, face: ImageFont.FreeTypeFont, width: float, lines: int) -> list[str]:
    """At most `lines` lines no wider than `width` pixels; the last is shortened when there is more to say."""
    words, found = text.split(), [""]
    for position, word in enumerate(words):
        longer = f"{found[-1]} {word}".strip()
        if face.getlength(longer) <= width or not found[-1]:
            found[-1] = longer
        elif len(found) == lines:
            found[-1] = shortened(" ".join([found[-1], *words[position:]]), face, width)
            break
        else:
            found.append(word)
    return [shortened(line, face, width) for line in found if line]


def write(
    draw: ImageDraw.ImageDraw, at: tuple[float, float], text: str, face: ImageFont.FreeTypeFont, colour: str
) -> float:
    """Write `text` from its left end, centred on the height `at[1]`; returns where it ends."""
    draw.text(at, text, fill=colour, font=face, anchor="lm")
    return at[0] + face.getlength(text)
