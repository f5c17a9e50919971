"""Small operations on sound: float32 samples, full scale at 1.0, filtered in the frequency domain."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]
"""Mono: `(n,)`. Stereo: `(n, 2)`."""

Response = Callable[[NDArray[np.float64]], NDArray[np.float64]]
"""Gain for each frequency in Hz."""

SAMPLE_RATE = 48_000
SILENCE_DB = -120.0


def gain_of(decibels: float) -> float:
    return float(10.0 ** (decibels / 20.0))


def decibels_of(gain: float) -> float:
    """Of a linear gain; never below -120 dB."""
    return float(20.0 * np.log10(max(gain, gain_of(SILENCE_DB))))


def rms(samples: Samples) -> float:
    if samples.size == 0:
        return 0.0
    return float(np.sqrt(np.mean(np.square(samples, dtype=np.float64))))


def smooth_size(least: int) -> int:
    """The smallest 2^a * {1, 3, 5} that holds `least`, so that a transform of it is fast."""
    power = 1 << max(least - 1, 0).bit_length()
    return min(size for size in (power, power * 3 // 4, power * 5 // 8) if size >= least and size > 0)


def frequencies(size: int, rate: int = SAMPLE_RATE) -> NDArray[np.float64]:
    """Hz of each bin of a real transform of `size` samples."""
    return np.arange(size // 2 + 1, dtype=np.float64) * (rate / size)


def filtered(samples: Samples, response: Response, rate: int = SAMPLE_RATE) -> Samples:
    """Mono `samples` through a filter without phase; padded, so that the end does not run into the beginning."""
    size = smooth_size(samples.size + rate // 10)
    spectrum = np.fft.rfft(samples, size) * response(frequencies(size, rate))
    return np.fft.irfft(spectrum, size)[: samples.size].astype(np.float32)


def band(low: float, high: float, order: int = 4) -> Response:
    """A band-pass with Butterworth magnitudes; 0 Hz or a high beyond hearing leaves that side open."""

    def response(frequency: NDArray[np.float64]) -> NDArray[np.float64]:
        safe = np.maximum(frequency, 1e-3)
        gain = 1.0 / np.sqrt(1.0 + (safe / high) ** order)
        return gain / np.sqrt(1.0 + (low / safe) ** order)

    return response


def resampled(samples: Samples, up: int, down: int) -> Samples:
    """Mono `samples` at `up / down` times their rate, band-limited."""
    if up == down or samples.size == 0:
        return samples
    blocks = smooth_size(-(-(samples.size + 2 * down) // down))
    spectrum = np.fft.rfft(samples, blocks * down)
    wide = np.zeros(blocks * up // 2 + 1, np.complex128)
    kept = min(wide.size, spectrum.size)
    wide[:kept] = spectrum[:kept]
    length = samples.size * up // down
    return (np.fft.irfft(wide, blocks * up)[:length] * (up / down)).astype(np.float32)


def trimmed(samples: Samples, floor_db: float = -45.0) -> Samples:
    """Without the silence before and after: what is `floor_db` under the peak."""
    if samples.size == 0:
        return samples
    loud = np.flatnonzero(np.abs(samples) > np.abs(samples).max() * gain_of(floor_db))
    return samples[loud[0] : loud[-1] + 1] if loud.size else samples[:0]


def edged(samples: Samples, seconds: float, rate: int = SAMPLE_RATE) -> Samples:
    """Faded in and out over `seconds` at both ends."""
    span = min(int(seconds * rate), samples.shape[0] // 2)
    if span == 0:
        return samples
    ramp = np.ones(samples.shape[0], np.float32)
    ramp[:span] = 0.5 - 0.5 * np.cos(np.linspace(0.0, np.pi, span, dtype=np.float32))
    ramp[-span:] = ramp[:span][::-1]
    return samples * (ramp if samples.ndim == 1 else ramp[:, None])


def limited(samples: Samples, ceiling: float) -> Samples:
    """Peaks bent to stay under `ceiling` (linear); what lies under two thirds of it is untouched."""
    knee = ceiling * 2.0 / 3.0
    over = np.abs(samples) - knee
    bent = knee + (ceiling - knee) * np.tanh(np.maximum(over, 0.0) / (ceiling - knee))
    return np.where(over > 0.0, np.sign(samples) * bent, samples).astype(np.float32)


def stretched(samples: Samples, factor: float, rate: int = SAMPLE_RATE) -> Samples:
    """Mono `samples` in `factor` times their time at the same pitch: overlap-add of the most alike pieces.

    The method is WSOLA: W. Verhelst and M. Roelands, ICASSP 1993.
    """
    window = int(0.03 * rate) // 2 * 2
    hop, search = window // 2, window // 4
    if samples.size < 3 * window or abs(factor - 1.0) < 0.01:  # noqa: PLR2004
        return samples
    shape = np.hanning(window + 1)[:-1].astype(np.float32)
    padded = np.pad(samples, (search, window + search))
    count = int(samples.size * factor) // hop
    out = np.zeros((count + 2) * hop, np.float32)
    taken = search
    for index in range(count):
        wanted = search + int(index * hop / factor)
        if index:
            taken = _most_alike(padded, taken + hop, wanted, search, window)
        piece = padded[taken : taken + window]
        out[index * hop : index * hop + piece.size] += piece * shape[: piece.size]
    return out[: int(samples.size * factor)]


def _most_alike(samples: Samples, following: int, wanted: int, search: int, window: int) -> int:
    """Where, within `search` of `wanted`, the samples are most like those that would follow naturally."""
    template = samples[following : following + window : 4]
    region = samples[wanted - search : wanted + search + window : 4]
    if template.size < window // 4 or region.size <= template.size:
        return min(wanted, samples.size - window)
    return wanted - search + 4 * int(np.argmax(np.correlate(region, template, "valid")))
