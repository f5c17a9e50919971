"""Cancellations that a client library swallows."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def heeded() -> Iterator[None]:
    """Raises CancelledError at the block's end when the task was cancelled inside and the block went on all the same.

    `asyncio.wait_for`, which PyMongo and aiokafka stand on, does so in Python 3.11: where what it waits for is done in
    the same turn of the loop, it returns that and forgets that it was cancelled (cpython issue 86296). A task that is
    asked to end would then run for ever, and whoever waits for its end with it.
    """
    task = asyncio.current_task()
    before = task.cancelling() if task else 0
    try:
        yield
    except asyncio.CancelledError:
        raise
    except Exception as error:
        if task and task.cancelling() > before:
            raise asyncio.CancelledError from error
        raise
    if task and task.cancelling() > before:
        raise asyncio.CancelledError
