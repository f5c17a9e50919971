"""A recording of several lines comes apart where they do."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from picturelock.kernel.nouns import Line
from picturelock.media.recording import Recording
from picturelock.media.signal import SAMPLE_RATE, Samples
from picturelock.media.sound import write_wav
from picturelock.media.spoken import lines_in, pauses


def tone(seconds: float, hertz: float = 220.0) -> Samples:
    at = np.arange(int(seconds * SAMPLE_RATE), dtype=np.float32) / SAMPLE_RATE
    return (0.3 * np.sin(2 * np.pi * hertz * at)).astype(np.float32)


def silence(seconds: float) -> Samples:
    return np.zeros(int(seconds * SAMPLE_RATE), np.float32)


def line(text: str) -> Line:
    return Line(character="a", cue="A", text=text, start=0, frames=24)


def recorded(folder: Path, *pieces: Samples) -> Path:
    file = folder / "said.wav"
    write_wav(file, np.concatenate(pieces))
    return file


def test_lines_are_cut_where_it_is_said_that_they_are(tmp_path: Path) -> None:
    file = recorded(tmp_path, tone(1.0), tone(0.5))
    first, second = lines_in(Recording(file, ((0.0, 1.0), (1.0, 1.5))), [line("a"), line("b")])
    assert (first.size, second.size) == (SAMPLE_RATE, SAMPLE_RATE // 2)


def test_without_a_word_about_it_they_are_cut_in_their_pauses(tmp_path: Path) -> None:
    file = recorded(tmp_path, tone(1.3), silence(0.3), tone(0.6), silence(0.3), tone(1.0))
    heard = lines_in(Recording(file), [line("x" * 10), line("x" * 6), line("x" * 9)])
    assert [piece.size / SAMPLE_RATE for piece in heard] == pytest.approx([1.45, 0.9, 1.15], abs=0.16)
    assert Recording(file).seconds == pytest.approx(3.5)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 60), min_size=1, max_size=8), st.integers(0, 30_000))
def test_no_sample_is_lost_and_no_line_ends_before_it_begins(lengths: list[int], size: int) -> None:
    noise = np.random.default_rng(size).standard_normal(size).astype(np.float32)
    edges = pauses(noise, lengths)
    assert (edges[0], edges[-1], len(edges)) == (0, size, len(lengths) + 1)
    assert edges == sorted(edges)
