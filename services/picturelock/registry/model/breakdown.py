"""The breakdown: what was numbered and how it was decided to be shot, kept from one reading to the next."""

from enum import StrEnum

from pydantic import Field

from picturelock.kernel.nouns import Angle, Move, Noun, ShotSize


class Role(StrEnum):
    """What a shot is there for."""

    ESTABLISH = "establish"
    MASTER = "master"
    TWO = "two"
    GROUP = "group"
    OVER_SHOULDER = "over_shoulder"
    SINGLE = "single"
    REACTION = "reaction"
    INSERT = "insert"
    DETAIL = "detail"


class Setup(Noun):
    """Where the camera is put and why. Once decided it stays with its shot as long as what is shot stays."""

    role: Role
    size: ShotSize
    angle: Angle = Angle.EYE
    move: Move = Move.STATIC
    subject: str = ""
    """Id of the character or prop it is about; empty for the place."""
    over_shoulder: str = ""
    toward: str = ""
    """Id of the character whom the subject talks to or looks at; it decides which way everybody faces."""
    framed: tuple[str, ...] = ()
    """Ids of the characters in the picture."""


class PlannedShot(Noun):
    """A numbered shot; `beats` index its scene's, `anchor` is the one it follows if it has none (-1: the heading)."""

    shot: str
    setup: Setup
    beats: tuple[int, ...] = ()
    anchor: int = -1


class PlannedScene(Noun):
    scene: str
    heading: str
    """Folded, to recognise the scene by."""
    given: str = ""
    axis: tuple[str, ...] = ()
    """Ids of the scene's characters from left to right, as the camera's side of the line sees them."""
    beats: tuple[str, ...] = ()
    """Keys of what happens, in order."""
    shots: tuple[PlannedShot, ...] = ()
    retired: tuple[str, ...] = ()
    """Numbers of shots that are gone; they are never given again."""


class Breakdown(Noun):
    """Everything the next plan of the same film needs to know of this one."""

    scenes: tuple[PlannedScene, ...] = ()
    retired: tuple[str, ...] = Field(default=())
    """Numbers of scenes that are gone; they are never given again."""
