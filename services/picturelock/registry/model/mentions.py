"""Who and what of the bible a piece of action names, pronouns included."""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from picturelock.kernel.nouns import Figure
from picturelock.registry.model.bible import Bible, Character
from picturelock.registry.model.spelling import is_generic, singular
from picturelock.registry.model.vocabulary import FIGURES, FIRST_NAMES

HE = re.compile(r"\b(he|him|his|himself)\b", re.IGNORECASE)
SHE = re.compile(r"\b(she|her|hers|herself)\b", re.IGNORECASE)
THEY = re.compile(r"\b(they|them|their|both|all)\b", re.IGNORECASE)
MALE = re.compile(r"\b(he|him|his|man|boy|male|father|brother|son|husband|uncle|grandfather|mr)\b", re.IGNORECASE)
BODY = (
    "hands?|fingers?|arms?|shoulders?|eyes?|face|head|hair|back|ears?|lips|cheeks?|gaze|look|knees?|chest|wrists?|side"
)
OWNS = re.compile(rf"['\u2019](?:s\b|(?= ))(?! (?:is|been|got|a|the|not|(?:\w+ )?(?:{BODY}))\b)")
"""The owner of a hand is there; the owner of a coat need not be."""
STARTS = re.compile(r"^\W*(?:(?:the|a|an)\s+)?", re.IGNORECASE)
FEMALE = re.compile(
    r"\b(she|her|hers|woman|girl|female|mother|sister|daughter|wife|aunt|grandmother|mrs|ms|lady)\b", re.IGNORECASE
)
HUMAN = (Figure.PERSON, Figure.CHILD)
SIGNS = {"male": MALE, "female": FEMALE}


@dataclass(frozen=True, slots=True)
class NameIndex:
    """Every spelling of every character and prop of one bible, ready to be looked for in text."""

    pattern: re.Pattern[str] | None
    meaning: Mapping[str, str]
    """Folded spelling to `c:id` or `p:id`."""
    male: frozenset[str]
    female: frozenset[str]
    creatures: frozenset[str]
    """Whoever is more likely to be `it`."""

    def named(self, text: str, met: Container[str] | None = None) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Ids of the characters and of the props that `text` names, each once, in order of first naming.

        A name in lower case is none (`rose` is not Rose) unless it is a kind, such as `the dog`; whoever is named
        only as an owner (`Mara's coat`) is there when nobody else is, and, if `met` is given, has been before.
        """
        hits = list(self.pattern.finditer(text)) if self.pattern else []
        meant = [(self.meaning[_folded(hit.group())], hit) for hit in hits]
        props = dict.fromkeys(meaning[2:] for meaning, _ in meant if meaning[0] == "p")
        people = [(meaning[2:], hit) for meaning, hit in meant if meaning[0] == "c" and _is_name(hit.group())]
        acting = dict.fromkeys(who for who, hit in people if not OWNS.match(text, hit.end()))
        owners = dict.fromkeys(who for who, _ in people if met is None or who in met)
        return tuple(acting or owners), tuple(props)

    def subject(self, clause: str, among: Sequence[str]) -> str:
        """The one of `among` whom the clause begins with, by name or by pronoun; empty where it is nobody."""
        start = STARTS.sub("", clause)
        hit = self.pattern.match(start) if self.pattern else None
        if hit:
            meaning = self.meaning[_folded(hit.group())]
            return meaning[2:] if meaning[0] == "c" and meaning[2:] in among else ""
        first = start.split(maxsplit=1)[:1]
        pronoun = bool(first) and (HE.fullmatch(first[0]) or SHE.fullmatch(first[0]))
        return next(iter(self.meant(first[0], tuple(among))), "") if pronoun else ""

    def is_name(self, clause: str) -> bool:
        """Whether the clause is a name and nothing more."""
        bare = STARTS.sub("", clause).rstrip(" ,.;!?")
        return self.pattern is not None and self.pattern.fullmatch(bare) is not None

    def _first(self, recent: Sequence[str], fitting: Container[str], wrong: Container[str]) -> str:
        """The latest whom the pronoun may fit; a creature only where it fits for sure or nobody else does."""
        maybe = [each for each in recent if each not in wrong]
        people = (each for each in maybe if each in fitting or each not in self.creatures)
        return next(people, next(iter(maybe), ""))

    def meant(self, text: str, recent: tuple[str, ...]) -> tuple[str, ...]:
        """Who the pronouns of `text` stand for, given who was named before, latest first."""
        he = self._first(recent, self.male, self.female) if HE.search(text) else ""
        she = self._first(recent, self.female, self.male) if SHE.search(text) else ""
        they = recent[:2] if not (he or she) and THEY.search(text) else ()
        return tuple(dict.fromkeys(each for each in (he, she, *they) if each))


def index_names(bible: Bible) -> NameIndex:
    meaning: dict[str, str] = {}
    for prop, thing in bible.props.items():
        _enter(meaning, (prop, thing.name, *thing.aliases), f"p:{prop}")
    for character, entry in bible.characters.items():
        _enter(meaning, (character, entry.name, *entry.aliases), f"c:{character}")
    spellings = sorted(meaning, key=lambda each: (-len(each), each))
    alternatives = "|".join(re.escape(each).replace(r"\ ", r"\s+") for each in spellings)
    return NameIndex(
        pattern=re.compile(rf"(?<!\w)({alternatives})(?!\w)", re.IGNORECASE) if spellings else None,
        meaning=meaning,
        male=frozenset(key for key, each in bible.characters.items() if _gender(each) == "male"),
        female=frozenset(key for key, each in bible.characters.items() if _gender(each) == "female"),
        creatures=frozenset(key for key, each in bible.characters.items() if each.physique.figure not in HUMAN),
    )


def _is_name(spelled: str) -> bool:
    last = singular(spelled.rsplit(maxsplit=1)[-1].lower())
    return spelled[0].isupper() or is_generic(last) or last in FIGURES


def _enter(meaning: dict[str, str], spellings: Iterable[str], what: str) -> None:
    for spelling in spellings:
        folded = _folded(spelling.replace("_", " "))
        if folded:
            meaning.setdefault(folded, what)


def _gender(entry: Character) -> str:
    """By the first word that tells (`a woman who lost her father` is female), else by the first name; or empty."""
    told = [(hit.start(), gender) for gender, sign in SIGNS.items() if (hit := sign.search(entry.words))]
    name = entry.name.lower().split()[:1]
    return min(told)[1] if told else FIRST_NAMES.get(name[0] if name else "", "")


def _folded(words: str) -> str:
    return " ".join(words.lower().split())
