"""A segment's sound: each take's own, crossed where pictures dissolve, faded where they fade, exact to the sample."""

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from picturelock.editorial.adapters.segment_picture import Source
from picturelock.editorial.model import Part, Segment
from picturelock.kernel.nouns import Rate
from picturelock.media.loudness import k_weighting
from picturelock.media.signal import SAMPLE_RATE, frequencies, smooth_size

Stereo = NDArray[np.float32]
"""(n, 2), full scale at 1.0."""
Coded = NDArray[np.int16]
"""(n, 2)."""
Levels = NDArray[np.float32]

STEP = SAMPLE_RATE // 1000
"""Levels are kept by the millisecond."""
DECLICK = SAMPLE_RATE // 200
"""Samples over which a hard cut begins and ends."""


def sample_at(frame: int, rate: Rate) -> int:
    """The film's first sample of a frame, rounded half up so that lengths differ by one sample at most."""
    return math.floor(frame * SAMPLE_RATE / rate.fps + 0.5)


def samples_for(frames: int, rate: Rate) -> int:
    """At least as many as `frames` can take up, wherever in the film they stand."""
    return math.ceil(frames * SAMPLE_RATE / rate.fps)


def mixed(segment: Segment, sources: Sequence[Source]) -> Coded:
    """The sound of the whole segment."""
    rate = segment.format.rate
    out = np.zeros((samples_for(segment.frames, rate), 2), np.float32)
    start = 0
    for index, (part, source) in enumerate(zip(segment.parts, sources, strict=True)):
        start -= part.dissolve if index else 0
        leads = segment.parts[index + 1].dissolve if index + 1 < len(segment.parts) else 0
        samples = _shaped(_read(source.sound, samples_for(part.frames, rate)), part, index > 0, leads, rate)
        begin = sample_at(start, rate)
        end = min(begin + samples.shape[0], out.shape[0])
        out[begin:end] += samples[: end - begin]
        start += part.frames
    return np.round(np.clip(out, -1.0, 1.0) * np.float32(32767)).astype(np.int16)


def _read(path: Path | None, count: int) -> Stereo:
    """`count` samples; silence where the take has none."""
    out = np.zeros((count, 2), np.float32)
    if path is not None and path.exists():
        found = np.fromfile(path, np.float32, count * 2)
        whole = found[: found.size // 2 * 2].reshape(-1, 2)
        out[: whole.shape[0]] = np.nan_to_num(whole)
    return out


def _shaped(samples: Stereo, part: Part, crosses: bool, leads: int, rate: Rate) -> Stereo:  # noqa: FBT001
    """Ramp the ends: equal power under dissolves (takes are unlike each other), straight lines elsewhere."""
    rise = samples_for(part.dissolve, rate) if crosses else samples_for(part.fade_in, rate) or DECLICK
    fall = samples_for(leads, rate) if leads else samples_for(part.fade_out, rate) or DECLICK
    rise, fall = min(rise, samples.shape[0]), min(fall, samples.shape[0])
    up, down = np.linspace(0, 1, rise, dtype=np.float32), np.linspace(1, 0, fall, dtype=np.float32)
    samples[:rise] *= (np.sin(up * np.pi / 2) if crosses else up)[:, None]
    samples[samples.shape[0] - fall :] *= (np.sin(down * np.pi / 2) if leads else down)[:, None]
    return samples


def levels_of(sound: Coded) -> tuple[Levels, Levels]:
    """By the millisecond: K-weighted mean square summed over both channels (BS.1770), and the highest sample."""
    count = sound.shape[0]
    steps = math.ceil(count / STEP)
    size = smooth_size(count + SAMPLE_RATE // 2)
    weight = k_weighting(frequencies(size, SAMPLE_RATE), SAMPLE_RATE)
    power, peak = np.zeros(steps * STEP), np.zeros(steps * STEP, np.float32)
    for channel in sound.T.astype(np.float32) / np.float32(32768):
        power[:count] += np.square(np.fft.irfft(np.fft.rfft(channel, size) * weight, size)[:count])
        peak[:count] = np.maximum(peak[:count], np.abs(channel))
    return power.reshape(steps, STEP).mean(axis=1).astype(np.float32), peak.reshape(steps, STEP).max(axis=1)
