"""What previz is told to draw. A previz prompt's text is this, as canonical JSON without sources."""

from pydantic import Field

from picturelock.kernel.nouns import (
    Action,
    Camera,
    Interior,
    Line,
    Look,
    Noun,
    Place,
    Presence,
    Prop,
    Rate,
    TimeOfDay,
    Weather,
)

ENGINE_VERSION = "previz-1"
"""To be raised whenever the same scene would be drawn otherwise: takes of another version are not reused."""


class Scene(Noun):
    place: Place
    interior: Interior
    time: TimeOfDay
    weather: Weather = Weather.CLEAR
    camera: Camera
    cast: tuple[Presence, ...] = ()
    props: tuple[Prop, ...] = ()
    actions: tuple[Action, ...] = ()
    lines: tuple[Line, ...] = ()
    look: Look = Look()
    frames: int = Field(gt=0)
    rate: Rate = Rate()
    width: int = Field(default=1280, ge=16, le=8192)
    height: int = Field(default=720, ge=16, le=8192)
    seed: int = Field(default=0, ge=0, lt=2**32)
    notes: tuple[str, ...] = ()
    """What was wrong with the take before; previz reads none of them but keeps them in its digest."""
