"""An event loop in virtual time: whatever is ready runs in an order drawn by lot, and nobody ever waits.

It is a plain `asyncio` loop otherwise, so the services, the runner and the workers run on it as they are.
"""

import asyncio
import heapq
from asyncio import events
from collections.abc import Callable
from contextvars import Context
from random import Random
from typing import Any, TypeVar, TypeVarTuple

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


class SeededTask(asyncio.Task[Any]):
    """Tasks are kept in sets, and a set's order follows from hashes: these are not those of addresses."""

    def __init__(self, number: int, coro: Any, loop: "SeededLoop", name: str | None, context: Context | None) -> None:
        self._number = number
        super().__init__(coro, loop=loop, name=name, context=context)

    def __hash__(self) -> int:
        return self._number


class SeededLoop(asyncio.AbstractEventLoop):
    """Two loops with the same chance run the same program in the same order."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._now = 0.0
        self._ready: list[asyncio.Handle] = []
        self._timers: list[tuple[float, int, asyncio.TimerHandle]] = []
        self._counted = 0
        """Timers and tasks."""
        self.errors: list[dict[str, Any]] = []
        """What no task was there to hear of."""

    def time(self) -> float:
        """Seconds since the beginning of the world."""
        return self._now

    def run_until_complete(self, future: Any) -> Any:
        """Raises RuntimeError when nothing is left that could ever happen."""
        events._set_running_loop(self)
        try:
            task = asyncio.ensure_future(future, loop=self)
            while not task.done():
                self._step()
            return task.result()
        finally:
            events._set_running_loop(None)

    def _step(self) -> None:
        if not self._ready:
            self._let_time_pass()
        index = self._chance.randrange(len(self._ready)) if len(self._ready) > 1 else 0
        self._ready[index], self._ready[-1] = self._ready[-1], self._ready[index]
        handle = self._ready.pop()
        if not handle.cancelled():
            handle._run()

    def _let_time_pass(self) -> None:
        while not self._ready:
            if not self._timers:
                raise RuntimeError("everybody waits and nothing will ever happen")
            self._now, _, timer = heapq.heappop(self._timers)
            if not timer.cancelled():
                self._ready.append(timer)

    def call_soon(
        self, callback: Callable[[*Ts], object], *args: *Ts, context: Context | None = None
    ) -> asyncio.Handle:
        handle = asyncio.Handle(callback, args, self, context)
        self._ready.append(handle)
        return handle

    def call_soon_threadsafe(
        self, callback: Callable[[*Ts], object], *args: *Ts, context: Context | None = None
    ) -> asyncio.Handle:
        return self.call_soon(callback, *args, context=context)

    def call_later(
        self, delay: float, callback: Callable[[*Ts], object], *args: *Ts, context: Context | None = None
    ) -> asyncio.TimerHandle:
        return self.call_at(self._now + max(0.0, delay), callback, *args, context=context)

    def call_at(
        self, when: float, callback: Callable[[*Ts], object], *args: *Ts, context: Context | None = None
    ) -> asyncio.TimerHandle:
        timer = asyncio.TimerHandle(when, callback, args, self, context)
        self._counted += 1
        heapq.heappush(self._timers, (when, self._counted, timer))
        return timer

    def create_future(self) -> asyncio.Future[Any]:
        return asyncio.Future(loop=self)

    def create_task(self, coro: Any, *, name: str | None = None, context: Context | None = None) -> asyncio.Task[Any]:
        self._counted += 1
        return SeededTask(self._counted, coro, self, name, context)

    def run_in_executor(self, executor: Any, func: Callable[[*Ts], T], *args: *Ts) -> asyncio.Future[T]:  # noqa: ARG002
        """At once: a thread would bring back the machine's own chance."""
        future: asyncio.Future[T] = self.create_future()
        try:
            future.set_result(func(*args))
        except Exception as error:  # noqa: BLE001 it is handed to whoever awaits
            future.set_exception(error)
        return future

    def call_exception_handler(self, context: dict[str, Any]) -> None:
        self.errors.append(context)

    def _timer_handle_cancelled(self, handle: asyncio.TimerHandle) -> None:
        """It stays in the heap and is passed over."""

    def get_debug(self) -> bool:
        return False

    def is_running(self) -> bool:
        return True

    def is_closed(self) -> bool:
        return False

    def close(self) -> None:
        self._ready.clear()
        self._timers.clear()
