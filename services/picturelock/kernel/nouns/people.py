"""Who is in a shot: what they look like and wear, and where and how they stand."""

from enum import StrEnum

from pydantic import Field

from picturelock.kernel.nouns.base import Colour, Noun, Source


class Figure(StrEnum):
    """What kind of body plays the part; `UNSEEN` is a voice."""

    PERSON = "person"
    CHILD = "child"
    DOG = "dog"
    CAT = "cat"
    HORSE = "horse"
    BIRD = "bird"
    ROBOT = "robot"
    CLOUD = "cloud"
    UNSEEN = "unseen"


class Build(StrEnum):
    SLIM = "slim"
    AVERAGE = "average"
    BROAD = "broad"
    HEAVY = "heavy"


class Hair(StrEnum):
    BALD = "bald"
    CROPPED = "cropped"
    SHORT = "short"
    BOB = "bob"
    LONG = "long"
    CURLY = "curly"
    AFRO = "afro"
    BUN = "bun"
    PONYTAIL = "ponytail"
    BRAID = "braid"


class GarmentSlot(StrEnum):
    """Where a garment is worn; one garment a slot."""

    HAT = "hat"
    COAT = "coat"
    TOP = "top"
    DRESS = "dress"
    BOTTOM = "bottom"
    SHOES = "shoes"
    SCARF = "scarf"
    GLASSES = "glasses"


class Position(StrEnum):
    """Where in the width of the frame a figure stands, as the camera sees it."""

    FAR_LEFT = "far_left"
    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"
    FAR_RIGHT = "far_right"


class Depth(StrEnum):
    FOREGROUND = "foreground"
    MIDGROUND = "midground"
    BACKGROUND = "background"


class Facing(StrEnum):
    """Which way a figure looks, as the camera sees it."""

    LEFT = "left"
    RIGHT = "right"
    CAMERA = "camera"
    AWAY = "away"


class Posture(StrEnum):
    STANDING = "standing"
    SITTING = "sitting"
    KNEELING = "kneeling"
    LYING = "lying"


class Gesture(StrEnum):
    NONE = "none"
    POINT = "point"
    REACH = "reach"
    WAVE = "wave"
    HOLD_UP = "hold_up"
    NOD = "nod"
    SHAKE_HEAD = "shake_head"
    LOOK_UP = "look_up"
    LOOK_DOWN = "look_down"
    LAUGH = "laugh"
    WORK = "work"


class Travel(StrEnum):
    """A figure's path through the shot, as the camera sees it."""

    NONE = "none"
    ENTER_LEFT = "enter_left"
    ENTER_RIGHT = "enter_right"
    EXIT_LEFT = "exit_left"
    EXIT_RIGHT = "exit_right"
    CROSS_LEFT = "cross_left"
    CROSS_RIGHT = "cross_right"
    APPROACH = "approach"
    RECEDE = "recede"


class Physique(Noun):
    """What of a character never changes within a project."""

    figure: Figure = Figure.PERSON
    age: int = Field(default=35, ge=0, le=1000)
    """Years."""
    build: Build = Build.AVERAGE
    height_cm: int = Field(default=172, ge=10, le=2000)
    skin: Colour = "#c99a78"
    hair: Hair = Hair.SHORT
    hair_colour: Colour = "#3b2a20"
    beard: bool = False
    eyes: Colour = "#3a2f28"


class Garment(Noun):
    slot: GarmentSlot
    colour: Colour
    words: str = ""
    pattern: str = "plain"
    """`plain`, `stripes`, `checks` or `dots`; an engine draws what it does not know as plain."""
    source: Source | None = None


class Presence(Noun):
    """A character as this shot finds it: who, in which state, standing where, doing what."""

    character: str
    name: str
    words: str = ""
    physique: Physique = Physique()
    wardrobe: tuple[Garment, ...] = ()
    holding: tuple[str, ...] = ()
    """Ids of props in hand; each is among the brief's props."""
    wounds: tuple[str, ...] = ()
    position: Position = Position.CENTRE
    depth: Depth = Depth.MIDGROUND
    facing: Facing = Facing.CAMERA
    posture: Posture = Posture.STANDING
    gesture: Gesture = Gesture.NONE
    travel: Travel = Travel.NONE
    source: Source | None = None
