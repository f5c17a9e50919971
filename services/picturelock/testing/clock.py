"""What every `Clock` promises."""

import asyncio
from datetime import timedelta

import pytest

from picturelock.kernel.clock import Clock


class ClockContract:
    """Override `clock`."""

    @pytest.fixture
    def clock(self) -> Clock:
        raise NotImplementedError("override the fixture `clock`")

    async def test_it_tells_utc(self, clock: Clock) -> None:
        assert clock.now().utcoffset() == timedelta(0)

    async def test_time_passes_while_one_sleeps(self, clock: Clock) -> None:
        before = clock.now()
        await clock.sleep(0.01)
        assert clock.now() - before >= timedelta(seconds=0.009)

    async def test_others_go_on_while_one_sleeps(self, clock: Clock) -> None:
        order: list[str] = []

        async def sleeper(name: str, seconds: float) -> None:
            await clock.sleep(seconds)
            order.append(name)

        await asyncio.gather(sleeper("long", 0.1), sleeper("short", 0.0))
        assert order == ["short", "long"]
