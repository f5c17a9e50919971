"""Whose voice is whose: one for every character, always the same for the same character. Nothing sounds here."""

import re
import zlib
from collections.abc import Sequence
from typing import TypeVar

from picturelock.kernel.nouns import Build, Figure, Line, Noun, Physique, Presence
from picturelock.media.delivery import Effect

T = TypeVar("T")


class Voice(Noun):
    """A part's voice. `language`, `variant`, `pitch` and `range` are espeak-ng's; `hertz` and `tract` the mumble's."""

    name: str
    language: str = "en"
    variant: str = "m1"
    pitch: int = 50
    range: int = 50
    words_per_minute: float = 165.0
    hertz: float = 115.0
    tract: float = 1.0
    effect: Effect = Effect.NONE


WOMAN = re.compile(
    r"\b(she|her|hers|herself|wom[ae]n|girls?|lady|mother|mum|mom|mama|daughter|sister|wife|widow|aunt|niece"
    r"|grandmother|grandma|queen|princess|actress|waitress|bride|witch|mrs|miss|ms|madam|female)\b"
)
MAN = re.compile(
    r"\b(he|him|his|himself|m[ae]n|boys?|gentleman|father|dad|papa|son|brother|husband|widower|uncle|nephew"
    r"|grandfather|grandpa|king|prince|actor|waiter|groom|fisherman|bearded|mr|sir|male|guy)\b"
)
WOMEN = frozenset((
    "alice", "ann", "anne", "beth", "betty", "carol", "chloe", "ellen", "elizabeth", "emily", "erin", "esther",
    "eve", "frances", "gail", "grace", "hannah", "helen", "ingrid", "irene", "iris", "jane", "janet", "jean",
    "jennifer", "jess", "jill", "joan", "joy", "judith", "karen", "kate", "kim", "leigh", "lily", "liz",
    "margaret", "maeve", "maren", "mary", "megan", "meg", "miriam", "nell", "pam", "rachel", "rose", "ruth",
    "sarah", "sharon", "sigrid", "sue", "susan", "violet", "vivian", "wendy", "yael", "zoe",
))  # fmt: skip
MEN = frozenset((
    "adam", "al", "alan", "alex", "anders", "andrew", "anton", "arthur", "ben", "bert", "bill", "bob", "brian",
    "carl", "charles", "charlie", "chris", "clark", "dan", "dave", "david", "dev", "ed", "emil", "eric", "ezra",
    "finn", "frank", "fred", "gary", "george", "greg", "hal", "hank", "harry", "henry", "hugo", "ian", "ivan",
    "jack", "jacob", "james", "jason", "jim", "joe", "john", "jon", "jonas", "josh", "joshua", "karl", "ken",
    "kevin", "larry", "lars", "leo", "luca", "lou", "luke", "mark", "martin", "mike", "nick", "nikita", "noah",
    "norman", "oscar", "otto", "owen", "paul", "pete", "peter", "phil", "pip", "ralph", "ray", "rick", "rob",
    "robert", "roger", "sam", "sasha", "scott", "sean", "simon", "stan", "steve", "ted", "tim", "tom", "tony",
    "victor", "walt", "will",
))  # fmt: skip

ACCENTS = ("en", "en-us", "en-gb-x-rp", "en-gb-scotland")
WOMEN_VARIANTS = ("f1", "f2", "f3", "f4")
MEN_VARIANTS = ("m1", "m3", "m4", "m7")
GROWN_UP = 16
OLD = 62


def cast_voice(presence: Presence) -> Voice:
    """From age, figure, build and what the description and the name tell; the same in every shot of the film."""
    figure, age = presence.physique.figure, presence.physique.age
    if figure in ANIMALS_AND_OTHERS:
        voice = ANIMALS_AND_OTHERS[figure]
        return voice.model_copy(update={"pitch": within(voice.pitch + _spread(presence, "pitch", 7))})
    if figure is Figure.CHILD or age < GROWN_UP:
        return _child(presence)
    return _grown_up(presence, woman=_sounds_like_a_woman(presence), old=age >= OLD)


ANIMALS_AND_OTHERS = {
    Figure.DOG: Voice(name="dog", variant="f4", pitch=82, range=90, words_per_minute=190, hertz=260, tract=1.3),
    Figure.CAT: Voice(name="cat", variant="f4", pitch=90, range=95, words_per_minute=140, hertz=420, tract=1.5),
    Figure.BIRD: Voice(name="bird", variant="f3", pitch=96, range=90, words_per_minute=210, hertz=520, tract=1.7),
    Figure.HORSE: Voice(name="horse", variant="croak", pitch=18, range=60, words_per_minute=130, hertz=80, tract=0.8),
    Figure.ROBOT: Voice(
        name="robot", language="en-us", variant="klatt4", pitch=40, range=8, words_per_minute=155, hertz=105,
        effect=Effect.RING,
    ),
    Figure.CLOUD: Voice(
        name="cloud", variant="m3", pitch=12, range=30, words_per_minute=135, hertz=68, tract=0.85, effect=Effect.ECHO
    ),
}  # fmt: skip


def unseen(line: Line) -> Presence:
    """Whoever says a line and is not known to the bible."""
    return Presence(character=line.character, name=line.cue, physique=Physique(figure=Figure.UNSEEN))


def _child(presence: Presence) -> Voice:
    youth = max(0, GROWN_UP - max(presence.physique.age, 4))
    girl = _sounds_like_a_woman(presence)
    return Voice(
        name="girl" if girl else "boy",
        language=_pick(ACCENTS, presence, "accent"),
        variant=_pick(("f5", "f2") if girl else ("f1", "f4"), presence, "variant"),
        pitch=within(62 + 2 * youth + _spread(presence, "pitch", 5)),
        range=62,
        words_per_minute=172.0 + _spread(presence, "speed", 10),
        hertz=215.0 + 8.0 * youth + _spread(presence, "pitch", 14),
        tract=1.2 + 0.014 * youth,
    )


def _grown_up(presence: Presence, *, woman: bool, old: bool) -> Voice:
    heavier = {Build.SLIM: 4, Build.AVERAGE: 0, Build.BROAD: -6, Build.HEAVY: -9}[presence.physique.build]
    pitch = (54 if woman else 42) + heavier + _spread(presence, "pitch", 9) - (4 if old else 0)
    return Voice(
        name=f"{'old ' if old else ''}{'woman' if woman else 'man'}",
        language=_pick(ACCENTS, presence, "accent"),
        variant=_pick(WOMEN_VARIANTS if woman else MEN_VARIANTS, presence, "variant"),
        pitch=within(pitch),
        range=38 + _spread(presence, "range", 14),
        words_per_minute=(146.0 if old else 164.0) + _spread(presence, "speed", 12),
        hertz=(190.0 if woman else 110.0) * 2.0 ** ((pitch - (54 if woman else 42)) / 40.0),
        tract=1.16 if woman else 1.0,
    )


def _sounds_like_a_woman(presence: Presence) -> bool:
    told = f"{presence.words} ".lower()
    women, men = len(WOMAN.findall(told)), len(MAN.findall(told))
    if women != men:
        return women > men
    name = f"{presence.name or presence.character}".lower()
    if WOMAN.search(name) or MAN.search(name):
        return bool(WOMAN.search(name))
    first = (re.findall(r"[^\W_]+", name) or [""])[0]
    if first in WOMEN or first in MEN:
        return first in WOMEN
    return first.endswith(("a", "ette", "elle", "ine", "lyn", "ie")) or (
        not presence.physique.beard and _hash(presence, "gender") % 3 == 0
    )


def _pick(choices: Sequence[T], presence: Presence, purpose: str) -> T:
    return choices[_hash(presence, purpose) % len(choices)]


def _spread(presence: Presence, purpose: str, most: int) -> int:
    """Somewhere from -most to most, always the same for the character."""
    return _hash(presence, purpose) % (2 * most + 1) - most


def _hash(presence: Presence, purpose: str) -> int:
    return zlib.crc32(f"{presence.character}/{purpose}".encode())


def within(pitch: int) -> int:
    return min(max(pitch, 0), 99)
