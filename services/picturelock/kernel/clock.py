"""Time, as a thing that can be handed in."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """The present moment, in UTC."""

    async def sleep(self, seconds: float) -> None: ...
