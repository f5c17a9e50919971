"""The film's level: one gain for all of it, to the loudness asked for, and a limiter for what that lifts too far.

It is decided from levels by the millisecond, so that a film of hours takes a moment and no sample is read.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from picturelock.editorial.adapters.segment_sound import STEP, Coded, Levels
from picturelock.media.loudness import FLOOR, OFFSET, RELATIVE_GATE

Curve = NDArray[np.float32]
"""A linear gain for each millisecond."""

CEILING: Final = 10.0 ** (-3.0 / 20.0)
"""Highest sample; 2 dB below the -1 dBTP of EBU R 128, for what stands between samples and what coding adds."""
MOST_GAIN_DB: Final = 30.0
GAIN_STEP_DB: Final = 0.25
"""Gains are rounded, so that a change in one shot does not touch the sound of all the others."""
BLOCK_MS, HOP_MS = 400, 100
LOOK_MS = 5
ROUNDS = 6


@dataclass(frozen=True, slots=True)
class Laid:
    """The sound of a segment at its place: samples `start` to `end` (exclusive) of the film."""

    start: int
    end: int
    sound: Coded
    power: Levels
    peak: Levels


@dataclass(frozen=True, slots=True)
class Mix:
    """`curve` holds the gain and the limiter."""

    curve: Curve
    gain_db: float
    loudness: float
    """Integrated, in LUFS, as it will be."""


def mix(laid: Sequence[Laid], target: float) -> Mix:
    """Decide the level of the whole film."""
    power, peak = _film(laid)
    gain = 0.0
    if integrated(power) > FLOOR:
        for _ in range(ROUNDS):
            gain += target - integrated(power * np.square(_curve(peak, gain)))
            gain = min(gain, MOST_GAIN_DB)
    gain = round(gain / GAIN_STEP_DB) * GAIN_STEP_DB
    curve = _curve(peak, gain)
    return Mix(curve=curve, gain_db=gain, loudness=integrated(power * np.square(curve)))


def integrated(power: NDArray[np.floating]) -> float:
    """LUFS from K-weighted mean squares by the millisecond (ITU-R BS.1770-4); -70 for silence."""
    hops = power[: power.size // HOP_MS * HOP_MS].reshape(-1, HOP_MS).mean(axis=1, dtype=np.float64)
    size = min(BLOCK_MS // HOP_MS, hops.size)
    if not size:
        return FLOOR
    blocks = np.convolve(hops, np.ones(size) / size, "valid")
    blocks = blocks[blocks > 10 ** ((FLOOR - OFFSET) / 10)]
    if not blocks.size:
        return FLOOR
    gated = blocks[blocks > blocks.mean() * 10 ** (RELATIVE_GATE / 10)]
    return max(FLOOR, OFFSET + 10 * math.log10(gated.mean()))


def samples(laid: Sequence[Laid], curve: Curve, start: int, end: int) -> NDArray[np.float32]:
    """The finished sound from sample `start` to `end`: (n, 2). Silence outside of the film."""
    out = raw(laid, start, end).astype(np.float32) / np.float32(32768)
    places = np.arange(start, end, dtype=np.float64) / STEP - 0.5
    gains = np.interp(places, np.arange(curve.size), curve).astype(np.float32)
    return out * gains[:, None]


def raw(laid: Sequence[Laid], start: int, end: int) -> Coded:
    """The sound before its level is set, from sample `start` to `end`."""
    out = np.zeros((end - start, 2), np.int16)
    for one in laid:
        begin, until = max(start, one.start), min(end, one.end)
        if begin < until:
            out[begin - start : until - start] = one.sound[begin - one.start : until - one.start]
    return out


def _film(laid: Sequence[Laid]) -> tuple[Levels, Levels]:
    """Levels of the whole film. Segments stand on its milliseconds to the nearest; peaks on both that they touch."""
    size = math.ceil(laid[-1].end / STEP) + 2
    power, peak = np.zeros(size, np.float32), np.zeros(size, np.float32)
    for one in laid:
        near, first = round(one.start / STEP), one.start // STEP
        count = min(one.power.size, round(one.end / STEP) - near)
        power[near : near + count] = one.power[:count]
        for at in (first, first + 1):
            stretch = peak[at : at + one.peak.size]
            np.maximum(stretch, one.peak[: stretch.size], out=stretch)
    return power[: size - 2], peak[: size - 2]


def _curve(peak: Levels, gain_db: float) -> Curve:
    """The gain, less what the limiter takes back: it looks ahead, and is smooth, and lets nothing over the ceiling."""
    gain = 10.0 ** (gain_db / 20.0)
    if peak.max(initial=0.0) * gain <= CEILING:
        return np.full(peak.size, gain, np.float32)
    needed = np.minimum(1.0, CEILING / np.maximum(peak * gain, 1e-9))
    around = np.pad(needed, 2 * LOOK_MS + 1, mode="edge")
    lowest = np.lib.stride_tricks.sliding_window_view(around, 2 * LOOK_MS + 3).min(axis=1)
    window = np.hanning(2 * LOOK_MS + 3)[1:-1]
    smooth = np.convolve(lowest, window / window.sum(), "valid")
    return np.asarray(smooth * gain, np.float32)
