"""What people are seen to wear: garments in a sentence, with colour and slot."""

import re
from typing import NamedTuple

from picturelock.kernel.nouns import GarmentSlot
from picturelock.registry.model.bible import Worn
from picturelock.registry.model.colours import NAMED, SHADES, colour_of
from picturelock.registry.model.inventory import GARMENTS
from picturelock.registry.model.vocabulary import words

NOUN = re.compile(rf"\b({'|'.join(sorted((re.escape(each) for each in GARMENTS), key=len, reverse=True))})\b")
WEARING = re.compile(
    r"\b(?:wears?|wearing|wore|dressed in|clad in|wrapped in|puts? on|pulls? on|dons|changes into|sports?|swathed in)\b"
    r"(?:[^.;]*)$"
)
LED_IN = re.compile(r"\b(?:in|his|her|their|with|and)\s+(?:(?:a|an|his|her|their|the)\s+)?$|['’]s\s+$|,\s*$|^\s*$")  # noqa: RUF001
BY_OWNER = re.compile(r"\b(?:his|her|their)\s+\w+['’]s\s+$")  # noqa: RUF001
LEAD = words(
    "a an the his her their its in and with wears wearing wear wore of on to into from at dressed clad puts pulls put "
    "pull over under dons sports"
)
DOUBTFUL = words(
    "top tie heels shades dress pants cap glasses suit shorts cape hood trainers crown robe vest tops jersey"
)
"""Nouns that mean something else as often, so that only plain words of wearing make garments of them."""
WHOLE = {"suit": "suit", "tuxedo": "suit", "uniform": "uniform", "overalls": "overalls", "jumpsuit": "overalls"}
"""Garments that dress both halves."""
USUAL = {
    "jeans": "#3f5e8c", "tuxedo": "#141416", "labcoat": "#f2f1ec", "raincoat": "#e0b020", "oilskin": "#e0b020",
    "oilskins": "#e0b020", "uniform": "#1c2b4f", "suit": "#36383d", "overalls": "#3f5e8c", "sunglasses": "#141416",
    "glasses": "#2b2b2e", "spectacles": "#2b2b2e", "apron": "#f2f1ec", "trenchcoat": "#c8a678", "robe": "#6d1a2d",
}  # fmt: skip
"""What colour a garment has when the script does not say."""


class Sight(NamedTuple):
    """A garment as the text shows it. `colour` is empty where none is told; `at` is where the noun stands.

    `put_on` is set when the words tell of wearing and do not only mention the garment as somebody's.
    """

    slot: GarmentSlot
    colour: str
    words: str
    at: int
    put_on: bool
    also: GarmentSlot | None = None

    def worn(self, otherwise: str) -> Worn:
        return Worn(colour=self.colour or otherwise, words=self.words)


def garments_in(text: str) -> tuple[Sight, ...]:
    """The garments that somebody wears in `text`; those that lie, hang or are fetched are not worn."""
    found = []
    for hit in NOUN.finditer(text.lower()):
        start = _phrase_start(text, hit.start())
        before, phrase = text[:start], text[start : hit.end()]
        wearing = bool(WEARING.search(before.lower()))
        if BY_OWNER.search(before.lower()) and not wearing:
            continue
        led_in = LED_IN.search(before.lower())
        doubtful = hit.group() in DOUBTFUL and not colour_of(phrase)
        if wearing or (led_in and not doubtful):
            found.append(
                _sight(hit, phrase.strip(), put_on=wearing or " in " in f" {led_in.group() if led_in else ''}")
            )
    return tuple(found)


def _sight(hit: re.Match[str], phrase: str, *, put_on: bool) -> Sight:
    noun = hit.group()
    usual = USUAL.get("".join(phrase.lower().split()[-2:]), USUAL.get(noun, ""))
    slot, also = GARMENTS[noun], None
    if noun in WHOLE:
        slot = GarmentSlot.COAT if WHOLE[noun] == "suit" else GarmentSlot.TOP
        also = GarmentSlot.BOTTOM
    return Sight(slot, colour_of(phrase) or usual, phrase.lower(), hit.start(), put_on, also)


def _phrase_start(text: str, noun: int) -> int:
    """Up to four words that describe the garment, back to its article or whatever else leads it in."""
    start, words_left = noun, 4
    for found in reversed(list(re.finditer(r"[\w'’-]+\s+", text[max(0, noun - 60) : noun]))):  # noqa: RUF001
        word = found.group().strip().lower()
        if not words_left or word in LEAD or word.endswith(("'s", "’s")):  # noqa: RUF001
            break
        if found.end() + max(0, noun - 60) != start or not (word in NAMED or word in SHADES or _describes(word)):
            break
        start, words_left = found.start() + max(0, noun - 60), words_left - 1
    return start


def _describes(word: str) -> bool:
    """Not a verb that happens to stand before the noun."""
    return not (word.endswith("s") and word not in ("gauss", "dress", "less")) and not word.endswith("ing")
