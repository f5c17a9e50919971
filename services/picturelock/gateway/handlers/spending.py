"""What people do about money: set caps, see what was spent, and say what they found out about purchases in doubt."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal, InvalidOperation

from picturelock.gateway.handlers.buyer import DEADLINE
from picturelock.gateway.handlers.looking import recognised
from picturelock.gateway.handlers.shop import Shop
from picturelock.gateway.model import Account, Move, PriceBook, Purchase, PurchaseState, Quote, is_job_name
from picturelock.gateway.ports import Declined, Failure
from picturelock.kernel.bus import current_cause
from picturelock.kernel.errors import Invalid, NotFound, Refused
from picturelock.kernel.nouns import Prompt
from picturelock.kernel.records import Records

MOST_CAP = Decimal(10) ** 12
HOLD, AGAIN = "hold", "again"
"""What becomes of parked purchases: they wait, or another is bought."""
CURRENCIES = 3
"""Letters of a currency's name."""

DOUBTFUL = (PurchaseState.PARKED, PurchaseState.REPLACED)
STUCK_HOURS = 6
"""No provider is about a job for so long that is ever to end."""


class Spending:
    def __init__(self, records: Records, shop: Shop, prices: PriceBook) -> None:
        self._records = records
        self._prices = prices
        self._shop = shop

    async def accounts(self, tenant: str, after: str, limit: int) -> Sequence[tuple[str, Account]]:
        """In order of key; `after` is the key of the one before the first."""
        return await self._records.select(Account, prefix=f"{tenant}/", after=after, limit=limit)

    async def put_cap(self, key: str, name: str, cap: str, currency: str, parked: str = "") -> Account:
        """`parked` empty leaves that policy. Raises Invalid, and Refused for an account in another currency."""
        if currency and not (len(currency) == CURRENCIES and currency.isascii() and currency.isupper()):
            raise Invalid(f"currency: {currency!r} is none; use three capitals as ISO 4217 has them, e.g. USD")
        account = await self._shop.teller.account(key, name)
        if current_cause().id in account.applied:
            return account
        limit, again = _amount("cap", cap) if cap else None, _again(parked) if parked else account.again
        return await self._shop.teller.put_cap(key, name, limit, currency or account.currency, again=again)

    def quotes(self, project: str, prompts: Sequence[Prompt]) -> Sequence[Quote | str]:
        """What each would cost today; in place of one that has no price, why."""
        return [self._prices.offer(prompt, self._shop.purchases.now.date(), project) for prompt in prompts]

    async def purchases(self, project: str, state: str, after: str, limit: int) -> Sequence[tuple[str, Purchase]]:
        """Raises Invalid for a state that is none."""
        if state and state not in set(PurchaseState):
            raise Invalid(f"state: {state!r} is none; use one of {', '.join(PurchaseState)}")
        where = {"project": project, **({"state": state} if state else {})}
        return await self._records.select(Purchase, where=where, after=after, limit=limit)

    async def settle(
        self, project: str, key: str, *, job: str = "", missing: bool = False, forgotten: bool = False
    ) -> Purchase:
        """Neither a job nor missing is written off. `forgotten` is a job that is billed, though nobody knows it now.

        Raises NotFound, Invalid for what can't be a job's name, and Refused with the reasons NOT_PARKED, JOB_TAKEN,
        NO_JOB and OTHER_JOB; Transient when the provider can't be asked.
        """
        purchase = await self._shop.purchases.find(key)
        if purchase is None or purchase.project != project:
            raise NotFound(f"purchase: there is no {key!r} in this project; list them to see")
        if current_cause().id not in purchase.applied:
            found = await self._found_out(purchase, job, missing=missing, forgotten=forgotten)
            purchase = await self._shop.buyer.settled(found, current_cause())
            if forgotten:
                purchase = await self._shop.buyer.forget(purchase, "it is on the bill, and not known any more")
        if not purchase.is_over:
            await self._shop.gateway.revive(purchase.order)
        elif await self._shop.purchases.is_current(purchase):
            why = "it may have been bought, and somebody wrote it off"
            await self._shop.gateway.abandon(purchase.order, why, queued=purchase.was_accepted)
        return purchase

    async def _found_out(self, purchase: Purchase, job: str, *, missing: bool, forgotten: bool) -> Purchase:
        """What is missing is sent again, unless another was bought in its place."""
        now, why = self._shop.purchases.now, "somebody found out"
        if purchase.state not in DOUBTFUL and (job or missing or not self._is_stuck(purchase)):
            raise Refused(
                f"{purchase.key}: is {purchase.state}; what is parked is settled by hand, and what was accepted "
                f"{STUCK_HOURS} hours ago can be written off",
                reason="NOT_PARKED",
            )
        if job:
            handle = await self._handle_of(purchase, job, forgotten=forgotten)
            return purchase.moved(Move.ACCEPT, now, why, job=job, handle=handle)
        if missing and purchase.may(Move.MISS):
            return purchase.moved(Move.MISS, now, why, deadline=now + DEADLINE, excused=purchase.attempt)
        return purchase.moved(Move.WRITE_OFF, now, why)

    def _is_stuck(self, purchase: Purchase) -> bool:
        since = self._shop.purchases.now - timedelta(hours=STUCK_HOURS)
        return purchase.state is PurchaseState.ACCEPTED and purchase.steps[-1].at < since

    async def _handle_of(self, purchase: Purchase, job: str, *, forgotten: bool) -> Mapping[str, str]:
        """What asking after the job needs: a slip of the pen would be charged in full, and its take be lost."""
        if not is_job_name(job):
            raise Invalid(f"job: {job[:64]!r} can't be a job's name; use the id that the provider shows")
        if others := [each.key for each in await self._shop.purchases.claimed(job, purchase.engine)]:
            raise Refused(f"job: {job} is {others[0]}'s already", reason="JOB_TAKEN")
        order = await self._shop.gateway.book.find(purchase.order)
        if order is None:
            raise NotFound(f"{purchase.key}: its order is not on record any more")
        provider = await self._shop.provider_of(purchase.engine, purchase.tenant, purchase.account)
        try:
            found = await recognised(purchase, job, order.prompt, provider)
        except Declined as error:
            if forgotten and error.failure is Failure.EXPIRED:
                return {}
            raise Refused(
                f"job: {error}; if it is on the bill all the same, say that it is forgotten (--forgotten)",
                reason="NO_JOB",
            ) from error
        if forgotten:
            raise Refused(f"job: {job} is known; leave --forgotten out", reason="OTHER_JOB")
        if found is None:
            raise Refused(f"job: {job} is not what {purchase.key} asked for", reason="OTHER_JOB")
        return dict(found.handle)


def _again(parked: str) -> Decimal | None:
    """The most that is paid twice; None holds whatever it costs."""
    policy, _, under = parked.partition(":")
    if parked != HOLD and (policy != AGAIN or not under):
        raise Invalid(f"parked: {parked!r} is no policy; use {HOLD}, or {AGAIN}:0.50 for what costs no more than 0.50")
    return None if parked == HOLD else _amount("parked", under)


def _amount(what: str, said: str) -> Decimal:
    try:
        amount = Decimal(said)
    except InvalidOperation:
        amount = Decimal("NaN")
    if not (amount.is_finite() and 0 <= amount <= MOST_CAP):
        raise Invalid(f"{what}: {said!r} is no amount; use a decimal number of 0 or more, e.g. 500 or 12.50")
    return amount
