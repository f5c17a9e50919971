"""What watching a take finds in it, and in which frames."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from tests.media.measure_clips import Frame, encode, lit, pan, scenery, slide

from picturelock.kernel.errors import Invalid
from picturelock.media.measure import Box, Watched, watch
from picturelock.media.measure_cuts import cuts
from picturelock.media.measure_runs import Run, black_runs, flicker_runs, frozen_runs, is_black, turning_points

Make = Callable[[Sequence[Frame]], Watched]
FRAMES = 72
HARBOUR, KITCHEN = scenery(1), scenery(2)
BLACK = np.zeros((360, 640, 3), np.uint8)
LIGHTNING = {30: 2.5, 31: 1.4, 32: 2.8, 33: 2.0, 34: 1.5, 35: 1.2}


@pytest.fixture
def seen(tmp_path: Path) -> Make:
    return lambda frames: watch(encode(tmp_path / "take.mp4", frames, gop=24))


def places(runs: Sequence[Run]) -> list[tuple[int, int]]:
    return [(run.first, run.last) for run in runs]


def findings(watched: Watched) -> dict[str, list[tuple[int, int]]]:
    """Standstills of ten frames and more."""
    found = {
        "black": black_runs(watched),
        "frozen": frozen_runs(watched, 10),
        "flicker": flicker_runs(watched.mean, 24),
        "cut": cuts(watched.tiny, ~is_black(watched)),
    }
    return {kind: places(runs) for kind, runs in found.items() if runs}


@pytest.mark.parametrize(
    "frames",
    [
        pan(HARBOUR, FRAMES),
        pan(HARBOUR, FRAMES, 0.1),
        slide(HARBOUR, [2] * 20 + [10, 30, 60, 60, 60, 60, 60, 60, 60, 30, 10] + [2] * 41),
        lit(pan(HARBOUR, FRAMES), lambda frame: 3.0 if frame in {30, 31} else 1.0),
        lit(pan(HARBOUR, FRAMES), lambda frame: LIGHTNING.get(frame, 0.6)),
        lit(pan(HARBOUR, FRAMES), lambda frame: 0.4 + frame / FRAMES),
        lit(pan(HARBOUR, FRAMES), lambda _: 0.12),
    ],
    ids=["a pan", "a very slow move", "a whip pan", "a flash", "lightning", "a rising light", "a dark night"],
)
def test_nothing_is_wrong_with(frames: Sequence[Frame], seen: Make) -> None:
    assert findings(seen(frames)) == {}


def test_black_frames_are_found_exactly(seen: Make) -> None:
    take = pan(HARBOUR, FRAMES)
    assert findings(seen([*take[:20], *[BLACK] * 7, *take[27:]])) == {"black": [(20, 26)]}


@pytest.mark.parametrize("crf", [18, 30])
def test_a_standstill_is_found_exactly_through_compression_and_its_key_frames(crf: int, tmp_path: Path) -> None:
    take = pan(HARBOUR, FRAMES)
    watched = watch(encode(tmp_path / "take.mp4", [*take[:30], *[take[30]] * 42], crf=crf, gop=12))
    assert findings(watched) == {"frozen": [(30, 71)]}


def test_a_standstill_in_the_middle_is_found_though_it_ends_with_a_jump(seen: Make) -> None:
    take = pan(HARBOUR, FRAMES)
    found = findings(seen([*take[:30], *[take[30]] * 15, *take[45:]]))
    assert found == {"frozen": [(30, 44)], "cut": [(44, 45)]}


def test_a_slow_move_that_stops_is_still_from_where_it_stops(seen: Make) -> None:
    slow = pan(HARBOUR, 30, 0.3)
    ((first, last),) = findings(seen([*slow, *[slow[-1]] * 42]))["frozen"]
    assert last == FRAMES - 1
    assert 29 <= first <= 32


def test_black_is_not_also_called_a_standstill(seen: Make) -> None:
    assert findings(seen([BLACK] * FRAMES)) == {"black": [(0, FRAMES - 1)]}


def test_a_flicker_is_found_from_its_first_to_its_last_frame(seen: Make) -> None:
    flickering = lit(pan(HARBOUR, FRAMES), lambda frame: 1.08 if frame % 2 and 20 <= frame < 50 else 1.0)
    assert findings(seen(flickering)) == {"flicker": [(21, 50)]}


def test_a_slower_flicker_is_found_too(seen: Make) -> None:
    flickering = lit(pan(HARBOUR, FRAMES), lambda frame: 1.06 if frame // 2 % 2 and 20 <= frame < 60 else 1.0)
    assert findings(seen(flickering)) == {"flicker": [(23, 60)]}


def test_a_light_that_breathes_once_a_second_does_not_flicker() -> None:
    assert not flicker_runs(100 + 20 * np.sin(np.arange(96) * 2 * np.pi / 24), 24)


@pytest.mark.parametrize("place", [4, 40, 68])
def test_a_cut_inside_a_take_is_found_exactly(place: int, seen: Make) -> None:
    take, other = pan(HARBOUR, FRAMES), pan(KITCHEN, FRAMES)
    assert findings(seen([*take[:place], *other[place:]])) == {"cut": [(place - 1, place)]}


def test_a_cut_in_the_dark_is_found(seen: Make) -> None:
    take = lit([*pan(HARBOUR, 40), *pan(KITCHEN, 32)], lambda _: 0.2)
    assert findings(seen(take)) == {"cut": [(39, 40)]}


def test_turning_points_are_the_highs_and_lows() -> None:
    turns = turning_points(np.array([0.0, 5, 10, 9.5, 2, 8, 7.9, 8.1]), 4.0)
    assert [(turn.place, turn.shown) for turn in turns] == [(2, 1), (4, 4), (7, 5)]


def test_levels_are_the_same_whatever_range_a_file_codes_them_in(tmp_path: Path) -> None:
    grey = [np.full((360, 640, 3), 100, np.uint8)] * 3
    limited = watch(encode(tmp_path / "limited.mp4", grey))
    full = watch(encode(tmp_path / "full.mkv", grey, codec="mjpeg", pixels="yuvj420p"))
    assert limited.mean == pytest.approx(np.full(3, 100), abs=1.5)
    assert full.mean == pytest.approx(np.full(3, 100), abs=1.5)


@pytest.mark.parametrize(("codec", "pixels"), [("libx264", "yuv420p"), ("libx264", "yuv444p"), ("ffv1", "bgr0")])
def test_the_colour_of_a_box_is_seen_whatever_way_it_is_coded(codec: str, pixels: str, tmp_path: Path) -> None:
    frame = np.full((360, 640, 3), (30, 60, 90), np.uint8)
    frame[100:140, 200:260] = (180, 40, 60)
    box = Box(1, 204, 104, 50, 30)
    watched = watch(encode(tmp_path / "take.mkv", [frame] * 3, codec=codec, pixels=pixels), [box, Box(9, 0, 0, 5, 5)])
    assert watched.colours.keys() == {box}
    assert watched.colours[box] == pytest.approx((180, 40, 60), abs=4)
    assert watched.tones[0] == pytest.approx(frame.mean(axis=(0, 1)), abs=3)


def test_a_box_beside_the_picture_is_black_and_breaks_nothing(tmp_path: Path) -> None:
    box = Box(0, 5000, 5000, 10, 10)
    assert watch(encode(tmp_path / "take.mp4", pan(HARBOUR, 2)), [box]).colours[box] == (0, 0, 0)


def test_watching_what_has_no_picture_says_so(tmp_path: Path) -> None:
    path = tmp_path / "take.mp4"
    path.write_bytes(b"\0\0\0\x18ftypisom" + bytes(40))
    with pytest.raises(Invalid, match=r"take\.mp4: .*; deliver it again"):
        watch(path)
