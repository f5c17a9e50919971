"""The inside of a shot in time: when each line and each action begins, and how long the whole is."""

from collections.abc import Sequence
from dataclasses import dataclass

from picturelock.kernel.nouns import Rate
from picturelock.registry.model.beats import Beat
from picturelock.registry.model.breakdown import Role
from picturelock.registry.model.lengths import BETWEEN, LEAD, SHORTEST, SILENT, TAIL, beat_seconds

ESTABLISHED = 3.0
"""Seconds that a place needs to be taken in while something happens in it."""


@dataclass(frozen=True, slots=True)
class Timing:
    """First frame and frames of each beat, and the frames of the shot."""

    beats: tuple[tuple[int, int], ...]
    frames: int


def timed(beats: Sequence[Beat], role: Role, rate: Rate, pace: float) -> Timing:
    """One beat after the other with air around the lines; the last action lasts to the end of the shot."""
    spans: list[tuple[int, int]] = []
    cursor = LEAD if beats and beats[0].is_line else 0.0
    for at, beat in enumerate(beats):
        seconds = beat_seconds(beat) * pace
        if beat.dual and at:
            spans.append((spans[-1][0], max(rate.frames(seconds), 1)))
            cursor = max(cursor, rate.seconds(spans[-1][0]) + seconds)
            continue
        cursor += BETWEEN if at and beat.is_line else 0.0
        spans.append((rate.frames(cursor), max(rate.frames(seconds), 1)))
        cursor += seconds
    cursor += TAIL if beats and beats[-1].is_line else 0.0
    least = SILENT.get(role, SHORTEST) * pace if not beats else ESTABLISHED if role is Role.ESTABLISH else SHORTEST
    frames = max(rate.frames(max(cursor, least)), max((start + length for start, length in spans), default=1))
    if beats and not beats[-1].is_line:
        spans[-1] = (spans[-1][0], frames - spans[-1][0])
    return Timing(tuple(spans), frames)
