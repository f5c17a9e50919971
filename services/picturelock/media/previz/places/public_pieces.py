"""Things that stand in bars, shops, wards, schools and churches, in centimetres."""

import math
import random

from picturelock.media.colour import parse as rgb
from picturelock.media.previz.easel import Easel
from picturelock.media.previz.ink import fill, limb, mix, oval, poly, rect, shade, smooth, stroke, wander
from picturelock.media.previz.lettering import letter

HEARTBEAT = (0,) * 8 + (1, -0.4) + (0,) * 8
"""One beat on a monitor, as heights."""
GOODS = ("#c2503f", "#e0b44c", "#5d8a58", "#3f6d94", "#d98a4b", "#e9e0cd", "#8b4f7a", "#47878a")


def bar(e: Easel, x: float, z: float, wide: float = 340, colour: str = "#5a3b2a") -> None:
    e.contact(x, z, wide, 1.2)
    e.box(x, z, (wide, 104, 50), colour)
    e.box(x, z - 6, (wide + 12, 7, 62), "#8a5a3a", y=104)
    with e.standing(x, z) as c:
        for i in range(int(wide / 68)):
            c.drawRect(rect(-wide / 2 + 10 + i * 68, -92, 50, 78), e.plain(shade(rgb(colour), 1.2), z))
        c.drawRect(rect(-wide / 2, -16, wide, 4), e.plain("#b98d4a", z))


def bottles(e: Easel, x: float, z: float, y: float = 128, wide: float = 260, seed: int = 4) -> None:
    dice = random.Random(seed)
    with e.standing(x, z, y) as c:
        c.drawRect(rect(-wide / 2 - 10, -122, wide + 20, 128), e.plain("#2f211b", z))
        c.drawRect(rect(-wide / 2, -116, wide, 116), fill(e.lamp_tone("#7d5a3a", z, 0.5)))
        for level in (0, -56):
            c.drawRect(rect(-wide / 2 - 6, level, wide + 12, 6), e.plain("#4a3325", z))
            px = -wide / 2 + 6
            while px < wide / 2 - 12:
                high, thick, tone = (
                    dice.uniform(26, 44),
                    dice.uniform(7, 11),
                    dice.choice(("#5d7a4a", "#8c5a2f", "#d1b56a", "#5a2f2f", "#8fb0b4", "#e6dcc2")),
                )
                c.drawRect(rect(px, level - high * 0.64, thick, high * 0.64), e.plain(tone, z))
                c.drawRect(rect(px + thick * 0.34, level - high, thick * 0.32, high * 0.4), e.plain(tone, z))
                px += thick + dice.uniform(2, 6)
        e.glow(0, -50, 200, e.light.lamp, 0.3 if e.light.dark else 0.1)


def stool(e: Easel, x: float, z: float) -> None:
    e.contact(x, z, 40)
    with e.standing(x, z) as c:
        for px in (-13, 13):
            c.drawPath(limb((px * 0.6, -72), (px, 0), 3.4, 3.4), e.plain("#3a3330", z))
        c.drawPath(smooth([(-19, -72), (19, -72), (20, -80), (-20, -80)]), e.plain("#99453a", z))


def booth(e: Easel, x: float, z: float, colour: str = "#a1443a") -> None:
    for s in (-1, 1):
        e.box(x + s * 92, z, (22, 118, 60), colour)
        e.box(x + s * 64, z, (44, 46, 60), colour)
    e.box(x, z, (88, 5, 58), "#e3dccb", y=70)
    with e.standing(x, z, 0) as c:
        c.drawRect(rect(-4, -70, 8, 70), e.plain("#8f9599", z))


def goods(e: Easel, x: float, z: float, wide: float = 210, tall: float = 190, seed: int = 5) -> None:
    dice = random.Random(seed)
    e.box(x, z, (wide, tall, 40), "#d5d0c5")
    with e.standing(x, z) as c:
        for row in range(4):
            low = -10 - row * (tall - 14) / 4
            c.drawRect(
                rect(-wide / 2 + 4, low - (tall - 14) / 4 + 5, wide - 8, (tall - 14) / 4 - 7), e.plain("#807a70", z)
            )
            px = -wide / 2 + 8
            while px < wide / 2 - 16:
                size, high, tone = dice.uniform(9, 17), dice.uniform(16, 33), dice.choice(GOODS)
                for _ in range(dice.randint(1, 3)):
                    if px < wide / 2 - size - 4:
                        c.drawRect(rect(px, low - high, size, high), e.plain(tone, z))
                        c.drawRect(rect(px, low - high * 0.6, size, high * 0.25), e.plain("#f4eee0", z, 0.8))
                    px += size + 1.5


def till(e: Easel, x: float, z: float, y: float = 92) -> None:
    with e.standing(x, z, y) as c:
        c.drawRect(rect(-22, -20, 44, 20), e.plain("#3a3f45", z))
        c.drawRect(rect(-12, -40, 34, 20), fill(e.lamp_tone("#a8d0c0", z, 0.8)))


def ward_bed(e: Easel, x: float, z: float) -> None:
    e.contact(x, z, 210)
    with e.standing(x, z + 40) as c:
        for px in (-98, 92):
            c.drawRect(rect(px, -104, 6, 104), e.plain("#aab4b9", z))
        c.drawRect(rect(-98, -100, 10, 62), e.plain("#c9d3d7", z))
    e.box(x, z, (184, 18, 78), "#e9efef", y=44)
    e.box(x + 24, z - 2, (136, 12, 80), "#8fb7bd", y=56)
    with e.standing(x - 66, z + 30, 62) as c:
        c.drawPath(smooth([(-24, 2), (-22, -18), (22, -18), (24, 2)]), e.plain("#fbfbf8", z))


def drip(e: Easel, x: float, z: float) -> None:
    with e.standing(x, z) as c:
        c.drawRect(rect(-1.5, -195, 3, 195), e.plain("#98a2a7", z))
        c.drawRect(rect(-14, -196, 28, 3), e.plain("#98a2a7", z))
        c.drawPath(smooth([(6, -192), (20, -192), (18, -160), (8, -160)]), e.plain("#d8ecf0", z, 0.9))


def monitor(e: Easel, x: float, z: float, y: float = 120) -> None:
    with e.standing(x, z, y) as c:
        c.drawRect(rect(-30, -44, 60, 44), e.plain("#d7dddf", z))
        c.drawRect(rect(-25, -39, 50, 32), fill((16, 34, 36)))
        points = []
        for i in range(25):
            beat = (i / 24 * 2 + e.seconds * 1.1) % 1
            points.append((-24 + i * 2, -23 - 13 * HEARTBEAT[int(beat * len(HEARTBEAT))]))
        c.drawPath(poly(points, closed=False), stroke((110, 236, 170), 1.4))


def screen_divider(e: Easel, x: float, z: float, colour: str = "#a9c6c4") -> None:
    with e.standing(x, z) as c:
        for i in range(7):
            tone = shade(rgb(colour), 1.0 if i % 2 else 0.9)
            c.drawRect(rect(-90 + i * 26, -212, 26, 196), e.plain(tone, z))
        c.drawRect(rect(-96, -216, 194, 5), e.plain("#98a2a7", z))


def mirror_wall(e: Easel, x: float, z: float, wide: float = 260) -> None:
    """The dark glass of an interrogation room."""
    with e.standing(x, z, 105) as c:
        c.drawRect(rect(-wide / 2 - 7, -107, wide + 14, 114), e.plain("#565c60", z))
        c.drawRect(rect(-wide / 2, -100, wide, 100), e.plain("#28333a", z))
        c.drawPath(
            poly([(-wide * 0.3, 0), (-wide * 0.05, -100), (wide * 0.08, -100), (-wide * 0.17, 0)]),
            fill((255, 255, 255), 0.07),
        )


def cabinet(e: Easel, x: float, z: float, colour: str = "#7c8a86") -> None:
    e.box(x, z, (52, 134, 56), colour)
    with e.standing(x, z) as c:
        for i in range(4):
            c.drawRect(rect(-22, -129 + i * 32, 44, 28), e.plain(shade(rgb(colour), 1.12), z))
            c.drawRect(rect(-8, -117 + i * 32, 16, 4), e.plain("#d6d6cf", z))


def lockers(e: Easel, x: float, z: float, wide: float = 240, colour: str = "#5b7c8d") -> None:
    e.box(x, z, (wide, 190, 42), colour)
    with e.standing(x, z) as c:
        for i in range(int(wide / 40)):
            px = -wide / 2 + i * 40
            c.drawRect(rect(px + 2, -186, 36, 182), e.plain(shade(rgb(colour), 1.0 + 0.06 * (i % 2)), z))
            for y in (-176, -170, -164):
                c.drawRect(rect(px + 10, y, 20, 2.4), e.plain(shade(rgb(colour), 0.6), z))
            c.drawRect(rect(px + 30, -104, 3, 14), e.plain("#d6d6cf", z))


def pews(e: Easel, x: float, z: float) -> None:
    for row in range(3):
        e.box(x, z + row * 95, (230, 46, 34), "#6b4730")
        e.box(x, z + row * 95 + 30, (236, 92, 5), "#77513a")


def altar(e: Easel, x: float, z: float) -> None:
    e.box(x, z, (190, 96, 60), "#ded5c2")
    with e.standing(x, z) as c:
        c.drawRect(rect(-60, -96, 120, 70), e.plain("#8c2f39", z))
        c.drawRect(rect(-5, -190, 10, 94), e.plain("#c29a4e", z))
        c.drawRect(rect(-26, -168, 52, 9), e.plain("#c29a4e", z))
        for px in (-70, 70):
            c.drawRect(rect(px - 3, -128, 6, 32), e.plain("#f2ecdc", z))
            c.drawOval(oval(px, -133, 2.4, 5 + wander(e.seconds * 7, px)), fill((255, 206, 110)))
            e.glow(px, -133, 70, e.light.lamp, 0.5)


def arched_window(e: Easel, x: float, z: float, tall: float = 330, y: float = 120) -> None:
    """Coloured glass."""
    with e.standing(x, z, y) as c:
        shape = poly(
            [
                (-46, 0),
                (46, 0),
                (46, -tall * 0.7),
                (26, -tall * 0.9),
                (0, -tall),
                (-26, -tall * 0.9),
                (-46, -tall * 0.7),
            ]
        )
        c.drawPath(shape, e.plain("#5f574d", z))
        c.save()
        c.scale(0.86, 0.95)
        c.clipPath(shape, doAntiAlias=True)
        tones = ("#4f7fb0", "#b5483f", "#e0b44c", "#5d8a58", "#7a5a94")
        for row in range(12):
            for column in range(4):
                base = rgb(tones[(row * 3 + column * 2 + row // 2) % 5])
                c.drawRect(
                    rect(-46 + column * 23, -tall + row * tall / 12, 21.5, tall / 12 - 1.5),
                    fill(e.light.graded(shade(base, 0.5 if e.light.dark else 1.05))),
                )
        c.restore()
        if not e.light.dark:
            e.glow(0, -tall / 2, 220, (255, 236, 200), 0.25)


def blackboard(e: Easel, x: float, z: float) -> None:
    with e.standing(x, z, 90) as c:
        c.drawRect(rect(-148, -124, 296, 130), e.plain("#8a6746", z))
        c.drawRect(rect(-140, -117, 280, 114), e.plain("#2f4a41", z))
        chalk = stroke(e.tone("#dfe6dc", z), 2.2, 0.8)
        for row in range(4):
            c.drawPath(
                smooth(
                    [(-120 + k * 24, -96 + row * 22 + 4 * math.sin(k * 2.1 + row)) for k in range(6 - row % 2)],
                    closed=False,
                ),
                chalk,
            )
        c.drawCircle(82, -62, 32, chalk)
        c.drawLine(50, -62, 114, -62, chalk)


def neon(e: Easel, x: float, z: float, *, text: str, y: float = 215.0, wide: float = 110.0) -> None:
    """A word in glowing tube."""
    tone = (255.0, 96.0, 110.0)
    with e.standing(x, z, y) as c:
        c.drawRect(rect(-wide / 2 - 8, -44, wide + 16, 52), e.plain("#2a2024", z))
        e.glow(0, -18, wide, tone, 0.4 if e.light.dark else 0.15)
        letter(c, text, rect(-wide / 2, -40, wide, 44), mix(tone, (255.0, 255.0, 255.0), 0.45))
