"""What every `Inspector` promises."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from picturelock.continuity.model import Expectation, judge
from picturelock.continuity.ports import Inspector
from picturelock.kernel.errors import Refused
from picturelock.kernel.nouns import Decision


@dataclass(frozen=True, slots=True)
class Rush:
    """A take, and what was expected of it."""

    video: Path
    expected: Expectation


class InspectorContract:
    """Override `inspector`, `good` and `black`."""

    @pytest.fixture
    def inspector(self) -> Inspector:
        raise NotImplementedError("override the fixture `inspector`")

    @pytest.fixture
    def good(self) -> Rush:
        """A take that is just as it should be."""
        raise NotImplementedError("override the fixture `good`")

    @pytest.fixture
    def black(self) -> Rush:
        """A take in which several frames are black, and nothing else is wrong."""
        raise NotImplementedError("override the fixture `black`")

    async def test_a_good_take_passes(self, inspector: Inspector, good: Rush) -> None:
        measured = await inspector.inspect(good.video, None, good.expected)
        verdict = judge(measured, good.expected)
        assert (verdict.decision, verdict.findings) == (Decision.PASS, ())
        assert verdict.measured_by

    async def test_what_it_measures_is_about_the_take(self, inspector: Inspector, good: Rush) -> None:
        measured = await inspector.inspect(good.video, None, good.expected)
        assert (measured.shot, measured.setting, measured.size) == (
            good.expected.shot,
            good.expected.setting,
            good.expected.size,
        )
        assert (measured.facts.width, measured.facts.height) == (good.expected.width, good.expected.height)
        assert measured.facts.frames == good.expected.frames

    async def test_black_frames_are_found_where_they_are(self, inspector: Inspector, black: Rush) -> None:
        measured = await inspector.inspect(black.video, None, black.expected)
        verdict = judge(measured, black.expected)
        assert "black_frames" in {finding.code for finding in verdict.findings}
        assert verdict.decision is Decision.RETAKE
        for finding in verdict.findings:
            assert 0 <= finding.first <= finding.last < black.expected.frames
            assert finding.note

    async def test_looking_twice_gives_the_same(self, inspector: Inspector, black: Rush) -> None:
        one = await inspector.inspect(black.video, None, black.expected)
        assert await inspector.inspect(black.video, None, black.expected) == one

    async def test_evidence_is_a_jpeg_and_always_the_same(self, inspector: Inspector, black: Rush) -> None:
        measured = await inspector.inspect(black.video, None, black.expected)
        finding = judge(measured, black.expected).findings[0]
        shown = await inspector.evidence(black.video, measured, finding)
        assert (shown[:2], shown[-2:]) == (b"\xff\xd8", b"\xff\xd9")
        assert await inspector.evidence(black.video, measured, finding) == shown

    async def test_what_is_no_take_is_refused(self, inspector: Inspector, good: Rush, tmp_path: Path) -> None:
        text = tmp_path / "no_take.mp4"
        text.write_text("ffconcat version 1.0\nfile other.mp4\n")
        with pytest.raises(Refused, match=r"no_take\.mp4"):
            await inspector.inspect(text, None, good.expected)
