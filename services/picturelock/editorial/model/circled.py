"""What editorial is given for each shot, and how the film is to be finished."""

from typing import Self

from pydantic import Field, model_validator

from picturelock.kernel.nouns import Asset, Brief, Noun, Rate, Take

BENCH = "1"
"""Version of the way segments are made. It is part of every segment's digest: count it up when the pictures change."""


class Circled(Noun):
    """What stands in the cut for one shot: its circle take, or none yet."""

    shot: str
    brief: Brief | None = None
    take: Take | None = None
    asset: Asset | None = None
    """The take's video."""
    held: bool = False
    reason: str = ""
    """Why it is held, in plain words."""

    @model_validator(mode="after")
    def _a_take_has_its_bytes(self) -> Self:
        if (self.take is None) != (self.asset is None):
            raise ValueError(f"{self.shot}: a take and its asset come together")
        return self


class Format(Noun):
    """What every segment has in common, so that segments can be joined without encoding them again."""

    width: int = Field(default=1280, ge=16, le=8192, multiple_of=2)
    height: int = Field(default=720, ge=16, le=8192, multiple_of=2)
    rate: Rate = Rate()
    preset: str = "ultrafast"
    """x264's."""
    crf: int = Field(default=23, ge=0, le=51)
    bench: str = BENCH


class Finish(Noun):
    """How the film is to look and sound. Lengths are in frames."""

    format: Format = Format()
    slate: bool = True
    dissolve: int = Field(default=24, ge=2)
    fade: int = Field(default=24, ge=2)
    loudness: float = Field(default=-23.0, ge=-40.0, le=-5.0)
    """Integrated, in LUFS (EBU R 128)."""
