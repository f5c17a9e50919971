"""Who is in the film: every cue and every introduction resolved to one character each, with all spellings.

Two spellings are one character when one is the other's beginning or end (BOB, CYBER BOB) or a slip of a letter in a
long name, nobody else fits, and the two never answer each other. Otherwise they stay apart.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from picturelock.kernel.nouns import Noun
from picturelock.registry.model.headings import slug
from picturelock.registry.model.introductions import Introduction, introductions, titled_names
from picturelock.registry.model.prose import Sentence, action_of
from picturelock.registry.model.screenplay import Element, ElementKind, Screenplay
from picturelock.registry.model.spelling import is_generic, misspells, shortens, singular, title_case, tokens
from picturelock.registry.model.vocabulary import COUNTS, EVERYBODY, FIGURES

JOINED = re.compile(r"\s*(?:&|/|,|\+|\bAND\b)\s*")
FAR = re.compile(r"V\.?\s?O|O\.?\s?S|O\.?\s?C|RADIO|PHONE|FILTER|INTERCOM|SPEAKER|VOICE", re.IGNORECASE)
Name = tuple[str, ...]


class Member(Noun):
    """`cues` are the spellings over speeches, most frequent first; `aliases` all others that are met in action."""

    character: str
    name: str
    cues: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    words: str = ""
    """What the action says of them at their introduction."""
    line: int
    """Where they are first named."""
    scene: int = 0
    """Index of the scene in which that is."""
    speeches: int = 0
    several: bool = False
    """More than one plays the part: DOGS, SEVEN CHIHUAHUAS, ALL."""
    heard_only: bool = False
    """Never introduced or named in action, and every cue says V.O., O.S. or the like."""

    @property
    def spellings(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.name, *self.cues, *self.aliases)))


class Roster(Noun):
    """In order of first naming."""

    members: tuple[Member, ...] = ()
    warnings: tuple[str, ...] = ()

    def member(self, spelled: str) -> Member | None:
        """Who is meant by a cue or a name, articles and case aside; None when nobody is called that."""
        return self._called.get(tokens(spelled))

    @cached_property
    def _called(self) -> Mapping[Name, Member]:
        return {tokens(each): one for one in reversed(self.members) for each in one.spellings}

    @cached_property
    def _spelled(self) -> tuple[re.Pattern[str], Mapping[str, str]] | None:
        meaning = {" ".join(each.lower().split()): one.character for one in self.members for each in one.spellings}
        if not meaning:
            return None
        longest_first = sorted(meaning, key=lambda each: (-len(each), each))
        names = "|".join(re.escape(each).replace(r"\ ", r"\s+") for each in longest_first)
        pattern = re.compile(rf"(?<![\w-])(?:{names})(?![\w-])", re.IGNORECASE)
        return pattern, meaning


@dataclass
class _Cues:
    """Every cue by its name: its spellings counted, its first line, its scenes, and who answers whom."""

    spelled: dict[Name, Counter[str]] = field(default_factory=dict)
    first: dict[Name, tuple[int, int]] = field(default_factory=dict)
    near: set[Name] = field(default_factory=set)
    """Those with at least one cue that does not say that they are only heard."""
    answers: set[frozenset[Name]] = field(default_factory=set)


def who_speaks(screenplay: Screenplay) -> Roster:
    """Everybody who speaks, and whoever is introduced in capitals without ever speaking."""
    text = tuple(action_of(screenplay))
    cues = _cues(screenplay)
    titled = titled_names(text)
    found = introductions(text, (next(iter(spelled)) for spelled in cues.spelled.values()), titled)
    met = {tokens(each.name): each for each in found}
    names = list(dict.fromkeys((*cues.spelled, *met)))
    same, warnings = _resolved(names, met, cues, titled, screenplay.file)
    slips, more = _slips(text, same, cues, screenplay.file)
    groups: dict[Name, list[Name]] = {}
    for name in names:
        groups.setdefault(same[name], []).append(name)
    members = [_member(group, met, cues, slips.get(key, ())) for key, group in groups.items()]
    numbered = {name[:-1] for name in names if len(name) > 1 and name[-1].isdigit()}
    kept = [each for each in members if each.speeches or not each.several or _one_of(each.name) not in numbered]
    ordered = sorted(kept, key=lambda each: each.line)
    return Roster(members=tuple(_distinct(ordered)), warnings=(*warnings, *more))


def mentions(text: str, roster: Roster, recent: Sequence[str] = ()) -> tuple[str, ...]:
    """Ids of the characters that `text` names, in order, each once.

    A one-word name must be spelled with a capital unless it is a kind (`the dog`): `rose` is not Rose. `he`, `she`
    and `it` stand for the last of `recent` (ids, latest last) only when the text names nobody and `recent` has one.
    """
    spelled = roster._spelled  # noqa: SLF001
    if spelled is None:
        return ()
    pattern, meaning = spelled
    named = [
        meaning[" ".join(hit.group().lower().split())] for hit in pattern.finditer(text) if _is_name_here(hit.group())
    ]
    if named or len(set(recent)) != 1 or not re.search(r"\b(?:he|she|it|him|her|his|its)\b", text, re.IGNORECASE):
        return tuple(dict.fromkeys(named))
    return (recent[-1],)


def _is_name_here(spelled: str) -> bool:
    words = tokens(spelled)
    return spelled[0].isupper() or (bool(words) and (is_generic(singular(words[-1])) or singular(words[-1]) in FIGURES))


def _cues(screenplay: Screenplay) -> _Cues:
    cues = _Cues()
    for number, scene in enumerate(screenplay.scenes):
        for element in _speeches(scene.elements):
            name = tokens(element.cue) or (element.cue.casefold(),)
            cues.spelled.setdefault(name, Counter())[element.cue] += 1
            cues.first.setdefault(name, (element.line, number))
            if not FAR.search(element.extension):
                cues.near.add(name)
        for one, other in pairwise(scene.elements):
            if one.kind is other.kind is ElementKind.SPEECH:
                cues.answers.add(frozenset((tokens(one.cue), tokens(other.cue))))
    for name, spelled in list(cues.spelled.items()):
        parts = [tokens(part) for part in JOINED.split(next(iter(spelled))) if part]
        if len(parts) > 1 and all(any(part == each or shortens(part, each) for each in cues.spelled) for part in parts):
            del cues.spelled[name]
    return cues


def _speeches(elements: Iterable[Element]) -> Iterator[Element]:
    return (element for element in elements if element.kind is ElementKind.SPEECH)


def _resolved(
    names: Sequence[Name], met: Mapping[Name, Introduction], cues: _Cues, titled: frozenset[str], file: str
) -> tuple[dict[Name, Name], list[str]]:
    """Each name to the fullest name of the same character."""
    same, warnings = {name: name for name in names}, []
    for name in sorted(names, key=len):
        fuller = [each for each in names if shortens(name, each) and _may_be_one(name, each, met, cues, titled)]
        fullest = [each for each in fuller if not any(shortens(each, other) for other in fuller)]
        if len(fullest) == 1:
            same[name] = fullest[0]
        elif fullest:
            people = " or ".join(_shown(each) for each in fullest)
            warnings.append(
                f"{file}:{_line(name, met, cues)}: '{_shown(name)}' may be {people}, so it is kept as somebody else; "
                "write one name throughout, or list it as an alias in the bible"
            )
    for rare, common in _slipped(names, cues):
        if same[rare] == rare:
            same[rare] = same[common]
            warnings.append(
                f"{file}:{_line(rare, met, cues)}: '{_shown(rare)}' is taken for a slip of {_shown(common)}; "
                "spell it one way, or name them more differently if they are two"
            )
    return {name: _root(name, same) for name in names}, warnings


def _root(name: Name, same: Mapping[Name, Name]) -> Name:
    while same[name] != name:
        name = same[name]
    return name


def _may_be_one(short: Name, full: Name, met: Mapping[Name, Introduction], cues: _Cues, titled: frozenset[str]) -> bool:
    """A kind of person (GUARD) is only one with a fuller name when it is used like a name, or when one is silent."""
    if frozenset((short, full)) in cues.answers:
        return False
    if _is_several(short, met) != _is_several(full, met):
        return False
    if len(short) == 1 and is_generic(short[0]) and short[0] not in titled:
        return not (full in cues.spelled and short in cues.spelled) and short in cues.spelled
    return not (short in met and full in met and short in cues.spelled and full in cues.spelled)


def _is_several(name: Name, met: Mapping[Name, Introduction]) -> bool:
    return (name in met and met[name].several) or bool(set(name) & EVERYBODY) or _is_plural(name)


def _is_plural(name: Name) -> bool:
    one = singular(name[-1])
    return one != name[-1] and (is_generic(one) or one in FIGURES)


def _slipped(names: Sequence[Name], cues: _Cues) -> Iterator[tuple[Name, Name]]:
    """Pairs of a rare and a common spelling that differ in one word by a letter."""
    count = {name: cues.spelled[name].total() if name in cues.spelled else 0 for name in names}
    by_start: dict[tuple[int, str], list[Name]] = {}
    for name in names:
        by_start.setdefault((len(name), name[0][:1]), []).append(name)
    for rare in names:
        for common in by_start[len(rare), rare[0][:1]]:
            apart = [(a, b) for a, b in zip(rare, common, strict=True) if a != b]
            slip = len(apart) == 1 and misspells(*apart[0]) and count[rare] * 3 <= count[common]
            plural = _is_plural(rare) or _is_plural(common)
            if slip and not plural and frozenset((rare, common)) not in cues.answers:
                yield rare, common


def _slips(
    text: Iterable[Sentence], same: Mapping[Name, Name], cues: _Cues, file: str
) -> tuple[dict[Name, tuple[str, ...]], list[str]]:
    """Names in mixed case that are a letter away from one that speaks and from no other."""
    known = {word for name in same for word in name}
    long = {name[0]: name for name in cues.spelled if len(name) == 1}
    slips: dict[Name, tuple[str, ...]] = {}
    warnings: list[str] = []
    for sentence in text:
        for word in re.findall(r"(?<=[\w,;] )[A-Z][a-z]{4,}\b", sentence.text):
            if word.lower() in known:
                continue
            meant = [name for one, name in long.items() if misspells(word.lower(), one)]
            if len(meant) == 1:
                known.add(word.lower())
                slips[same[meant[0]]] = (*slips.get(same[meant[0]], ()), word)
                warnings.append(f"{file}:{sentence.line}: '{word}' is taken for {_shown(meant[0])}; spell it one way")
    return slips, warnings


def _line(name: Name, met: Mapping[Name, Introduction], cues: _Cues) -> int:
    return min([*([met[name].at.line] if name in met else []), *([cues.first[name][0]] if name in cues.first else [])])


def _shown(name: Name) -> str:
    return " ".join(name).upper()


def _member(group: Sequence[Name], met: Mapping[Name, Introduction], cues: _Cues, slips: Iterable[str]) -> Member:
    spoken = sum((cues.spelled[name] for name in group if name in cues.spelled), Counter[str]())
    full = max(group, key=len)
    ranked = sorted(spoken, key=lambda cue: (-spoken[cue], *_fullness(tokens(cue), full), cue))
    seen = sorted((met[name] for name in group if name in met), key=lambda each: each.at.line)
    called = ranked[0] if ranked else seen[0].name
    starts = [(each.at.line, each.at.scene) for each in seen]
    starts += [cues.first[name] for name in group if name in cues.first]
    line, scene = min(starts)
    several = any(_is_several(name, met) for name in group)
    called = _uncounted(called) if several else called
    titled = title_case(called)
    others = dict.fromkeys(title_case(each) for each in (*ranked, *(each.name for each in seen), *slips))
    return Member(
        character=slug(called)[:60].strip("_"),
        name=titled,
        cues=tuple(ranked),
        aliases=tuple(each for each in others if each != titled),
        words=max((each.words for each in seen), key=len, default=""),
        line=line,
        scene=scene,
        speeches=spoken.total(),
        several=several,
        heard_only=bool(spoken) and not seen and not any(name in cues.near for name in group),
    )


def _one_of(name: str) -> Name:
    """Two THUGS are THUG #1 and THUG #2."""
    return tuple(singular(word) for word in tokens(name))


def _fullness(name: Name, full: Name) -> tuple[int, bool]:
    """Of two that speak as often, the fuller name goes first, then the given name."""
    return -len(name), full[: len(name)] != name


def _uncounted(name: str) -> str:
    """SEVEN CHIHUAHUAS are the chihuahuas."""
    kept = [word for word in name.split() if word.lower() not in COUNTS]
    return " ".join(kept) or name


def _distinct(members: Iterable[Member]) -> Iterator[Member]:
    taken: set[str] = set()
    for member in members:
        number, wanted = 1, member.character
        while wanted in taken:
            number += 1
            wanted = f"{member.character}_{number}"
        taken.add(wanted)
        yield member if wanted == member.character else member.model_copy(update={"character": wanted})
