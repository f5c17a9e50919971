"""Quotas: of which account each tenant's takes are bought, what that account lets in, and what a take is quoted at."""

import logging
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from picturelock.gateway.handlers.supplier import Supplier, is_counted
from picturelock.gateway.model import Limit, Limits, Money, Order, PriceBook, Purchase, Quota, Secret, quota_key
from picturelock.gateway.ports import Declined, Provider, Telling, Ware
from picturelock.kernel.clock import Clock
from picturelock.kernel.errors import Refused, Transient
from picturelock.kernel.nouns import Prompt
from picturelock.kernel.records import Records

log = logging.getLogger(__name__)

ASK_EVERY = timedelta(minutes=5)
"""Between two questions to a provider about an account's limits."""


@dataclass(frozen=True, slots=True)
class Reserve:
    """How an engine stands with the account that a tenant's takes are bought of."""

    limit: Limit
    at_once: int
    today: int
    whole: Limit
    whole_at_once: int
    whole_today: int
    why: str
    """Why its takes wait; empty when they do not."""
    own: bool
    """It is by the tenant's own key."""
    balance: Decimal | None


class Quotas:
    """`wares` by the names of their engines. Every other engine has neither limits nor a price."""

    def __init__(self, records: Records, clock: Clock, wares: Mapping[str, Ware], prices: PriceBook) -> None:
        self.wares = wares
        self._records = records
        self._clock = clock
        self._prices = prices
        self._suppliers: dict[str, Supplier] = {}
        self._with_own: set[tuple[str, str]] = set()
        """Tenants that have a key of their own, and to which provider."""

    def price(self, prompt: Prompt) -> Money | None:
        """None for an engine whose takes are made, and not bought."""
        if prompt.engine not in self.wares:
            return None
        try:
            return self._prices.quote(prompt, self._clock.now().date()).price
        except Refused:
            return Money(amount=0)  # its purchase will say so

    def rivals(self, engine: str) -> Collection[tuple[str, str]]:
        """Other engines, and their versions, that share with this one what an account lets in over all of them."""
        if engine not in self.wares or self.wares[engine].whole == Limit():
            return ()
        provider = self.wares[engine].provider.name
        mine = (ware for ware in self.wares.values() if ware.provider.name == provider and ware.engine != engine)
        return [(ware.engine, ware.version) for ware in mine]

    def supplier(self, provider: str, tenant: str = "") -> Supplier:
        """The account by the tenant's own key, or without one, the deployment's."""
        key = quota_key(provider, tenant)
        if key not in self._suppliers:
            self._suppliers[key] = Supplier(key, self._records, self._clock, self._limits(provider))
        return self._suppliers[key]

    def forget(self, provider: str, tenant: str) -> None:
        """The tenant has another key: what was learned of the account before is not true of this one."""
        self._suppliers.pop(quota_key(provider, tenant), None)

    def why(self, tenant: str, engine: str, leased: Mapping[tuple[str, str], int]) -> str | None:
        """Why no take of the engine should be leased for the tenant. `leased` are takes by tenant and engine."""
        if engine not in self.wares:
            return None
        return self._supplier_of(tenant, engine).lack(engine, self._of_account(tenant, engine, leased)) or None

    def standing(self, tenant: str, engine: str, leased: Mapping[tuple[str, str], int]) -> Reserve:
        supplier, day = self._supplier_of(tenant, engine), self._clock.now().date()
        quota = supplier.quota
        return Reserve(
            supplier.limit(engine), quota.at_once(engine), quota.today(day, engine), supplier.whole, quota.at_once(),
            quota.today(day), supplier.lack(engine, self._of_account(tenant, engine, leased)), bool(quota.tenant),
            quota.balance,
        )  # fmt: skip

    async def learn(self) -> None:
        """What other copies did, and who has a key of its own."""
        if not self.wares:
            return
        secrets = await self._records.select(Secret)
        self._with_own = {(each.tenant, each.provider) for _, each in secrets if each.sealed}
        for _, quota in await self._records.select(Quota):
            supplier = self.supplier(quota.provider, quota.tenant)
            if quota.version > supplier.quota.version:
                supplier.quota = quota

    async def prune(self) -> None:
        """Places of purchases that neither the provider nor a buyer is about go."""
        await self.learn()
        for supplier in list(self._suppliers.values()):
            for key, place in supplier.quota.places.items():
                purchase = await self._records.find(Purchase, key)
                if purchase is None or is_counted(place, purchase, await self._records.find(Order, purchase.order)):
                    continue
                await supplier.leave(purchase, place.attempt)

    async def ask(self, provider: Provider, tenant: str = "") -> None:
        """Have the account's provider say what its limits are, if it can, and if it was not asked just now."""
        supplier, now = self.supplier(provider.name, tenant), self._clock.now()
        asked = supplier.quota.asked
        if not isinstance(provider, Telling) or (asked is not None and timedelta(0) <= now - asked < ASK_EVERY):
            return
        try:
            said = await provider.allowance()
        except (Transient, Declined) as error:
            log.info("%s does not say what its limits are: %s", provider.name, error)
            return
        limits = {engine: limit for engine, limit in said.limits.items() if engine in self.wares}

        def learned(quota: Quota) -> Quota:
            return quota.learned(limits, said.used, now.date()).but(asked=now, balance=said.balance)

        await supplier.change(learned)

    @property
    def suppliers(self) -> Iterable[Supplier]:
        """Accounts that are known here."""
        return self._suppliers.values()

    @property
    def owners(self) -> Iterable[tuple[str, str]]:
        """Tenants that have a key of their own, and to which provider, as is known."""
        return sorted(self._with_own)

    def _supplier_of(self, tenant: str, engine: str) -> Supplier:
        provider = self.wares[engine].provider.name
        return self.supplier(provider, tenant if self._has_own(tenant, engine) else "")

    def _has_own(self, tenant: str, engine: str) -> bool:
        ware = self.wares[engine]
        return ware.by_key is not None and (tenant, ware.provider.name) in self._with_own

    def _of_account(self, tenant: str, engine: str, leased: Mapping[tuple[str, str], int]) -> Mapping[str, int]:
        """Takes of the account that are leased, by engine."""
        supplier, found = self._supplier_of(tenant, engine), Counter[str]()
        for (owner, name), count in leased.items():
            if name in self.wares and self._supplier_of(owner, name) is supplier:
                found[name] += count
        return found

    def _limits(self, provider: str) -> Limits:
        mine = {engine: ware for engine, ware in self.wares.items() if ware.provider.name == provider}
        whole = next((ware.whole for ware in mine.values()), Limit())
        return Limits(whole=whole, each={engine: ware.limit for engine, ware in mine.items()})
