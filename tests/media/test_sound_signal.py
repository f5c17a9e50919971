import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from picturelock.media.mumble import mumble, syllables
from picturelock.media.signal import (
    SAMPLE_RATE,
    Samples,
    band,
    decibels_of,
    edged,
    filtered,
    gain_of,
    limited,
    resampled,
    rms,
    smooth_size,
    stretched,
    trimmed,
)


def tone(hertz: float, seconds: float = 1.0, rate: int = SAMPLE_RATE) -> Samples:
    return np.sin(2.0 * np.pi * hertz * np.arange(int(seconds * rate)) / rate).astype(np.float32)


def loudest_hertz(samples: Samples) -> float:
    return float(np.argmax(np.abs(np.fft.rfft(samples))) * SAMPLE_RATE / samples.size)


def test_a_resampled_tone_keeps_its_pitch_and_its_level() -> None:
    made = resampled(tone(440.0, rate=22_050), 320, 147)
    assert made.size == 48_000
    assert loudest_hertz(made) == pytest.approx(440.0, abs=1.0)
    assert rms(made[1000:-1000]) == pytest.approx(rms(tone(440.0)), rel=0.01)


@pytest.mark.parametrize("factor", [0.72, 0.9, 1.25])
def test_stretching_changes_the_time_and_not_the_pitch(factor: float) -> None:
    made = stretched(tone(220.0, 2.0), factor)
    assert made.size == int(2 * SAMPLE_RATE * factor)
    assert loudest_hertz(made) == pytest.approx(220.0, abs=4.0)
    assert rms(made) == pytest.approx(rms(tone(220.0)), rel=0.15)


def test_a_band_keeps_its_middle_and_drops_the_rest() -> None:
    keep = band(300.0, 3000.0, order=8)
    assert rms(filtered(tone(1000.0), keep)) == pytest.approx(rms(tone(1000.0)), rel=0.02)
    assert rms(filtered(tone(60.0), keep)) < 0.02
    assert rms(filtered(tone(12_000.0), keep)) < 0.02


@settings(max_examples=50, deadline=None)
@given(peak=st.floats(0.01, 20.0), ceiling=st.floats(0.05, 1.0))
def test_nothing_passes_the_limiter_and_what_is_soft_passes_untouched(peak: float, ceiling: float) -> None:
    samples = tone(100.0, 0.1) * np.float32(peak)
    made = limited(samples, ceiling)
    assert np.abs(made).max() <= ceiling * (1.0 + 1e-6)
    soft = np.abs(samples) < ceiling * 0.66
    assert np.array_equal(made[soft], samples[soft])


def test_trimming_takes_the_silence_before_and_after() -> None:
    silence = np.zeros(4000, np.float32)
    assert abs(trimmed(np.concatenate([silence, tone(500.0), silence])).size - SAMPLE_RATE) < 50
    assert trimmed(silence).size == 0
    assert trimmed(silence[:0]).size == 0


def test_edges_begin_and_end_at_nothing() -> None:
    made = edged(np.ones(4800, np.float32), 0.01)
    assert made[0] == made[-1] == 0.0
    assert made[2400] == 1.0
    assert edged(np.ones(1, np.float32), 0.01).size == 1


@given(st.integers(1, 10**7))
def test_a_smooth_size_holds_what_is_asked_and_not_much_more(least: int) -> None:
    assert least <= smooth_size(least) <= max(2 * least, 2)


def test_decibels_and_gains_are_each_others_inverse() -> None:
    assert decibels_of(gain_of(-37.0)) == pytest.approx(-37.0)
    assert decibels_of(0.0) == -120.0


def test_a_mumbled_word_has_as_many_syllables_as_it_has_vowels() -> None:
    assert [each.vowel for each in syllables("banana")] == ["a", "a", "a"]
    assert len(syllables("The lamp is gone.")) == 4
    assert len(syllables("")) == 1


def test_a_question_rises_at_its_end() -> None:
    def late_over_early(text: str) -> float:
        said = mumble(text, pitch_hz=120.0, words_per_minute=150.0)
        third = said.size // 3
        return centroid(said[-third:]) / centroid(said[:third])

    assert late_over_early("Can you see me now?") > late_over_early("Can you see me now.")


def centroid(samples: Samples) -> float:
    power = np.abs(np.fft.rfft(samples)) ** 2
    hertz = np.arange(power.size) * SAMPLE_RATE / samples.size
    low = hertz < 300.0
    return float((power[low] * hertz[low]).sum() / power[low].sum())
