"""Letters on signs and shops, in a typeface that comes with a package, so that no machine lacks it."""

from functools import cache
from pathlib import Path
from typing import Any

import reportlab
import skia

from picturelock.media.previz.ink import fill


@cache
def _face() -> Any:
    """By a manager that knows no font of the machine: the usual one would go and ask the machine first."""
    return skia.FontMgr.New_Custom_Empty().makeFromFile(str(Path(reportlab.__file__).parent / "fonts" / "VeraBd.ttf"))


def letter(canvas: Any, text: str, area: Any, colour: tuple[float, float, float]) -> None:
    """Set `text` in the middle of `area`, as large as it goes in."""
    font = skia.Font(_face(), 100)
    wide = font.measureText(text) or 1.0
    size = min(area.width() / wide * 100, area.height() * 1.3)
    font.setSize(size)
    x = area.centerX() - wide * size / 200
    canvas.drawString(text, x, area.centerY() + size * 0.36, font, fill(colour))


def shortened(name: str, most: int = 14) -> str:
    """The words of a name that go on a sign, in capitals."""
    said = ""
    for word in name.upper().replace("_", " ").split():
        if len(said) + len(word) + 1 > most:
            break
        said = f"{said} {word}".strip()
    return said or name.upper()[:most]
