"""Stills: which subjects of a bible have no reference image yet, and what a picture of one must show."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import NamedTuple

from picturelock.kernel.errors import Invalid
from picturelock.kernel.nouns import (
    Brief,
    Camera,
    Figure,
    Interior,
    Place,
    Presence,
    Prop,
    ReferenceOf,
    Setting,
    ShotSize,
    StillName,
    TimeOfDay,
)
from picturelock.registry.model.bible import DEFAULT, Bible, FilmLook
from picturelock.registry.model.references import SECTIONS

KINDS: Mapping[str, ReferenceOf] = {
    "character": ReferenceOf.CHARACTER, "location": ReferenceOf.PLACE, "prop": ReferenceOf.PROP,
    "look": ReferenceOf.LOOK,
}  # fmt: skip
WORDS = {of: kind for kind, of in KINDS.items()}
TALL, SQUARE = (1080, 1440), (1080, 1080)
"""Sizes of a figure's picture, and of a prop's; places and looks are shown as wide as the film."""


class Subject(NamedTuple):
    """Of the bible; `character/mara` to people."""

    of: ReferenceOf
    id: str

    def __str__(self) -> str:
        return f"{WORDS[self.of]}/{self.id}"

    @property
    def section(self) -> str:
        """Of the bible, in which it is described."""
        return SECTIONS[self.of]

    def references(self, bible: Bible) -> tuple[str, ...]:
        """The pictures that the bible names of it."""
        named: tuple[str, ...] = getattr(bible, self.section)[self.id].references
        return named


def subjects_in(bible: Bible) -> tuple[Subject, ...]:
    """All that can be seen, in the bible's order: a voice has no picture."""
    return tuple(
        Subject(of, key) for of in KINDS.values() for key in getattr(bible, SECTIONS[of]) if _is_seen(bible, of, key)
    )


def without_pictures(bible: Bible) -> tuple[Subject, ...]:
    """Those that the bible names no reference image of; a look only where it says what it is."""
    return tuple(
        each
        for each in subjects_in(bible)
        if not each.references(bible) and (each.of is not ReferenceOf.LOOK or _says_something(bible.looks[each.id]))
    )


def subject_named(bible: Bible, said: str) -> Subject:
    """Raises Invalid."""
    known = {str(each): each for each in subjects_in(bible)}
    if said not in known:
        near = get_close_matches(said, known, n=1)
        way = f"did you mean {near[0]}" if near else f"use {', '.join(known) or 'a bible that describes somebody'}"
        raise Invalid(f"--of {said}: the bible has no such subject that can be seen; {way}", reason="NO_SUBJECT")
    return known[said]


def still_brief(bible: Bible, subject: Subject, number: int, project: str) -> Brief:
    """The subject alone, in its first state and in the film's look, as a shot of one frame."""
    width, height = _size(bible, subject.of)
    is_about = subject.of in (ReferenceOf.CHARACTER, ReferenceOf.PROP)
    return Brief(
        project=project,
        shot=str(StillName(subject.of, subject.id, number)),
        setting=Setting(scene="", heading="", interior=Interior.INT, time=TimeOfDay.DAY, place=_place(bible, subject)),
        camera=Camera(size=ShotSize.FULL, subject=subject.id if is_about else ""),
        cast=tuple(_presence(bible, subject)),
        props=tuple(_prop(bible, subject)),
        look=bible.film_look(subject.id if subject.of is ReferenceOf.LOOK else DEFAULT),
        frames=1,
        rate=bible.film.rate,
        width=width,
        height=height,
    )


def _is_seen(bible: Bible, of: ReferenceOf, key: str) -> bool:
    return of is not ReferenceOf.CHARACTER or bible.characters[key].physique.figure is not Figure.UNSEEN


def _says_something(look: FilmLook) -> bool:
    return look != FilmLook(references=look.references)


def _size(bible: Bible, of: ReferenceOf) -> tuple[int, int]:
    match of:
        case ReferenceOf.CHARACTER:
            return TALL
        case ReferenceOf.PROP:
            return SQUARE
        case _:
            return bible.film.width, bible.film.height


def _presence(bible: Bible, subject: Subject) -> Iterator[Presence]:
    if subject.of is not ReferenceOf.CHARACTER:
        return
    entry = bible.characters[subject.id]
    yield Presence(
        character=subject.id, name=entry.name, words=entry.words, physique=entry.physique,
        wardrobe=entry.wardrobe(entry.look), source=bible.source(f"characters.{subject.id}"),
    )  # fmt: skip


def _prop(bible: Bible, subject: Subject) -> Iterator[Prop]:
    if subject.of is not ReferenceOf.PROP:
        return
    entry = bible.props[subject.id]
    yield Prop(
        prop=subject.id, name=entry.name, words=entry.words, shape=entry.shape, colour=entry.colour,
        source=bible.source(f"props.{subject.id}"),
    )  # fmt: skip


def _place(bible: Bible, subject: Subject) -> Place:
    if subject.of is not ReferenceOf.PLACE:
        return Place(place="", name="")
    entry = bible.locations[subject.id]
    return Place(
        place=subject.id, name=entry.name, words=entry.words, kind=entry.kind, features=entry.features,
        palette=entry.palette, source=bible.source(f"locations.{subject.id}"),
    )  # fmt: skip
