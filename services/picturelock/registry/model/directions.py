"""The writer's own camera directions, in capitals in the action: they overrule what coverage would have chosen."""

import re

from picturelock.kernel.nouns import Angle, Move, ShotSize
from picturelock.registry.model.breakdown import Setup

SIZES = (
    (ShotSize.EXTREME_CLOSE, r"EXTREME CLOSE[- ]?UP|EXTREME CLOSE|ECU|TIGHT ON"),
    (ShotSize.CLOSE, r"CLOSE ON|CLOSE[- ]?UP|CU"),
    (ShotSize.WIDE, r"WIDE(?:R)?(?: SHOT| ANGLE| ON)?|LONG SHOT|ESTABLISHING(?: SHOT)?"),
    (ShotSize.EXTREME_WIDE, r"AERIAL(?: SHOT)?|EXTREME WIDE|BIRD'S[- ]EYE VIEW"),
    (ShotSize.MEDIUM, r"MEDIUM SHOT|MED\.? SHOT"),
)
MOVES = (
    (Move.PUSH_IN, r"PUSH(?:ING)? IN|DOLLY IN|ZOOM(?:ING)? IN|MOVE IN|RUSH IN"),
    (Move.PULL_OUT, r"PULL(?:ING)? (?:BACK|OUT)|DOLLY (?:BACK|OUT)|ZOOM(?:ING)? OUT"),
    (Move.PAN_LEFT, r"PAN(?:NING)? LEFT"),
    (Move.PAN_RIGHT, r"PAN(?:NING)?(?: RIGHT| TO| ACROSS)?"),
    (Move.TILT_UP, r"TILT(?:ING)? UP"),
    (Move.TILT_DOWN, r"TILT(?:ING)? DOWN"),
    (Move.CRANE_UP, r"CRANE UP|CRANING UP"),
    (Move.HANDHELD, r"HAND[- ]?HELD"),
    (Move.TRACK_RIGHT, r"TRACKING(?: SHOT)?|DOLLY WITH"),
)
ANGLES = (
    (Angle.LOW, r"LOW ANGLE"),
    (Angle.HIGH, r"HIGH ANGLE"),
    (Angle.OVERHEAD, r"OVERHEAD(?: SHOT)?|TOP SHOT"),
    (Angle.DUTCH, r"DUTCH ANGLE|CANTED"),
)


def directed(setup: Setup, text: str) -> Setup:
    """The setup as the action asks for it; an insert stays one, and a place is never closer than it can be."""
    changes = {
        name: value
        for name, table in (("size", SIZES), ("move", MOVES), ("angle", ANGLES))
        for value, pattern in table
        if re.search(rf"(?<![A-Za-z])(?:{pattern})(?![A-Za-z])", text)
    }
    close = changes.get("size") in (ShotSize.CLOSE, ShotSize.EXTREME_CLOSE)
    if setup.size is ShotSize.INSERT or (close and len(setup.framed) != 1):
        changes.pop("size", None)
    return setup.model_copy(update=changes) if changes else setup
