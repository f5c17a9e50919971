"""The inspector that believes what instant takes say of themselves."""

from pathlib import Path

import pytest

from picturelock.continuity.model import Expectation, expect
from picturelock.continuity.ports import Inspector
from picturelock.testing.inspector import InspectorContract
from picturelock.testing.instant import InstantInspector, instant_take
from picturelock.testing.samples import small_brief, small_prompt


class TestInstantInspector(InspectorContract):
    @pytest.fixture
    def inspector(self) -> Inspector:
        return InstantInspector()

    @pytest.fixture
    def take(self, tmp_path: Path) -> Path:
        video = tmp_path / "take.mp4"
        video.write_bytes(instant_take(small_prompt(), "black"))
        return video

    @pytest.fixture
    def expected(self) -> Expectation:
        return expect(small_brief())
