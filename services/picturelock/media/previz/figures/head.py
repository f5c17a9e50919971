"""A head, in units of its own height: crown at -0.5, chin at 0.5. Features sit on a turning cylinder."""

import math
from dataclasses import dataclass
from typing import Any

import skia

from picturelock.kernel.nouns import Presence
from picturelock.media.colour import RGB
from picturelock.media.colour import parse as rgb
from picturelock.media.previz.brush import INK, Brush
from picturelock.media.previz.figures.body import BACK, HIDDEN, SPEAKING, TURNED, Body, Pose
from picturelock.media.previz.figures.posing import character_dice
from picturelock.media.previz.ink import Point, fill, luma, mix, oval, poly, shade, smooth

RADIUS = 0.345
FAR_EAR = -0.35
"""An ear farther round than this is behind the head."""
BLACK_HAIR = 60
"""Luma below which brows are told from hair by nothing but ink."""
FINE = 65.0
"""Pixels of head height from which lines in a face are drawn."""


@dataclass(frozen=True)
class Face:
    """What makes one face not another; the same in every shot."""

    jaw: float
    chin: float
    nose: float
    brow: float
    eyes: float
    apart: float
    lips: float


def face_of(who: Presence, body: Body) -> Face:
    dice = character_dice(who)
    throw = [dice.random() for _ in range(7)]
    young, heavy = body.young, body.bulk - 1
    return Face(
        jaw=0.225 + 0.05 * throw[0] + 0.035 * young + 0.07 * heavy,
        chin=0.075 + 0.05 * throw[1] + 0.03 * heavy,
        nose=(0.72 + 0.36 * throw[2]) * (1 - 0.4 * young),
        brow=0.75 + 0.6 * throw[3] - 0.3 * young,
        eyes=1.0 + 0.18 * throw[4] + 0.3 * young,
        apart=0.41 + 0.07 * throw[5],
        lips=0.8 + 0.5 * throw[6],
    )


@dataclass(frozen=True)
class Head:
    brush: Brush
    who: Presence
    body: Body
    pose: Pose
    face: Face
    gaze: float
    detail: float
    """Height of the head in pixels."""

    @property
    def canvas(self) -> Any:
        return self.brush.canvas

    @property
    def turn(self) -> float:
        return math.radians(self.pose.head_yaw)

    @property
    def drop(self) -> float:
        """How much the features move down when the head looks down."""
        return -self.pose.pitch * 0.075

    def around(self, angle: float) -> tuple[float, float]:
        """Where (x) a feature is at that angle around the face, and how much of its width is seen (0 behind)."""
        return RADIUS * math.sin(angle + self.turn), max(0.0, math.cos(angle + self.turn))

    @property
    def skin(self) -> RGB:
        return rgb(self.who.physique.skin)

    @property
    def hair(self) -> RGB:
        return rgb(self.who.physique.hair_colour)

    @property
    def is_small(self) -> bool:
        """Too small in the frame for fine lines."""
        return self.detail < FINE

    @property
    def from_behind(self) -> bool:
        return math.cos(self.turn) < BACK


def outline(head: Head) -> Any:
    """Skull and jaw as one shape."""
    lean, face, soft = 0.075 * math.sin(head.turn), head.face, head.body.young * 0.02
    jaw = smooth([
        (-0.345, -0.16), (-0.325 + lean * 0.3, 0.1), (-face.jaw + lean, 0.35),
        (-face.chin + lean * 1.2, 0.488 - soft), (face.chin + lean * 1.2, 0.488 - soft),
        (face.jaw + lean, 0.35), (0.325 + lean * 0.3, 0.1), (0.345, -0.16), (0, -0.42),
    ])  # fmt: skip
    skull = skia.Path()
    skull.addOval(oval(-lean * 0.75, -0.105, 0.362, 0.385))
    return skia.Op(jaw, skull, skia.PathOp.kUnion_PathOp)


def draw_face(head: Head) -> None:
    """Skin, ears and features; hair and hats are others' work."""
    _ears(head)
    shape = outline(head)
    head.brush.round(shape, head.skin, share=0.24, rim=0.018)
    if head.from_behind:
        return
    head.canvas.save()
    head.canvas.clipPath(shape, doAntiAlias=True)
    _cheeks(head)
    for side in (-1, 1):
        _eye(head, side)
    head.canvas.restore()
    if head.who.physique.beard:
        _beard(head)
    _mouth(head)
    _nose(head)
    for side in (-1, 1):
        _brow(head, side)


def _ears(head: Head) -> None:
    for side in (-1, 1):
        x, seen = RADIUS * math.sin(side * math.pi / 2 + head.turn), math.cos(side * math.pi / 2 + head.turn)
        if seen < FAR_EAR:
            continue
        wide = 0.045 + 0.035 * max(0.0, seen)
        place = oval(x * 1.03, 0.05 + head.drop * 0.3, wide, 0.095)
        head.brush.oval(place, shade(head.skin, 0.93))
        head.brush.oval(oval(x * 1.03, 0.05 + head.drop * 0.3, wide * 0.5, 0.055), shade(head.skin, 0.76))


def ear_over(head: Head) -> None:
    """The ear that is turned to us, drawn over the face of a head in three-quarter view."""
    side = -1 if head.turn > 0 else 1
    seen = math.cos(side * math.pi / 2 + head.turn)
    if seen < TURNED or head.from_behind:
        return
    x = RADIUS * math.sin(side * math.pi / 2 + head.turn) - side * 0.02
    head.brush.oval(oval(x, 0.05 + head.drop * 0.3, 0.04 + 0.03 * seen, 0.095), shade(head.skin, 0.94))
    head.brush.oval(
        oval(x + side * 0.008, 0.055 + head.drop * 0.3, 0.024 + 0.012 * seen, 0.052), shade(head.skin, 0.76)
    )


def _cheeks(head: Head) -> None:
    warm = mix(head.skin, (214.0, 92.0, 80.0), 0.3)
    for side in (-1, 1):
        x, seen = head.around(side * 0.62)
        head.brush.oval(oval(x, 0.165 + head.drop, 0.085 * seen, 0.06), warm, 0.35 + 0.25 * head.body.young)


def eye_point(head: Head, side: int) -> tuple[float, float, float]:
    x, seen = head.around(side * head.face.apart)
    return x, -0.02 + head.drop + 0.02 * head.body.young, seen


def _eye(head: Head, side: int) -> None:
    x, y, seen = eye_point(head, side)
    if seen < HIDDEN:
        return
    wide = 0.073 * head.face.eyes * (0.35 + 0.65 * seen)
    open_ = (1 - head.pose.blink) * (1 - 0.35 * head.pose.smile) * (1 - 0.3 * max(0.0, -head.pose.pitch))
    tall = 0.046 * head.face.eyes * max(open_, 0.04)
    canvas = head.canvas
    head.brush.oval(oval(x, y, wide * 1.25, 0.062), shade(head.skin, 0.9), 0.6)
    white = skia.Path()
    white.addOval(oval(x, y, wide, tall))
    head.brush.flat(white, (246.0, 243.0, 238.0))
    canvas.save()
    canvas.clipPath(white, doAntiAlias=True)
    _iris(head, x + head.gaze * wide * 0.36, y - head.pose.pitch * 0.006)
    head.brush.oval(oval(x, y - tall * 1.15, wide * 1.1, tall * 0.6), INK, 0.22)
    canvas.restore()
    _lids(head, x, y, wide, tall)


def _iris(head: Head, x: float, y: float) -> None:
    size = 0.036 * head.face.eyes
    iris = head.who.physique.eyes
    head.brush.oval(oval(x, y, size, size * 1.06), shade(rgb(iris), 0.75))
    head.brush.oval(oval(x, y + 0.003, size * 0.8, size * 0.84), mix(rgb(iris), (255, 255, 255), 0.12))
    head.brush.oval(oval(x, y, size * 0.48, size * 0.5), (20.0, 16.0, 18.0))
    glint = head.brush.side
    head.canvas.drawOval(
        oval(x + glint * size * 0.36, y - size * 0.38, size * 0.26, size * 0.26), fill((255, 255, 255), 0.92)
    )


def _lids(head: Head, x: float, y: float, wide: float, tall: float) -> None:
    lash = mix(INK, head.hair, 0.15)
    upper = skia.Path()
    upper.moveTo(x - wide * 1.08, y + tall * 0.1)
    upper.quadTo(x, y - tall * 2.0, x + wide * 1.08, y + tall * 0.1)
    head.brush.line(upper, lash, 0.019)
    lower = skia.Path()
    lower.moveTo(x - wide * 0.7, y + tall * 0.78)
    lower.quadTo(x, y + tall * 1.35, x + wide * 0.7, y + tall * 0.78)
    head.brush.line(lower, shade(head.skin, 0.6), 0.008, 0.8)


def _brow(head: Head, side: int) -> None:
    x, y, seen = eye_point(head, side)
    if seen < HIDDEN:
        return
    wide = 0.105 * (0.35 + 0.65 * seen)
    inner, outer = x - side * wide, x + side * wide
    lift = 0.03 * head.pose.smile + 0.03 * head.pose.mouth - 0.012 * head.pose.frown
    top = y - 0.105 - lift
    path = skia.Path()
    path.moveTo(inner, top + 0.03 * head.pose.frown + 0.012)
    path.quadTo(x, top - 0.03, outer, top + 0.022 - 0.02 * head.pose.frown)
    colour = mix(shade(head.hair, 0.82), INK, 0.12) if luma(head.hair) > BLACK_HAIR else mix(head.hair, INK, 0.3)
    head.brush.line(path, colour, 0.026 * head.face.brow)


def _nose(head: Head) -> None:
    size, lean = head.face.nose, math.sin(head.turn)
    root = head.around(0.0)[0] * 0.92
    tip = (head.around(0.0)[0] * 1.14 + lean * 0.075 * size, 0.145 + head.drop * 1.3)
    shadow = -head.brush.side if abs(lean) < TURNED else -math.copysign(1, lean)
    wing = 0.058 * size
    if abs(lean) > TURNED:
        bridge = smooth([
            (root, -0.08 + head.drop), (tip[0] - lean * 0.01, 0.06 + head.drop),
            (tip[0] + lean * 0.02, tip[1]), (tip[0] - lean * 0.03, tip[1] + 0.035),
            (tip[0] - lean * 0.13, tip[1] + 0.03), (root - lean * 0.08, 0.02 + head.drop),
        ])  # fmt: skip
        head.brush.flat(bridge, head.skin)
    side = poly([
        (root + shadow * 0.012, -0.04 + head.drop), (tip[0] + shadow * 0.012, tip[1] - 0.02),
        (tip[0] + shadow * wing, tip[1] + 0.025), (tip[0] - shadow * wing * 0.4, tip[1] + 0.04),
        (tip[0], tip[1] + 0.018),
    ])  # fmt: skip
    head.canvas.drawPath(side, fill(head.brush.dark(head.skin, 0.9)))
    under = skia.Path()
    under.moveTo(tip[0] - wing * (0.8 + min(0.0, lean)), tip[1] + 0.034)
    under.quadTo(tip[0], tip[1] + 0.056, tip[0] + wing * (0.8 - max(0.0, lean)), tip[1] + 0.034)
    head.brush.line(under, shade(head.skin, 0.62), 0.012)


def _mouth(head: Head) -> None:
    x, seen = head.around(0.0)
    x, y = x * 0.84, 0.285 + head.drop * 1.2
    wide = 0.098 * (0.45 + 0.55 * seen) * head.face.lips * (1 + 0.22 * head.pose.smile) * (1 - 0.18 * head.pose.mouth)
    curve = 0.012 + 0.05 * head.pose.smile - 0.06 * head.pose.frown
    lip = mix(shade(head.skin, 0.72), (176.0, 70.0, 72.0), 0.42)
    gap = 0.012 + 0.085 * head.pose.mouth
    if head.pose.mouth > SPEAKING:
        inside = smooth(
            [
                (x - wide, y - curve * 0.6),
                (x, y - 0.012 - gap * 0.2),
                (x + wide, y - curve * 0.6),
                (x + wide * 0.55, y + gap * 0.85),
                (x - wide * 0.55, y + gap * 0.85),
            ]
        )
        head.brush.flat(inside, (74.0, 22.0, 28.0))
        head.canvas.save()
        head.canvas.clipPath(inside, doAntiAlias=True)
        head.brush.oval(oval(x, y - 0.016, wide * 0.8, 0.022), (244.0, 240.0, 232.0))
        head.brush.oval(oval(x, y + gap * 1.1, wide * 0.6, gap * 0.5), (196.0, 92.0, 92.0))
        head.canvas.restore()
        head.brush.line(inside, lip, 0.018)
        return
    path = skia.Path()
    path.moveTo(x - wide, y - curve)
    path.quadTo(x, y + curve * 1.1, x + wide, y - curve)
    head.brush.line(path, shade(lip, 0.72), 0.019)
    lower = skia.Path()
    lower.moveTo(x - wide * 0.5, y + 0.038)
    lower.quadTo(x, y + 0.058 + curve * 0.3, x + wide * 0.5, y + 0.038)
    head.brush.line(lower, lip, 0.02, 0.55)


def _beard(head: Head) -> None:
    x, seen = head.around(0.0)
    lean, face = 0.075 * math.sin(head.turn), head.face
    points: list[Point] = [
        (-0.332 + lean * 0.3, 0.02), (-face.jaw - 0.045 + lean, 0.34), (-face.chin - 0.03 + lean * 1.2, 0.55),
        (face.chin + 0.03 + lean * 1.2, 0.55), (face.jaw + 0.045 + lean, 0.34), (0.332 + lean * 0.3, 0.02),
        (0.26 + lean, 0.17), (x + 0.13 * seen, 0.21 + head.drop), (x, 0.2 + head.drop),
        (x - 0.13 * seen, 0.21 + head.drop), (-0.26 + lean, 0.17),
    ]  # fmt: skip
    head.brush.round(smooth(points), shade(head.hair, 0.92), share=0.25)
    head.brush.oval(
        oval(x * 0.84, 0.29 + head.drop * 1.2, 0.1 * (0.45 + 0.55 * seen), 0.045), mix(head.skin, head.hair, 0.3)
    )
