"""Things that stand outside, each drawn upright at its spot, in centimetres."""

import math
import random

from picturelock.media.colour import parse as rgb
from picturelock.media.previz.easel import Easel
from picturelock.media.previz.ink import Point, fill, limb, mix, oval, poly, rect, shade, smooth, stroke, wander


def tree(e: Easel, x: float, z: float, tall: float = 520, colour: str = "#5d8a4a", seed: int = 0) -> None:
    dice = random.Random(seed)
    e.contact(x, z, tall * 0.5, 1.2)
    sway = wander(e.seconds * 1.4, seed) * 14 * e.light.wind
    with e.standing(x, z) as c:
        trunk = e.plain("#5b4434", z)
        c.drawPath(poly([(-tall * 0.03, 0), (tall * 0.03, 0), (tall * 0.018 + sway * 0.3, -tall * 0.5), (-tall * 0.018 + sway * 0.3, -tall * 0.5)]), trunk)
        c.drawPath(limb((0, -tall * 0.36), (tall * 0.13, -tall * 0.56), tall * 0.022, tall * 0.012), trunk)
        s = 1 if e.light.sun_side > 0 else -1
        blobs = [(dice.uniform(-0.2, 0.2) * tall, -tall * dice.uniform(0.5, 0.9), tall * dice.uniform(0.13, 0.2)) for _ in range(8)]
        for tone, shift in ((0.66, -0.05), (0.86, 0.0), (1.08, 0.055)):
            for bx, by, r in blobs:
                size = r * (1.0 if tone < 1 else 0.62)
                c.drawCircle(bx + s * shift * tall + sway, by - shift * tall * 0.8, size, e.plain(shade(rgb(colour), tone), z))


def pine(e: Easel, x: float, z: float, tall: float = 620, colour: str = "#3f6650") -> None:
    e.contact(x, z, tall * 0.4)
    sway = wander(e.seconds * 1.1, x) * 10 * e.light.wind
    with e.standing(x, z) as c:
        c.drawRect(rect(-tall * 0.018, -tall * 0.2, tall * 0.036, tall * 0.2), e.plain("#54402f", z))
        s = 1 if e.light.sun_side > 0 else -1
        for step in range(5):
            wide, top = tall * (0.2 - step * 0.032), -tall * (0.36 + step * 0.16)
            low, lean = -tall * (0.1 + step * 0.16), sway * step / 4
            c.drawPath(poly([(-wide + lean, low), (lean, top), (wide + lean, low)]), e.plain(shade(rgb(colour), 0.8 + step * 0.05), z))
            c.drawPath(poly([(lean, low), (lean, top), (s * wide + lean, low)]), e.plain(shade(rgb(colour), 0.98 + step * 0.06), z))


def bare_trunk(e: Easel, x: float, z: float, wide: float = 34, colour: str = "#4b3b30") -> None:
    e.contact(x, z, wide * 2)
    with e.standing(x, z) as c:
        c.drawPath(poly([(-wide * 0.8, 4), (wide * 0.8, 4), (wide * 0.5, -120), (wide * 0.42, -1400), (-wide * 0.42, -1400), (-wide * 0.5, -120)]), e.plain(colour, z))
        s = 1 if e.light.sun_side > 0 else -1
        c.drawPath(poly([(s * wide * 0.2, 2), (s * wide * 0.7, 2), (s * wide * 0.46, -120), (s * wide * 0.4, -1400), (s * wide * 0.16, -1400)]), e.plain(shade(rgb(colour), 1.35), z))
        for step in range(7):
            c.drawLine(-wide * 0.2, -60 - step * 130, wide * 0.05, -90 - step * 130, stroke(e.tone(shade(rgb(colour), 0.7), z), 3))


def bush(e: Easel, x: float, z: float, tall: float = 90, colour: str = "#557d45") -> None:
    e.contact(x, z, tall * 1.6)
    sway = wander(e.seconds * 1.7, x) * 4 * e.light.wind
    with e.standing(x, z) as c:
        for tone, dx, dy in ((0.68, 0, 0), (0.9, 4, -6), (1.1, 10, -16)):
            for i in range(5):
                bx = (i - 2) * tall * 0.36
                size = tall * (0.42 - 0.07 * abs(i - 2)) * (1 if tone < 1 else 0.66)
                c.drawCircle(bx + dx + sway, -tall * 0.4 + dy + abs(i - 2) * tall * 0.09, size, e.plain(shade(rgb(colour), tone), z))


def grass(e: Easel, x: float, z: float, tall: float = 34, colour: str = "#7f9a55") -> None:
    with e.standing(x, z) as c:
        for i in range(7):
            lean = (i - 3) * 5 + wander(e.seconds * 2, x + i) * 7 * e.light.wind
            c.drawPath(smooth([(i * 5 - 17, 0), (i * 5 - 14 + lean * 0.4, -tall * 0.6), (i * 5 - 15 + lean, -tall * (0.8 + 0.06 * i)), (i * 5 - 12 + lean * 0.3, -tall * 0.5), (i * 5 - 12, 0)]), e.plain(shade(rgb(colour), 0.8 + 0.06 * i), z))


def streetlamp(e: Easel, x: float, z: float, tall: float = 430) -> None:
    e.contact(x, z, 40)
    with e.standing(x, z) as c:
        iron = e.plain("#2e3438", z)
        c.drawPath(poly([(-9, 0), (9, 0), (4, -60), (3, -tall), (-3, -tall), (-4, -60)]), iron)
        c.drawPath(poly([(-16, -tall), (16, -tall), (24, -tall - 52), (-24, -tall - 52)]), fill(e.lamp_tone("#ffe2a4", z, 1.0)))
        c.drawPath(poly([(-30, -tall - 52), (30, -tall - 52), (0, -tall - 76)]), iron)
        c.drawRect(rect(-18, -tall - 3, 36, 6), iron)
        if e.light.dark:
            e.glow(0, -tall - 26, 330, e.light.lamp, 0.5)


def bench(e: Easel, x: float, z: float) -> None:
    e.contact(x, z, 190)
    with e.standing(x, z) as c:
        for px in (-75, 69):
            c.drawRect(rect(px, -44, 7, 44), e.plain("#3a3d40", z))
            c.drawRect(rect(px, -90, 6, 50), e.plain("#3a3d40", z))
        for y, tone in ((-92, 1.0), (-78, 0.92), (-64, 0.86), (-48, 1.1)):
            c.drawRect(rect(-88, y, 176, 10), e.plain(shade(rgb("#9a6b42"), tone), z))


def fence(e: Easel, x: float, z: float, wide: float = 900, colour: str = "#d8cfbd") -> None:
    with e.standing(x, z) as c:
        for y in (-78, -36):
            c.drawRect(rect(-wide / 2, y, wide, 9), e.plain(shade(rgb(colour), 0.86), z))
        for i in range(int(wide / 22)):
            px = -wide / 2 + i * 22
            c.drawPath(poly([(px, 0), (px, -94), (px + 7, -104), (px + 14, -94), (px + 14, 0)]), e.plain(colour, z))


def railing(e: Easel, x: float, z: float, wide: float = 1600) -> None:
    with e.standing(x, z) as c:
        iron = e.plain("#3b4348", z)
        for y in (-105, -70, -35):
            c.drawRect(rect(-wide / 2, y, wide, 5), iron)
        for i in range(int(wide / 130) + 1):
            c.drawRect(rect(-wide / 2 + i * 130, -112, 8, 112), iron)


def sign(e: Easel, x: float, z: float, colour: str = "#33597a") -> None:
    e.contact(x, z, 34)
    with e.standing(x, z) as c:
        c.drawRect(rect(-4, -230, 8, 230), e.plain("#6c7075", z))
        c.drawRect(rect(-70, -258, 140, 62), e.plain("#ece8dc", z))
        c.drawRect(rect(-65, -253, 130, 52), e.plain(colour, z))
        for row, wide in ((-240, 92), (-222, 62)):
            c.drawRect(rect(-50, row, wide, 8), e.plain("#ece8dc", z))


def traffic_light(e: Easel, x: float, z: float) -> None:
    e.contact(x, z, 34)
    with e.standing(x, z) as c:
        c.drawRect(rect(-6, -330, 12, 330), e.plain("#3f4448", z))
        c.drawRRect(_rounded(-26, -420, 52, 140, 10), e.plain("#24282b", z))
        green = (e.seconds % 8) < 5  # noqa: PLR2004
        for index, (colour, on) in enumerate((("#ff4a3a", not green), ("#ffbe3d", False), ("#4fe08a", green))):
            tone = rgb(colour)
            c.drawCircle(0, -397 + index * 43, 16, fill(tone if on else shade(tone, 0.25)))
            if on:
                e.glow(0, -397 + index * 43, 90 if e.light.dark else 50, tone, 0.5)


def _rounded(x: float, y: float, wide: float, tall: float, corner: float) -> object:
    import skia  # noqa: PLC0415

    return skia.RRect.MakeRectXY(rect(x, y, wide, tall), corner, corner)


def car(e: Easel, x: float, z: float, colour: str = "#7c2f33", *, faces: int = 1) -> None:
    e.contact(x, z, 420, 1.5)
    with e.standing(x, z) as c:
        c.scale(faces, 1)
        body: list[Point] = [(-205, -34), (-208, -70), (-190, -88), (-120, -94), (-70, -138), (60, -140), (118, -96), (190, -86), (208, -66), (208, -34)]
        c.drawPath(poly(body), e.plain(colour, z))
        c.drawPath(poly([(-208, -52), (208, -52), (208, -32), (-205, -32)]), e.plain(shade(rgb(colour), 0.7), z))
        glass = e.light.graded(mix(e.light.sky_low, (40, 52, 64), 0.5))
        c.drawPath(poly([(-104, -96), (-64, -130), (-8, -132), (-8, -96)]), fill(glass))
        c.drawPath(poly([(2, -96), (2, -132), (54, -132), (98, -96)]), fill(glass))
        for wx in (-128, 128):
            c.drawCircle(wx, -32, 34, e.plain("#1f2022", z))
            c.drawCircle(wx, -32, 17, e.plain("#9a9da0", z))
        c.drawRect(rect(192, -80, 14, 16), fill(e.lamp_tone("#fff0c0", z, 1.0)))
        c.drawRect(rect(-206, -82, 10, 16), fill(e.lamp_tone("#d8382e", z, 1.0)))
        if e.light.dark:
            e.glow(205, -72, 160, (255, 240, 200), 0.4)


def boat(e: Easel, x: float, z: float, colour: str = "#a33f38", *, y: float = -40.0, size: float = 1.0) -> None:
    bob = math.sin(e.seconds * 1.3 + x) * 7
    with e.standing(x, z, y, size=size) as c:
        c.rotate(math.sin(e.seconds * 0.9 + x) * 1.2)
        c.translate(0, bob)
        c.drawPath(poly([(-300, -150), (-240, -30), (-200, 20), (210, 20), (260, -30), (330, -170), (200, -120), (-180, -118)]), e.plain(colour, z))
        c.drawPath(poly([(-262, -70), (290, -80), (276, -52), (-252, -44)]), e.plain("#e9e2d2", z))
        c.drawPath(poly([(-300, -150), (-180, -118), (200, -120), (330, -170), (326, -158), (200, -104), (-180, -102), (-294, -136)]), e.plain(shade(rgb(colour), 0.65), z))
        c.drawRect(rect(-110, -262, 180, 146), e.plain("#ece6d8", z))
        c.drawRect(rect(-122, -274, 206, 18), e.plain("#3d4a57", z))
        for wx in (-92, -34, 24):
            c.drawRect(rect(wx, -240, 40, 46), fill(e.lamp_tone("#ffd890", z, 0.95) if e.light.dark else e.tone("#46596a", z)))
        mast = e.plain("#5b4636", z)
        c.drawRect(rect(118, -540, 11, 430), mast)
        c.drawPath(limb((124, -190), (20, -420), 8, 5), mast)
        rope = stroke(e.tone("#4a4d50", z), 2.4)
        for px in (320, -290, 20):
            c.drawLine(124, -536, px, -160 if px != 20 else -420, rope)  # noqa: PLR2004
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
        c.drawPath(smooth([(-15, 0), (-12, -40), (-22, -56), (0, -64), (22, -56), (12, -40), (15, 0)]), e.plain("#2c2f33", z))
        c.drawRect(rect(-12, -40, 6, 38), e.plain("#565b60", z))


def net(e: Easel, x: float, z: float) -> None:
    with e.standing(x, z) as c:
        c.drawPath(smooth([(-90, 2), (-70, -34), (-10, -52), (60, -38), (96, 2)]), e.plain("#3f6b62", z))
        for i in range(6):
            c.drawPath(smooth([(-84 + i * 30, 0), (-60 + i * 26, -30), (-30 + i * 20, -44)], closed=False), stroke(e.tone("#78a394", z), 2))
        for px in (-60, 10, 66):
            c.drawCircle(px, -10, 9, e.plain("#e0773a", z))


def lighthouse(e: Easel, x: float, z: float, tall: float = 1900) -> None:
    with e.standing(x, z) as c:
        c.drawPath(smooth([(-520, 40), (-420, -60), (-180, -140), (200, -150), (440, -70), (560, 40)]), e.plain("#5a5650", z))
        for i in range(5):
            y1, y2 = -120 - tall * 0.16 * i, -120 - tall * 0.16 * (i + 1)
            w1, w2 = 150 - 13 * i, 150 - 13 * (i + 1)
            tone = "#f0ece2" if i % 2 == 0 else "#b8382f"
            c.drawPath(poly([(-w1, y1), (w1, y1), (w2, y2), (-w2, y2)]), e.plain(tone, z * 0.3))
            s = -1 if e.light.sun_side > 0 else 1
            c.drawPath(poly([(s * w1, y1), (s * w1 * 0.4, y1), (s * w2 * 0.4, y2), (s * w2, y2)]), e.plain(shade(rgb(tone), 0.74), z * 0.3))
        top = -120 - tall * 0.8
        c.drawRect(rect(-104, top - 16, 208, 18), e.plain("#2d3136", z * 0.3))
        c.drawRect(rect(-56, top - 130, 112, 116), fill(e.lamp_tone("#ffe9b0", z * 0.3, 1.0)))
        for px in (-56, -20, 16, 50):
            c.drawRect(rect(px, top - 130, 6, 116), e.plain("#2d3136", z * 0.3))
        c.drawPath(smooth([(-70, top - 128), (-50, top - 176), (0, top - 206), (50, top - 176), (70, top - 128)]), e.plain("#b8382f", z * 0.3))
        if e.light.dark:
            _beam(e, top - 72)


def _beam(e: Easel, y: float) -> None:
    turn = e.seconds * 0.7
    reach = 5200 * math.cos(turn)
    e.glow(0, y, 620, (255, 238, 190), 0.7)
    wide = abs(reach) * 0.11 + 40
    e.canvas.drawPath(poly([(0, y - 20), (reach, y - wide), (reach, y + wide), (0, y + 20)]), fill((255, 240, 200), 0.13))
    e.canvas.drawPath(poly([(0, y - 12), (reach, y - wide * 0.5), (reach, y + wide * 0.5), (0, y + 12)]), fill((255, 244, 214), 0.13))


def rock(e: Easel, x: float, z: float, wide: float = 140, colour: str = "#7b756b") -> None:
    e.contact(x, z, wide * 1.2)
    with e.standing(x, z) as c:
        c.drawPath(poly([(-wide / 2, 0), (-wide * 0.42, -wide * 0.3), (-wide * 0.1, -wide * 0.5), (wide * 0.25, -wide * 0.42), (wide / 2, -wide * 0.14), (wide * 0.52, 0)]), e.plain(colour, z))
        s = 1 if e.light.sun_side > 0 else -1
        c.drawPath(poly([(0, -wide * 0.47), (s * wide * 0.26, -wide * 0.4), (s * wide * 0.48, -wide * 0.1), (s * wide * 0.1, -wide * 0.18)]), e.plain(shade(rgb(colour), 1.25), z))


def cactus(e: Easel, x: float, z: float, tall: float = 260) -> None:
    e.contact(x, z, 70)
    with e.standing(x, z) as c:
        tone = e.plain("#5c8058", z)
        c.drawPath(limb((0, 0), (0, -tall), 42, 38), tone)
        for s, y in ((-1, 0.45), (1, 0.6)):
            c.drawPath(limb((0, -tall * y), (s * 58, -tall * y - 8), 26, 26), tone)
            c.drawPath(limb((s * 58, -tall * y - 8), (s * 60, -tall * y - 74), 26, 24), tone)


def barn(e: Easel, x: float, z: float, colour: str = "#8f3b32") -> None:
    e.contact(x, z, 900)
    with e.standing(x, z) as c:
        c.drawPath(poly([(-420, 0), (-420, -400), (-300, -560), (0, -680), (300, -560), (420, -400), (420, 0)]), e.plain(colour, z))
        c.drawPath(poly([(-450, -390), (-310, -585), (0, -715), (310, -585), (450, -390), (415, -380), (290, -550), (0, -668), (-290, -550), (-415, -380)]), e.plain("#4b4643", z))
        trim = stroke(e.tone("#ece4d4", z), 14)
        c.drawRect(rect(-120, -250, 240, 250), e.plain(shade(rgb(colour), 0.7), z))
        c.drawRect(rect(-120, -250, 240, 250), trim)
        c.drawLine(-120, -250, 120, 0, trim)
        c.drawLine(120, -250, -120, 0, trim)
        c.drawRect(rect(-50, -500, 100, 90), fill(e.lamp_tone("#5a4a40", z, 0.4)))


def cottage(e: Easel, x: float, z: float) -> None:
    from picturelock.media.previz.places.land import pane  # noqa: PLC0415

    e.contact(x, z, 760)
    with e.standing(x, z) as c:
        c.drawRect(rect(-330, -270, 660, 270), e.plain("#d8cdb8", z))
        c.drawPath(poly([(-390, -260), (-300, -470), (300, -470), (390, -260)]), e.plain("#7a4a3a", z))
        c.drawRect(rect(150, -560, 74, 150), e.plain("#8c6a55", z))
        c.drawRect(rect(-50, -205, 100, 205), e.plain("#4c6a5c", z))
        for px in (-205, 200):
            pane(e, px, -205, 96, 110, z, lit=True, frame=rgb("#efe7d6"))
        drift = e.seconds * 18 % 60
        for i in range(4):
            c.drawCircle(187 + i * 26 + drift * 0.5, -600 - i * 58 - drift, 26 + i * 9, e.plain("#dfe3e6", z, 0.28 - i * 0.05))
