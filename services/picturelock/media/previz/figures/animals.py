"""Dogs, cats, horses and birds, drawn from the ground upwards in centimetres. They face where the figure faces."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from picturelock.kernel.nouns import Facing, Figure, GarmentSlot, Posture, Presence
from picturelock.media.colour import RGB
from picturelock.media.colour import parse as rgb
from picturelock.media.previz.brush import INK, Brush
from picturelock.media.previz.figures.body import BLINK, standing_height
from picturelock.media.previz.figures.posing import Moment, yaw_of
from picturelock.media.previz.figures.wardrobe import wardrobe_of
from picturelock.media.previz.ink import Point, limb, oval, poly, shade, smooth, wander


@dataclass(frozen=True)
class Animal:
    """Drawn facing right in a box 100 units high; mirrored when it faces left."""

    brush: Brush
    who: Presence
    moment: Moment
    coat: RGB

    @property
    def canvas(self) -> Any:
        return self.brush.canvas

    def shape(self, points: list[Point], tone: float = 1.0, share: float = 0.26) -> None:
        self.brush.round(smooth(points), shade(self.coat, tone), share=share)

    def leg(self, hip: Point, length: float, thick: float, swing: float, tone: float) -> None:
        knee = (hip[0] + swing * 0.5 - 1.5, hip[1] + length * 0.5)
        foot = (hip[0] + swing, hip[1] + length - abs(swing) * 0.06)
        self.brush.round(limb(knee, foot, thick * 0.72, thick * 0.6), shade(self.coat, tone), share=0.3)
        self.brush.round(limb(hip, knee, thick, thick * 0.72), shade(self.coat, tone), share=0.3)
        self.brush.oval(oval(foot[0] + thick * 0.2, foot[1], thick * 0.55, thick * 0.34), shade(self.coat, tone * 0.9))

    def stride(self, index: int, reach: float) -> float:
        return math.sin(self.moment.stride * 1.4 + index * math.pi / 2 * 1.5) * reach * self.moment.pace

    def eye(self, x: float, y: float, size: float) -> None:
        blink = (self.moment.seconds % 3.4) < BLINK
        if blink:
            self.brush.line(poly([(x - size, y), (x + size, y)], closed=False), INK, size * 0.5)
            return
        self.brush.oval(oval(x, y, size, size * 1.1), (28.0, 20.0, 18.0))
        self.brush.oval(oval(x + size * 0.3, y - size * 0.4, size * 0.32, size * 0.32), (255.0, 255.0, 255.0))


def draw_animal(brush: Brush, who: Presence, moment: Moment) -> None:
    animal = Animal(brush, who, moment, rgb(who.physique.hair_colour))
    yaw = yaw_of(who, moment.pace)
    left = math.sin(math.radians(yaw)) < 0 or who.facing is Facing.LEFT
    size = standing_height(who) / 100
    brush.canvas.save()
    brush.canvas.scale(-size if left else size, size)
    DRAWN[who.physique.figure](animal)
    brush.canvas.restore()


def _dog(a: Animal) -> None:
    if a.who.posture in {Posture.SITTING, Posture.KNEELING}:
        _sitting_dog(a)
        return
    breath = math.sin(a.moment.seconds * 5) * 0.8
    wag = math.sin(a.moment.seconds * 9) * 7
    a.brush.round(
        smooth([(-44, -58), (-52, -66), (-64 + wag * 0.4, -84), (-61 + wag, -92), (-55 + wag * 0.5, -84), (-42, -66)]),
        a.coat,
        share=0.3,
    )
    a.leg((28, -36), 34, 10, a.stride(0, 18), 0.8)
    a.leg((-34, -38), 36, 11, a.stride(2, 18), 0.8)
    a.shape(
        [
            (-46, -52),
            (-40, -64),
            (0, -63 - breath),
            (32, -68),
            (42, -56),
            (36, -36),
            (10, -31 + breath),
            (-20, -38),
            (-42, -40),
        ]
    )
    a.leg((34, -38), 36, 11, a.stride(1, 18), 1.0)
    a.leg((-36, -42), 40, 13, a.stride(3, 18), 1.0)
    a.shape([(24, -60), (34, -80), (46, -76), (44, -52), (34, -44)])
    _collar(a, (28, -62), (46, -66), 4.4)
    _dog_head(a, 44, -84)


def _sitting_dog(a: Animal) -> None:
    wag = math.sin(a.moment.seconds * 8) * 5
    a.brush.round(
        smooth([(-30, -8), (-52, -8 + wag * 0.2), (-60, -18 + wag), (-54, -20 + wag), (-48, -13), (-30, -16)]),
        a.coat,
        share=0.3,
    )
    a.leg((20, -44), 42, 10, 0, 0.82)
    a.shape([(-34, -6), (-36, -30), (-18, -52), (6, -74), (26, -74), (30, -48), (20, -20), (0, -4)])
    a.leg((14, -44), 43, 11, 0, 1.0)
    a.shape([(-36, -2), (-34, -26), (-14, -30), (0, -16), (4, -1)], 0.94)
    _collar(a, (4, -72), (30, -72), 4.4)
    _dog_head(a, 20, -90)


def _collar(a: Animal, start: Point, end: Point, thick: float) -> None:
    worn = wardrobe_of(a.who)
    garment = worn.get(GarmentSlot.SCARF) or worn.get(GarmentSlot.COAT) or worn.get(GarmentSlot.TOP)
    if garment:
        a.brush.round(limb(start, end, thick * 1.6, thick * 1.6), rgb(garment.colour), share=0.3)


def _dog_head(a: Animal, x: float, y: float) -> None:
    a.canvas.save()
    a.canvas.translate(x, y)
    a.canvas.rotate(wander(a.moment.seconds * 0.9, 1.0) * 5)
    pant = (math.sin(a.moment.seconds * 6) + 1) * 1.4 if not a.moment.speaking else a.moment.mouth * 7
    a.brush.round(
        smooth([(8, 3), (26, 4 + pant), (28, 8 + pant), (14, 12 + pant), (4, 10)]), shade(a.coat, 0.8), share=0.2
    )
    a.brush.round(
        smooth([(14, 5 + pant), (24, 6 + pant), (22, 11 + pant * 1.6), (16, 10 + pant)]),
        (214.0, 112.0, 116.0),
        share=0.2,
    )
    a.shape([(-12, 4), (-12, -10), (0, -18), (12, -14), (20, -5), (33, -2), (35, 4), (26, 8), (6, 11)])
    a.brush.round(
        smooth([(-8, -14), (-2, -17), (2, -6), (-3, 10), (-11, 9), (-13, -4)]), shade(a.coat, 0.66), share=0.3
    )
    a.brush.oval(oval(34, -1, 3.6, 3.0), INK)
    a.eye(12, -6, 2.5)
    a.canvas.restore()


def _cat(a: Animal) -> None:
    curl = math.sin(a.moment.seconds * 2) * 8
    a.brush.line(smooth([(-40, -40), (-62, -44), (-70, -70 + curl), (-60 + curl, -88)], closed=False), a.coat, 8)
    for index, x in enumerate((26, -34)):
        a.leg((x, -34), 32, 9, a.stride(index * 2, 14), 0.8)
    a.shape([(-44, -44), (-30, -60), (4, -56), (32, -62), (40, -46), (28, -30), (-20, -30)])
    for index, x in enumerate((32, -38)):
        a.leg((x, -34), 32, 9, a.stride(index * 2 + 1, 14), 1.0)
    _collar(a, (30, -62), (44, -58), 3.4)
    a.canvas.save()
    a.canvas.translate(46, -72)
    for x in (-12, 6):
        a.brush.round(poly([(x, -12), (x + 4, -31), (x + 12, -14)]), shade(a.coat, 0.9), share=0.3)
    a.shape([(-18, 0), (-13, -17), (4, -19), (17, -10), (20, 3), (6, 14), (-12, 11)])
    a.eye(2, -4, 3)
    a.eye(13, -4, 2.6)
    a.brush.oval(oval(12, 4, 2, 1.5), (196.0, 110.0, 110.0))
    for dy in (3, 6):
        a.brush.line(poly([(10, 5), (28, dy)], closed=False), (240.0, 240.0, 236.0), 0.7)
    a.canvas.restore()


def _horse(a: Animal) -> None:
    swish = math.sin(a.moment.seconds * 2.4) * 5
    mane = shade(a.coat, 0.45)
    a.brush.round(smooth([(-40, -62), (-50, -58), (-54 + swish, -24), (-46 + swish, -20), (-40, -44)]), mane, share=0.3)
    a.leg((22, -42), 41, 7, a.stride(0, 14), 0.78)
    a.leg((-32, -44), 43, 8, a.stride(2, 14), 0.78)
    a.shape([(-42, -58), (-34, -68), (-6, -64), (22, -68), (32, -58), (28, -42), (0, -38), (-34, -42)])
    a.leg((26, -44), 43, 8, a.stride(1, 14), 1.0)
    a.leg((-36, -48), 47, 9, a.stride(3, 14), 1.0)
    a.shape([(14, -62), (30, -84), (38, -96), (46, -88), (38, -72), (32, -52)])
    a.brush.round(smooth([(12, -66), (26, -88), (36, -99), (40, -96), (30, -82), (20, -60)]), mane, share=0.3)
    a.shape([(34, -96), (44, -98), (58, -82), (60, -76), (54, -73), (42, -82)])
    a.brush.round(poly([(36, -96), (38, -104), (42, -97)]), a.coat, share=0.3)
    a.eye(46, -89, 1.4)
    a.brush.oval(oval(57, -77, 0.9, 0.7), INK)


def _bird(a: Animal) -> None:
    hop = abs(math.sin(a.moment.seconds * 2)) * 4 * (math.sin(a.moment.seconds * 0.7) > 0)
    a.canvas.translate(0, -hop)
    for x in (-4, 8):
        a.brush.line(poly([(x, -24), (x + 2, 0), (x + 9, 0)], closed=False), (206.0, 144.0, 60.0), 2.4)
    a.shape([(-62, -38), (-34, -46), (-16, -66), (10, -74), (26, -60), (24, -36), (4, -22), (-20, -24)])
    flap = math.sin(a.moment.seconds * 3) * 3
    a.shape([(-52, -36 + flap), (-20, -58), (6, -58), (2, -36), (-22, -29)], 0.72)
    a.shape([(4, -70), (8, -92), (24, -98), (36, -88), (34, -70), (20, -60)])
    a.brush.round(poly([(34, -88), (56, -80), (34, -76)]), (232.0, 164.0, 62.0), share=0.2)
    a.eye(25, -85, 3.2)


DRAWN: dict[Figure, Callable[[Animal], None]] = {
    Figure.DOG: _dog, Figure.CAT: _cat, Figure.HORSE: _horse, Figure.BIRD: _bird,
}  # fmt: skip
