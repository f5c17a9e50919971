"""What a body does in a line of action, by its verbs: gesture, travel, posture."""

import re
from typing import TypeVar

from picturelock.kernel.nouns import Gesture, Posture, Travel

GESTURES = {
    Gesture.SHAKE_HEAD: "shake ~ head, shake ~ heads",
    Gesture.NOD: "nod, bow",
    Gesture.HOLD_UP: "hold * up, hold up, hold out, hold aloft, lift, raise, show, brandish, hoist",
    Gesture.WAVE: "wave, beckon, salute",
    Gesture.POINT: "point, aim, gesture, indicate",
    Gesture.LAUGH: "laugh, giggle, chuckle, cackle, snort, grin",
    Gesture.REACH: (
        "reach, grab, take, pick, hand, give, offer, touch, tap, knock, open, push, pull, pass, catch, "
        "stroke, pet, turn on, turn off, turn the"
    ),
    Gesture.LOOK_UP: "look up, stare up, gaze up, glance up, smile up, squint up, peer up",
    Gesture.LOOK_DOWN: (
        "look down, stare down, gaze down, glance down, smile down, peer down, read, hang ~ head, lower ~ head"
    ),
    Gesture.WORK: (
        "work, write, type, cook, clean, wash, repair, fix, manipulate, scrub, paint, dig, chop, stir, "
        "pack, search, unlock, wind the, wind up, hammer, tie"
    ),
}
"""Verbs and what follows them; `~` is his, her, their or its, `*` any three words at most."""
TRAVELS = {
    Travel.EXIT_RIGHT: (
        "exit, leave, depart, walk out, walk off, walk away, walk * away, step out, go out, go off, go "
        "away, run out, run off, run away, stride out, stride off, rush out, rush off, hurry out, hurry "
        "off, hurry away, storm out, storm off, sneak out, sneak off, slip out, slip away, stumble out, "
        "wander off, drive off, drive away, ride off, speed off, dart off, vanish, disappear, flee, "
        "scuttle, scurry"
    ),
    Travel.ENTER_LEFT: (
        "enter, arrive, appear, emerge, materialize, materialise, descend, walk in, walk into, walk back "
        "in, step in, step into, step inside, come in, come into, come back, run in, run into, burst in, "
        "burst into, stride in, rush in, rush into, hurry in, storm in, storm into, sneak in, slip in, "
        "slip into, stumble in, stumble into, wander in, stroll in, stagger in"
    ),
    Travel.RECEDE: (
        "recede, back away, back off, retreat, turn away, walk down the, walk up the, run down the, run up the"
    ),
    Travel.APPROACH: (
        "approach, join him, join her, join them, near, "
        "walk up, walk over, walk closer, walk forward, walk to, walk toward, walk "
        "towards, step up, step closer, step forward, step toward, step towards, "
        "come toward, come towards, come up, come over, come "
        "closer, come forward, come to, run up, run over, run to, run toward, run towards, go over, go "
        "to, move closer, move toward, move towards, hurry over, hurry to, rush over, rush to"
    ),
    Travel.CROSS_RIGHT: (
        "cross, walk past, walk across, walk through, walk along, walk by, run past, run across, run "
        "through, run along, run after, run around, stroll, stride across, wander past, wander through, "
        "move past, move across, race past, race across, pass by, pass him, pass her, pass them, pace, "
        "chase"
    ),
}
POSTURES = {
    Posture.STANDING: "stand, rise, get up, get to ~ feet, jump up, walk, run, stroll",
    Posture.KNEELING: "kneel, crouch, squat, hunker, on ~ knees, on one knee",
    Posture.LYING: ("lie, lay down, collapse, sleep, asleep, sprawl, sprawled, unconscious, fall down, fall to the"),
    Posture.SITTING: "sit, seated, slump, perch, perched, ride, drive, at the wheel",
}
MIRRORED = {
    Travel.ENTER_LEFT: Travel.ENTER_RIGHT,
    Travel.EXIT_RIGHT: Travel.EXIT_LEFT,
    Travel.CROSS_RIGHT: Travel.CROSS_LEFT,
}
UNBENT = ("on", "at", "asleep", "unconscious", "seated", "perched", "sprawled")
OBJECT_LEFT = r"(?! (?:it|him|her|them|a|an|his|their|the (?!room|house|building|bar|office|kitchen))\b)"
"""Who leaves something is not leaving."""
NEGATED = re.compile(
    r"\b(?:not|never|no longer|without|doesn't|don't|didn't|won't|can't|cannot|isn't|refuses to)\s+(?:\w+\s+)?$"
)
SIDE = re.compile(r"\b(?:from|frame|screen|camera|stage|to|on)(?: the)? (left|right)\b", re.IGNORECASE)
NEAR = 40
Kind = TypeVar("Kind")


def _pattern(phrases: str) -> re.Pattern[str]:
    """One pattern for all `phrases`, their first words in every form that action is written in."""
    return re.compile(rf"\b(?:{'|'.join(map(_phrase, phrases.split(', ')))})(?!\w)", re.IGNORECASE)


def _phrase(phrase: str) -> str:
    verb, *rest = phrase.split()
    spelled = [verb if verb in UNBENT else _forms(verb)]
    spelled += [{"~": "(?:his|her|their|its)", "*": r"(?:[\w'-]+ ){0,2}[\w'-]+"}.get(word, word) for word in rest]
    return " ".join(spelled) + (OBJECT_LEFT if phrase == "leave" else "")


def _forms(verb: str) -> str:
    """Present and progressive: `wave`, `waves`, `waving`; `nod`, `nods`, `nodding`; `lie`, `lying`."""
    if verb.endswith("ie"):
        return f"(?:{verb}|{verb}s|{verb[:-2]}ying)"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"(?:{verb}|{verb[:-1]}ies|{verb}ing)"
    stem = verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb
    return rf"(?:{verb}|{verb}e?s|{stem}{verb[-1]}?ing)"


def _tabled(table: dict[Kind, str]) -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    return tuple((kind, _pattern(phrases)) for kind, phrases in table.items())


GESTURE, TRAVEL, POSTURE = _tabled(GESTURES), _tabled(TRAVELS), _tabled(POSTURES)


def gesture_of(text: str) -> Gesture:
    """The first gesture that `text` names, reading from the left; NONE where it names none.

    It is the gesture of whoever the text is about: ask clause by clause, with the character it is about.
    """
    return _first(GESTURE, text, Gesture.NONE)


def travel_of(text: str) -> Travel:
    """How the one the text is about moves through the frame; NONE for staying.

    Words hardly ever say on which side. Somebody comes in from the left, and leaves and crosses to the right,
    unless the text says otherwise (`from the right`, `exits frame left`); the planner may mirror it.
    """
    found = _first(TRAVEL, text, Travel.NONE)
    side = SIDE.search(text)
    wanted = side.group(1).lower() if side else ""
    if (found is Travel.ENTER_LEFT and wanted == "right") or (
        found in (Travel.EXIT_RIGHT, Travel.CROSS_RIGHT) and wanted == "left"
    ):
        return MIRRORED[found]
    return found


def posture_of(text: str) -> Posture | None:
    """The posture in which the text leaves whom it is about; None where it says nothing, so that it stays."""
    found = [(hit.start(), posture) for posture, pattern in POSTURE for hit in pattern.finditer(text)]
    said = [each for each in found if not _is_negated(text, each[0])]
    return max(said, key=lambda each: each[0])[1] if said else None


def _is_negated(text: str, at: int) -> bool:
    return NEGATED.search(text[max(0, at - NEAR) : at].lower()) is not None


def _first(table: tuple[tuple[Kind, re.Pattern[str]], ...], text: str, nothing: Kind) -> Kind:
    found = [
        (hit.start(), order, kind)
        for order, (kind, pattern) in enumerate(table)
        for hit in pattern.finditer(text)
        if not _is_negated(text, hit.start())
    ]
    return min(found, key=lambda each: each[:2])[2] if found else nothing
