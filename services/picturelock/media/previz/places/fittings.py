"""Lamps, kitchens, baths and what hangs on walls, in centimetres."""

import math
import random

from picturelock.media.colour import parse as rgb
from picturelock.media.previz.easel import Easel
from picturelock.media.previz.ink import fill, limb, oval, poly, rect, shade, smooth, stroke, wander


def desk_lamp(e: Easel, x: float, z: float, y: float = 74) -> None:
    with e.standing(x, z, y) as c:
        c.drawOval(oval(0, -1, 12, 3), e.plain("#2f3a3a", z))
        c.drawPath(limb((0, -2), (-8, -26), 3, 3), e.plain("#2f3a3a", z))
        c.drawPath(limb((-8, -26), (10, -46), 3, 3), e.plain("#2f3a3a", z))
        c.drawPath(poly([(2, -50), (16, -44), (22, -28), (0, -36)]), e.plain("#3f6f5d", z))
        e.glow(14, -30, 120, e.light.lamp, 0.55 if e.light.dark else 0.12)


def floor_lamp(e: Easel, x: float, z: float) -> None:
    e.contact(x, z, 40)
    with e.standing(x, z) as c:
        c.drawRect(rect(-1.8, -150, 3.6, 150), e.plain("#3b342e", z))
        c.drawOval(oval(0, -1, 17, 4), e.plain("#3b342e", z))
        c.drawPath(poly([(-15, -182), (15, -182), (28, -142), (-28, -142)]), fill(e.lamp_tone("#f3dcae", z, 0.95)))
        e.glow(0, -158, 230, e.light.lamp, 0.6 if e.light.dark else 0.1)


def counter(e: Easel, x: float, z: float, wide: float = 260, colour: str = "#5f7f86", top: str = "#d9d0c0") -> None:
    e.box(x, z, (wide, 86, 56), colour)
    e.box(x, z - 3, (wide + 6, 5, 60), top, y=86)
    with e.standing(x, z) as c:
        count = max(2, int(wide / 58))
        for i in range(count):
            px, size = -wide / 2 + i * wide / count, wide / count
            c.drawRect(rect(px + 4, -80, size - 8, 66), e.plain(shade(rgb(colour), 1.1), z))
            c.drawRect(rect(px + size / 2 - 8, -76, 16, 3), e.plain("#d8d4ca", z))


def cupboards(e: Easel, x: float, z: float, wide: float = 240, colour: str = "#5f7f86") -> None:
    e.box(x, z, (wide, 66, 32), colour, y=150)
    with e.standing(x, z, 150) as c:
        count = max(2, int(wide / 60))
        for i in range(count):
            px, size = -wide / 2 + i * wide / count, wide / count
            c.drawRect(rect(px + 4, -62, size - 8, 58), e.plain(shade(rgb(colour), 1.12), z))
            c.drawRect(rect(px + (size - 10 if i % 2 else 6), -16, 3, 11), e.plain("#d8d4ca", z))


def stove(e: Easel, x: float, z: float) -> None:
    e.box(x, z, (62, 88, 56), "#d8d6d0")
    with e.standing(x, z) as c:
        c.drawRect(rect(-24, -58, 48, 38), e.plain("#2c2f33", z))
        for i in range(4):
            c.drawCircle(-21 + i * 14, -76, 4, e.plain("#4a4d50", z))
    with e.standing(x, z + 26, 88) as c:
        c.drawPath(smooth([(-17, 0), (-19, -20), (19, -20), (17, 0)]), e.plain("#a9472f", z))
        c.drawRect(rect(19, -18, 17, 4), e.plain("#2c2f33", z))
        for i in range(3):
            sway = wander(e.seconds * 1.3, i * 2.0) * 8
            c.drawPath(
                smooth([(i * 7 - 8, -24), (i * 7 - 5 + sway, -44), (i * 7 - 10 + sway, -70)], closed=False),
                stroke((245, 245, 245), 4, 0.16),
            )


def fridge(e: Easel, x: float, z: float, colour: str = "#c9d4d1") -> None:
    e.box(x, z, (70, 180, 62), colour)
    with e.standing(x, z) as c:
        c.drawRect(rect(-35, -122, 70, 3), e.plain(shade(rgb(colour), 0.7), z))
        for y in (-170, -112):
            c.drawRect(rect(24, y, 4, 34), e.plain("#80868a", z))
        c.drawRect(rect(-22, -156, 15, 19), e.plain("#f1d26a", z))
        c.drawRect(rect(-3, -150, 13, 16), e.plain("#f4f0e6", z))


def sink(e: Easel, x: float, z: float) -> None:
    with e.standing(x, z + 24, 91) as c:
        c.drawOval(oval(0, 0, 30, 6), e.plain("#8d979b", z))
        c.drawPath(
            smooth([(0, 0), (0, -26), (6, -34), (16, -32), (18, -24)], closed=False), stroke(e.tone("#aab2b6", z), 4)
        )


def basin(e: Easel, x: float, z: float) -> None:
    e.contact(x, z, 50)
    with e.standing(x, z) as c:
        c.drawPath(poly([(-9, 0), (9, 0), (7, -72), (-7, -72)]), e.plain("#dfe3e2", z))
        c.drawPath(smooth([(-32, -84), (32, -84), (26, -68), (0, -62), (-26, -68)]), e.plain("#eff1ef", z))
        c.drawPath(smooth([(0, -84), (0, -100), (8, -104), (14, -98)], closed=False), stroke(e.tone("#9aa3a7", z), 4))
        c.drawRect(rect(-38, -205, 76, 88), e.plain("#6c7a7c", z))
        c.drawRect(rect(-34, -201, 68, 80), e.plain("#bcd0d6", z))
        c.drawPath(poly([(-24, -121), (10, -201), (26, -201), (-8, -121)]), fill((255, 255, 255), 0.25))


def bathtub(e: Easel, x: float, z: float) -> None:
    e.contact(x, z, 190)
    with e.standing(x, z) as c:
        c.drawPath(smooth([(-88, -60), (-78, -10), (-50, 0), (50, 0), (78, -10), (88, -60)]), e.plain("#eceeec", z))
        c.drawRect(rect(-95, -66, 190, 10), e.plain("#f8f8f5", z))


def toilet(e: Easel, x: float, z: float) -> None:
    e.contact(x, z, 50)
    with e.standing(x, z) as c:
        c.drawRect(rect(-22, -84, 44, 40), e.plain("#e9ebe8", z))
        c.drawPath(smooth([(-20, -44), (20, -44), (16, -14), (12, 0), (-12, 0), (-16, -14)]), e.plain("#f3f4f1", z))


def picture(e: Easel, x: float, z: float, y: float = 150, wide: float = 60, seed: int = 3) -> None:
    dice = random.Random(seed)
    tall = wide * dice.choice((0.75, 1.3))
    with e.standing(x, z, y) as c:
        c.drawRect(rect(-wide / 2 - 5, -tall - 5, wide + 10, tall + 10), e.plain("#5d4632", z))
        c.drawRect(rect(-wide / 2, -tall, wide, tall), e.plain("#e8dfcc", z))
        c.drawRect(
            rect(-wide / 2 + 6, -tall + 6, wide - 12, tall - 12),
            e.plain(dice.choice(("#86a0a8", "#b98f6b", "#8f9d78")), z),
        )
        c.drawPath(
            poly(
                [
                    (-wide / 2 + 6, -6),
                    (-wide * 0.1, -tall * 0.55),
                    (wide * 0.16, -tall * 0.3),
                    (wide * 0.3, -tall * 0.45),
                    (wide / 2 - 6, -6),
                ]
            ),
            e.plain(dice.choice(("#4f6670", "#7c5a44", "#5c6b4a")), z),
        )


def clock(e: Easel, x: float, z: float, y: float = 205) -> None:
    with e.standing(x, z, y) as c:
        c.drawCircle(0, 0, 18, e.plain("#3a332d", z))
        c.drawCircle(0, 0, 15, e.plain("#f2eee2", z))
        c.drawLine(0, 0, 0, -10, stroke(e.tone("#2b2724", z), 1.8))
        c.drawLine(0, 0, 7, 3, stroke(e.tone("#2b2724", z), 2.2))
        angle = e.seconds * math.tau / 60
        c.drawLine(0, 0, math.sin(angle) * 12, -math.cos(angle) * 12, stroke((180, 50, 40), 0.9))


def radio_set(e: Easel, x: float, z: float, y: float = 78) -> None:
    with e.standing(x, z + 20, y) as c:
        c.drawRect(rect(-26, -28, 52, 28), e.plain("#54422f", z))
        c.drawCircle(-11, -14, 10, e.plain("#2f261d", z))
        c.drawRect(rect(4, -22, 18, 8), fill(e.lamp_tone("#f0cf86", z, 0.9)))
        for px in (7, 18):
            c.drawCircle(px, -7, 3, e.plain("#c9a45a", z))
        if e.light.dark:
            e.glow(13, -18, 40, e.light.lamp, 0.4)
