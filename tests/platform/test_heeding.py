"""A task that is asked to end ends, whatever the library that it waits in makes of that."""

import asyncio
from contextlib import suppress

import pytest

from picturelock.platform.heeding import heeded


async def swallowing(answer: asyncio.Future[int]) -> int:
    """As `asyncio.wait_for` of Python 3.11 does, whichever Python this is."""
    try:
        return await asyncio.shield(answer)
    except asyncio.CancelledError:
        return answer.result()


async def finishing(answer: asyncio.Future[int]) -> None:
    """Whatever it is told meanwhile."""
    while not answer.done():
        with suppress(asyncio.CancelledError):
            await asyncio.shield(answer)


async def ended(task: asyncio.Task[None]) -> bool:
    _, going = await asyncio.wait({task}, timeout=5)
    task.cancel()
    return not going and task.cancelled()


async def test_a_cancellation_that_was_swallowed_is_raised_at_the_blocks_end() -> None:
    answer: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    async def work() -> None:
        with heeded():
            await swallowing(answer)
        await asyncio.sleep(60)

    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    answer.set_result(1)
    task.cancel()
    assert await ended(task)


async def test_a_cancellation_that_became_another_error_is_one_again() -> None:
    answer: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    async def work() -> None:
        with heeded():
            await swallowing(answer)

    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    answer.set_exception(ConnectionError("lost"))
    task.cancel()
    assert await ended(task)


async def test_what_is_not_cancelled_goes_on_and_what_it_raises_is_raised() -> None:
    with heeded():
        await asyncio.sleep(0)
    with pytest.raises(ConnectionError), heeded():
        raise ConnectionError


async def test_a_task_that_was_cancelled_before_may_still_tidy_up() -> None:
    tidied = asyncio.Event()

    async def work() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            with heeded():
                await asyncio.sleep(0)
            tidied.set()

    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    task.cancel()
    assert await ended(task)
    assert tidied.is_set()


async def test_a_timeout_of_ones_own_is_still_a_timeout() -> None:
    answer: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_later(0.05, answer.set_result, 1)

    async def work() -> None:
        async with asyncio.timeout(0.01):
            with heeded():
                await finishing(answer)

    with pytest.raises(TimeoutError):
        await work()
