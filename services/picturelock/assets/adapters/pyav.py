"""Examines files with PyAV, in child processes: a file that kills its reader kills no service."""

from pathlib import Path

from picturelock.assets.ports import Examined
from picturelock.kernel.errors import Invalid
from picturelock.media.pool import Pool


class PyavExaminer:
    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def examine(self, video: Path) -> Examined:
        return await self._pool.run(examine, video)

    async def look(self, file: Path, called: str) -> Examined:
        try:
            return await self._pool.run(look, file)
        except Invalid as wrong:
            raise Invalid(f"chunk: {str(wrong).replace(file.name, called)}", reason=wrong.reason) from wrong


def examine(video: Path) -> Examined:
    from picturelock.media.probe import probe  # noqa: PLC0415 only children load what decodes
    from picturelock.media.strip import stills  # noqa: PLC0415

    facts, shown = probe(video), stills(video)
    return Examined(facts=facts, strip=shown.strip, poster=shown.poster)


def look(file: Path) -> Examined:
    from picturelock.media.probe import probe  # noqa: PLC0415

    facts = probe(file)
    return examine(file) if facts.video_codec else Examined(facts=facts, strip=b"", poster=b"")
