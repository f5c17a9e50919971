"""The inspector that looks at frames."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from tests.continuity.continuity_cases import expectation
from tests.media.measure_clips import encode, pan, scenery

from picturelock.continuity.adapters.inspector import FrameInspector
from picturelock.continuity.model import Expectation
from picturelock.media.pool import Pool
from picturelock.testing.inspector import InspectorContract


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    pool = Pool(1)
    yield pool
    pool.close()


@pytest.fixture(scope="module")
def partly_black(tmp_path_factory: pytest.TempPathFactory) -> Path:
    shown = pan(scenery(1), 24)
    pictures = [*shown[:4], *[np.zeros_like(shown[0])] * 6, *shown[10:]]
    return encode(tmp_path_factory.mktemp("inspector") / "take.mp4", pictures)


class TestFrameInspector(InspectorContract):
    @pytest.fixture
    def inspector(self, pool: Pool) -> FrameInspector:
        return FrameInspector(pool)

    @pytest.fixture
    def take(self, partly_black: Path) -> Path:
        return partly_black

    @pytest.fixture
    def expected(self) -> Expectation:
        return expectation(width=640, height=360, frames=24, wanted=(), spoken=())
