import shutil
import time

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from picturelock.kernel.errors import Refused
from picturelock.kernel.nouns import Build, Figure, Physique, Presence
from picturelock.media import speech
from picturelock.media.casting import Voice, cast_voice
from picturelock.media.delivery import Effect, delivery, language_of, pronounceable
from picturelock.media.signal import SAMPLE_RATE, Samples, rms
from picturelock.media.voice import speak, voice_name

SAID = "Otto, it's Pip. I can see your lamp. The sea is black. Over."
SPEAKERS = (*speech._present(), speech.Mumble())


@pytest.fixture(params=SPEAKERS, ids=lambda each: type(each).__name__)
def speaker(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> speech.Speech:
    monkeypatch.setattr(speech, "chosen", lambda: request.param)
    chosen: speech.Speech = request.param
    return chosen


@pytest.fixture
def mumbling(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speech, "chosen", speech.Mumble)


def played_by(name: str, words: str = "", **physique: object) -> Presence:
    return Presence(character=name.lower(), name=name, words=words, physique=Physique.model_validate(physique))


PIP = played_by("Pip", "a boy of nine", figure=Figure.CHILD, age=9, build=Build.SLIM)
MARA = played_by("Mara", "a woman of forty-one, the harbour master", age=41)
OTTO = played_by("Otto", "a man of sixty-three, bearded", age=63, build=Build.BROAD, beard=True)


def pitch_of(samples: Samples) -> float:
    """Median fundamental in Hz, by autocorrelation of the voiced pieces."""
    found = []
    for at in range(0, samples.size - 2400, 1200):
        piece = samples[at : at + 2400].astype(np.float64)
        alike = np.correlate(piece, piece, "full")[2399:]
        best = 96 + int(np.argmax(alike[96:800]))
        if rms(samples[at : at + 2400]) > 0.02 and alike[best] > 0.5 * alike[0]:
            found.append(SAMPLE_RATE / best)
    return float(np.median(found))


def test_the_speaker_is_chosen_once_and_has_a_name() -> None:
    assert voice_name() == voice_name() != ""
    assert speech.chosen() is speech.chosen()


def test_with_no_espeak_on_the_machine_a_film_still_has_voices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speech, "_present", tuple)
    speech.chosen.cache_clear()
    try:
        assert "mumble" in voice_name()
        assert speak(SAID, cast_voice(PIP), seconds=6.0).size > SAMPLE_RATE
    finally:
        speech.chosen.cache_clear()


def test_an_espeak_that_does_not_start_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = speech.EspeakLibrary("/nowhere/libespeak-ng.so", "/nowhere")
    monkeypatch.setattr(speech, "_present", lambda: (broken, speech.EspeakProgram("/nowhere/espeak-ng")))
    speech.chosen.cache_clear()
    try:
        assert "mumble" in voice_name()
    finally:
        speech.chosen.cache_clear()


@pytest.mark.usefixtures("speaker")
def test_the_same_line_in_the_same_voice_gives_the_same_samples() -> None:
    first = speak(SAID, cast_voice(MARA), seconds=5.0)
    speak("Something else in between!", cast_voice(OTTO), seconds=3.0)
    time.sleep(1.01)  # espeak-ng seeds its noise with the time of day, in whole seconds, when it is let
    assert np.array_equal(first, speak(SAID, cast_voice(MARA), seconds=5.0))


@pytest.mark.parametrize("seconds", [6.0, 3.5, 2.0, 0.5])
@pytest.mark.usefixtures("speaker")
def test_a_line_fits_the_time_it_is_given(seconds: float) -> None:
    said = speak(SAID, cast_voice(PIP), seconds=seconds)
    assert seconds * 0.4 * SAMPLE_RATE < said.size <= seconds * SAMPLE_RATE
    assert np.abs(said).max() > 0.05


@pytest.mark.usefixtures("speaker")
def test_a_hurried_line_keeps_its_last_word() -> None:
    """Spoken faster, not cut: what is heard last is heard at about its full length of silence after it."""
    slow = speak("one two three four five. Six.", cast_voice(MARA), seconds=9.0)
    room = slow.size / SAMPLE_RATE * 0.7
    hurried = speak("one two three four five. Six.", cast_voice(MARA), seconds=room)
    tail = int(0.02 * SAMPLE_RATE)
    assert hurried.size <= room * SAMPLE_RATE
    assert rms(hurried[-tail:]) < 0.5 * rms(hurried)


@pytest.mark.usefixtures("speaker")
def test_a_child_a_woman_and_an_old_man_are_told_apart_by_their_pitch() -> None:
    child, woman, man = (pitch_of(speak(SAID, cast_voice(who), seconds=8.0)) for who in (PIP, MARA, OTTO))
    assert child > woman * 1.04 > woman > man * 1.4


def test_two_people_alike_in_everything_but_the_name_differ() -> None:
    voices = {
        cast_voice(played_by(name, "a man", age=40)).model_dump_json()
        for name in ("Anders", "Bob", "Carl", "Dev", "Emil", "Finn")
    }
    assert len(voices) == 6


def test_a_voice_depends_on_no_shot() -> None:
    near = MARA.model_copy(update={"holding": ("lantern",), "wounds": ("a cut lip",)})
    assert cast_voice(near) == cast_voice(MARA)


@pytest.mark.parametrize(
    ("name", "words", "expected"),
    [
        ("Margaret", "", "woman"), ("Kim", "a man who sells boats", "man"), ("The Baker", "she bakes", "woman"),
        ("Old Joe", "his daughter left him", "man"), ("Grandma", "", "woman"), ("Luca", "", "man"),
        ("Isabella", "", "woman"),
    ],
)  # fmt: skip
def test_words_decide_before_the_name_does(name: str, words: str, expected: str) -> None:
    assert cast_voice(played_by(name, words)).name == expected


@pytest.mark.usefixtures("mumbling")
def test_every_figure_can_speak() -> None:
    for figure in Figure:
        voice = cast_voice(played_by("Someone", figure=figure))
        assert speak("Hello there.", voice, seconds=4.0).size > 0, figure


@pytest.mark.usefixtures("speaker")
def test_a_whisper_is_softer_and_a_shout_louder() -> None:
    whisper, plain, shout = (
        rms(speak(SAID, cast_voice(MARA), seconds=8.0, parenthetical=how))
        for how in ("whispering", "", "shouting over the wind")
    )
    assert whisper < plain * 0.6 < plain < shout * 0.7


@pytest.mark.usefixtures("mumbling")
def test_on_the_radio_the_low_and_the_high_are_missing() -> None:
    def low_share(how: str) -> float:
        said = speak(SAID, cast_voice(OTTO), seconds=8.0, parenthetical=how)
        power = np.abs(np.fft.rfft(said)) ** 2
        return float(power[: int(200 * said.size / SAMPLE_RATE)].sum() / power.sum())

    assert low_share("on the radio") < 0.1 * low_share("")
    assert low_share("on the phone") < 0.1 * low_share("")


def test_a_parenthetical_may_ask_for_two_things_at_once() -> None:
    asked = delivery("shouting, on the radio")
    assert (asked.effect, asked.level_db) == (Effect.RADIO, delivery("shouting").level_db)


@pytest.mark.usefixtures("mumbling")
def test_a_beat_before_a_line_is_silent_if_there_is_time_for_it() -> None:
    said = speak("Out.", cast_voice(PIP), seconds=3.0, parenthetical="beat")
    assert np.abs(said[: SAMPLE_RATE // 2]).max() == 0.0
    assert speak(SAID, cast_voice(PIP), seconds=1.0, parenthetical="beat").size <= SAMPLE_RATE


@pytest.mark.parametrize(
    "text",
    ["", "   ", "...", "?!", "🎉🎉", "\x00\x07", "\u202e\ufeff", "—", "***"],
)
@pytest.mark.usefixtures("speaker")
def test_where_nothing_can_be_pronounced_nothing_is_said(text: str) -> None:
    assert speak(text, Voice(name="anyone"), seconds=2.0).size == 0


@pytest.mark.parametrize(
    "text",
    [
        "Привет мир",
        "你好世界",
        "مرحبا",
        "Hm.",
        "1984",
        "Zalgo\u0321\u0322" * 30,
        "a" * 2000,
        "word " * 400,
        "x🎉y",
        "-v --help",
    ],
)
@pytest.mark.usefixtures("speaker")
def test_odd_text_is_said_somehow_and_in_time(text: str) -> None:
    said = speak(text, Voice(name="anyone"), seconds=2.0)
    assert 0 < said.size <= 2 * SAMPLE_RATE
    assert np.isfinite(said).all()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=80), seconds=st.floats(-1.0, 3.0), how=st.text(max_size=12))
@pytest.mark.usefixtures("mumbling")
def test_no_text_and_no_length_make_a_voice_fail(text: str, seconds: float, how: str) -> None:
    said = speak(text, Voice(name="anyone"), seconds=seconds, parenthetical=how)
    assert said.dtype == np.float32
    assert said.size <= max(seconds, 0.0) * SAMPLE_RATE
    assert np.isfinite(said).all()


def test_words_in_capitals_are_words_and_capitals_shout() -> None:
    assert pronounceable("YIP YUP, TV!") == "yip yup, TV!"
    assert delivery("", "GET DOWN!").level_db > 0.0
    assert delivery("", "OK").level_db == 0.0


@pytest.mark.parametrize(
    ("text", "language"), [("Привет", "ru"), ("こんにちは", "ja"), ("καλημέρα", "el"), ("Hello", ""), ("42", "")]
)
def test_a_script_of_its_own_is_read_in_its_language(text: str, language: str) -> None:
    assert language_of(text) == language


def test_a_missing_program_is_refused_with_its_reason() -> None:
    manner = speech.Manner("en", "m1", 50, 50, 170.0, 110.0, 1.0)
    with pytest.raises(Refused, match="does not start"):
        speech.EspeakProgram("/nowhere/espeak-ng").say("Hello", manner)
    with pytest.raises(Refused, match="espeak-ng failed"):
        speech.EspeakProgram(shutil.which("false") or "/bin/false").say("Hello", manner)
