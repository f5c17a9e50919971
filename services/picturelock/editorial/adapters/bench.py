"""A cutting bench made of ffmpeg: segments are encoded once and kept, sound is levelled, all is joined by copying."""

import asyncio
from collections.abc import Coroutine, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import AsyncExitStack
from pathlib import Path

from picturelock.editorial.adapters import coded_sound, mix, shelf, storyboard, turnover
from picturelock.editorial.adapters.join import join
from picturelock.editorial.adapters.segment_picture import Source, arguments, source_of
from picturelock.editorial.adapters.segment_sound import levels_of, mixed, sample_at
from picturelock.editorial.adapters.shelf import PICTURE, Shelved, workbench
from picturelock.editorial.adapters.whole import whole
from picturelock.editorial.model import Assembly, Segment
from picturelock.editorial.ports import Fetch, Film, Progress
from picturelock.kernel.errors import Transient
from picturelock.media import ffmpeg


class FfmpegBench:
    """Keeps what it makes under `cache`, at most `most_bytes` of it; `jobs` segments are made at a time."""

    def __init__(self, cache: Path, *, jobs: int, most_bytes: int) -> None:
        self._cache = cache
        self._jobs = jobs
        self._most_bytes = most_bytes

    async def render(self, assembly: Assembly, fetch: Fetch, folder: Path, progress: Progress) -> Film:
        """Write `film.mp4`."""
        ready, encoded = await self._segments(assembly.segments, fetch, progress)
        path = folder / "film.mp4"
        loudness = await asyncio.to_thread(self._finish, assembly, ready, path)
        await asyncio.to_thread(shelf.prune, self._cache, self._most_bytes, {one.folder for one in ready})
        return Film(path=path, segments=len(ready), encoded=encoded, loudness=loudness)

    async def turn_over(self, assembly: Assembly, folder: Path) -> Sequence[Path]:
        """Write the timeline in every format, and the titles."""
        return await asyncio.to_thread(turnover.turn_over, assembly, folder)

    async def draw(self, assembly: Assembly, posters: Mapping[str, bytes], folder: Path) -> Sequence[Path]:
        """Write the storyboard."""
        return await asyncio.to_thread(storyboard.draw, assembly, posters, folder)

    async def _segments(
        self, segments: Sequence[Segment], fetch: Fetch, progress: Progress
    ) -> tuple[list[Shelved], int]:
        """All segments in order, and how many had to be made. Equal segments are made once."""
        places = [self._place(segment) for segment in segments]
        found = await asyncio.to_thread(_loaded, set(places))
        missing = {place: segment for place, segment in zip(places, segments, strict=True) if place not in found}
        threads = max(1, self._jobs // max(1, len(missing)))
        hands = asyncio.Semaphore(self._jobs)
        progress(len(found), len(found) + len(missing))

        async def make(place: Path, segment: Segment) -> None:
            async with hands:
                found[place] = await self._make(segment, fetch, place, threads)
            progress(len(found), len(set(places)))

        await _all(make(place, segment) for place, segment in missing.items())
        return [found[place] for place in places], len(missing)

    def _place(self, segment: Segment) -> Path:
        digest = segment.digest
        return self._cache / "segments" / digest[:2] / digest

    async def _make(self, segment: Segment, fetch: Fetch, place: Path, threads: int) -> Shelved:
        async with AsyncExitStack() as takes:
            folder = Path(takes.enter_context(workbench(self._cache)))
            paths = [
                await takes.enter_async_context(fetch(part.digest)) if part.digest else None for part in segment.parts
            ]
            sources = await asyncio.to_thread(_sources, segment, paths, folder)
            await ffmpeg.run(arguments(segment, sources, threads, folder / PICTURE))
            return await asyncio.to_thread(_shelve, segment, sources, folder, place)

    def _finish(self, assembly: Assembly, ready: Sequence[Shelved], path: Path) -> float:
        """Level the sound and join everything; returns the film's loudness in LUFS."""
        laid = _laid(assembly, ready)
        level = mix.mix(laid, assembly.finish.loudness)
        packets = coded_sound.coded(laid, level, self._cache / "sound", self._jobs)
        with whole(path) as temporary:
            join(assembly, ready, packets, laid[-1].end, temporary)
        return level.loudness


async def _all(works: Iterable[Coroutine[None, None, None]]) -> None:
    """Do all; when one fails the others are stopped, and what failed first is raised as it was."""
    try:
        async with asyncio.TaskGroup() as group:
            for work in works:
                group.create_task(work)
    except BaseExceptionGroup as failed:
        raise failed.exceptions[0] from None


def _loaded(places: AbstractSet[Path]) -> dict[Path, Shelved]:
    return {place: one for place in places if (one := Shelved.load(place))}


def _sources(segment: Segment, takes: Sequence[Path | None], folder: Path) -> list[Source]:
    return [
        source_of(part, index, segment.format, take, folder)
        for index, (part, take) in enumerate(zip(segment.parts, takes, strict=True))
    ]


def _shelve(segment: Segment, sources: Sequence[Source], folder: Path, place: Path) -> Shelved:
    sound = mixed(segment, sources)
    shelf.shelve(folder, sound, *levels_of(sound))
    shelf.place(folder, place)
    found = Shelved.load(place)
    if found is None:
        raise Transient(f"{place}: a finished segment could not be kept", reason="SEGMENT_LOST")
    return found


def _laid(assembly: Assembly, ready: Sequence[Shelved]) -> list[mix.Laid]:
    rate, start = assembly.finish.format.rate, 0
    laid: list[mix.Laid] = []
    for segment, one in zip(assembly.segments, ready, strict=True):
        begin, end = sample_at(start, rate), sample_at(start + segment.frames, rate)
        laid.append(mix.Laid(begin, end, one.sound(), one.power, one.peak))
        start += segment.frames
    return laid
