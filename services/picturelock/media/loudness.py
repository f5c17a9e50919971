"""Programme loudness in LUFS, as ITU-R BS.1770-4 defines it and EBU R 128 uses it."""

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from picturelock.media.signal import SAMPLE_RATE, Samples, frequencies, smooth_size

FLOOR = -70.0
"""The absolute gate in LUFS, and what silence measures."""
RELATIVE_GATE = -10.0
OFFSET = -0.691
STEPS_PER_SECOND = 10
STEPS_PER_BLOCK = 4
"""Blocks of 400 ms, one every 100 ms."""

SHELF = (1681.974450955533, 3.999843853973347, 0.7071752369554196)
HIGH_PASS = (38.13547087602444, 0.5003270373238773)
"""Frequency (Hz), gain (dB) and Q behind the recommendation's tables, so that they hold at any rate; at 48 kHz they
give its very coefficients (B. De Man, "Evaluation of implementations of the EBU R128 loudness measurement", 2014)."""


def loudness(samples: Samples, rate: int = SAMPLE_RATE) -> float:
    """Integrated loudness in LUFS of `(n,)` mono or `(n, 2)` stereo; -70 for silence and for nothing.

    Less than one block of 400 ms is measured as one. Mono counts once, as a single channel does.
    """
    steps = _step_powers(samples if samples.ndim == 2 else samples[:, None], rate)  # noqa: PLR2004
    if steps.size == 0:
        return FLOOR
    size = min(STEPS_PER_BLOCK, steps.size)
    blocks = np.convolve(steps, np.ones(size) / size, "valid")
    heard = blocks[blocks > _power(FLOOR)]
    if heard.size == 0:
        return FLOOR
    gated = heard[heard > heard.mean() * 10.0 ** (RELATIVE_GATE / 10.0)]
    return max(FLOOR, float(OFFSET + 10.0 * np.log10(gated.mean())))


def _power(lufs: float) -> float:
    return float(10.0 ** ((lufs - OFFSET) / 10.0))


def _step_powers(samples: Samples, rate: int) -> NDArray[np.float64]:
    """Mean square of each 100 ms after K-weighting, summed over the channels. A rest counts only when it is all."""
    step = rate // STEPS_PER_SECOND
    whole = samples.shape[0] // step * step or samples.shape[0]
    if whole == 0:
        return np.zeros(0)
    size = smooth_size(samples.shape[0] + rate // 2)
    weight = _weights(size, rate)
    total = np.zeros(whole)
    for channel in samples.T:
        weighted = np.fft.irfft(np.fft.rfft(channel, size) * weight, size)[:whole]
        total += np.square(weighted)
    powers: NDArray[np.float64] = total.reshape(-1, min(step, whole)).mean(axis=1)
    return powers


@lru_cache(maxsize=8)
def _weights(size: int, rate: int) -> NDArray[np.complex128]:
    """Takes have much the same few lengths, and the weights cost as much as all the rest."""
    weights = k_weighting(frequencies(size, rate), rate)
    weights.flags.writeable = False
    return weights


def k_weighting(frequency: NDArray[np.float64], rate: int) -> NDArray[np.complex128]:
    """The complex response of the two filters at each `frequency` in Hz."""
    late = np.exp(-2j * np.pi * frequency / rate)
    response: NDArray[np.complex128] = np.ones_like(late)
    for numerator, denominator in (_shelf(rate), _high_pass(rate)):
        response *= np.polyval(numerator[::-1], late) / np.polyval(denominator[::-1], late)
    return response


def _shelf(rate: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    frequency, gain, quality = SHELF
    k = math.tan(math.pi * frequency / rate)
    high = 10.0 ** (gain / 20.0)
    middle = high**0.4996667741545416
    scale = 1.0 + k / quality + k * k
    return (
        np.array([high + middle * k / quality + k * k, 2.0 * (k * k - high), high - middle * k / quality + k * k])
        / scale,
        np.array([scale, 2.0 * (k * k - 1.0), 1.0 - k / quality + k * k]) / scale,
    )


def _high_pass(rate: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    frequency, quality = HIGH_PASS
    k = math.tan(math.pi * frequency / rate)
    scale = 1.0 + k / quality + k * k
    return np.array([1.0, -2.0, 1.0]), np.array([scale, 2.0 * (k * k - 1.0), 1.0 - k / quality + k * k]) / scale
