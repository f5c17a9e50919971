"""Bodies and poses: proportions from a physique, and where every joint is. Centimetres, y DOWN, feet at 0."""

import math
from dataclasses import dataclass

from picturelock.kernel.nouns import Build, Figure, Physique, Posture, Presence
from picturelock.media.previz.ink import Point

WIDTH = {Build.SLIM: 0.88, Build.AVERAGE: 1.0, Build.BROAD: 1.16, Build.HEAVY: 1.3}
GROWN = 16
"""Years after which the head no longer grows slower than the rest."""


TURNED = 0.3
"""Sine of the angle from which a figure is no longer seen from the front (or from behind)."""
BACK = -0.2
"""Cosine of the angle from which it is seen from behind."""
BLINK = 0.16
"""Seconds an eye is shut."""
SPEAKING = 0.07
"""A mouth opened less than this is a closed one."""
HIDDEN = 0.12
"""A feature of which less than this share of the width is seen is not drawn."""


@dataclass(frozen=True)
class Body:
    height: float
    head: float
    """Crown to chin."""
    shoulder: float
    """Half widths, front view."""
    waist: float
    hip: float
    limb: float
    """Thickness of an upper arm; everything round scales with it."""
    bulk: float
    young: float
    """1 for a toddler, 0 for a grown-up."""
    old: float

    @property
    def hip_y(self) -> float:
        return -0.51 * self.height

    @property
    def neck_y(self) -> float:
        return -self.height + self.head * 1.13

    @property
    def upper_arm(self) -> float:
        return 0.172 * self.height

    @property
    def forearm(self) -> float:
        return 0.155 * self.height

    @property
    def thigh(self) -> float:
        return 0.25 * self.height

    @property
    def shin(self) -> float:
        return 0.235 * self.height


def body_of(physique: Physique) -> Body:
    child = physique.figure is Figure.CHILD or physique.age < GROWN
    young = min(1.0, max(0.0, (GROWN - min(physique.age, 11 if child else 99)) / GROWN)) if child else 0.0
    height = float(physique.height_cm)
    if physique.figure is Figure.CHILD and physique.height_cm == Physique().height_cm:
        height = 124.0
    bulk = WIDTH[physique.build]
    heads = 6.9 - 1.9 * young
    return Body(
        height=height,
        head=height / heads,
        shoulder=height * (0.122 - 0.006 * young) * (0.7 + 0.3 * bulk),
        waist=height * 0.084 * bulk**1.5,
        hip=height * 0.09 * bulk**1.1,
        limb=height * 0.05 * bulk**0.8,
        bulk=bulk,
        young=young,
        old=min(1.0, max(0.0, (physique.age - 50) / 30)),
    )


SEAT = 0.27
"""Height of a seat, in heights of the sitter."""


def stature(who: Presence) -> float:
    """Height of the crown above the ground in this posture, in centimetres."""
    height = standing_height(who)
    lowered = {Posture.SITTING: 0.51 - SEAT, Posture.KNEELING: 0.51 - 0.29, Posture.LYING: 0.78}
    return height * (1 - lowered.get(who.posture, 0.0))


def standing_height(who: Presence) -> float:
    physique = who.physique
    usual = {
        Figure.DOG: 62.0, Figure.CAT: 34.0, Figure.HORSE: 205.0, Figure.BIRD: 26.0, Figure.CLOUD: 150.0,
    }  # fmt: skip
    if physique.figure in usual:
        return float(physique.height_cm) if physique.height_cm != Physique().height_cm else usual[physique.figure]
    return body_of(physique).height


@dataclass(frozen=True)
class Pose:
    """Screen sides: index 0 of a pair is the one on the left of the picture."""

    hip: Point
    neck: Point
    hands: tuple[Point, Point]
    feet: tuple[Point, Point]
    knees: tuple[Point, Point]
    yaw: float
    """Degrees the body is turned: 0 to us, 90 to the right of the picture, 180 away."""
    head_yaw: float
    pitch: float = 0.0
    """Positive looks up, -1 to 1."""
    tilt: float = 0.0
    """Degrees the head leans to the right."""
    mouth: float = 0.0
    blink: float = 0.0
    smile: float = 0.1
    frown: float = 0.0
    breath: float = 0.0
    front: tuple[bool, bool] = (True, True)
    """Whether an arm is drawn before the trunk."""

    @property
    def away(self) -> bool:
        return math.cos(math.radians(self.yaw)) < BACK

    @property
    def heading(self) -> int:
        """-1 to the left of the picture, 1 to the right, 0 to or from us."""
        side = math.sin(math.radians(self.yaw))
        return 0 if abs(side) < TURNED else (1 if side > 0 else -1)


def turned_width(yaw: float) -> float:
    """How wide a trunk is seen when turned by `yaw` degrees."""
    return 0.62 + 0.38 * abs(math.cos(math.radians(yaw)))
