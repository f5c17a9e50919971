"""Workers that wait for a take, and the bell that wakes as many of them as there is work for."""

import asyncio
from collections.abc import Callable, Hashable

from picturelock.gateway.model import Hand


class Waiters:
    """Workers of one kind are woken in the order in which they came."""

    def __init__(self) -> None:
        self._waiting: dict[Hashable, dict[asyncio.Future[None], Hand]] = {}

    def __bool__(self) -> bool:
        return bool(self._waiting)

    async def wait(self, hand: Hand, seconds: float | None) -> None:
        """Until the bell rings for this worker, or the time is over."""
        queue = self._waiting.setdefault(hand.kind, {})
        place: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        queue[place] = hand
        try:
            await asyncio.wait({place}, timeout=seconds)
        finally:
            queue.pop(place, None)
            if not queue and self._waiting.get(hand.kind) is queue:
                del self._waiting[hand.kind]

    def ring(self, has_work_for: Callable[[Hand], bool]) -> None:
        """Wake one worker of each kind that could do something. Each rings again for the next when it has a lease."""
        for queue in list(self._waiting.values()):
            place, hand = next(iter(queue.items()), (None, None))
            if place is not None and hand is not None and has_work_for(hand):
                del queue[place]
                if not place.done():
                    place.set_result(None)
