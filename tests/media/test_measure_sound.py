"""A take's sound in numbers."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.media.measure_clips import encode, pan, scenery, tone

from picturelock.media.measure_runs import spans
from picturelock.media.measure_sound import Heard, hear

PICTURES = pan(scenery(1), 48)


def heard(tmp_path: Path, sound: NDArray[np.float32]) -> Heard:
    found = hear(encode(tmp_path / "take.mp4", PICTURES, sound=sound))
    assert found is not None
    return found


def test_a_mute_take_has_no_sound(tmp_path: Path) -> None:
    assert hear(encode(tmp_path / "take.mp4", PICTURES)) is None


def test_a_steady_tone_is_as_loud_as_it_was_made(tmp_path: Path) -> None:
    sound = heard(tmp_path, tone(2, 0.1))
    assert sound.seconds == pytest.approx(2, abs=0.05)
    assert sound.peak == pytest.approx(-20, abs=1)
    assert sound.levels[10:90] == pytest.approx(np.full(80, -23.0), abs=0.3)
    assert sound.loudness == pytest.approx(-23.5, abs=1.5)
    assert sound.clipped == 0


def test_silence_is_found_where_it_is(tmp_path: Path) -> None:
    sound = heard(tmp_path, np.concatenate((tone(0.8), np.zeros(28_800, np.float32), tone(0.6))))
    longest = max(spans(sound.silences()), key=lambda span: span[1] - span[0])
    assert longest == pytest.approx((40, 69), abs=2)
    assert sound.loudest(0, 0.5) == pytest.approx(-23, abs=0.5)
    assert sound.loudest(1.0, 1.2) < -60


def test_nothing_is_heard_after_the_end(tmp_path: Path) -> None:
    assert heard(tmp_path, tone(0.5)).loudest(5, 6) == -120


def test_clipping_is_counted(tmp_path: Path) -> None:
    assert heard(tmp_path, np.clip(tone(2, 3.0), -1, 1)).clipped > 0.03
