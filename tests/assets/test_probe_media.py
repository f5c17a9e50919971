"""Facts are counted, and nothing that calls itself media can reach another file or more memory than it should."""

import struct
import zlib
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from tests.media.measure_clips import encode, pan, scenery, tone

from picturelock.kernel.errors import Invalid
from picturelock.kernel.nouns import Rate
from picturelock.media.probe import probe
from picturelock.media.strip import stills

FRAMES = pan(scenery(3), 30)
PLACES = st.integers(0, 1_000_000) | st.integers(-2500, -1)
"""Anywhere, or in the header, which these takes have at their end."""


@pytest.fixture(scope="module")
def take(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return encode(tmp_path_factory.mktemp("probe") / "take.mp4", FRAMES, sound=tone(1.25))


def png(width: int, height: int) -> bytes:
    """A valid one-bit picture, small in bytes whatever its size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress(bytes((width + 7) // 8 + 1) * height, 9)
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_a_take_is_described_as_it_is(take: Path) -> None:
    facts = probe(take)
    assert (facts.container, facts.video_codec, facts.audio_codec) == ("mp4", "h264", "aac")
    assert (facts.width, facts.height, facts.frames, facts.rate) == (640, 360, 30, Rate())
    assert (facts.seconds, facts.sample_rate, facts.channels) == (1.25, 48_000, 1)


@pytest.mark.parametrize(
    ("name", "codec", "pixels", "container"),
    [("a.mov", "prores_ks", "yuv422p10le", "mov"), ("a.mkv", "ffv1", "yuv420p", "matroska"),
     ("a.webm", "libvpx-vp9", "yuv420p", "webm")],
)  # fmt: skip
def test_every_frame_is_counted_in_every_container(
    name: str, codec: str, pixels: str, container: str, tmp_path: Path
) -> None:
    rate = Fraction(24000, 1001)
    facts = probe(encode(tmp_path / name, FRAMES[:10], rate=rate, codec=codec, pixels=pixels))
    assert (facts.container, facts.frames) == (container, 10)
    assert facts.rate is not None
    assert float(facts.rate.fps) == pytest.approx(float(rate), abs=0.01)


def test_a_picture_has_one_frame_and_no_rate(tmp_path: Path) -> None:
    for name, container in (("a.png", "png"), ("a.jpg", "jpeg")):
        Image.fromarray(FRAMES[0]).save(tmp_path / name)
        facts = probe(tmp_path / name)
        assert (facts.container, facts.width, facts.frames, facts.rate) == (container, 640, 1, None)


def test_a_files_bytes_decide_and_not_its_name(take: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "take.png"
    wrong.write_bytes(take.read_bytes())
    assert probe(wrong).container == "mp4"


@pytest.mark.parametrize(
    "text",
    ["ffconcat version 1.0\nfile take.mp4\n", "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nfile:///etc/hostname\n",
     "#EXTM3U\n#EXTINF:9,\nhttp://127.0.0.1/take.mp4\n", "<?xml version='1.0'?><MPD/>", "", "INT. KITCHEN - DAY\n"],
)  # fmt: skip
def test_a_playlist_that_calls_itself_a_take_is_no_media(text: str, take: Path, tmp_path: Path) -> None:
    (tmp_path / "take.mp4").write_bytes(take.read_bytes())
    upload = tmp_path / "upload.mp4"
    upload.write_text(text)
    with pytest.raises(Invalid, match=r"upload\.mp4: neither MP4, .* convert it"):
        probe(upload)


def test_a_name_that_reads_like_an_address_is_a_file_all_the_same(take: Path, tmp_path: Path) -> None:
    odd = tmp_path / "concat:a|b%03d.mp4"
    odd.write_bytes(take.read_bytes())
    assert probe(odd).frames == 30


def test_a_picture_that_unpacks_to_gigabytes_is_refused(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.png"
    bomb.write_bytes(png(30_000, 30_000))
    with pytest.raises(Invalid, match="deliver it smaller"):
        probe(bomb)


def test_more_frames_than_can_be_looked_at_are_refused_with_the_number_that_can(take: Path) -> None:
    with pytest.raises(Invalid, match=r"640x360 .* \(10 frames of that size\); deliver it shorter or smaller"):
        probe(take, most_work=10 * 640 * 360)


def test_what_is_not_there_is_told_with_its_path(tmp_path: Path) -> None:
    for path in (tmp_path / "none.mp4", tmp_path):
        with pytest.raises(Invalid, match=f"{path}: cannot be read .*; give a readable file"):
            probe(path)


def test_a_take_that_was_cut_short_is_broken(take: Path, tmp_path: Path) -> None:
    short = tmp_path / "short.mp4"
    short.write_bytes(take.read_bytes()[:4000])
    with pytest.raises(Invalid, match=r"short\.mp4: .*deliver it again"):
        probe(short)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(PLACES, st.integers(0, 255)), min_size=1, max_size=60))
def test_a_damaged_take_is_described_or_refused_and_nothing_else(
    take: Path, tmp_path: Path, damage: list[tuple[int, int]]
) -> None:
    data = bytearray(take.read_bytes())
    for place, value in damage:
        data[place % len(data)] = value
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(data)
    try:
        probe(broken)
        stills(broken)
    except Invalid as refused:
        assert "; " in str(refused)  # noqa: PT017 - either ending is right


def test_a_strip_shows_eight_frames_and_the_poster_the_middle_always_as_the_same_bytes(take: Path) -> None:
    shown, again = stills(take), stills(take)
    assert shown == again
    strip, poster = (np.asarray(Image.open(take.parent / _kept(take, data))) for data in (shown.strip, shown.poster))
    assert strip.shape == (90, 8 * 160, 3)
    assert poster.shape == (360, 640, 3)
    assert np.abs(poster.astype(int) - FRAMES[15]).mean() < 16
    first, last = strip[:, :160], strip[:, -160:]
    assert np.abs(first.astype(int) - last).mean() > 10


def _kept(take: Path, data: bytes) -> str:
    name = f"{len(data)}.jpg"
    (take.parent / name).write_bytes(data)
    return name
