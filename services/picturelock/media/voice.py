"""Scratch voices: lines spoken, and fitted to the time there is.

They are temp tracks, made so that a cut can be judged; nobody should mistake them for a performance.
"""

import numpy as np

from picturelock.media import speech
from picturelock.media.casting import Voice, within
from picturelock.media.delivery import Delivery, Effect, delivery, language_of, pronounceable
from picturelock.media.signal import (
    SAMPLE_RATE,
    Samples,
    band,
    edged,
    filtered,
    gain_of,
    limited,
    rms,
    stretched,
    trimmed,
)

FASTEST = 320.0
"""Words per minute; beyond it speech is squeezed, and only then cut."""
MOST_SQUEEZED = 0.72
MOST_LETTERS_A_SECOND = 60
"""What lies beyond it would be cut anyway."""
SPEECH_DB = -22.0
"""RMS, in dBFS, of the loud parts of a line said in an ordinary voice."""
CREST_DB = 12.0
"""How far over that its peaks may reach: deep voices are all peaks, and would stand in the way of the film's level."""


def voice_name() -> str:
    """Which speaker this machine uses; asked once and kept. Two machines that differ in it sound different."""
    return speech.chosen().name


def speak(text: str, voice: Voice, *, seconds: float, parenthetical: str = "") -> Samples:
    """Mono at 48 kHz, at most `seconds` long; empty when there is nothing to say.

    As fast as the voice speaks, faster when it must be, cut only at the very last. The same input gives the same
    samples on the same machine.
    """
    said = pronounceable(text[: int(max(seconds, 0.0) * MOST_LETTERS_A_SECOND) + 80])
    most = int(seconds * SAMPLE_RATE)
    if not said or most <= 0:
        return np.zeros(0, np.float32)
    asked = delivery(parenthetical, text)
    manner = _manner(voice, asked, said)
    heard = trimmed(speech.chosen().say(said, manner))
    for _ in range(2):
        if heard.size <= most or manner.words_per_minute >= FASTEST:
            break
        manner = _faster(manner, heard.size / most)
        heard = trimmed(speech.chosen().say(said, manner))
    effect = voice.effect if asked.effect is Effect.NONE else asked.effect
    line = _fitted(heard, most, effect, SPEECH_DB + asked.level_db)
    wait = min(int(asked.waits * SAMPLE_RATE), most - line.size)
    waited: Samples = np.concatenate([np.zeros(wait, np.float32), line])
    return waited


def spoken_elsewhere(heard: Samples, *, seconds: float, parenthetical: str = "") -> Samples:
    """Somebody else's speech, mono at 48 kHz, in place of a scratch line: as loud, and at most `seconds` long."""
    asked = delivery(parenthetical)
    return _fitted(trimmed(heard), int(seconds * SAMPLE_RATE), asked.effect, SPEECH_DB + asked.level_db)


def _fitted(heard: Samples, most: int, effect: Effect, level_db: float) -> Samples:
    """At most `most` samples: squeezed, and cut only at the very last."""
    if heard.size > most:
        heard = stretched(heard[: int(most / MOST_SQUEEZED)], max(most / heard.size, MOST_SQUEEZED))
    return edged(_levelled(_coloured(heard[:most], effect), level_db), 0.004)


def _manner(voice: Voice, asked: Delivery, said: str) -> speech.Manner:
    return speech.Manner(
        language=language_of(said) or voice.language,
        variant="whisper" if asked.whispered else voice.variant,
        pitch=within(voice.pitch + asked.pitch),
        range=voice.range,
        words_per_minute=voice.words_per_minute * asked.speed,
        hertz=voice.hertz * 2.0 ** (asked.pitch / 36.0),
        tract=voice.tract,
    )


def _faster(manner: speech.Manner, times: float) -> speech.Manner:
    quicker = min(FASTEST, manner.words_per_minute * times * 1.04)
    return speech.Manner(**{**vars(manner), "words_per_minute": quicker})


def _coloured(samples: Samples, effect: Effect) -> Samples:
    if effect is Effect.RING:
        ring = np.sin(2.0 * np.pi * 62.0 * np.arange(samples.size, dtype=np.float32) / SAMPLE_RATE)
        return samples * (0.45 + 0.55 * ring).astype(np.float32)
    if effect is Effect.TELEPHONE:
        return filtered(samples, band(380.0, 3200.0, order=8))
    if effect is Effect.RADIO:
        return _over_the_radio(samples)
    if effect is Effect.ECHO:
        late = samples.copy()
        for delay, gain in ((0.071, 0.45), (0.149, 0.3), (0.263, 0.18)):
            shift = min(int(delay * SAMPLE_RATE), samples.size)
            late[shift:] += np.float32(gain) * samples[: samples.size - shift]
        return late
    return samples


def _over_the_radio(samples: Samples) -> Samples:
    """Narrow, overdriven, in a hiss that is there only while somebody presses the button."""
    peak = float(np.abs(samples).max(initial=1e-6))
    driven: Samples = np.tanh(3.0 * filtered(samples, band(450.0, 2800.0, order=8)) / peak).astype(np.float32)
    hiss = np.random.default_rng(9).standard_normal(samples.size, np.float32)
    driven += np.float32(0.03) * filtered(hiss, band(900.0, 5000.0))
    return driven


def _levelled(samples: Samples, wanted_db: float) -> Samples:
    """The loud parts, measured in pieces of 20 ms, brought to `wanted_db`."""
    piece = SAMPLE_RATE // 50
    if samples.size < piece:
        return samples
    power = np.square(samples[: samples.size // piece * piece]).reshape(-1, piece).mean(axis=1)
    loud = rms(np.sqrt(power[power >= power.max() * 0.02]).astype(np.float32))
    if loud <= 0.0:
        return samples
    return limited(samples * np.float32(gain_of(wanted_db) / loud), gain_of(wanted_db + CREST_DB))
