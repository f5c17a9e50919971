"""Faults: told in words, thrown by seed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.media.previz_scenes import MARA, TOMAS, scene

from picturelock.kernel.errors import Invalid
from picturelock.media import colour
from picturelock.media.previz.faults import Faults, parse, run_of_frames
from picturelock.media.previz.figures.wardrobe import wrongly_dressed
from picturelock.media.previz.render import with_wardrobe_fault


def test_faults_are_read_as_they_are_written() -> None:
    assert parse("wardrobe=0.15, black=0.05,freeze=1") == Faults(wardrobe=0.15, black=0.05, freeze=1.0)
    assert parse("") == Faults()


@pytest.mark.parametrize(
    "text", ["rain=0.5", "wardrobe", "wardrobe=", "black=2", "freeze=-0.1", "black=much", "black=nan"]
)
def test_what_is_no_fault_is_told_with_the_way_out(text: str) -> None:
    with pytest.raises(Invalid, match=r"faults: .*; write"):
        parse(text)


def test_a_fault_strikes_about_as_often_as_it_says() -> None:
    struck = sum(Faults(wardrobe=0.15).strikes("wardrobe", seed) for seed in range(2000))
    assert 230 < struck < 370


def test_whether_a_take_errs_depends_on_its_seed_alone() -> None:
    faults = Faults(black=0.5)
    throws = [faults.strikes("black", seed) for seed in range(64)]
    assert throws == [faults.strikes("black", seed) for seed in range(64)]
    assert len(set(throws)) == 2


@given(st.integers(0, 2**32 - 1), st.integers(1, 400), st.sampled_from([6, 12]))
def test_a_run_of_bad_frames_lies_in_the_take_and_is_long_enough(seed: int, frames: int, least: int) -> None:
    run = run_of_frames("black", seed, frames, least)
    assert 0 <= run.start < run.stop <= frames
    assert len(run) >= min(least, frames)


@given(st.integers(0, 0xFFFFFF))
def test_the_wrong_colour_is_clearly_wrong(value: int) -> None:
    own = f"#{value:06x}"
    coat = MARA.wardrobe[0].model_copy(update={"colour": own})
    wrong = wrongly_dressed(MARA.model_copy(update={"wardrobe": (coat,)})).wardrobe[0].colour
    apart = colour.ciede2000(colour.to_lab(colour.parse(own)), colour.to_lab(colour.parse(wrong)))
    assert apart > 30


def test_one_character_at_most_is_wrongly_dressed_and_rather_the_subject() -> None:
    told = scene("park", MARA, TOMAS)
    for seed in range(8):
        played = with_wardrobe_fault(told.model_copy(update={"seed": seed}), Faults(wardrobe=1.0))
        assert [a == b for a, b in zip(played.cast, told.cast, strict=True)] == [False, True]
