"""People in the frame: whole, in the right size, on the right side, alive."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.media.previz_scenes import LANTERN, MARA, REX, TOMAS, changed, scene

from picturelock.kernel.nouns import (
    Angle,
    Facing,
    Figure,
    Garment,
    GarmentSlot,
    Gesture,
    Hair,
    Line,
    Move,
    Physique,
    Position,
    Posture,
    Presence,
    Prop,
    ShotSize,
    Travel,
)
from picturelock.media.previz import stills
from picturelock.media.previz.cast import cast_of, mark_at, subject_of
from picturelock.media.previz.figures.body import stature
from picturelock.media.previz.optics import framing, moved
from picturelock.media.previz.props import SHAPES, shape_of
from picturelock.media.previz.scene import Scene
from picturelock.media.previz.shot import Shot

FROM_WIDE_TO_CLOSE = [size for size in ShotSize if size is not ShotSize.INSERT]

garments = st.builds(
    Garment,
    slot=st.sampled_from(GarmentSlot),
    colour=st.integers(0, 0xFFFFFF).map("#{:06x}".format),
    words=st.sampled_from(
        ["", "trench coat with belt", "hood", "cap", "top hat", "skirt", "shorts", "boots", "sunglasses", "shirt"]
    ),
    pattern=st.sampled_from(["plain", "stripes", "checks", "dots", "paisley"]),
)
people = st.builds(
    Presence,
    character=st.sampled_from(["mara", "tomas", "李雷", ""]),
    name=st.just("x"),
    physique=st.builds(
        Physique,
        figure=st.sampled_from(Figure),
        age=st.sampled_from([0, 4, 11, 35, 70, 1000]),
        height_cm=st.sampled_from([10, 95, 172, 210, 2000]),
        hair=st.sampled_from(Hair),
        beard=st.booleans(),
    ),
    wardrobe=st.lists(garments, max_size=6).map(tuple),
    holding=st.sampled_from([(), ("a",), ("a", "b"), ("nothing",)]),
    wounds=st.sampled_from([(), ("bandage", "black eye"), ("scar", "a deep cut")]),
    position=st.sampled_from(Position),
    facing=st.sampled_from(Facing),
    posture=st.sampled_from(Posture),
    gesture=st.sampled_from(Gesture),
    travel=st.sampled_from(Travel),
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(people, max_size=4), st.sampled_from(ShotSize), st.sampled_from(Angle), st.sampled_from(Move), st.data()
)
def test_anyone_can_be_drawn_doing_anything(
    cast: list[Presence], size: ShotSize, angle: Angle, move: Move, data: st.DataObject
) -> None:
    props = tuple(
        Prop(prop=name, name=name, shape=data.draw(st.sampled_from(["gun", "umbrella", "?", ""]))) for name in "ab"
    )
    subject = data.draw(st.sampled_from(["mara", "a", ""]))
    camera = {
        "angle": angle,
        "move": move,
        "subject": subject,
        "over_shoulder": data.draw(st.sampled_from(["tomas", ""])),
    }
    told = scene("park", *cast, size=size, camera=camera, props=props, width=96, height=54, frames=5)
    shot = Shot(told)
    for frame in (0, 4):
        assert shot.draw(frame).shape == (54, 96, 4)


def head_and_feet(told: Scene) -> tuple[float, float]:
    view = framing(told, subject_of(told))
    actor = cast_of(told, view)[-1]
    return view.at(actor.x, stature(actor.who), actor.z)[1], view.at(actor.x, 0, actor.z)[1]


@pytest.mark.parametrize(
    "who", [MARA, changed(MARA, posture="sitting"), changed(MARA, physique={"height_cm": 110, "age": 6}), TOMAS]
)
def test_each_size_shows_the_subject_larger_than_the_one_before(who: Presence) -> None:
    heights = [
        feet - head for head, feet in (head_and_feet(scene("park", who, size=size)) for size in FROM_WIDE_TO_CLOSE)
    ]
    assert heights == sorted(heights)


@pytest.mark.parametrize("size", [size for size in FROM_WIDE_TO_CLOSE if size is not ShotSize.EXTREME_CLOSE])
@pytest.mark.parametrize("angle", [Angle.EYE, Angle.LOW, Angle.HIGH, Angle.DUTCH])
def test_the_head_of_the_subject_is_in_the_frame_with_headroom(size: ShotSize, angle: Angle) -> None:
    head, _ = head_and_feet(scene("park", MARA, size=size, camera={"angle": angle}))
    assert 0 < head < 180 * 0.7


def test_a_full_shot_has_head_and_feet_and_a_medium_shot_cuts_at_the_waist() -> None:
    head, feet = head_and_feet(scene("park", MARA, size=ShotSize.FULL))
    assert 0 < head < 30
    assert 150 < feet < 180
    head, feet = head_and_feet(scene("park", MARA, size=ShotSize.MEDIUM))
    assert 0.45 < (180 - head) / (feet - head) < 0.62


@pytest.mark.parametrize("shape", [(1280, 720), (640, 360), (1080, 1920), (1920, 800), (64, 64)])
def test_every_frame_shape_keeps_the_subject_inside(shape: tuple[int, int]) -> None:
    told = scene("park", MARA, size=ShotSize.MEDIUM, width=shape[0], height=shape[1])
    view = framing(told, subject_of(told))
    actor = cast_of(told, view)[0]
    x, y = view.at(actor.x, 160, actor.z)
    assert 0 < x < shape[0]
    assert 0 < y < shape[1]


def test_a_figure_leaves_room_where_it_looks() -> None:
    def share(facing: Facing) -> float:
        told = scene("park", changed(MARA, facing=facing, position="centre"))
        view = framing(told, subject_of(told))
        return view.at(cast_of(told, view)[0].x, 0, 0)[0] / 320

    assert share(Facing.LEFT) > 0.5 > share(Facing.RIGHT)
    assert share(Facing.CAMERA) == pytest.approx(0.5)


def test_figures_at_one_depth_do_not_stand_in_each_other() -> None:
    four = [changed(MARA, character=name, position="centre") for name in "abcd"]
    told = scene("park", *four, size=ShotSize.CLOSE)
    xs = sorted(actor.x for actor in cast_of(told, framing(told, subject_of(told))))
    assert all(right - left > 50 for left, right in itertools.pairwise(xs))


def test_the_one_over_whose_shoulder_we_look_is_nearest_and_opposite_to_the_subject() -> None:
    told = scene("park", TOMAS, MARA, camera={"over_shoulder": "mara"})
    view = framing(told, subject_of(told))
    subject, shoulder = cast_of(told, view)
    assert shoulder.over_shoulder
    assert shoulder.z < subject.z
    assert view.at(shoulder.x, 0, shoulder.z)[0] < 160 < view.at(subject.x, 0, subject.z)[0]


@pytest.mark.parametrize("travel", [Travel.ENTER_LEFT, Travel.ENTER_RIGHT])
def test_who_enters_comes_from_outside_and_stops_on_the_mark(travel: Travel) -> None:
    told = scene("street", changed(MARA, travel=travel), size=ShotSize.FULL)
    view = framing(told, subject_of(told))
    actor = cast_of(told, view)[0]
    start, end = (mark_at(told, view, actor, frame, {}) for frame in (0, 23))
    left, right = view.span(0)
    assert not left < start.x < right
    assert end.x == pytest.approx(actor.x)
    assert end.moment.pace == 0


def test_a_mouth_opens_with_the_recording_and_only_during_the_line() -> None:
    line = Line(character="mara", cue="MARA", text="No.", start=6, frames=8)
    told = scene("street", MARA, lines=(line,))
    view = framing(told, subject_of(told))
    actor = cast_of(told, view)[0]
    envelope = {0: [0.0] * 6 + [0.7] * 8 + [0.0] * 10}
    mouths = [mark_at(told, view, actor, frame, envelope).moment.mouth for frame in range(24)]
    assert mouths == envelope[0]
    made_up = [mark_at(told, view, actor, frame, {}).moment.mouth for frame in range(24)]
    assert max(made_up[6:14]) > 0.2
    assert not any(made_up[:6] + made_up[14:])


@pytest.mark.parametrize("move", [move for move in Move if move is not Move.STATIC])
def test_every_move_moves_and_eases(move: Move) -> None:
    told = scene("street", MARA, camera={"move": move}, frames=96)
    start = framing(told, subject_of(told))
    views = [moved(start, told, frame) for frame in range(96)]
    places = np.array([view.at(0, 100, 0) + view.at(200, 0, 400) for view in views])
    steps = np.abs(np.diff(places, axis=0)).sum(axis=1)
    assert steps.sum() > 2
    assert move is Move.HANDHELD or steps[0] < steps.max() / 3


def test_gestures_speech_and_life_change_the_picture() -> None:
    def stirring(who: Presence) -> float:
        shot = Shot(scene("street", who, size=ShotSize.MEDIUM))
        first = shot.draw(0, bare=True).astype(int)
        return float(np.abs(first - shot.draw(12, bare=True)).mean())

    still, waving = stirring(MARA), stirring(changed(MARA, gesture="wave"))
    assert 0 < still < waving


@pytest.mark.parametrize("figure", list(Figure))
def test_a_figure_is_seen_unless_it_is_a_voice(figure: Figure) -> None:
    who = changed(MARA, physique={"figure": figure}, position="centre")
    empty = stills.frame(scene("park", size=ShotSize.FULL), 0).astype(int)
    filled = stills.frame(scene("park", who, size=ShotSize.FULL, camera={"subject": ""}), 0)
    assert (np.abs(empty - filled).mean() > 0.5) == (figure is not Figure.UNSEEN)


def test_props_are_known_by_whole_words() -> None:
    assert shape_of("an old brass lantern") is shape_of("lantern")
    assert shape_of("letters") is shape_of("letter")
    assert shape_of("a string of pearls") is shape_of("something else")
    assert len(SHAPES) > 25


def test_what_is_held_is_seen() -> None:
    empty_handed = stills.frame(scene("park", MARA, REX), 0).astype(int)
    holding = stills.frame(scene("park", changed(MARA, holding=("lantern",)), REX, props=(LANTERN,)), 0)
    assert np.abs(empty_handed - holding).mean() > 0.5


def test_an_insert_of_what_cannot_be_held_shows_it_anyway() -> None:
    def picture(size: ShotSize) -> np.ndarray:
        return stills.frame(scene("park", changed(REX, position="centre"), size=size), 0)

    assert np.array_equal(picture(ShotSize.INSERT), picture(ShotSize.CLOSE))


def test_a_close_shot_of_a_prop_is_filled_by_it() -> None:
    props, camera = (LANTERN,), {"subject": "lantern"}
    close = stills.frame(scene("park", MARA, size=ShotSize.CLOSE, props=props, camera=camera), 0)
    insert = stills.frame(scene("park", MARA, size=ShotSize.INSERT, props=props, camera=camera), 0)
    assert np.abs(close[40:140, 130:190].astype(int) - insert[40:140, 130:190]).mean() < 12
