"""Small scenes for the tests of previz: who is in them, and a short way to say what they show."""

from typing import Any

from picturelock.kernel.nouns import (
    Camera,
    Facing,
    Figure,
    Garment,
    GarmentSlot,
    Hair,
    Interior,
    Physique,
    Place,
    Position,
    Presence,
    Prop,
    ShotSize,
    TimeOfDay,
)
from picturelock.media.previz.scene import Scene

MARA = Presence(
    character="mara",
    name="Mara",
    physique=Physique(hair=Hair.BOB, skin="#c58c66"),
    wardrobe=(
        Garment(slot=GarmentSlot.COAT, colour="#d9b23c", words="raincoat"),
        Garment(slot=GarmentSlot.TOP, colour="#5a6f7a"),
        Garment(slot=GarmentSlot.BOTTOM, colour="#2f3a52"),
    ),
    position=Position.LEFT,
    facing=Facing.RIGHT,
)
TOMAS = Presence(
    character="tomas",
    name="Tomás",
    physique=Physique(age=66, beard=True, height_cm=184),
    wardrobe=(
        Garment(slot=GarmentSlot.TOP, colour="#3f6b4a"),
        Garment(slot=GarmentSlot.HAT, colour="#8b2f2f", words="beanie"),
    ),
    position=Position.RIGHT,
    facing=Facing.LEFT,
)
REX = Presence(character="rex", name="Rex", physique=Physique(figure=Figure.DOG))
LANTERN = Prop(prop="lantern", name="Lantern", shape="lantern", colour="#b08a3e")
LETTER = Prop(prop="letter", name="Letter", shape="letter", colour="#f0e6cc")


def changed(who: Presence, **facts: Any) -> Presence:
    return Presence.model_validate({**who.model_dump(), **facts})


def scene(
    kind: str = "harbour",
    *cast: Presence,
    size: ShotSize = ShotSize.MEDIUM,
    camera: dict[str, Any] | None = None,
    interior: Interior = Interior.EXT,
    time: TimeOfDay = TimeOfDay.DAY,
    features: tuple[str, ...] = (),
    **facts: Any,
) -> Scene:
    """A scene of 24 frames at 320x180 where nothing else is said; its subject is the first of the cast."""
    subject = cast[0].character if cast else ""
    said = {"frames": 24, "width": 320, "height": 180, **facts}
    return Scene(
        place=Place(place=kind, name=kind, kind=kind, features=features),
        interior=interior,
        time=time,
        camera=Camera(**{"size": size, "subject": subject, **(camera or {})}),
        cast=cast,
        **said,
    )
