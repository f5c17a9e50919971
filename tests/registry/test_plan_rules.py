"""What holds for every plan of every script: the rules of coverage, of the line, of length, of names."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from hypothesis import given, settings
from tests.strategies_scripts import BIBLE, Sketch, films, read_film

from picturelock.kernel.nouns import Brief, Facing, Position, ShotSize
from picturelock.registry.model.plan import plan

Film = tuple[Sketch, ...]
ACROSS = list(Position)


def briefs_of(film: Film) -> tuple[Brief, ...]:
    return plan("studio/film", read_film(film), BIBLE).briefs


def by_scene(briefs: Iterable[Brief]) -> Iterator[list[Brief]]:
    scenes: dict[str, list[Brief]] = {}
    for brief in briefs:
        scenes.setdefault(brief.setting.scene, []).append(brief)
    return iter(scenes.values())


@settings(max_examples=30, deadline=None)
@given(films())
def test_every_line_is_spoken_exactly_once_and_in_order(film: Film) -> None:
    said = " ".join(line.text for brief in briefs_of(film) for line in brief.lines)
    assert said == " ".join(moment.text for sketch in film for moment in sketch.moments if moment.who)


@settings(max_examples=30, deadline=None)
@given(films())
def test_every_action_is_seen_exactly_once_and_in_order(film: Film) -> None:
    written = " ".join(moment.text for sketch in film for moment in sketch.moments if not moment.who)
    implied = (".", "takes it in.", "Close on the")
    seen = [action.text for brief in briefs_of(film) for action in brief.actions]
    assert " ".join(text for text in seen if text in written or not text.endswith(implied)) == written


@settings(max_examples=30, deadline=None)
@given(films())
def test_neighbouring_shots_of_one_subject_differ_in_size(film: Film) -> None:
    for scene in by_scene(briefs_of(film)):
        for one, other in pairwise(scene):
            assert (one.camera.subject, one.camera.size) != (other.camera.subject, other.camera.size)


@settings(max_examples=30, deadline=None)
@given(films())
def test_who_stands_left_of_whom_never_changes_within_a_scene(film: Film) -> None:
    for scene in by_scene(briefs_of(film)):
        left_of: set[tuple[str, str]] = set()
        for brief in scene:
            ranked = sorted(brief.cast, key=lambda each: ACROSS.index(each.position))
            left_of |= {(one.character, other.character) for one, other in pairwise(ranked)}
        assert not any((other, one) in left_of for one, other in left_of)


@settings(max_examples=30, deadline=None)
@given(films())
def test_two_who_talk_look_at_each_other_across_the_cut(film: Film) -> None:
    for brief in briefs_of(film):
        if len(brief.cast) == 2 and brief.lines:
            left, right = sorted(brief.cast, key=lambda each: ACROSS.index(each.position))
            assert left.facing in (Facing.RIGHT, Facing.AWAY)
            assert right.facing in (Facing.LEFT, Facing.AWAY)


@settings(max_examples=30, deadline=None)
@given(films())
def test_shots_last_between_a_second_and_a_half_and_ten_seconds(film: Film) -> None:
    for brief in briefs_of(film):
        assert 36 <= brief.frames <= 240
        spans = [(line.start, line.frames) for line in brief.lines]
        spans += [(action.start, action.frames) for action in brief.actions]
        assert all(start + frames <= brief.frames for start, frames in spans)


@settings(max_examples=30, deadline=None)
@given(films())
def test_briefs_speak_only_of_what_the_bible_knows(film: Film) -> None:
    for brief in briefs_of(film):
        assert {each.character for each in brief.cast} <= set(BIBLE.characters)
        assert {each.prop for each in brief.props} <= set(BIBLE.props)
        assert {prop for each in brief.cast for prop in each.holding} <= {each.prop for each in brief.props}
        assert brief.camera.subject in {"", *BIBLE.characters, *BIBLE.props}
        assert len(brief.cast) <= 5
        assert brief.camera.subject in {"", *BIBLE.props} | {each.character for each in brief.cast}


@settings(max_examples=30, deadline=None)
@given(films())
def test_a_new_place_is_shown_wide_before_anybody_speaks(film: Film) -> None:
    before = None
    for scene in by_scene(briefs_of(film)):
        first, place = scene[0], scene[0].setting.place.place
        if place != before:
            assert first.camera.size in (ShotSize.EXTREME_WIDE, ShotSize.WIDE)
            assert not first.lines
        before = place
