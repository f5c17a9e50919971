"""Who follows a job looks sooner when there is news, and never all the time."""

import asyncio

from tests.gateway.gateway_stage import Wound

from picturelock.gateway.handlers.bells import LEAST_SECONDS, Bells, rest

LONG = 3600.0


class Slept(Wound):
    def __init__(self) -> None:
        super().__init__()
        self.slept: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


async def test_whoever_rests_is_woken_by_news_of_its_own_purchase_alone() -> None:
    bells, clock = Bells(), Slept()
    with bells.hung_for("a/1") as mine, bells.hung_for("b/1") as others, bells.hung_for("a/1") as again:
        resting = asyncio.ensure_future(rest(clock, LONG, mine))
        bells.ring("b/1")
        bells.ring("nobody/1")
        await asyncio.sleep(0)
        assert (resting.done(), others.is_set()) == (False, True)
        bells.ring("a/1")
        async with asyncio.timeout(30):
            await resting
        assert again.is_set()


async def test_what_rang_before_counts_and_however_often_it_rings_it_is_rested_a_while() -> None:
    bells, clock = Bells(), Slept()
    with bells.hung_for("a/1") as bell:
        for _ in range(3):
            bells.ring("a/1")
        async with asyncio.timeout(30):
            await rest(clock, LONG, bell)
            await rest(clock, 0.5, bell)
    assert clock.slept == [LEAST_SECONDS, 0.5]
    bells.ring("a/1")
