"""Props that matter: what is handled, carried or spoken of again and again, and whose it is."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from picturelock.registry.model.characters import Roster
from picturelock.registry.model.colours import colour_of
from picturelock.registry.model.inventory import PROPS
from picturelock.registry.model.prose import Sentence
from picturelock.registry.model.screenplay import ElementKind, Screenplay
from picturelock.registry.model.telling import Told, holder, telling
from picturelock.registry.model.vocabulary import words

LEAD = r"(?:a|an|the|his|her|their|its|my|your|our|this|that|one|another|[a-z]+['’]s)"  # noqa: RUF001
NOT_TOLD = (
    "a an the his her their its my your our of and or in on at to from with by for as is are was who which that into "
    "onto over under like"
).replace(" ", "|")
NOUN = re.compile(
    rf"\b(?P<lead>{LEAD})\s+(?P<told>(?:(?!(?:{NOT_TOLD})\b)[a-z][\w'’-]*,?\s+){{0,3}}?)"  # noqa: RUF001
    rf"(?P<noun>{'|'.join(sorted(PROPS, key=len, reverse=True))})\b"
    r"(?!['’]s\b|[\s-](?:door|window|case|box|shop|store|booth|call|screen|book|shelf|table|counter|wall|light|station|card"  # noqa: RUF001
    r"|player|house|room|line|number|stand|holder|tower|lens|sounds?|view|app|feed|angle|shot|flash|of the matter)\b)"
)
HANDLES = re.compile(
    r"\b(?:holds?|holding|takes?|taking|picks?|grabs?|lifts?|lifting|raises?|carr(?:y|ies|ying)|pulls?|draws?|clutch\w*|snatch\w*"
    r"|catch\w*|grips?|lights|lighting|waves|waving|unfolds?|points|aims?|aiming|opens?|closes?|reads?|reading|puts?|sets?|drops?"
    r"|pockets|throws?|tosses|hangs?|lays?|gives?|hands|handing|passes|offers?|leads?|leading|uses?|using|unlocks?|turns?|winds?"
    r"|presses|switches|fires|swings|drinks?|pours?|studies|examines|finds|hides|hugs|cradles|manipulates|slides?|sliding|shows?|with|wields?|taps)\b",
    re.IGNORECASE,
)
CARRIED = re.compile(r"\b(?:carr(?:ies|ying)|holding|clutching|leads?|leading|walks?|with|on)\b[^.;,]*$")
OWN = words("his her their")
OFTEN = 3
"""So many mentions make a thing matter that nobody is seen to touch."""


class Thing(NamedTuple):
    """A prop as `text` names it: the noun, its shape, the words before it, whose by the word before that."""

    noun: str
    shape: str
    told: str
    lead: str
    at: int


@dataclass
class Found:
    """All that the script says of one prop."""

    noun: str
    shape: str
    line: int
    told: str = ""
    colour: str = ""
    mentions: int = 0
    handled: int = 0
    loud: bool = False
    users: Counter[str] = field(default_factory=Counter)
    owners: Counter[str] = field(default_factory=Counter)
    carried_by: str = ""
    """Who has it in hand as both first come into the film."""
    carried_from: int = 0

    @property
    def matters(self) -> bool:
        return bool(self.handled or self.loud or self.mentions >= OFTEN)

    @property
    def owner(self) -> str:
        """Whose the text says it is, if it says so of one more than of all others."""
        ranked = self.owners.most_common(2)
        if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
            return self.carried_by
        return ranked[0][0]


def props_in(text: str) -> tuple[Thing, ...]:
    """The portable things that `text` names with an article or an owner, in order.

    `Watch.` and `in case` name none; a plural names none but for keys, papers, flowers and scissors.
    """
    return tuple(_things(" ".join(text.split())))


def _things(text: str) -> Iterator[Thing]:
    for hit in NOUN.finditer(text.lower()):
        yield Thing(hit["noun"], PROPS[hit["noun"]], hit["told"].strip(" ,"), hit["lead"], hit.start("noun"))


def props_of(screenplay: Screenplay, roster: Roster) -> tuple[Found, ...]:
    """Those that matter, in order of first mention."""
    found: dict[str, Found] = {}
    seen: set[str] = set()
    for told in telling(screenplay, roster):
        for thing in props_in(told.sentence.text):
            entry = found.setdefault(thing.noun, Found(thing.noun, thing.shape, told.sentence.line))
            _note(entry, thing, told.sentence, _whose(told, thing, roster), set(told.named) - seen)
        seen |= set(told.named)
    for noun in _spoken(screenplay):
        if noun in found:
            found[noun].mentions += 1
    return tuple(entry for entry in found.values() if entry.matters)


def _whose(told: Told, thing: Thing, roster: Roster) -> str:
    """Its owner where it says whose it is, else whoever stands before the verb that handles it."""
    verbs = [hit.start() for hit in HANDLES.finditer(told.sentence.text[: thing.at])]
    named = thing.lead.endswith(("'s", "’s")) or not verbs  # noqa: RUF001
    return holder(told, thing.at if named else verbs[-1], roster)


def _note(entry: Found, thing: Thing, sentence: Sentence, who: str, newcomers: set[str]) -> None:
    entry.mentions += 1
    entry.told = entry.told or thing.told
    entry.colour = entry.colour or colour_of(thing.told) or ""
    entry.loud = entry.loud or sentence.text[thing.at : thing.at + len(thing.noun)].isupper()
    if HANDLES.search(sentence.text[: thing.at]):
        entry.handled += 1
        entry.users[who] += bool(who)
    if who and (thing.lead in OWN or thing.lead.endswith(("'s", "’s"))):  # noqa: RUF001
        entry.owners[who] += 1
    first = entry.mentions == 1 and who
    if first and CARRIED.search(sentence.text[: thing.at].lower()) and (who in newcomers or thing.shape == "leash"):
        entry.carried_by, entry.carried_from = who, sentence.scene


def _spoken(screenplay: Screenplay) -> Iterator[str]:
    for scene in screenplay.scenes:
        for element in scene.elements:
            if element.kind is ElementKind.SPEECH:
                yield from dict.fromkeys(thing.noun for thing in props_in(element.text))


def in_hand(found: Iterable[Found], character: str) -> Sequence[str]:
    """Nouns of the props that this character brings along."""
    return [entry.noun for entry in found if entry.carried_by == character]
