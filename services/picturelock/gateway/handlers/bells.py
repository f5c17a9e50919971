"""Bells by which whoever follows a job is told that there may be news of it."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from picturelock.kernel.clock import Clock

LEAST_SECONDS = 1.0
"""How long nothing is looked at again, however often somebody rings."""


class Bells:
    """In this process: other copies of the gateway do not hear them, and look when it is time."""

    def __init__(self) -> None:
        self._hung: dict[str, list[asyncio.Event]] = {}

    @contextmanager
    def hung_for(self, purchase: str) -> Iterator[asyncio.Event]:
        bell, bells = asyncio.Event(), self._hung.setdefault(purchase, [])
        bells.append(bell)
        try:
            yield bell
        finally:
            bells.remove(bell)
            if not bells:
                self._hung.pop(purchase, None)

    def ring(self, purchase: str) -> None:
        for bell in self._hung.get(purchase, ()):
            bell.set()


async def rest(clock: Clock, seconds: float, bell: asyncio.Event) -> None:
    """As long, or until somebody rings; what rang before counts."""
    await clock.sleep(min(seconds, LEAST_SECONDS))
    if seconds > LEAST_SECONDS:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds - LEAST_SECONDS):
                await bell.wait()
