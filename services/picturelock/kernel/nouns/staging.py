"""An engine's own account of a take: where things stand in the frame, and in what light. Engines may give none."""

from pydantic import Field

from picturelock.kernel.nouns.base import Colour, Noun


class Patch(Noun):
    """A rectangle, in pixels of the delivered size, that shows one flat piece of one thing and nothing else."""

    frame: int = Field(ge=0)
    subject: str
    """Id of the character or the prop."""
    part: str
    """The garment's slot for a character, `prop` for a prop."""
    x: int = Field(ge=0)
    y: int = Field(ge=0)
    width: int = Field(gt=0)
    height: int = Field(gt=0)
    white: Colour
    """What a white card held there would show: a surface of colour c is to be seen as c * white / 255, by channel."""


class Staging(Noun):
    """Patches of a few frames of the take, in order of frame."""

    engine: str
    patches: tuple[Patch, ...] = ()
