"""What every `Bench` promises."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from picturelock.editorial.model import Assembly
from picturelock.editorial.ports import Bench, Fetch

TURNED_OVER = {"cut.otio", "cut.edl", "cut.fcpxml", "film.srt"}


@dataclass
class Room:
    """Two films of three segments that differ in one take, and the means to read takes."""

    film: Assembly
    changed: Assembly
    fetch: Fetch
    asked: list[str] = field(default_factory=list)
    """Digests of the takes that were read."""

    @asynccontextmanager
    async def noted(self, digest: str) -> AsyncIterator[Path]:
        self.asked.append(digest)
        async with self.fetch(digest) as path:
            yield path


class BenchContract:
    """Override `bench` and `room`."""

    @pytest.fixture
    def bench(self) -> Bench:
        raise NotImplementedError("override the fixture `bench`")

    @pytest.fixture
    def room(self) -> Room:
        raise NotImplementedError("override the fixture `room`")

    async def test_a_new_film_is_encoded_whole(self, bench: Bench, room: Room, tmp_path: Path) -> None:
        film = await bench.render(room.film, room.noted, tmp_path, ignore)
        assert film.path == tmp_path / "film.mp4"
        assert film.path.stat().st_size
        assert (film.segments, film.encoded) == (3, 3)

    async def test_the_same_film_is_not_encoded_again(self, bench: Bench, room: Room, tmp_path: Path) -> None:
        await bench.render(room.film, room.noted, tmp_path, ignore)
        room.asked.clear()
        assert (await bench.render(room.film, room.noted, tmp_path, ignore)).encoded == 0
        assert not room.asked

    async def test_only_what_changed_is_encoded_again(self, bench: Bench, room: Room, tmp_path: Path) -> None:
        await bench.render(room.film, room.noted, tmp_path, ignore)
        room.asked.clear()
        assert (await bench.render(room.changed, room.noted, tmp_path, ignore)).encoded == 1
        assert len(room.asked) == 1

    async def test_progress_ends_with_every_segment_ready(self, bench: Bench, room: Room, tmp_path: Path) -> None:
        told: list[tuple[int, int]] = []
        await bench.render(room.film, room.noted, tmp_path, lambda ready, of: told.append((ready, of)))
        assert told[-1] == (3, 3)
        assert told == sorted(told)

    async def test_the_cut_is_turned_over_in_every_format(self, bench: Bench, room: Room, tmp_path: Path) -> None:
        written = await bench.turn_over(room.film, tmp_path)
        assert {path.relative_to(tmp_path).as_posix() for path in written} == TURNED_OVER
        assert all(path.is_file() for path in written)

    async def test_the_storyboard_is_pictures_and_a_document(self, bench: Bench, room: Room, tmp_path: Path) -> None:
        written = await bench.draw(room.film, {}, tmp_path)
        assert tmp_path / "storyboard.pdf" in written
        assert all(path.suffix in {".png", ".pdf"} and path.is_relative_to(tmp_path) for path in written)


def ignore(_ready: int, _segments: int) -> None: ...
