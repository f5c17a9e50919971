"""The film nouns that services hand each other: one frozen pydantic type each, with a protobuf twin.

The twin is what travels (`proto/picturelock_api`), this is what the house thinks in, and `kernel.codec` goes between.
"""

from picturelock.kernel.nouns.asset import Asset, Lineage, MediaFacts
from picturelock.kernel.nouns.base import Noun, Rate, Source, digest_of
from picturelock.kernel.nouns.brief import (
    Action,
    Angle,
    Brief,
    Camera,
    Interior,
    Line,
    Look,
    Move,
    Neighbours,
    Place,
    Prop,
    Setting,
    ShotSize,
    TimeOfDay,
    Weather,
)
from picturelock.kernel.nouns.cut import Cut, CutItem, Deliverable, ListedShot, Transition
from picturelock.kernel.nouns.people import (
    Build,
    Depth,
    Facing,
    Figure,
    Garment,
    GarmentSlot,
    Gesture,
    Hair,
    Physique,
    Position,
    Posture,
    Presence,
    Travel,
)
from picturelock.kernel.nouns.pictures import (
    FirstFrame,
    Reference,
    ReferenceOf,
)
from picturelock.kernel.nouns.prompt import Diagnostic, Piece, Prompt, Severity
from picturelock.kernel.nouns.staging import Patch, Staging
from picturelock.kernel.nouns.still import StillName, is_still
from picturelock.kernel.nouns.take import Staged, Take
from picturelock.kernel.nouns.verdict import Decision, Finding, Verdict

__all__ = [
    "Action", "Angle", "Asset", "Brief", "Build", "Camera", "Cut", "CutItem", "Decision", "Deliverable", "Depth",
    "Diagnostic", "Facing", "Figure", "Finding", "FirstFrame", "Garment", "GarmentSlot", "Gesture", "Hair", "Interior",
    "Line", "Lineage", "ListedShot", "Look", "MediaFacts", "Move", "Neighbours", "Noun", "Patch", "Physique", "Piece",
    "Place", "Position", "Posture", "Presence", "Prompt", "Prop", "Rate", "Reference", "ReferenceOf", "Setting",
    "Severity", "ShotSize", "Source", "Staged", "Staging", "StillName", "Take", "TimeOfDay", "Transition", "Travel",
    "Verdict", "Weather", "digest_of", "is_still",
]  # fmt: skip
