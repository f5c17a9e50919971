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
CURRENCIES = 3
"""Letters of a currency's name."""


class Spending:
    def __init__(self, records: Records, shop: Shop, prices: PriceBook) -> None:
        self._records = records
        self._prices = prices
        self._shop = shop

    async def accounts(self, tenant: str, after: str, limit: int) -> Sequence[tuple[str, Account]]:
        """In order of key; `after` is the key of the one before the first."""
        return await self._records.select(Account, prefix=f"{tenant}/", after=after, limit=limit)

    async def put_cap(self, key: str, name: str, cap: str, currency: str) -> Account:
        """Raises Invalid, and Refused when the account is kept in another currency."""
        if currency and not (len(currency) == CURRENCIES and currency.isascii() and currency.isupper()):
            raise Invalid(f"currency: {currency!r} is none; use three capitals as ISO 4217 has them, e.g. USD")
        account = await self._shop.teller.account(key, name)
        if current_cause().id in account.applied:
            return account
        return await self._shop.teller.put_cap(key, name, _amount(cap) if cap else None, currency or account.currency)

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
        if current_cause().id in purchase.applied:
            return purchase
        move = Move.ACCEPT if job else Move.MISS if missing else Move.WRITE_OFF
        if purchase.state is not PurchaseState.PARKED:
            raise Refused(
                f"{key}: is {purchase.state}, and only what is parked is settled by hand", reason="NOT_PARKED"
            )
        settled = purchase.moved(move, self._shop.purchases.now, "somebody found out", **({"job": job} if job else {}))
        saved = await self._shop.buyer.settled(settled, current_cause())
        if saved.is_over:
            await self._shop.gateway.abandon(saved.order, "it may have been bought, and somebody wrote it off")
        else:
            await self._shop.gateway.revive(saved.order)
        return saved


def _amount(cap: str) -> Decimal:
    try:
        amount = Decimal(cap)
    except InvalidOperation:
        amount = Decimal("NaN")
    if not (amount.is_finite() and 0 <= amount <= MOST_CAP):
        raise Invalid(f"cap: {cap!r} is no amount; use a decimal number of 0 or more, e.g. 500 or 12.50")
    return amount
