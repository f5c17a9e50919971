"""A person, drawn from the feet (the canvas' origin) upwards in centimetres."""

import math
from dataclasses import dataclass
from typing import Any

import skia

from picturelock.kernel.nouns import GarmentSlot, Hair, Posture, Presence
from picturelock.media.colour import RGB
from picturelock.media.colour import parse as rgb
from picturelock.media.previz import hair
from picturelock.media.previz.body import SEAT, Body, Pose, turned_width
from picturelock.media.previz.hats import draw_glasses, draw_hat, draw_wounds, hides_hair
from picturelock.media.previz.head import Head, draw_face, ear_over, face_of
from picturelock.media.previz.ink import Point, joint, limb, oval, poly, shade, smooth
from picturelock.media.previz.palette import Brush
from picturelock.media.previz.posing import carrying_hand
from picturelock.media.previz.props import draw_prop
from picturelock.media.previz.wardrobe import Wardrobe, pattern

PLAIN_TOP: RGB = (128.0, 132.0, 140.0)
PLAIN_BOTTOM: RGB = (72.0, 74.0, 84.0)


@dataclass(frozen=True)
class Held:
    shape: str
    colour: str


@dataclass(frozen=True)
class Person:
    brush: Brush
    who: Presence
    body: Body
    pose: Pose
    worn: Wardrobe
    held: tuple[Held, ...] = ()
    gaze: float = 0.0
    seconds: float = 0.0
    scale: float = 1.0
    """Pixels per centimetre."""

    @property
    def canvas(self) -> Any:
        return self.brush.canvas

    def colour(self, slot: GarmentSlot, otherwise: RGB) -> RGB:
        garment = self.worn.get(slot)
        return rgb(garment.colour) if garment else otherwise

    @property
    def upper(self) -> GarmentSlot:
        """The garment that is seen on the trunk."""
        return next((s for s in (GarmentSlot.COAT, GarmentSlot.TOP, GarmentSlot.DRESS) if self.worn.get(s)), GarmentSlot.TOP)

    @property
    def legwear(self) -> RGB:
        return self.colour(GarmentSlot.BOTTOM, PLAIN_BOTTOM)


def draw_person(person: Person) -> None:
    person.canvas.save()
    if person.who.posture is Posture.LYING:
        _lay_down(person)
    if person.who.posture is Posture.SITTING:
        _seat(person)
    _behind_head(person)
    for index in (0, 1):
        if not person.pose.front[index]:
            _arm(person, index)
    if person.pose.away:
        _hand_prop(person, behind=True)
    _legs(person)
    _trunk(person)
    _head(person)
    for index in (0, 1):
        if person.pose.front[index]:
            _arm(person, index)
    person.canvas.restore()


def _seat(person: Person) -> None:
    """A plain chair, so that nobody sits on air."""
    body, side, wood = person.body, person.pose.heading, (104.0, 76.0, 54.0)
    y, wide, tall = -SEAT * body.height + body.limb * 0.7, body.hip * 1.25, body.height
    for x in (-wide * 0.9, wide * 0.9):
        person.brush.round(limb((x, y), (x, 0), body.limb * 0.42, body.limb * 0.34), wood, share=0.3)
    if side:
        person.brush.round(limb((-side * wide, y), (-side * wide * 1.12, y - tall * 0.27), body.limb * 0.5, body.limb * 0.44), wood, share=0.3)
    else:
        for rise in (0.14, 0.22):
            person.brush.round(limb((-wide, y - tall * rise), (wide, y - tall * rise), body.limb * 0.6, body.limb * 0.6), wood, share=0.2)
    person.brush.round(limb((-wide, y), (wide, y), body.limb * 0.5, body.limb * 0.5), shade(wood, 1.15), share=0.2)


def _lay_down(person: Person) -> None:
    side = -1 if person.pose.heading < 0 else 1
    person.canvas.translate(-side * person.body.height * 0.5, -person.body.hip * 0.9)
    person.canvas.rotate(90 * side)


def head_centre(person: Person) -> Point:
    pose, body = person.pose, person.body
    side = math.sin(math.radians(pose.yaw))
    return (pose.neck[0] + side * body.head * 0.1, pose.neck[1] - body.head * 0.63)


def _head_of(person: Person) -> Head:
    return Head(
        person.brush, person.who, person.body, person.pose, face_of(person.who, person.body), person.gaze,
        person.body.head * person.scale,
    )  # fmt: skip


def _in_head(person: Person) -> None:
    person.canvas.save()
    person.canvas.translate(*head_centre(person))
    person.canvas.rotate(person.pose.tilt)
    person.canvas.scale(person.body.head, person.body.head)


def _behind_head(person: Person) -> None:
    _in_head(person)
    if not (hides_hair(person.worn) and person.who.physique.hair is not Hair.LONG):
        hair.behind(_head_of(person), person.seconds)
    person.canvas.restore()


def _head(person: Person) -> None:
    _neck(person)
    _in_head(person)
    head = _head_of(person)
    draw_face(head)
    if not hides_hair(person.worn):
        hair.on_top(head, person.seconds)
    if person.who.physique.hair not in {Hair.BOB, Hair.LONG}:
        ear_over(head)
    draw_wounds(head)
    draw_glasses(head, person.worn)
    draw_hat(head, person.worn)
    person.canvas.restore()


def _neck(person: Person) -> None:
    pose, body = person.pose, person.body
    skin = rgb(person.who.physique.skin)
    centre = head_centre(person)
    width = body.head * (0.18 + 0.06 * (body.bulk - 1)) * (1 - 0.25 * body.young)
    shape = poly([
        (centre[0] - width, centre[1] + body.head * 0.3), (centre[0] + width, centre[1] + body.head * 0.3),
        (pose.neck[0] + width * 1.1, pose.neck[1] + body.head * 0.1), (pose.neck[0] - width * 1.1, pose.neck[1] + body.head * 0.1),
    ])  # fmt: skip
    shape.addOval(oval(pose.neck[0], pose.neck[1] + body.head * 0.08, width * 1.1, body.head * 0.1))
    person.brush.flat(shape, shade(skin, 0.78))


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
        at(-0.045, -nx), at(0.01, -sw * 0.72), at(0.075, -sw * 0.98), at(0.28, -sw * 0.93 + lean * 0.06), at(0.62, -ww + lean * 0.1), at(0.95, -hw),
        (hip[0] - hw * flare, hip[1] + low), (hip[0] + hw * flare, hip[1] + low),
        at(0.95, hw), at(0.62, ww + lean * 0.16), at(0.28, sw * 0.93 + lean * 0.14), at(0.075, sw * 0.98), at(0.01, sw * 0.72), at(-0.045, nx),
    ])  # fmt: skip


def _trunk(person: Person) -> None:
    body, worn = person.body, person.worn
    if worn.get(GarmentSlot.DRESS):
        _skirt(person, GarmentSlot.DRESS, 0.27)
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
            wing = poly([(x + s * nx, y - body.head * 0.04), (x + s * nx * 1.25, y + body.head * 0.14), (x + s * nx * 0.45, y + body.head * 0.24), (x, y + body.head * 0.11)])
            person.brush.flat(wing, tuple(min(255.0, part * 1.12 + 8) for part in colour))  # type: ignore[arg-type]
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
        (x - body.head * 0.24 - lean * 0.4, y - body.head * 0.2), (x + body.head * 0.24, y - body.head * 0.2), (x + lean * 0.4 + body.head * 0.05, button),
        (x + lean * 0.6 + body.head * 0.04, pose.hip[1] + low + 4), (x + lean * 0.6 - body.head * 0.01, pose.hip[1] + low + 4), (x + lean * 0.4 - body.head * 0.03, button),
    ])  # fmt: skip


def _lapels(person: Person, colour: RGB) -> None:
    pose, body = person.pose, person.body
    lean = math.sin(math.radians(pose.yaw)) * body.shoulder * 0.3
    x, y, head = pose.neck[0] + lean * 0.5, pose.neck[1], body.head
    button = y + (pose.hip[1] - y) * 0.42
    for s in (-1, 1):
        near = x + s * head * 0.24 - (lean * 0.4 if s < 0 else 0)
        lapel = poly([(near - s * head * 0.02, y - head * 0.2), (near + s * head * 0.17, y + head * 0.02), (near + s * head * 0.2, y + head * 0.38), (x + lean * 0.4 + s * head * 0.05, button)])
        person.brush.flat(lapel, shade(colour, 0.84 if s == -person.brush.side else 1.1))
    for step in range(2):
        person.brush.oval(oval(x + lean * 0.5 + head * 0.12, button + head * (0.2 + 0.34 * step), head * 0.035, head * 0.035), shade(colour, 0.55))


def _scarf(person: Person) -> None:
    garment = person.worn.get(GarmentSlot.SCARF)
    if garment is None:
        return
    pose, body, colour = person.pose, person.body, rgb(garment.colour)
    x, y, head = pose.neck[0] + math.sin(math.radians(pose.yaw)) * body.head * 0.06, pose.neck[1], body.head
    if not pose.away:
        tail = smooth([(x - head * 0.05, y + head * 0.1), (x + head * 0.2, y + head * 0.12), (x + head * 0.24, y + head * 0.95), (x + head * 0.02, y + head * 0.98)])
        person.brush.round(tail, shade(colour, 0.92), share=0.3)
        pattern(person.brush, tail, garment, head * 0.22)
    roll = smooth([(x - head * 0.36, y - head * 0.1), (x, y - head * 0.02), (x + head * 0.36, y - head * 0.1), (x + head * 0.38, y + head * 0.1), (x, y + head * 0.24), (x - head * 0.38, y + head * 0.1)])
    person.brush.round(roll, colour, share=0.3)


def _skirt(person: Person, slot: GarmentSlot, length: float) -> None:
    pose, body = person.pose, person.body
    wide = body.hip * (0.6 + 0.4 * turned_width(pose.yaw))
    sway = pose.hip[0] + (pose.knees[0][0] + pose.knees[1][0]) / 2
    if person.who.posture is Posture.SITTING:
        knees = [k for k in pose.knees]
        shape = smooth([(pose.hip[0] - wide, pose.hip[1] - body.limb), (pose.hip[0] + wide, pose.hip[1] - body.limb), (max(knees[0][0], knees[1][0]) + body.limb, knees[0][1] - body.limb * 0.4), (max(knees[0][0], knees[1][0]) + body.limb, knees[0][1] + body.limb * 1.4), (min(knees[0][0], knees[1][0]) - body.limb, knees[0][1] + body.limb * 1.4)])
    else:
        low = pose.hip[1] + body.height * length
        shape = poly([(pose.hip[0] - wide * 0.9, pose.hip[1] - body.height * 0.05), (pose.hip[0] + wide * 0.9, pose.hip[1] - body.height * 0.05), (sway * 0.5 + wide * 1.75, low), (sway * 0.5, low + body.height * 0.012), (sway * 0.5 - wide * 1.75, low)])
    person.brush.round(shape, person.colour(slot, PLAIN_BOTTOM), share=0.3)
    pattern(person.brush, shape, person.worn.get(slot), body.height * 0.04)


def _legs(person: Person) -> None:
    pose, body, worn = person.pose, person.body, person.worn
    skirted = worn.has(GarmentSlot.BOTTOM, "skirt", "kilt")
    bare = bool(worn.get(GarmentSlot.DRESS)) and not worn.get(GarmentSlot.BOTTOM)
    order = (1, 0) if pose.heading > 0 else (0, 1)
    for index in order:
        _leg(person, index, bare=bare or skirted, short=worn.has(GarmentSlot.BOTTOM, "shorts"), near=index == order[1])
    if skirted:
        _skirt(person, GarmentSlot.BOTTOM, 0.2 if not worn.has(GarmentSlot.BOTTOM, "long") else 0.34)


def _leg(person: Person, index: int, *, bare: bool, short: bool, near: bool) -> None:
    pose, body, skin = person.pose, person.body, rgb(person.who.physique.skin)
    s = index * 2 - 1
    start = (pose.hip[0] + s * body.hip * 0.46 * turned_width(pose.yaw), pose.hip[1])
    knee, foot = pose.knees[index], pose.feet[index]
    cloth = skin if bare else person.legwear
    tone = 1.0 if near or pose.heading == 0 else 0.86
    thick = body.limb * 1.75
    person.brush.round(limb(knee, (foot[0], foot[1] - body.limb * 0.35), thick * 0.72, thick * 0.5), shade(skin if short else cloth, tone), share=0.32)
    thigh = limb(start, knee, thick, thick * 0.74)
    person.brush.round(thigh, shade(cloth, tone), share=0.3)
    if not bare:
        pattern(person.brush, thigh, person.worn.get(GarmentSlot.BOTTOM), body.height * 0.04)
    _shoe(person, foot, tone)


def _shoe(person: Person, foot: Point, tone: float) -> None:
    pose, body = person.pose, person.body
    colour = shade(person.colour(GarmentSlot.SHOES, (58.0, 48.0, 44.0)), tone)
    side, size = math.sin(math.radians(pose.yaw)), body.height * 0.047
    toe = side * size * 1.7
    if person.worn.has(GarmentSlot.SHOES, "boot", "wellington"):
        person.brush.round(limb((foot[0], foot[1] - body.height * 0.1), foot, size * 1.35, size * 1.2), colour, share=0.3)
    shape = smooth([
        (foot[0] - size * 0.62 + min(toe, 0) * 0.9, foot[1] + size * 0.32), (foot[0] - size * 0.5 + min(toe, 0) * 0.4, foot[1] - size * 0.35),
        (foot[0] + size * 0.5 + max(toe, 0) * 0.4, foot[1] - size * 0.35), (foot[0] + size * 0.62 + max(toe, 0) * 0.9, foot[1] + size * 0.32), (foot[0] + toe * 0.5, foot[1] + size * 0.42),
    ])  # fmt: skip
    person.brush.round(shape, colour, share=0.2)


def shoulder_of(person: Person, index: int) -> Point:
    pose, body = person.pose, person.body
    s = index * 2 - 1
    return (pose.neck[0] + s * body.shoulder * turned_width(pose.yaw) * 0.83, pose.neck[1] + body.height * 0.047)


def _arm(person: Person, index: int) -> None:
    pose, body = person.pose, person.body
    start, hand = shoulder_of(person, index), pose.hands[index]
    elbow = _elbow(person, index, start, hand)
    hand = _reached(elbow, hand, body.forearm)
    sleeve = person.colour(person.upper, PLAIN_TOP)
    near = person.pose.front[index]
    tone = 1.0 if near else 0.88
    bare = person.worn.has(person.upper, "t-shirt", "tshirt", "tank", "sleeveless", "vest", "short-sleeved", "sundress", "apron")
    skin = rgb(person.who.physique.skin)
    thick = body.limb * (1.18 if person.upper is GarmentSlot.COAT else 1.02)
    held_first = index == carrying_hand(pose)
    fore = limb(elbow, hand, thick * 0.86, thick * (0.72 if not bare else 0.56))
    if not held_first:
        _hand_prop(person, slot=1, hand=hand)
    _palm(person, elbow, hand, tone)
    person.brush.round(fore, shade(skin if bare else sleeve, tone), share=0.3)
    upper = limb(start, elbow, thick * 1.16, thick * 0.88)
    if near:
        person.brush.under(upper, sleeve, body.height * 0.008) if pose.heading else None
    person.brush.round(upper, shade(sleeve, tone), share=0.3)
    pattern(person.brush, upper, person.worn.get(person.upper), body.height * 0.04)
    if held_first and not pose.away:
        _hand_prop(person, slot=0, hand=hand)


def _elbow(person: Person, index: int, start: Point, hand: Point) -> Point:
    """Elbows hang down, point away from the trunk, and from where the figure is heading."""
    body = person.body
    outward = -float(person.pose.heading) or float(index * 2 - 1)
    ways = [joint(start, hand, body.upper_arm, body.forearm, bend) for bend in (1.0, -1.0)]
    return max(ways, key=lambda elbow: elbow[1] + 0.6 * outward * elbow[0])


def _reached(elbow: Point, target: Point, length: float) -> Point:
    dx, dy = target[0] - elbow[0], target[1] - elbow[1]
    far = math.hypot(dx, dy) or 1.0
    return (elbow[0] + dx / far * length, elbow[1] + dy / far * length)


def _palm(person: Person, elbow: Point, hand: Point, tone: float) -> None:
    body, skin = person.body, shade(rgb(person.who.physique.skin), tone)
    angle = math.degrees(math.atan2(hand[1] - elbow[1], hand[0] - elbow[0]))
    size = body.height * 0.026 * (1 + 0.2 * body.young)
    person.canvas.save()
    person.canvas.translate(*hand)
    person.canvas.rotate(angle)
    palm = smooth([(-size * 0.5, -size * 0.72), (size * 1.3, -size * 0.85), (size * 2.3, -size * 0.4), (size * 2.4, size * 0.35), (size * 1.3, size * 0.85), (-size * 0.5, size * 0.72)])
    person.brush.round(palm, skin, share=0.25)
    thumb = limb((size * 0.4, -size * 0.5), (size * 1.35, -size * 1.15), size * 0.6, size * 0.42)
    person.brush.flat(thumb, shade(skin, 0.95))
    person.canvas.restore()


def _hand_prop(person: Person, *, slot: int = 0, hand: Point | None = None, behind: bool = False) -> None:
    if slot >= len(person.held) or (person.pose.away and not behind):
        return
    index = carrying_hand(person.pose)
    at = hand or person.pose.hands[index if slot == 0 else 1 - index]
    held = person.held[slot]
    person.canvas.save()
    person.canvas.translate(at[0], at[1] + person.body.height * 0.012)
    draw_prop(person.brush, held.shape, held.colour, person.seconds)
    person.canvas.restore()
