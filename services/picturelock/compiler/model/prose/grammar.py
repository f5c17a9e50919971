"""The little grammar that prompt prose needs."""

import re

DETERMINED = re.compile(
    r"(?:(?:the|a|an|his|her|its|their|my|our|\w+[\N{RIGHT SINGLE QUOTATION MARK}']s)\s+)+", re.IGNORECASE
)
ARTICLE = re.compile(r"^an? ", re.IGNORECASE)
COLOUR_WORDS = re.compile(
    r"\b(?:(?:very|dark|light|pale|deep|bright) )*"
    r"(?:black|white|gr[ae]y|red|scarlet|crimson|maroon|burgundy|pink|magenta|orange|yellow|green|olive|khaki|teal|turquoise|blue|navy|purple|violet|lilac|brown|beige)\b",
    re.IGNORECASE,
)
"""Words that are nothing but colours: `cream`, `gold` or `sand` may be what a thing is made of."""
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
    """`a` or `an` before a thing, nothing before a plural or a thing that already says whose or which it is."""
    if is_plural(phrase) or DETERMINED.match(phrase):
        return phrase
    return f"{'an' if phrase.lower().startswith(VOWEL_SOUNDS) else 'a'} {phrase}"


def is_plural(phrase: str) -> bool:
    """By the head noun."""
    head = _head(phrase)
    return head.endswith("s") and not head.endswith(("ss", "us", "is"))


def coloured(thing: str, name: str) -> str:
    """`thing` in the colour `name`, which takes the place of the one colour that `thing` itself names, if any."""
    head = _head(thing)
    if re.search(rf"\b{re.escape(name)}\b", head, re.IGNORECASE):
        return thing
    rest = thing[len(head) :]
    match len(COLOUR_WORDS.findall(head)):
        case 0:
            whose = DETERMINED.match(thing)
            at = whose.end() if whose else 0
            return f"{thing[:at]}{name} {thing[at:]}"
        case 1:
            replaced = COLOUR_WORDS.sub(name, head)
            return ARTICLE.sub("", replaced) + rest
        case _:
            return f"{head} (mostly {name}){rest}"


def _head(phrase: str) -> str:
    """What stands before any comma, bracket, `with`, `of`, `in` or `on`."""
    return re.split(r"(?:[,(:;]| with | of | in | on )", phrase, maxsplit=1)[0].rstrip()
