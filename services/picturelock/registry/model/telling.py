"""The action read on, sentence by sentence: whom each names, and whom its pronouns go on about."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from picturelock.registry.model.characters import Roster, mentions
from picturelock.registry.model.physique import guess
from picturelock.registry.model.prose import Sentence, sentences
from picturelock.registry.model.screenplay import ElementKind, Screenplay

HE = re.compile(r"\b(?:he|his|him|himself)\b", re.IGNORECASE)
SHE = re.compile(r"\b(?:she|her|hers|herself)\b", re.IGNORECASE)
OPENING = re.compile(r"^\W*(?:he|she|his|her)\b", re.IGNORECASE)


class Told(NamedTuple):
    """`named` in order. `about` is whom it goes on about: its first word's pronoun, else the first one it names."""

    sentence: Sentence
    named: tuple[str, ...]
    about: str


def telling(screenplay: Screenplay, roster: Roster) -> Iterator[Told]:
    """Within a scene, whoever was named or spoke last is meant by the next `he` or `she` that fits."""
    sexes = sexes_of(screenplay, roster)
    for number, scene in enumerate(screenplay.scenes):
        recent: tuple[str, ...] = ()
        for element in scene.elements:
            if element.kind is ElementKind.SPEECH:
                speaker = roster.member(element.cue)
                recent = _again((speaker.character,), recent) if speaker else recent
            elif element.kind is ElementKind.ACTION:
                for sentence in sentences(element, number):
                    told = _told(sentence, roster, recent, sexes)
                    recent = _again(tuple(reversed(told.named)), recent)
                    recent = _again((told.about,), recent) if told.about else recent
                    yield told


def holder(told: Told, at: int, roster: Roster) -> str:
    """Who has what stands at `at` in the sentence: the last one named before it, else whom it is about."""
    if OPENING.match(told.sentence.text):
        return told.about
    return next(reversed(mentions(told.sentence.text[:at], roster)), "") or ("" if told.named else told.about)


def sexes_of(screenplay: Screenplay, roster: Roster) -> dict[str, bool | None]:
    """True for a woman or a girl, None where neither words, name nor the pronoun after a lone mention tell."""
    near = nearby(screenplay, roster)
    return {
        each.character: guess(each.name, each.words, nearby=near.get(each.character, "")).female
        for each in roster.members
    }


def nearby(screenplay: Screenplay, roster: Roster) -> dict[str, str]:
    """The pronouns that begin a sentence right after one that names a single character, by that character."""
    near: dict[str, list[str]] = {}
    for scene in screenplay.scenes:
        for element in scene.elements:
            alone = ""
            for sentence in sentences(element) if element.kind is ElementKind.ACTION else ():
                who = mentions(sentence.text, roster)
                if not who and alone and sentence.text.startswith(("He ", "She ")):
                    near.setdefault(alone, []).append(sentence.text.split()[0])
                alone = who[0] if len(who) == 1 else "" if who else alone
    return {key: " ".join(said) for key, said in near.items()}


def _told(sentence: Sentence, roster: Roster, recent: tuple[str, ...], sexes: Mapping[str, bool | None]) -> Told:
    named = mentions(sentence.text, roster)
    if named and not OPENING.match(sentence.text):
        return Told(sentence, named, named[0])
    if HE.search(sentence.text) or SHE.search(sentence.text):
        he, she = HE.search(sentence.text), SHE.search(sentence.text)
        female = bool(she) and (not he or (she is not None and she.start() < he.start()))
        sure = next((each for each in recent if sexes.get(each) is female), "")
        return Told(sentence, named, sure or next((each for each in recent if sexes.get(each) is None), ""))
    return Told(sentence, named, "")


def _again(first: tuple[str, ...], recent: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *recent)))
