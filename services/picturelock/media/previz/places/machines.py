"""Things that stand in workshops, laboratories, trains and ships, in centimetres."""

import math
import random

from picturelock.media.colour import parse as rgb
from picturelock.media.previz.easel import Easel
from picturelock.media.previz.ink import fill, limb, oval, poly, rect, shade, smooth, stroke, wander

DIM = 0.1
"""A console lamp whose beat is lower than this is off."""


def workbench(e: Easel, x: float, z: float) -> None:
    e.box(x, z, (220, 8, 64), "#8b6a48", y=82)
    for px in (-96, 96):
        e.box(x + px, z, (14, 82, 50), "#6e5238")
    with e.standing(x, z + 20, 90) as c:
        c.drawRect(rect(-84, -20, 40, 20), e.plain("#b8423a", z))
        c.drawRect(rect(30, -26, 24, 26), e.plain("#55646b", z))
        c.drawRect(rect(20, -32, 44, 8), e.plain("#55646b", z))


def tool_wall(e: Easel, x: float, z: float, y: float = 125) -> None:
    with e.standing(x, z, y) as c:
        c.drawRect(rect(-110, -90, 220, 90), e.plain("#b39468", z))
        steel, wood = e.plain("#5e666b", z), e.plain("#7c4a2d", z)
        for i in range(7):
            px, high = -92 + i * 30, (52, 40, 60, 34, 56, 44, 50)[i]
            c.drawRect(rect(px - 2, -80, 4, high), steel if i % 2 else wood)
            c.drawRect(rect(px - 9, -82, 18, 9), steel)


def pipes(e: Easel, x: float, z: float, y: float = 225, wide: float = 1200) -> None:
    with e.standing(x, z, y) as c:
        for i, (tone, size) in enumerate((("#7c6a55", 16), ("#566a70", 11), ("#8f4b38", 8))):
            c.drawRect(rect(-wide / 2, i * 24 - 30, wide, size), e.plain(tone, z))
            c.drawRect(rect(-wide / 2, i * 24 - 30, wide, size * 0.3), e.plain(shade(rgb(tone), 1.35), z))
            for px in range(-5, 6):
                c.drawRect(rect(px * 118 + i * 31, i * 24 - 33, 12, size + 6), e.plain(shade(rgb(tone), 0.8), z))


def lab_bench(e: Easel, x: float, z: float) -> None:
    e.box(x, z, (230, 88, 60), "#c8d2d4")
    e.box(x, z - 3, (236, 5, 66), "#3d474c", y=88)
    with e.standing(x, z + 20, 93) as c:
        for i, tone in enumerate(("#5fb8a6", "#d9786a", "#7c9ed6", "#e0c05a")):
            px, bubble = -84 + i * 34, wander(e.seconds * 3, i * 1.7)
            c.drawPath(
                poly([(px - 4, -36), (px + 4, -36), (px + 4, -22), (px + 14, 0), (px - 14, 0), (px - 4, -22)]),
                fill((220, 238, 240), 0.35),
            )
            c.drawPath(
                poly([(px - 8, -12 - bubble), (px + 8, -12 + bubble), (px + 13, 0), (px - 13, 0)]), e.plain(tone, z)
            )
        c.drawPath(limb((74, 0), (74, -40), 6, 5), e.plain("#30373b", z))
        c.drawPath(limb((62, -34), (86, -50), 9, 7), e.plain("#e2e6e6", z))
        c.drawRect(rect(56, -6, 40, 6), e.plain("#30373b", z))


def console(e: Easel, x: float, z: float, wide: float = 280) -> None:
    e.box(x, z, (wide, 76, 40), "#3c4a57")
    with e.standing(x, z) as c:
        c.drawPath(
            poly([(-wide / 2, -76), (wide / 2, -76), (wide / 2 - 14, -104), (-wide / 2 + 14, -104)]),
            e.plain("#566878", z),
        )
        for i in range(int(wide / 15)):
            on = math.sin(i * 12.9 + int(e.seconds * 1.5 + i * 0.37) * 3.1) > DIM
            tone = ((255, 190, 90), (110, 230, 210), (255, 100, 90), (130, 170, 255))[i % 4]
            c.drawRect(rect(-wide / 2 + 18 + i * 14, -98 + (i % 2) * 9, 8, 5), fill(tone if on else shade(tone, 0.35)))
        for i in range(3):
            c.drawRect(rect(-wide / 2 + 20 + i * wide / 3.2, -66, wide / 4.4, 46), fill((28, 66, 84)))
            points = [
                (-wide / 2 + 22 + i * wide / 3.2 + k * wide / 42, -44 + 14 * math.sin(k * 0.8 + e.seconds * 2 + i))
                for k in range(9)
            ]
            c.drawPath(smooth(points, closed=False), stroke((120, 236, 224), 1.6))
        e.glow(0, -80, wide * 0.6, (110, 210, 230), 0.2)


def porthole(e: Easel, x: float, z: float, y: float = 160, size: float = 62) -> None:
    """A round window on the stars."""
    dice = random.Random(round(x))
    with e.standing(x, z, y) as c:
        c.drawCircle(0, 0, size + 9, e.plain("#7d8a94", z))
        c.drawCircle(0, 0, size, fill((10, 14, 34)))
        for _ in range(26):
            angle, far = dice.random() * 6.3, dice.random() ** 0.5 * size * 0.94
            c.drawCircle(
                math.cos(angle) * far,
                math.sin(angle) * far,
                0.5 + dice.random(),
                fill((255, 255, 255), 0.4 + 0.6 * dice.random()),
            )
        c.drawCircle(size * 0.2, size * 0.3, size * 0.34, fill((196, 120, 84)))
        c.drawOval(oval(size * 0.2, size * 0.3, size * 0.55, size * 0.08), fill((230, 190, 150), 0.7))


def train_seat(e: Easel, x: float, z: float, colour: str = "#3f6b74", *, faces: int = 1) -> None:
    e.box(x, z, (58, 20, 60), colour, y=28)
    with e.standing(x - faces * 30, z) as c:
        c.drawPath(
            smooth([(-12, -30), (-14, -110), (-8, -124), (8, -124), (14, -110), (12, -30)]),
            e.plain(shade(rgb(colour), 0.9), z),
        )
        c.drawRect(rect(-13, -122, 26, 16), e.plain("#e6e0d2", z))


def ladder(e: Easel, x: float, z: float, tall: float = 230) -> None:
    with e.standing(x, z) as c:
        for px in (-20, 16):
            c.drawRect(rect(px, -tall, 5, tall), e.plain("#8a6b45", z))
        for i in range(int(tall / 28)):
            c.drawRect(rect(-20, -20 - i * 28, 40, 4), e.plain("#9d7b50", z))


def stairs(e: Easel, x: float, z: float, colour: str = "#7d6047") -> None:
    for i in range(8, -1, -1):
        e.box(x + i * 13, z + i * 4, (120 - i * 2, 18, 26), colour, y=i * 18)
    with e.standing(x - 60, z) as c:
        c.drawPath(limb((0, -88), (150, -240), 6, 6), e.plain(shade(rgb(colour), 0.6), z))


def flag(e: Easel, x: float, z: float, tall: float = 420, colour: str = "#b8402f") -> None:
    with e.standing(x, z) as c:
        c.drawRect(rect(-3, -tall, 6, tall), e.plain("#c8c4b8", z))
        wave = [
            (i * 16.0, -tall + 6 + math.sin(e.seconds * (3 + 4 * e.light.wind) - i * 0.8) * (2 + i * 0.9))
            for i in range(9)
        ]
        c.drawPath(poly([*wave, *[(px, py + 78) for px, py in reversed(wave)]]), e.plain(colour, z))


def hatch(e: Easel, x: float, z: float) -> None:
    with e.standing(x, z) as c:
        c.drawPath(smooth([(-58, 0), (-64, -110), (-50, -200), (50, -200), (64, -110), (58, 0)]), e.plain("#77848d", z))
        c.drawRect(rect(-3, -196, 6, 196), e.plain("#333d45", z))
        for px in (-34, 34):
            c.drawRect(rect(px - 14, -130, 28, 40), e.plain("#5c6973", z))
        c.drawRect(rect(-40, -214, 80, 9), fill(e.lamp_tone("#ffb45a", z, 1.0)))
