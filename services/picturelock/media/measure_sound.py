"""A take's sound in numbers: how loud, how near to clipping, and where it falls silent."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from picturelock.media.container import opened
from picturelock.media.loudness import loudness

HEARD_RATE = 48_000
WINDOWS_PER_SECOND = 50
LONGEST_SECONDS = 1200
"""What lies after that is not listened to."""
SILENCE_DB = -60.0
FLOOR_DB = -120.0
CLIPS_AT = 0.9995
"""Of full scale."""


@dataclass(frozen=True, slots=True)
class Heard:
    """`levels` is the RMS of each fiftieth of a second in dBFS, of the louder channel; never below -120."""

    seconds: float
    loudness: float
    """Integrated, in LUFS (ITU-R BS.1770)."""
    peak: float
    """dBFS."""
    clipped: float
    """The share of samples at full scale, 0 to 1."""
    levels: NDArray[np.float64]

    def loudest(self, start: float, end: float) -> float:
        """The highest level between two times in seconds, in dBFS; -120 where nothing sounds any more."""
        inside = self.levels[int(start * WINDOWS_PER_SECOND) : max(1, round(end * WINDOWS_PER_SECOND))]
        return float(inside.max(initial=FLOOR_DB))

    def silences(self) -> NDArray[np.bool_]:
        """By window."""
        quiet: NDArray[np.bool_] = self.levels < SILENCE_DB
        return quiet


def hear(path: Path) -> Heard | None:
    """Decode the first sound stream, mixed to at most two channels; None where there is none. Raises Invalid."""
    with opened(path) as container:
        if not container.streams.audio:
            return None
        stream = container.streams.audio[0]
        layout = "mono" if stream.channels == 1 else "stereo"
        blocks = list(_blocks(container.decode(stream), layout))
    samples = np.concatenate(blocks) if blocks else np.zeros((0, 1), np.float32)
    level = np.abs(samples)
    return Heard(
        seconds=len(samples) / HEARD_RATE,
        loudness=loudness(samples, HEARD_RATE),
        peak=float(20 * np.log10(max(level.max(initial=0.0), 1e-6))),
        clipped=float((level >= CLIPS_AT).mean()) if level.size else 0.0,
        levels=_levels(samples),
    )


def _blocks(frames: Iterator[av.AudioFrame], layout: str) -> Iterator[NDArray[np.float32]]:
    """(samples, channels)."""
    resampler = av.AudioResampler(format="fltp", layout=layout, rate=HEARD_RATE)
    left = LONGEST_SECONDS * HEARD_RATE
    for frame in chain(frames, (None,)):
        for block in resampler.resample(frame):
            yield block.to_ndarray().T.astype(np.float32)
            left -= block.samples
        if left <= 0:
            return


def _levels(samples: NDArray[np.float32]) -> NDArray[np.float64]:
    window = HEARD_RATE // WINDOWS_PER_SECOND
    whole = len(samples) // window * window
    power = np.square(samples[:whole], dtype=np.float64).reshape(-1, window, samples.shape[1]).mean(axis=1)
    return np.asarray(10 * np.log10(np.maximum(power.max(axis=1, initial=0.0), 10 ** (FLOOR_DB / 10))), np.float64)
