"""A bench whose tools are loaded when there is first something to finish: most runs of a finished film need none."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

from picturelock.editorial.model import Assembly
from picturelock.editorial.ports import Bench, Fetch, Film, Progress


class LateBench:
    """The bench made of ffmpeg, and as promised there."""

    def __init__(self, cache: Path, *, jobs: int, most_bytes: int) -> None:
        self._cache = cache
        self._jobs = jobs
        self._most_bytes = most_bytes

    @cached_property
    def _bench(self) -> Bench:
        from picturelock.editorial.adapters.bench import FfmpegBench  # noqa: PLC0415 it takes half a second

        return FfmpegBench(self._cache, jobs=self._jobs, most_bytes=self._most_bytes)

    async def render(self, assembly: Assembly, fetch: Fetch, folder: Path, progress: Progress) -> Film:
        return await self._bench.render(assembly, fetch, folder, progress)

    async def turn_over(self, assembly: Assembly, folder: Path) -> Sequence[Path]:
        return await self._bench.turn_over(assembly, folder)

    async def draw(self, assembly: Assembly, posters: Mapping[str, bytes], folder: Path) -> Sequence[Path]:
        return await self._bench.draw(assembly, posters, folder)
