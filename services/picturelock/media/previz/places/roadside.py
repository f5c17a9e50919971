"""What stands along streets and roads, each drawn upright at its spot, in centimetres."""

import skia

from picturelock.media.colour import parse as rgb
from picturelock.media.previz.easel import Easel
from picturelock.media.previz.ink import Point, fill, mix, poly, rect, shade, stroke
from picturelock.media.previz.lettering import letter
from picturelock.media.previz.places.houses import pane

GREEN = 5.0
"""Seconds of every eight that a traffic light is green."""


def streetlamp(e: Easel, x: float, z: float, tall: float = 430) -> None:
    e.contact(x, z, 40)
    with e.standing(x, z) as c:
        iron = e.plain("#2e3438", z)
        c.drawPath(poly([(-9, 0), (9, 0), (4, -60), (3, -tall), (-3, -tall), (-4, -60)]), iron)
        c.drawPath(
            poly([(-16, -tall), (16, -tall), (24, -tall - 52), (-24, -tall - 52)]), fill(e.lamp_tone("#ffe2a4", z, 1.0))
        )
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


def sign(e: Easel, x: float, z: float, colour: str = "#33597a", *, text: str = "") -> None:
    e.contact(x, z, 34)
    with e.standing(x, z) as c:
        c.drawRect(rect(-4, -230, 8, 230), e.plain("#6c7075", z))
        c.drawRect(rect(-70, -258, 140, 62), e.plain("#ece8dc", z))
        c.drawRect(rect(-65, -253, 130, 52), e.plain(colour, z))
        if text:
            letter(c, text, rect(-58, -249, 116, 44), e.tone("#ece8dc", z))
            return
        for row, wide in ((-240, 92), (-222, 62)):
            c.drawRect(rect(-50, row, wide, 8), e.plain("#ece8dc", z))


def traffic_light(e: Easel, x: float, z: float) -> None:
    e.contact(x, z, 34)
    with e.standing(x, z) as c:
        c.drawRect(rect(-6, -330, 12, 330), e.plain("#3f4448", z))
        c.drawRRect(_rounded(-26, -420, 52, 140, 10), e.plain("#24282b", z))
        green = (e.seconds % 8) < GREEN
        for index, (colour, on) in enumerate((("#ff4a3a", not green), ("#ffbe3d", False), ("#4fe08a", green))):
            tone = rgb(colour)
            c.drawCircle(0, -397 + index * 43, 16, fill(tone if on else shade(tone, 0.25)))
            if on:
                e.glow(0, -397 + index * 43, 90 if e.light.dark else 50, tone, 0.5)


def _rounded(x: float, y: float, wide: float, tall: float, corner: float) -> object:
    return skia.RRect.MakeRectXY(rect(x, y, wide, tall), corner, corner)


def car(e: Easel, x: float, z: float, colour: str = "#7c2f33", *, faces: int = 1) -> None:
    e.contact(x, z, 420, 1.5)
    with e.standing(x, z) as c:
        c.scale(faces, 1)
        body: list[Point] = [
            (-205, -34),
            (-208, -70),
            (-190, -88),
            (-120, -94),
            (-70, -138),
            (60, -140),
            (118, -96),
            (190, -86),
            (208, -66),
            (208, -34),
        ]
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


def barn(e: Easel, x: float, z: float, colour: str = "#8f3b32") -> None:
    e.contact(x, z, 900)
    with e.standing(x, z) as c:
        c.drawPath(
            poly([(-420, 0), (-420, -400), (-300, -560), (0, -680), (300, -560), (420, -400), (420, 0)]),
            e.plain(colour, z),
        )
        c.drawPath(
            poly(
                [
                    (-450, -390),
                    (-310, -585),
                    (0, -715),
                    (310, -585),
                    (450, -390),
                    (415, -380),
                    (290, -550),
                    (0, -668),
                    (-290, -550),
                    (-415, -380),
                ]
            ),
            e.plain("#4b4643", z),
        )
        trim = stroke(e.tone("#ece4d4", z), 14)
        c.drawRect(rect(-120, -250, 240, 250), e.plain(shade(rgb(colour), 0.7), z))
        c.drawRect(rect(-120, -250, 240, 250), trim)
        c.drawLine(-120, -250, 120, 0, trim)
        c.drawLine(120, -250, -120, 0, trim)
        c.drawRect(rect(-50, -500, 100, 90), fill(e.lamp_tone("#5a4a40", z, 0.4)))


def cottage(e: Easel, x: float, z: float) -> None:
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
            c.drawCircle(
                187 + i * 26 + drift * 0.5, -600 - i * 58 - drift, 26 + i * 9, e.plain("#dfe3e6", z, 0.28 - i * 0.05)
            )
