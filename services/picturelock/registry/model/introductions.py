"""Who the action introduces: names in capitals that belong to somebody, with the words said of them."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from picturelock.registry.model.inventory import FEATURES, GARMENTS, PLACES, PROPS
from picturelock.registry.model.prose import Sentence, Shouted, shouted
from picturelock.registry.model.spelling import singular, tokens
from picturelock.registry.model.vocabulary import COUNTS, FIGURES, FIRST_NAMES, NOISES, PEOPLE, TITLES, words

AGE = re.compile(
    r"^\s*(?:,|\(|,?\s*\()\s*(?:(?:mid|late|early|about|around|aged?|a)[\s-]+)*"
    r"(?:\d{1,3}(?:\W?s)?\b(?!:)|(?:twen|thir|for|fif|six|seven|eigh|nine)ties\b|teens?\b)",
    re.IGNORECASE,
)
APPOSITION = re.compile(r"^\s*(?:,|\()\s*([^.;]{0,80})")
DETERMINER = re.compile(r"\b(?:a|an|the|his|her|their|its|my|your|our|this|that|some)\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
TITLED = re.compile(r"\b[A-Z][a-z]+\b")
OPENS = re.compile(r"['’]s?\s[a-z]|\s[a-z]+s\b(?<!ss)")  # noqa: RUF001
"""What follows a name at the beginning of a sentence: a possessive, or a verb."""
HEARD = re.compile(r"\b(?:sounds?|noises?|voices?|cries|shouts?|barks?) of(?: an?| the)?\s+$", re.IGNORECASE)
FINITE = words("is are was were has have had does do can will would who whom whose which that while as when where then")
NO_VERB = words(
    "his her its this as always perhaps years months sometimes besides sideburns dreadlocks freckles braces"
)
ALIAS = re.compile(r"^(?:AKA|A\.K\.A\.)\s+")


class Introduction(NamedTuple):
    """A name as first written in capitals, without article, and what is said of whoever bears it."""

    name: str
    words: str
    at: Sentence
    several: bool


def introductions(
    sentences: Iterable[Sentence], cues: Iterable[str], titled: frozenset[str]
) -> tuple[Introduction, ...]:
    """In order of writing; sounds, signs and camera terms in capitals are nobody.

    `cues` are known to be somebody, `titled` come from `titled_names`.
    """
    text = tuple(sentences)
    spoken = {tokens(cue) for cue in cues}
    spoken |= {(word,) for cue in spoken for word in cue if word not in TITLES and not word.isdigit()}
    found: dict[tuple[str, ...], Introduction] = {}
    for sentence in text:
        for each in shouted(sentence):
            name = tokens(ALIAS.sub("", each.name))
            if (
                name
                and name not in found
                and not HEARD.search(each.before)
                and _is_somebody(name, each, spoken, titled)
            ):
                found[name] = _introduced(name, each)
    return tuple(found.values())


def titled_names(text: Iterable[Sentence]) -> frozenset[str]:
    """Words, in lower case, that stand in mixed case without an article, as names do."""
    names: set[str] = set()
    for sentence in text:
        for found in TITLED.finditer(sentence.text):
            at = found.start()
            inside = (
                at
                and sentence.text[at - 2 : at - 1].isalnum()
                and not DETERMINER.search(sentence.text[max(0, at - 60) : at])
            )
            if inside or (not at and OPENS.match(sentence.text[found.end() :])):
                names.add(found.group().lower())
    return frozenset(names)


def _is_somebody(name: tuple[str, ...], each: Shouted, spoken: set[tuple[str, ...]], titled: frozenset[str]) -> bool:
    last = singular(name[-1]) if not name[-1].isdigit() else singular(name[-2]) if len(name) > 1 else ""
    part = any(end in spoken and end[0] not in NOISES for end in (name[:1], name[-1:]))
    if name in spoken or part or AGE.match(each.after):
        return not (len(name) == 1 and name[0] in NOISES and name not in spoken)
    if last in PEOPLE or last in FIGURES:
        return last not in NOISES
    if any(word in NOISES or word in COUNTS or _is_thing(word) for word in name):
        return False
    told = APPOSITION.match(each.after)
    if told and (PEOPLE | set(FIGURES)) & set(re.findall(r"[\w-]+", told.group(1).lower())):
        return not DETERMINER.search(each.before) or len(name) > 1
    if DETERMINER.search(each.before):
        return False
    return name[0] in FIRST_NAMES or (name[0] in TITLES and len(name) > 1) or set(name) <= titled


def _is_thing(word: str) -> bool:
    return any(form in table for form in (word, singular(word)) for table in (PROPS, GARMENTS, PLACES, FEATURES))


def _introduced(name: tuple[str, ...], each: Shouted) -> Introduction:
    several = name[0] in COUNTS or (singular(name[-1]) != name[-1] and singular(name[-1]) in PEOPLE | set(FIGURES))
    spelled = re.sub(r"^(?:THE|A|AN)\s+", "", ALIAS.sub("", each.name))
    said = description(each.after)
    if not said and (several or (len(name) > 1 and singular(name[-1]) in PEOPLE | set(FIGURES))):
        said = spelled.lower()
    elif several and said:
        said = f"{spelled.lower()}, {said}"
    return Introduction(spelled, said, each.at, several)


def description(after: str) -> str:
    """What stands between a name and its verb: `, 37, a white woman, amicable,` or `(30s, tall)`."""
    text = after.lstrip()
    bracket = re.match(r"\(([^)]*)\)", text)
    said = [bracket.group(1).strip()] if bracket else []
    text = text[bracket.end() :].lstrip() if bracket else text
    if not text.startswith(","):
        return ", ".join(said)
    for part in re.split(r",\s*|\s+[-–—]+\s+", text[1:].strip()):  # noqa: RUF001
        kept = re.split(r"\s+(?:who|which|that|whose)\s", part.strip(" .!?"))[0]
        if not kept or _is_verb_phrase(kept):
            break
        said.append(kept.split(" and ", 1)[0] if re.search(r" and [A-Z]{2}", kept) else kept)
        if kept != part.strip(" .!?") or re.search(r" and [A-Z]{2}", kept):
            break
    return ", ".join(said)


def _is_verb_phrase(part: str) -> bool:
    first, *rest = part.split()
    first = first.lower()
    if first == "and":
        return bool(rest) and (rest[0].isupper() or _is_verb_phrase(" ".join(rest)))
    if first in FINITE:
        return True
    noun = first in NO_VERB or first in GARMENTS or first[0].isdigit() or first.endswith(("ss", "us", "'s", "’s"))  # noqa: RUF001
    return first.endswith("s") and not noun and (bool(rest) or len(first) > len("gets"))
