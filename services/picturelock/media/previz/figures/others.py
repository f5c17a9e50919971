"""Figures that are neither people nor animals: a robot, and a cloud with a face."""

import math

import skia

from picturelock.kernel.nouns import GarmentSlot, Presence
from picturelock.media.colour import RGB
from picturelock.media.colour import parse as rgb
from picturelock.media.previz.brush import INK, Brush
from picturelock.media.previz.figures.body import BLINK, SPEAKING, Body, Pose, standing_height
from picturelock.media.previz.figures.posing import Moment, character_dice, pose_of
from picturelock.media.previz.figures.wardrobe import wardrobe_of
from picturelock.media.previz.ink import joint, light_paint, limb, oval, radial, shade, smooth, wander

EYE_LIGHT: RGB = (120.0, 226.0, 240.0)


def draw_robot(brush: Brush, who: Presence, body: Body, moment: Moment) -> None:
    pose = pose_of(who, body, moment, ())
    shell = rgb(who.physique.skin)
    worn = wardrobe_of(who)
    chest = worn.get(GarmentSlot.COAT) or worn.get(GarmentSlot.TOP)
    plate = rgb(chest.colour) if chest else shade(shell, 1.1)
    for index in (0, 1):
        _metal_leg(brush, body, pose, index, shell)
    for index in (0, 1):
        _metal_arm(brush, body, pose, index, shell)
    x, top, low = pose.neck[0], pose.neck[1], pose.hip[1]
    _plate(brush, x - body.shoulder, top, body.shoulder * 2, (low - top) * 0.78, plate, body.height * 0.03)
    _plate(
        brush,
        x - body.hip * 0.8,
        top + (low - top) * 0.8,
        body.hip * 1.6,
        (low - top) * 0.24,
        shade(shell, 0.7),
        body.height * 0.02,
    )
    pulse = 0.6 + 0.4 * math.sin(moment.seconds * 3)
    brush.oval(oval(x, top + body.height * 0.1, body.height * 0.022, body.height * 0.022), shade(EYE_LIGHT, pulse))
    _robot_head(brush, body, pose, shell)


def _plate(brush: Brush, x: float, y: float, width: float, height: float, colour: RGB, corner: float) -> None:
    path = skia.Path()
    path.addRRect(skia.RRect.MakeRectXY(skia.Rect.MakeXYWH(x, y, width, height), corner, corner))
    brush.round(path, colour, share=0.28, rim=corner * 0.15)


def _metal_leg(brush: Brush, body: Body, pose: Pose, index: int, shell: RGB) -> None:
    hip = (pose.hip[0] + (index * 2 - 1) * body.hip * 0.5, pose.hip[1])
    knee, foot = pose.knees[index], pose.feet[index]
    brush.round(limb(hip, knee, body.limb * 0.9, body.limb * 0.8), shade(shell, 0.62), share=0.35)
    brush.round(limb(knee, foot, body.limb * 1.3, body.limb * 1.5), shell, share=0.3)
    brush.oval(oval(*knee, body.limb * 0.6, body.limb * 0.6), shade(shell, 0.5))


def _metal_arm(brush: Brush, body: Body, pose: Pose, index: int, shell: RGB) -> None:
    s = index * 2 - 1
    start, hand = (pose.neck[0] + s * body.shoulder * 1.08, pose.neck[1] + body.height * 0.04), pose.hands[index]
    elbow = max(
        (joint(start, hand, body.upper_arm, body.forearm, bend) for bend in (1.0, -1.0)),
        key=lambda p: p[1] + s * p[0] * 0.5,
    )
    brush.round(limb(start, elbow, body.limb * 0.9, body.limb * 0.75), shade(shell, 0.62), share=0.35)
    brush.round(limb(elbow, hand, body.limb * 1.25, body.limb), shell, share=0.3)
    brush.oval(oval(*start, body.limb * 0.95, body.limb * 0.95), shade(shell, 0.86))
    for spread in (-0.5, 0.5):
        brush.round(
            limb(hand, (hand[0] + spread * body.limb, hand[1] + body.limb * 1.1), body.limb * 0.45, body.limb * 0.35),
            shade(shell, 0.5),
            share=0.3,
        )


def _robot_head(brush: Brush, body: Body, pose: Pose, shell: RGB) -> None:
    head, turn = body.head, math.sin(math.radians(pose.head_yaw))
    canvas = brush.canvas
    canvas.save()
    canvas.translate(pose.neck[0] + turn * head * 0.05, pose.neck[1] - head * 0.6)
    canvas.rotate(pose.tilt)
    brush.round(limb((0, head * 0.4), (0, head * 0.62), head * 0.3, head * 0.34), shade(shell, 0.5), share=0.3)
    brush.line(
        smooth([(head * 0.22, -head * 0.4), (head * 0.26, -head * 0.66), (head * 0.24, -head * 0.74)], closed=False),
        shade(shell, 0.6),
        head * 0.04,
    )
    brush.oval(oval(head * 0.24, -head * 0.76, head * 0.05, head * 0.05), (236.0, 90.0, 70.0))
    _plate(brush, -head * 0.44, -head * 0.46, head * 0.88, head * 0.9, shell, head * 0.26)
    if not pose.away:
        _plate(
            brush,
            -head * 0.36 + turn * head * 0.08,
            -head * 0.24,
            head * 0.72,
            head * 0.36,
            (30.0, 36.0, 46.0),
            head * 0.16,
        )
        for side in (-1, 1):
            x = side * head * 0.17 + turn * head * 0.14
            canvas.drawOval(
                oval(x, -head * 0.06, head * 0.075, head * 0.085 * (1 - pose.blink * 0.9)),
                light_paint(
                    radial(
                        (x, -head * 0.06), head * 0.1, [(0, EYE_LIGHT, 1), (0.7, EYE_LIGHT, 0.9), (1, EYE_LIGHT, 0.2)]
                    )
                ),
            )
        for bar in range(5):
            tall = head * (0.03 + 0.1 * pose.mouth * abs(math.sin(bar * 1.7 + 1)))
            brush.oval(oval((bar - 2) * head * 0.07 + turn * head * 0.1, head * 0.26, head * 0.025, tall), EYE_LIGHT)
    canvas.restore()


def draw_cloud(brush: Brush, who: Presence, moment: Moment) -> None:
    """It floats: its own height is its width, its middle one and a half metres above the ground."""
    size, dice = standing_height(who) / 150, character_dice(who)
    canvas = brush.canvas
    canvas.save()
    canvas.translate(
        wander(moment.seconds * 0.6, 1.0) * 8, -standing_height(who) * 0.62 + math.sin(moment.seconds * 1.2) * 5
    )
    canvas.scale(size, size)
    colour = (
        rgb(who.physique.skin)
        if who.physique.skin != Presence(character="", name="").physique.skin
        else (244.0, 246.0, 250.0)
    )
    path = skia.Path()
    for x, y, r in (
        (-58, 12, 30),
        (-30, -14, 38),
        (4, -28, 44),
        (38, -10, 36),
        (62, 14, 26),
        (20, 18, 34),
        (-22, 20, 36),
    ):
        swell = 1 + 0.03 * math.sin(moment.seconds * 1.6 + dice.random() * 6)
        path.addCircle(x, y, r * swell)
    brush.round(path, colour, share=0.2)
    look = {"left": -8.0, "right": 8.0}.get(who.facing.value, 0.0)
    blink = (moment.seconds % 3.1) < BLINK
    for side in (-1, 1):
        brush.oval(oval(side * 16 + look, -10, 5.4, 0.9 if blink else 7.2), INK)
        if not blink:
            brush.oval(oval(side * 16 + look + 2, -13, 1.9, 2.2), (255.0, 255.0, 255.0))
        brush.oval(oval(side * 27 + look, 4, 7, 4.5), (240.0, 160.0, 160.0), 0.6)
    if moment.mouth > SPEAKING:
        brush.oval(oval(look, 8, 6.5, 2 + 7 * moment.mouth), (110.0, 44.0, 54.0))
    else:
        brush.line(smooth([(look - 8, 5), (look, 9), (look + 8, 5)], closed=False), INK, 2.2)
    canvas.restore()
