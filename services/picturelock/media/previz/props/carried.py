"""Props that are carried, read or unfolded. Centimetres around the grip."""

import math

import skia

from picturelock.media.previz.ink import brighter, oval, poly, shade, smooth, wander
from picturelock.media.previz.props.model import BRASS, PAPER, STEEL, Model


def lantern(m: Model) -> None:
    m.line([(-6, 8), (-5, 1), (0, -1), (5, 1), (6, 8)], 0.8, shade(m.colour, 0.7))
    m.block(-4.5, 5, 9, 3.5)
    m.block(-6, 8, 12, 2)
    flicker = 0.9 + 0.1 * wander(m.seconds * 7, 1.0)
    m.plate(-5, 10, 10, 13, (255.0, 214.0, 130.0) if m.brush.light.dark else (214.0, 222.0, 224.0), 0.85)
    m.flame(0, 17, 2.0, 4.2 * flicker)
    for x in (-5.2, 4.4):
        m.plate(x, 10, 0.8, 13, shade(m.colour, 0.7))
    m.block(-6.5, 23, 13, 5)
    m.glow(0, 16, 34 if m.brush.light.dark else 16, (255, 190, 96), 0.5 * flicker if m.brush.light.dark else 0.2)


def phone(m: Model) -> None:
    m.block(-3.7, -11, 7.4, 15, corner=1.1)
    m.plate(-3.1, -10, 6.2, 12.6, (150.0, 196.0, 226.0) if m.brush.light.dark else (52.0, 62.0, 78.0))
    m.plate(-2.4, -8.4, 4.8, 1.2, (235.0, 242.0, 248.0), 0.8)
    for row in range(3):
        m.plate(-2.4, -5.6 + row * 2.2, 4.8 - row, 0.7, (235.0, 242.0, 248.0), 0.5)


def letter(m: Model) -> None:
    m.brush.round(poly([(-7, -17), (8, -18), (7, 3), (-8, 4)]), m.colour, share=0.2)
    for row in range(7):
        m.line(
            [(-5.4 - row * 0.1, -14 + row * 2.2), (5.6 - (row * 7 % 4) - row * 0.1, -14.6 + row * 2.2)],
            0.45,
            (88.0, 84.0, 92.0),
        )
    m.brush.flat(poly([(8, -18), (4.6, -17.8), (7.8, -14.6)]), shade(m.colour, 0.82))


def envelope(m: Model) -> None:
    m.block(-10, -11, 20, 13)
    m.line([(-10, -11), (0, -3.4), (10, -11)], 0.5, shade(m.colour, 0.72))
    m.ball(0, -4, 1.4, 1.4, (168.0, 44.0, 44.0))


def book(m: Model) -> None:
    m.block(-8, -19, 16, 22)
    m.plate(6.6, -18, 1.4, 20, PAPER)
    m.plate(-8, -19, 2.2, 22, shade(m.colour, 0.7))
    m.block(-3.6, -14, 8, 4.2, shade(m.colour, 1.35))
    m.line([(-2.4, -12.6), (3, -12.6)], 0.5, shade(m.colour, 0.6))
    m.line([(-2.4, -11.2), (1.6, -11.2)], 0.5, shade(m.colour, 0.6))


def bag(m: Model) -> None:
    m.line([(-7, 9), (-5, 1), (5, 1), (7, 9)], 1.5, shade(m.colour, 0.66))
    m.brush.round(smooth([(-15, 9), (15, 9), (17, 30), (14, 33), (-14, 33), (-17, 30)]), m.colour, share=0.26)
    m.plate(-15, 15, 30, 1.2, shade(m.colour, 0.7))
    m.block(-2.4, 13, 4.8, 5, BRASS)


def case(m: Model) -> None:
    m.line([(-5, 6), (-4, 1), (4, 1), (5, 6)], 1.6, shade(m.colour, 0.55))
    m.block(-21, 5, 42, 29, corner=2)
    m.plate(-21, 11, 42, 0.9, shade(m.colour, 0.66))
    for x in (-12.0, 9.0):
        m.block(x, 8.4, 3.4, 4.6, BRASS)
    for x in (-21.0, 17.0):
        m.block(x, 29, 4, 5, shade(m.colour, 0.66))


def key(m: Model) -> None:
    m.line([(0, 1), (0, 4)], 0.4, STEEL)
    ring = skia.Path()
    ring.addCircle(0, -2, 1.9)
    m.brush.line(ring, m.colour, 1.1)
    m.rod(0, 0, 0, 7.4, 1.0)
    for y, reach in ((5.2, 2.0), (7.0, 2.6)):
        m.plate(0, y, reach, 0.9, m.colour)


def unfolded(m: Model) -> None:
    for index in range(4):
        x, tilt = -18 + index * 9, 1.4 if index % 2 else -1.4
        m.brush.round(
            poly([(x, -20 + tilt), (x + 9, -20 - tilt), (x + 9, 3 - tilt), (x, 3 + tilt)]),
            shade(m.colour, 0.92 if index % 2 else 1.0),
            share=0.05,
        )
    m.line([(-16, -4), (-8, -12), (2, -7), (9, -15), (16, -10)], 0.9, (70.0, 120.0, 170.0))
    m.line([(-12, -16), (-6, -6), (6, -2), (14, -3)], 0.6, (170.0, 70.0, 60.0))
    m.line([(4, -13), (6, -11)], 1.0, (180.0, 30.0, 30.0))
    m.line([(6, -13), (4, -11)], 1.0, (180.0, 30.0, 30.0))


def flower(m: Model) -> None:
    m.line([(0, 8), (0.6, -4), (0, -13)], 0.9, (78.0, 126.0, 66.0))
    m.brush.flat(smooth([(0, -1), (5, -5), (6, -1)]), (92.0, 146.0, 74.0))
    for index in range(6):
        angle = index * math.pi / 3
        m.ball(math.cos(angle) * 3.4, -16 + math.sin(angle) * 3.4, 2.7, 2.7)
    m.ball(0, -16, 2.2, 2.2, (246.0, 204.0, 84.0))


def leash(m: Model) -> None:
    sway = wander(m.seconds, 2.0) * 3
    m.line([(0, 0), (-14 + sway, 26), (-30 + sway, 44)], 1.3, m.colour)


def rope(m: Model) -> None:
    for index in range(4):
        ring = skia.Path()
        ring.addOval(oval(0, 10 + index * 1.6, 9 - index * 0.6, 10))
        m.brush.line(ring, shade(m.colour, 1.0 - 0.09 * index), 2.2)


def photo(m: Model) -> None:
    m.block(-7, -16, 14, 17, PAPER, corner=0.3)
    m.plate(-5.8, -14.8, 11.6, 11, m.colour)
    m.ball(0, -10, 2.2, 2.7, (222.0, 178.0, 146.0))
    m.brush.flat(smooth([(-4.4, -3.8), (-3, -7), (3, -7), (4.4, -3.8)]), shade(m.colour, 0.5))


def watch(m: Model) -> None:
    m.line([(0, 0), (1, 6), (0, 10)], 0.5, BRASS)
    m.ball(0, 15, 5, 5)
    m.ball(0, 15, 4, 4, PAPER)
    m.line([(0, 15), (0, 12.2)], 0.5, (40.0, 36.0, 40.0))
    turn = m.seconds * 0.6
    m.line([(0, 15), (math.sin(turn) * 3, 15 - math.cos(turn) * 3)], 0.35, (40.0, 36.0, 40.0))


def box(m: Model) -> None:
    m.brush.flat(poly([(-11, -13), (-8, -17), (14, -17), (11, -13)]), brighter(m.colour, 1.15))
    m.brush.flat(poly([(11, -13), (14, -17), (14, 1), (11, 5)]), shade(m.colour, 0.7))
    m.block(-11, -13, 22, 18, corner=0.4)
    m.plate(-2, -13, 4, 18, shade(m.colour, 0.82))
