"""A voice of our own for where no speech program is: syllables with the vowels of the text, sung by formants."""

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from picturelock.media.signal import Samples, resampled, smooth_size

RATE = 16_000
CONTROL = 200
"""Steps per second at which pitch and formants are drawn."""

FORMANTS = {
    "a": (730.0, 1090.0, 2440.0),
    "e": (530.0, 1840.0, 2480.0),
    "i": (270.0, 2290.0, 3010.0),
    "o": (570.0, 840.0, 2410.0),
    "u": (300.0, 870.0, 2240.0),
}
"""Mean formants of men's vowels in Hz: G. E. Peterson and H. L. Barney, JASA 24 (1952)."""

HISSES = frozenset("sfhzxc")
STOPS = frozenset("ptkbdgq")
BANDWIDTHS = (90.0, 110.0, 160.0)
STRENGTHS = (1.0, 0.5, 0.25)
SYLLABLES_PER_WORD = 1.65
"""English has 1.4; the rest makes up for the pauses."""
MOST_SYLLABLES = 400


@dataclass(frozen=True)
class Syllable:
    vowel: str
    hiss: bool
    stop: bool
    pause: float
    """Silence after it, in lengths of a syllable."""


def syllables(text: str) -> tuple[Syllable, ...]:
    """At least one: what has no letters is still heard as a hum."""
    found = []
    for word in re.findall(r"\w+[^\w]*", text.lower()):
        letters = re.sub(r"\W", "", word)
        sounding = re.sub(r"(?<=[^aeiouy])e$", "", letters) if len(letters) > 3 else letters  # noqa: PLR2004
        spoken = re.findall(r"([^aeiouy]*)([aeiouy]+)", sounding) or [(letters, "")]
        for index, (before, core) in enumerate(spoken):
            last = index == len(spoken) - 1
            found.append(_syllable(before, core, _pause_after(word) if last else 0.0))
    return tuple(found[:MOST_SYLLABLES]) or (Syllable("u", hiss=False, stop=False, pause=0.0),)


def _syllable(before: str, core: str, pause: float) -> Syllable:
    vowel = {"y": "i", "": "aeiou"[sum(map(ord, before)) % 5]}.get(core[:1], core[:1])
    return Syllable(vowel, hiss=bool(HISSES & set(before)), stop=bool(STOPS & set(before[:1])), pause=pause)


def _pause_after(word: str) -> float:
    if re.search(r"[.!?…;:]", word):
        return 1.2
    return 0.6 if "," in word else 0.15


def mumble(text: str, *, pitch_hz: float, words_per_minute: float, tract: float = 1.0) -> Samples:
    """Mono at 48 kHz. `tract` scales the formants: 1.0 a man, 1.17 a woman, 1.35 a child."""
    spoken = syllables(text)
    each = 60.0 / (words_per_minute * SYLLABLES_PER_WORD)
    starts = np.cumsum([0.0, *(each * (1.0 + syllable.pause) for syllable in spoken)])
    times = np.arange(int(starts[-1] * CONTROL) + 1) / CONTROL
    which = np.clip(np.searchsorted(starts, times, "right") - 1, 0, len(spoken) - 1)
    within = (times - starts[which]) / each
    voiced = _openness(within, np.array([0.3 if s.stop else 0.15 for s in spoken])[which])
    hissed = np.where(np.array([s.hiss for s in spoken])[which], np.exp(-(((within - 0.1) / 0.12) ** 2)), 0.0)
    pitch = _melody(text, pitch_hz, times / max(times[-1], 1e-3), within)
    formants = np.array([FORMANTS[s.vowel] for s in spoken])[which] * tract
    smooth = np.apply_along_axis(np.convolve, 0, formants, np.ones(9) / 9, "same")
    smooth[:4], smooth[-4:] = formants[:4], formants[-4:]
    fine = np.arange(int(times[-1] * RATE)) / RATE
    voice = _sung(fine, times, pitch, voiced, smooth) + 0.12 * np.interp(fine, times, hissed) * _breath(fine.size)
    return resampled(voice.astype(np.float32) * np.float32(0.2), 3, 1)


def _openness(within: NDArray[np.float64], opens: NDArray[np.float64]) -> NDArray[np.float64]:
    """How loud the vowel is along its syllable: closed for the consonant, then open, then closing."""
    rise = np.clip((within - opens) / 0.15, 0.0, 1.0)
    fall = np.clip((1.0 - within) / 0.3, 0.0, 1.0)
    shape: NDArray[np.float64] = rise * fall
    return shape


def _melody(text: str, pitch_hz: float, along: NDArray[np.float64], within: NDArray[np.float64]) -> NDArray[np.float64]:
    """Falls along a statement, rises at the end of a question, and bows a little on every syllable."""
    turn = 0.35 if text.rstrip().endswith("?") else -0.12
    bow = 0.06 * np.sin(np.pi * np.clip(within, 0.0, 1.0))
    melody: NDArray[np.float64] = pitch_hz * (1.05 - 0.18 * along + turn * along**6 + bow)
    return melody


def _sung(
    fine: NDArray[np.float64],
    times: NDArray[np.float64],
    pitch: NDArray[np.float64],
    voiced: NDArray[np.float64],
    formants: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Harmonics of the pitch, each as loud as the formants let it be."""
    phase = 2.0 * np.pi * np.cumsum(np.interp(fine, times, pitch)) / RATE
    out = np.zeros_like(fine)
    for harmonic in range(1, int(4000.0 / pitch.min()) + 1):
        frequency = harmonic * pitch[:, None]
        peaks = 1.0 / (1.0 + ((frequency - formants) / np.array(BANDWIDTHS)) ** 2)
        loud = voiced * (peaks @ np.array(STRENGTHS)) / harmonic**0.3
        out += np.interp(fine, times, loud) * np.sin(harmonic * phase)
    return out


def _breath(size: int) -> NDArray[np.float64]:
    """The same hiss every time: noise with its weight above 2 kHz."""
    noise = np.random.default_rng(1952).standard_normal(smooth_size(max(size, 2)))
    return np.diff(noise, prepend=0.0)[:size]
