"""Work on frames is heavy, so it is done in child processes that die with their parent."""

import asyncio
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from multiprocessing.connection import Connection
from typing import ParamSpec, TypeVar

from picturelock.kernel.errors import Transient

P = ParamSpec("P")
T = TypeVar("T")


class Pool:
    """`size` child processes, started when first needed. When one dies its call is Transient and all are replaced."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._executor: ProcessPoolExecutor | None = None
        self._alive: Connection | None = None

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call a module-level function with picklable arguments in a child."""
        executor = self._executor = self._executor or self._start()
        try:
            return await asyncio.wrap_future(executor.submit(function, *args, **kwargs))
        except BrokenExecutor as broken:
            if self._executor is executor:
                self.close()
            raise Transient(f"a child process died while it worked: {broken}", reason="CHILD_DIED") from broken

    def _start(self) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("spawn")
        theirs, self._alive = context.Pipe(duplex=False)
        return ProcessPoolExecutor(self.size, mp_context=context, initializer=_die_with_parent, initargs=(theirs,))

    def close(self) -> None:
        """End the children at once, whatever they are at."""
        if self._executor is not None and self._alive is not None:
            self._alive.close()
            self._executor.shutdown(wait=False, cancel_futures=True)
            self._executor = None


def _die_with_parent(alive: Connection) -> None:
    """The parent holds the other end of `alive`; however it goes away, even by SIGKILL, that end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(5)
    threading.Thread(target=_outlive_no_parent, args=(alive,), daemon=True).start()


def _outlive_no_parent(alive: Connection) -> None:
    try:
        alive.recv_bytes()
    except (EOFError, OSError):
        os._exit(1)
