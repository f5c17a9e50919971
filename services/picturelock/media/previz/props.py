"""Hand props, in centimetres around the point where a hand holds them, x right, y DOWN."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import skia

from picturelock.media.colour import RGB
from picturelock.media.colour import parse as rgb
from picturelock.media.previz.ink import light_paint, limb, oval, poly, radial, shade, smooth, wander
from picturelock.media.previz.palette import Brush

STEEL: RGB = (168.0, 174.0, 182.0)
PAPER: RGB = (242.0, 236.0, 220.0)
BRASS: RGB = (196.0, 158.0, 84.0)
LEATHER: RGB = (92.0, 62.0, 42.0)


@dataclass(frozen=True)
class Model:
    """A prop on the easel: its brush, its own colour, the time."""

    brush: Brush
    colour: RGB
    seconds: float

    @property
    def canvas(self) -> Any:
        return self.brush.canvas

    def block(self, x: float, y: float, width: float, height: float, colour: RGB | None = None, *, corner: float = 0.4) -> None:
        path = skia.Path()
        path.addRRect(skia.RRect.MakeRectXY(skia.Rect.MakeXYWH(x, y, width, height), corner, corner))
        self.brush.round(path, colour or self.colour, share=0.22)

    def plate(self, x: float, y: float, width: float, height: float, colour: RGB, alpha: float = 1.0) -> None:
        path = skia.Path()
        path.addRect(skia.Rect.MakeXYWH(x, y, width, height))
        self.brush.flat(path, colour, alpha)

    def ball(self, x: float, y: float, rx: float, ry: float, colour: RGB | None = None) -> None:
        path = skia.Path()
        path.addOval(oval(x, y, rx, ry))
        self.brush.round(path, colour or self.colour, share=0.3)

    def rod(self, x1: float, y1: float, x2: float, y2: float, thick: float, colour: RGB | None = None, thin: float = 0.0) -> None:
        self.brush.round(limb((x1, y1), (x2, y2), thick, thin or thick), colour or self.colour, share=0.34)

    def line(self, points: list[tuple[float, float]], width: float, colour: RGB) -> None:
        self.brush.line(smooth(points, closed=False) if len(points) > 2 else poly(points, closed=False), colour, width)  # noqa: PLR2004

    def glow(self, x: float, y: float, radius: float, colour: RGB, strength: float) -> None:
        stops = [(0.0, colour, strength), (0.3, colour, strength * 0.4), (1.0, colour, 0.0)]
        self.canvas.drawCircle(x, y, radius, light_paint(radial((x, y), radius, stops)))


def _lantern(m: Model) -> None:
    m.line([(-6, 8), (-5, 1), (0, -1), (5, 1), (6, 8)], 0.8, shade(m.colour, 0.7))
    m.block(-4.5, 5, 9, 3.5)
    m.block(-6, 8, 12, 2)
    flicker = 0.9 + 0.1 * wander(m.seconds * 7, 1.0)
    m.plate(-5, 10, 10, 13, (255.0, 214.0, 130.0) if m.brush.light.dark else (214.0, 222.0, 224.0), 0.85)
    m.ball(0, 17, 2.0, 4.2 * flicker, (255.0, 190.0, 80.0))
    for x in (-5.2, 4.4):
        m.plate(x, 10, 0.8, 13, shade(m.colour, 0.7))
    m.block(-6.5, 23, 13, 5)
    m.glow(0, 16, 34 if m.brush.light.dark else 16, (255, 190, 96), 0.5 * flicker if m.brush.light.dark else 0.2)


def _phone(m: Model) -> None:
    m.block(-3.7, -11, 7.4, 15, corner=1.1)
    m.plate(-3.1, -10, 6.2, 12.6, (150.0, 196.0, 226.0) if m.brush.light.dark else (52.0, 62.0, 78.0))
    m.plate(-2.4, -8.4, 4.8, 1.2, (235.0, 242.0, 248.0), 0.8)
    for row in range(3):
        m.plate(-2.4, -5.6 + row * 2.2, 4.8 - row, 0.7, (235.0, 242.0, 248.0), 0.5)


def _letter(m: Model) -> None:
    m.brush.round(poly([(-7, -17), (8, -18), (7, 3), (-8, 4)]), m.colour, share=0.2)
    for row in range(7):
        m.line([(-5.4 - row * 0.1, -14 + row * 2.2), (5.6 - (row * 7 % 4) - row * 0.1, -14.6 + row * 2.2)], 0.45, (88.0, 84.0, 92.0))
    m.brush.flat(poly([(8, -18), (4.6, -17.8), (7.8, -14.6)]), shade(m.colour, 0.82))


def _envelope(m: Model) -> None:
    m.block(-10, -11, 20, 13)
    m.line([(-10, -11), (0, -3.4), (10, -11)], 0.5, shade(m.colour, 0.72))
    m.ball(0, -4, 1.4, 1.4, (168.0, 44.0, 44.0))


def _book(m: Model) -> None:
    m.block(-8, -19, 16, 22)
    m.plate(6.6, -18, 1.4, 20, PAPER)
    m.plate(-8, -19, 2.2, 22, shade(m.colour, 0.7))
    m.block(-3.6, -14, 8, 4.2, shade(m.colour, 1.35))
    m.line([(-2.4, -12.6), (3, -12.6)], 0.5, shade(m.colour, 0.6))
    m.line([(-2.4, -11.2), (1.6, -11.2)], 0.5, shade(m.colour, 0.6))


def _bag(m: Model) -> None:
    m.line([(-7, 9), (-5, 1), (5, 1), (7, 9)], 1.5, shade(m.colour, 0.66))
    m.brush.round(smooth([(-15, 9), (15, 9), (17, 30), (14, 33), (-14, 33), (-17, 30)]), m.colour, share=0.26)
    m.plate(-15, 15, 30, 1.2, shade(m.colour, 0.7))
    m.block(-2.4, 13, 4.8, 5, BRASS)


def _case(m: Model) -> None:
    m.line([(-5, 6), (-4, 1), (4, 1), (5, 6)], 1.6, shade(m.colour, 0.55))
    m.block(-21, 5, 42, 29, corner=2)
    m.plate(-21, 11, 42, 0.9, shade(m.colour, 0.66))
    for x in (-12.0, 9.0):
        m.block(x, 8.4, 3.4, 4.6, BRASS)
    for x in (-21.0, 17.0):
        m.block(x, 29, 4, 5, shade(m.colour, 0.66))


def _key(m: Model) -> None:
    m.line([(0, 1), (0, 4)], 0.4, STEEL)
    ring = skia.Path()
    ring.addCircle(0, -2, 1.9)
    m.brush.line(ring, m.colour, 1.1)
    m.rod(0, 0, 0, 7.4, 1.0)
    for y, reach in ((5.2, 2.0), (7.0, 2.6)):
        m.plate(0, y, reach, 0.9, m.colour)


def _cup(m: Model) -> None:
    handle = skia.Path()
    handle.addCircle(5.4, -3.6, 2.6)
    m.brush.line(handle, shade(m.colour, 0.85), 1.2)
    m.brush.round(poly([(-4.6, -8), (4.6, -8), (4.0, 2), (-4.0, 2)]), m.colour, share=0.3)
    m.ball(0, -8, 4.6, 1.2, shade(m.colour, 0.62))
    for x in (-1.4, 1.2):
        sway = wander(m.seconds * 1.4, x) * 1.2
        m.brush.line(smooth([(x, -10), (x + 0.8 + sway, -13), (x - 0.4 + sway, -16), (x + 0.6 + sway * 1.5, -19)], closed=False), (250.0, 250.0, 250.0), 0.7, 0.35)


def _glass(m: Model) -> None:
    shape = poly([(-3.6, -10), (3.6, -10), (2.8, 2), (-2.8, 2)])
    m.brush.flat(shape, (214.0, 232.0, 238.0), 0.45)
    m.brush.flat(poly([(-3.2, -4.5), (3.2, -4.5), (2.8, 2), (-2.8, 2)]), m.colour, 0.9)
    m.plate(-2.6, -9, 0.7, 9, (255.0, 255.0, 255.0), 0.6)


def _bottle(m: Model) -> None:
    m.rod(0, -14, 0, -6, 2.6)
    m.brush.round(smooth([(-1.4, -8), (1.4, -8), (4, -3), (4, 15), (-4, 15), (-4, -3)]), m.colour, share=0.3)
    m.block(-4, 1, 8, 8, PAPER)
    m.line([(-2, 4), (2, 4)], 0.5, (120.0, 60.0, 50.0))
    m.plate(-2.9, -2, 0.8, 16, (255.0, 255.0, 255.0), 0.35)


def _umbrella(m: Model) -> None:
    m.rod(0, 8, 0, -64, 1.3, STEEL)
    m.line([(0, 8), (0.6, 12), (3, 12.6), (4.4, 10)], 1.7, LEATHER)
    canopy = smooth([(-56, -46), (-46, -66), (-22, -82), (0, -86), (22, -82), (46, -66), (56, -46), (37, -52), (19, -47), (0, -52), (-19, -47), (-37, -52)])
    m.brush.round(canopy, m.colour, share=0.3, rim=0.8)
    for x in (-37.0, 0.0, 37.0):
        m.line([(0, -86), (x * 0.7, -70), (x, -52)], 0.6, shade(m.colour, 0.72))


def _gun(m: Model) -> None:
    m.brush.round(poly([(-3, -2), (1.6, -2), (0.6, 7), (-4, 7)]), shade(m.colour, 0.8), share=0.3)
    m.block(-4, -6.4, 20, 4.6, corner=0.6)
    m.plate(-3, -5.4, 17, 0.8, shade(m.colour, 1.4))
    m.line([(2, -1.4), (4.6, -0.6), (5, -2)], 0.7, shade(m.colour, 0.6))


def _knife(m: Model) -> None:
    m.rod(0, 5, 0, -3, 2.4, LEATHER)
    m.brush.round(poly([(-1.7, -4), (1.7, -4), (1.6, -17), (-0.4, -23)]), STEEL, share=0.4)
    m.plate(-2.6, -4.6, 5.2, 1.2, m.colour)


def _wrench(m: Model) -> None:
    m.rod(0, 6, 0, -17, 2.8)
    head = skia.Path()
    head.addCircle(0, -20, 4.4)
    m.brush.round(skia.Op(head, poly([(-1.8, -18), (1.8, -18), (2.6, -27), (-2.6, -27)]), skia.PathOp.kDifference_PathOp), m.colour, share=0.3)


def _hammer(m: Model) -> None:
    m.rod(0, 8, 0, -20, 2.4, LEATHER)
    m.block(-6, -24, 13, 5.4)


def _map(m: Model) -> None:
    for index in range(4):
        x, tilt = -18 + index * 9, 1.4 if index % 2 else -1.4
        m.brush.round(poly([(x, -20 + tilt), (x + 9, -20 - tilt), (x + 9, 3 - tilt), (x, 3 + tilt)]), shade(m.colour, 0.92 if index % 2 else 1.0), share=0.05)
    m.line([(-16, -4), (-8, -12), (2, -7), (9, -15), (16, -10)], 0.9, (70.0, 120.0, 170.0))
    m.line([(-12, -16), (-6, -6), (6, -2), (14, -3)], 0.6, (170.0, 70.0, 60.0))
    m.line([(4, -13), (6, -11)], 1.0, (180.0, 30.0, 30.0))
    m.line([(6, -13), (4, -11)], 1.0, (180.0, 30.0, 30.0))


def _camera(m: Model) -> None:
    m.block(-8, -8, 16, 10.4, corner=1.4)
    m.block(-3.4, -10.4, 6.8, 3.4, shade(m.colour, 0.8), corner=0.8)
    m.ball(0, -2.8, 4.6, 4.6, shade(m.colour, 0.6))
    m.ball(0, -2.8, 3.4, 3.4, (44.0, 56.0, 84.0))
    m.ball(-1, -3.8, 0.9, 0.9, (230.0, 240.0, 250.0))


def _radio(m: Model) -> None:
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


def _walkie(m: Model) -> None:
    m.rod(2.4, -10, 2.4, -20, 1.1, shade(m.colour, 0.6))
    m.block(-3.6, -11, 7.2, 17, corner=1)
    m.plate(-2.4, -9, 4.8, 3, (178.0, 204.0, 150.0))
    for row in range(4):
        m.plate(-2.4, -4 + row * 1.3, 4.8, 0.6, shade(m.colour, 0.55))


def _ball(m: Model) -> None:
    m.ball(0, 8, 10, 10)
    m.line([(-8, 3), (0, 6), (8, 3)], 0.8, shade(m.colour, 0.6))
    m.line([(-6, 15), (0, 9), (6, 15)], 0.8, shade(m.colour, 0.6))


def _flower(m: Model) -> None:
    m.line([(0, 8), (0.6, -4), (0, -13)], 0.9, (78.0, 126.0, 66.0))
    m.brush.flat(smooth([(0, -1), (5, -5), (6, -1)]), (92.0, 146.0, 74.0))
    for index in range(6):
        angle = index * math.pi / 3
        m.ball(math.cos(angle) * 3.4, -16 + math.sin(angle) * 3.4, 2.7, 2.7)
    m.ball(0, -16, 2.2, 2.2, (246.0, 204.0, 84.0))


def _leash(m: Model) -> None:
    sway = wander(m.seconds, 2.0) * 3
    m.line([(0, 0), (-14 + sway, 26), (-30 + sway, 44)], 1.3, m.colour)


def _rope(m: Model) -> None:
    for index in range(4):
        ring = skia.Path()
        ring.addOval(oval(0, 10 + index * 1.6, 9 - index * 0.6, 10))
        m.brush.line(ring, shade(m.colour, 1.0 - 0.09 * index), 2.2)


def _photo(m: Model) -> None:
    m.block(-7, -16, 14, 17, PAPER, corner=0.3)
    m.plate(-5.8, -14.8, 11.6, 11, m.colour)
    m.ball(0, -10, 2.2, 2.7, (222.0, 178.0, 146.0))
    m.brush.flat(smooth([(-4.4, -3.8), (-3, -7), (3, -7), (4.4, -3.8)]), shade(m.colour, 0.5))


def _watch(m: Model) -> None:
    m.line([(0, 0), (1, 6), (0, 10)], 0.5, BRASS)
    m.ball(0, 15, 5, 5)
    m.ball(0, 15, 4, 4, PAPER)
    m.line([(0, 15), (0, 12.2)], 0.5, (40.0, 36.0, 40.0))
    turn = m.seconds * 0.6
    m.line([(0, 15), (math.sin(turn) * 3, 15 - math.cos(turn) * 3)], 0.35, (40.0, 36.0, 40.0))


def _guitar(m: Model) -> None:
    m.rod(0, 0, 38, -26, 3.4, LEATHER)
    m.brush.round(smooth([(-28, 6), (-16, -2), (-6, 4), (6, -4), (10, 8), (0, 20), (-10, 22), (-22, 26), (-32, 18)]), m.colour, share=0.28)
    m.ball(-8, 10, 4.2, 4.2, (44.0, 28.0, 22.0))
    m.line([(-20, 17), (38, -26)], 0.5, PAPER)


def _torch(m: Model) -> None:
    m.rod(-6, 4, 6, -3, 3.2)
    m.rod(6, -3, 9, -4.8, 5.4)
    if m.brush.light.dark:
        m.glow(11, -6, 26, (255, 244, 210), 0.6)


def _candle(m: Model) -> None:
    m.block(-1.6, -10, 3.2, 12, PAPER)
    flicker = 1 + 0.15 * wander(m.seconds * 8, 0.0)
    m.ball(0, -13, 1.1, 2.6 * flicker, (255.0, 196.0, 90.0))
    m.glow(0, -13, 30, (255, 190, 96), 0.5 * flicker)


def _box(m: Model) -> None:
    m.brush.flat(poly([(-11, -13), (-8, -17), (14, -17), (11, -13)]), tuple(min(255.0, part * 1.15) for part in m.colour))  # type: ignore[arg-type]
    m.brush.flat(poly([(11, -13), (14, -17), (14, 1), (11, 5)]), shade(m.colour, 0.7))
    m.block(-11, -13, 22, 18, corner=0.4)
    m.plate(-2, -13, 4, 18, shade(m.colour, 0.82))


def _food(m: Model) -> None:
    m.ball(0, 1, 11, 2.6, (236.0, 232.0, 224.0))
    m.brush.round(smooth([(-8, 0), (-6, -6), (0, -8), (6, -6), (8, 0)]), m.colour, share=0.3)


def _laptop(m: Model) -> None:
    m.block(-16, -21, 32, 20, shade(m.colour, 0.8), corner=1)
    m.plate(-14.6, -19.6, 29.2, 17, (176.0, 208.0, 232.0))
    for row in range(4):
        m.plate(-12, -17 + row * 3.4, 20 - 4 * (row % 2), 1.2, (64.0, 88.0, 120.0))
    m.brush.flat(poly([(-16, -1), (16, -1), (18, 3), (-18, 3)]), m.colour)


Shape = Callable[[Model], None]
SHAPES: tuple[tuple[tuple[str, ...], Shape], ...] = (
    (("walkie", "handset", "transceiver"), _walkie),
    (("lantern", "oil lamp"), _lantern),
    (("phone", "mobile", "cell", "tablet", "remote", "device", "tricorder"), _phone),
    (("envelope", "parcel"), _envelope),
    (("photo", "picture", "postcard", "portrait"), _photo),
    (("map", "chart", "blueprint", "newspaper"), _map),
    (("letter", "paper", "note", "document", "page", "list", "script", "ticket", "card", "contract", "file", "folder", "receipt"), _letter),
    (("book", "diary", "journal", "ledger", "bible", "log"), _book),
    (("suitcase", "briefcase", "case", "trunk", "toolbox"), _case),
    (("bag", "satchel", "backpack", "purse", "sack", "pouch", "basket"), _bag),
    (("key",), _key),
    (("wine", "whisky", "glass", "tumbler", "pint"), _glass),
    (("cup", "mug", "coffee", "tea"), _cup),
    (("bottle", "flask", "vial", "thermos"), _bottle),
    (("umbrella", "parasol"), _umbrella),
    (("gun", "pistol", "revolver", "rifle", "blaster"), _gun),
    (("knife", "dagger", "sword", "blade", "scissors"), _knife),
    (("hammer", "axe", "mallet"), _hammer),
    (("wrench", "spanner", "tool", "screwdriver", "crowbar", "pliers"), _wrench),
    (("camera",), _camera),
    (("radio", "recorder"), _radio),
    (("ball", "orb", "globe"), _ball),
    (("flower", "rose", "bouquet", "plant"), _flower),
    (("leash", "lead"), _leash),
    (("rope", "cable", "wire", "chain", "hose"), _rope),
    (("watch", "locket", "medal", "pendant", "compass", "coin", "necklace", "ring"), _watch),
    (("guitar", "violin", "ukulele", "instrument"), _guitar),
    (("torch", "flashlight"), _torch),
    (("candle", "match", "lighter"), _candle),
    (("laptop", "computer", "typewriter"), _laptop),
    (("food", "bread", "sandwich", "cake", "pie", "apple", "plate", "meal"), _food),
)


def shape_of(words: str) -> Shape:
    said = words.lower()
    return next((draw for names, draw in SHAPES if any(name in said for name in names)), _box)


def draw_prop(brush: Brush, shape: str, colour: str, seconds: float) -> None:
    shape_of(shape)(Model(brush, rgb(colour), seconds))
