"""What every `Inspector` promises."""

from pathlib import Path

import pytest

from picturelock.continuity.model import Expectation, Measured, judge
from picturelock.continuity.ports import Inspector
from picturelock.kernel.errors import Invalid
from picturelock.kernel.nouns import Staging

JPEG = b"\xff\xd8\xff"


class InspectorContract:
    """Override `inspector`, `expected`, and `take`: a video in which all is as expected, but black in frames 4 to 9."""

    @pytest.fixture
    def inspector(self) -> Inspector:
        raise NotImplementedError("override the fixture `inspector`")

    @pytest.fixture
    def take(self) -> Path:
        raise NotImplementedError("override the fixture `take`")

    @pytest.fixture
    def expected(self) -> Expectation:
        raise NotImplementedError("override the fixture `expected`")

    async def test_what_was_expected_is_found_but_for_the_black(
        self, inspector: Inspector, take: Path, expected: Expectation
    ) -> None:
        measured = await inspector.inspect(take, None, expected)
        (finding,) = judge(measured, expected).findings
        assert (finding.code, finding.first, finding.last) == ("black_frames", 4, 9)
        assert (await inspector.evidence(take, measured, finding)).startswith(JPEG)

    async def test_the_same_take_measures_the_same(
        self, inspector: Inspector, take: Path, expected: Expectation
    ) -> None:
        measured = await inspector.inspect(take, None, expected)
        assert await inspector.inspect(take, Staging(engine="any"), expected) == measured
        (finding,) = judge(measured, expected).findings
        first, second = [await inspector.evidence(take, measured, finding) for _ in range(2)]
        assert first == second

    async def test_a_measure_says_who_made_it_and_survives_being_stored(
        self, inspector: Inspector, take: Path, expected: Expectation
    ) -> None:
        measured = await inspector.inspect(take, None, expected)
        assert measured.by
        assert Measured.model_validate_json(measured.model_dump_json()) == measured

    @pytest.mark.parametrize("data", [b"", b"ffconcat version 1.0\nfile take.mp4\n", b"\0\0\0\x18ftypisom" + bytes(99)])
    async def test_what_is_no_video_is_refused_by_its_name(
        self, inspector: Inspector, expected: Expectation, data: bytes, tmp_path: Path
    ) -> None:
        broken = tmp_path / "broken.mp4"
        broken.write_bytes(data)
        with pytest.raises(Invalid, match=r"broken\.mp4: "):
            await inspector.inspect(broken, None, expected)
