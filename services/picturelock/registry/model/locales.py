"""The places of a script: what each is built as, what stands in it, what the weather is there."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from picturelock.kernel.nouns import Interior, Weather
from picturelock.registry.model.characters import Roster, mentions
from picturelock.registry.model.headings import place_id
from picturelock.registry.model.inventory import FEATURES, OPEN_AIR, PLACES
from picturelock.registry.model.prose import Sentence, sentences
from picturelock.registry.model.screenplay import ElementKind, Heading, Screenplay, ScriptScene
from picturelock.registry.model.spelling import singular
from picturelock.registry.model.vocabulary import words
from picturelock.registry.model.weather import weather

THEIRS = re.compile(r"\b(?:his|her|their|my|your)\s+(?:path|house|home|car|clock|chair)\b|\b(?:stair|light)s? up\b")
"""Somebody's path or house, which need not stand here."""
MOST_FEATURES = 8
LONGEST_WORDS = 220
DWELLINGS = ("living_room", "bedroom", "kitchen")
BUILT = words(
    "kitchen bedroom bathroom living_room office bar restaurant shop school hospital church lab warehouse cell"
)
"""Kinds that are rooms: seen from outside they are a street with that building in it."""


@dataclass
class Locale:
    """A place and everything the script says of it. `weathers` go by the scene's index."""

    place: str
    heading: Heading
    spellings: list[str] = field(default_factory=list)
    kind: str = ""
    features: list[str] = field(default_factory=list)
    words: str = ""
    weathers: dict[int, Weather] = field(default_factory=dict)
    scenes: list[int] = field(default_factory=list)


def locales_of(screenplay: Screenplay, roster: Roster) -> tuple[Locale, ...]:
    """In order of first scene."""
    found: dict[str, Locale] = {}
    for number, scene in enumerate(screenplay.scenes):
        place = place_id(scene.heading.place)
        locale = found.setdefault(place, Locale(place, scene.heading))
        if scene.heading.place not in locale.spellings:
            locale.spellings.append(scene.heading.place)
        locale.scenes.append(number)
        _observe(locale, number, scene, roster)
    return tuple(found.values())


def _observe(locale: Locale, number: int, scene: ScriptScene, roster: Roster) -> None:
    said = tuple(_action(scene, number))
    told = [each for each in said if not mentions(each.text, roster)]
    locale.kind = locale.kind or kind_of(scene.heading, " ".join(each.text for each in said[:3]))
    for feature in features_in(f"{scene.heading.place}. " + " ".join(each.text for each in said)):
        if feature not in locale.features and len(locale.features) < MOST_FEATURES and feature != locale.kind:
            locale.features.append(feature)
    if not locale.words and said and told and told[0] is said[0]:
        locale.words = _opening(said, told)
    if sky := weather(f"{scene.heading.text}.\n\n" + " ".join(each.text for each in said)):
        locale.weathers[number] = sky


def _action(scene: ScriptScene, number: int) -> Iterator[Sentence]:
    for element in scene.elements:
        if element.kind is ElementKind.ACTION:
            yield from sentences(element, number)


def _opening(said: Sequence[Sentence], told: Sequence[Sentence]) -> str:
    """The first sentences, up to the first that names somebody."""
    words = ""
    for sentence in said:
        if sentence not in told or len(words) + len(sentence.text) > LONGEST_WORDS:
            break
        words = f"{words} {sentence.text}".strip()
    return words


def kind_of(heading: Heading, nearby: str = "") -> str:
    """What the place is built as: by its heading's last part, then the parts before, then by the words nearby."""
    kind = next((kind for kind in map(_kind_in, _parts(heading.place)) if kind), "")
    if not kind:
        told = _kind_in(nearby)
        kind = told if heading.interior is not Interior.INT or told not in OPEN_AIR else ""
    outside = heading.interior is Interior.EXT
    if outside and kind in BUILT:
        return "street" if kind not in DWELLINGS else "house"
    return kind or ("street" if outside else "room")


def _parts(place: str) -> Iterator[str]:
    for part in reversed(re.split(r"\s+-\s+|[,/]", place)):
        yield re.split(r"\s+(?:of|in|at|by|near|behind)\s+", part, flags=re.IGNORECASE)[0]
        yield part


def _kind_in(words: str) -> str:
    """By the last word that names a kind, alone or with the word before it."""
    found = re.findall(r"[^\W\d_]+", words.lower())
    for at in range(len(found) - 1, -1, -1):
        for spelled in (" ".join(found[max(0, at - 1) : at + 1]), found[at], singular(found[at])):
            if spelled in PLACES:
                return PLACES[spelled]
    return ""


def features_in(text: str) -> tuple[str, ...]:
    """Things that stand in a place, in the singular, in order of naming."""
    spelled = THEIRS.sub(" ", text.lower()).replace("traffic light", "traffic_light")
    found = (singular(word) for word in re.findall(r"[^\W\d]+", spelled))
    return tuple(dict.fromkeys(word for word in found if word in FEATURES))
