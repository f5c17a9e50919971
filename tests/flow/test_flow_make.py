"""What a first run leaves, looked at with other people's tools."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import av
import opentimelineio as otio
import pytest
from tests.flow.flow_studio import Studio, environment

from picturelock.platform.local import Lock

SCENES = ("sc010", "sc020", "sc030")
SHOTS = 8
HEAVY = {"skia", "av", "cv2", "numpy", "opentimelineio", "reportlab", "PIL", "jinja2"}
LOADED = """
import sys
from picturelock.cli.app import app
try:
    app()
finally:
    print(*sys.modules)
"""
LINKED = re.compile(r"""(?:src|href)\s*=\s*["']([^"']+)["']|url\(([^)]+)\)|@import""")


def _frames(file: Path) -> int:
    with av.open(str(file)) as film:
        return sum(1 for _ in film.decode(video=0))


def test_the_film_has_every_frame_that_was_planned(made: Studio, first: dict[str, Any]) -> None:
    assert first["takes"] == {"generated": SHOTS, "reused": 0, "rejected": 0}
    assert _frames(made.out / "film.mp4") == first["cut"]["frames"]


def test_the_film_is_h264_with_aac_and_subtitles_in_the_size_and_rate_of_the_bible(made: Studio) -> None:
    with av.open(str(made.out / "film.mp4")) as film:
        (video,), (sound,), (titles,) = film.streams.video, film.streams.audio, film.streams.subtitles
        assert (video.codec_context.name, video.width, video.height) == ("h264", 320, 180)
        assert video.average_rate == 24
        assert sound.codec_context.name == "aac"
        assert titles.type == "subtitle"


def test_sound_and_picture_are_equally_long(made: Studio, first: dict[str, Any]) -> None:
    seconds = first["cut"]["frames"] / 24
    with av.open(str(made.out / "film.mp4")) as film:
        sound = film.streams.audio[0]
        assert sound.duration is not None
        assert sound.time_base is not None
        assert float(sound.duration * sound.time_base) == pytest.approx(seconds, abs=0.05)


def test_every_line_of_dialogue_is_a_subtitle(made: Studio) -> None:
    titles = (made.out / "film.srt").read_text()
    for words in ("You came back.", "Only for the lantern.", "It still burns.", "Dark again."):
        assert words in titles


@pytest.mark.parametrize("name", ["cut.otio", "cut.edl", "cut.fcpxml"])
def test_the_turnover_relinks_to_the_takes_that_lie_beside_it(made: Studio, first: dict[str, Any], name: str) -> None:
    read = otio.adapters.read_from_file(str(made.out / name))
    timeline = read if isinstance(read, otio.schema.Timeline) else next(iter(read.find_children(
        descended_from_type=otio.schema.Timeline)))  # fmt: skip
    pictures = [clip for track in timeline.video_tracks() for clip in track.find_clips()]
    assert len(pictures) == SHOTS
    assert sum(clip.trimmed_range().duration.to_frames() for clip in pictures) == first["cut"]["frames"]
    text = (made.out / name).read_text()
    for take in (made.out / "takes").iterdir():
        assert take.stem in text
        assert take.name in text


def test_a_timeline_names_takes_by_where_they_lie(made: Studio) -> None:
    timeline = otio.adapters.read_from_file(str(made.out / "cut.otio"))
    for track in timeline.video_tracks():
        for clip in track.find_clips():
            assert (made.out / clip.media_reference.target_url).is_file()


def test_each_take_has_the_frames_of_its_shot_and_its_handles(made: Studio, first: dict[str, Any]) -> None:
    for item in first["cut"]["items"]:
        (take,) = (made.out / "takes").glob(f"{item['shot']}_tk*.mp4")
        assert _frames(take) >= item["frames"]


def test_there_is_a_storyboard_of_every_scene_and_one_of_the_whole(made: Studio) -> None:
    for scene in SCENES:
        assert (made.out / "storyboard" / f"{scene}.png").read_bytes().startswith(b"\x89PNG")
    assert (made.out / "storyboard.pdf").read_bytes().startswith(b"%PDF")


def test_the_report_needs_nothing_but_the_film_beside_it(made: Studio) -> None:
    page = (made.out / "report.html").read_text()
    linked = {(one or other).strip("'\"") for one, other in LINKED.findall(page)}
    assert linked
    for link in linked:
        assert link.startswith(("data:", "#")) or (made.out / link).is_file(), link
    assert "<script src" not in page


def test_the_report_tells_of_every_shot_and_take_with_pictures(made: Studio, first: dict[str, Any]) -> None:
    page, report = (made.out / "report.html").read_text(), made.report
    assert report["frames"] == first["cut"]["frames"]
    assert report["digest"] == first["cut"]["digest"]
    assert [shot["shot"] for shot in report["shots"]] == [item["shot"] for item in first["cut"]["items"]]
    for shot in report["shots"]:
        assert shot["stage"] == "passed"
        assert f'id="{shot["shot"]}"' in page
        for take in shot["takes"]:
            assert take["facts"]["frames"] >= round(shot["seconds"] * 24)
            assert set(take["times"]) == {"planned", "compiled", "generated", "stored", "passed"}
    assert page.count("data:image/") >= SHOTS


def test_again_does_nothing_leaves_the_same_bytes_and_says_so(studio: Studio) -> None:
    before = studio.digests()
    ran = studio.run("make", *studio.ordered())
    assert ran.code == 0
    assert "nothing was done again" in ran.err
    assert "0 generated, 0 reused, 0 sent back" in ran.err
    assert f"0 of {SHOTS} encoded" in ran.err
    assert studio.digests() == before
    again = studio.make()
    assert again["up_to_date"]
    assert again["written"] == []
    assert again["takes"] == {"generated": 0, "reused": 0, "rejected": 0}


def test_a_run_with_nothing_to_do_loads_nothing_that_draws_decodes_or_encodes(studio: Studio) -> None:
    order = ["make", *map(str, studio.ordered())]
    told = subprocess.run(
        [sys.executable, "-c", LOADED, *order], check=True, capture_output=True, text=True, env=environment()
    )  # fmt: skip
    assert "nothing was done again" in told.stderr
    assert HEAVY.isdisjoint(told.stdout.split())


def test_explain_says_where_each_piece_of_a_prompt_was_read(made: Studio) -> None:
    told = made.run("explain", "sc020_sh0020", "--out", made.out)
    assert told.code == 0
    assert "lantern.fountain:20" in told.out
    assert "lantern.bible.yaml:11" in told.out
    assert "characters.mara.looks.default.coat" in told.out
    pieces = made.run("explain", "sc020_sh0020", "--out", made.out, "--json").said["pieces"]
    assert any(piece["source"] and piece["source"]["line"] == 20 for piece in pieces)


def test_nothing_is_parked_after_a_good_run(made: Studio) -> None:
    assert made.run("parked", "list", "--out", made.out).out == "nothing is parked\n"
    assert json.loads(made.run("parked", "list", "--out", made.out, "--json").out) == []


def test_two_runs_at_once_in_one_place_are_kept_apart(made: Studio) -> None:
    with Lock(made.out / ".picturelock" / "lock"):
        ran = made.run("make", *made.ordered())
    assert ran.code == 2
    assert ran.err.count("\n") == 1
    assert "another run is at work here" in ran.err


def test_while_a_run_is_at_work_others_may_look_but_not_change(made: Studio) -> None:
    looks = (("plan", *made.ordered()), ("explain", "sc010_sh0010", "--out", made.out),
             ("parked", "list", "--out", made.out))  # fmt: skip
    with Lock(made.out / ".picturelock" / "lock"):
        assert [made.run(*words).code for words in looks] == [0, 0, 0]
        assert made.run("parked", "redrive", "all", "--out", made.out).code == 2
