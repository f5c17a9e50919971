"""Trees, bushes, grass and stones, each drawn upright at its spot, in centimetres."""

import random

from picturelock.media.colour import parse as rgb
from picturelock.media.previz.easel import Easel
from picturelock.media.previz.ink import limb, poly, rect, shade, smooth, stroke, wander


def tree(e: Easel, x: float, z: float, tall: float = 520, colour: str = "#5d8a4a", seed: int = 0) -> None:
    dice = random.Random(seed)
    e.contact(x, z, tall * 0.5, 1.2)
    sway = wander(e.seconds * 1.4, seed) * 14 * e.light.wind
    with e.standing(x, z) as c:
        trunk = e.plain("#5b4434", z)
        c.drawPath(
            poly(
                [
                    (-tall * 0.03, 0),
                    (tall * 0.03, 0),
                    (tall * 0.018 + sway * 0.3, -tall * 0.5),
                    (-tall * 0.018 + sway * 0.3, -tall * 0.5),
                ]
            ),
            trunk,
        )
        c.drawPath(limb((0, -tall * 0.36), (tall * 0.13, -tall * 0.56), tall * 0.022, tall * 0.012), trunk)
        s = 1 if e.light.sun_side > 0 else -1
        blobs = [
            (dice.uniform(-0.2, 0.2) * tall, -tall * dice.uniform(0.5, 0.9), tall * dice.uniform(0.13, 0.2))
            for _ in range(8)
        ]
        for tone, shift in ((0.66, -0.05), (0.86, 0.0), (1.08, 0.055)):
            for bx, by, r in blobs:
                size = r * (1.0 if tone < 1 else 0.62)
                c.drawCircle(
                    bx + s * shift * tall + sway, by - shift * tall * 0.8, size, e.plain(shade(rgb(colour), tone), z)
                )


def pine(e: Easel, x: float, z: float, tall: float = 620, colour: str = "#3f6650") -> None:
    e.contact(x, z, tall * 0.4)
    sway = wander(e.seconds * 1.1, x) * 10 * e.light.wind
    with e.standing(x, z) as c:
        c.drawRect(rect(-tall * 0.018, -tall * 0.2, tall * 0.036, tall * 0.2), e.plain("#54402f", z))
        s = 1 if e.light.sun_side > 0 else -1
        for step in range(5):
            wide, top = tall * (0.2 - step * 0.032), -tall * (0.36 + step * 0.16)
            low, lean = -tall * (0.1 + step * 0.16), sway * step / 4
            c.drawPath(
                poly([(-wide + lean, low), (lean, top), (wide + lean, low)]),
                e.plain(shade(rgb(colour), 0.8 + step * 0.05), z),
            )
            c.drawPath(
                poly([(lean, low), (lean, top), (s * wide + lean, low)]),
                e.plain(shade(rgb(colour), 0.98 + step * 0.06), z),
            )


def bare_trunk(e: Easel, x: float, z: float, wide: float = 34, colour: str = "#4b3b30") -> None:
    e.contact(x, z, wide * 2)
    with e.standing(x, z) as c:
        c.drawPath(
            poly(
                [
                    (-wide * 0.8, 4),
                    (wide * 0.8, 4),
                    (wide * 0.5, -120),
                    (wide * 0.42, -1400),
                    (-wide * 0.42, -1400),
                    (-wide * 0.5, -120),
                ]
            ),
            e.plain(colour, z),
        )
        s = 1 if e.light.sun_side > 0 else -1
        c.drawPath(
            poly(
                [
                    (s * wide * 0.2, 2),
                    (s * wide * 0.7, 2),
                    (s * wide * 0.46, -120),
                    (s * wide * 0.4, -1400),
                    (s * wide * 0.16, -1400),
                ]
            ),
            e.plain(shade(rgb(colour), 1.35), z),
        )
        for step in range(7):
            c.drawLine(
                -wide * 0.2,
                -60 - step * 130,
                wide * 0.05,
                -90 - step * 130,
                stroke(e.tone(shade(rgb(colour), 0.7), z), 3),
            )


def bush(e: Easel, x: float, z: float, tall: float = 90, colour: str = "#557d45") -> None:
    e.contact(x, z, tall * 1.6)
    sway = wander(e.seconds * 1.7, x) * 4 * e.light.wind
    with e.standing(x, z) as c:
        for tone, dx, dy in ((0.68, 0, 0), (0.9, 4, -6), (1.1, 10, -16)):
            for i in range(5):
                bx = (i - 2) * tall * 0.36
                size = tall * (0.42 - 0.07 * abs(i - 2)) * (1 if tone < 1 else 0.66)
                c.drawCircle(
                    bx + dx + sway,
                    -tall * 0.4 + dy + abs(i - 2) * tall * 0.09,
                    size,
                    e.plain(shade(rgb(colour), tone), z),
                )


def grass(e: Easel, x: float, z: float, tall: float = 34, colour: str = "#7f9a55") -> None:
    with e.standing(x, z) as c:
        for i in range(7):
            lean = (i - 3) * 5 + wander(e.seconds * 2, x + i) * 7 * e.light.wind
            c.drawPath(
                smooth(
                    [
                        (i * 5 - 17, 0),
                        (i * 5 - 14 + lean * 0.4, -tall * 0.6),
                        (i * 5 - 15 + lean, -tall * (0.8 + 0.06 * i)),
                        (i * 5 - 12 + lean * 0.3, -tall * 0.5),
                        (i * 5 - 12, 0),
                    ]
                ),
                e.plain(shade(rgb(colour), 0.8 + 0.06 * i), z),
            )


def rock(e: Easel, x: float, z: float, wide: float = 140, colour: str = "#7b756b") -> None:
    e.contact(x, z, wide * 1.2)
    with e.standing(x, z) as c:
        c.drawPath(
            poly(
                [
                    (-wide / 2, 0),
                    (-wide * 0.42, -wide * 0.3),
                    (-wide * 0.1, -wide * 0.5),
                    (wide * 0.25, -wide * 0.42),
                    (wide / 2, -wide * 0.14),
                    (wide * 0.52, 0),
                ]
            ),
            e.plain(colour, z),
        )
        s = 1 if e.light.sun_side > 0 else -1
        c.drawPath(
            poly(
                [
                    (0, -wide * 0.47),
                    (s * wide * 0.26, -wide * 0.4),
                    (s * wide * 0.48, -wide * 0.1),
                    (s * wide * 0.1, -wide * 0.18),
                ]
            ),
            e.plain(shade(rgb(colour), 1.25), z),
        )


def cactus(e: Easel, x: float, z: float, tall: float = 260) -> None:
    e.contact(x, z, 70)
    with e.standing(x, z) as c:
        tone = e.plain("#5c8058", z)
        c.drawPath(limb((0, 0), (0, -tall), 42, 38), tone)
        for s, y in ((-1, 0.45), (1, 0.6)):
            c.drawPath(limb((0, -tall * y), (s * 58, -tall * y - 8), 26, 26), tone)
            c.drawPath(limb((s * 58, -tall * y - 8), (s * 60, -tall * y - 74), 26, 24), tone)
