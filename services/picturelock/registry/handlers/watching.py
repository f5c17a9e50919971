"""Everything that is said about a project, for those who watch."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass

from picturelock.kernel.bus import Bus, Envelope


@dataclass(frozen=True, slots=True)
class Watched:
    """From `position` the watch can be taken up again. Without an event it is a sign of life."""

    position: str
    envelope: Envelope | None = None


class Watching:
    def __init__(self, bus: Bus) -> None:
        self._bus = bus

    async def end(self) -> str:
        return await self._bus.end()

    async def watch(self, project_key: str, after: str, heartbeat: float) -> AsyncIterator[Watched]:
        """For ever. The next event is looked for only once the last was taken, so nothing is kept for a slow reader."""
        reached, said = after, self._bus.history(after, follow=True)
        coming: asyncio.Future[tuple[str, Envelope]] | None = None
        quiet_since = asyncio.get_running_loop().time()
        try:
            while True:
                coming = coming or asyncio.ensure_future(anext(said))
                patience = max(0.0, quiet_since + heartbeat - asyncio.get_running_loop().time())
                done, _ = await asyncio.wait({coming}, timeout=patience)
                envelope = None
                if done:
                    reached, envelope = coming.result()
                    coming = None
                    if not _is_about(envelope, project_key):
                        envelope = None
                        if patience > 0:
                            continue
                yield Watched(reached, envelope)
                quiet_since = asyncio.get_running_loop().time()
        finally:
            if coming is not None:
                coming.cancel()
                with suppress(asyncio.CancelledError, StopAsyncIteration):
                    await coming
            await said.aclose()  # type: ignore[attr-defined] # histories are generators


def _is_about(envelope: Envelope, project_key: str) -> bool:
    return envelope.key == project_key or envelope.key.startswith(f"{project_key}/")
