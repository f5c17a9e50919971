"""The teller: asks accounts to hold what a purchase may cost, and tells them what it did cost.

There are no transactions to lean on. An account is read first, then the purchase, and then the account is swapped for
what it is now: so nobody who stood still meanwhile can enter again what was closed. docs/decisions/0020 says why that
is enough. Postings that come while an account is being saved go together with the next save.
"""

import asyncio
from collections.abc import Sequence
from decimal import Decimal

from picturelock.gateway.handlers.purchases import Purchases
from picturelock.gateway.handlers.together import Asked, Together
from picturelock.gateway.model import Account, Held, Purchase, account_keys
from picturelock.kernel.bus import Cause, caused_by, derived_id
from picturelock.kernel.errors import Conflict, Refused
from picturelock.kernel.records import Records

Posting = Asked[Purchase, Account]
"""One purchase to tell one account of; it is answered with the account as it is afterwards."""


class Teller:
    def __init__(self, records: Records, purchases: Purchases) -> None:
        self._records = records
        self._purchases = purchases
        self._postings: dict[str, Together[Purchase, Account]] = {}
        """By account."""

    async def hold(self, purchase: Purchase) -> Purchase:
        """The purchase, held by all its accounts, not saved yet. It is one whose `held` is saved as `ASKED`.

        Raises Refused with OVER_BUDGET or NO_BUDGET; Conflict when somebody else moved it meanwhile.
        """
        accounts = await self._post(purchase)
        if not purchase.forced and all(account.cap is None for account in accounts):
            raise Refused(
                f"{purchase.project}: has no budget, so nothing is bought; set one: picturelock budget set",
                reason="NO_BUDGET",
            )
        return purchase.holding(self._purchases.now)

    async def close(self, purchase: Purchase) -> Purchase:
        """The purchase, its cost told to all its accounts, not saved yet. It is one whose `held` is `CLOSING`."""
        await self._post(purchase)
        return purchase.closed(self._purchases.now)

    async def account(self, key: str, name: str) -> Account:
        return await self._records.find(Account, key) or Account(name=name)

    async def put_cap(
        self, key: str, name: str, cap: Decimal | None, currency: str, **policy: Decimal | None
    ) -> Account:
        """`policy` is what else is changed of it. Raises Refused when it is kept in another currency already."""
        account = await self.account(key, name)
        if account.version and account.currency != currency and (account.held or account.spent):
            raise Refused(f"{name}: is kept in {account.currency}; say its cap in that", reason="CURRENCY")
        return await self._records.save(key, account.but(cap=cap, currency=currency, **policy))

    async def _post(self, purchase: Purchase) -> Sequence[Account]:
        keys = account_keys(purchase.project, purchase.engine)
        posts = [self._to(key, name).ask(purchase) for key, name in keys.items()]
        told = await asyncio.gather(*posts, return_exceptions=True)
        for error in told:
            if isinstance(error, BaseException):
                raise error
        return [account for account in told if isinstance(account, Account)]

    def _to(self, key: str, name: str) -> Together[Purchase, Account]:
        if key not in self._postings:
            self._postings[key] = Together(f"teller {key}", lambda postings: self._tell(key, name, postings))
        return self._postings[key]

    async def _tell(self, key: str, name: str, postings: Sequence[Posting]) -> None:
        """Raises Conflict when the account was saved by somebody else meanwhile: it is read again."""
        before = account = await self.account(key, name)
        found = await asyncio.gather(*(self._purchases.find(posting.what.key) for posting in postings))
        refused: dict[int, Exception] = {}
        for at, (posting, purchase) in enumerate(zip(postings, found, strict=True)):
            try:
                account = _applied(posting.what, purchase, account)
            except (Conflict, Refused) as error:
                refused[at] = error
        if account is not before:
            said = [posting.what.posting_id + posting.what.held for posting in postings]
            with caused_by(Cause(derived_id(key, before.version, *said), "gateway")):
                account = await self._records.save(key, account)
        for at, posting in enumerate(postings):
            posting.refuse(refused[at]) if at in refused else posting.answer(account)


def _applied(asked: Purchase, purchase: Purchase | None, account: Account) -> Account:
    """`purchase` as it is on record. Raises Conflict when it has moved on, Refused when there is no room for it."""
    if purchase is None or (purchase.posting_id, purchase.held) != (asked.posting_id, asked.held):
        raise Conflict(f"{asked.key}: somebody else has moved it on")
    if asked.held is Held.CLOSING:
        return account.folded(asked.posting_id, asked.charged or Decimal(0))
    account = _in_currency_of(account, asked)
    is_new = asked.posting_id not in account.held
    if is_new and not asked.forced and not account.has_room_for(asked.hold):
        raise Refused(account.refusal(asked.hold), reason="OVER_BUDGET")
    return account.entered(asked.posting_id, asked.hold)


def _in_currency_of(account: Account, purchase: Purchase) -> Account:
    """An account that was never used takes the currency of what comes first."""
    currency = purchase.quote.price.currency
    if account.currency == currency:
        return account
    if account.held or account.spent or account.cap is not None:
        raise Refused(
            f"{account.name}: is kept in {account.currency}, and {purchase.engine} is priced in {currency}; "
            f"give the price book a row for it in {account.currency}",
            reason="CURRENCY",
        )
    return account.but(currency=currency)
