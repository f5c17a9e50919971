"""What accounts at providers let in, at once, in a day and in a minute, and what waits because of it."""

import asyncio
from collections import Counter
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from tests.gateway.providers.counterpart import KEY
from tests.gateway.providers.wires import SPOKEN
from tests.gateway.quota_studio import at_work, most_at_once, until

from picturelock.kernel.bus import Cause, caused_by

SHORTLY = 300.0
"""Seconds before midnight."""


@pytest.mark.parametrize("copies", [1, 2])
async def test_an_account_makes_no_more_at_once_than_it_may_whatever_its_engines_and_copies(
    tmp_path: Path, copies: int
) -> None:
    said: dict[str, object] = {"slots": 2, "at_once": 3}
    async with at_work(tmp_path, {"runway": said}, copies=copies) as studio:
        for engine in ("runway/gen4.5", "runway/hailuo3", "runway/wan3"):
            await studio.want(engine, 3)
        await studio.delivered(9)
        assert most_at_once(studio.twin) == 3
        for model in ("gen4.5", "hailuo3", "wan3"):
            assert most_at_once(studio.twin, lambda name, model=model: name == model) <= 2  # type: ignore[misc]
        assert len(studio.twin.bill()) == 9
        await until(studio.is_empty)


async def test_projects_spend_alike_of_an_account_whatever_engines_they_want(tmp_path: Path) -> None:
    """A take of 2 dollars weighs as much as four of 0.50, though all of them share one place."""
    async with at_work(tmp_path, {"runway": {"at_once": 1}}) as studio:
        await studio.pause("studio", "runway/wan3", "until all are there")
        await studio.pause("studio", "runway/kling3.0_pro", "until all are there")
        await studio.want("runway/wan3", 9, "studio/cheap")
        await studio.want("runway/kling3.0_pro", 3, "studio/dear")
        await studio.resume("studio", "runway/wan3")
        await studio.resume("studio", "runway/kling3.0_pro")
        await until(lambda: studio.has_jobs(8))
        made = [job.model for job in sorted(studio.twin.jobs(), key=lambda job: job.created)]
        first, second = (at for at, model in enumerate(made[:8]) if model == "kling3.0_pro")
        assert first <= 1
        assert second - first in (4, 5)


async def test_who_has_an_account_of_its_own_is_not_held_up_by_another_that_is_full(tmp_path: Path) -> None:
    async with at_work(tmp_path, {"runway": {"slots": 1}}, pace=0.5) as studio:
        await studio.want("runway/gen4.5", 3)
        with caused_by(Cause("a key", "request")):
            await studio.shop.secrets.put("agency", "runway", "key_of_the_agency_itself")
        await studio.shop.gateway.quotas.learn()
        await until(lambda: studio.has_jobs(1))
        await studio.want("runway/gen4.5", 1, "agency/spot")
        await until(lambda: studio.has_jobs(2))
        assert len({job.account for job in studio.twin.jobs()}) == 2
        assert await studio.waits() == {"runway/gen4.5: 1 takes are being made, and 1 at once are the most"}
        assert (await studio.engine("runway/gen4.5", "agency")).account.own
        assert not (await studio.engine("runway/gen4.5")).account.own


async def test_where_there_is_no_key_only_who_brings_one_buys_and_others_are_told(tmp_path: Path) -> None:
    async with at_work(tmp_path, {"runway": {"key": ""}}) as studio:
        await studio.want("runway/gen4.5", 1)
        await until(studio.has_failed)
        (refused,) = await studio.purchases()
        assert (refused.state, refused.reason) == ("refused", "NO_KEY")
        assert "picturelock secret put runway" in refused.steps[-1].why
        with caused_by(Cause("a key", "request")):
            await studio.shop.secrets.put("agency", "runway", "key_of_the_agency_itself")
        await studio.shop.gateway.quotas.learn()
        await studio.want("runway/gen4.5", 1, "agency/spot")
        await studio.delivered(1)
        assert len(studio.twin.jobs()) == 1


async def test_what_is_over_a_days_limit_waits_for_the_next_day_and_says_so(tmp_path: Path) -> None:
    said: dict[str, object] = {"daily": 5, "models": {"gen4.5": {"daily": 3}}}
    async with at_work(tmp_path, {"runway": said}, at=timedelta(days=1).total_seconds() - SHORTLY) as studio:
        await studio.want("runway/gen4.5", 5)
        await studio.delivered(3)
        await asyncio.sleep(1)
        why = "runway/gen4.5: 3 of 3 takes of today are bought; on at 00:00 UTC"
        assert await studio.waits() == {why}
        assert set(await studio.queue.waiting("studio/lamp")) == {why}
        engine = await studio.engine("runway/gen4.5")
        assert (engine.today, engine.daily, engine.account.today, engine.account.daily) == (3, 3, 3, 5)
        assert "3 of 3" in engine.waits
        await studio.want("runway/wan3", 3)
        await studio.delivered(5)
        assert (await studio.engine("runway/wan3")).waits == (
            "runway: 5 of 5 takes of today are bought; on at 00:00 UTC"
        )  # fmt: skip
        studio.clock.put_forward(SHORTLY)
        await studio.delivered(8)
        assert len(studio.twin.bill()) == 8
        assert await studio.refusals() == Counter()


async def test_limits_that_the_provider_tells_of_are_kept_before_it_has_to_refuse(tmp_path: Path) -> None:
    async with at_work(tmp_path, {"runway": {"slots": 9}}, "runway.daily=4,runway.at_once=2") as studio:
        await until(studio.was_told)
        engine = await studio.engine("runway/gen4.5")
        assert (engine.slots, engine.daily, engine.account.balance) == (2, 4, "100000")
        await studio.want("runway/gen4.5", 7)
        await studio.delivered(4)
        await asyncio.sleep(1)
        assert (len(studio.twin.bill()), most_at_once(studio.twin)) == (4, 2)
        assert await studio.refusals() == Counter()


async def test_takes_that_others_bought_of_the_account_today_count(tmp_path: Path) -> None:
    async with at_work(tmp_path, {"runway": {}}, "runway.daily=3") as studio:
        headers = {"authorization": f"Bearer {KEY}", "x-runway-version": "2024-11-06"}
        body = {"model": "gen4.5", "promptText": "somebody else's", "ratio": "1280:720", "duration": 5}
        async with httpx.AsyncClient() as client:
            for _ in range(2):
                await client.post(f"{studio.twin.url('runway')}/v1/text_to_video", json=body, headers=headers)
        studio.clock.put_forward(600)
        await studio.shop.tend()
        await studio.want("runway/gen4.5", 3)
        await studio.delivered(1)
        await asyncio.sleep(1)
        assert (len(studio.twin.bill()), await studio.refusals()) == (3, Counter())


@pytest.mark.parametrize("name", ["fal", "kling"])
async def test_a_burst_of_a_hundred_does_not_meet_a_hundred_refusals(tmp_path: Path, name: str) -> None:
    """Ten are let in each second. All hundred are bought."""
    async with at_work(tmp_path, {name: {"slots": 100}}, f"{name}.rate=10:1", pace=10) as studio:
        await studio.want(SPOKEN[name].engine, 100)
        await until(lambda: studio.has_jobs(100))
        refused = await studio.refusals()
        assert set(refused) <= {"RATE_LIMIT"}
        assert refused["RATE_LIMIT"] <= 10


async def test_what_is_too_many_at_once_waits_and_is_not_held_against_the_purchase(tmp_path: Path) -> None:
    """Nobody told us how many it lets in."""
    async with at_work(tmp_path, {"kling": {"slots": 6}}, "kling.at_once=2") as studio:
        await studio.want(SPOKEN["kling"].engine, 6)
        await studio.delivered(6)
        refused = await studio.refusals()
        assert set(refused) == {"CONCURRENCY"}
        assert refused["CONCURRENCY"] <= 6
        assert most_at_once(studio.twin) == 2


async def test_an_engine_is_stopped_for_one_tenant_by_itself_and_for_all_by_the_farms(tmp_path: Path) -> None:
    engine = "runway/gen4.5"
    async with at_work(tmp_path, {"runway": {}}, copies=2) as studio:
        await studio.pause("studio", engine, "dearer today")
        await studio.want(engine, 1)
        await studio.want(engine, 1, "agency/spot")
        await studio.delivered(1)
        assert [each.tenant for each in await studio.purchases()] == ["agency"]
        assert await studio.waits() == {f"{engine} is paused: dearer today"}
        await studio.pause("farm", engine, "out of money")
        await studio.resume("studio", engine)
        await asyncio.sleep(2)
        await studio.want(engine, 1, "agency/spot")
        await asyncio.sleep(2)
        assert len(studio.twin.bill()) == 1
        why = f"{engine} is paused: out of money"
        assert await studio.waits() == await studio.waits("spot", "agency") == {why}
        await studio.resume("farm", engine)
        await studio.delivered(3)


async def test_what_waits_to_be_sent_is_not_sent_once_its_engine_is_paused(tmp_path: Path) -> None:
    """It was refused for a while when somebody threw the switch."""
    async with at_work(tmp_path, {"runway": {"slots": 1}}, "runway.rate_limited=#1") as studio:
        await studio.want("runway/gen4.5", 1)
        await until(studio.was_refused)
        await studio.pause("studio", "runway/gen4.5", "wait")
        await asyncio.sleep(3)
        assert studio.twin.jobs() == []
        await studio.resume("studio", "runway/gen4.5")
        await studio.delivered(1)


async def test_a_place_whose_buyer_died_is_given_up(tmp_path: Path) -> None:
    async with at_work(tmp_path, {"runway": {"slots": 1}}) as studio:
        await studio.want("runway/gen4.5", 1)
        await studio.delivered(1)
        (over,) = await studio.purchases()
        supplier = studio.shop.gateway.quotas.supplier("runway")
        await supplier.enter(over)
        assert "1 takes are being made" in (await studio.engine("runway/gen4.5")).waits
        await studio.shop.tend()
        await studio.want("runway/gen4.5", 1)
        await studio.delivered(2)


async def test_a_place_that_was_taken_and_not_used_is_given_up(tmp_path: Path) -> None:
    """Its buyer gave the take back before it sent anything: the take would wait for its own place."""
    async with at_work(tmp_path, {"runway": {"slots": 1}}, "runway.rate_limited=#1") as studio:
        await studio.want("runway/gen4.5", 1)
        await until(studio.was_refused)
        await studio.pause("studio", "runway/gen4.5", "wait")
        await until(studio.nothing_is_leased)
        (waiting,) = await studio.purchases("intended")
        await studio.shop.gateway.quotas.supplier("runway").enter(waiting)
        await studio.shop.tend()
        await studio.resume("studio", "runway/gen4.5")
        await studio.delivered(1)
