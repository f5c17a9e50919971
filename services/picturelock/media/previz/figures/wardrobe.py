"""What a figure wears, sorted by slot, with its pattern; and the wrong colour a faulty take puts on it."""

from dataclasses import dataclass
from typing import Any

import skia

from picturelock.kernel.nouns import Garment, GarmentSlot, Presence
from picturelock.media import colour as colours
from picturelock.media.previz.brush import Brush
from picturelock.media.previz.ink import brighter, luma, shade

MOST_SEEN = (
    GarmentSlot.COAT,
    GarmentSlot.DRESS,
    GarmentSlot.TOP,
    GarmentSlot.BOTTOM,
    GarmentSlot.HAT,
    GarmentSlot.SCARF,
)
DARK = 90
"""Luma below which a pattern is drawn lighter than its cloth, not darker."""
WRONG = ("#d81b60", "#0a9d4e", "#f2c200", "#2a55d8", "#f4f1ea", "#1d1d22", "#e8641a")


@dataclass(frozen=True)
class Wardrobe:
    garments: dict[GarmentSlot, Garment]

    def get(self, slot: GarmentSlot) -> Garment | None:
        return self.garments.get(slot)

    def has(self, slot: GarmentSlot, *words: str) -> bool:
        garment = self.garments.get(slot)
        return garment is not None and (not words or any(word in garment.words.lower() for word in words))


def wardrobe_of(who: Presence) -> Wardrobe:
    return Wardrobe({garment.slot: garment for garment in who.wardrobe})


def most_visible(who: Presence) -> Garment | None:
    worn = wardrobe_of(who)
    return next((worn.garments[slot] for slot in MOST_SEEN if slot in worn.garments), None)


def wrongly_dressed(who: Presence) -> Presence:
    """The same character with its most visible garment in a colour far from its own."""
    garment = most_visible(who)
    if garment is None:
        return who
    right = colours.to_lab(colours.parse(garment.colour))
    wrong = max(WRONG, key=lambda colour: colours.ciede2000(right, colours.to_lab(colours.parse(colour))))
    swapped = garment.model_copy(update={"colour": wrong})
    return who.model_copy(
        update={"wardrobe": tuple(swapped if worn.slot is garment.slot else worn for worn in who.wardrobe)}
    )


def pattern(brush: Brush, path: Any, garment: Garment | None, size: float) -> None:
    """Stripes, checks or dots over a piece of cloth; `size` is the distance between them in canvas units."""
    if garment is None or garment.pattern not in {"stripes", "checks", "dots"}:
        return
    base = colours.parse(garment.colour)
    tone = brush.lit(shade(base, 0.66) if luma(base) > DARK else brighter(base, 1.3, 40))
    bounds, canvas = path.getBounds(), brush.canvas
    paint = skia.Paint(AntiAlias=True, Color=skia.Color(*(round(part) for part in tone)))
    canvas.save()
    canvas.clipPath(path, doAntiAlias=True)
    if garment.pattern == "dots":
        _dots(canvas, bounds, size, paint)
    else:
        _bars(canvas, bounds, size, paint, across=True)
        if garment.pattern == "checks":
            _bars(canvas, bounds, size, paint, across=False)
    canvas.restore()


def _dots(canvas: Any, bounds: Any, size: float, paint: Any) -> None:
    for row in range(int(bounds.height() / size) + 2):
        for column in range(int(bounds.width() / size) + 2):
            canvas.drawCircle(
                bounds.left() + (column + 0.5 * (row % 2)) * size, bounds.top() + row * size, size * 0.14, paint
            )


def _bars(canvas: Any, bounds: Any, size: float, paint: Any, *, across: bool) -> None:
    length = bounds.height() if across else bounds.width()
    for step in range(int(length / size) + 2):
        if across:
            canvas.drawRect(
                skia.Rect.MakeXYWH(bounds.left(), bounds.top() + (step + 0.5) * size, bounds.width(), size * 0.24),
                paint,
            )
        else:
            canvas.drawRect(
                skia.Rect.MakeXYWH(bounds.left() + (step + 0.5) * size, bounds.top(), size * 0.24, bounds.height()),
                paint,
            )
