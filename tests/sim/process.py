"""A process: what dies at once and whole."""

import asyncio
from collections.abc import Awaitable, Callable

from tests.sim.luck import Luck

from picturelock.kernel.errors import Transient

MOST_PATIENCE = 6.0
"""Seconds of silence after which the others take a process for dead."""


class Killed(asyncio.CancelledError):
    """Raised in whatever a dead process was about to do; nothing of it can have an effect any more."""


class Process:
    """One copy of one service. Everything it does to the world goes through `reach` and `point`."""

    def __init__(self, name: str, luck: Luck, missed: Callable[["Process"], None]) -> None:
        self.name = name
        self.alive = True
        self._luck = luck
        self._missed = missed
        self._thaws = 0.0
        self._main: asyncio.Task[None] | None = None

    def start(self, main: Awaitable[None]) -> None:
        self._main = asyncio.ensure_future(self._live(main))

    async def ended(self) -> None:
        """Wait until it is dead and nothing of it is left."""
        if self._main is not None:
            await asyncio.wait({self._main})

    async def reach(self) -> None:
        """On the way to the outside: time passes, and anything may happen meanwhile."""
        if self._luck.strikes("freeze"):
            self._freeze(self._luck.within(1.0, 60.0))
        await asyncio.sleep(self._luck.latency())
        await asyncio.sleep(max(0.0, self._thaws - _now()))
        self._must_live()
        if self._luck.strikes("outage"):
            raise Transient(f"{self.name}: nobody answers", reason="OUTAGE")

    def point(self) -> None:
        """Between two writes."""
        self._must_live()
        if self._luck.strikes("crash"):
            self.kill()
            raise Killed

    def kill(self) -> None:
        self.alive = False
        if self._main is not None:
            self._main.cancel()
        asyncio.get_running_loop().call_later(self._luck.within(0.2, MOST_PATIENCE), self._missed, self)

    def _freeze(self, seconds: float) -> None:
        self._thaws = max(self._thaws, _now() + seconds)
        if seconds > MOST_PATIENCE:
            asyncio.get_running_loop().call_later(MOST_PATIENCE, self._missed, self)

    def _must_live(self) -> None:
        if not self.alive:
            raise Killed

    async def _live(self, main: Awaitable[None]) -> None:
        try:
            await main
        finally:
            self.alive = False


def _now() -> float:
    return asyncio.get_running_loop().time()
