"""Workers that wait for a take, and the bell that wakes as many of them as there is work for."""

import asyncio
from collections import deque
from collections.abc import Callable, Hashable

from picturelock.gateway.model import Hand


class Waiters:
    """Workers of one kind are woken in the order in which they came."""

    def __init__(self) -> None:
        self._waiting: dict[Hashable, deque[tuple[Hand, asyncio.Future[None]]]] = {}

    def __bool__(self) -> bool:
        return bool(self._waiting)

    async def wait(self, hand: Hand, seconds: float | None) -> None:
        """Until the bell rings for this worker, or the time is over."""
        queue = self._waiting.setdefault(hand.kind, deque())
        place = (hand, asyncio.get_running_loop().create_future())
        queue.append(place)
        try:
            await asyncio.wait({place[1]}, timeout=seconds)
        finally:
            if place in queue:
                queue.remove(place)
            if not queue and self._waiting.get(hand.kind) is queue:
                del self._waiting[hand.kind]

    def ring(self, has_work_for: Callable[[Hand], bool]) -> None:
        """Wake one worker of each kind that could do something. Each rings again for the next when it has a lease."""
        for queue in list(self._waiting.values()):
            if queue and has_work_for(queue[0][0]):
                _, woken = queue.popleft()
                if not woken.done():
                    woken.set_result(None)
