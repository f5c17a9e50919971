"""A person, drawn from the feet (the canvas' origin) upwards in centimetres."""

import math

from picturelock.kernel.nouns import Hair, Posture
from picturelock.media.colour import parse as rgb
from picturelock.media.previz.figures import hair
from picturelock.media.previz.figures.age import draw_age
from picturelock.media.previz.figures.body import SEAT
from picturelock.media.previz.figures.hats import draw_glasses, draw_hat, draw_wounds, hides_hair
from picturelock.media.previz.figures.head import Head, draw_face, ear_over, face_of
from picturelock.media.previz.figures.limbs import draw_arm, draw_held, draw_legs
from picturelock.media.previz.figures.puppet import Person
from picturelock.media.previz.figures.trunk import draw_trunk
from picturelock.media.previz.ink import Point, limb, oval, poly, shade


def draw_person(person: Person) -> None:
    person.canvas.save()
    if person.who.posture is Posture.LYING:
        _lay_down(person)
    if person.who.posture is Posture.SITTING:
        _seat(person)
    _behind_head(person)
    for index in (0, 1):
        if not person.pose.front[index]:
            draw_arm(person, index)
    if person.pose.away:
        draw_held(person, behind=True)
    draw_legs(person)
    draw_trunk(person)
    _head(person)
    for index in (0, 1):
        if person.pose.front[index]:
            draw_arm(person, index)
    person.canvas.restore()


def _seat(person: Person) -> None:
    """A plain chair, so that nobody sits on air."""
    body, side, wood = person.body, person.pose.heading, (104.0, 76.0, 54.0)
    y, wide, tall = -SEAT * body.height + body.limb * 0.7, body.hip * 1.25, body.height
    for x in (-wide * 0.9, wide * 0.9):
        person.brush.round(limb((x, y), (x, 0), body.limb * 0.42, body.limb * 0.34), wood, share=0.3)
    if side:
        person.brush.round(
            limb((-side * wide, y), (-side * wide * 1.12, y - tall * 0.27), body.limb * 0.5, body.limb * 0.44),
            wood,
            share=0.3,
        )
    else:
        for rise in (0.14, 0.22):
            person.brush.round(
                limb((-wide, y - tall * rise), (wide, y - tall * rise), body.limb * 0.6, body.limb * 0.6),
                wood,
                share=0.2,
            )
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
    draw_age(head)
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
        (pose.neck[0] + width * 1.1, pose.neck[1] + body.head * 0.1),
        (pose.neck[0] - width * 1.1, pose.neck[1] + body.head * 0.1),
    ])  # fmt: skip
    shape.addOval(oval(pose.neck[0], pose.neck[1] + body.head * 0.08, width * 1.1, body.head * 0.1))
    person.brush.flat(shape, shade(skin, 0.78))
