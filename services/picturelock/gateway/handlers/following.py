"""Following a job to its end, and what the provider is seen to do meanwhile."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from decimal import Decimal

from picturelock.gateway.handlers.bells import rest
from picturelock.gateway.handlers.errand import Errand
from picturelock.gateway.model import Purchase
from picturelock.gateway.ports import Declined, Failure, Job, JobState, Provider
from picturelock.kernel.clock import Clock
from picturelock.kernel.errors import Conflict, Transient

LOOK_FIRST, LOOK_MOST = 1.0, 10.0
"""Seconds between two looks at a job, or for one."""
ENDS = (JobState.SUCCEEDED, JobState.FAILED, JobState.CANCELLED)


async def end_of(
    purchase: Purchase,
    errand: Errand,
    clock: Clock,
    bell: asyncio.Event,
    found_again: Callable[[Purchase], Awaitable[Purchase]],
) -> Job:
    """The job once it is over; it is looked at sooner when the bell rings.

    Of one that nobody wants any more the provider is asked to make an end. Raises Conflict when the purchase is over.
    """
    wait, is_told, is_over = LOOK_FIRST, False, False
    while True:
        bell.clear()
        with suppress(Transient):
            job = await seen(purchase, errand.provider)
            if job.progress is not None:
                errand.progress(int(job.progress * errand.lease.prompt.frames))
            if job.state in ENDS:
                return job
            if not is_told and not await errand.wanted():
                await errand.provider.cancel(purchase.job, purchase.handle)
                is_told = True
            is_over = (await found_again(purchase)).is_over
        if is_over:
            raise Conflict(f"{purchase.key}: is over, though its job is not")
        await rest(clock, wait, bell)
        wait = min(LOOK_MOST, wait * 1.5)


async def seen(purchase: Purchase, provider: Provider) -> Job:
    """What the provider has forgotten is taken for billed."""
    try:
        return await provider.look(purchase.job, purchase.handle)
    except Declined as error:
        if error.failure is not Failure.EXPIRED:
            raise Transient(f"{purchase.job}: {error}") from error
        return forgotten(purchase, str(error))


def forgotten(purchase: Purchase, why: str) -> Job:
    """Its job, as one that was billed and has nothing to show."""
    return Job(purchase.job, JobState.FAILED, failure=Failure.EXPIRED, why=why, units=purchase.quote.units)


def cost_of(purchase: Purchase, job: Job) -> Decimal:
    """What the provider says it bills; where it says nothing, the quote for what was made, nothing for what failed."""
    if job.units is not None:
        return job.units * purchase.quote.each
    return purchase.quote.price.amount if job.state is JobState.SUCCEEDED else Decimal(0)
