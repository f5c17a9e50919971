"""Subtitles can be read: two lines of 42 letters, one title at a time, long enough."""

import hashlib
import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from tests.editorial.editorial_takes import RATE, by_shot, circled, listed, shots

from picturelock.editorial.adapters.srt import srt
from picturelock.editorial.model import Assembly, Finish, Title, assemble, titles_of
from picturelock.kernel.nouns import Asset, Line, MediaFacts, Rate

WORDS = st.lists(st.text("abcdefghij'?,", min_size=1, max_size=14), min_size=1, max_size=40).map(" ".join)


def a_line(text: str, start: int = 0, frames: int = 48, *, off: bool = False, cue: str = "ADA") -> Line:
    return Line(character=cue.lower(), cue=cue, text=text, start=start, frames=frames, off_screen=off)


def film(*lines: Line, frames: int = 96, count: int = 1) -> Assembly:
    digest = hashlib.sha256(b"x").hexdigest()
    asset = Asset(digest=digest, size=1, media_type="video/mp4", facts=MediaFacts(frames=frames, rate=RATE))
    names = shots(count)
    chosen = by_shot(circled(name, asset, lines=lines) for name in names)
    return assemble("studio/film", "Film", [listed(name, frames) for name in names], chosen, Finish())


@st.composite
def lines(draw: st.DrawFn) -> Line:
    start = draw(st.integers(0, 90))
    return a_line(draw(WORDS), start, draw(st.integers(1, 96)), off=draw(st.booleans()))


@given(st.lists(lines(), max_size=4), st.integers(1, 3))
def test_titles_never_overlap_or_leave_the_film_and_fit_the_screen(said: list[Line], count: int) -> None:
    assembly = film(*said, count=count)
    titles = titles_of(assembly)
    for title in titles:
        assert 0 <= title.start < title.end <= assembly.frames
        assert len(title.text.splitlines()) <= 2
        assert all(len(line) <= 42 for line in title.text.splitlines())
    assert all(one.end <= other.start for one, other in pairwise(titles))


@given(WORDS)
def test_not_a_word_is_lost_when_one_person_speaks(text: str) -> None:
    said = " ".join(title.text for title in titles_of(film(a_line(text, frames=96))))
    assert said.split() == text.split()


def test_a_title_appears_with_its_line() -> None:
    assembly = film(a_line("Hold on.", 10, 40), count=2)
    assert [(title.start, title.end) for title in titles_of(assembly)] == [(10, 50), (106, 146)]


def test_a_very_short_line_stays_up_until_it_can_be_read() -> None:
    assert titles_of(film(a_line("No.", 10, 4))) == (Title(start=10, end=30, text="No."),)


def test_a_voice_from_off_screen_is_named() -> None:
    assert titles_of(film(a_line("Come in.", off=True, cue="THE RADIO")))[0].text == "THE RADIO: Come in."


def test_two_who_speak_at_once_share_a_title() -> None:
    titles = titles_of(film(a_line("Stop!", 10, 30), a_line("Go!", 12, 30, cue="BEN")))
    assert [title.text for title in titles] == ["- Stop!\n- Go!"]


def test_two_lines_of_a_title_are_about_equal() -> None:
    text = titles_of(film(a_line("I never said that you should come along here.")))[0].text
    lengths = [len(line) for line in text.splitlines()]
    assert max(lengths) - min(lengths) < 8


def test_srt_numbers_titles_and_counts_time_to_the_millisecond() -> None:
    text = srt([Title(start=0, end=24, text="One"), Title(start=86_424, end=86_425, text="Two\nlines")], Rate())
    assert text == ("1\n00:00:00,000 --> 00:00:01,000\nOne\n\n2\n01:00:01,000 --> 01:00:01,042\nTwo\nlines\n")
    assert re.fullmatch(r"(\d+\n[\d:,]{12} --> [\d:,]{12}\n(.+\n)+\n?)+", text)
