"""Listening to a bus from a test."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing

from picturelock.kernel.bus import Bus, Delivery, Envelope, Subscription

PATIENCE = 20.0
"""Seconds after which something that must come is taken not to come."""


async def said(bus: Bus, count: int) -> Sequence[Envelope]:
    """The first `count` events ever said. Raises TimeoutError when there are fewer."""
    found: list[Envelope] = []
    async with asyncio.timeout(PATIENCE), aclosing(_following(bus)) as following:
        while len(found) < count:
            found.append(await anext(following))
    return found


async def all_said(bus: Bus) -> Sequence[Envelope]:
    return [envelope async for _, envelope in bus.history()]


async def delivered(subscription: Subscription, count: int = 1) -> Sequence[Delivery]:
    """The next `count` deliveries, none of them settled. Raises TimeoutError when there are fewer."""
    async with asyncio.timeout(PATIENCE):
        return [await subscription.next() for _ in range(count)]


async def nothing_more(subscription: Subscription, within: float = 0.2) -> bool:
    try:
        async with asyncio.timeout(within):
            await subscription.next()
    except TimeoutError:
        return True
    return False


async def _following(bus: Bus) -> AsyncGenerator[Envelope, None]:
    async for _, envelope in bus.history(follow=True):
        yield envelope
