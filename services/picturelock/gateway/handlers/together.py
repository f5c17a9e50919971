"""What many ask for one by one is seen to together: whatever comes while some are seen to goes with the next."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from picturelock.kernel.errors import Conflict

T = TypeVar("T")
R = TypeVar("R")

MOST = 256
"""So many are seen to at once, at most."""


@dataclass(slots=True, eq=False)
class Asked(Generic[T, R]):
    """Somebody waits for `done`, unless it is done already: then they have gone."""

    what: T
    done: "asyncio.Future[R]" = field(default_factory=lambda: asyncio.get_running_loop().create_future())

    def answer(self, result: R) -> None:
        if not self.done.done():
            self.done.set_result(result)

    def refuse(self, error: Exception) -> None:
        if not self.done.done():
            self.done.set_exception(error)


class Together(Generic[T, R]):
    """`see_to` answers or refuses each. When it raises Conflict it is called again; of any other error all are told."""

    def __init__(self, name: str, see_to: Callable[[Sequence[Asked[T, R]]], Awaitable[None]]) -> None:
        self._name = name
        self._see_to = see_to
        self._queue: list[Asked[T, R]] = []
        self._task: asyncio.Task[None] | None = None

    def ask(self, what: T) -> "asyncio.Future[R]":
        asked: Asked[T, R] = Asked(what)
        self._queue.append(asked)
        if self._task is None:
            self._task = asyncio.create_task(self._run(), name=self._name)
        return asked.done

    async def _run(self) -> None:
        try:
            while self._queue:
                some = self._queue[:MOST]
                with suppress(Conflict):
                    await self._see_to(some)
                    del self._queue[: len(some)]
        except Exception as error:  # noqa: BLE001 whoever waits is told
            for asked in self._queue:
                asked.refuse(error)
            self._queue.clear()
        finally:
            self._task = None
