"""Claims: of several copies of editorial one finishes a film, and everybody can tell how far it is."""

import asyncio
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

from picturelock.editorial.model.finishing import Finishing, Progress
from picturelock.kernel.bus import Cause, caused_by
from picturelock.kernel.clock import Clock
from picturelock.kernel.errors import Conflict, Transient
from picturelock.kernel.records import Records

LASTS = timedelta(seconds=6)
TELL_SECONDS = 1.0


class Claims:
    def __init__(self, records: Records, clock: Clock) -> None:
        self._records = records
        self._clock = clock
        self._copy = uuid.uuid4().hex
        self._told: dict[str, Progress] = {}

    async def progress(self, project_key: str) -> Progress:
        """As far as this copy is, or as another last told."""
        if project_key in self._told:
            return self._told[project_key]
        found = await self._records.find(Finishing, project_key)
        return found.progress if found and self._clock.now() < found.until else Progress()

    def tell(self, project_key: str, ready: int, segments: int) -> None:
        self._told[project_key] = Progress(ready=ready, segments=segments)

    @asynccontextmanager
    async def claimed(self, project_key: str, assembly: str) -> AsyncIterator[bool]:
        """Whether it is ours to finish. While the block runs the claim is renewed, with how far it is."""
        if not await self._claim(project_key, assembly):
            yield False
            return
        renewing = asyncio.ensure_future(self._keep(project_key))
        try:
            yield True
        finally:
            renewing.cancel()
            await asyncio.wait({renewing})  # which takes nobody's cancelling of this task for the one just done
            self._told.pop(project_key, None)
            await self._save(project_key, over=True)

    async def _claim(self, key: str, assembly: str) -> bool:
        now, found = self._clock.now(), await self._records.find(Finishing, key)
        if found and found.is_somebody_elses(assembly, self._copy, now):
            return False
        fresh = Finishing(assembly=assembly, by=self._copy, until=now + LASTS)
        mine = fresh.but(version=found.version, applied=found.applied) if found else fresh
        with suppress(Conflict), caused_by(Cause(uuid.uuid4().hex, source="editorial")):
            await self._records.save(key, mine)
            return True
        return False

    async def _keep(self, key: str) -> None:
        while True:
            await self._clock.sleep(TELL_SECONDS)
            await self._save(key, over=False)

    async def _save(self, key: str, *, over: bool) -> None:
        """A claim that can't be renewed lapses: then somebody does the work twice, and one of them wins."""
        with suppress(Transient), caused_by(Cause(uuid.uuid4().hex, source="editorial")):
            found = await self._records.find(Finishing, key)
            if found is None or found.by != self._copy:
                return
            told = self._told.get(key, Progress())
            going_on = found.but(until=self._clock.now() + LASTS, progress=told)
            await self._records.save(key, found.ended() if over else going_on)
