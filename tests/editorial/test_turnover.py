"""What an editor is handed opens elsewhere with every cut where we made it."""

import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlparse

import opentimelineio
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from opentimelineio import adapters, schema
from tests.editorial.editorial_takes import by_shot, circled, listed, shots

from picturelock.editorial.adapters.edl import edl, reel
from picturelock.editorial.adapters.fcpxml import fcpxml
from picturelock.editorial.adapters.otio_timeline import otio, timeline_of
from picturelock.editorial.adapters.turnover import turn_over
from picturelock.editorial.model import Assembly, Finish, assemble
from picturelock.kernel.errors import Refused
from picturelock.kernel.nouns import Asset, Line, MediaFacts, Rate, Transition
from picturelock.media.timecode import timecode

Placed = list[tuple[str, int, int, int]]
"""Name, first frame in the film, frames, first frame of the take."""
HOUR = 24 * 3600
FINISH = Finish(dissolve=8, fade=6)
READERS = {"otio_json": otio, "cmx_3600": edl, "fcpx_xml": fcpxml}


def an_asset(name: str, frames: int) -> Asset:
    facts = MediaFacts(frames=frames, rate=Rate(), audio_codec="aac", channels=1, sample_rate=48_000)
    return Asset(digest=name.encode().hex().ljust(64, "0")[:64], size=1, media_type="video/mp4", facts=facts)


@st.composite
def films(draw: st.DrawFn) -> Assembly:
    names = shots(draw(st.integers(1, 10)))
    listing = [
        listed(
            name, draw(st.integers(20, 90)), draw(st.sampled_from(Transition)), draw(st.sampled_from(["cut", "fade"]))
        )
        for name in names
    ]
    line = Line(character="ada", cue="ADA", text="Hold <on> & wait.", start=3, frames=12)
    chosen = [
        circled(shot.shot, an_asset(shot.shot, shot.frames + extra) if extra is not None else None, lines=[line])
        for shot in listing
        for extra in [draw(st.none() | st.integers(-5, 30))]
    ]
    return assemble("studio/film", "The Ferry & Co", listing, by_shot(chosen), FINISH)


def wanted(assembly: Assembly) -> Placed:
    """Where takes stand; a card is none."""
    return [
        (event.name, event.start, min(event.frames, event.available), 0)
        for event in assembly.events
        if event.circled.asset
    ]


def found(timeline: schema.Timeline, kind: str, origin: int) -> Placed:
    track = next(track for track in timeline.tracks if track.kind == kind)
    return [
        (
            clip.name,
            round(clip.range_in_parent().start_time.value) - origin,
            round(clip.duration().value),
            round(clip.source_range.start_time.value),
        )
        for clip in track.find_clips()
        if clip.name.rpartition("_")[2].startswith("tk")
    ]


@pytest.mark.parametrize(("name", "origin"), [("otio_json", 0), ("cmx_3600", 0), ("fcpx_xml", HOUR)])
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(assembly=films())
def test_every_cut_comes_back_where_it_was(name: str, origin: int, assembly: Assembly) -> None:
    timeline = adapters.read_from_string(READERS[name](assembly), name)
    if wanted(assembly):
        assert found(timeline, schema.TrackKind.Video, origin) == wanted(assembly)


@settings(max_examples=30, deadline=None)
@given(films())
def test_dissolves_come_back_with_their_length(assembly: Assembly) -> None:
    lengths = [event.dissolve for event in assembly.events if event.dissolve]
    for name in ("otio_json", "cmx_3600"):
        track = adapters.read_from_string(READERS[name](assembly), name).tracks[0]
        transitions = [item for item in track if isinstance(item, schema.Transition)]
        assert [round(item.in_offset.value + item.out_offset.value) for item in transitions] == lengths
    assert fcpxml(assembly).count("<transition ") == len(lengths)


@settings(max_examples=30, deadline=None)
@given(films())
def test_a_timeline_never_asks_for_more_than_its_takes_have(assembly: Assembly) -> None:
    for track in timeline_of(assembly).tracks:
        for clip in track.find_clips():
            if isinstance(clip.media_reference, schema.ExternalReference):
                assert clip.media_reference.available_range.contains(clip.source_range)


def film(**changes: object) -> Assembly:
    names = shots(5)
    line = Line(character="ada", cue="ADA", text="Hold on.", start=3, frames=12)
    chosen = [circled(name, an_asset(name, 40), lines=[line]) for name in names]
    chosen[1] = circled(names[1], an_asset(names[1], 40), take=3, reason="her coat is red")
    chosen[3] = circled(names[3])
    listing = [listed(name, 30, opens="dissolve" if at == 2 else "cut") for at, name in enumerate(names)]
    return assemble("studio/film", "The Ferry", listing, by_shot(chosen), FINISH.model_copy(update=changes))


def test_the_edl_is_the_format_an_editor_knows() -> None:
    lines = edl(film()).splitlines()
    assert lines[:2] == ["TITLE: The Ferry", "FCM: NON-DROP FRAME"]
    assert "001  0100010A B     C        00:00:00:00 00:00:01:06 01:00:00:00 01:00:01:06" in lines
    assert "003  0100020C B     C        00:00:01:06 00:00:01:06 01:00:02:12 01:00:02:12" in lines
    assert "003  0100030A B     D    008 00:00:00:00 00:00:01:06 01:00:02:12 01:00:03:18" in lines
    assert "004  BL       B     C        00:00:00:00 00:00:01:06 01:00:03:18 01:00:05:00" in lines
    assert "* HELD: her coat is red" in lines
    assert all(line.isascii() for line in lines)


def test_a_reel_has_eight_characters_and_is_each_takes_own() -> None:
    names = [reel(event) for event in film().events if event.circled.take]
    assert all(len(name) == 8 for name in names)
    assert len({*names}) == len(names)


def test_media_is_found_beside_the_cut_in_every_format(tmp_path: Path) -> None:
    assembly = film()
    turn_over(assembly, tmp_path)
    for name in ("cut.otio", "cut.fcpxml"):
        timeline = adapters.read_from_file(str(tmp_path / name))
        urls = [
            clip.media_reference.target_url
            for clip in timeline.find_clips()
            if isinstance(clip.media_reference, schema.ExternalReference)
        ]
        for url in urls:
            path = tmp_path / unquote(urlparse(url).path)
            assert path.parent == tmp_path / "takes"
            assert path.stem in {event.name for event in assembly.events}
    assert "* SOURCE FILE: takes/sc010_sh0020_tk03.mp4" in (tmp_path / "cut.edl").read_text()


def test_the_timeline_begins_at_one_hour_and_says_what_a_person_must_know() -> None:
    timeline = adapters.read_from_string(otio(film()), "otio_json")
    assert timeline.global_start_time.to_timecode() == "01:00:00:00"
    picture, sound = timeline.tracks
    markers = {clip.name: [marker.name for marker in clip.markers] for clip in picture.find_clips()}
    assert markers["sc010_sh0020_tk03"] == ["HELD: her coat is red"]
    assert markers["sc010_sh0040"] == ["NO TAKE YET"]
    assert [marker.name for marker in sound[0].markers] == ["ADA: Hold on."]
    assert [marker.name for marker in timeline.tracks.markers] == [
        "sc010 EXT. QUAY 010 - NIGHT", "sc020 EXT. QUAY 020 - NIGHT",
    ]  # fmt: skip
    facts = picture[0].metadata["picturelock"]
    assert (facts["shot"], facts["take"], facts["engine"]) == ("sc010_sh0010", 1, "previz")


def test_the_sound_track_stands_exactly_under_the_picture() -> None:
    timeline = timeline_of(film())
    assert found(timeline, "Video", 0) == found(timeline, "Audio", 0)


@pytest.mark.parametrize("source", ["cut.otio", "cut.edl", "cut.fcpxml"])
def test_otioconvert_opens_it(source: str, tmp_path: Path) -> None:
    turn_over(film(), tmp_path)
    converter = Path(sys.executable).with_name("otioconvert")
    out = tmp_path / "back.otio"
    subprocess.run([str(converter), "-i", str(tmp_path / source), "-o", str(out)], check=True, capture_output=True)
    timeline = opentimelineio.adapters.read_from_file(str(out))
    origin = HOUR if source == "cut.fcpxml" else 0
    assert found(timeline, "Video", origin) == wanted(film())


def test_fades_reach_final_cut_as_ramps_of_picture_and_sound() -> None:
    chosen = by_shot([circled("sc010_sh0010", an_asset("a", 40))])
    faded = assemble("studio/film", "F", [listed("sc010_sh0010", 30, "fade", "fade")], chosen, FINISH)
    text = fcpxml(faded)
    assert text.count('<fadeIn type="linear" duration="6/24s"') == 2
    assert text.count('<fadeOut type="linear" duration="6/24s"') == 2


def test_the_same_cut_is_turned_over_as_the_same_bytes(tmp_path: Path) -> None:
    one, other = (turn_over(film(), tmp_path / name) for name in ("a", "b"))
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in other]


def test_a_folder_that_takes_no_files_is_refused_plainly(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Refused, match=r"cut\.otio: cannot be written"):
        turn_over(film(), tmp_path / "file")


@pytest.mark.parametrize(
    ("frame", "rate", "expected"),
    [
        (0, Rate(), "00:00:00:00"),
        (86_400 + 25, Rate(), "01:00:01:01"),
        (30, Rate(numerator=30_000, denominator=1001), "00:00:01:00"),
        (25 * 3600 * 26, Rate(numerator=25), "26:00:00:00"),
    ],
)
def test_timecode_counts_frames(frame: int, rate: Rate, expected: str) -> None:
    assert timecode(frame, rate) == expected
