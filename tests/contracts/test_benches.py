"""The real bench and the simulation's keep the same promises."""

import json
from pathlib import Path

import pytest
from tests.editorial.editorial_takes import SMALL, Rushes, by_shot, circled, listed, shots

from picturelock.editorial.adapters.bench import FfmpegBench
from picturelock.editorial.model import Assembly, assemble
from picturelock.kernel.nouns import Asset
from picturelock.testing.bench import BenchContract, Room
from picturelock.testing.instant import InstantBench


def film(takes: list[Asset]) -> Assembly:
    names = shots(len(takes))
    chosen = by_shot(circled(name, take) for name, take in zip(names, takes, strict=True))
    return assemble("studio/film", "The Ferry", [listed(name) for name in names], chosen, SMALL)


class TestFfmpegBench(BenchContract):
    @pytest.fixture
    def bench(self, tmp_path: Path) -> FfmpegBench:
        return FfmpegBench(tmp_path / "cache", jobs=2, most_bytes=2**30)

    @pytest.fixture
    def room(self, tmp_path: Path) -> Room:
        rushes = Rushes(tmp_path)
        takes = [rushes.shoot(number, 24) for number in range(4)]
        return Room(film(takes[:3]), film([takes[0], takes[3], takes[2]]), rushes.fetch)


class TestInstantBench(BenchContract):
    @pytest.fixture
    def bench(self) -> InstantBench:
        return InstantBench()

    @pytest.fixture
    def room(self, tmp_path: Path) -> Room:
        rushes = Rushes(tmp_path)
        takes = []
        for number in range(4):
            path = tmp_path / f"{number}.json"
            path.write_text(json.dumps({"take": number}))
            takes.append(rushes.keep(path, 24))
        return Room(film(takes[:3]), film([takes[0], takes[3], takes[2]]), rushes.fetch)
