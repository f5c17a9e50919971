"""Edits: whatever is done to a script, numbers stay where they were given and only what changed is stale."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies_scripts import BIBLE, Moment, Sketch, edited, films, lines, read_film, sentences

from picturelock.kernel.nouns import Brief, ShotSize
from picturelock.registry.model.breakdown import Breakdown
from picturelock.registry.model.numbering import sort_key
from picturelock.registry.model.plan import Planned, plan

Film = tuple[Sketch, ...]


def planned(film: Film, before: Breakdown | None = None) -> Planned:
    return plan("studio/film", read_film(film), BIBLE, before)


def digests(made: Planned) -> dict[str, str]:
    return {brief.shot: brief.digest for brief in made.briefs}


def said_in(brief: Brief) -> list[str]:
    return [line.text for line in brief.lines]


def ordered(numbers: list[str]) -> bool:
    keys = [sort_key(number.rpartition("_sh")[2]) for number in numbers]
    return keys == sorted(keys) and len(set(keys)) == len(keys)


@settings(max_examples=30, deadline=None)
@given(films())
def test_a_film_planned_again_is_the_very_same_plan(film: Film) -> None:
    first = planned(film)
    assert planned(film, first.breakdown) == first


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_numbers_stay_unique_in_order_and_are_never_given_twice(data: st.DataObject) -> None:
    film = data.draw(films())
    made = planned(film)
    meaning: dict[str, str] = {}
    for _ in range(4):
        film = data.draw(edited(film))
        made = planned(film, made.breakdown)
        scenes = made.breakdown.scenes
        numbers = [shot.shot for scene in scenes for shot in scene.shots]
        assert len(set(numbers)) == len(numbers)
        assert len({scene.scene for scene in scenes} | set(made.breakdown.retired)) == len(scenes) + len(
            made.breakdown.retired
        )
        for scene in scenes:
            assert ordered([shot.shot for shot in scene.shots])
            assert not {shot.shot for shot in scene.shots} & set(scene.retired)
            meaning.setdefault(scene.scene, scene.heading)


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_a_scene_that_was_not_touched_keeps_its_shots_wherever_it_went(data: st.DataObject) -> None:
    film = tuple(data.draw(st.lists(films().map(lambda f: f[0]), min_size=2, max_size=5, unique=True)))
    first = planned(film)
    after = data.draw(edited(film))
    second = planned(after, first.breakdown)
    before = {sketch: scene for sketch, scene in zip(film, first.breakdown.scenes, strict=True) if sketch.moments}
    old, new = digests(first), digests(second)
    for sketch, scene in zip(after, second.breakdown.scenes, strict=True):
        if sketch in before and after.count(sketch) == 1:
            was = before[sketch]
            assert scene.scene == was.scene
            assert [(shot.shot, new[shot.shot]) for shot in scene.shots] == [
                (shot.shot, old[shot.shot]) for shot in was.shots
            ]


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_rewording_one_line_touches_only_the_shot_it_is_spoken_in(data: st.DataObject) -> None:
    film = data.draw(films())
    spoken = [(s, m) for s, sketch in enumerate(film) for m, moment in enumerate(sketch.moments) if moment.who]
    if not spoken:
        return
    s, m = data.draw(st.sampled_from(spoken))
    moments = list(film[s].moments)
    moments[m] = Moment(data.draw(sentences(14)), moments[m].who)
    first = planned(film)
    second = planned((*film[:s], replace(film[s], moments=tuple(moments)), *film[s + 1 :]), first.breakdown)
    old, new = digests(first), digests(second)
    assert list(old) == list(new)
    changed = [brief for brief in second.briefs if old[brief.shot] != new[brief.shot]]
    assert all(moments[m].text in said_in(brief) for brief in changed)
    assert len(changed) <= 1


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_a_new_line_leaves_the_shots_that_are_not_next_to_it_alone(data: st.DataObject) -> None:
    film = data.draw(films())
    s = data.draw(st.integers(0, len(film) - 1))
    m = data.draw(st.integers(0, len(film[s].moments)))
    moments = (*film[s].moments[:m], data.draw(lines()), *film[s].moments[m:])
    first = planned(film)
    second = planned((*film[:s], replace(film[s], moments=moments), *film[s + 1 :]), first.breakdown)
    old, new = digests(first), digests(second)
    gone = [shot for shot in old if shot not in new]
    changed = [shot for shot in old if shot in new and old[shot] != new[shot]]
    assert len(gone) <= 1
    assert len(changed) <= 2


PLACE = Sketch(
    "EXT. PIER - DAY",
    (
        Moment("Grey water."),
        Moment("You are late.", "MARA"),
        Moment("I know it, but the boat was never there.", "JONAS"),
    ),
)


def test_a_place_is_established_again_when_the_shot_that_did_it_is_cut() -> None:
    first = planned((PLACE,))
    second = planned((replace(PLACE, moments=PLACE.moments[1:]),), first.breakdown)
    assert second.briefs[0].camera.size is ShotSize.WIDE
    assert second.briefs[0].lines == ()


def test_who_is_written_out_of_a_scene_is_in_none_of_its_shots() -> None:
    first = planned((PLACE,))
    second = planned((replace(PLACE, moments=PLACE.moments[:2]),), first.breakdown)
    assert {each.character for brief in second.briefs for each in brief.cast} == {"mara"}


def test_a_shot_revised_in_place_keeps_its_number() -> None:
    first = planned((PLACE,))
    moments = (PLACE.moments[0], PLACE.moments[1], Moment("Otto sees the boat."))
    second = planned((replace(PLACE, moments=moments),), first.breakdown)
    assert second.briefs[-1].shot == first.briefs[-1].shot
