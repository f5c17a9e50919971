"""The inspector: takes are measured and pictured in child processes, which alone load what measures."""

from pathlib import Path

from picturelock.continuity.model import Expectation, Measured
from picturelock.kernel.nouns import Finding, Staging
from picturelock.media.pool import Pool


class FrameInspector:
    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def inspect(self, video: Path, staging: Staging | None, expected: Expectation) -> Measured:
        return await self._pool.run(_measure, video, staging, expected)

    async def evidence(self, video: Path, measured: Measured, finding: Finding) -> bytes:
        return await self._pool.run(_picture, video, measured, finding)


def _measure(video: Path, staging: Staging | None, expected: Expectation) -> Measured:
    from picturelock.continuity.adapters.frames import measure  # noqa: PLC0415 only children load what measures

    return measure(video, staging, expected)


def _picture(video: Path, measured: Measured, finding: Finding) -> bytes:
    from picturelock.continuity.adapters.evidence import picture_of  # noqa: PLC0415 only children load what draws

    return picture_of(video, measured, finding)
