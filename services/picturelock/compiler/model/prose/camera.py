"""What the camera does, in the words of a camera report."""

from picturelock.compiler.model.prose.grammar import unended
from picturelock.compiler.model.sentences import Clause, Rank, Sentence
from picturelock.kernel.nouns import Angle, Brief, Move, ShotSize

SIZES = {
    ShotSize.EXTREME_WIDE: "Extreme wide shot",
    ShotSize.WIDE: "Wide shot",
    ShotSize.FULL: "Full shot, head to toe,",
    ShotSize.MEDIUM_WIDE: "Medium wide shot, from the knees up,",
    ShotSize.MEDIUM: "Medium shot",
    ShotSize.MEDIUM_CLOSE: "Medium close-up",
    ShotSize.CLOSE: "Close-up",
    ShotSize.EXTREME_CLOSE: "Extreme close-up",
    ShotSize.INSERT: "Insert, a detail shot",
}
ANGLES = {
    Angle.EYE: "at eye level",
    Angle.LOW: "from a low angle",
    Angle.HIGH: "from a high angle",
    Angle.OVERHEAD: "from directly overhead",
    Angle.DUTCH: "with a tilted horizon",
}
MOVES = {
    Move.STATIC: "static camera",
    Move.PUSH_IN: "the camera slowly pushes in",
    Move.PULL_OUT: "the camera slowly pulls out",
    Move.PAN_LEFT: "the camera pans left",
    Move.PAN_RIGHT: "the camera pans right",
    Move.TILT_UP: "the camera tilts up",
    Move.TILT_DOWN: "the camera tilts down",
    Move.TRACK_LEFT: "the camera tracks to the left",
    Move.TRACK_RIGHT: "the camera tracks to the right",
    Move.CRANE_UP: "the camera cranes up",
    Move.HANDHELD: "handheld camera",
}
LENSES = ((20, "ultra-wide"), (34, "wide-angle"), (59, "normal"), (104, "short telephoto"))
"""Longest focal length in mm of each kind; anything longer is a telephoto."""


def camera_sentence(brief: Brief) -> Sentence:
    camera, names = brief.camera, names_in(brief)
    subject = names.get(camera.subject) or unended(brief.setting.place.name)
    clauses = [
        Clause(f"{SIZES[camera.size]} of {subject}", "camera.size", Rank.MUST),
        Clause(ANGLES[camera.angle], "camera.angle", Rank.LENS if camera.angle is Angle.EYE else Rank.BLOCKING),
        Clause(f"{camera.lens_mm} mm {lens_kind(camera.lens_mm)} lens", "camera.lens", Rank.LENS),
        Clause(MOVES[camera.move], "camera.move", Rank.BLOCKING),
    ]
    if camera.over_shoulder:
        shoulder = f"over the shoulder of {names[camera.over_shoulder]} in the near foreground"
        clauses.insert(1, Clause(shoulder, "camera.over_shoulder", Rank.BLOCKING))
    return Sentence(tuple(clauses), closing=".", last=", ")


def names_in(brief: Brief) -> dict[str, str]:
    """How people and props are called in this prompt, by id."""
    people = {presence.character: unended(presence.name) or presence.character for presence in brief.cast}
    return {**{prop.prop: f"the {unended(prop.name) or prop.prop}" for prop in brief.props}, **people}


def lens_kind(lens_mm: int) -> str:
    return next((kind for longest, kind in LENSES if lens_mm <= longest), "telephoto")
