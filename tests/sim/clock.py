"""Time in the simulated world."""

import asyncio
from datetime import UTC, datetime, timedelta

BEGINNING = datetime(2026, 11, 21, tzinfo=UTC)


class SimClock:
    def now(self) -> datetime:
        return BEGINNING + timedelta(seconds=asyncio.get_running_loop().time())

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
