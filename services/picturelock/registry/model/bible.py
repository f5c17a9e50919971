"""The style bible: who, where, with what and in which look, and how that changes from scene to scene.

Ids are lower-case words joined by underscores (`mara`, `red_lantern`); they are what briefs name things by.
Friendly spellings (a colour's name, one string for a garment, `24` for a rate) are accepted.
"""

import re
from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from picturelock.kernel.nouns import (
    Garment,
    GarmentSlot,
    Look,
    Noun,
    Physique,
    Rate,
    Source,
    TimeOfDay,
    Weather,
)
from picturelock.registry.model.bible_words import References, Words, as_tuple
from picturelock.registry.model.colours import NamedColour, colour_of
from picturelock.registry.model.routes import RouteRule
from picturelock.registry.model.routing import Routing

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(_[a-z0-9]+)*$", max_length=80)]

ShotNumber = Annotated[str, StringConstraints(pattern=r"^sc[0-9a-z]+_sh[0-9a-z]+$", max_length=80)]

DEFAULT = "default"
"""The name of the wardrobe, and of the film's look, that holds where nothing else is said."""

CINEMA_RATES = (Fraction(24000, 1001), Fraction(30000, 1001), Fraction(48000, 1001), Fraction(60000, 1001))


def id_of(words: str) -> str:
    """`Traffic-Control DOGS` is `traffic_control_dogs`; `x` when nothing in it can be spelled in ASCII."""
    return "_".join(re.findall(r"[a-z0-9]+", words.lower().replace("'", ""))) or "x"


def _as_rate(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return value
    try:
        exact = Fraction(str(value).strip())
    except (ValueError, ZeroDivisionError):
        return value
    near = next((rate for rate in CINEMA_RATES if abs(rate - exact) < Fraction(1, 100)), exact)
    return {"numerator": near.numerator, "denominator": near.denominator}


def _as_words(value: object) -> object:
    return {"words": value} if isinstance(value, str) else value


def _as_worn(value: object) -> object:
    if not isinstance(value, str):
        return value
    bare = value.strip().lower()
    return {"colour": colour_of(value) or value, "words": "" if bare.startswith("#") else value.strip()}


def _as_state(value: object) -> object:
    return {"look": value} if isinstance(value, str) else value


def _colours_spelled_out(value: object) -> object:
    if not isinstance(value, dict):
        return value
    return {
        key: (colour_of(item) or item) if key in ("skin", "hair_colour", "eyes") and isinstance(item, str) else item
        for key, item in value.items()
    }


class Film(Noun):
    """Settings of the whole film. `pace` stretches every planned length: 1.1 is a tenth slower."""

    title: str = ""
    rate: Annotated[Rate, BeforeValidator(_as_rate)] = Rate()
    width: int = Field(default=1280, ge=16, le=8192)
    height: int = Field(default=720, ge=16, le=8192)
    engine: str = "previz"
    pace: float = Field(default=1.0, ge=0.5, le=2.0)


class Worn(Noun):
    """A garment without its slot. In YAML also one string: `dark green wool coat` or `"#2f7d3c"`."""

    colour: NamedColour
    words: str = ""
    pattern: str = "plain"


Wardrobe = dict[GarmentSlot, Annotated[Worn, BeforeValidator(_as_worn)]]


class Character(Noun):
    """`aliases` are other spellings of the name in cues and action; `look` is the wardrobe worn from the start."""

    name: str = ""
    words: str = ""
    aliases: Words = ()
    physique: Annotated[Physique, BeforeValidator(_colours_spelled_out)] = Physique()
    looks: dict[Id, Wardrobe] = Field(default_factory=dict)
    look: str = DEFAULT
    carries: Words = ()
    """Ids of props in hand from the first scene on."""
    references: References = ()

    def wardrobe(self, look: str) -> tuple[Garment, ...]:
        """The garments of `look`, slot by slot; of the default look where it is unknown."""
        worn = self.looks.get(look) or self.looks.get(self.look) or self.looks.get(DEFAULT) or {}
        return tuple(Garment(slot=slot, **worn[slot].model_dump()) for slot in GarmentSlot if slot in worn)


class Location(Noun):
    """`aliases` are the places as headings write them: `PIER 4`. `kind` is what it is built as: `harbour`."""

    name: str = ""
    words: str = ""
    aliases: Words = ()
    kind: str = "street"
    features: Words = ()
    palette: Annotated[tuple[NamedColour, ...], BeforeValidator(as_tuple)] = ()
    weather: Weather | None = None
    references: References = ()


class BibleProp(Noun):
    """`owner` is the character in whose hands it stays until it is handed over."""

    name: str = ""
    words: str = ""
    aliases: Words = ()
    shape: str = "box"
    colour: NamedColour = "#8a6f4d"
    owner: str = ""
    references: References = ()


class FilmLook(Noun):
    """How the picture is graded."""

    words: str = ""
    palette: Annotated[tuple[NamedColour, ...], BeforeValidator(as_tuple)] = ()
    contrast: float = Field(default=1.0, ge=0.2, le=3.0)
    saturation: float = Field(default=1.0, ge=0.0, le=3.0)
    grain: float = Field(default=0.0, ge=0.0, le=1.0)
    references: References = ()


class CharacterState(Noun):
    """What changes for a character as a scene begins; None is as before. In YAML also just a look's name."""

    look: str | None = None
    holding: Annotated[tuple[str, ...] | None, BeforeValidator(as_tuple)] = None
    wounds: Annotated[tuple[str, ...] | None, BeforeValidator(as_tuple)] = None


class SceneState(Noun):
    """What holds in one scene: `time`, `weather` and `look` for it alone, `characters` from it on."""

    time: TimeOfDay | None = None
    weather: Weather | None = None
    look: str = ""
    location: str = ""
    characters: dict[str, Annotated[CharacterState, BeforeValidator(_as_state)]] = Field(default_factory=dict)


class ShotState(Noun):
    """What holds for one shot alone. `first_frame` is the picture that it begins with, named as references are."""

    first_frame: str = ""


class Bible(Noun):
    """The whole bible. `scenes` go by scene number (`sc030`), the writer's number, or the heading as written.

    `shots` go by number (`sc030_sh0010`).
    """

    film: Film = Film()
    looks: dict[Id, Annotated[FilmLook, BeforeValidator(_as_words)]] = Field(default_factory=dict)
    characters: dict[Id, Annotated[Character, BeforeValidator(_as_words)]] = Field(default_factory=dict)
    locations: dict[Id, Annotated[Location, BeforeValidator(_as_words)]] = Field(default_factory=dict)
    props: dict[Id, Annotated[BibleProp, BeforeValidator(_as_words)]] = Field(default_factory=dict)
    scenes: dict[str, SceneState] = Field(default_factory=dict)
    shots: dict[ShotNumber, ShotState] = Field(default_factory=dict)
    routes: tuple[RouteRule, ...] = ()
    """Rules for which engine makes which shot; where none holds, the film's does."""
    file: str = ""
    """Where it was read from; empty for one that never was a file."""
    lines: dict[str, int] = Field(default_factory=dict)
    """The line of each entry, by dotted path."""

    @model_validator(mode="before")
    @classmethod
    def _names_from_ids(cls, value: object) -> object:
        if not isinstance(value, dict):
            return value
        return {
            key: _named(item) if key in ("characters", "locations", "props") else item for key, item in value.items()
        }

    def source(self, entry: str) -> Source:
        """Where `entry` stands; its nearest parent's line where it has none of its own."""
        path = entry
        while path and path not in self.lines:
            path = path.rpartition(".")[0]
        return Source(file=self.file or "bible", line=self.lines.get(path, 0), entry=entry)

    @property
    def routing(self) -> Routing:
        sources = tuple(self.source(f"routes.{at}") for at in range(len(self.routes)))
        film = self.film.engine
        return Routing(rules=self.routes, sources=sources, film=film, film_source=self.source("film.engine"))

    def film_look(self, name: str) -> Look:
        """The kernel's look for `name`; the default one, or a plain one, where the bible has none."""
        chosen = name if name in self.looks else DEFAULT
        graded = self.looks.get(chosen, FilmLook())
        return Look(look=chosen, **graded.model_dump(exclude={"references"}), source=self.source(f"looks.{chosen}"))

    def character_id(self, spelled: str) -> str | None:
        """The character that a cue or a name in the action means; None when nobody is called that."""
        return _found(self.characters.items(), spelled)

    def location_id(self, spelled: str) -> str | None:
        return _found(self.locations.items(), spelled)

    def prop_id(self, spelled: str) -> str | None:
        return _found(self.props.items(), spelled)


def _named(entries: object) -> object:
    if not isinstance(entries, dict):
        return entries
    return {key: _with_name(key, entry) for key, entry in entries.items()}


def _with_name(key: object, entry: object) -> object:
    name = str(key).replace("_", " ").title()
    if entry is None:
        return {"name": name}
    if isinstance(entry, str):
        return {"name": name, "words": entry}
    if isinstance(entry, dict) and not entry.get("name"):
        return {**entry, "name": name}
    if isinstance(entry, Character | Location | BibleProp) and not entry.name:
        return entry.model_copy(update={"name": name})
    return entry


def _found(entries: Iterable[tuple[str, Character | Location | BibleProp]], spelled: str) -> str | None:
    wanted = _folded(spelled)
    if not wanted:
        return None
    return next(
        (key for key, entry in entries if wanted in {_folded(each) for each in (key, entry.name, *entry.aliases)}),
        None,
    )


@lru_cache(maxsize=8192)
def _folded(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.lower().replace("_", " ").replace("'", "").replace("’", "")))  # noqa: RUF001
