"""Pictures that a shot goes by: of what it shows, and of what it begins with."""

from enum import StrEnum

from picturelock.kernel.nouns.base import Digest, Noun, Source


class ReferenceOf(StrEnum):
    """What a reference image is a picture of."""

    CHARACTER = "character"
    PLACE = "place"
    PROP = "prop"
    LOOK = "look"


class Reference(Noun):
    """A picture of something that the shot shows, and is to look like; never a frame of it."""

    of: ReferenceOf
    id: str
    """Of the character, place, prop or look."""
    name: str
    """What people call it."""
    digest: Digest
    source: Source | None = None


class FirstFrame(Noun):
    """The picture that the shot is to begin with."""

    digest: Digest
    source: Source | None = None
