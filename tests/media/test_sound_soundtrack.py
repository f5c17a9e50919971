import wave
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from picturelock.kernel.nouns import (
    Figure,
    Interior,
    Line,
    Physique,
    Place,
    Position,
    Presence,
    Rate,
    TimeOfDay,
    Weather,
)
from picturelock.media import speech
from picturelock.media.ambience import ambience, beds, crickets, gulls, rain, rain_on_the_roof, thunder
from picturelock.media.signal import SAMPLE_RATE, Samples, decibels_of, rms
from picturelock.media.sound import Soundtrack, peak, soundtrack, write_wav

HARBOUR = Place(place="harbour", name="Harbour", kind="harbour")
KITCHEN = Place(place="kitchen", name="Kitchen", kind="kitchen")
FOREST = Place(place="wood", name="The Wood", kind="forest")
NTSC = Rate(numerator=30000, denominator=1001)
MARA = Presence(character="mara", name="Mara", words="a woman", position=Position.LEFT)
OVER = Line(character="mara", cue="MARA", text="You always stop at over.", start=24, frames=48)


@pytest.fixture(autouse=True)
def mumbling(monkeypatch: pytest.MonkeyPatch) -> None:
    """Quick, and the same on every machine."""
    monkeypatch.setattr(speech, "chosen", speech.Mumble)


def track(*lines: Line, cast: tuple[Presence, ...] = (MARA,), **facts: Any) -> Soundtrack:
    told = {
        "place": HARBOUR, "interior": Interior.EXT, "weather": Weather.CLEAR, "time": TimeOfDay.DAY,
        "frames": 96, "rate": Rate(), "seed": 7,
    }  # fmt: skip
    return soundtrack(lines, cast, **{**told, **facts})


def level(samples: Samples) -> float:
    return decibels_of(rms(samples))


@pytest.mark.parametrize(("frames", "rate", "size"), [(96, Rate(), 192_000), (100, NTSC, 160_160), (1, Rate(), 2000)])
def test_a_soundtrack_is_exactly_as_long_as_its_shot(frames: int, rate: Rate, size: int) -> None:
    made = track(OVER, frames=frames, rate=rate)
    assert made.samples.shape == (size, 2)
    assert made.samples.dtype == np.float32
    assert [envelope.shape for envelope in made.envelopes] == [(frames,)]


def test_the_same_shot_sounds_the_same_and_another_seed_does_not() -> None:
    assert np.array_equal(track(OVER).samples, track(OVER).samples)
    assert not np.array_equal(track(seed=1).samples, track(seed=2).samples)


def test_the_mouth_opens_while_the_line_is_said_and_never_else() -> None:
    (mouth,) = track(OVER).envelopes
    assert mouth[:24].max() == 0.0
    assert mouth[72:].max() == 0.0
    assert mouth[24:72].max() == pytest.approx(1.0)
    assert mouth.min() >= 0.0
    assert 5 < np.count_nonzero(mouth[24:72]) < 48


def test_a_line_is_heard_where_it_stands() -> None:
    said, bed = track(OVER).samples, track().samples
    voice = said - bed
    assert np.abs(voice[: SAMPLE_RATE - 1]).max() < 1e-6
    assert level(voice[SAMPLE_RATE : 3 * SAMPLE_RATE]) > -32.0
    assert np.abs(voice[3 * SAMPLE_RATE :]).max() < 1e-6


def test_who_stands_on_the_left_is_heard_a_little_more_on_the_left() -> None:
    voice = track(OVER).samples - track().samples
    assert rms(voice[:, 0]) > rms(voice[:, 1]) > 0.5 * rms(voice[:, 0])


def test_off_screen_is_softer_and_from_the_middle() -> None:
    seen = track(OVER).samples - track().samples
    unseen = track(OVER.model_copy(update={"off_screen": True})).samples - track().samples
    assert rms(unseen) < 0.7 * rms(seen)
    assert rms(unseen[:, 0]) == pytest.approx(rms(unseen[:, 1]), rel=1e-3)


def test_a_voice_from_the_radio_is_not_dulled_a_second_time() -> None:
    seen = OVER.model_copy(update={"parenthetical": "on the radio"})
    unseen = seen.model_copy(update={"off_screen": True})
    assert rms(track(unseen).samples - track().samples) == pytest.approx(
        rms(track(seen).samples - track().samples), rel=0.02
    )


def test_a_speaker_the_cast_leaves_out_keeps_their_voice() -> None:
    child = Physique(figure=Figure.CHILD, age=9)
    pip = Presence(character="pip", name="Pip", words="a boy", physique=child)
    line = OVER.model_copy(update={"character": "pip", "speaker": pip})
    shown = track(line, cast=(pip,))
    assert np.allclose(track(line, cast=()).samples, shown.samples, atol=1e-6)
    assert not np.allclose(track(line.model_copy(update={"speaker": None}), cast=()).samples, shown.samples, atol=1e-3)


def test_lines_that_overlap_and_shout_stay_under_the_ceiling() -> None:
    loud = [
        Line(character=f"c{n}", cue=f"C{n}", text="GET DOWN FROM THERE!", parenthetical="shouting", start=0, frames=40)
        for n in range(6)
    ]
    assert peak(track(*loud).samples) <= -3.0


def test_a_line_that_runs_over_the_end_is_cut_there_without_failing() -> None:
    late = OVER.model_copy(update={"start": 90, "frames": 200})
    after = OVER.model_copy(update={"start": 400})
    made = track(late, after)
    assert made.samples.shape == (192_000, 2)
    assert made.envelopes[1].max() == 0.0


@pytest.mark.parametrize("time", [TimeOfDay.DAY, TimeOfDay.NIGHT])
@pytest.mark.parametrize("weather", list(Weather))
@pytest.mark.parametrize(
    ("place", "interior"), [(HARBOUR, Interior.EXT), (KITCHEN, Interior.INT), (FOREST, Interior.EXT)]
)
def test_a_bed_is_soft_and_never_silent(place: Place, interior: Interior, weather: Weather, time: TimeOfDay) -> None:
    bed = track(place=place, interior=interior, weather=weather, time=time).samples
    assert -53.0 < level(bed) < -34.0
    pieces = bed.reshape(-1, 4800, 2)
    assert min(level(piece) for piece in pieces) > -60.0


def test_a_storm_is_louder_than_a_clear_day_and_duller_from_indoors() -> None:
    clear, storm = track().samples, track(weather=Weather.STORM).samples
    assert level(storm) > level(clear) + 4.0
    inside = {
        each.layer for each in beds(place=KITCHEN, interior=Interior.INT, weather=Weather.STORM, time=TimeOfDay.DAY)
    }
    assert rain_on_the_roof in inside
    assert rain not in inside


def test_gulls_cry_by_day_and_crickets_at_night() -> None:
    def heard(place: Place, weather: Weather, time: TimeOfDay) -> set[object]:
        return {each.layer for each in beds(place=place, interior=Interior.EXT, weather=weather, time=time)}

    assert gulls in heard(HARBOUR, Weather.CLEAR, TimeOfDay.DAY)
    assert gulls not in heard(HARBOUR, Weather.CLEAR, TimeOfDay.NIGHT)
    assert gulls not in heard(HARBOUR, Weather.STORM, TimeOfDay.DAY)
    assert crickets in heard(FOREST, Weather.CLEAR, TimeOfDay.NIGHT)
    assert thunder in heard(FOREST, Weather.STORM, TimeOfDay.NIGHT)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.text(max_size=20), size=st.integers(0, 9000), seed=st.integers(0, 2**32 - 1),
    interior=st.sampled_from(Interior), weather=st.sampled_from(Weather), time=st.sampled_from(TimeOfDay),
)  # fmt: skip
def test_any_place_at_any_length_has_a_bed(
    kind: str, size: int, seed: int, interior: Interior, weather: Weather, time: TimeOfDay
) -> None:
    place = Place(place="x", name="x", kind=kind)
    bed = ambience(size, place=place, interior=interior, weather=weather, time=time, seed=seed)
    assert bed.shape == (size, 2)
    assert np.isfinite(bed).all()


@pytest.mark.parametrize("channels", [1, 2])
def test_a_wav_reads_back_as_it_was_written(tmp_path: Path, channels: int) -> None:
    samples = np.linspace(-1.2, 1.2, 4800, dtype=np.float32)
    shaped = samples if channels == 1 else np.stack([samples, -samples], axis=1)
    write_wav(tmp_path / "out.wav", shaped)
    with wave.open(str(tmp_path / "out.wav")) as sound:
        assert (sound.getnchannels(), sound.getframerate(), sound.getsampwidth()) == (channels, SAMPLE_RATE, 2)
        read = np.frombuffer(sound.readframes(4800), "<i2").reshape(-1, channels) / 32767.0
    assert read[:, 0] == pytest.approx(np.clip(samples, -1.0, 1.0), abs=1e-4)
