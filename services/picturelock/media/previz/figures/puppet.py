"""A person as the drawing code sees one: a pose, what is worn and held, and the brush."""

from dataclasses import dataclass
from typing import Any

from picturelock.kernel.nouns import GarmentSlot, Presence
from picturelock.media.colour import RGB
from picturelock.media.colour import parse as rgb
from picturelock.media.previz.brush import Brush
from picturelock.media.previz.figures.body import Body, Pose
from picturelock.media.previz.figures.wardrobe import Wardrobe

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
        return next(
            (s for s in (GarmentSlot.COAT, GarmentSlot.TOP, GarmentSlot.DRESS) if self.worn.get(s)), GarmentSlot.TOP
        )

    @property
    def legwear(self) -> RGB:
        return self.colour(GarmentSlot.BOTTOM, PLAIN_BOTTOM)
