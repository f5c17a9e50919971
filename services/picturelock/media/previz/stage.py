"""The set: everything that stands in a place, each thing at its depth, collected before anything is drawn."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from picturelock.kernel.nouns import Facing, ShotSize
from picturelock.media.previz.easel import Easel, World
from picturelock.media.previz.light import Light
from picturelock.media.previz.optics import View
from picturelock.media.previz.scene import Scene

Draw = Callable[[Easel], None]

FRONT = -100000.0
"""A depth in front of everything."""
FAR = 1000000.0
"""The depth of what never moves when the camera does: the sky."""


REVERSE = 2
"""The side of a place that is seen behind a subject that faces right."""


@dataclass(frozen=True)
class Item:
    z: float
    draw: Draw
    live: bool
    """It moves by itself, so it is drawn anew in every frame."""


@dataclass
class Stage:
    scene: Scene
    light: Light
    view: View
    """Where the camera starts: the place is dressed for it."""
    items: list[Item] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.dice = random.Random(f"{self.scene.place.place}:{self.side}")

    @property
    def side(self) -> int:
        """Which wall is behind the subject: a reverse angle shows another one."""
        if self.scene.camera.size in {ShotSize.EXTREME_WIDE, ShotSize.WIDE}:
            return 0
        facing = next((who.facing for who in self.scene.cast if who.character == self.scene.camera.subject), None)
        return {Facing.LEFT: 1, Facing.RIGHT: REVERSE}.get(facing, 0) if facing else 0

    def put(self, z: float, draw: Draw, *, live: bool = False) -> None:
        self.items.append(Item(z, draw, live))

    def stand(
        self, piece: Callable[..., None], x: float, z: float, *how: object, live: bool = False, **more: object
    ) -> None:
        """Stand a piece at its spot; what follows is said to the piece."""
        self.put(z, lambda easel: piece(easel, x, z, *how, **more), live=live)

    def lie(self, corners: Sequence[World], colour: str, *, depth: float) -> None:
        """Lay a flat polygon, e.g. paint on a road."""
        self.put(depth, lambda easel: easel.face(corners, colour))

    def block(self, x: float, z: float, size: World, colour: str) -> None:
        self.put(z, lambda easel: easel.box(x, z, size, colour))

    @property
    def windy(self) -> bool:
        return self.light.wind >= 1

    def words(self) -> str:
        place = self.scene.place
        return " ".join((place.kind, place.name, place.words, *place.features)).lower().replace("_", " ")
