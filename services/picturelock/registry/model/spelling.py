"""Whether two spellings may be one name."""

import re

from picturelock.registry.model.vocabulary import APART, PEOPLE, TITLES

LONG_ENOUGH = 6
"""Names shorter than this differ by a letter on purpose: ANNA and HANNA, TIM and TOM."""
SHORTENED = ("MR", "MRS", "MS", "DR", "ST", "SGT", "JR", "SR", "LT")
"""Without a vowel, and yet no initials."""


def tokens(name: str) -> tuple[str, ...]:
    """`The GUARD #1` is `guard`, `1`; a possessive keeps its mark, for BOB'S MOM is not BOB."""
    spelled = name.casefold().replace("’", "'")  # noqa: RUF001
    found = re.findall(r"[^\W_]+(?:['-][^\W_]+)*", spelled)
    return tuple(found[1:] if len(found) > 1 and found[0] in ("the", "a", "an") else found)


def singular(word: str) -> str:
    """`dogs` is `dog`; `men` is `man`; what has no plural ending stays."""
    irregular = {"men": "man", "women": "woman", "policemen": "policeman", "children": "child", "wolves": "wolf"}
    if word in irregular:
        return irregular[word]
    if word.endswith("ies") and len(word) > LONG_ENOUGH - 2:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def is_generic(word: str) -> bool:
    """Whether a word names a kind of person, so that two people may both be called that."""
    return word in PEOPLE


def shortens(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether `short` is the beginning or the end of `full` and the rest makes no other person of it."""
    if not short or len(short) >= len(full) or any(word in ("of", "in", "with", "and", "'s") for word in full):
        return False
    if full[-len(short) :] == short:
        rest = full[: -len(short)]
    elif full[: len(short)] == short:
        rest = full[len(short) :]
    else:
        return False
    harmless = set(rest) <= TITLES or not set(rest) & APART
    return harmless and not any(word.isdigit() or word.endswith(("'s", "s'")) for word in rest)


def misspells(one: str, other: str) -> bool:
    """Whether two single words are a letter apart in a way that slips happen: not in the first or last letter."""
    if one == other or min(len(one), len(other)) < LONG_ENOUGH or one[0] != other[0] or one[-1] != other[-1]:
        return False
    return _one_edit(one, other)


def _one_edit(one: str, other: str) -> bool:
    """One letter changed, left out, doubled, or two neighbours swapped."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    at = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    return short[at + 1 :] == long[at + 1 :] or (
        short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
    )


def title_case(name: str) -> str:
    """`DR. O'BRIEN-SMITH` is `Dr. O'Brien-Smith`; `DJ` and `R2D2` stay; what is in mixed case already stays."""
    if re.search(r"(?<!\bMc)(?<!\bMac)[a-z]", re.sub(r"\bMa?c(?=[A-Z])", "", name)):
        return name
    small = {"OF", "IN", "THE", "AND", "WITH", "AT", "ON"}
    words = name.split()
    return " ".join(
        word.lower() if at and word in small else word if _is_initials(word) else _capital(word)
        for at, word in enumerate(words)
    )


def _is_initials(word: str) -> bool:
    if any(letter.isdigit() for letter in word):
        return True
    return word.rstrip(".") not in SHORTENED and not re.search("[AEIOUYÀ-Ý]", word)


def _capital(word: str) -> str:
    small = re.sub(r"[^\W\d_]+(?:['’]S\b)?", lambda found: found.group()[:1] + found.group()[1:].lower(), word)  # noqa: RUF001
    return re.sub(r"^(Mc)(\w)", lambda found: found.group(1) + found.group(2).upper(), small)
