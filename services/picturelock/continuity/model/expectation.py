"""What a take is measured against: the part of a brief that can be measured."""

from collections.abc import Iterator

from pydantic import Field

from picturelock.kernel.nouns import Brief, Line, Noun, Prompt, Prop, Rate, ShotSize
from picturelock.kernel.nouns.base import Colour


class Wanted(Noun):
    """A colour the bible asks for. `part` is a garment's slot, or `prop`."""

    subject: str
    part: str
    what: str
    """For people: `Mara's coat`, `the brass lantern`."""
    colour: Colour


class Spoken(Noun):
    """Frames `first` to `last`, both inside, in which somebody is to be heard."""

    cue: str
    first: int = Field(ge=0)
    last: int = Field(ge=0)


class Expectation(Noun):
    shot: str
    setting: str
    """Shots with the same one share their scene, place, time of day, weather and look, and so their light."""
    size: ShotSize
    width: int = Field(gt=0)
    height: int = Field(gt=0)
    frames: int = Field(gt=0)
    exact: bool
    """Whether `frames` is what was ordered, or only what is needed."""
    rate: Rate
    timed_by_engine: bool = False
    """The engine decided length and rate: no shorter than `frames` at `rate` will do."""
    wanted: tuple[Wanted, ...] = ()
    spoken: tuple[Spoken, ...] = ()


def expect(brief: Brief, prompt: Prompt | None = None) -> Expectation:
    """With a prompt, size and length are those the engine was asked for."""
    return Expectation(
        shot=brief.shot,
        setting=setting_of(brief),
        size=brief.camera.size,
        width=prompt.width if prompt else brief.width,
        height=prompt.height if prompt else brief.height,
        frames=prompt.frames if prompt else brief.frames,
        exact=prompt is not None,
        rate=prompt.rate if prompt else brief.rate,
        timed_by_engine=prompt is not None and prompt.timed_by_engine,
        wanted=tuple(_wanted(brief)),
        spoken=tuple(_spoken(line, brief.frames) for line in brief.lines if line.start < brief.frames),
    )


def setting_of(brief: Brief) -> str:
    """Names the scene and all that makes its light."""
    at = brief.setting
    return f"{at.scene}/{at.place.place}/{at.interior}/{at.time}/{at.weather}/{brief.look.look}"


def _wanted(brief: Brief) -> Iterator[Wanted]:
    for presence in brief.cast:
        for garment in presence.wardrobe:
            yield Wanted(
                subject=presence.character,
                part=garment.slot,
                what=f"{presence.name}'s {garment.slot}",
                colour=garment.colour,
            )
    for prop in brief.props:
        yield Wanted(subject=prop.prop, part="prop", what=_the(prop), colour=prop.colour)


def _the(prop: Prop) -> str:
    return prop.name if prop.name.lower().startswith(("the ", "a ", "an ")) else f"the {prop.name}"


def _spoken(line: Line, frames: int) -> Spoken:
    return Spoken(cue=line.cue, first=line.start, last=min(line.start + line.frames, frames) - 1)
