"""Work on frames is heavy, so it is done in child processes that die with their parent."""

import asyncio
import ctypes
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from typing import ParamSpec, Self, TypeVar

from picturelock.kernel.errors import Transient

P = ParamSpec("P")
T = TypeVar("T")

PR_SET_PDEATHSIG = 1
"""prctl(2)."""


class Pool:
    """`size` child processes, started when first needed. A child that dies is replaced; its call is Transient."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._executor: ProcessPoolExecutor | None = None

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call a module-level function with picklable arguments in a child."""
        executor = self._executor = self._executor or self._start()
        try:
            return await asyncio.wrap_future(executor.submit(function, *args, **kwargs))
        except BrokenExecutor as broken:
            if self._executor is executor:
                self._executor = None
            raise Transient(f"a child process died while it worked: {broken}", reason="CHILD_DIED") from broken

    def _start(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self.size,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_die_with_parent,
            initargs=(os.getpid(),),
        )

    def close(self) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=False, cancel_futures=True)
            self._executor = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _die_with_parent(parent: int) -> None:
    """A parent killed with SIGKILL tells nobody, so the kernel is asked to (Linux), or the child looks (elsewhere)."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(5)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1.0)
    os._exit(1)
