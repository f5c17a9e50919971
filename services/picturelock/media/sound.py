"""A shot's scratch soundtrack: its lines where they fall, and a bed that is never silent."""

import wave
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from picturelock.kernel.nouns import (
    Interior,
    Line,
    Place,
    Position,
    Presence,
    Rate,
    TimeOfDay,
    Weather,
)
from picturelock.media.ambience import ambience
from picturelock.media.casting import cast_voice, unseen
from picturelock.media.delivery import Effect, delivery
from picturelock.media.loudness import loudness
from picturelock.media.signal import (
    SAMPLE_RATE,
    Samples,
    band,
    decibels_of,
    filtered,
    gain_of,
    limited,
)
from picturelock.media.voice import speak, spoken_elsewhere

__all__ = ["SAMPLE_RATE", "Samples", "Soundtrack", "loudness", "mouth", "peak", "soundtrack", "write_wav"]

CEILING_DB = -3.0
OFF_SCREEN_DB = -5.0
SIDES = {
    Position.FAR_LEFT: 0.32, Position.LEFT: 0.41, Position.CENTRE: 0.5, Position.RIGHT: 0.59, Position.FAR_RIGHT: 0.68,
}  # fmt: skip
"""Where between left (0) and right (1) a speaker is heard; kept near the middle, where dialogue belongs."""


@dataclass(frozen=True)
class Soundtrack:
    """`samples` is `(n, 2)` at 48 kHz.

    `envelopes[i]` says how far open, from 0 to 1, the mouth that speaks line `i` is in each frame of the shot.
    """

    samples: Samples
    envelopes: tuple[NDArray[np.float32], ...]


def soundtrack(
    lines: Sequence[Line],
    cast: Iterable[Presence],
    *,
    place: Place,
    interior: Interior,
    weather: Weather,
    time: TimeOfDay,
    frames: int,
    rate: Rate,
    seed: int,
    recorded: Sequence[Samples] = (),
) -> Soundtrack:
    """Exactly as long as `frames` at `rate`. A line is fitted to its own frames; one that starts too late is cut.

    `recorded` are the lines as somebody else spoke them, one for each, in place of our own voices.
    """
    size = samples_in(frames, rate)
    total = ambience(size, place=place, interior=interior, weather=weather, time=time, seed=seed)
    seen = {presence.character: presence for presence in cast}
    envelopes = []
    for number, line in enumerate(lines):
        presence = seen.get(line.character) or line.speaker or unseen(line)
        begin = samples_in(line.start, rate)
        said = _fitting(recorded[number], line, rate) if recorded else spoken(line, presence, rate)
        said = said[: max(size - begin, 0)]
        envelopes.append(mouth(said, begin, frames, rate))
        total[begin : begin + said.size] += _placed(line, presence, said)
    return Soundtrack(limited(total, gain_of(CEILING_DB)), tuple(envelopes))


def spoken(line: Line, presence: Presence, rate: Rate) -> Samples:
    """The line in its character's voice: mono, at most as long as its frames."""
    return speak(line.text, cast_voice(presence), seconds=rate.seconds(line.frames), parenthetical=line.parenthetical)


def _fitting(heard: Samples, line: Line, rate: Rate) -> Samples:
    return spoken_elsewhere(heard, seconds=rate.seconds(line.frames), parenthetical=line.parenthetical)


def mouth(said: Samples, begin: int, frames: int, rate: Rate) -> NDArray[np.float32]:
    """Opening from 0 to 1 for each of `frames`, from the loudness of what is said from sample `begin` on."""
    edges = np.array([samples_in(frame, rate) for frame in range(frames + 1)]) - begin
    power = np.concatenate(([0.0], np.cumsum(np.square(said, dtype=np.float64))))
    inside = np.clip(edges, 0, said.size)
    level = np.sqrt(np.diff(power[inside]) / np.maximum(np.diff(edges), 1))
    if level.size == 0 or level.max() <= 0.0:
        return np.zeros(frames, np.float32)
    opened = np.clip(level / np.quantile(level[level > 0.0], 0.9), 0.0, 1.0) ** 0.7
    return np.where(opened < 0.12, 0.0, opened).astype(np.float32)  # noqa: PLR2004


def samples_in(frames: int, rate: Rate) -> int:
    """Samples from the beginning to the start of frame `frames`; exact over any length."""
    return round(frames * SAMPLE_RATE / rate.fps)


def peak(samples: Samples) -> float:
    """The highest sample in dBFS; -120 for silence and for nothing."""
    return decibels_of(float(np.abs(samples).max(initial=0.0)))


def write_wav(path: Path, samples: Samples) -> None:
    """48 kHz, 16 bits; mono from `(n,)`, stereo from `(n, 2)`. What is over full scale is clipped."""
    whole = np.rint(np.clip(samples, -1.0, 1.0) * 32767.0).astype("<i2")
    # Opened here: of a file that can't be made, `wave` leaves a half-made writer that complains when it is collected.
    with path.open("wb") as file, wave.open(file, "wb") as sound:
        sound.setnchannels(1 if samples.ndim == 1 else samples.shape[1])
        sound.setsampwidth(2)
        sound.setframerate(SAMPLE_RATE)
        sound.writeframes(whole.tobytes())


def _placed(line: Line, presence: Presence, said: Samples) -> Samples:
    """Mono to stereo: from where the speaker stands; off screen from the middle.

    A voice from the next room is duller and softer, one from a radio or a telephone is not: that one is in the shot.
    """
    if line.off_screen and delivery(line.parenthetical).effect is Effect.NONE:
        said = filtered(said, band(120.0, 2400.0)) * np.float32(gain_of(OFF_SCREEN_DB))
    side = 0.5 if line.off_screen else SIDES[presence.position]
    return said[:, None] * np.array([np.cos(side * np.pi / 2), np.sin(side * np.pi / 2)], np.float32)
