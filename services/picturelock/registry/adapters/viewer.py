"""Looks at pictures in child processes: one that kills its reader kills no service."""

from pathlib import Path

from picturelock.kernel.errors import Invalid
from picturelock.media.pool import Pool


class ChildViewer:
    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def problem(self, picture: Path, called: str) -> str:
        return (await self._pool.run(look, picture)).replace(picture.name, called)


def look(picture: Path) -> str:
    from picturelock.media.still import look_at  # noqa: PLC0415 only children load what decodes

    try:
        look_at(picture)
    except Invalid as error:
        return str(error)
    return ""
