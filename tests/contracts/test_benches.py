"""The bench that renders, and the instant one."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.editorial.editorial_takes import SMALL, Rushes, by_shot, circled, listed, shots

from picturelock.editorial.adapters.bench import FfmpegBench
from picturelock.editorial.model import Assembly, assemble
from picturelock.editorial.ports import Bench
from picturelock.kernel.nouns import Asset
from picturelock.testing.bench import BenchContract, Reels
from picturelock.testing.instant import InstantBench, instant_take
from picturelock.testing.samples import small_prompt


@pytest.fixture(scope="module")
def rushes(tmp_path_factory: pytest.TempPathFactory) -> Rushes:
    return Rushes(tmp_path_factory.mktemp("rushes"))


class TestFfmpegBench(BenchContract):
    @pytest.fixture
    def bench(self, tmp_path: Path) -> Bench:
        return FfmpegBench(tmp_path / "cache", jobs=2, most_bytes=2**30)

    @pytest.fixture
    def reels(self, rushes: Rushes) -> Reels:
        takes = [rushes.shoot(number) for number in range(4)]
        return Reels(_film(takes[:3]), _film([takes[0], takes[3], takes[2]]), rushes.fetch)


class TestInstantBench(BenchContract):
    @pytest.fixture
    def bench(self) -> Bench:
        return InstantBench()

    @pytest.fixture
    def reels(self, tmp_path: Path) -> Reels:
        rushes = Rushes(tmp_path)
        takes = [_instant(rushes, number) for number in range(4)]
        return Reels(_film(takes[:3]), _film([takes[0], takes[3], takes[2]]), rushes.fetch)


def _instant(rushes: Rushes, number: int) -> Asset:
    video = rushes.folder / f"take{number}.mp4"
    video.write_bytes(instant_take(small_prompt(revision=number)))
    return rushes.keep(video, 24)


def _film(takes: Sequence[Asset]) -> Assembly:
    names = shots(len(takes))
    chosen = by_shot(circled(name, take) for name, take in zip(names, takes, strict=True))
    return assemble("studio/film", "The Ferry", [listed(name) for name in names], chosen, SMALL)
