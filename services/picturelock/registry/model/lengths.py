"""How long things take on screen: words to seconds. Rules of thumb of script timing and of the cutting room."""

import re

from picturelock.registry.model.beats import Beat
from picturelock.registry.model.breakdown import Role

WORDS_A_SECOND = 2.8
"""Conversational English, breaths included."""
SHORTEST, LONGEST = 1.5, 10.0
"""Seconds of a shot: below it does not read, above it wants a cut."""
LEAD, BETWEEN, TAIL = 0.3, 0.3, 0.35
"""Seconds before the first line of a shot, between lines, and after the last."""

SILENT = {Role.ESTABLISH: 2.5, Role.REACTION: 1.75, Role.INSERT: 1.6}
"""Seconds of shots in which nothing is said and nothing new happens."""

PAUSED = re.compile(r"\b(beat|pause|pauses|hesitat\w+|then|silence|thinks?|sighs?)\b", re.IGNORECASE)
SLOW = re.compile(
    r"\b(slowly|slow|waits?|long|silence|silent|lingers?|stares?|drifts?|descends?|gradually|still)\b", re.IGNORECASE
)
QUICK = re.compile(r"\b(snaps?|slams?|suddenly|flash\w*|bang|fwoosh|grabs?|jumps?|spins?|cut)\b", re.IGNORECASE)


def line_seconds(beat: Beat) -> float:
    """Words at speaking pace, a breath at each stop, and what the parenthetical asks for."""
    stops = len(re.findall(r"[.!?](?=\s)", beat.text))
    hesitations = len(re.findall(r"\.\.\.|…|--|\u2014", beat.text))
    pause = 0.8 if PAUSED.search(beat.parenthetical) else 0.0
    return max(beat.words / WORDS_A_SECOND + 0.25 + 0.15 * stops + 0.25 * hesitations, 0.7) + pause


def action_seconds(beat: Beat) -> float:
    """About as long as it takes to read aloud what is seen; slow and quick verbs count for more and less."""
    seconds = 1.0 + beat.words * 0.23
    seconds += 0.8 if SLOW.search(beat.text) else 0.0
    seconds -= 0.5 if QUICK.search(beat.text) else 0.0
    return min(max(seconds, 1.2), 8.0)


def beat_seconds(beat: Beat) -> float:
    return line_seconds(beat) if beat.is_line else action_seconds(beat)


def shot_seconds(beats: tuple[Beat, ...]) -> float:
    """The beats one after the other, with the air around them; speeches of a dual dialogue together."""
    total = LEAD + TAIL if any(beat.is_line for beat in beats) else 0.0
    for at, beat in enumerate(beats):
        if beat.dual and at:
            total += max(beat_seconds(beat) - beat_seconds(beats[at - 1]), 0.0)
        else:
            total += beat_seconds(beat) + (BETWEEN if at and beat.is_line else 0.0)
    return total
