"""Rules for routing, as they stand in the bible: which shots they are for, and which engines make those."""

from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from picturelock.kernel.nouns import Interior, Move, Noun, ShotSize, TimeOfDay, Weather
from picturelock.registry.model.bible_words import Words, as_tuple

Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class When(Noun):
    """What must hold of a shot: all that is said, and of a list any. What is not said is not asked."""

    shot: Words = ()
    scene: Words = ()
    character: Words = ()
    """Ids of the bible; who is seen, or speaks."""
    location: Words = ()
    size: Annotated[tuple[ShotSize, ...], BeforeValidator(as_tuple)] = ()
    move: Annotated[tuple[Move, ...], BeforeValidator(as_tuple)] = ()
    interior: Annotated[tuple[Interior, ...], BeforeValidator(as_tuple)] = ()
    time: Annotated[tuple[TimeOfDay, ...], BeforeValidator(as_tuple)] = ()
    weather: Annotated[tuple[Weather, ...], BeforeValidator(as_tuple)] = ()
    dialogue: bool | None = None
    first_frame: bool | None = None
    """Whether the bible has a picture that it begins with."""
    least_cast: int | None = Field(default=None, ge=0)
    most_cast: int | None = Field(default=None, ge=0)
    least_seconds: float | None = Field(default=None, ge=0)
    """Of the shot's length."""
    most_seconds: float | None = Field(default=None, ge=0)
    least_retakes: int | None = Field(default=None, ge=0)
    """Takes of the shot that were sent back."""
    most_spent: Decimal | None = Field(default=None, ge=0)
    """What the film has cost so far, in its budget's currency."""


class RouteRule(Noun):
    """`engines` are asked in their order: the next one when one fails, or had `takes` of its takes sent back."""

    name: str = ""
    when: When = When()
    engines: Annotated[tuple[Name, ...], BeforeValidator(as_tuple)] = Field(min_length=1)
    takes: int | None = Field(default=None, ge=1)
    least_pass_rate: float | None = Field(default=None, ge=0, le=1)
    """An engine of whose takes in this film a smaller share passed is passed over."""
    most_render_seconds: float | None = Field(default=None, gt=0)
    """An engine that took longer for half of its takes in this film is passed over."""
