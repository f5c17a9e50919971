"""The film nouns that services hand each other: one frozen pydantic type each, with a protobuf twin.

The twin is what travels (`proto/picturelock_api`), this is what the house thinks in, and `kernel.codec` goes between.
"""

from picturelock.kernel.nouns.asset import Asset, Lineage, MediaFacts
from picturelock.kernel.nouns.base import Noun, Rate, Source, digest_of
from picturelock.kernel.nouns.brief import (
    Action,
    Angle,
    Brief,
    Build,
    Camera,
    Depth,
    Facing,
    Figure,
    FirstFrame,
    Garment,
    GarmentSlot,
    Gesture,
    Hair,
    Interior,
    Line,
    Look,
    Move,
    Neighbours,
    Physique,
    Place,
    Position,
    Posture,
    Presence,
    Prop,
    Reference,
    ReferenceOf,
    Setting,
    ShotSize,
    TimeOfDay,
    Travel,
    Weather,
)
from picturelock.kernel.nouns.cut import Cut, CutItem, Deliverable, ListedShot, Transition
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
