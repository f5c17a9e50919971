"""Looking for a job whose answer was lost, at providers that can be asked what they have."""

from collections.abc import Sequence
from datetime import timedelta

from picturelock.gateway.handlers.errand import Errand
from picturelock.gateway.handlers.following import LOOK_FIRST, LOOK_MOST
from picturelock.gateway.handlers.moving import Mover
from picturelock.gateway.handlers.supplier import steady
from picturelock.gateway.model import Move, Purchase, Recall
from picturelock.gateway.ports import Asked, Job, Provider
from picturelock.kernel.errors import Transient
from picturelock.kernel.nouns import Prompt

LOOK_BACK = timedelta(hours=2)
"""How far before the intent a job is looked for: clocks differ, and jump."""


async def recognised(purchase: Purchase, job: str, prompt: Prompt, provider: Provider) -> Job | None:
    """A job that somebody named, if it may be the purchase's: made since, and of what was asked for.

    Raises as `Provider.recognised` does.
    """
    found = await provider.recognised(job, Asked(purchase.provider_key, prompt))
    made = (found.created if found else None) or purchase.intended
    return found if made >= purchase.intended - LOOK_BACK else None


class Looker(Mover):
    async def _looked_for(self, purchase: Purchase, errand: Errand) -> Purchase:
        """Missing is only what is missing after the horizon, which is waited for here: a clock may have jumped.

        Raises Conflict when somebody else found it, or found it missing, meanwhile.
        """
        horizon, wait = steady() + errand.provider.horizon, LOOK_FIRST
        while True:
            is_late = steady() >= horizon
            jobs = await self._jobs_of(purchase, errand)
            if jobs and len(jobs) > 1 and errand.provider.recall is Recall.LISTED:
                which = ", ".join(job.id for job in jobs)
                return await self._moved(purchase, Move.PARK, f"may be any of {which}")
            if jobs:
                return await self.accepted(purchase, jobs[0])
            if jobs is not None and is_late:
                return await self._moved(purchase, Move.MISS, f"not there after {errand.provider.horizon:g} s")
            await self._clock.sleep(wait)
            wait = min(LOOK_MOST, wait * 1.5)

    async def _jobs_of(self, purchase: Purchase, errand: Errand) -> Sequence[Job] | None:
        """Those that may be the purchase's, and are no other's; None when the provider does not say just now."""
        try:
            jobs = await errand.provider.find(errand.asked(purchase.provider_key), purchase.intended - LOOK_BACK)
        except Transient:
            return None
        return [job for job in jobs if not await self._is_anothers(job, purchase)]

    async def _is_anothers(self, job: Job, purchase: Purchase) -> bool:
        return any(each.key != purchase.key for each in await self._purchases.claimed(job.id, purchase.engine))
