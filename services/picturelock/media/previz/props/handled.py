"""Props that are drunk from, worked or played with. Centimetres around the grip."""

import skia

from picturelock.media.previz.ink import poly, shade, smooth, wander
from picturelock.media.previz.props.model import BRASS, LEATHER, PAPER, STEEL, Model


def cup(m: Model) -> None:
    handle = skia.Path()
    handle.addCircle(5.4, -3.6, 2.6)
    m.brush.line(handle, shade(m.colour, 0.85), 1.2)
    m.brush.round(poly([(-4.6, -8), (4.6, -8), (4.0, 2), (-4.0, 2)]), m.colour, share=0.3)
    m.ball(0, -8, 4.6, 1.2, shade(m.colour, 0.62))
    for x in (-1.4, 1.2):
        sway = wander(m.seconds * 1.4, x) * 1.2
        m.brush.line(
            smooth([(x, -10), (x + 0.8 + sway, -13), (x - 0.4 + sway, -16), (x + 0.6 + sway * 1.5, -19)], closed=False),
            (250.0, 250.0, 250.0),
            0.7,
            0.35,
        )


def glass(m: Model) -> None:
    shape = poly([(-3.6, -10), (3.6, -10), (2.8, 2), (-2.8, 2)])
    m.brush.flat(shape, (214.0, 232.0, 238.0), 0.45)
    m.brush.flat(poly([(-3.2, -4.5), (3.2, -4.5), (2.8, 2), (-2.8, 2)]), m.colour, 0.9)
    m.plate(-2.6, -9, 0.7, 9, (255.0, 255.0, 255.0), 0.6)


def bottle(m: Model) -> None:
    m.rod(0, -14, 0, -6, 2.6)
    m.brush.round(smooth([(-1.4, -8), (1.4, -8), (4, -3), (4, 15), (-4, 15), (-4, -3)]), m.colour, share=0.3)
    m.block(-4, 1, 8, 8, PAPER)
    m.line([(-2, 4), (2, 4)], 0.5, (120.0, 60.0, 50.0))
    m.plate(-2.9, -2, 0.8, 16, (255.0, 255.0, 255.0), 0.35)


def umbrella(m: Model) -> None:
    m.rod(0, 8, 0, -64, 1.3, STEEL)
    m.line([(0, 8), (0.6, 12), (3, 12.6), (4.4, 10)], 1.7, LEATHER)
    canopy = smooth(
        [
            (-56, -46),
            (-46, -66),
            (-22, -82),
            (0, -86),
            (22, -82),
            (46, -66),
            (56, -46),
            (37, -52),
            (19, -47),
            (0, -52),
            (-19, -47),
            (-37, -52),
        ]
    )
    m.brush.round(canopy, m.colour, share=0.3, rim=0.8)
    for x in (-37.0, 0.0, 37.0):
        m.line([(0, -86), (x * 0.7, -70), (x, -52)], 0.6, shade(m.colour, 0.72))


def gun(m: Model) -> None:
    m.brush.round(poly([(-3, -2), (1.6, -2), (0.6, 7), (-4, 7)]), shade(m.colour, 0.8), share=0.3)
    m.block(-4, -6.4, 20, 4.6, corner=0.6)
    m.plate(-3, -5.4, 17, 0.8, shade(m.colour, 1.4))
    m.line([(2, -1.4), (4.6, -0.6), (5, -2)], 0.7, shade(m.colour, 0.6))


def knife(m: Model) -> None:
    m.rod(0, 5, 0, -3, 2.4, LEATHER)
    m.brush.round(poly([(-1.7, -4), (1.7, -4), (1.6, -17), (-0.4, -23)]), STEEL, share=0.4)
    m.plate(-2.6, -4.6, 5.2, 1.2, m.colour)


def wrench(m: Model) -> None:
    m.rod(0, 6, 0, -17, 2.8)
    head = skia.Path()
    head.addCircle(0, -20, 4.4)
    m.brush.round(
        skia.Op(head, poly([(-1.8, -18), (1.8, -18), (2.6, -27), (-2.6, -27)]), skia.PathOp.kDifference_PathOp),
        m.colour,
        share=0.3,
    )


def hammer(m: Model) -> None:
    m.rod(0, 8, 0, -20, 2.4, LEATHER)
    m.block(-6, -24, 13, 5.4)


def camera(m: Model) -> None:
    m.block(-8, -8, 16, 10.4, corner=1.4)
    m.block(-3.4, -10.4, 6.8, 3.4, shade(m.colour, 0.8), corner=0.8)
    m.ball(0, -2.8, 4.6, 4.6, shade(m.colour, 0.6))
    m.ball(0, -2.8, 3.4, 3.4, (44.0, 56.0, 84.0))
    m.ball(-1, -3.8, 0.9, 0.9, (230.0, 240.0, 250.0))


def radio(m: Model) -> None:
    m.line([(9, -13), (15, -31)], 0.6, STEEL)
    m.block(-13, -13, 26, 16, corner=2)
    m.ball(-6, -5, 5.4, 5.4, shade(m.colour, 0.6))
    for r in (1.6, 3.2, 4.6):
        ring = skia.Path()
        ring.addCircle(-6, -5, r)
        m.brush.line(ring, shade(m.colour, 0.45), 0.5)
    m.plate(1.4, -10.6, 9.6, 3.6, (238.0, 214.0, 150.0))
    m.line([(5, -10.4), (5, -7.2)], 0.5, (190.0, 50.0, 40.0))
    for x in (3.2, 9.0):
        m.ball(x, -2.6, 1.7, 1.7, BRASS)


def walkie(m: Model) -> None:
    m.rod(2.4, -10, 2.4, -20, 1.1, shade(m.colour, 0.6))
    m.block(-3.6, -11, 7.2, 17, corner=1)
    m.plate(-2.4, -9, 4.8, 3, (178.0, 204.0, 150.0))
    for row in range(4):
        m.plate(-2.4, -4 + row * 1.3, 4.8, 0.6, shade(m.colour, 0.55))


def ball(m: Model) -> None:
    m.ball(0, 8, 10, 10)
    m.line([(-8, 3), (0, 6), (8, 3)], 0.8, shade(m.colour, 0.6))
    m.line([(-6, 15), (0, 9), (6, 15)], 0.8, shade(m.colour, 0.6))


def guitar(m: Model) -> None:
    m.rod(0, 0, 38, -26, 3.4, LEATHER)
    m.brush.round(
        smooth([(-28, 6), (-16, -2), (-6, 4), (6, -4), (10, 8), (0, 20), (-10, 22), (-22, 26), (-32, 18)]),
        m.colour,
        share=0.28,
    )
    m.ball(-8, 10, 4.2, 4.2, (44.0, 28.0, 22.0))
    m.line([(-20, 17), (38, -26)], 0.5, PAPER)


def torch(m: Model) -> None:
    m.rod(-6, 4, 6, -3, 3.2)
    m.rod(6, -3, 9, -4.8, 5.4)
    if m.brush.light.dark:
        m.glow(11, -6, 26, (255, 244, 210), 0.6)


def candle(m: Model) -> None:
    m.block(-1.6, -10, 3.2, 12, PAPER)
    flicker = 1 + 0.15 * wander(m.seconds * 8, 0.0)
    m.flame(0, -13, 1.1, 2.6 * flicker)
    m.glow(0, -13, 30, (255, 190, 96), 0.5 * flicker)


def food(m: Model) -> None:
    m.ball(0, 1, 11, 2.6, (236.0, 232.0, 224.0))
    m.brush.round(smooth([(-8, 0), (-6, -6), (0, -8), (6, -6), (8, 0)]), m.colour, share=0.3)


def laptop(m: Model) -> None:
    m.block(-16, -21, 32, 20, shade(m.colour, 0.8), corner=1)
    m.plate(-14.6, -19.6, 29.2, 17, (176.0, 208.0, 232.0))
    for row in range(4):
        m.plate(-12, -17 + row * 3.4, 20 - 4 * (row % 2), 1.2, (64.0, 88.0, 120.0))
    m.brush.flat(poly([(-16, -1), (16, -1), (18, 3), (-18, 3)]), m.colour)
