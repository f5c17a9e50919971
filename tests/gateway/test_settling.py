"""What people find out about purchases, and what changes while a job is under way: keys, versions, days."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from tests.gateway.quota_studio import at_work, until
from tests.gateway.shop_stage import BUYS, ENGINE, Endless, House, Mute

from picturelock.gateway.handlers import BuyersDesk, Spending
from picturelock.gateway.model import Hand, Lease, OrderState, Purchase, PurchaseState
from picturelock.gateway.ports import Asked, Declined, Failure, Job, Ware
from picturelock.kernel.bus import Cause, caused_by
from picturelock.kernel.errors import Invalid, Refused, Transient
from picturelock.testing.provider import InstantProvider
from picturelock.testing.samples import PROJECT

NEXT_DAY = timedelta(hours=25)


class Knowing(Mute):
    """Tells jobs that it has from those that it has not, and from those of something else."""

    async def recognised(self, job: str, asked: Asked) -> Job | None:
        if not job.startswith("job"):
            raise Declined(Failure.EXPIRED, f"{job}: is not known")
        return None if job == "job-of-another" else await super().recognised(job, asked)


async def settled(house: House, purchase: Purchase, said: str, **found: object) -> Purchase:
    with caused_by(Cause(f"settle {said}", "request")):
        return await house.spending.settle(PROJECT, purchase.key, **found)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("job", "reason"),
    [("typo", "NO_JOB"), ("job-of-another", "OTHER_JOB"), ("../job1?x=1", "INVALID"), ("job7", "JOB_TAKEN")],
)
async def test_a_job_that_is_not_the_purchases_is_not_taken_for_it(tmp_path: Path, job: str, reason: str) -> None:
    house = House(tmp_path, Knowing())
    first = await house.parked_twice()
    second = next(each for each in await house.shop.purchases.of(first.order) if each.number == first.number + 1)
    await settled(house, second, "second", job="job7")
    with pytest.raises((Refused, Invalid)) as caught:
        await settled(house, first, "first", job=job)
    assert caught.value.reason in (reason, "INVALID_ARGUMENT", "")
    assert (await house.found(first)).state is PurchaseState.REPLACED
    house.database.close()


async def test_a_job_that_is_billed_and_not_known_any_more_is_charged_if_that_is_said(tmp_path: Path) -> None:
    house = House(tmp_path, Knowing())
    purchase = await house.parked()
    with pytest.raises(Refused, match="leave --forgotten out"):
        await settled(house, purchase, "known", job="job1", forgotten=True)
    for _ in range(2):
        gone = await settled(house, purchase, "gone", job="gone", forgotten=True)
        assert (gone.state, gone.reason, gone.charged) == (PurchaseState.FAILED, "EXPIRED", Decimal(2))
    assert await house.state_of(purchase) is OrderState.FAILED
    house.database.close()


async def test_what_is_said_to_be_missing_the_next_day_is_bought_again(tmp_path: Path) -> None:
    house = House(tmp_path, Mute())
    purchase = await house.parked()
    house.clock.put_forward(NEXT_DAY.total_seconds())
    await settled(house, purchase, "missing", missing=True)
    await house.again_in_vain()
    assert len(house.provider.jobs) == 2
    assert (await house.found(purchase)).state is PurchaseState.PARKED
    house.database.close()


async def test_a_job_that_never_ends_is_written_off_after_hours_and_its_buyer_finds_out(tmp_path: Path) -> None:
    house = House(tmp_path, Endless())
    lease = await house.begun()
    purchase = await house.last(lease)
    with pytest.raises(Refused, match="6 hours ago"):
        await settled(house, purchase, "too soon")
    again = await house.gateway.lease(BUYS)
    house.clock.put_forward(7 * 3600)
    off = await settled(house, purchase, "off")
    assert (off.state, off.stands, off.charged) == (PurchaseState.WRITTEN_OFF, "closed", Decimal(0))
    with pytest.raises(Refused):
        await house.shop.buy(again, tmp_path, lambda _: None)
    assert len(house.provider.jobs) == 1
    house.database.close()


async def test_a_buyer_at_work_leaves_a_job_that_was_written_off(tmp_path: Path) -> None:
    house = House(tmp_path, Endless())
    lease = await house.begun()
    purchase, again = await house.last(lease), await house.gateway.lease(BUYS)
    house.clock.put_forward(7 * 3600)

    class WrittenOff(Endless):
        async def look(self, job: str, handle: Mapping[str, str]) -> Job:
            if (await house.found(purchase)).state is PurchaseState.ACCEPTED:
                await settled(house, purchase, "off")
            return await super().look(job, handle)

    house.provider.__class__ = WrittenOff
    with pytest.raises(Refused, match="written_off"):
        await house.shop.buy(again, tmp_path, lambda _: None)
    await BuyersDesk(house.shop).fail(again.key, again.token, "written off", again=False)
    assert await house.state_of(purchase) is OrderState.FAILED
    house.database.close()


async def test_what_waits_in_the_queue_with_a_job_that_never_ends_fails_when_that_is_written_off(
    tmp_path: Path,
) -> None:
    house = House(tmp_path, Endless())
    purchase = await house.last(await house.begun())
    house.clock.put_forward(7 * 3600)
    await settled(house, purchase, "off")
    assert await house.state_of(purchase) is OrderState.FAILED
    house.database.close()


async def test_a_job_under_way_is_followed_to_its_end_when_its_engine_is_of_another_version(tmp_path: Path) -> None:
    provider = Endless()
    house = House(tmp_path, provider)
    lease = await house.begun()
    house.service = house.assembled([Ware(ENGINE, "2", provider)])
    provider.ended = True
    again = await house.gateway.lease(Hand(worker="b", engine=ENGINE, engine_version="2", buys=True))
    assert again.key == lease.key
    await bought(house, again, tmp_path)
    assert len(provider.jobs) == 1
    assert (await house.last(lease)).state is PurchaseState.DELIVERED
    house.database.close()


async def bought(house: House, lease: Lease, folder: Path) -> None:
    await house.shop.buy(lease, folder, lambda _: None)
    await house.deliver(lease)
    await house.shop.buyer.paid(lease.key)


class Elsewhere(InstantProvider):
    """The account of another key, which knows none of the jobs."""

    async def look(self, job: str, handle: Mapping[str, str]) -> Job:  # noqa: ARG002 as providers are looked at
        raise Declined(Failure.EXPIRED, f"{job}: is not known")


async def test_a_job_is_asked_after_at_the_account_that_it_was_bought_of(tmp_path: Path) -> None:
    provider = Endless()
    house = House(tmp_path, provider)
    wares = [Ware(ENGINE, "1", provider, lambda _: Elsewhere())]
    house.service = house.assembled(wares)
    lease = await house.begun()
    with caused_by(Cause("a key", "request")):
        await house.shop.put_key("studio", "previz", "a key of the studio's own")
    house.service = house.assembled(wares)
    provider.ended = True
    await bought(house, await house.gateway.lease(BUYS), tmp_path)
    assert (await house.last(lease)).charged == Decimal(2)
    assert (await house.last(lease)).state is PurchaseState.DELIVERED
    house.database.close()


async def test_a_job_whose_key_was_removed_waits_for_it(tmp_path: Path) -> None:
    own = Endless()
    house = House(tmp_path, Elsewhere())
    wares = [Ware(ENGINE, "1", house.provider, lambda _: own)]
    house.service = house.assembled(wares)
    with caused_by(Cause("a key", "request")):
        await house.shop.put_key("studio", "previz", "a key of the studio's own")
    lease = await house.begun()
    with caused_by(Cause("removed", "request")):
        await house.shop.secrets.remove("studio", "previz")
    again = await house.gateway.lease(BUYS)
    with pytest.raises(Transient, match="put it back"):
        await house.shop.buy(again, tmp_path, lambda _: None)
    assert (await house.last(lease)).state is PurchaseState.ACCEPTED
    with caused_by(Cause("back", "request")):
        await house.shop.put_key("studio", "previz", "a key of the studio's own")
    own.ended = True
    await bought(house, again, tmp_path)
    assert (await house.last(lease)).state is PurchaseState.DELIVERED
    house.database.close()


async def test_what_was_refused_for_its_currency_is_closed(tmp_path: Path) -> None:
    house = House(tmp_path, Mute())
    lease = await house.leased(currency="EUR")
    with pytest.raises(Refused):
        await house.shop.buy(lease, tmp_path, lambda _: None)
    last = await house.last(lease)
    assert (last.state, last.reason, last.stands) == (PurchaseState.REFUSED, "CURRENCY", "closed")
    assert not any(account.held for _, account in await house.spending.accounts("studio", "", 10))
    house.database.close()


async def test_a_job_of_a_provider_that_tells_where_it_is_asked_after_is_followed_by_its_name_alone(
    tmp_path: Path,
) -> None:
    async with at_work(tmp_path, {"fal": {}}, faults="fal.lost_answer=#1") as studio:
        await studio.want("fal/pika-2.2", 1)
        await until(lambda: studio.has_purchases("parked"))
        (parked,), (job,) = await studio.purchases(), studio.twin.jobs()
        spending = studio.asks(Spending)
        assert isinstance(spending, Spending)
        with caused_by(Cause("settle", "request")):
            await spending.settle("studio/lamp", parked.key, job=job.id)
        await studio.delivered(1)
        assert len(studio.twin.jobs()) == 1
