"""What a target says about lengths, sizes and characters is kept to the letter."""

import pytest
from pydantic import ValidationError
from tests.compiler.compiler_briefs import two_people

from picturelock.compiler.model import (
    TARGETS,
    AnySize,
    Counting,
    Dialect,
    Durations,
    Extent,
    FrameLattice,
    ListedSizes,
    Target,
    Vocabulary,
    compile_brief,
    target_named,
)
from picturelock.kernel.errors import NotFound
from picturelock.kernel.nouns import Rate

FILM, NTSC = Rate(numerator=24), Rate(numerator=24000, denominator=1001)


@pytest.mark.parametrize(
    ("counting", "length"), [(Counting.CODE_POINTS, 4), (Counting.UTF16_UNITS, 5), (Counting.UTF8_BYTES, 8)]
)
def test_a_provider_counts_characters_its_own_way(counting: Counting, length: int) -> None:
    assert counting.length("né🎬.") == length


@pytest.mark.parametrize(("frames", "made"), [(1, 5), (5, 5), (6, 9), (78, 81), (81, 81), (82, None)])
def test_a_lattice_of_four_plus_one_rounds_up(frames: int, made: int | None) -> None:
    assert FrameLattice(every=4, plus=1, least=5, most=83).fit(frames, FILM) == made


def test_the_longest_take_is_on_the_lattice() -> None:
    assert FrameLattice(every=4, plus=1, most=83).most_seconds(FILM) == 81 / 24


@pytest.mark.parametrize(
    ("frames", "rate", "made"),
    [
        (1, FILM, 96),
        (96, FILM, 96),
        (97, FILM, 144),
        (192, FILM, 192),
        (193, FILM, None),
        (95, NTSC, 95),
        (96, NTSC, 143),
    ],
)
def test_durations_in_seconds_round_up(frames: int, rate: Rate, made: int | None) -> None:
    assert Durations(seconds=(8, 4, 6)).fit(frames, rate) == made


@pytest.mark.parametrize(
    ("asked", "made"),
    [
        ((1280, 720), (1280, 720)),
        ((1920, 1080), (1280, 720)),
        ((1000, 1001), (720, 1280)),
        ((1001, 1000), (1280, 720)),
        ((1080, 1920), (720, 1280)),
    ],
)
def test_a_listed_size_has_the_nearest_shape(asked: tuple[int, int], made: tuple[int, int]) -> None:
    assert ListedSizes(sizes=((1280, 720), (720, 1280))).fit(*asked) == made


def test_of_two_sizes_of_one_shape_the_nearest_in_area_is_made() -> None:
    sizes = ListedSizes(sizes=((640, 360), (1280, 720), (1920, 1080)))
    assert sizes.fit(1300, 731) == (1280, 720)
    assert sizes.fit(4096, 2304) == (1920, 1080)


@pytest.mark.parametrize(
    ("asked", "made"),
    [((1280, 720), (1280, 720)), ((1279, 721), (1280, 720)), ((3840, 2160), (1920, 1088)), ((100, 50), (256, 128))],
)
def test_any_size_snaps_to_multiples_and_keeps_its_shape(asked: tuple[int, int], made: tuple[int, int]) -> None:
    assert AnySize(least=128, most=1920, multiple=16).fit(*asked) == made


def test_a_very_wide_picture_still_keeps_both_limits() -> None:
    assert AnySize(least=128, most=1024, multiple=16).fit(8000, 20) == (1024, 128)


def test_another_rate_needs_frames_for_the_same_time() -> None:
    brief = two_people().model_copy(update={"rate": Rate(numerator=25), "frames": 76, "lines": (), "actions": ()})
    compiled = compile_brief(brief, TARGETS["runway/gen4.5"], revision=1)
    assert compiled.asked == Extent(width=1280, height=720, frames=76, rate=Rate(numerator=25))
    assert compiled.made == Extent(width=1280, height=720, frames=96, rate=Rate(numerator=24))
    assert compiled.prompt
    assert compiled.prompt.parameters == {"model": "gen4.5", "ratio": "1280:720", "duration": "4"}


def test_a_part_of_a_frame_is_rounded_up_with_the_rate() -> None:
    lengths = FrameLattice(most=400)
    any_length = TARGETS["runway/gen4.5"].model_copy(update={"lengths": lengths})
    brief = two_people().model_copy(update={"rate": Rate(numerator=25), "frames": 133})
    compiled = compile_brief(brief, any_length, revision=1)
    assert compiled.made
    assert compiled.made.frames == 128


def test_previz_keeps_the_briefs_own_rate() -> None:
    with pytest.raises(ValidationError, match="leave `rates` empty"):
        Target(
            name="previz/fixed",
            model="previz",
            dialect=Dialect.PREVIZ,
            rates=(FILM,),
            lengths=FrameLattice(most=100),
            most_cast=1,
        )


def test_an_unknown_engine_is_answered_with_those_there_are() -> None:
    assert target_named("previz") is TARGETS["previz"]
    with pytest.raises(
        NotFound, match=r"no engine 'sora'; choose one of comfyui/hunyuan1\.5, .*, previz, .*runway/gen4\.5"
    ):
        target_named("sora")


def test_a_thing_of_a_known_kind_is_known() -> None:
    words = Vocabulary(shapes=frozenset({"lantern"}), kinds=frozenset({"kitchen"}))
    assert (words.has_shape("Oil lantern"), words.has_shape("lamp")) == (True, False)
    assert (words.has_kind("hotel kitchen"), words.has_kind("hotel")) == (True, False)
