"""A twin in a thread of its own, for tests and for scripts: clients that block may be used beside it."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from picturelock.twin.bill import Line
from picturelock.twin.faults import plan_of
from picturelock.twin.jobs import Job
from picturelock.twin.server import twin_served
from picturelock.twin.studio import Studio
from picturelock.twin.wires import NAMES

T = TypeVar("T")


class Twin:
    def __init__(self, address: str, studio: Studio, loop: asyncio.AbstractEventLoop) -> None:
        self.address = address
        self._studio = studio
        self._loop = loop

    def url(self, provider: str) -> str:
        """The base URL to give to the provider's SDK; `twin` is the owner's."""
        return f"http://{self.address}/{provider}"

    def bill(self, provider: str = "") -> list[Line]:
        return self._asked(lambda: [line for line in self._studio.bill.lines if provider in {"", line.provider}])

    def jobs(self, provider: str = "") -> list[Job]:
        return self._asked(lambda: [job for job in self._studio.jobs.values() if provider in {"", job.provider}])

    def set_faults(self, text: str) -> None:
        """From now on. Raises Invalid."""
        plan = plan_of(text, NAMES, seed=self._studio.plan.seed)
        self._asked(lambda: setattr(self._studio, "plan", plan))

    def set_balance(self, provider: str, amount: Decimal) -> None:
        """Of all accounts, in dollars."""
        self._asked(lambda: self._studio.set_balance(provider, "", amount))

    def _asked(self, question: Callable[[], T]) -> T:
        async def answer() -> T:
            return question()

        return asyncio.run_coroutine_threadsafe(answer(), self._loop).result(10)


@asynccontextmanager
async def running_twin(folder: Path, faults: str = "", pace: float = 0.0) -> AsyncIterator[Twin]:
    """On any free port. A second one on the same folder, later, knows what the first one knew."""
    manager = twin_in_thread(folder, faults, pace)
    twin = await asyncio.to_thread(manager.__enter__)
    try:
        yield twin
    finally:
        await asyncio.to_thread(manager.__exit__, None, None, None)


@contextmanager
def twin_in_thread(folder: Path, faults: str = "", pace: float = 0.0) -> Iterator[Twin]:
    """As `running_twin`, where there is no loop."""
    found: list[Twin | BaseException] = []
    up, stop = threading.Event(), threading.Event()

    async def serve() -> None:
        async with twin_served(folder, "127.0.0.1:0", faults, pace) as (address, studio):
            found.append(Twin(address, studio, asyncio.get_running_loop()))
            up.set()
            await asyncio.to_thread(stop.wait)

    def run() -> None:
        try:
            asyncio.run(serve())
        except Exception as error:  # noqa: BLE001 it is raised where the twin was asked for
            found.append(error)
        up.set()

    thread = threading.Thread(target=run, name="twin", daemon=True)
    thread.start()
    up.wait()
    try:
        if not isinstance(twin := found[0], Twin):
            raise twin
        yield twin
    finally:
        stop.set()
        thread.join(20)
