"""Takes made of numbers, measured in child processes and judged: what is wrong is found where it is, with a picture."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from tests.continuity.continuity_cases import COAT, expectation
from tests.media.measure_clips import Frame, encode, lit, pan, scenery, tone

from picturelock.continuity.adapters.frames import measure
from picturelock.continuity.adapters.inspector import FrameInspector
from picturelock.continuity.adapters.swatches import difference
from picturelock.continuity.model import Expectation, Spoken, judge
from picturelock.kernel.errors import Invalid
from picturelock.kernel.nouns import Patch, Rate, Staging, Verdict
from picturelock.media.colour import lit as in_light
from picturelock.media.colour import parse
from picturelock.media.pool import Pool

FRAMES = 72
PLACE, OTHER = scenery(5), scenery(6)
BLACK = np.zeros((360, 640, 3), np.uint8)
WHITE = "#c0b090"
SPEECH = tone(3, 0.2)


@dataclass(frozen=True)
class Spoiled:
    """A take that is sound but for one thing."""

    code: str
    frames: tuple[int, int]
    pictures: Sequence[Frame] = field(default_factory=lambda: dressed(pan(PLACE, FRAMES)))
    sound: NDArray[np.float32] = field(default_factory=lambda: SPEECH)
    rate: int = 24


def dressed(pictures: Sequence[Frame], colour: str = COAT.colour, light: str = WHITE) -> list[Frame]:
    """Somebody stands in the middle, in a coat of that colour in that light."""
    seen = in_light(parse(colour), parse(light))
    return [cv2.rectangle(picture.copy(), (280, 120), (360, 300), seen, -1) for picture in pictures]


def staging(light: str = WHITE) -> Staging:
    patches = [
        Patch(frame=frame, subject="mara", part="coat", x=300, y=200, width=40, height=40, white=light)
        for frame in (10, 36, 60)
    ]
    return Staging(engine="test", patches=(*patches, patches[0].model_copy(update={"subject": "nobody"})))


def expected(**changes: object) -> Expectation:
    spoken = (Spoken(cue="MARA", first=12, last=60),)
    asked = {"width": 640, "height": 360, "frames": FRAMES, "wanted": (COAT,), "spoken": spoken}
    return expectation(**asked | changes)


def judged(path: Path, light: str = WHITE, wanted: Expectation | None = None) -> Verdict:
    wanted = wanted or expected()
    return judge(measure(path, staging(light), wanted), wanted)


TAKE = pan(PLACE, FRAMES)
SPOILED = [
    Spoiled("wrong_size", (0, 71), dressed([cv2.resize(picture, (480, 360)) for picture in TAKE])[:72]),
    Spoiled("wrong_rate", (0, 71), rate=25),
    Spoiled("wrong_length", (0, 65), dressed(TAKE[:66])),
    Spoiled("black_frames", (20, 26), [*dressed(TAKE[:20]), *[BLACK] * 7, *dressed(TAKE[27:])]),
    Spoiled("frozen_frames", (40, 71), dressed([*TAKE[:40], *[TAKE[40]] * 32])),
    Spoiled("flicker", (41, 58), lit(dressed(TAKE), lambda i: 1.09 if i % 2 and 40 <= i < 58 else 1.0)),
    Spoiled("cut_inside", (43, 44), [*dressed(TAKE)[:44], *dressed(pan(OTHER, FRAMES))[44:]]),
    Spoiled("wardrobe_colour", (0, 71), dressed(TAKE, "#2f6fb0")),
    Spoiled("silent_dialogue", (12, 60), sound=np.zeros(144_000, np.float32)),
    Spoiled("clipped_sound", (0, 71), sound=np.clip(SPEECH * 9, -1, 1)),
]


@pytest.mark.parametrize("spoiled", SPOILED, ids=lambda spoiled: spoiled.code)
def test_what_is_wrong_with_a_take_is_found_in_its_very_frames(spoiled: Spoiled, tmp_path: Path) -> None:
    path = encode(tmp_path / "take.mp4", spoiled.pictures, rate=spoiled.rate, sound=spoiled.sound)
    found = {finding.code: (finding.first, finding.last) for finding in judged(path).findings}
    assert found[spoiled.code] == spoiled.frames
    assert found.keys() - {spoiled.code} <= {"wardrobe_colour", "too_loud", "too_quiet"}


@pytest.mark.parametrize("light", ["#ffffff", "#c0b090", "#30384c", "#1c1c20"])
def test_a_coat_is_right_in_any_light_and_the_wrong_one_is_wrong(light: str, tmp_path: Path) -> None:
    dim = max(parse(light)) / 255
    place = lit(TAKE[:61], lambda _: dim)
    right = encode(tmp_path / "right.mp4", dressed(place, light=light), sound=SPEECH)
    wrong = encode(tmp_path / "wrong.mp4", dressed(place, "#2f6fb0", light), sound=SPEECH)
    wanted = expected(frames=61)
    assert judged(right, light, wanted).findings == ()
    assert [finding.code for finding in judged(wrong, light, wanted).findings] == ["wardrobe_colour"]


def test_where_there_is_no_light_no_colour_is_judged(tmp_path: Path) -> None:
    path = encode(tmp_path / "take.mp4", dressed(TAKE, "#2f6fb0"), sound=SPEECH)
    assert judged(path, "#080808").findings == ()


def test_a_difference_in_the_dark_counts_as_it_would_in_better_light() -> None:
    red, blue, night = parse("#8a1f1f"), parse("#2f6fb0"), parse("#404040")
    assert difference(in_light(red, night), in_light(blue, night), night) > 20
    assert difference(in_light(red, night), in_light(red, night), night) == 0


def test_an_engine_that_says_nothing_of_its_staging_is_judged_by_the_rest(tmp_path: Path) -> None:
    path = encode(tmp_path / "take.mp4", TAKE, sound=SPEECH)
    measured = measure(path, None, expected())
    assert measured.swatches == ()
    assert judge(measured, expected()).findings == ()


def test_sound_is_measured(tmp_path: Path) -> None:
    half = np.concatenate((tone(1, 0.2), np.zeros(96_000, np.float32)))
    sound = measure(encode(tmp_path / "take.mp4", TAKE, sound=half), None, expected()).sound
    assert sound is not None
    assert sound.seconds == pytest.approx(3, abs=0.05)
    assert sound.peak == pytest.approx(-14, abs=0.5)
    assert sound.spoken[0] == pytest.approx(-17, abs=0.5)
    ((first, last),) = [(run.first, run.last) for run in sound.silent]
    assert abs(first - 24) <= 1
    assert last == FRAMES - 1


def test_the_head_and_the_tail_are_told_apart(tmp_path: Path) -> None:
    path = encode(tmp_path / "take.mp4", lit(TAKE, lambda frame: 0.5 + frame / FRAMES / 2), sound=SPEECH)
    measured = measure(path, None, expected())
    assert measured.head.lightness < measured.tone.lightness < measured.tail.lightness
    assert measured.head.dark < measured.head.middle < measured.head.bright


def test_measuring_twice_gives_the_same(tmp_path: Path) -> None:
    path = encode(tmp_path / "take.mp4", dressed(TAKE), sound=SPEECH)
    assert measure(path, staging(), expected()) == measure(path, staging(), expected())


def test_other_rates_are_measured_as_well(tmp_path: Path) -> None:
    still = [*TAKE[:20], *[TAKE[20]] * 52]
    path = encode(tmp_path / "take.mp4", dressed(still), rate=50, sound=SPEECH)
    (finding,) = judged(path, wanted=expected(rate=Rate(numerator=50))).findings
    assert (finding.code, finding.first) == ("frozen_frames", 20)
    assert finding.measured == pytest.approx(1.04)


@pytest.fixture(scope="module")
def inspector() -> Iterator[FrameInspector]:
    pool = Pool(1)
    yield FrameInspector(pool)
    pool.close()


@pytest.mark.parametrize("place", [3, 6, 7, 8], ids=lambda place: SPOILED[place].code)
async def test_evidence_is_a_picture_and_always_the_same(place: int, inspector: FrameInspector, tmp_path: Path) -> None:
    spoiled = SPOILED[place]
    path = encode(tmp_path / "take.mp4", spoiled.pictures, sound=spoiled.sound)
    measured = await inspector.inspect(path, staging(), expected())
    finding = next(found for found in judge(measured, expected()).findings if found.code == spoiled.code)
    shown = await inspector.evidence(path, measured, finding)
    assert shown == await inspector.evidence(path, measured, finding)
    picture = Image.open(io.BytesIO(shown))
    assert picture.format == "JPEG"
    assert picture.width >= 800
    assert np.asarray(picture).std() > 10


async def test_what_is_no_video_is_refused_in_the_childs_own_words(inspector: FrameInspector, tmp_path: Path) -> None:
    text = tmp_path / "take.mp4"
    text.write_text("ffconcat version 1.0\nfile other.mp4\n")
    with pytest.raises(Invalid, match=r"take\.mp4: neither MP4") as refused:
        await inspector.inspect(text, None, expected())
    assert refused.value.reason == "UNKNOWN_MEDIA"
