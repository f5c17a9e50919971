"""A film cut together, and cut again with one shot changed, against copying the streams of the same segments."""

import asyncio
import os
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.example import briefs, scene_of, spread_out
from benchmarks.figures import Figure, middle, spread
from picturelock.editorial.adapters.bench import FfmpegBench
from picturelock.editorial.adapters.shelf import PICTURE, SOUND
from picturelock.editorial.model import Assembly, Circled, Finish, assemble
from picturelock.gateway.adapters.previz import draw
from picturelock.kernel.nouns import Asset, ListedShot, MediaFacts, Rate, Staged, Take
from picturelock.media import ffmpeg
from picturelock.media.previz.faults import Faults
from picturelock.media.signal import SAMPLE_RATE
from picturelock.platform.local import LocalStore

RATE = Rate()
SECONDS = 4
THEN = datetime(2026, 1, 1, tzinfo=UTC)
JOBS = os.cpu_count() or 1


def measure(*, quick: bool) -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="picturelock-bench-") as folder:
        return asyncio.run(_measured(Path(folder), *((4, 1, 1) if quick else (60, SECONDS, 5))))


@dataclass(frozen=True, slots=True)
class _Film:
    """A film in the making, and where."""

    store: LocalStore
    bench: FfmpegBench
    takes: Sequence[Asset]
    folder: Path

    @property
    def cache(self) -> Path:
        return self.folder / "cache"

    async def render(self, assembly: Assembly) -> float:
        """Seconds."""
        began = time.perf_counter()
        await self.bench.render(assembly, self.store.fetch, self.folder, lambda _ready, _segments: None)
        return time.perf_counter() - began


async def _measured(folder: Path, shots: int, seconds: int, times: int) -> list[Figure]:
    store = LocalStore(folder / "store")
    takes = await _shoot(store, folder / "rushes", shots + times, seconds)
    film = _Film(store, FfmpegBench(folder / "cache", jobs=JOBS, most_bytes=2**36), takes, folder)
    whole = _assembly(takes[:shots])
    first = await film.render(whole)
    listing = await _copies(film, whole, folder / "copies")
    copied, changed = [], []
    for time_ in range(times):
        copied.append(await _copy(listing, folder / "copied.mp4"))
        changed.append(await film.render(_assembly(_with_another(takes[:shots], takes[shots + time_], time_))))
    ratios = [one / other for one, other in zip(changed, copied, strict=True)]
    look = f"{shots} shots of {seconds} s at 1280x720"
    return [
        Figure("assembly_first_s", "film cut together", first, "s", more=False, note=f"{look}, all encoded, once"),
        Figure("assembly_changed_s", "cut again, 1 shot changed", middle(changed), "s", more=False,
               note=spread(changed)),
        Figure("stream_copy_s", "streams copied", middle(copied), "s", more=False,
               note=f"ffmpeg -f concat -c copy, {spread(copied)}"),
        Figure("assembly_to_copy", "cut again, to streams copied", middle(ratios), "x", 1.7, more=False,
               note=spread(ratios)),
    ]  # fmt: skip


def _with_another(takes: Sequence[Asset], other: Asset, at: int) -> list[Asset]:
    """Another shot each time, so that none is found on the shelf."""
    place = (at * 17 + 5) % len(takes)
    return [*takes[:place], other, *takes[place + 1 :]]


def _assembly(takes: Sequence[Asset]) -> Assembly:
    shots = [f"sc010_sh{10 * (at + 1):04d}" for at in range(len(takes))]
    frames = takes[0].facts.frames or 1
    listed = [ListedShot(shot=shot, brief_digest="", frames=frames) for shot in shots]
    chosen: Mapping[str, Circled] = {
        shot: Circled(shot=shot, take=_take(shot, asset), asset=asset) for shot, asset in zip(shots, takes, strict=True)
    }
    return assemble("local/bench", "Bench", listed, chosen, Finish())


def _take(shot: str, asset: Asset) -> Take:
    staged = Staged(key="bench", digest=asset.digest, size=asset.size, media_type=asset.media_type)
    return Take(shot=shot, number=1, prompt_digest="", engine="previz", engine_version="1", seed=7, video=staged,
                started=THEN, finished=THEN)  # fmt: skip


async def _shoot(store: LocalStore, folder: Path, count: int, seconds: int) -> list[Asset]:
    """Takes that all differ: a few drawn by previz, each seen in many hues."""
    frames = RATE.frames(seconds)
    drawn = [scene_of(brief).model_copy(update={"frames": frames}) for brief in spread_out(briefs(), 3)]
    masters: list[Path] = []
    for at, scene in enumerate(drawn):
        workspace = folder / f"master{at}"
        workspace.mkdir(parents=True)
        masters.append(draw(scene, workspace, Faults()).video)
    assets = []
    for at in range(count):
        path = folder / f"take{at}.mp4"
        await ffmpeg.run([
            "-i", str(masters[at % len(masters)]), "-vf", f"hue=h={360 * at / count:.3f}", "-c:v", "libx264",
            "-preset", "ultrafast", "-crf", "18", "-frames:v", str(frames), "-c:a", "copy", str(path),
        ])  # fmt: skip
        stored = await store.put(path)
        facts = MediaFacts(frames=frames, rate=RATE, seconds=seconds, audio_codec="aac")
        assets.append(Asset(digest=stored.digest, size=stored.size, media_type="video/mp4", facts=facts))
    return assets


async def _copies(film: _Film, assembly: Assembly, folder: Path) -> Path:
    """The very segments as files with picture and sound, and the list that ffmpeg joins them by."""
    folder.mkdir()
    lines = []
    for at, segment in enumerate(assembly.segments):
        shelved = film.cache / "segments" / segment.digest[:2] / segment.digest
        await ffmpeg.run([
            "-i", str(shelved / PICTURE), "-f", "s16le", "-ar", str(SAMPLE_RATE), "-ac", "2",
            "-i", str(shelved / SOUND), "-c:v", "copy", "-c:a", "aac", "-b:a", "192k", str(folder / f"{at}.mp4"),
        ])  # fmt: skip
        lines.append(f"file {at}.mp4")
    return _listing(lines, folder / "listing.txt")


def _listing(lines: Iterable[str], file: Path) -> Path:
    file.write_text("\n".join(lines))
    return file


async def _copy(listing: Path, to: Path) -> float:
    """Seconds."""
    began = time.perf_counter()
    await ffmpeg.run(["-f", "concat", "-i", str(listing), "-c", "copy", "-movflags", "+faststart", str(to)])
    return time.perf_counter() - began
