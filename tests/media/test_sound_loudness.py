"""The measure against the recommendation's own figures and against ffmpeg's ebur128."""

import re
import subprocess
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from picturelock.kernel.nouns import Interior, Line, Place, Rate, TimeOfDay, Weather
from picturelock.media.ffmpeg import binary
from picturelock.media.loudness import FLOOR, _high_pass, _shelf, loudness
from picturelock.media.signal import SAMPLE_RATE, Samples
from picturelock.media.sound import soundtrack, write_wav


def tone(seconds: float, level_db: float, hertz: float = 1000.0, rate: int = SAMPLE_RATE) -> Samples:
    """Stereo; `level_db` is the peak."""
    wave = 10.0 ** (level_db / 20.0) * np.sin(2.0 * np.pi * hertz * np.arange(int(seconds * rate)) / rate)
    return np.repeat(wave.astype(np.float32)[:, None], 2, axis=1)


def by_ffmpeg(path: Path) -> float:
    said = subprocess.run(
        [binary(), "-hide_banner", "-nostdin", "-i", str(path), "-af", "ebur128", "-f", "null", "-"],
        capture_output=True, text=True, check=True,
    ).stderr  # fmt: skip
    return float(re.findall(r"I:\s+(-?[\d.]+) LUFS", said)[-1])


def test_at_48_khz_the_filters_are_those_of_the_recommendation() -> None:
    shelf, high_pass = _shelf(SAMPLE_RATE), _high_pass(SAMPLE_RATE)
    assert shelf[0] == pytest.approx([1.53512485958697, -2.69169618940638, 1.19839281085285])
    assert shelf[1] == pytest.approx([1.0, -1.69065929318241, 0.73248077421585])
    assert high_pass[0] == pytest.approx([1.0, -2.0, 1.0])
    assert high_pass[1] == pytest.approx([1.0, -1.99004745483398, 0.99007225036621])


@pytest.mark.parametrize(("level", "expected"), [(-23.0, -23.0), (-33.0, -33.0)])
def test_a_stereo_tone_measures_its_own_level(level: float, expected: float) -> None:
    """EBU Tech 3341, cases 1 and 2."""
    assert loudness(tone(20.0, level)) == pytest.approx(expected, abs=0.1)


def test_what_is_far_softer_than_the_rest_is_gated() -> None:
    """EBU Tech 3341, case 3."""
    film = np.concatenate([tone(10.0, -36.0), tone(60.0, -23.0), tone(10.0, -36.0)])
    assert loudness(film) == pytest.approx(-23.0, abs=0.1)


def test_what_is_near_silence_is_gated_too() -> None:
    """EBU Tech 3341, case 4."""
    film = np.concatenate(
        [tone(10.0, -72.0), tone(10.0, -36.0), tone(60.0, -23.0), tone(10.0, -36.0), tone(10.0, -72.0)]
    )
    assert loudness(film) == pytest.approx(-23.0, abs=0.1)


@pytest.mark.parametrize("rate", [22_050, 44_100, 96_000])
def test_the_measure_holds_at_other_rates(rate: int) -> None:
    assert loudness(tone(5.0, -23.0, rate=rate), rate) == pytest.approx(-23.0, abs=0.1)


@pytest.mark.parametrize("hertz", [60.0, 250.0, 4000.0])
def test_a_tone_measures_as_it_does_in_ffmpeg(tmp_path: Path, hertz: float) -> None:
    write_wav(tmp_path / "tone.wav", tone(6.0, -20.0, hertz))
    assert loudness(tone(6.0, -20.0, hertz)) == pytest.approx(by_ffmpeg(tmp_path / "tone.wav"), abs=0.15)


@pytest.mark.parametrize("weather", [Weather.CLEAR, Weather.STORM])
def test_a_shot_measures_as_it_does_in_ffmpeg(tmp_path: Path, weather: Weather) -> None:
    said = Line(character="otto", cue="OTTO", text="White bits, you said. Tell me what you see.", start=30, frames=90)
    place = Place(place="harbour", name="Harbour", kind="harbour")
    track = soundtrack(
        (said,), (), place=place, interior=Interior.EXT, weather=weather, time=TimeOfDay.DAY,
        frames=168, rate=Rate(), seed=3,
    )  # fmt: skip
    write_wav(tmp_path / "shot.wav", track.samples)
    assert loudness(track.samples) == pytest.approx(by_ffmpeg(tmp_path / "shot.wav"), abs=0.3)


def test_mono_counts_as_one_channel() -> None:
    stereo = tone(3.0, -20.0)
    assert loudness(stereo[:, 0]) == pytest.approx(loudness(stereo) - 3.01, abs=0.01)


@pytest.mark.parametrize("samples", [0, 1, 40, 4799, 4800, 19_000])
def test_very_short_sound_is_measured_without_failing(samples: int) -> None:
    assert FLOOR <= loudness(tone(1.0, -20.0)[:samples]) <= 0.0


def test_silence_measures_the_floor() -> None:
    assert loudness(np.zeros((48_000, 2), np.float32)) == FLOOR


@settings(max_examples=20, deadline=None)
@given(gain=st.floats(-20.0, 6.0), seed=st.integers(0, 9))
def test_what_is_made_louder_measures_louder_by_as_much(gain: float, seed: int) -> None:
    noise = np.random.default_rng(seed).normal(0.0, 0.05, (SAMPLE_RATE, 2)).astype(np.float32)
    assert loudness(noise * np.float32(10.0 ** (gain / 20.0))) == pytest.approx(loudness(noise) + gain, abs=0.05)
