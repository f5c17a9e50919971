"""Arms and legs, hands and shoes, and what the hands hold. Centimetres from the feet, y DOWN."""

import math

from picturelock.kernel.nouns import GarmentSlot
from picturelock.media.colour import parse as rgb
from picturelock.media.previz.figures.body import turned_width
from picturelock.media.previz.figures.posing import carrying_hand
from picturelock.media.previz.figures.puppet import PLAIN_TOP, Person
from picturelock.media.previz.figures.trunk import draw_skirt
from picturelock.media.previz.figures.wardrobe import pattern
from picturelock.media.previz.ink import Point, joint, limb, shade, smooth
from picturelock.media.previz.props import draw_prop


def draw_legs(person: Person) -> None:
    pose, worn = person.pose, person.worn
    skirted = worn.has(GarmentSlot.BOTTOM, "skirt", "kilt")
    bare = bool(worn.get(GarmentSlot.DRESS)) and not worn.get(GarmentSlot.BOTTOM)
    order = (1, 0) if pose.heading > 0 else (0, 1)
    for index in order:
        _leg(person, index, bare=bare or skirted, short=worn.has(GarmentSlot.BOTTOM, "shorts"), near=index == order[1])
    if skirted:
        draw_skirt(person, GarmentSlot.BOTTOM, 0.2 if not worn.has(GarmentSlot.BOTTOM, "long") else 0.34)


def _leg(person: Person, index: int, *, bare: bool, short: bool, near: bool) -> None:
    pose, body, skin = person.pose, person.body, rgb(person.who.physique.skin)
    s = index * 2 - 1
    start = (pose.hip[0] + s * body.hip * 0.46 * turned_width(pose.yaw), pose.hip[1])
    knee, foot = pose.knees[index], pose.feet[index]
    cloth = skin if bare else person.legwear
    tone = 1.0 if near or pose.heading == 0 else 0.86
    thick = body.limb * 1.75
    person.brush.round(
        limb(knee, (foot[0], foot[1] - body.limb * 0.35), thick * 0.72, thick * 0.5),
        shade(skin if short else cloth, tone),
        share=0.32,
    )
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
        person.brush.round(
            limb((foot[0], foot[1] - body.height * 0.1), foot, size * 1.35, size * 1.2), colour, share=0.3
        )
    shape = smooth([
        (foot[0] - size * 0.62 + min(toe, 0) * 0.9, foot[1] + size * 0.32),
        (foot[0] - size * 0.5 + min(toe, 0) * 0.4, foot[1] - size * 0.35),
        (foot[0] + size * 0.5 + max(toe, 0) * 0.4, foot[1] - size * 0.35),
        (foot[0] + size * 0.62 + max(toe, 0) * 0.9, foot[1] + size * 0.32),
        (foot[0] + toe * 0.5, foot[1] + size * 0.42),
    ])  # fmt: skip
    person.brush.round(shape, colour, share=0.2)


def shoulder_of(person: Person, index: int) -> Point:
    pose, body = person.pose, person.body
    s = index * 2 - 1
    return (pose.neck[0] + s * body.shoulder * turned_width(pose.yaw) * 0.83, pose.neck[1] + body.height * 0.047)


def draw_arm(person: Person, index: int) -> None:
    pose, body = person.pose, person.body
    start, hand = shoulder_of(person, index), pose.hands[index]
    elbow, hand = _bent(person, index, start, hand)
    sleeve = person.colour(person.upper, PLAIN_TOP)
    near = person.pose.front[index]
    tone = 1.0 if near else 0.88
    bare = person.worn.has(
        person.upper, "t-shirt", "tshirt", "tank", "sleeveless", "vest", "short-sleeved", "sundress", "apron"
    )
    skin = rgb(person.who.physique.skin)
    thick = body.limb * (1.18 if person.upper is GarmentSlot.COAT else 1.02)
    held_first = index == carrying_hand(pose)
    fore = limb(elbow, hand, thick * 0.86, thick * (0.72 if not bare else 0.56))
    if not held_first:
        draw_held(person, slot=1, hand=hand)
    _palm(person, elbow, hand, tone)
    person.brush.round(fore, shade(skin if bare else sleeve, tone), share=0.3)
    upper = limb(start, elbow, thick * 1.16, thick * 0.88)
    if near:
        person.brush.under(upper, sleeve, body.height * 0.008) if pose.heading else None
    person.brush.round(upper, shade(sleeve, tone), share=0.3)
    pattern(person.brush, upper, person.worn.get(person.upper), body.height * 0.04)
    if held_first and not pose.away:
        draw_held(person, slot=0, hand=hand)


def _bent(person: Person, index: int, start: Point, hand: Point) -> tuple[Point, Point]:
    """Elbow and hand of an arm that reaches for `hand`.

    Elbows hang down, point away from the trunk, and from where the figure is heading. With the hand at the head the
    elbow points at us, so the arm is seen shortened.
    """
    body = person.body
    outward = -float(person.pose.heading) or float(index * 2 - 1)
    if start[1] - hand[1] > body.height * 0.08 and math.dist(start, hand) < body.upper_arm * 1.3:
        return (start[0] + outward * body.height * 0.06, start[1] + body.height * 0.075), hand
    ways = [joint(start, hand, body.upper_arm, body.forearm, bend) for bend in (1.0, -1.0)]
    elbow = max(ways, key=lambda each: each[1] + 0.6 * outward * each[0])
    return elbow, _reached(elbow, hand, body.forearm)


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
    palm = smooth(
        [
            (-size * 0.5, -size * 0.72),
            (size * 1.3, -size * 0.85),
            (size * 2.3, -size * 0.4),
            (size * 2.4, size * 0.35),
            (size * 1.3, size * 0.85),
            (-size * 0.5, size * 0.72),
        ]
    )
    person.brush.round(palm, skin, share=0.25)
    thumb = limb((size * 0.4, -size * 0.5), (size * 1.35, -size * 1.15), size * 0.6, size * 0.42)
    person.brush.flat(thumb, shade(skin, 0.95))
    person.canvas.restore()


def draw_held(person: Person, *, slot: int = 0, hand: Point | None = None, behind: bool = False) -> None:
    if slot >= len(person.held) or (person.pose.away and not behind):
        return
    index = carrying_hand(person.pose)
    at = hand or person.pose.hands[index if slot == 0 else 1 - index]
    held = person.held[slot]
    person.canvas.save()
    person.canvas.translate(at[0], at[1] + person.body.height * 0.012)
    draw_prop(person.brush, held.shape, held.colour, person.seconds)
    person.canvas.restore()
