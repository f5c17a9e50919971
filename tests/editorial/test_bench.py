"""The film that leaves the bench: every frame the right one, sound with its picture, nothing made twice."""

import shutil
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from tests.editorial.editorial_takes import SMALL, Rushes, by_shot, circled, listed, read, shots

from picturelock.editorial.adapters.bench import FfmpegBench
from picturelock.editorial.model import Assembly, Circled, Finish, assemble
from picturelock.kernel.errors import PicturelockError, Refused
from picturelock.kernel.nouns import Line, ListedShot, Rate
from picturelock.media.ffmpeg import run

Seen = list[tuple[int, int]]


@pytest.fixture(scope="module")
def rushes(tmp_path_factory: pytest.TempPathFactory) -> Rushes:
    return Rushes(tmp_path_factory.mktemp("rushes"))


@pytest.fixture
def bench(tmp_path: Path) -> FfmpegBench:
    return FfmpegBench(tmp_path / "cache", jobs=2, most_bytes=2**30)


def plan(listing: Sequence[ListedShot], chosen: Sequence[Circled], finish: Finish = SMALL) -> Assembly:
    return assemble("studio/film", "The Ferry", listing, by_shot(chosen), finish)


def straight(rushes: Rushes, count: int = 3, *, first: int = 0, finish: Finish = SMALL) -> Assembly:
    """`count` shots of 24 frames, cut hard, of takes `first`, 1, 2 ..."""
    names = shots(count)
    numbers = [first, *range(1, count)]
    chosen = [circled(name, rushes.shoot(number)) for name, number in zip(names, numbers, strict=True)]
    return plan([listed(name) for name in names], chosen, finish)


async def render(bench: FfmpegBench, rushes: Rushes, assembly: Assembly, folder: Path) -> Path:
    return (await bench.render(assembly, rushes.fetch, folder, lambda _ready, _segments: None)).path


def lumas(path: Path) -> list[np.ndarray]:
    """Luma as it is stored."""
    with av.open(str(path)) as film:
        return [*map(_stored, film.decode(video=0))]


def _stored(frame: av.VideoFrame) -> np.ndarray:
    plane = frame.planes[0]
    return np.frombuffer(bytes(plane), np.uint8).reshape(plane.height, plane.line_size)[:, : plane.width].copy()


def seen(path: Path) -> Seen:
    return [read(luma) for luma in lumas(path)]


def sound(path: Path) -> np.ndarray:
    """Mono, 48 kHz, from the film's first moment."""
    with av.open(str(path)) as film:
        frames = [*film.decode(audio=0)]
    heard = np.concatenate([frame.to_ndarray().mean(axis=0) for frame in frames])
    return heard[max(0, -(frames[0].pts or 0)) :]


async def test_every_frame_is_in_its_place(bench: FfmpegBench, rushes: Rushes, tmp_path: Path) -> None:
    film = await render(bench, rushes, straight(rushes), tmp_path)
    assert seen(film) == [(take, frame) for take in range(3) for frame in range(24)]


async def test_times_are_exact_and_picture_and_sound_begin_and_end_together(
    bench: FfmpegBench, rushes: Rushes, tmp_path: Path
) -> None:
    film = await render(bench, rushes, straight(rushes), tmp_path)
    with av.open(str(film)) as container:
        assert [frame.time for frame in container.decode(video=0)] == pytest.approx([at / 24 for at in range(72)])
        assert [stream.type for stream in container.streams][:2] == ["video", "audio"]
        assert container.streams.video[0].average_rate == 24
        assert container.streams.audio[0].duration == 3 * 48_000
    assert abs(sound(film).size - 3 * 48_000) <= 1024


async def test_a_shot_keeps_its_sound_to_the_millisecond(bench: FfmpegBench, rushes: Rushes, tmp_path: Path) -> None:
    heard = np.abs(sound(await render(bench, rushes, straight(rushes), tmp_path)))
    loud = heard > heard.max() / 4
    for shot in range(3):
        quiet, tone = shot * 48_000 + 24_000 - 240, shot * 48_000 + 24_000 + 240
        assert not loud[shot * 48_000 + 500 : quiet].any()
        assert loud[tone : tone + 480].any()


async def test_only_the_changed_shot_is_encoded_again(bench: FfmpegBench, rushes: Rushes, tmp_path: Path) -> None:
    await render(bench, rushes, straight(rushes), tmp_path)
    rushes.fetched.clear()
    changed = straight(rushes, first=7)
    film = await bench.render(changed, rushes.fetch, tmp_path, lambda _ready, _segments: None)
    assert (film.segments, film.encoded) == (3, 1)
    assert rushes.fetched == [changed.segments[0].parts[0].digest]
    assert seen(film.path)[:2] + seen(film.path)[24:26] == [(7, 0), (7, 1), (1, 0), (1, 1)]


async def test_an_unchanged_film_is_not_encoded_at_all_and_is_the_same_bytes(
    bench: FfmpegBench, rushes: Rushes, tmp_path: Path
) -> None:
    first = (await render(bench, rushes, straight(rushes), tmp_path)).read_bytes()
    again = await bench.render(straight(rushes), rushes.fetch, tmp_path, lambda _ready, _segments: None)
    assert again.encoded == 0
    assert again.path.read_bytes() == first


async def test_a_film_made_in_two_goes_is_the_film_made_in_one(
    bench: FfmpegBench, rushes: Rushes, tmp_path: Path
) -> None:
    await render(bench, rushes, straight(rushes, 2), tmp_path / "half")
    film = await render(bench, rushes, straight(rushes), tmp_path)
    fresh = FfmpegBench(tmp_path / "other", jobs=1, most_bytes=2**30)
    assert seen(film) == seen(await render(fresh, rushes, straight(rushes), tmp_path / "fresh"))


async def test_a_torn_segment_in_the_cache_is_made_again(bench: FfmpegBench, rushes: Rushes, tmp_path: Path) -> None:
    await render(bench, rushes, straight(rushes), tmp_path)
    for kept in (tmp_path / "cache" / "segments").glob("*/*/picture.mp4"):
        kept.write_bytes(kept.read_bytes()[:-7])
    film = await bench.render(straight(rushes), rushes.fetch, tmp_path, lambda _ready, _segments: None)
    assert film.encoded == 3
    assert len(seen(film.path)) == 72


async def test_what_is_longest_unused_leaves_a_full_cache_but_not_what_the_film_needs(
    rushes: Rushes, tmp_path: Path
) -> None:
    bench = FfmpegBench(tmp_path / "cache", jobs=2, most_bytes=0)
    await render(bench, rushes, straight(rushes, 3), tmp_path)
    await render(bench, rushes, straight(rushes, 2), tmp_path)
    assert len([*(tmp_path / "cache" / "segments").glob("*/*")]) == 2


async def test_a_dissolve_goes_from_the_handle_of_one_to_the_head_of_the_other(
    bench: FfmpegBench, rushes: Rushes, tmp_path: Path
) -> None:
    one, two = shots(2)
    chosen = [circled(one, rushes.shoot(0, 32)), circled(two, rushes.shoot(5))]
    assembly = plan([listed(one), listed(two, opens="dissolve")], chosen)
    film = await render(bench, rushes, assembly, tmp_path)
    frames = lumas(film)
    assert len(frames) == 48
    assert seen(film)[:25] == [(0, frame) for frame in range(25)]
    assert seen(film)[32:] == [(5, frame) for frame in range(8, 24)]
    blend = [frame[40, 16] for frame in frames[24:33]]
    assert all(a < b for a, b in pairwise(blend))


async def test_a_run_of_dissolves_is_as_long_as_planned(bench: FfmpegBench, rushes: Rushes, tmp_path: Path) -> None:
    names = shots(4)
    chosen = [circled(name, rushes.shoot(at, 24 + 3 * at)) for at, name in enumerate(names)]
    listing = [listed(name, opens="dissolve" if at in {1, 2} else "cut") for at, name in enumerate(names)]
    assembly = plan(listing, chosen)
    film = await bench.render(assembly, rushes.fetch, tmp_path, lambda _ready, _segments: None)
    assert film.segments == 2
    pictures = seen(film.path)
    assert len(pictures) == assembly.frames
    assert pictures[assembly.events[3].start] == (3, 0)
    assert pictures[assembly.events[2].start + 8] == (2, 8)


async def test_a_fade_begins_and_ends_in_black(bench: FfmpegBench, rushes: Rushes, tmp_path: Path) -> None:
    name = shots(1)[0]
    assembly = plan([listed(name, opens="fade", closes="fade")], [circled(name, rushes.shoot(4))])
    frames = lumas(await render(bench, rushes, assembly, tmp_path))
    bright = [float(frame.mean()) for frame in frames]
    assert bright[0] < 20
    assert bright[-1] < 50
    assert bright[0] < bright[2] < bright[5]
    assert read(frames[12]) == (4, 12)


async def test_a_take_that_is_too_short_holds_its_last_frame(
    bench: FfmpegBench, rushes: Rushes, tmp_path: Path
) -> None:
    name = shots(1)[0]
    film = await render(bench, rushes, plan([listed(name, 30)], [circled(name, rushes.shoot(3))]), tmp_path)
    assert seen(film) == [(3, min(frame, 23)) for frame in range(30)]


async def test_a_card_stands_in_for_a_missing_take_and_is_silent(
    bench: FfmpegBench, rushes: Rushes, tmp_path: Path
) -> None:
    names = shots(2)
    chosen = [circled(names[0]), circled(names[1], rushes.shoot(1))]
    film = await render(bench, rushes, plan([listed(name) for name in names], chosen), tmp_path)
    pictures = lumas(film)
    assert len(pictures) == 48
    assert pictures[5].std() > 3
    assert read(pictures[24]) == (1, 0)
    assert np.abs(sound(film)[:40_000]).max() < 1e-3


async def test_the_slate_lies_along_the_top_and_can_be_left_out(
    bench: FfmpegBench, rushes: Rushes, tmp_path: Path
) -> None:
    finish = SMALL.model_copy(update={"slate": True})
    plain = lumas(await render(bench, rushes, straight(rushes, 1), tmp_path))
    slated = lumas(await render(bench, rushes, straight(rushes, 1, finish=finish), tmp_path))
    assert abs(plain[9][:6].astype(int) - slated[9][:6]).mean() > 10
    assert abs(plain[9][32:].astype(int) - slated[9][32:]).mean() < 3
    assert [read(luma) for luma in slated] == [(0, frame) for frame in range(24)]


@pytest.mark.parametrize(
    ("size", "rate", "frames"), [("127:71", "24", 24), ("48:96", "25", 25), ("", "30000/1001", 30)]
)
async def test_takes_of_any_size_and_rate_are_conformed(
    bench: FfmpegBench, rushes: Rushes, tmp_path: Path, size: str, rate: str, frames: int
) -> None:
    name = shots(1)[0]
    take = rushes.shoot(2, frames, size=size, rate=rate)
    film = await render(bench, rushes, plan([listed(name)], [circled(name, take)]), tmp_path)
    pictures = lumas(film)
    assert len(pictures) == 24
    assert pictures[0].shape == (64, 96)


@pytest.mark.parametrize("rate", [Rate(numerator=25), Rate(numerator=30_000, denominator=1001)])
async def test_a_film_may_have_any_rate(bench: FfmpegBench, rushes: Rushes, tmp_path: Path, rate: Rate) -> None:
    look = SMALL.format.model_copy(update={"rate": rate})
    assembly = straight(rushes, finish=SMALL.model_copy(update={"format": look}))
    film = await render(bench, rushes, assembly, tmp_path)
    with av.open(str(film)) as container:
        times = [frame.time for frame in container.decode(video=0)]
    assert times == pytest.approx([at / float(rate.fps) for at in range(72)], abs=1e-4)


@pytest.mark.parametrize("tone", [0.01, 0.6])
async def test_a_film_is_as_loud_as_it_should_be(
    bench: FfmpegBench, rushes: Rushes, tmp_path: Path, tone: float
) -> None:
    names = shots(4)
    chosen = [circled(name, rushes.shoot(at, 48, tone=tone * (1 - at * 0.2))) for at, name in enumerate(names)]
    film = await bench.render(
        plan([listed(name, 48) for name in names], chosen), rushes.fetch, tmp_path, lambda _ready, _segments: None
    )
    said = await run(["-i", str(film.path), "-af", "ebur128=framelog=quiet:peak=true", "-f", "null", "-"])
    summary = said.split("Summary:")[1].split()
    assert float(summary[summary.index("I:") + 1]) == pytest.approx(-23, abs=0.5)
    assert float(summary[summary.index("Peak:") + 1]) <= -1
    assert film.loudness == pytest.approx(-23, abs=0.2)


async def test_takes_without_sound_make_a_silent_film(bench: FfmpegBench, rushes: Rushes, tmp_path: Path) -> None:
    name = shots(1)[0]
    film = await bench.render(
        plan([listed(name)], [circled(name, rushes.shoot(1, tone=0))]), rushes.fetch, tmp_path, lambda _r, _s: None
    )
    assert film.loudness == -70
    assert np.abs(sound(film.path)).max() == 0


async def test_the_film_carries_its_title_its_scenes_and_its_dialogue(
    bench: FfmpegBench, rushes: Rushes, tmp_path: Path
) -> None:
    names = shots(5)
    line = Line(character="ada", cue="ADA", text="Hold on & wait.", start=2, frames=20)
    chosen = [circled(name, rushes.shoot(at), lines=[line]) for at, name in enumerate(names)]
    film = await render(bench, rushes, plan([listed(name) for name in names], chosen), tmp_path)
    with av.open(str(film)) as container:
        assert container.metadata["title"] == "The Ferry"
        chapters = [(chapter["metadata"]["title"], chapter["start"]) for chapter in container.chapters()]
        titles = [packet for packet in container.demux(subtitles=0) if packet.size > 2]
    assert [title for title, _ in chapters] == ["EXT. QUAY 010 - NIGHT", "EXT. QUAY 020 - NIGHT"]
    assert [bytes(packet)[2:].decode() for packet in titles] == ["Hold on & wait."] * 5
    assert [float((packet.pts or 0) * packet.time_base) for packet in titles] == pytest.approx(
        [at + 2 / 24 for at in range(5)], abs=1e-3
    )


async def test_the_film_can_be_played_while_it_loads(bench: FfmpegBench, rushes: Rushes, tmp_path: Path) -> None:
    data = (await render(bench, rushes, straight(rushes, 1), tmp_path)).read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


async def test_progress_counts_segments_up_to_all(bench: FfmpegBench, rushes: Rushes, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    await bench.render(straight(rushes), rushes.fetch, tmp_path, lambda ready, segments: told.append((ready, segments)))
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]


async def test_a_take_that_is_no_film_is_refused_and_nothing_half_made_is_left(
    bench: FfmpegBench, rushes: Rushes, tmp_path: Path
) -> None:
    take = rushes.shoot(6)
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(rushes.paths[take.digest].read_bytes()[:900])
    rushes.paths[take.digest], kept = broken, rushes.paths[take.digest]
    name = shots(1)[0]
    try:
        with pytest.raises(PicturelockError):
            await render(bench, rushes, plan([listed(name)], [circled(name, take)]), tmp_path / "out")
    finally:
        rushes.paths[take.digest] = kept
    assert not (tmp_path / "out" / "film.mp4").exists()
    assert not [*(tmp_path / "cache" / "bench").iterdir()]


async def test_a_folder_that_takes_no_files_is_refused_plainly(
    bench: FfmpegBench, rushes: Rushes, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Refused, match=r"film\.mp4: cannot be written"):
        await render(bench, rushes, straight(rushes, 1), tmp_path / "file")


async def test_losing_the_cache_loses_nothing_but_time(bench: FfmpegBench, rushes: Rushes, tmp_path: Path) -> None:
    before = seen(await render(bench, rushes, straight(rushes), tmp_path))
    shutil.rmtree(tmp_path / "cache")
    assert seen(await render(bench, rushes, straight(rushes), tmp_path)) == before
