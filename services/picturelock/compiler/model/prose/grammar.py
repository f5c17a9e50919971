"""The little grammar that prompt prose needs."""

import re

VOWEL_SOUNDS = ("a", "e", "i", "o", "u", "8", "11-", "18-")
ENDINGS = (".", "!", "?", "…", '"', "”", "\N{RIGHT SINGLE QUOTATION MARK}")


def tidy(text: str) -> str:
    """One line, single spaces."""
    return " ".join(text.split())


def ended(text: str) -> str:
    """Tidy, with a capital at its start and a mark at its end; empty when there is nothing to say."""
    said = tidy(text)
    said = said[:1].upper() + said[1:]
    return said if not said or said.endswith(ENDINGS) else f"{said}."


def unended(text: str) -> str:
    """Tidy, without a full stop at its end, to stand inside a sentence."""
    return tidy(text).rstrip(" .;,")


def with_article(phrase: str) -> str:
    """`a` or `an` before a thing, nothing before a plural or a name that has its own article."""
    first = phrase.split(" ", 1)[0].lower()
    if is_plural(phrase) or first in {"the", "a", "an", "his", "her", "their"}:
        return phrase
    return f"{'an' if first.startswith(VOWEL_SOUNDS) else 'a'} {phrase}"


def is_plural(phrase: str) -> bool:
    """By the head noun, before any `with`, `of` or comma."""
    head = re.split(r",| with | of | in | on ", phrase, maxsplit=1)[0].rstrip()
    return head.endswith("s") and not head.endswith(("ss", "us", "is"))


def coloured(thing: str, name: str) -> str:
    """`thing` with its colour: put before it, or in place of a vaguer word for the same colour in it."""
    if re.search(rf"\b{re.escape(name)}\b", thing, re.IGNORECASE):
        return thing
    base = name.rsplit(" ", 1)[-1]
    vaguer = re.compile(rf"\b(?:(?:dark|light|pale|deep|bright)[ -])?{re.escape(base)}\b", re.IGNORECASE)
    said, replaced = vaguer.subn(name, thing, count=1)
    return said if replaced else f"{name} {thing}"
