"""Scratch voices: one for every character, always the same for the same character, fitted to the time there is.

They are temp tracks, made so that a cut can be judged; nobody should mistake them for a performance.
"""

import re
import zlib
from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from picturelock.kernel.nouns import Build, Figure, Noun, Presence
from picturelock.media import speech
from picturelock.media.delivery import Delivery, Effect, delivery, language_of, pronounceable
from picturelock.media.signal import (
    SAMPLE_RATE,
    Samples,
    band,
    edged,
    filtered,
    gain_of,
    limited,
    rms,
    stretched,
    trimmed,
)

T = TypeVar("T")

FASTEST = 320.0
"""Words per minute; beyond it speech is squeezed, and only then cut."""
MOST_SQUEEZED = 0.72
MOST_LETTERS_A_SECOND = 60
"""What lies beyond it would be cut anyway."""
SPEECH_DB = -22.0
"""RMS, in dBFS, of the loud parts of a line said in an ordinary voice."""
CREST_DB = 12.0
"""How far over that its peaks may reach: deep voices are all peaks, and would stand in the way of the film's level."""


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


def voice_name() -> str:
    """Which speaker this machine uses; asked once and kept. Two machines that differ in it sound different."""
    return speech.chosen().name


def cast_voice(presence: Presence) -> Voice:
    """From age, figure, build and what the description and the name tell; the same in every shot of the film."""
    figure, age = presence.physique.figure, presence.physique.age
    if figure in ANIMALS_AND_OTHERS:
        voice = ANIMALS_AND_OTHERS[figure]
        return voice.model_copy(update={"pitch": _within(voice.pitch + _spread(presence, "pitch", 7))})
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


def speak(text: str, voice: Voice, *, seconds: float, parenthetical: str = "") -> Samples:
    """Mono at 48 kHz, at most `seconds` long; empty when there is nothing to say.

    As fast as the voice speaks, faster when it must be, cut only at the very last. The same input gives the same
    samples on the same machine.
    """
    said = pronounceable(text[: int(max(seconds, 0.0) * MOST_LETTERS_A_SECOND) + 80])
    most = int(seconds * SAMPLE_RATE)
    if not said or most <= 0:
        return np.zeros(0, np.float32)
    asked = delivery(parenthetical, text)
    manner = _manner(voice, asked, said)
    heard = trimmed(speech.chosen().say(said, manner))
    for _ in range(2):
        if heard.size <= most or manner.words_per_minute >= FASTEST:
            break
        manner = _faster(manner, heard.size / most)
        heard = trimmed(speech.chosen().say(said, manner))
    effect = voice.effect if asked.effect is Effect.NONE else asked.effect
    line = _fitted(heard, most, effect, SPEECH_DB + asked.level_db)
    wait = min(int(asked.waits * SAMPLE_RATE), most - line.size)
    waited: Samples = np.concatenate([np.zeros(wait, np.float32), line])
    return waited


def spoken_elsewhere(heard: Samples, *, seconds: float, parenthetical: str = "") -> Samples:
    """Somebody else's speech, mono at 48 kHz, in place of a scratch line: as loud, and at most `seconds` long."""
    asked = delivery(parenthetical)
    return _fitted(trimmed(heard), int(seconds * SAMPLE_RATE), asked.effect, SPEECH_DB + asked.level_db)


def _fitted(heard: Samples, most: int, effect: Effect, level_db: float) -> Samples:
    """At most `most` samples: squeezed, and cut only at the very last."""
    if heard.size > most:
        heard = stretched(heard[: int(most / MOST_SQUEEZED)], max(most / heard.size, MOST_SQUEEZED))
    return edged(_levelled(_coloured(heard[:most], effect), level_db), 0.004)


def _manner(voice: Voice, asked: Delivery, said: str) -> speech.Manner:
    return speech.Manner(
        language=language_of(said) or voice.language,
        variant="whisper" if asked.whispered else voice.variant,
        pitch=_within(voice.pitch + asked.pitch),
        range=voice.range,
        words_per_minute=voice.words_per_minute * asked.speed,
        hertz=voice.hertz * 2.0 ** (asked.pitch / 36.0),
        tract=voice.tract,
    )


def _faster(manner: speech.Manner, times: float) -> speech.Manner:
    quicker = min(FASTEST, manner.words_per_minute * times * 1.04)
    return speech.Manner(**{**vars(manner), "words_per_minute": quicker})


def _coloured(samples: Samples, effect: Effect) -> Samples:
    if effect is Effect.RING:
        ring = np.sin(2.0 * np.pi * 62.0 * np.arange(samples.size, dtype=np.float32) / SAMPLE_RATE)
        return samples * (0.45 + 0.55 * ring).astype(np.float32)
    if effect is Effect.TELEPHONE:
        return filtered(samples, band(380.0, 3200.0, order=8))
    if effect is Effect.RADIO:
        return _over_the_radio(samples)
    if effect is Effect.ECHO:
        late = samples.copy()
        for delay, gain in ((0.071, 0.45), (0.149, 0.3), (0.263, 0.18)):
            shift = min(int(delay * SAMPLE_RATE), samples.size)
            late[shift:] += np.float32(gain) * samples[: samples.size - shift]
        return late
    return samples


def _over_the_radio(samples: Samples) -> Samples:
    """Narrow, overdriven, in a hiss that is there only while somebody presses the button."""
    peak = float(np.abs(samples).max(initial=1e-6))
    driven: Samples = np.tanh(3.0 * filtered(samples, band(450.0, 2800.0, order=8)) / peak).astype(np.float32)
    hiss = np.random.default_rng(9).standard_normal(samples.size, np.float32)
    driven += np.float32(0.03) * filtered(hiss, band(900.0, 5000.0))
    return driven


def _levelled(samples: Samples, wanted_db: float) -> Samples:
    """The loud parts, measured in pieces of 20 ms, brought to `wanted_db`."""
    piece = SAMPLE_RATE // 50
    if samples.size < piece:
        return samples
    power = np.square(samples[: samples.size // piece * piece]).reshape(-1, piece).mean(axis=1)
    loud = rms(np.sqrt(power[power >= power.max() * 0.02]).astype(np.float32))
    if loud <= 0.0:
        return samples
    return limited(samples * np.float32(gain_of(wanted_db) / loud), gain_of(wanted_db + CREST_DB))


def _child(presence: Presence) -> Voice:
    youth = max(0, GROWN_UP - max(presence.physique.age, 4))
    girl = _sounds_like_a_woman(presence)
    return Voice(
        name="girl" if girl else "boy",
        language=_pick(ACCENTS, presence, "accent"),
        variant=_pick(("f5", "f2") if girl else ("f1", "f4"), presence, "variant"),
        pitch=_within(62 + 2 * youth + _spread(presence, "pitch", 5)),
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
        pitch=_within(pitch),
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


def _within(pitch: int) -> int:
    return min(max(pitch, 0), 99)
