"""What every `Bench` promises."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import pytest

from picturelock.editorial.model import Assembly
from picturelock.editorial.ports import Bench, Fetch

TURNOVER = {"cut.otio", "cut.edl", "cut.fcpxml", "film.srt"}


@dataclass(frozen=True, slots=True)
class Reels:
    """Two plans of the same film and the takes for both: in `changed` one shot shows another take."""

    film: Assembly
    changed: Assembly
    fetch: Fetch


class BenchContract:
    """Override `bench` and `reels`."""

    @pytest.fixture
    def bench(self) -> Bench:
        raise NotImplementedError("override the fixture `bench`")

    @pytest.fixture
    def reels(self) -> Reels:
        """A film of at least three segments."""
        raise NotImplementedError("override the fixture `reels`")

    async def test_every_segment_of_a_new_film_is_made(self, bench: Bench, reels: Reels, tmp_path: Path) -> None:
        told: list[tuple[int, int]] = []
        film = await bench.render(reels.film, reels.fetch, tmp_path / "one", lambda *at: told.append(at))
        assert film.path == tmp_path / "one" / "film.mp4"
        assert film.path.stat().st_size > 0
        assert film.segments == film.encoded == len(reels.film.segments)
        assert told == sorted(told)
        assert told[-1] == (film.segments, film.segments)

    async def test_a_film_that_was_made_is_found_made(self, bench: Bench, reels: Reels, tmp_path: Path) -> None:
        one = await _render(bench, reels, reels.film, tmp_path / "one")
        two = await _render(bench, reels, reels.film, tmp_path / "two")
        assert two == one

    async def test_only_what_changed_is_made_again(self, bench: Bench, reels: Reels, tmp_path: Path) -> None:
        await _render(bench, reels, reels.film, tmp_path / "one")
        film = await bench.render(reels.changed, reels.fetch, tmp_path / "two", lambda *_: None)
        kept = {segment.digest for segment in reels.film.segments}
        assert film.encoded == sum(segment.digest not in kept for segment in reels.changed.segments) == 1
        assert await _render(bench, reels, reels.film, tmp_path / "three") != _digest(film.path)

    async def test_what_goes_to_an_editor_is_complete(self, bench: Bench, reels: Reels, tmp_path: Path) -> None:
        files = await bench.turn_over(reels.film, tmp_path)
        assert {file.name for file in files} == TURNOVER
        assert all(file.parent == tmp_path and file.stat().st_size > 0 for file in files)

    async def test_a_storyboard_is_drawn_even_without_pictures(
        self, bench: Bench, reels: Reels, tmp_path: Path
    ) -> None:
        files = await bench.draw(reels.film, {}, tmp_path)
        assert tmp_path / "storyboard.pdf" in files
        assert all(tmp_path in file.parents and file.stat().st_size > 0 for file in files)


async def _render(bench: Bench, reels: Reels, assembly: Assembly, folder: Path) -> str:
    return _digest((await bench.render(assembly, reels.fetch, folder, lambda *_: None)).path)


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
