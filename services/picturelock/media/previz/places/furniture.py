"""Furniture, each drawn standing at its spot, in centimetres."""

import math
import random

from picturelock.media.colour import parse as rgb
from picturelock.media.previz.easel import Easel
from picturelock.media.previz.ink import chance, fill, oval, poly, rect, shade, smooth, wander

BOOKS = ("#8c3b3b", "#2f5470", "#c49a4a", "#4d6b4f", "#6b4a6e", "#d6c8a8", "#3d3a42", "#a8603a")


def table(e: Easel, x: float, z: float, wide: float = 150, tall: float = 74, colour: str = "#8b6242") -> None:
    e.contact(x, z, wide)
    for px in (-0.44, 0.44):
        e.box(x + px * wide, z + 50, (7, tall - 4, 7), colour)
        e.box(x + px * wide, z, (7, tall - 4, 7), colour)
    e.box(x, z - 4, (wide, 6, 66), colour, y=tall - 6)


def laid_table(e: Easel, x: float, z: float, colour: str = "#8b6242") -> None:
    table(e, x, z, 160, 74, colour)
    with e.standing(x, z + 20, 74) as c:
        c.drawOval(oval(-36, -2, 17, 4), e.plain("#ece7dc", z))
        c.drawPath(poly([(16, 0), (19, -17), (31, -17), (34, 0)]), e.plain("#5f8597", z))
        c.drawRect(rect(54, -30, 9, 30), e.plain("#3f6b4f", z))
        c.drawRect(rect(56.5, -42, 4, 14), e.plain("#3f6b4f", z))


def chair(e: Easel, x: float, z: float, colour: str = "#70503a") -> None:
    e.contact(x, z, 56)
    for px, pz in ((-19, 38), (19, 38), (-19, 0), (19, 0)):
        e.box(x + px, z + pz, (4, 46, 4), colour)
    with e.standing(x, z + 40, 46) as c:
        for px in (-21, 17):
            c.drawRect(rect(px, -48, 4, 50), e.plain(colour, z))
        for y in (-46, -28):
            c.drawRect(rect(-21, y, 42, 9), e.plain(shade(rgb(colour), 1.15), z))
    e.box(x, z, (44, 5, 42), colour, y=43)


def sofa(e: Easel, x: float, z: float, colour: str = "#5d7277") -> None:
    e.contact(x, z, 240)
    e.box(x, z + 55, (214, 82, 22), colour)
    e.box(x, z, (190, 42, 60), colour)
    for px in (-104, 104):
        e.box(x + px, z - 2, (26, 60, 66), colour)
    with e.standing(x, z + 50, 42) as c:
        for px in (-47, 47):
            c.drawPath(
                smooth([(px - 44, 2), (px - 46, -36), (px + 46, -36), (px + 44, 2)]),
                e.plain(shade(rgb(colour), 1.13), z),
            )
        c.drawPath(smooth([(-90, 0), (-84, -34), (-52, -30), (-56, 2)]), e.plain("#c58b4a", z))


def bed(e: Easel, x: float, z: float, colour: str = "#7b8fa6") -> None:
    e.contact(x, z, 220)
    with e.standing(x, z + 150) as c:
        c.drawPath(smooth([(-95, 0), (-98, -100), (0, -122), (98, -100), (95, 0)]), e.plain("#6b4a35", z))
    e.box(x, z, (178, 34, 150), "#d9d2c4")
    e.box(x, z - 2, (184, 16, 104), colour, y=32)
    with e.standing(x, z + 120, 46) as c:
        for px in (-42, 42):
            c.drawPath(smooth([(px - 36, 4), (px - 34, -20), (px + 34, -20), (px + 36, 4)]), e.plain("#f1ece2", z))


def desk(e: Easel, x: float, z: float, colour: str = "#7a5a40", *, screen: bool = True) -> None:
    table(e, x, z, 150, 74, colour)
    e.box(x + 50, z, (36, 54, 50), colour, y=16)
    with e.standing(x, z + 30, 74) as c:
        if screen:
            c.drawRect(rect(-6, -10, 12, 10), e.plain("#35393e", z))
            c.drawRect(rect(-34, -52, 68, 43), e.plain("#2a2e33", z))
            c.drawRect(rect(-31, -49, 62, 37), fill(e.lamp_tone("#9fc4de", z, 0.9)))
            for row in range(4):
                c.drawRect(rect(-26, -44 + row * 8, 40 - row * 7 % 22, 3), e.plain("#3d5c77", z))
        c.drawRect(rect(-68, -9, 26, 9), e.plain("#efe8d8", z))
        c.drawRect(rect(-66, -13, 24, 4), e.plain("#b84c3f", z))


def bookshelf(
    e: Easel, x: float, z: float, wide: float = 130, tall: float = 215, colour: str = "#6a4b34", seed: int = 1
) -> None:
    dice = random.Random(seed)
    e.box(x, z, (wide, tall, 30), colour)
    with e.standing(x, z) as c:
        for row in range(5):
            low = -12 - row * (tall - 16) / 5
            c.drawRect(
                rect(-wide / 2 + 6, low - (tall - 16) / 5 + 6, wide - 12, (tall - 16) / 5 - 6),
                e.plain(shade(rgb(colour), 0.5), z),
            )
            px = -wide / 2 + 8
            while px < wide / 2 - 14:
                thick, high = dice.uniform(3.5, 8), dice.uniform(20, 31)
                if chance(dice, 0.93):
                    c.drawRect(rect(px, low - high, thick, high), e.plain(dice.choice(BOOKS), z))
                px += thick + 0.6


def shelf(
    e: Easel, x: float, z: float, y: float = 150, wide: float = 120, colour: str = "#7c5a3e", seed: int = 2
) -> None:
    dice = random.Random(seed)
    with e.standing(x, z, y) as c:
        for level in (0, -46):
            c.drawRect(rect(-wide / 2, level, wide, 5), e.plain(colour, z))
            px = -wide / 2 + 8
            while px < wide / 2 - 16:
                size, high = dice.uniform(9, 17), dice.uniform(10, 32)
                tone = dice.choice(BOOKS)
                c.drawPath(
                    smooth(
                        [
                            (px, level),
                            (px - 1, level - high * 0.7),
                            (px + size * 0.3, level - high),
                            (px + size * 0.7, level - high),
                            (px + size + 1, level - high * 0.7),
                            (px + size, level),
                        ]
                    ),
                    e.plain(tone, z),
                )
                px += size + dice.uniform(4, 10)


def plant(e: Easel, x: float, z: float, tall: float = 120) -> None:
    e.contact(x, z, 46)
    with e.standing(x, z) as c:
        c.drawPath(poly([(-16, 0), (16, 0), (21, -34), (-21, -34)]), e.plain("#b0694a", z))
        for i in range(7):
            angle = (i - 3) * 0.36
            sway = wander(e.seconds, i) * 0.03
            tip = (math.sin(angle + sway) * tall * 0.55, -34 - math.cos(angle) * tall * 0.72)
            mid = (tip[0] * 0.35, tip[1] * 0.62)
            tone = shade(rgb("#4f7d4c"), 0.78 + 0.08 * i)
            c.drawPath(smooth([(0, -30), (mid[0] - 8, mid[1]), tip, (mid[0] + 8, mid[1] + 6)]), e.plain(tone, z))


def rug(e: Easel, x: float, z: float, colour: str = "#8d4a42") -> None:
    e.face([(x - 130, 0.5, z + 90), (x + 130, 0.5, z + 90), (x + 130, 0.5, z - 70), (x - 130, 0.5, z - 70)], colour)
    e.face(
        [(x - 112, 0.6, z + 76), (x + 112, 0.6, z + 76), (x + 112, 0.6, z - 54), (x - 112, 0.6, z - 54)],
        colour,
        lit=1.2,
    )
    e.face(
        [(x - 96, 0.7, z + 64), (x + 96, 0.7, z + 64), (x + 96, 0.7, z - 40), (x - 96, 0.7, z - 40)], colour, lit=0.9
    )


def television(e: Easel, x: float, z: float) -> None:
    e.box(x, z, (130, 42, 36), "#5d4634")
    with e.standing(x, z + 14, 42) as c:
        c.drawRect(rect(-52, -64, 104, 62), e.plain("#1f2125", z))
        flicker = 0.85 + 0.15 * wander(e.seconds * 5, 1.0)
        c.drawRect(rect(-48, -60, 96, 54), fill(shade(e.lamp_tone("#8db4d8", z, 0.9), flicker)))
        if e.light.dark:
            e.glow(0, -32, 190, (140, 180, 220), 0.32 * flicker)


def wardrobe(e: Easel, x: float, z: float, colour: str = "#76543b") -> None:
    e.box(x, z, (120, 205, 55), colour)
    with e.standing(x, z) as c:
        for px in (-55, 4):
            c.drawRect(rect(px, -195, 51, 182), e.plain(shade(rgb(colour), 1.12), z))
        for px in (-8, 8):
            c.drawCircle(px, -100, 3, e.plain("#d3ad58", z))


def piano(e: Easel, x: float, z: float) -> None:
    e.box(x, z, (150, 120, 40), "#2d2422")
    e.box(x, z - 22, (140, 10, 30), "#2d2422", y=66)
    with e.standing(x, z - 20, 76) as c:
        c.drawRect(rect(-64, -4, 128, 5), e.plain("#f1ede2", z))
        for i in range(22):
            c.drawRect(rect(-62 + i * 5.8, -4, 2.4, 3), e.plain("#1a1717", z))


def fireplace(e: Easel, x: float, z: float) -> None:
    e.box(x, z, (150, 118, 24), "#a39684")
    with e.standing(x, z) as c:
        c.drawRect(rect(-86, -128, 172, 12), e.plain("#6b4f3a", z))
        c.drawRect(rect(-48, -78, 96, 78), e.plain("#241c1a", z))
        for i in range(3):
            tall = 34 + 8 * wander(e.seconds * 6, i * 2.0)
            c.drawPath(
                smooth(
                    [
                        (-26 + i * 18, 0),
                        (-30 + i * 18, -tall * 0.5),
                        (-17 + i * 18, -tall),
                        (-6 + i * 18, -tall * 0.45),
                        (-8 + i * 18, 0),
                    ]
                ),
                fill((255, 150 + 30 * i, 60), 0.95),
            )
        e.glow(0, -26, 210, (255, 150, 70), 0.5)
