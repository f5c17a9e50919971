"""Places: known by their words, alike from shot to shot, other from the other side."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.media.previz_scenes import MARA, changed, scene

from picturelock.kernel.nouns import Facing, Interior, Place, ShotSize, TimeOfDay, Weather
from picturelock.media.previz import stills
from picturelock.media.previz.places.features import PIECES, piece_of
from picturelock.media.previz.places.kinds import INDOORS, OUTDOORS, builder_of
from picturelock.media.previz.places.roadside import traffic_light
from picturelock.media.previz.scene import Scene
from picturelock.media.previz.shot import Shot

INSIDE, OUTSIDE = Interior.INT, Interior.EXT


def built(told: Scene) -> str:
    return builder_of(Shot(told).stage).__name__


KNOWN = [
    ("harbour", OUTSIDE, "harbour"), ("fishing pier", OUTSIDE, "harbour"), ("docks", OUTSIDE, "harbour"),
    ("lighthouse", OUTSIDE, "lighthouse"), ("lighthouse", INSIDE, "living_room"), ("dark alley", OUTSIDE, "alley"),
    ("INTERSECTION", OUTSIDE, "street"), ("park--day", OUTSIDE, "park"), ("pine_forest", OUTSIDE, "forest"),
    ("barn", INSIDE, "workshop"), ("bar", INSIDE, "tavern"), ("police station", INSIDE, "police"),
    ("train station", OUTSIDE, "platform"), ("drain pipe", INSIDE, "tunnel"), ("taxi", INSIDE, "car_inside"),
    ("harbour street", OUTSIDE, "street"), ("station road", OUTSIDE, "road"),
    ("somewhere", INSIDE, "hall"), ("somewhere", OUTSIDE, "park"), ("portrait studio", INSIDE, "workshop"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "interior", "name"), KNOWN)
def test_a_place_is_built_as_what_its_words_say(kind: str, interior: Interior, name: str) -> None:
    assert built(scene(kind, interior=interior)) == name


def test_a_kind_nobody_told_gives_way_to_the_name() -> None:
    told = scene("x").model_copy(update={"place": Place(place="x", name="The Old Lighthouse")})
    assert built(told) == "lighthouse"


@pytest.mark.parametrize("interior", [INSIDE, OUTSIDE])
def test_every_place_can_be_drawn_by_day_and_by_night_in_wide_and_in_close(interior: Interior) -> None:
    kinds = [words[0] for words, _ in (INDOORS if interior is INSIDE else OUTDOORS)]
    pictures = []
    for kind in kinds:
        for time, size in ((TimeOfDay.DAY, ShotSize.WIDE), (TimeOfDay.NIGHT, ShotSize.MEDIUM)):
            picture = stills.frame(scene(kind, MARA, interior=interior, time=time, size=size), 0)
            assert picture.shape == (180, 320, 3)
            assert picture.std() > 12, f"{kind} at {time} is a colour card"
            pictures.append(picture.astype(int))
    wides = pictures[::2]
    for i, one in enumerate(wides):
        for other in wides[:i]:
            assert np.abs(one - other).mean() > 4


def test_night_is_darker_than_day_but_never_black() -> None:
    for kind, interior in (("harbour", OUTSIDE), ("forest", OUTSIDE), ("kitchen", INSIDE), ("tunnel", INSIDE)):
        day = stills.frame(scene(kind, interior=interior, size=ShotSize.WIDE), 0).mean()
        night = stills.frame(scene(kind, interior=interior, size=ShotSize.WIDE, time=TimeOfDay.NIGHT), 0).mean()
        assert 25 < night < day


@pytest.mark.parametrize("weather", list(Weather))
def test_weather_is_seen_outside_and_moves(weather: Weather) -> None:
    shot = Shot(scene("street", MARA, weather=weather))
    one, other = shot.draw(0).copy(), shot.draw(9).copy()
    assert np.abs(one.astype(int) - other).mean() > 0.3
    clear = stills.frame(scene("street", MARA), 0)
    assert weather is Weather.CLEAR or np.abs(one[..., 2::-1].astype(int) - clear).mean() > 0.15


def test_the_reverse_angle_shows_another_wall() -> None:
    def background(facing: Facing) -> np.ndarray:
        told = scene("kitchen", changed(MARA, facing=facing, position="centre"), interior=INSIDE)
        return stills.frame(told, 0).astype(int)

    left, right = background(Facing.LEFT)[:, :60], background(Facing.RIGHT)[:, :60]
    assert np.abs(left - right).mean() > 6


def test_one_place_is_the_same_place_in_two_shots() -> None:
    one = Shot(scene("street", MARA, size=ShotSize.WIDE, seed=1))
    other = Shot(scene("street", MARA, size=ShotSize.WIDE, seed=2))
    assert np.array_equal(one.draw(0), other.draw(0))


def test_features_are_put_where_they_are_seen() -> None:
    bare = stills.frame(scene("hall", interior=INSIDE, size=ShotSize.WIDE), 0).astype(int)
    furnished = stills.frame(scene("hall", interior=INSIDE, size=ShotSize.WIDE, features=("piano", "ladder")), 0)
    assert np.abs(bare - furnished).max(axis=2).mean() > 0.5
    assert piece_of("traffic lights") is traffic_light
    assert piece_of("a thing nobody knows") is None
    assert len(PIECES) > 40


@settings(max_examples=12, deadline=None)
@given(
    st.text(max_size=30),
    st.sampled_from(Interior),
    st.sampled_from(TimeOfDay),
    st.lists(st.text(max_size=12), max_size=3),
)
def test_no_words_for_a_place_stop_the_drawing(
    text: str, interior: Interior, time: TimeOfDay, features: list[str]
) -> None:
    told = scene(text, interior=interior, time=time, features=tuple(features), width=96, height=54)
    assert stills.frame(told, 0).shape == (54, 96, 3)
