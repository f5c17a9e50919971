"""The shop: engines whose takes are bought, the desk that their workers come to, and what becomes of loose ends."""

import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from picturelock.gateway.handlers.alternates import Alternates
from picturelock.gateway.handlers.buyer import Buyer
from picturelock.gateway.handlers.errand import Errand
from picturelock.gateway.handlers.following import ENDS, seen
from picturelock.gateway.handlers.gateway import Gateway
from picturelock.gateway.handlers.purchases import Purchases
from picturelock.gateway.handlers.secrets import Secrets, check_key
from picturelock.gateway.handlers.supplier import Supplier
from picturelock.gateway.handlers.teller import Teller
from picturelock.gateway.model import (
    MOST_PURCHASES,
    Hand,
    Held,
    Lease,
    Made,
    Move,
    Order,
    OrderState,
    Purchase,
    PurchaseState,
    Reason,
    Recall,
    Secret,
    account_keys,
    quota_key,
)
from picturelock.gateway.ports import Delivered, Dock, JobState, Progress, Provider, Ware
from picturelock.kernel.clock import Clock
from picturelock.kernel.errors import Conflict, Invalid, NotFound, Refused, Transient

log = logging.getLogger(__name__)

TEND_SECONDS = 15.0
RACES = 5
"""That may be lost in a row before a purchase is left for the next round."""
AGAIN_SECONDS = 5.0
"""Before what could not be gone on with is leased again."""


class Shop:
    """`wares` by the names of their engines."""

    def __init__(
        self,
        gateway: Gateway,
        purchases: Purchases,
        teller: Teller,
        buyer: Buyer,
        secrets: Secrets,
        clock: Clock,
        wares: Mapping[str, Ware],
        dock: Dock,
    ) -> None:
        self.gateway = gateway
        self.purchases = purchases
        self.teller = teller
        self.buyer = buyer
        self.secrets = secrets
        self.clock = clock
        self.wares = wares
        self._dock = dock
        self._alternates = Alternates(gateway, dock)
        self._own: dict[tuple[str, str], tuple[str, Provider]] = {}
        """Providers by tenants' own keys; a key that was put anew is another provider."""

    async def provider_of(self, engine: str, tenant: str, account: str | None = None) -> Provider:
        """By the account that a purchase was sent from, or else by the tenant's own key, where it put one.

        Raises NotFound for an engine that is not bought of here, Transient when that account's key was removed.
        """
        ware = self.ware(engine)
        name = ware.provider.name
        if account == quota_key(name):
            return ware.provider
        key = await self.secrets.key(tenant, name) if ware.by_key else ""
        if not key and account:
            raise Transient(
                f"{engine}: was bought with a key of {tenant}'s own, and that was removed; put it back: "
                f"picturelock secret put {name}",
                reason="NO_KEY",
            )
        return self._by_key(ware, tenant, key) if key else ware.provider

    def _by_key(self, ware: Ware, tenant: str, key: str) -> Provider:
        """Raises Invalid for what is no key."""
        known = self._own.get((tenant, ware.provider.name))
        if known is None or known[0] != key:
            provider = ware.by_key(key) if ware.by_key else ware.provider
            known = self._own[tenant, ware.provider.name] = (key, provider)
            self.gateway.quotas.forget(ware.provider.name, tenant)
        return known[1]

    async def put_key(self, tenant: str, provider: str, key: str) -> Secret:
        """Raises Invalid for a provider that is not set up here, and for what can't be a key to it."""
        wares = {ware.provider.name: ware for ware in self.wares.values()}
        if (ware := wares.get(provider)) is None:
            raise Invalid(f"provider: {provider!r} is not set up here; there are {', '.join(sorted(wares)) or 'none'}")
        check_key(key)
        if ware.by_key:
            ware.by_key(key)
        return await self.secrets.put(tenant, provider, key)

    def ware(self, engine: str) -> Ware:
        if engine not in self.wares:
            raise NotFound(
                f"engine: {engine!r} is not bought of here; there are {', '.join(sorted(self.wares)) or 'none'}"
            )
        return self.wares[engine]

    async def pause(self, tenant: str, engine: str, why: str) -> None:
        """Raises NotFound. Jobs that the provider has are still followed."""
        self.ware(engine)
        await self.gateway.switches.throw(tenant, engine, paused=True, why=why or "somebody paused it")

    async def resume(self, tenant: str, engine: str) -> None:
        """Raises NotFound."""
        self.ware(engine)
        await self.gateway.switches.throw(tenant, engine, paused=False)
        self.gateway.ring()

    async def buy(self, lease: Lease, workspace: Path, progress: Progress) -> Delivered:
        order = await self._order(lease.key)

        async def wanted() -> bool:
            return bool((await self._order(lease.key)).wants)

        async def pictures() -> Sequence[Path]:
            return await self._dock.bring(lease, workspace)

        def stopped() -> str | None:
            return self.gateway.switches.why(tenant, order.engine)

        tenant, current = lease.key.partition("/")[0], await self.purchases.current(lease.key)
        provider = await self.provider_of(order.engine, tenant, current.bound_to if current else None)
        supplier = self.supplier_of(provider, order.engine, tenant)
        errand = Errand(lease, order, provider, workspace, progress, wanted, supplier, pictures, stopped)
        return await self.buyer.buy(errand)

    def supplier_of(self, provider: Provider, engine: str, tenant: str) -> Supplier:
        """The account that this provider buys of."""
        return self.gateway.quotas.supplier(provider.name, "" if provider is self.ware(engine).provider else tenant)

    async def _order(self, key: str) -> Order:
        order = await self.gateway.book.find(key)
        if order is None:
            raise Transient(f"{key}: the order is not on record any more")
        return order

    async def tend(self) -> float:
        """See to purchases that nobody is about any more. Seconds until it should be done again."""
        await self.gateway.ready()
        await self._keep_quotas()
        async for purchase in self.purchases.open():
            try:
                await self._see_to_at_once(purchase)
            except Transient:
                continue
            except Refused as error:
                log.warning("%s waits: %s", purchase.key, error)
            except Exception:  # what packages bring may raise anything, and others' purchases are seen to all the same
                log.exception("%s can't be seen to", purchase.key)
        return TEND_SECONDS

    async def _keep_quotas(self) -> None:
        quotas = self.gateway.quotas
        await quotas.prune()
        for provider in {ware.provider.name: ware.provider for ware in self.wares.values()}.values():
            await quotas.ask(provider)
        for tenant, name in quotas.owners:
            for engine in [ware.engine for ware in self.wares.values() if ware.provider.name == name][:1]:
                with suppress(Refused):  # its key can't be opened: whoever buys by it is told
                    await quotas.ask(await self.provider_of(engine, tenant), tenant)
        self.gateway.ring()

    async def _see_to_at_once(self, purchase: Purchase) -> None:
        """A film that is being made saves the same orders, and may be over before the next round.

        Raises Conflict when others saved the purchase, or its order, each time.
        """
        for _ in range(RACES):
            with suppress(Conflict):
                await self._see_to(purchase)
                return
            found = await self.purchases.find(purchase.key)
            if found is None or not found.is_open:
                return
            purchase = found
        raise Conflict(f"{purchase.key}: lost {RACES} races in a row")

    async def _see_to(self, purchase: Purchase) -> None:
        if purchase.held is Held.CLOSING:
            await self.buyer.close(purchase)
            return
        order = await self.gateway.book.find(purchase.order)
        if order is None:
            return
        if order.state is OrderState.MADE:
            await self._see_through(purchase, order)
        elif purchase.state is PurchaseState.REPLACED:
            await self._go_on_without(purchase, order)
        elif order.state is not OrderState.WAITING or purchase.state is not PurchaseState.PARKED:
            await self.gateway.revive(purchase.order)
        elif order.wants and (at := await self.again_at(purchase)) and at <= self.clock.now():
            why = f"nothing was heard of it until {at:%Y-%m-%d %H:%M:%S}, and the project pays again"
            replaced = purchase.moved(Move.REPLACE, self.clock.now(), why)
            await self._go_on_without(await self.buyer.settled(replaced), order)

    async def parked(self, project: str) -> Sequence[Purchase]:
        return [each async for each in self.purchases.standing(project, PurchaseState.PARKED)]

    async def again_at(self, purchase: Purchase) -> datetime | None:
        """When another is bought in place of one that is parked; None for one that waits for news, or for a person.

        That is for providers that can't be asked alone: where there is something to find out, it is found out.
        """
        if purchase.state is not PurchaseState.PARKED or purchase.number >= MOST_PURCHASES:
            return None
        account = await self.teller.account(*next(iter(account_keys(purchase.project, purchase.engine).items())))
        if account.again is None or purchase.engine not in self.wares:
            return None
        provider = self.ware(purchase.engine).provider
        if provider.recall is not Recall.NOTHING:
            return None
        return purchase.again_at(account.pays_again, timedelta(seconds=provider.horizon))

    async def _go_on_without(self, replaced: Purchase, order: Order) -> None:
        """Once: what is bought in its place has its own fate."""
        if order.state is OrderState.WAITING and await self.purchases.is_current(replaced):
            await self.gateway.revive(replaced.order)

    async def _see_through(self, purchase: Purchase, order: Order) -> None:
        """The order has its take; what is left is to see what this purchase costs, and to keep what came of it."""
        if purchase.state is PurchaseState.INTENDED:
            await self.buyer.drop(purchase)
        if purchase.state is not PurchaseState.ACCEPTED:
            return
        provider = await self.provider_of(purchase.engine, purchase.tenant, purchase.account)
        job, surplus = await seen(purchase, provider), await self._is_surplus(purchase, order)
        if job.state is JobState.SUCCEEDED and surplus:
            await self._alternates.keep(purchase, order, job, provider)
        if job.state in ENDS:
            await self.buyer.done(purchase, job, surplus=surplus)

    async def _is_surplus(self, purchase: Purchase, order: Order) -> bool:
        """Whether the order has its take by another. Orders of before 0.3 do not say by which."""
        if order.made and order.made.purchase:
            return order.made.purchase != purchase.key
        return await self.purchases.is_surplus(purchase)


class BuyersDesk:
    """The gateway as a desk for workers that buy: a take that is delivered is paid, one that can't be told waits."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self._gateway = shop.gateway

    async def enlist(self, hand: Hand) -> None:
        await self._gateway.enlist(hand)

    async def lease(self, hand: Hand) -> Lease:
        return await self._gateway.lease(hand)

    async def heartbeat(self, key: str, token: int, done_frames: int) -> bool:
        return await self._gateway.heartbeat(key, token, done_frames)

    async def deliver(self, key: str, token: int, made: Made) -> None:
        bought = await self._shop.buyer.bringing(key)
        paid_by = bought.key if bought else made.purchase
        await self._gateway.deliver(key, token, made.model_copy(update={"purchase": paid_by}))
        self._gateway.ring()
        await self._shop.buyer.paid(key)

    async def give_back(self, key: str, token: int) -> None:
        last = await self._shop.purchases.last(key)
        begun = last is not None and not last.is_over and last.state is not PurchaseState.INTENDED
        await self._gateway.give_back(key, token, begun=begun)

    async def fail(self, key: str, token: int, why: str, *, again: bool) -> None:
        """What may work another time costs the take nothing: how often it is tried, its purchase knows."""
        last = await self._shop.purchases.current(key)
        state = last.state if last else None
        if state is PurchaseState.PARKED:
            await self._gateway.shelve(key, token, why)
        elif state is PurchaseState.CANCELLED:
            await self._gateway.let_go(key, token)
        elif again or (last is not None and not last.is_over):
            await self._shop.clock.sleep(AGAIN_SECONDS)
            await self.give_back(key, token)
        else:
            await self._gateway.fail(key, token, why, again=False, reason=Reason.NOT_BOUGHT)
        self._gateway.ring()
