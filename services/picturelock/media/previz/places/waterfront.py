"""What stands and floats in a harbour, each drawn upright at its spot, in centimetres."""

import math

from picturelock.media.colour import parse as rgb
from picturelock.media.previz.easel import Easel
from picturelock.media.previz.ink import fill, limb, oval, poly, rect, shade, smooth, stroke, wander


def boat(e: Easel, x: float, z: float, colour: str = "#a33f38", *, y: float = -40.0, size: float = 1.0) -> None:
    bob = math.sin(e.seconds * 1.3 + x) * 7
    with e.standing(x, z, y, size=size) as c:
        c.rotate(math.sin(e.seconds * 0.9 + x) * 1.2)
        c.translate(0, bob)
        c.drawPath(
            poly(
                [(-300, -150), (-240, -30), (-200, 20), (210, 20), (260, -30), (330, -170), (200, -120), (-180, -118)]
            ),
            e.plain(colour, z),
        )
        c.drawPath(poly([(-262, -70), (290, -80), (276, -52), (-252, -44)]), e.plain("#e9e2d2", z))
        c.drawPath(
            poly(
                [
                    (-300, -150),
                    (-180, -118),
                    (200, -120),
                    (330, -170),
                    (326, -158),
                    (200, -104),
                    (-180, -102),
                    (-294, -136),
                ]
            ),
            e.plain(shade(rgb(colour), 0.65), z),
        )
        c.drawRect(rect(-110, -262, 180, 146), e.plain("#ece6d8", z))
        c.drawRect(rect(-122, -274, 206, 18), e.plain("#3d4a57", z))
        for wx in (-92, -34, 24):
            c.drawRect(
                rect(wx, -240, 40, 46), fill(e.lamp_tone("#ffd890", z, 0.95) if e.light.dark else e.tone("#46596a", z))
            )
        _rigging(e, z)


def _rigging(e: Easel, z: float) -> None:
    c = e.canvas
    mast = e.plain("#5b4636", z)
    c.drawRect(rect(118, -540, 11, 430), mast)
    c.drawPath(limb((124, -190), (20, -420), 8, 5), mast)
    rope = stroke(e.tone("#4a4d50", z), 2.4)
    for px, py in ((320, -160), (-290, -160), (20, -420)):
        c.drawLine(124, -536, px, py, rope)
    if e.light.dark:
        c.drawCircle(124, -548, 8, fill((255, 236, 190)))
        e.glow(124, -548, 150, e.light.lamp, 0.5)


def crane(e: Easel, x: float, z: float, colour: str = "#b0702f", tall: float = 2300) -> None:
    with e.standing(x, z) as c:
        paint = e.plain(colour, z)
        for px in (-170, 150):
            c.drawRect(rect(px, -tall * 0.62, 28, tall * 0.62), paint)
        line = stroke(e.tone(colour, z), 14)
        for i in range(5):
            y = -tall * 0.62 * i / 5
            c.drawLine(-160, y, 165, y - tall * 0.62 / 5, line)
            c.drawLine(165, y, -160, y - tall * 0.62 / 5, line)
        c.drawRect(rect(-210, -tall * 0.74, 430, tall * 0.12), paint)
        c.drawRect(rect(60, -tall * 0.72, 110, tall * 0.06), fill(e.lamp_tone("#dfeaf0", z)))
        c.drawPath(poly([(-120, -tall * 0.74), (-60, -tall * 0.74), (1080, -tall), (1080, -tall - 26)]), paint)
        c.drawPath(poly([(-160, -tall * 0.74), (-120, -tall * 0.94), (-90, -tall * 0.74)]), paint)
        c.drawLine(-120, -tall * 0.93, 900, -tall * 0.97, stroke(e.tone(colour, z), 8))
        sway = wander(e.seconds * 0.5, x) * 20
        c.drawLine(1060, -tall, 1060 + sway, -tall * 0.45, stroke(e.tone("#2b2f33", z), 7))
        c.drawRect(rect(1035 + sway, -tall * 0.45, 50, 46), e.plain("#2b2f33", z))
        if e.light.dark:
            e.glow(1080, -tall - 20, 190, (255, 70, 60), 0.6)


def crates(e: Easel, x: float, z: float, colour: str = "#9c7446") -> None:
    for dx, y, size in ((-62, 0, 78), (26, 0, 92), (-34, 78, 62)):
        if not y:
            e.contact(x + dx, z, size * 1.3)
        e.box(x + dx, z, (size, size, size), colour, y=y)
        with e.standing(x + dx, z, y) as c:
            line = stroke(e.tone(shade(rgb(colour), 0.68), z), 6)
            c.drawRect(rect(-size / 2 + 5, -size + 5, size - 10, size - 10), line)
            c.drawLine(-size / 2 + 6, -6, size / 2 - 6, -size + 6, line)


def barrel(e: Easel, x: float, z: float, colour: str = "#4f6d7a") -> None:
    e.contact(x, z, 74)
    with e.standing(x, z) as c:
        c.drawPath(smooth([(-27, 0), (-31, -44), (-27, -88), (27, -88), (31, -44), (27, 0)]), e.plain(colour, z))
        for y in (-70, -22):
            c.drawRect(rect(-30, y, 60, 6), e.plain(shade(rgb(colour), 0.7), z))
        c.drawOval(oval(0, -88, 27, 6), e.plain(shade(rgb(colour), 0.55), z))


def bollard(e: Easel, x: float, z: float) -> None:
    e.contact(x, z, 46)
    with e.standing(x, z) as c:
        c.drawPath(
            smooth([(-15, 0), (-12, -40), (-22, -56), (0, -64), (22, -56), (12, -40), (15, 0)]), e.plain("#2c2f33", z)
        )
        c.drawRect(rect(-12, -40, 6, 38), e.plain("#565b60", z))


def net(e: Easel, x: float, z: float) -> None:
    with e.standing(x, z) as c:
        c.drawPath(smooth([(-90, 2), (-70, -34), (-10, -52), (60, -38), (96, 2)]), e.plain("#3f6b62", z))
        for i in range(6):
            c.drawPath(
                smooth([(-84 + i * 30, 0), (-60 + i * 26, -30), (-30 + i * 20, -44)], closed=False),
                stroke(e.tone("#78a394", z), 2),
            )
        for px in (-60, 10, 66):
            c.drawCircle(px, -10, 9, e.plain("#e0773a", z))


def lighthouse(e: Easel, x: float, z: float, tall: float = 1900) -> None:
    with e.standing(x, z) as c:
        c.drawPath(
            smooth([(-520, 40), (-420, -60), (-180, -140), (200, -150), (440, -70), (560, 40)]), e.plain("#5a5650", z)
        )
        for i in range(5):
            y1, y2 = -120 - tall * 0.16 * i, -120 - tall * 0.16 * (i + 1)
            w1, w2 = 150 - 13 * i, 150 - 13 * (i + 1)
            tone = "#f0ece2" if i % 2 == 0 else "#b8382f"
            c.drawPath(poly([(-w1, y1), (w1, y1), (w2, y2), (-w2, y2)]), e.plain(tone, z * 0.3))
            s = -1 if e.light.sun_side > 0 else 1
            c.drawPath(
                poly([(s * w1, y1), (s * w1 * 0.4, y1), (s * w2 * 0.4, y2), (s * w2, y2)]),
                e.plain(shade(rgb(tone), 0.74), z * 0.3),
            )
        top = -120 - tall * 0.8
        c.drawRect(rect(-104, top - 16, 208, 18), e.plain("#2d3136", z * 0.3))
        c.drawRect(rect(-56, top - 130, 112, 116), fill(e.lamp_tone("#ffe9b0", z * 0.3, 1.0)))
        for px in (-56, -20, 16, 50):
            c.drawRect(rect(px, top - 130, 6, 116), e.plain("#2d3136", z * 0.3))
        c.drawPath(
            smooth([(-70, top - 128), (-50, top - 176), (0, top - 206), (50, top - 176), (70, top - 128)]),
            e.plain("#b8382f", z * 0.3),
        )
        if e.light.dark:
            _beam(e, top - 72)


def _beam(e: Easel, y: float) -> None:
    turn = e.seconds * 0.7
    reach = 5200 * math.cos(turn)
    e.glow(0, y, 620, (255, 238, 190), 0.7)
    wide = abs(reach) * 0.11 + 40
    e.canvas.drawPath(
        poly([(0, y - 20), (reach, y - wide), (reach, y + wide), (0, y + 20)]), fill((255, 240, 200), 0.13)
    )
    e.canvas.drawPath(
        poly([(0, y - 12), (reach, y - wide * 0.5), (reach, y + wide * 0.5), (0, y + 12)]), fill((255, 244, 214), 0.13)
    )
