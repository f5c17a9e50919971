"""Stand-ins for whoever speaks, and wherever it plays, without an entry in the bible."""

import hashlib
from colorsys import hls_to_rgb

from picturelock.kernel.nouns import Figure, GarmentSlot
from picturelock.registry.model.beats import speakers_of
from picturelock.registry.model.bible import DEFAULT, Bible, Character, Location, Wardrobe, Worn, id_of
from picturelock.registry.model.locales import kind_of
from picturelock.registry.model.physique import guess
from picturelock.registry.model.places import located
from picturelock.registry.model.screenplay import ElementKind, Screenplay


def completed(bible: Bible, screenplay: Screenplay) -> Bible:
    """The bible with a plain entry for every speaker and every place that it lacks; itself when it lacks none."""
    characters, locations = dict(bible.characters), dict(bible.locations)
    for scene in screenplay.scenes:
        place = located(scene.heading, bible)
        if place not in locations:
            locations[place] = Location(
                name=scene.heading.place.title(), aliases=(scene.heading.place,), kind=kind_of(scene.heading)
            )
        for element in scene.elements:
            if element.kind is ElementKind.SPEECH and not speakers_of(element.cue, bible):
                characters.setdefault(id_of(element.cue), _stand_in(element.cue))
    if len(characters) == len(bible.characters) and len(locations) == len(bible.locations):
        return bible
    return bible.model_copy(update={"characters": characters, "locations": locations})


def _stand_in(cue: str) -> Character:
    """A body and clothes that follow from the name alone, so that the stand-in keeps them from plan to plan."""
    body = guess(cue.title(), "").physique
    top, bottom = (Worn(colour=_colour(cue, salt)) for salt in ("top", "bottom"))
    dressed = body.figure in (Figure.PERSON, Figure.CHILD)
    looks: dict[str, Wardrobe] = {DEFAULT: {GarmentSlot.TOP: top, GarmentSlot.BOTTOM: bottom}} if dressed else {}
    return Character(name=cue.title(), aliases=(cue,), physique=body, looks=looks)


def _colour(name: str, salt: str) -> str:
    seed = hashlib.blake2b(f"{name}/{salt}".encode(), digest_size=2).digest()
    lightness = 0.45 if salt == "top" else 0.25
    channels = hls_to_rgb(seed[0] / 256, lightness, 0.2 + seed[1] / 640)
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)
