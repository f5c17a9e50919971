"""The assembly: where each shot stands in the film, and the segments it is rendered by. Frames count from 0."""

from pydantic import Field

from picturelock.editorial.model.circled import Circled, Finish, Format
from picturelock.kernel.nouns import Noun, digest_of
from picturelock.kernel.nouns.base import Digest


class Slate(Noun):
    """What is burnt in along the top of a shot."""

    title: str
    shot: str
    take: str
    held: str = ""
    """Plain words; empty when the shot is not held."""


class Card(Noun):
    """What is shown in place of a shot that has no take."""

    shot: str
    heading: str = ""
    framing: str = ""
    action: str = ""
    dialogue: tuple[str, ...] = ()


class Part(Noun):
    """One shot's share of a segment, and all that its pictures and sound are made of."""

    digest: Digest = ""
    """The take's video; empty when `card` stands in for it."""
    media_type: str = "video/mp4"
    available: int = Field(default=0, ge=0)
    """Frames the take has at the film's rate. When `frames` is more, its last frame is held."""
    frames: int = Field(gt=0)
    """Frames on screen from the take's first, with those under the next part's dissolve."""
    dissolve: int = Field(default=0, ge=0)
    """First frames that are dissolved from the part before."""
    fade_in: int = Field(default=0, ge=0)
    fade_out: int = Field(default=0, ge=0)
    slate: Slate | None = None
    card: Card | None = None


class Segment(Noun):
    """What is encoded at one go: a shot, or a run of shots joined by dissolves.

    It does not know where in the film it stands, so that it stays good when something before it changes.
    """

    format: Format
    parts: tuple[Part, ...] = Field(min_length=1)

    @property
    def frames(self) -> int:
        return sum(part.frames for part in self.parts) - sum(part.dissolve for part in self.parts[1:])

    @property
    def digest(self) -> str:
        return digest_of(self)


class Event(Noun):
    """A shot's place in the film (an editor's word, as in an EDL)."""

    circled: Circled
    start: int = Field(ge=0)
    frames: int = Field(gt=0)
    """From `start` to the next event's start."""
    available: int = Field(default=0, ge=0)
    """Frames the take has at the film's rate; 0 when there is none."""
    dissolve: int = Field(default=0, ge=0)
    """First frames that are dissolved from the event before."""
    tail: int = Field(default=0, ge=0)
    """Frames it goes on after its end, under the next event's dissolve."""
    fade_in: int = Field(default=0, ge=0)
    fade_out: int = Field(default=0, ge=0)

    @property
    def shot(self) -> str:
        return self.circled.shot

    @property
    def end(self) -> int:
        """Exclusive."""
        return self.start + self.frames

    @property
    def held_frames(self) -> int:
        """Frames at the end for which the take has no pictures, so that its last one is held."""
        return max(0, self.frames + self.tail - self.available) if self.available else 0

    @property
    def scene(self) -> str:
        brief = self.circled.brief
        return brief.setting.scene if brief else self.shot.split("_")[0]

    @property
    def heading(self) -> str:
        brief = self.circled.brief
        return brief.setting.heading if brief else self.scene

    @property
    def name(self) -> str:
        """The take's slate, or the shot's number when there is no take."""
        take = self.circled.take
        return take.slate if take else self.shot


class Assembly(Noun):
    """The whole plan. Equal plans have one digest, whenever and wherever their takes were made."""

    project: str
    title: str
    finish: Finish
    events: tuple[Event, ...] = Field(min_length=1)
    segments: tuple[Segment, ...] = Field(min_length=1)
    warnings: tuple[str, ...] = ()

    @property
    def frames(self) -> int:
        return self.events[-1].end

    @property
    def digest(self) -> str:
        return digest_of(self, without=("started", "finished", "reused", "key", "source", "neighbours", "lineage"))
