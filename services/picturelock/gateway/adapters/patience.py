"""Trying again, for a worker whose gateway or store is away for a while."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from random import Random
from typing import TypeVar

from picturelock.kernel.errors import Transient

T = TypeVar("T")

log = logging.getLogger(__name__)

FIRST_SECONDS, MOST_SECONDS = 0.2, 5.0
_chance = Random()


async def patiently(what: str, work: Callable[[], Awaitable[T]], patience: float | None = None) -> T:
    """Until it works. After `patience` seconds the last Transient is raised; None is for ever."""
    loop = asyncio.get_running_loop()
    began, wait = loop.time(), FIRST_SECONDS
    while True:
        try:
            return await work()
        except Transient as error:
            if patience is not None and loop.time() - began > patience:
                raise
            log.info("%s: %s; trying again", what, error)
        await asyncio.sleep(wait * _chance.uniform(0.5, 1.0))
        wait = min(MOST_SECONDS, wait * 2)
