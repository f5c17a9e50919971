"""A recording of several lines, cut apart again."""

import wave
from collections.abc import Sequence
from itertools import accumulate, pairwise

import numpy as np

from picturelock.kernel.nouns import Line
from picturelock.media.delivery import directed
from picturelock.media.recording import Recording
from picturelock.media.signal import SAMPLE_RATE, Samples

PIECE = SAMPLE_RATE // 100
"""Samples by which loudness is looked at for a pause."""
REACH = 0.4
"""How far from where a line should end its pause is looked for, in lengths of the shorter of the two lines."""


def lines_in(recording: Recording, lines: Sequence[Line]) -> list[Samples]:
    """One for each line. Without cuts it is cut where it is quietest near to where each line should end."""
    with wave.open(str(recording.sound), "rb") as sound:
        heard = np.frombuffer(sound.readframes(sound.getnframes()), "<i2").astype(np.float32) / np.float32(32768.0)
    if len(recording.cuts) == len(lines):
        return [heard[_sample(begin) : _sample(end)] for begin, end in recording.cuts]
    edges = pauses(heard, [len(directed(line)) for line in lines])
    return [heard[begin:end] for begin, end in pairwise(edges)]


def pauses(heard: Samples, lengths: Sequence[int]) -> list[int]:
    """Where lines of so many characters begin, in samples, and where the last one ends."""
    each = [heard.size * length / sum(lengths) for length in lengths]
    meant = list(accumulate(each, initial=0.0))
    inner = [_quietest(heard, at, REACH * min(one, other)) for at, (one, other) in zip(meant[1:], pairwise(each))]  # noqa: B905 as many as pairs
    return [0, *inner, heard.size]


def _quietest(heard: Samples, at: float, reach: float) -> int:
    begin = max(int(at - reach), 0)
    near = heard[begin : int(at + reach)]
    pieces = near[: near.size // PIECE * PIECE].reshape(-1, PIECE)
    if not len(pieces):
        return int(at)
    loud = np.sqrt(np.square(pieces).mean(axis=1))
    quiet = np.flatnonzero(loud <= loud.min() + 1e-4)
    nearest = quiet[np.abs(begin + (quiet + 0.5) * PIECE - at).argmin()]
    return int(begin + (nearest + 0.5) * PIECE)


def _sample(second: float) -> int:
    return max(0, round(second * SAMPLE_RATE))
