"""What everybody wears: what the script shows, and for the rest clothes in colours that tell people apart."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import dist

from picturelock.kernel.nouns import Figure, GarmentSlot
from picturelock.registry.model.bible import DEFAULT, Wardrobe, Worn, id_of
from picturelock.registry.model.characters import Roster
from picturelock.registry.model.prose import Sentence
from picturelock.registry.model.screenplay import Screenplay
from picturelock.registry.model.telling import holder, telling
from picturelock.registry.model.wearing import Sight, garments_in

TOPS = (
    ("blue", "#2f6fae"), ("red", "#b5403a"), ("mustard", "#d6a419"), ("green", "#3f8f5f"), ("cream", "#e8ddc0"),
    ("purple", "#7a4b94"), ("orange", "#d9772f"), ("teal", "#1f8a8c"), ("pink", "#d98aa5"), ("navy", "#26365e"),
    ("brown", "#7d4f33"), ("sage", "#9fb07a"), ("charcoal", "#3c4046"), ("sky blue", "#86b8d9"),
)  # fmt: skip
"""Neighbours in this order differ most: a film with few people uses the first ones."""
BOTTOMS = (
    ("dark grey", "#3a3d44"), ("blue", "#3f5e8c"), ("brown", "#5a4a3c"), ("black", "#1f2024"), ("khaki", "#8a7b58"),
    ("slate", "#5b6673"),
)  # fmt: skip
SHOES = ("#2b221d", "#1c1d21", "#6b4a2f")
CUTS = {True: ("blouse", "jumper", "cardigan"), False: ("shirt", "jumper", "polo shirt"), None: ("jumper", "shirt")}
DRESSED = (Figure.PERSON, Figure.CHILD)
CLOSE = 110.0
"""Distance of two sRGB colours, root of summed squares, below which they are taken for one at a glance."""


@dataclass
class Seen:
    """The garments a character is seen in: from the start, and put on in a later scene, with their lines."""

    always: dict[GarmentSlot, tuple[Sight, int]] = field(default_factory=dict)
    later: dict[int, list[tuple[Sight, int]]] = field(default_factory=dict)


def seen_garments(screenplay: Screenplay, roster: Roster) -> dict[str, Seen]:
    """By character id. A garment belongs to the one named last before it in its sentence, else to whom it goes on."""
    first = {member.character: member.scene for member in roster.members}
    seen = {member.character: Seen() for member in roster.members}
    for told in telling(screenplay, roster):
        for sight in garments_in(told.sentence.text):
            if wearer := holder(told, sight.at, roster):
                _note(seen[wearer], sight, told.sentence, first[wearer])
    return seen


def _note(seen: Seen, sight: Sight, at: Sentence, first: int) -> None:
    known = seen.always.get(sight.slot)
    if at.scene <= first or (known is None and not sight.put_on):
        seen.always.setdefault(sight.slot, (sight, at.line))
        return
    if sight.put_on and (known is None or (sight.colour and sight.colour != known[0].colour)):
        seen.later.setdefault(at.scene, []).append((sight, at.line))


def outfit(number: int, female: bool | None, seen: Seen, taken: Iterable[str]) -> Wardrobe:  # noqa: FBT001
    """The default wardrobe of the `number`-th to be dressed; `taken` are the tops that others are known by."""
    told = _told(sight for sight, _ in seen.always.values())
    others = list(taken)
    name, top = next(
        (each for each in _turned(TOPS, number) if all(_apart(each[1], other) > CLOSE for other in others)),
        TOPS[number % len(TOPS)],
    )
    cuts = CUTS[female]
    shade, bottom = BOTTOMS[number % len(BOTTOMS)]
    wardrobe: Wardrobe = {
        GarmentSlot.TOP: Worn(colour=top, words=f"{name} {cuts[number % len(cuts)]}"),
        GarmentSlot.BOTTOM: Worn(colour=bottom, words=f"{shade} {'jeans' if shade == 'blue' else 'trousers'}"),
        GarmentSlot.SHOES: Worn(colour=SHOES[number % len(SHOES)], words="shoes"),
    }
    if GarmentSlot.DRESS in told:
        del wardrobe[GarmentSlot.TOP], wardrobe[GarmentSlot.BOTTOM]
    for slot, sight in told.items():
        wardrobe[slot] = sight.worn(top if slot in (GarmentSlot.COAT, GarmentSlot.DRESS) else bottom)
    if GarmentSlot.COAT in told and GarmentSlot.TOP not in told and GarmentSlot.TOP in wardrobe:
        wardrobe[GarmentSlot.TOP] = Worn(colour="#e8ddc0" if number % 2 else "#d5d9de", words="plain shirt")
    return {slot: wardrobe[slot] for slot in GarmentSlot if slot in wardrobe}


def _told(sights: Iterable[Sight]) -> dict[GarmentSlot, Sight]:
    told: dict[GarmentSlot, Sight] = {}
    for sight in sights:
        told[sight.slot] = sight
        if sight.also is not None:
            told.setdefault(sight.also, sight)
    return told


def later_looks(default: Wardrobe, seen: Seen) -> dict[int, tuple[str, Wardrobe]]:
    """By index of the scene in which it is put on: the look's name, and the whole wardrobe from there on."""
    looks: dict[int, tuple[str, Wardrobe]] = {}
    worn = dict(default)
    for scene in sorted(seen.later):
        told = _told(sight for sight, _ in seen.later[scene])
        worn = {**worn, **{slot: sight.worn(_first_colour(worn)) for slot, sight in told.items()}}
        name = id_of(next(iter(told.values())).words)[:40].strip("_")
        looks[scene] = (
            name if name != DEFAULT else f"{name}_2",
            {slot: worn[slot] for slot in GarmentSlot if slot in worn},
        )
    return looks


def _first_colour(wardrobe: Mapping[GarmentSlot, Worn]) -> str:
    return next((each.colour for each in wardrobe.values()), "#3a3d44")


def showing(wardrobe: Mapping[GarmentSlot, Worn]) -> str:
    """The colour by which somebody is known from afar."""
    order = (GarmentSlot.COAT, GarmentSlot.DRESS, GarmentSlot.TOP)
    return next((wardrobe[slot].colour for slot in order if slot in wardrobe), "")


def _turned(colours: Sequence[tuple[str, str]], number: int) -> Sequence[tuple[str, str]]:
    at = number % len(colours)
    return (*colours[at:], *colours[:at])


def _apart(one: str, other: str) -> float:
    return dist(_channels(one), _channels(other))


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))
