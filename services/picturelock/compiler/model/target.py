"""A target: what one engine takes and makes, described as data."""

from enum import StrEnum
from math import ceil, log
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from picturelock.kernel.nouns import Noun, Rate, ReferenceOf


class Dialect(StrEnum):
    """How a brief is put into words."""

    PREVIZ = "previz"
    PROSE = "prose"
    SPEECH = "speech"
    """Nothing but what is said."""


class Counting(StrEnum):
    """What a provider counts as one character."""

    CODE_POINTS = "code_points"
    UTF16_UNITS = "utf16_units"
    UTF8_BYTES = "utf8_bytes"

    def length(self, text: str) -> int:
        match self:
            case Counting.UTF16_UNITS:
                return len(text.encode("utf-16-le")) // 2
            case Counting.UTF8_BYTES:
                return len(text.encode())
            case _:
                return len(text)


class PictureUse(StrEnum):
    """What a picture that is sent along may be to an engine."""

    FIRST_FRAME = "first_frame"
    """The take begins with it."""
    SUBJECT = "subject"
    """What is seen in the take is to look like what is seen in it."""


class AnySize(Noun):
    """Every width and height between `least` and `most` pixels that is a multiple of `multiple`."""

    kind: Literal["any"] = "any"
    least: int = Field(default=16, gt=0)
    most: int = Field(default=8192, gt=0)
    multiple: int = Field(default=1, gt=0)

    def fit(self, width: int, height: int) -> tuple[int, int]:
        """The nearest size; one that is too big or too small keeps its shape as far as the limits let it."""
        scale = min(1.0, self.most / max(width, height))
        scale = max(scale, self.least / min(width, height))
        return self._snap(width * scale), self._snap(height * scale)

    def _snap(self, pixels: float) -> int:
        lowest, highest = ceil(self.least / self.multiple), self.most // self.multiple
        return min(highest, max(lowest, round(pixels / self.multiple))) * self.multiple


class ListedSizes(Noun):
    """Only these sizes, as (width, height)."""

    kind: Literal["listed"] = "listed"
    sizes: tuple[tuple[int, int], ...] = Field(min_length=1)

    def fit(self, width: int, height: int) -> tuple[int, int]:
        """The size of the nearest shape, and of those the nearest in area."""

        def farness(size: tuple[int, int]) -> tuple[float, float]:
            return (
                round(abs(log(size[0] * height / (size[1] * width))), 9),
                abs(log(size[0] * size[1] / (width * height))),
            )

        return min(self.sizes, key=farness)


class FrameLattice(Noun):
    """Lengths of `every` * k + `plus` frames, from `least` to `most`: 4k+1 is every 4 plus 1, any length is every 1."""

    kind: Literal["frames"] = "frames"
    every: int = Field(default=1, gt=0)
    plus: int = Field(default=0, ge=0)
    least: int = Field(default=1, gt=0)
    most: int = Field(gt=0)

    def fit(self, frames: int, _rate: Rate) -> int | None:
        """The shortest length that holds `frames`, or None when none does."""
        wanted = max(frames, self.least)
        wanted += (self.plus - wanted) % self.every
        return wanted if wanted <= self.most else None

    def most_seconds(self, rate: Rate) -> float:
        return rate.seconds(self.most - (self.most - self.plus) % self.every)


class Durations(Noun):
    """Only these whole numbers of seconds."""

    kind: Literal["seconds"] = "seconds"
    seconds: tuple[int, ...] = Field(min_length=1)

    def fit(self, frames: int, rate: Rate) -> int | None:
        """The shortest length that holds `frames`, or None when none does; a part of a frame is not counted on."""
        lengths = (int(seconds * rate.fps) for seconds in sorted(self.seconds))
        return next((length for length in lengths if length >= frames), None)

    def most_seconds(self, _rate: Rate) -> float:
        return float(max(self.seconds))


class Vocabulary(Noun):
    """The open words an engine knows how to draw. `oil lantern` is known where `lantern` is."""

    shapes: frozenset[str]
    kinds: frozenset[str]

    def has_shape(self, shape: str) -> bool:
        return any(known in shape.lower() for known in self.shapes)

    def has_kind(self, kind: str) -> bool:
        return any(known in kind.lower() for known in self.kinds)


class StillTarget(Noun):
    """One engine that makes stills, as the compiler sees it: pictures of a bible's subjects, and no takes of shots."""

    name: str
    """What prompts and people call it, e.g. `runway/gen4_image`."""
    model: str
    sizes: Annotated[AnySize | ListedSizes, Field(discriminator="kind")]
    most_characters: int = Field(gt=0)
    counting: Counting = Counting.CODE_POINTS
    parameters: dict[str, str] = Field(default_factory=dict)
    """What is sent beside the text; `{width}`, `{height}`, `{ratio}` (16:9), `{seed}` and `{model}` are filled in."""


class Target(Noun):
    """One engine as the compiler sees it. An empty `rates` means any."""

    name: str
    """What prompts and people call it, e.g. `runway/gen4.5`."""
    model: str
    dialect: Dialect
    sizes: Annotated[AnySize | ListedSizes, Field(discriminator="kind")] = AnySize()
    rates: tuple[Rate, ...] = ()
    lengths: Annotated[FrameLattice | Durations, Field(discriminator="kind")]
    most_characters: int | None = Field(default=None, gt=0)
    most_negative: int = Field(default=0, ge=0)
    """Characters of a negative prompt; 0 for an engine that takes none."""
    counting: Counting = Counting.CODE_POINTS
    pictures: frozenset[PictureUse] = frozenset()
    most_references: int = Field(default=0, ge=0)
    """Reference images in one request, as pictures of its subjects."""
    reference_of: frozenset[ReferenceOf] = frozenset(ReferenceOf)
    """What it may be shown pictures of."""
    reference_lengths: Annotated[FrameLattice | Durations, Field(discriminator="kind")] | None = None
    """Of takes that go by references, where they are others."""
    most_cast: int = Field(ge=0)
    """Figures it can keep apart in one picture."""
    seeds: bool = True
    timed: bool = True
    """Whether it is told length and rate; one that is not makes its take as long as the words need."""
    speaks: bool = False
    """Whether it makes speech from the words it is given."""
    knows: Vocabulary | None = None
    """None for an engine that is told everything in words."""
    parameters: dict[str, str] = Field(default_factory=dict)
    """What is sent beside the text; `{width}`, `{height}`, `{frames}`, `{fps}`, `{seconds}`, `{ratio}` (16:9),
    `{resolution}` (720p), `{characters}` (of speech) and `{model}` are filled in, seconds as a whole number."""
    resolutions: dict[int, str] = Field(default_factory=dict)
    """What the engine calls a short side of so many pixels, where that is not `720p` and the like."""

    @model_validator(mode="after")
    def _previz_keeps_time(self) -> Self:
        """A scene for previz counts its lines and actions in the brief's own frames."""
        if self.dialect is Dialect.PREVIZ and self.rates:
            raise ValueError(f"{self.name}: the previz dialect is drawn at any rate; leave `rates` empty")
        return self

    @model_validator(mode="after")
    def _references_are_of_subjects(self) -> Self:
        """A character sheet that is taken for a first frame makes a film that begins with a character sheet."""
        if bool(self.most_references) is not (PictureUse.SUBJECT in self.pictures):
            raise ValueError(f"{self.name}: say both `most_references` and SUBJECT among `pictures`, or neither")
        return self
