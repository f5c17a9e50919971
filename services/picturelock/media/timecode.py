"""SMPTE timecode without dropped frames."""

from picturelock.kernel.nouns import Rate

FILM_START_HOURS = 1
"""A programme begins at 01:00:00:00."""


def nominal(rate: Rate) -> int:
    """Frames in a second of timecode: 24 for 23.976."""
    return max(1, round(rate.fps))


def film_start(rate: Rate) -> int:
    """The frame number of 01:00:00:00."""
    return FILM_START_HOURS * 3600 * nominal(rate)


def timecode(frame: int, rate: Rate) -> str:
    """`HH:MM:SS:FF` of a frame number; a day is never exceeded, hours run on."""
    seconds, frames = divmod(frame, nominal(rate))
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}:{frames:02d}"
