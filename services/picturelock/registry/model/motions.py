"""What a body does in a line of action, by its verbs: gesture, travel, posture."""

import re
from typing import TypeVar

from picturelock.kernel.nouns import Gesture, Posture, Travel

GESTURES = (
    (Gesture.SHAKE_HEAD, r"shak(?:es?|ing) (?:his|her|their|its) heads?"),
    (Gesture.NOD, r"nod(?:s|ding)?|bows?"),
    (Gesture.HOLD_UP, r"(?:holds?|holding|lifts?|raises?|raising) (?:\w+ ){0,3}up|rais(?:es?|ing)|lift(?:s|ing)?|shows?"
     r"|holds? (?:out|up|aloft)|brandish(?:es|ing)?|hoists?"),
    (Gesture.WAVE, r"wav(?:es?|ing)|beckon(?:s|ing)?|salut(?:es?|ing)"),
    (Gesture.POINT, r"points?|pointing|aims?|aiming|gestur(?:es?|ing)|indicates?"),
    (Gesture.LAUGH, r"laugh(?:s|ing)?|giggl(?:es?|ing)|chuckl(?:es?|ing)|cackles?|snorts?|grins?"),
    (Gesture.REACH, r"reach(?:es|ing)?|grab(?:s|bing)?|tak(?:es?|ing)|picks?|hands?|giv(?:es?|ing)|offers?|takes?|touch(?:es|ing)?"
     r"|taps?|knocks?|opens?|push(?:es|ing)?|pulls?|pass(?:es)?|catch(?:es)?|strokes?|pets?|turns? (?:on|off|the)"),
    (Gesture.LOOK_UP, r"(?:looks?|looking|stares?|gaz(?:es?|ing)|glances?|smiles?|squints?|peers?) up(?:ward|wards)?\b"),
    (Gesture.LOOK_DOWN, r"(?:looks?|looking|stares?|gaz(?:es?|ing)|glances?|smiles?|peers?) down(?:ward|wards)?\b|reads?|reading"
     r"|(?:hangs|lowers) (?:his|her|their) heads?"),
    (Gesture.WORK, r"works?|working|writ(?:es?|ing)|typ(?:es?|ing)|cooks?|cooking|clean(?:s|ing)?|wash(?:es|ing)?|repairs?|fix(?:es|ing)?"
     r"|manipulat(?:es?|ing)|scrubs?|paint(?:s|ing)?|dig(?:s|ging)?|chops?|stirs?|packs?|searches|unlocks?|winds|hammers|ties"),
)  # fmt: skip
ENTERS = (
    r"enters?|entering|arrives?|arriving|(?:walks?|steps?|comes?|runs?|bursts?|strides?|rushes|hurries|storms|sneaks|slips|"
    r"stumbles|wanders|strolls|staggers) (?:back )?(?:in|into|inside)|appears?|emerges?|materiali[sz]es|descends"
)
EXITS = (
    r"exits?|exiting|leav(?:es?|ing)(?! (?:it|him|her|them|the (?!room|house|building|bar|office|kitchen)))|departs?|"
    r"(?:walks?|steps?|goes|runs?|strides?|rushes|hurries|storms|sneaks|slips|stumbles|wanders|drives|rides|scuttles|scurries|"
    r"speeds|darts) (?:\w+ )?(?:out|off|away)|vanish(?:es)?|disappears?|flees?|scuttles|scurries|(?:is|are) gone"
)
CROSSES = r"cross(?:es|ing)?|(?:walks?|runs?|strolls?|strides?|wanders?|moves?|races) (?:past|across|through|along|by)|strolls|passes (?:by|him|her|them)|pac(?:es?|ing)|chase|chases|run(?:s|ning)? (?:after|around)"
NEARS = r"approach(?:es|ing)?|(?:walks?|steps?|comes?|runs?|moves?|goes|hurries|rushes) (?:up|over|closer|forward|toward|towards|to)\b|joins?|nears"
RECEDES = r"recedes?|backs? (?:away|off)|retreats?|turns? (?:away|and walks)|(?:walks?|runs?) (?:down|up) the (?:road|street|path|corridor|hall|hallway|beach|pier)"
TRAVELS = ((Travel.EXIT_RIGHT, EXITS), (Travel.ENTER_LEFT, ENTERS), (Travel.RECEDE, RECEDES), (Travel.APPROACH, NEARS), (Travel.CROSS_RIGHT, CROSSES))  # fmt: skip
MIRRORED = {
    Travel.ENTER_LEFT: Travel.ENTER_RIGHT,
    Travel.EXIT_RIGHT: Travel.EXIT_LEFT,
    Travel.CROSS_RIGHT: Travel.CROSS_LEFT,
}
POSTURES = (
    (Posture.STANDING, r"stands?(?: up)?|standing|rises?|gets? (?:up|to (?:his|her|their) feet)|jumps? up|walks?|runs?|strolls?"),
    (Posture.KNEELING, r"kneels?|kneeling|crouch(?:es|ing)?|squats?|squatting|hunkers?|on (?:his|her|their|one) knees?"),
    (Posture.LYING, r"lies|lying|lays? down|collapses?|sleeps?|sleeping|asleep|sprawl(?:s|ed)|unconscious|falls? (?:down|to the)"),
    (Posture.SITTING, r"sits?|sitting|seated|slumps?|perch(?:es|ed)|rides|driv(?:es|ing)|at the wheel"),
)  # fmt: skip
NEGATED = re.compile(r"\b(?:not|never|no longer|without|doesn't|don't|didn't|won't|can't|cannot|isn't|refuses to)\s+(?:\w+\s+)?$")

Kind = TypeVar("Kind")


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})(?!\w)", re.IGNORECASE)


GESTURE = tuple((gesture, _whole(pattern)) for gesture, pattern in GESTURES)
TRAVEL = tuple((travel, _whole(pattern)) for travel, pattern in TRAVELS)
POSTURE = tuple((posture, _whole(pattern)) for posture, pattern in POSTURES)
LEFTWARD = re.compile(r"\b(?:from|frame|screen|camera|stage|to|on)(?: the)? (left|right)\b", re.IGNORECASE)


def gesture_of(text: str) -> Gesture:
    """The first gesture that the sentences in `text` name, reading from the left; NONE where they name none.

    It is the gesture of whoever the text is about: ask for each sentence, with the character it names first.
    """
    return _first(GESTURE, text, Gesture.NONE)


def travel_of(text: str) -> Travel:
    """How the one the text is about moves through the frame; NONE for staying.

    Words hardly ever say on which side. Somebody comes in from the left, and leaves and crosses to the right,
    unless the text says otherwise (`from the right`, `exits frame left`); the planner may mirror it.
    """
    found = _first(TRAVEL, text, Travel.NONE)
    side = LEFTWARD.search(text)
    wanted = side.group(1).lower() if side else ""
    if (found is Travel.ENTER_LEFT and wanted == "right") or (
        found in (Travel.EXIT_RIGHT, Travel.CROSS_RIGHT) and wanted == "left"
    ):
        return MIRRORED[found]
    return found


def posture_of(text: str) -> Posture | None:
    """The posture in which the text leaves whom it is about; None where it says nothing, so that it stays."""
    found = [(hit.start(), posture) for posture, pattern in POSTURE for hit in pattern.finditer(text)]
    said = [each for each in found if not NEGATED.search(text[: each[0]].lower())]
    return max(said, key=lambda each: each[0])[1] if said else None


def _first(table: tuple[tuple[Kind, re.Pattern[str]], ...], text: str, nothing: Kind) -> Kind:
    found = [
        (hit.start(), order, kind)
        for order, (kind, pattern) in enumerate(table)
        for hit in pattern.finditer(text)
        if not NEGATED.search(text[: hit.start()].lower())
    ]
    return min(found, key=lambda each: each[:2])[2] if found else nothing
