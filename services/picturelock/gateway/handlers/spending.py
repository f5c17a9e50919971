"""What people do about money: set caps, see what was spent, and say what they found out about purchases in doubt."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from picturelock.gateway.handlers.shop import Shop
from picturelock.gateway.model import Account, Move, PriceBook, Purchase, PurchaseState, Quote
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

    async def settle(self, project: str, key: str, *, job: str = "", missing: bool = False) -> Purchase:
        """Neither a job nor missing is written off. Raises NotFound, Refused with the reason NOT_PARKED."""
        purchase = await self._shop.purchases.find(key)
        if purchase is None or purchase.project != project:
            raise NotFound(f"purchase: there is no {key!r} in this project; list them to see")
        if current_cause().id not in purchase.applied:
            purchase = await self._settled(purchase, job, missing=missing)
        if not purchase.is_over:
            await self._shop.gateway.revive(purchase.order)
        elif await self._shop.purchases.is_current(purchase):
            await self._shop.gateway.abandon(purchase.order, "it may have been bought, and somebody wrote it off")
        return purchase

    async def _settled(self, purchase: Purchase, job: str, *, missing: bool) -> Purchase:
        """What is missing is sent again, unless another was bought in its place."""
        if purchase.state not in DOUBTFUL:
            raise Refused(
                f"{purchase.key}: is {purchase.state}, and only what is parked is settled by hand", reason="NOT_PARKED"
            )
        move = Move.ACCEPT if job else Move.MISS if missing and purchase.may(Move.MISS) else Move.WRITE_OFF
        changes = {"job": job} if job else {}
        settled = purchase.moved(move, self._shop.purchases.now, "somebody found out", **changes)
        return await self._shop.buyer.settled(settled, current_cause())


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
