"""The inspector of frames, and the instant one."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from tests.media.measure_clips import HEIGHT, WIDTH, encode, pan, scenery, tone

from picturelock.continuity.adapters.frames import FrameInspector
from picturelock.continuity.model import Expectation, expect
from picturelock.continuity.ports import Inspector
from picturelock.kernel.nouns import Rate, ShotSize
from picturelock.media.pool import Pool
from picturelock.testing.inspector import InspectorContract, Rush
from picturelock.testing.instant import InstantInspector, instant_take
from picturelock.testing.samples import small_brief, small_prompt

FRAMES = 30
WANTED = Expectation(
    shot="sc010_sh0010", setting="sc010/quay", size=ShotSize.MEDIUM, width=WIDTH, height=HEIGHT, frames=FRAMES,
    exact=True, rate=Rate(),
)  # fmt: skip


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    children = Pool(1)
    yield children
    children.close()


class TestFrameInspector(InspectorContract):
    @pytest.fixture
    def inspector(self, pool: Pool) -> Inspector:
        return FrameInspector(pool)

    @pytest.fixture
    def good(self, tmp_path: Path) -> Rush:
        return Rush(encode(tmp_path / "good.mp4", pan(scenery(1), FRAMES), sound=tone(FRAMES / 24)), WANTED)

    @pytest.fixture
    def black(self, tmp_path: Path) -> Rush:
        pictures = pan(scenery(1), FRAMES)
        pictures[8:16] = [np.zeros_like(pictures[0])] * 8
        return Rush(encode(tmp_path / "black.mp4", pictures, sound=tone(FRAMES / 24)), WANTED)


class TestInstantInspector(InspectorContract):
    @pytest.fixture
    def inspector(self) -> Inspector:
        return InstantInspector()

    @pytest.fixture
    def good(self, tmp_path: Path) -> Rush:
        return _instant(tmp_path / "good.mp4", "")

    @pytest.fixture
    def black(self, tmp_path: Path) -> Rush:
        return _instant(tmp_path / "black.mp4", "black")


def _instant(video: Path, fault: str) -> Rush:
    video.write_bytes(instant_take(small_prompt(), fault))
    return Rush(video, expect(small_brief()))
