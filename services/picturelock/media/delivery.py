"""How a line wants to be said: what its parenthetical asks for, and what of its text can be pronounced at all."""

import re
import unicodedata
from collections import Counter
from enum import StrEnum

from picturelock.kernel.nouns import Noun

LANGUAGES = {
    "CYRILLIC": "ru", "GREEK": "el", "CJK": "cmn", "HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko",
    "ARABIC": "ar", "HEBREW": "he", "DEVANAGARI": "hi",
}  # fmt: skip
"""espeak-ng's language for a script that only, or mostly, one language is written in."""


class Effect(StrEnum):
    NONE = "none"
    RING = "ring"
    TELEPHONE = "telephone"
    ECHO = "echo"


class Delivery(Noun):
    """What a parenthetical asks of a voice."""

    level_db: float = 0.0
    pitch: int = 0
    speed: float = 1.0
    whispered: bool = False
    effect: Effect = Effect.NONE


DELIVERIES = (
    (r"whisper|under (his|her|their) breath|hushed|mouth(s|ed|ing)\b", Delivery(level_db=-7.0, whispered=True)),
    (r"shout|yell|scream|cr(y|ies|ying) out|call(s|ed|ing)?\b|loud|roar|bellow", Delivery(level_db=5.0, pitch=8)),
    (r"quiet|soft|gentl|murmur|mutter|low\b|to (him|her|them)self", Delivery(level_db=-4.0, pitch=-4, speed=0.94)),
    (r"phone|radio|intercom|filtered|megaphone|speaker", Delivery(effect=Effect.TELEPHONE)),
    (r"excited|hurr|fast|quick|panic|breathless", Delivery(level_db=1.5, pitch=6, speed=1.12)),
    (r"slow|tired|sad|drunk|weary", Delivery(level_db=-1.5, pitch=-5, speed=0.88)),
)  # fmt: skip
"""The first that is found in the parenthetical counts."""


def delivery(parenthetical: str, text: str = "") -> Delivery:
    """What the parenthetical asks for; a text in capitals is shouted."""
    asked = parenthetical.lower()
    for pattern, found in DELIVERIES:
        if re.search(pattern, asked):
            return found
    letters = [letter for letter in text if letter.isalpha()]
    loud = len(letters) > 3 and text.isupper()  # noqa: PLR2004
    return Delivery(level_db=3.0, pitch=5) if loud else Delivery()


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
