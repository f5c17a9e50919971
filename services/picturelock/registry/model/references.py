"""Pictures that the bible names: which ones, what they are, and which of them a shot is to look like or begin with."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, zip_longest
from typing import NamedTuple

from picturelock.kernel.nouns import Brief, FirstFrame, Reference, ReferenceOf, Source
from picturelock.registry.model.bible import Bible, BibleProp, Character, FilmLook, Location

Pictures = Mapping[str, str]
"""SHA-256 of each picture, by the name that the bible has for it."""

BY_DIGEST = re.compile(r"sha256:([0-9a-f]{64})")
"""How the bible names a picture that has no file: one that was uploaded."""


SECTIONS: Mapping[ReferenceOf, str] = {
    ReferenceOf.CHARACTER: "characters", ReferenceOf.PLACE: "locations", ReferenceOf.PROP: "props",
    ReferenceOf.LOOK: "looks",
}  # fmt: skip
"""Where the bible describes them."""


class Named(NamedTuple):
    """A reference image, or a first frame, as the bible names it, and where."""

    name: str
    source: Source

    @property
    def digest(self) -> str:
        """Where the name says it itself; else empty."""
        found = BY_DIGEST.fullmatch(self.name)
        return found[1] if found else ""

    def unknown(self) -> str:
        """The problem that nobody says which picture it is."""
        return self.problem(
            f"there is no picture '{self.name}'; put it beside the bible, or upload it and say its SHA-256"
        )

    def problem(self, what: str) -> str:
        """`file:line: entry: what`."""
        return f"{self.source.file}:{self.source.line}: {self.source.entry}: {what}"


def named_in(bible: Bible) -> tuple[Named, ...]:
    """Every picture that the bible names, in its order; one that is named twice is here twice."""
    references = (
        Named(name, bible.source(f"{section}.{key}.references.{at}"))
        for section in SECTIONS.values()
        for key, entry in _entries(bible, section).items()
        for at, name in enumerate(entry.references)
    )
    return (*references, *_first_frames(bible).values())


def known_pictures(named: Iterable[Named], given: Pictures) -> Pictures:
    """What is given, and what says itself which picture it is."""
    return {**given, **{each.name: each.digest for each in named if each.digest}}


def unknown_pictures(bible: Bible, pictures: Pictures) -> Iterator[str]:
    """A problem for each name that means no picture."""
    return (each.unknown() for each in named_in(bible) if each.name not in pictures)


def with_references(brief: Brief, bible: Bible, pictures: Pictures) -> Brief:
    """The brief, with the pictures of what it shows: everybody's first before anybody's second.

    First comes what the camera is about, then the others in the shot, the place, the props and the look.
    """
    one_by_one = zip_longest(*_groups(brief, bible, pictures))
    found = {each.digest: each for each in reversed(list(chain(*one_by_one))) if each is not None}
    return brief.model_copy(update={"references": tuple(reversed(found.values()))}) if found else brief


def with_first_frame(brief: Brief, bible: Bible, pictures: Pictures) -> Brief:
    """The brief, with the picture that the bible has for its beginning."""
    entry = bible.shots.get(brief.shot)
    if entry is None or not entry.first_frame:
        return brief
    source = bible.source(f"shots.{brief.shot}.first_frame")
    first = FirstFrame(digest=pictures[entry.first_frame], source=source)
    return brief.model_copy(update={"first_frame": first})


def frames_of_no_shot(bible: Bible, shots: Iterable[str]) -> Iterator[str]:
    """A problem for each first frame of a shot that is not among `shots`."""
    known = frozenset(shots)
    for shot, named in _first_frames(bible).items():
        if shot not in known:
            yield named.problem("there is no such shot, and nothing begins with it; `picturelock plan` lists the shots")


def _first_frames(bible: Bible) -> Mapping[str, Named]:
    return {
        shot: Named(entry.first_frame, bible.source(f"shots.{shot}.first_frame"))
        for shot, entry in bible.shots.items()
        if entry.first_frame
    }


def _groups(brief: Brief, bible: Bible, pictures: Pictures) -> Iterator[list[Reference]]:
    for of, key in _shown(brief):
        section = SECTIONS[of]
        entry = _entries(bible, section).get(key)
        if entry is not None and entry.references:
            source = bible.source(f"{section}.{key}.references")
            name = key if isinstance(entry, FilmLook) else entry.name
            yield [
                Reference(of=of, id=key, name=name, digest=pictures[picture], source=source)
                for picture in entry.references
            ]


def _shown(brief: Brief) -> Iterable[tuple[ReferenceOf, str]]:
    people = [(ReferenceOf.CHARACTER, each.character) for each in brief.cast]
    props = [(ReferenceOf.PROP, each.prop) for each in brief.props]
    about = [shown for shown in (*people, *props) if shown[1] == brief.camera.subject]
    place = (ReferenceOf.PLACE, brief.setting.place.place)
    return dict.fromkeys((*about, *people, place, *props, (ReferenceOf.LOOK, brief.look.look)))


def _entries(bible: Bible, section: str) -> Mapping[str, Character | Location | BibleProp | FilmLook]:
    found: Mapping[str, Character | Location | BibleProp | FilmLook] = getattr(bible, section)
    return found
