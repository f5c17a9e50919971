"""A rendered take: a film of the asked form, the same every time, that keeps what its staging says of it."""

import hashlib
import wave
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from tests.media.previz_scenes import LANTERN, LETTER, MARA, TOMAS, changed, scene

from picturelock.kernel.errors import Refused
from picturelock.kernel.nouns import Interior, Look, Patch, Rate, ShotSize, Staging, TimeOfDay, Weather
from picturelock.media import colour
from picturelock.media.measure import Box, watch
from picturelock.media.measure_runs import black_runs, frozen_runs
from picturelock.media.previz.faults import Faults
from picturelock.media.previz.render import render
from picturelock.media.previz.scene import Scene

HD: dict[str, Any] = {"width": 1280, "height": 720}
FAITHFUL, WRONG = 4.0, 15.0
"""CIEDE2000."""


def worn(told: Scene, patch: Patch) -> str:
    prop = next((prop.colour for prop in told.props if prop.prop == patch.subject), None)
    return prop or next(
        garment.colour
        for who in told.cast
        for garment in who.wardrobe
        if who.character == patch.subject and garment.slot.value == patch.part
    )


def distances(told: Scene, staging: Staging, film: Path) -> dict[str, float]:
    """The largest colour difference of each subject's part between what was promised and what is seen."""
    boxes = [Box(p.frame, p.x, p.y, p.width, p.height) for p in staging.patches]
    seen = watch(film, boxes).colours
    found: dict[str, float] = {}
    for patch, box in zip(staging.patches, boxes, strict=True):
        meant = colour.lit(colour.parse(worn(told, patch)), colour.parse(patch.white))
        apart = colour.ciede2000(colour.to_lab(meant), colour.to_lab(seen[box]))
        name = f"{patch.subject}.{patch.part}"
        found[name] = max(apart, found.get(name, 0.0))
    return found


def test_the_same_scene_gives_the_same_bytes(tmp_path: Path) -> None:
    told = scene("street", MARA, TOMAS, weather=Weather.RAIN)
    films = [tmp_path / f"{name}.mp4" for name in "ab"]
    reports = [render(told, film) for film in films]
    assert reports[0] == reports[1]
    assert len({hashlib.sha256(film.read_bytes()).hexdigest() for film in films}) == 1


@pytest.mark.parametrize(
    ("width", "height", "rate"),
    [
        (1280, 720, Rate()),
        (640, 360, Rate(numerator=24000, denominator=1001)),
        (270, 480, Rate(numerator=25)),
        (480, 200, Rate()),
    ],
)
def test_a_take_has_the_size_rate_and_length_it_was_asked_for(
    tmp_path: Path, width: int, height: int, rate: Rate
) -> None:
    film = tmp_path / "take.mp4"
    render(scene("park", MARA, width=width, height=height, rate=rate, frames=14), film)
    with av.open(str(film)) as opened:
        stream = opened.streams.video[0]
        assert (stream.width, stream.height, stream.average_rate) == (width, height, rate.fps)
        assert stream.codec_context.pix_fmt == "yuv420p"
        assert stream.codec_context.colorspace == 1
        assert sum(1 for _ in opened.decode(video=0)) == 14


def test_a_soundtrack_is_carried_and_progress_is_told(tmp_path: Path) -> None:
    sound, film = tmp_path / "sound.wav", tmp_path / "take.mp4"
    told: list[int] = []
    with wave.open(str(sound), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(48000)
        file.writeframes(np.zeros(48000, np.int16).tobytes())
    render(scene("park", MARA), film, soundtrack=sound, progress=told.append)
    with av.open(str(film)) as opened:
        assert [stream.codec_context.name for stream in opened.streams.audio] == ["aac"]
    assert told == [12, 24]


LIGHTS = [
    ("harbour", Interior.EXT, TimeOfDay.NIGHT, Weather.RAIN, Look()),
    ("park", Interior.EXT, TimeOfDay.DAY, Weather.FOG, Look()),
    (
        "kitchen",
        Interior.INT,
        TimeOfDay.EVENING,
        Weather.CLEAR,
        Look(contrast=1.4, saturation=0.8, palette=("#d08040",)),
    ),
    ("office", Interior.INT, TimeOfDay.DUSK, Weather.CLEAR, Look(grain=1.0)),
]


@pytest.mark.parametrize(("kind", "interior", "time", "weather", "look"), LIGHTS)
def test_every_patch_shows_its_garment_in_the_light_it_claims(
    tmp_path: Path, kind: str, interior: Interior, time: TimeOfDay, weather: Weather, look: Look
) -> None:
    told = scene(kind, MARA, TOMAS, interior=interior, time=time, weather=weather, look=look, **HD)
    found = distances(told, render(told, tmp_path / "take.mp4"), tmp_path / "take.mp4")
    assert {"mara.coat", "mara.top", "tomas.top"} <= found.keys()
    assert max(found.values()) < FAITHFUL, found


def test_a_prop_in_close_up_can_be_measured(tmp_path: Path) -> None:
    told = scene(
        "kitchen",
        changed(MARA, holding=("letter",)),
        size=ShotSize.INSERT,
        props=(LETTER,),
        camera={"subject": "letter"},
        **HD,
    )
    found = distances(told, render(told, tmp_path / "take.mp4"), tmp_path / "take.mp4")
    assert found["letter.prop"] < FAITHFUL


def test_patches_are_inside_the_frame_and_large_enough(tmp_path: Path) -> None:
    told = scene("street", MARA, TOMAS, size=ShotSize.FULL, **HD)
    for patch in render(told, tmp_path / "take.mp4").patches:
        assert min(patch.width, patch.height) >= 10
        assert patch.x + patch.width <= 1280
        assert patch.y + patch.height <= 720


def test_a_film_without_colour_promises_none(tmp_path: Path) -> None:
    assert not render(scene("park", MARA, look=Look(saturation=0.0), **HD), tmp_path / "take.mp4").patches


def test_a_wardrobe_fault_puts_the_wrong_colour_on_the_most_visible_garment(tmp_path: Path) -> None:
    told = scene("park", MARA, **HD)
    found = distances(told, render(told, tmp_path / "t.mp4", faults=Faults(wardrobe=1.0)), tmp_path / "t.mp4")
    assert found["mara.coat"] > WRONG
    assert found["mara.top"] < FAITHFUL


def test_nobody_is_wrongly_dressed_where_nobody_is(tmp_path: Path) -> None:
    assert not render(scene("park"), tmp_path / "take.mp4", faults=Faults(wardrobe=1.0)).patches


def test_a_black_fault_is_a_run_of_black_frames_inside_the_take(tmp_path: Path) -> None:
    film = tmp_path / "take.mp4"
    staging = render(scene("park", MARA, frames=48, **HD), film, faults=Faults(black=1.0))
    (run,) = black_runs(watch(film))
    assert run.last - run.first + 1 >= 6
    assert run.first > 0
    assert run.last < 47
    assert not [patch for patch in staging.patches if run.first <= patch.frame <= run.last]


def test_a_freeze_fault_is_a_run_of_frames_that_stand_still(tmp_path: Path) -> None:
    film = tmp_path / "take.mp4"
    render(scene("park", MARA, frames=60), film, faults=Faults(freeze=1.0))
    (run,) = frozen_runs(watch(film), 12)
    assert run.last - run.first + 1 >= 12


@pytest.mark.parametrize("size", [ShotSize.WIDE, ShotSize.CLOSE, ShotSize.INSERT])
def test_a_still_shot_is_never_a_frozen_one(tmp_path: Path, size: ShotSize) -> None:
    film = tmp_path / "take.mp4"
    render(scene("office", TOMAS, interior=Interior.INT, size=size, frames=48, props=(LANTERN,), **HD), film)
    watched = watch(film)
    assert not frozen_runs(watched, 4)
    assert not black_runs(watched)


def test_a_film_that_cannot_be_written_is_refused_with_what_ffmpeg_said(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"No such file"):
        render(scene("park", MARA), tmp_path / "nowhere" / "take.mp4")
