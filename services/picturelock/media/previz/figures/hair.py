"""Hair: what falls behind the head, and what lies on it. Units of the head's height, as in `head`."""

import math

import skia

from picturelock.kernel.nouns import Hair
from picturelock.media.previz.figures.body import HIDDEN, TURNED
from picturelock.media.previz.figures.head import Head
from picturelock.media.previz.figures.posing import character_dice
from picturelock.media.previz.ink import Point, mix, oval, shade, smooth, wander

LENGTH = {Hair.LONG: 0.98, Hair.BOB: 0.46, Hair.CURLY: 0.42, Hair.PONYTAIL: 0.12, Hair.BUN: 0.1, Hair.BRAID: 0.12}
"""How far the hair falls below the middle of the head."""


def behind(head: Head, seconds: float) -> None:
    """Drawn before the body or the face."""
    style, lean = head.who.physique.hair, 0.09 * math.sin(head.turn)
    if style in {Hair.LONG, Hair.BOB}:
        fall = LENGTH[style]
        sway = wander(seconds * 0.8, 2.0) * 0.02 * head.brush.light.wind * 3
        _mass(head, [
            (-0.3 - lean, -0.42), (-0.43 - lean, -0.05), (-0.42 - lean * 1.5 + sway, fall * 0.62),
            (-0.3 - lean * 2 + sway, fall), (0.3 - lean * 2 + sway, fall),
            (0.42 - lean * 1.5 + sway, fall * 0.62), (0.43 - lean, -0.05), (0.3 - lean, -0.42),
        ], dark=0.8)  # fmt: skip
    if style in {Hair.CURLY, Hair.AFRO}:
        _cloud(head, full=style is Hair.AFRO, lean=lean, dark=0.86)
    if style is Hair.BUN:
        head.brush.oval(oval(-lean * 3.2, -0.5, 0.17, 0.16), shade(head.hair, 0.85))
    if style in {Hair.PONYTAIL, Hair.BRAID} and not head.from_behind:
        _tail(head, seconds)


def _mass(head: Head, points: list[Point], dark: float = 1.0) -> None:
    head.brush.round(smooth(points), shade(head.hair, dark), share=0.26)


def _cloud(head: Head, *, full: bool, lean: float, dark: float) -> None:
    """A mass of curls: all around the head when `full`, else from temple to temple."""
    dice, size = character_dice(head.who), 0.58 if full else 0.5
    path, steps = skia.Path(), 19 if full else 15
    for step in range(steps):
        angle = math.tau * step / steps if full else math.pi * (0.93 + 1.14 * step / (steps - 1))
        bump = 0.1 + 0.03 * dice.random()
        x, y = math.cos(angle) * (size - bump * 0.6) * 0.86, math.sin(angle) * (size - bump * 0.6) * 0.95
        path.addCircle(x - lean, y - (0.12 if full else 0.02), bump)
    path.addOval(oval(-lean, -0.12, size * 0.8, size * 0.86))
    path.setFillType(skia.PathFillType.kWinding)
    head.brush.round(path, shade(head.hair, dark), share=0.24)


def _tail(head: Head, seconds: float) -> None:
    side = -1 if head.turn > 0 else 1
    sway = wander(seconds, 3.0) * 0.03
    root = side * 0.3 * max(0.35, abs(math.sin(head.turn)))
    if head.who.physique.hair is Hair.BRAID:
        for step in range(6):
            head.brush.oval(
                oval(
                    root + side * (0.12 + 0.02 * step) + sway * step / 5, 0.05 + step * 0.13, 0.1 - step * 0.008, 0.09
                ),
                shade(head.hair, 0.82 + 0.08 * (step % 2)),
            )
        return
    _mass(
        head,
        [
            (root, -0.3),
            (root + side * 0.22, -0.28),
            (root + side * 0.3, 0.05),
            (root + side * 0.2 + sway, 0.5),
            (root + side * 0.1, 0.1),
        ],
        0.85,
    )


def on_top(head: Head, seconds: float) -> None:
    """Drawn over the face."""
    style = head.who.physique.hair
    if style is Hair.BALD:
        if head.body.old > 0:
            _fringe_of_age(head)
        return
    if head.from_behind:
        _back(head, style, seconds)
        return
    _cap(head, style)


def _cap(head: Head, style: Hair) -> None:
    lean, turn = 0.075 * math.sin(head.turn), math.sin(head.turn)
    lift = {
        Hair.CROPPED: 0.0,
        Hair.SHORT: 0.035,
        Hair.BOB: 0.045,
        Hair.LONG: 0.035,
        Hair.CURLY: 0.05,
        Hair.AFRO: 0.08,
    }.get(style, 0.012)
    low = {Hair.CROPPED: -0.06, Hair.SHORT: -0.02, Hair.BOB: 0.34, Hair.LONG: 0.5, Hair.CURLY: 0.05}.get(style, -0.15)
    line = -0.235 + head.drop * 0.5
    part = (0.5 - character_dice(head.who).random()) * 0.22 + turn * 0.2
    near, far = (-0.36 - lift, 0.36 + lift)
    back, front = (near - lean, far - lean) if turn >= 0 else (far - lean, near - lean)
    if abs(turn) < TURNED:
        points = [
            (near, -0.12), (near + 0.02, low), (near + 0.1, min(low, -0.02)), (-0.28, line + 0.06),
            (part - 0.1, line - 0.03), (part, line - 0.07), (0.16, line - 0.0), (0.28, line + 0.06),
            (far - 0.1, min(low, -0.02)), (far - 0.02, low), (far, -0.12), (far - 0.09, -0.38),
            (0.02, -0.5 - lift), (near + 0.09, -0.38),
        ]  # fmt: skip
    else:
        s = math.copysign(1, turn)
        nape = {Hair.SHORT: 0.1, Hair.CROPPED: 0.04}.get(style, max(low, 0.16))
        inset = 0.05 if nape < max(low, 0.16) else 0.02
        points = [
            (back, -0.12), (back + s * inset, nape), (back + s * (inset + 0.1), nape + 0.03),
            (back + s * 0.22, min(low, 0.0)), (s * 0.02 - lean, -0.1 + line * 0.2), (s * 0.1, line + 0.02),
            (s * 0.24, line - 0.02), (front - s * 0.07, line + 0.01), (front - s * 0.04, -0.32),
            (s * 0.16 - lean, -0.475 - lift), (-s * 0.12 - lean, -0.5 - lift), (back + s * 0.1, -0.38),
        ]  # fmt: skip
    cap = smooth(points)
    head.brush.round(cap, head.hair, share=0.3)
    head.canvas.save()
    head.canvas.clipPath(cap, doAntiAlias=True)
    _strands(head, style, line)
    head.canvas.restore()


def _strands(head: Head, style: Hair, line: float) -> None:
    if head.is_small or style is Hair.CROPPED:
        return
    shine = mix(head.hair, (255.0, 240.0, 220.0), 0.2)
    for index in range(3):
        x = (-0.14 + 0.12 * index) + 0.1 * math.sin(head.turn) + 0.05 * head.brush.side
        path = skia.Path()
        path.moveTo(x, line - 0.07)
        path.quadTo(x + 0.05 * head.brush.side, -0.4, x + 0.09 * head.brush.side, -0.44)
        head.brush.line(path, shine, 0.014, 0.55)


def _back(head: Head, style: Hair, seconds: float) -> None:
    low = {Hair.LONG: 0.98, Hair.BOB: 0.46, Hair.CROPPED: 0.2, Hair.SHORT: 0.26}.get(style, 0.28)
    if style in {Hair.CURLY, Hair.AFRO}:
        _cloud(head, full=style is Hair.AFRO, lean=0.0, dark=1.0)
    _mass(
        head,
        [
            (-0.3, -0.42),
            (-0.4, -0.05),
            (-0.36, low * 0.55),
            (-0.2, low),
            (0.2, low),
            (0.36, low * 0.55),
            (0.4, -0.05),
            (0.3, -0.42),
            (0, -0.52),
        ],
    )
    sway = wander(seconds, 3.0) * 0.02
    if style is Hair.BUN:
        head.brush.oval(oval(0, -0.3, 0.18, 0.17), shade(head.hair, 0.82))
    if style is Hair.PONYTAIL:
        _mass(head, [(-0.07, -0.2), (0.07, -0.2), (0.12, 0.2), (0.02 + sway, 0.62), (-0.12, 0.2)], 0.82)
    if style is Hair.BRAID:
        for step in range(6):
            head.brush.oval(
                oval(sway * step / 5, -0.1 + step * 0.13, 0.1, 0.09), shade(head.hair, 0.75 + 0.09 * (step % 2))
            )


def _fringe_of_age(head: Head) -> None:
    for side in (-1, 1):
        x, seen = head.around(side * 1.35)
        if seen > HIDDEN:
            head.brush.oval(oval(x, -0.03, 0.05, 0.13), head.hair)
