"""The trunk and what is worn on it: tops, coats, collars, scarves, skirts. Centimetres from the feet, y DOWN."""

import math
from typing import Any

import skia

from picturelock.kernel.nouns import GarmentSlot, Posture
from picturelock.media.colour import RGB
from picturelock.media.colour import parse as rgb
from picturelock.media.previz.figures.body import turned_width
from picturelock.media.previz.figures.puppet import PLAIN_BOTTOM, PLAIN_TOP, Person
from picturelock.media.previz.figures.wardrobe import pattern
from picturelock.media.previz.ink import Point, brighter, oval, poly, shade, smooth


def trunk_path(person: Person, low: float, flare: float) -> Any:
    """The trunk's outline from the shoulders to `low` (below the hip is positive), `flare` times the hip there."""
    pose, body = person.pose, person.body
    wide = turned_width(pose.yaw)
    neck, hip = pose.neck, pose.hip
    lean = math.sin(math.radians(pose.yaw)) * body.waist
    tall = hip[1] - neck[1]
    sw, ww, hw = body.shoulder * wide, body.waist * (0.4 + 0.6 * wide), body.hip * (0.45 + 0.55 * wide)
    nx = body.head * 0.21

    def at(share: float, x: float) -> Point:
        return (neck[0] + (hip[0] - neck[0]) * share + x, neck[1] + tall * share)

    return smooth([
        at(-0.045, -nx), at(0.01, -sw * 0.72), at(0.075, -sw * 0.98), at(0.28, -sw * 0.93 + lean * 0.06),
        at(0.62, -ww + lean * 0.1), at(0.95, -hw), (hip[0] - hw * flare, hip[1] + low),
        (hip[0] + hw * flare, hip[1] + low), at(0.95, hw), at(0.62, ww + lean * 0.16),
        at(0.28, sw * 0.93 + lean * 0.14), at(0.075, sw * 0.98), at(0.01, sw * 0.72), at(-0.045, nx),
    ])  # fmt: skip


def draw_trunk(person: Person) -> None:
    body, worn = person.body, person.worn
    if worn.get(GarmentSlot.DRESS):
        draw_skirt(person, GarmentSlot.DRESS, 0.27)
    top = trunk_path(person, body.height * 0.035, 1.0)
    slot = GarmentSlot.DRESS if worn.get(GarmentSlot.DRESS) and not worn.get(GarmentSlot.TOP) else GarmentSlot.TOP
    person.brush.round(top, person.colour(slot, PLAIN_TOP), share=0.26)
    pattern(person.brush, top, worn.get(slot), body.height * 0.036)
    _collar(person, slot)
    if worn.get(GarmentSlot.COAT):
        _coat(person)
    _scarf(person)


def _collar(person: Person, slot: GarmentSlot) -> None:
    pose, body, colour = person.pose, person.body, person.colour(slot, PLAIN_TOP)
    if pose.away:
        return
    x, y, nx = pose.neck[0] + math.sin(math.radians(pose.yaw)) * body.head * 0.06, pose.neck[1], body.head * 0.2
    if person.worn.has(slot, "shirt", "blouse", "uniform", "collar", "suit"):
        for s in (-1, 1):
            wing = poly(
                [
                    (x + s * nx, y - body.head * 0.04),
                    (x + s * nx * 1.25, y + body.head * 0.14),
                    (x + s * nx * 0.45, y + body.head * 0.24),
                    (x, y + body.head * 0.11),
                ]
            )
            person.brush.flat(wing, brighter(colour, 1.12, 8))
        return
    ring = skia.Path()
    ring.moveTo(x - nx * 1.05, y)
    ring.quadTo(x, y + body.head * 0.3, x + nx * 1.05, y)
    person.brush.line(ring, shade(colour, 0.78), body.head * 0.05)


def _coat(person: Person) -> None:
    body, worn, pose = person.body, person.worn, person.pose
    colour = person.colour(GarmentSlot.COAT, PLAIN_TOP)
    short = worn.has(GarmentSlot.COAT, "jacket", "blazer", "cardigan", "vest", "hoodie", "bomber", "waistcoat", "parka")
    seated = person.who.posture is not Posture.STANDING
    low = body.height * (0.05 if short or seated else 0.2)
    shape = trunk_path(person, low, 1.06 if short else 1.22)
    shape.transform(skia.Matrix.Translate(0, 0))
    if pose.away:
        _coat_cloth(person, shape, colour)
        return
    opening = _opening(person, low)
    _coat_cloth(person, skia.Op(shape, opening, skia.PathOp.kDifference_PathOp), colour)
    _lapels(person, colour)


def _coat_cloth(person: Person, shape: Any, colour: RGB) -> None:
    person.brush.round(shape, colour, share=0.26)
    pattern(person.brush, shape, person.worn.get(GarmentSlot.COAT), person.body.height * 0.042)
    if person.worn.has(GarmentSlot.COAT, "belt", "trench"):
        person.canvas.save()
        person.canvas.clipPath(shape, doAntiAlias=True)
        y = person.pose.hip[1] - person.body.height * 0.055
        person.brush.flat(poly([(-99, y), (99, y), (99, y + 5), (-99, y + 5)]), shade(colour, 0.72))
        person.canvas.restore()


def _opening(person: Person, low: float) -> Any:
    """The V of the chest, narrowing to a slit: what the coat leaves open."""
    pose, body = person.pose, person.body
    lean = math.sin(math.radians(pose.yaw)) * body.shoulder * 0.3
    x, y = pose.neck[0] + lean * 0.5, pose.neck[1]
    button = y + (pose.hip[1] - y) * 0.42
    return poly([
        (x - body.head * 0.24 - lean * 0.4, y - body.head * 0.2), (x + body.head * 0.24, y - body.head * 0.2),
        (x + lean * 0.4 + body.head * 0.05, button),
        (x + lean * 0.6 + body.head * 0.04, pose.hip[1] + low + 4),
        (x + lean * 0.6 - body.head * 0.01, pose.hip[1] + low + 4),
        (x + lean * 0.4 - body.head * 0.03, button),
    ])  # fmt: skip


def _lapels(person: Person, colour: RGB) -> None:
    pose, body = person.pose, person.body
    lean = math.sin(math.radians(pose.yaw)) * body.shoulder * 0.3
    x, y, head = pose.neck[0] + lean * 0.5, pose.neck[1], body.head
    button = y + (pose.hip[1] - y) * 0.42
    for s in (-1, 1):
        near = x + s * head * 0.24 - (lean * 0.4 if s < 0 else 0)
        lapel = poly(
            [
                (near - s * head * 0.02, y - head * 0.2),
                (near + s * head * 0.17, y + head * 0.02),
                (near + s * head * 0.2, y + head * 0.38),
                (x + lean * 0.4 + s * head * 0.05, button),
            ]
        )
        person.brush.flat(lapel, shade(colour, 0.84 if s == -person.brush.side else 1.1))
    for step in range(2):
        person.brush.oval(
            oval(x + lean * 0.5 + head * 0.12, button + head * (0.2 + 0.34 * step), head * 0.035, head * 0.035),
            shade(colour, 0.55),
        )


def _scarf(person: Person) -> None:
    garment = person.worn.get(GarmentSlot.SCARF)
    if garment is None:
        return
    pose, body, colour = person.pose, person.body, rgb(garment.colour)
    x, y, head = pose.neck[0] + math.sin(math.radians(pose.yaw)) * body.head * 0.06, pose.neck[1], body.head
    if not pose.away:
        tail = smooth(
            [
                (x - head * 0.05, y + head * 0.1),
                (x + head * 0.2, y + head * 0.12),
                (x + head * 0.24, y + head * 0.95),
                (x + head * 0.02, y + head * 0.98),
            ]
        )
        person.brush.round(tail, shade(colour, 0.92), share=0.3)
        pattern(person.brush, tail, garment, head * 0.22)
    roll = smooth(
        [
            (x - head * 0.36, y - head * 0.1),
            (x, y - head * 0.02),
            (x + head * 0.36, y - head * 0.1),
            (x + head * 0.38, y + head * 0.1),
            (x, y + head * 0.24),
            (x - head * 0.38, y + head * 0.1),
        ]
    )
    person.brush.round(roll, colour, share=0.3)


def draw_skirt(person: Person, slot: GarmentSlot, length: float) -> None:
    pose, body = person.pose, person.body
    wide = body.hip * (0.6 + 0.4 * turned_width(pose.yaw))
    sway = pose.hip[0] + (pose.knees[0][0] + pose.knees[1][0]) / 2
    if person.who.posture is Posture.SITTING:
        knees = list(pose.knees)
        shape = smooth(
            [
                (pose.hip[0] - wide, pose.hip[1] - body.limb),
                (pose.hip[0] + wide, pose.hip[1] - body.limb),
                (max(knees[0][0], knees[1][0]) + body.limb, knees[0][1] - body.limb * 0.4),
                (max(knees[0][0], knees[1][0]) + body.limb, knees[0][1] + body.limb * 1.4),
                (min(knees[0][0], knees[1][0]) - body.limb, knees[0][1] + body.limb * 1.4),
            ]
        )
    else:
        low = pose.hip[1] + body.height * length
        shape = poly(
            [
                (pose.hip[0] - wide * 0.9, pose.hip[1] - body.height * 0.05),
                (pose.hip[0] + wide * 0.9, pose.hip[1] - body.height * 0.05),
                (sway * 0.5 + wide * 1.75, low),
                (sway * 0.5, low + body.height * 0.012),
                (sway * 0.5 - wide * 1.75, low),
            ]
        )
    person.brush.round(shape, person.colour(slot, PLAIN_BOTTOM), share=0.3)
    pattern(person.brush, shape, person.worn.get(slot), body.height * 0.04)
