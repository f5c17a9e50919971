"""What is worn on the head, and what happened to it. Units of the head's height, as in `head`."""

import math

import skia

from picturelock.kernel.nouns import GarmentSlot
from picturelock.media.colour import RGB
from picturelock.media.colour import parse as rgb
from picturelock.media.previz.figures.body import HIDDEN, TURNED
from picturelock.media.previz.figures.head import Head, eye_point
from picturelock.media.previz.figures.wardrobe import Wardrobe
from picturelock.media.previz.ink import limb, oval, poly, shade, smooth

COVERS = ("hood", "helmet", "headscarf", "hijab", "balaclava", "turban")
BLOOD: RGB = (150.0, 22.0, 26.0)


def hides_hair(worn: Wardrobe) -> bool:
    return worn.has(GarmentSlot.HAT, *COVERS)


def draw_hat(head: Head, worn: Wardrobe) -> None:
    garment = worn.get(GarmentSlot.HAT)
    if garment is None:
        return
    words, colour = garment.words.lower(), rgb(garment.colour)
    if any(word in words for word in COVERS):
        _hood(head, colour)
    elif any(word in words for word in ("beanie", "knit", "wool", "watch cap", "toque", "bobble")):
        _beanie(head, colour)
    elif any(word in words for word in ("baseball", "cap", "visor", "beret", "peaked")):
        _cap(head, colour)
    elif any(word in words for word in ("crown", "tiara", "band")):
        _band(head, colour)
    else:
        _brimmed(
            head,
            colour,
            tall="top hat" in words,
            wide=any(w in words for w in ("straw", "cowboy", "wide", "sun", "wester")),
        )


def _dome(head: Head, low: float, top: float) -> list[tuple[float, float]]:
    lean = 0.06 * math.sin(head.turn)
    return [
        (-0.4 - lean, low),
        (-0.4 - lean, -0.3),
        (-0.25 - lean, top + 0.06),
        (-lean, top),
        (0.25 - lean, top + 0.06),
        (0.4 - lean, -0.3),
        (0.4 - lean, low),
    ]


def _beanie(head: Head, colour: RGB) -> None:
    lean = 0.06 * math.sin(head.turn)
    head.brush.round(smooth([*_dome(head, -0.2, -0.62), (-lean, -0.17)]), colour, share=0.28, rim=0.014)
    roll = smooth(
        [
            (-0.42 - lean, -0.3),
            (-lean, -0.27),
            (0.42 - lean, -0.3),
            (0.42 - lean, -0.15),
            (-lean, -0.11),
            (-0.42 - lean, -0.15),
        ]
    )
    head.brush.round(roll, shade(colour, 0.86), share=0.28)


def _cap(head: Head, colour: RGB) -> None:
    lean, turn = 0.06 * math.sin(head.turn), math.sin(head.turn)
    head.brush.round(smooth([*_dome(head, -0.24, -0.58), (-lean, -0.2)]), colour, share=0.28, rim=0.014)
    if head.from_behind:
        return
    peak = smooth(
        [
            (-0.3 + turn * 0.25, -0.26),
            (0.3 + turn * 0.25, -0.26),
            (0.26 + turn * 0.46, -0.17),
            (turn * 0.5, -0.13),
            (-0.26 + turn * 0.46, -0.17),
        ]
    )
    head.brush.round(peak, shade(colour, 0.78), share=0.3)


def _brimmed(head: Head, colour: RGB, *, tall: bool, wide: bool) -> None:
    lean, brim = 0.05 * math.sin(head.turn), 0.72 if wide else 0.56
    top = -0.98 if tall else -0.68
    crown = smooth(
        [
            (-0.36 - lean, -0.26),
            (-0.34 - lean, -0.46),
            (-0.29 - lean, top),
            (-lean, top + 0.04),
            (0.29 - lean, top),
            (0.34 - lean, -0.46),
            (0.36 - lean, -0.26),
        ]
    )
    head.brush.round(crown, colour, share=0.28, rim=0.014)
    band = poly([(-0.36 - lean, -0.36), (0.36 - lean, -0.36), (0.365 - lean, -0.25), (-0.365 - lean, -0.25)])
    head.brush.flat(band, shade(colour, 0.6))
    edge = skia.Path()
    edge.addOval(oval(-lean * 0.5, -0.24, brim, 0.085))
    head.brush.round(edge, shade(colour, 0.92), share=0.25, rim=0.012)


def _hood(head: Head, colour: RGB) -> None:
    lean = 0.06 * math.sin(head.turn)
    outer = smooth(
        [
            (-0.36 - lean, 0.62),
            (-0.47 - lean, 0.2),
            (-0.44 - lean, -0.3),
            (-0.22 - lean, -0.6),
            (0.22 - lean, -0.6),
            (0.44 - lean, -0.3),
            (0.47 - lean, 0.2),
            (0.36 - lean, 0.62),
        ]
    )
    if not head.from_behind:
        hole = skia.Path()
        hole.addOval(oval(head.around(0.0)[0] * 0.45, 0.1, 0.315, 0.43))
        outer = skia.Op(outer, hole, skia.PathOp.kDifference_PathOp)
    head.brush.round(outer, colour, share=0.28, rim=0.014)


def _band(head: Head, colour: RGB) -> None:
    lean = 0.06 * math.sin(head.turn)
    head.brush.flat(
        smooth(
            [
                (-0.39 - lean, -0.3),
                (-lean, -0.36),
                (0.39 - lean, -0.3),
                (0.39 - lean, -0.2),
                (-lean, -0.25),
                (-0.39 - lean, -0.2),
            ]
        ),
        colour,
    )


def draw_glasses(head: Head, worn: Wardrobe) -> None:
    garment = worn.get(GarmentSlot.GLASSES)
    if garment is None or head.from_behind:
        return
    colour, dark = (
        rgb(garment.colour),
        any(word in garment.words.lower() for word in ("sun", "dark", "shades", "goggles")),
    )
    x1, x2 = (eye_point(head, side)[0] for side in (-1, 1))
    for side in (-1, 1):
        x, y, seen = eye_point(head, side)
        if seen < HIDDEN:
            continue
        ring = skia.Path()
        ring.addRRect(skia.RRect.MakeRectXY(oval(x, y + 0.015, 0.118 * (0.35 + 0.65 * seen), 0.09), 0.06, 0.06))
        head.brush.flat(ring, (24.0, 24.0, 30.0) if dark else (232.0, 240.0, 246.0), 0.92 if dark else 0.22)
        head.brush.line(ring, colour, 0.02)
    y = eye_point(head, 1)[1]
    head.brush.line(poly([(x1 * 0.55 + x2 * 0.45, y), (x1 * 0.45 + x2 * 0.55, y)], closed=False), colour, 0.02)
    near = -1 if head.turn > 0 else 1
    x, y, seen = eye_point(head, near)
    if abs(math.sin(head.turn)) > TURNED:
        arm = poly([(x + near * 0.11 * seen, y), (RADIUS_EAR * near * math.cos(head.turn), 0.0)], closed=False)
        head.brush.line(arm, colour, 0.018)


RADIUS_EAR = 0.33


def draw_wounds(head: Head) -> None:
    """Head wounds by their words; arms and trunks keep theirs under the cloth."""
    words = " ".join(head.who.wounds).lower()
    if not words or head.from_behind:
        return
    if any(word in words for word in ("bandage", "plaster", "dressing")):
        _bandage(head)
    if any(word in words for word in ("blood", "cut", "gash", "bleed", "graze", "scratch", "wound")):
        _cut(head)
    if any(word in words for word in ("bruise", "black eye", "swollen")):
        x, y, seen = eye_point(head, 1)
        head.brush.oval(oval(x, y + 0.05, 0.11 * seen, 0.075), (92.0, 52.0, 104.0), 0.5)
    if "scar" in words:
        x = head.around(-0.7)[0]
        head.brush.line(poly([(x - 0.02, 0.02), (x + 0.03, 0.22)], closed=False), (226.0, 168.0, 158.0), 0.018)


def _bandage(head: Head) -> None:
    head.brush.round(
        smooth([(-0.38, -0.3), (0, -0.26), (0.38, -0.32), (0.38, -0.16), (0, -0.12), (-0.38, -0.15)]),
        (240.0, 236.0, 226.0),
        share=0.25,
    )
    x = head.around(0.5)[0]
    head.brush.oval(oval(x, -0.2, 0.05, 0.04), BLOOD, 0.7)


def _cut(head: Head) -> None:
    x = head.around(-0.5)[0]
    head.brush.flat(limb((x - 0.05, -0.22), (x + 0.04, -0.18), 0.03, 0.02), BLOOD)
    head.brush.flat(limb((x + 0.01, -0.19), (x + 0.005, -0.02), 0.022, 0.012), BLOOD, 0.9)
