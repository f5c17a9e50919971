"""The cut: which takes stand in the film, in which order, and what left the house."""

from enum import StrEnum

from pydantic import Field

from picturelock.kernel.nouns.base import Digest, Noun, Rate


class Transition(StrEnum):
    """How a shot begins or ends, where the script asks for more than a cut."""

    CUT = "cut"
    FADE = "fade"
    DISSOLVE = "dissolve"


class ListedShot(Noun):
    """A shot in the order of the film, with the brief its take must satisfy."""

    shot: str
    brief_digest: Digest
    frames: int = Field(gt=0)
    opens: Transition = Transition.CUT
    """`FADE` fades in from black; `DISSOLVE` dissolves from the shot before."""
    closes: Transition = Transition.CUT
    """`FADE` fades out to black."""
    take: int = Field(default=0, ge=0)
    """The film waits for a take of this number or a higher one; 0 when any that it has for the brief will do."""


class CutItem(Noun):
    """A shot in the cut. `start` is its first frame in the film."""

    shot: str
    take: int = Field(ge=0)
    """Take number, or 0 when there is none and a slug stands in."""
    digest: Digest = ""
    """The take's video asset."""
    start: int = Field(ge=0)
    frames: int = Field(gt=0)
    held: bool = False
    reason: str = ""


class Deliverable(Noun):
    name: str
    """File name, e.g. `film.mp4`."""
    digest: Digest
    size: int = Field(ge=0)
    media_type: str


class Cut(Noun):
    """A version of the film. `digest` covers everything in it, so equal cuts are one cut."""

    project: str
    version: int = Field(ge=1)
    revision: int = Field(default=0, ge=0)
    """The shot list that it follows."""
    digest: Digest
    rate: Rate
    frames: int = Field(ge=0)
    items: tuple[CutItem, ...] = ()
    deliverables: tuple[Deliverable, ...] = ()
    segments: int = Field(default=0, ge=0)
    encoded: int = Field(default=0, ge=0)
    """How many of the segments had to be encoded; the others were found in the cache."""
