"""How a line wants to be said: what its parenthetical asks for, and what of its text can be pronounced at all."""

import re
import unicodedata
from collections import Counter
from enum import StrEnum

from picturelock.kernel.nouns import Line, Noun

LANGUAGES = {
    "CYRILLIC": "ru", "GREEK": "el", "CJK": "cmn", "HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko",
    "ARABIC": "ar", "HEBREW": "he", "DEVANAGARI": "hi",
}  # fmt: skip
"""espeak-ng's language for a script that only, or mostly, one language is written in."""


class Effect(StrEnum):
    NONE = "none"
    RING = "ring"
    TELEPHONE = "telephone"
    RADIO = "radio"
    ECHO = "echo"


class Delivery(Noun):
    """What a parenthetical asks of a voice. `waits` is the silence before it, in seconds."""

    level_db: float = 0.0
    pitch: int = 0
    speed: float = 1.0
    whispered: bool = False
    waits: float = 0.0
    effect: Effect = Effect.NONE


MANNERS = (
    (r"whisper|under (his|her|their) breath|hushed|\bmouth(s|ed|ing)\b", Delivery(level_db=-7.0, whispered=True)),
    (r"shout|yell|scream|\bcr(y|ies|ying) out|\bcall(s|ed|ing)?\b|\bloud|roar|bellow", Delivery(level_db=5.0, pitch=8)),
    (r"quiet|\bsoft|gentl|murmur|mutter|\blow\b|to (him|her|them)self", Delivery(level_db=-4.0, pitch=-4, speed=0.94)),
    (r"excite|hurr(y|ied)|\bfast|quick|panic|breathless", Delivery(level_db=1.5, pitch=6, speed=1.12)),
    (r"\bslow|tired|\bsad|drunk|weary", Delivery(level_db=-1.5, pitch=-5, speed=0.88)),
)  # fmt: skip
"""The first that is found in the parenthetical counts."""

EFFECTS = (
    (r"radio|walkie|static|transmi", Effect.RADIO),
    (r"phone|intercom|filtered|megaphone|loudspeaker|tannoy", Effect.TELEPHONE),
)
HESITATES = re.compile(r"\b(beat|pauses?|hesitat\w+|after a (moment|while))\b")
HESITATION = 0.6
SHOUTED_LETTERS = 4
"""From so many letters on, capitals are a shout and no abbreviation."""


def delivery(parenthetical: str, text: str = "") -> Delivery:
    """What the parenthetical asks for; a text in capitals is shouted."""
    asked = parenthetical.lower()
    shouted = text.isupper() and sum(map(str.isalpha, text)) >= SHOUTED_LETTERS
    plain = Delivery(level_db=3.0, pitch=5) if shouted else Delivery()
    manner = next((found for pattern, found in MANNERS if re.search(pattern, asked)), plain)
    effect = next((found for pattern, found in EFFECTS if re.search(pattern, asked)), Effect.NONE)
    waits = HESITATION if HESITATES.search(asked) else 0.0
    return manner.model_copy(update={"effect": effect, "waits": waits})


def pronounceable(text: str) -> str:
    """The text without pictures and control characters; empty if no letter or digit is left.

    Words in capitals are words, not abbreviations.
    """
    plain = unicodedata.normalize("NFKC", text)
    kept = "".join(each if unicodedata.category(each)[0] in "LMNPZ" else " " for each in plain)
    if not any(each.isalnum() for each in kept):
        return ""
    words = (word.lower() if word.isupper() and re.search(r"[AEIOUY]", word) else word for word in kept.split())
    return " ".join(words)


def language_of(text: str) -> str:
    """Empty for Latin letters: the voice's own accent speaks them."""
    scripts = Counter(unicodedata.name(each, "").split(" ")[0] for each in text if each.isalpha())
    return LANGUAGES.get(scripts.most_common(1)[0][0], "") if scripts else ""


def directed(line: Line) -> str:
    """The line as it is given to who takes directions in brackets: `[quietly] I said it`, with blanks between words."""
    manner = " ".join(line.parenthetical.strip("() \n\t").split())
    words = " ".join(line.text.split())
    return f"[{manner}] {words}" if manner else words
