"""What providers have in common that make stills as well: what comes for one is looked at before it is paid."""

from pathlib import Path
from typing import ClassVar

from picturelock.gateway.adapters.providers.films import Fetched
from picturelock.gateway.adapters.providers.wire import HttpProvider
from picturelock.gateway.ports import Declined, Failure, Job
from picturelock.kernel.errors import Invalid, Transient
from picturelock.kernel.nouns import Prompt
from picturelock.media.pool import Pool


class StillProvider(HttpProvider):
    """Pictures are decoded in a child process: one that kills its reader kills no gateway."""

    _pool: ClassVar[Pool] = Pool(1)

    def close(self) -> None:
        self._pool.close()

    async def complete(self, job: Job, prompt: Prompt, workspace: Path) -> Fetched:
        came = await self.collect(job, workspace)
        return await self._still(came.video, f"{self.name}: {job.id}") if prompt.engine in self.stills else came

    async def _still(self, file: Path, where: str) -> Fetched:
        """By the name that files of its kind have."""
        from picturelock.media.still import is_cut_short, suffix_of  # noqa: PLC0415 few look at pictures

        if is_cut_short(file):
            raise Transient(f"{where}: the picture breaks off after {file.stat().st_size} bytes")
        if problem := await self._pool.run(_problem, file):
            raise Declined(Failure.BAD_OUTPUT, f"{where}: what it made is no picture ({problem})")
        return Fetched(file.rename(file.with_name(f"still{suffix_of(file)}")))


def _problem(file: Path) -> str:
    """In a child. Empty for a picture."""
    from picturelock.media.still import look_at  # noqa: PLC0415 only children load what decodes

    try:
        look_at(file)
    except Invalid as error:
        return str(error)
    return ""
