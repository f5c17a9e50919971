"""The brief: all that one shot must show, resolved."""

from enum import StrEnum

from pydantic import Field

from picturelock.kernel.nouns.base import Colour, Noun, Rate, Source, digest_of
from picturelock.kernel.nouns.people import Presence
from picturelock.kernel.nouns.pictures import FirstFrame, Reference


class ShotSize(StrEnum):
    """How much of a person fills the frame, from widest to closest; `INSERT` is a detail without a face."""

    EXTREME_WIDE = "extreme_wide"
    WIDE = "wide"
    FULL = "full"
    MEDIUM_WIDE = "medium_wide"
    MEDIUM = "medium"
    MEDIUM_CLOSE = "medium_close"
    CLOSE = "close"
    EXTREME_CLOSE = "extreme_close"
    INSERT = "insert"


class Angle(StrEnum):
    EYE = "eye"
    LOW = "low"
    HIGH = "high"
    OVERHEAD = "overhead"
    DUTCH = "dutch"


class Move(StrEnum):
    STATIC = "static"
    PUSH_IN = "push_in"
    PULL_OUT = "pull_out"
    PAN_LEFT = "pan_left"
    PAN_RIGHT = "pan_right"
    TILT_UP = "tilt_up"
    TILT_DOWN = "tilt_down"
    TRACK_LEFT = "track_left"
    TRACK_RIGHT = "track_right"
    CRANE_UP = "crane_up"
    HANDHELD = "handheld"


class Interior(StrEnum):
    """The heading's first word."""

    INT = "int"
    EXT = "ext"
    INT_EXT = "int_ext"


class TimeOfDay(StrEnum):
    DAWN = "dawn"
    MORNING = "morning"
    DAY = "day"
    AFTERNOON = "afternoon"
    DUSK = "dusk"
    EVENING = "evening"
    NIGHT = "night"


class Weather(StrEnum):
    CLEAR = "clear"
    CLOUDY = "cloudy"
    RAIN = "rain"
    STORM = "storm"
    SNOW = "snow"
    FOG = "fog"
    WIND = "wind"


class Prop(Noun):
    prop: str
    name: str
    words: str = ""
    shape: str = "box"
    """What it is drawn as: an open word such as `lantern`, `phone`, `letter`."""
    colour: Colour = "#8a6f4d"
    source: Source | None = None


class Place(Noun):
    place: str
    name: str
    words: str = ""
    kind: str = "street"
    """What it is built as: an open word such as `harbour`, `kitchen`, `street`."""
    features: tuple[str, ...] = ()
    """Things that stand in it, as open words: `window`, `table`, `crane`."""
    palette: tuple[Colour, ...] = ()
    source: Source | None = None


class Setting(Noun):
    """The scene around the shot."""

    scene: str
    """Scene number, e.g. `sc010`."""
    heading: str
    interior: Interior
    time: TimeOfDay
    weather: Weather = Weather.CLEAR
    place: Place
    source: Source | None = None


class Line(Noun):
    """A line of dialogue inside the shot. `start` and `frames` are in frames from the shot's first."""

    character: str
    cue: str
    """The name as the script spells it above the line."""
    text: str
    parenthetical: str = ""
    start: int = Field(ge=0)
    frames: int = Field(gt=0)
    off_screen: bool = False
    speaker: Presence | None = None
    """Who speaks, where the shot's cast leaves them out: name, words and physique are what their voice is made of."""
    source: Source | None = None


class Action(Noun):
    """Something that is seen to happen. `start` and `frames` are in frames from the shot's first."""

    text: str
    characters: tuple[str, ...] = ()
    start: int = Field(ge=0)
    frames: int = Field(gt=0)
    source: Source | None = None


class Camera(Noun):
    size: ShotSize
    angle: Angle = Angle.EYE
    move: Move = Move.STATIC
    lens_mm: int = Field(default=35, gt=0)
    """Full-frame equivalent focal length."""
    subject: str = ""
    """Id of the character or prop it is about; empty for the place itself."""
    over_shoulder: str = ""
    """Id of the character in the near foreground whose back frames the shot; empty for none."""


class Look(Noun):
    look: str = "default"
    words: str = ""
    palette: tuple[Colour, ...] = ()
    contrast: float = Field(default=1.0, ge=0.2, le=3.0)
    saturation: float = Field(default=1.0, ge=0.0, le=3.0)
    grain: float = Field(default=0.0, ge=0.0, le=1.0)
    source: Source | None = None


class Neighbours(Noun):
    """The shots before and after in the same scene; empty at its ends."""

    previous: str = ""
    next: str = ""


NOT_SHOWN = ("source", "neighbours", "project", "shot", "scene", "heading")
"""Fields that say where a brief comes from, not what the shot must show; they do not make a shot stale."""


class Brief(Noun):
    """All that one shot must show. Two briefs with one digest ask for the same picture and sound."""

    project: str
    """`tenant/project`."""
    shot: str
    """e.g. `sc010_sh0020`."""
    setting: Setting
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
    neighbours: Neighbours = Neighbours()
    references: tuple[Reference, ...] = ()
    """Most important first: an engine that takes few is given the first of them."""
    first_frame: FirstFrame | None = None

    @property
    def digest(self) -> str:
        """Without pictures it is what it was before there were any."""
        pictures = {"references": self.references, "first_frame": self.first_frame}
        return digest_of(self, without=(*NOT_SHOWN, *(name for name, named in pictures.items() if not named)))
