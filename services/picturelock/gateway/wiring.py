"""The gateway, put together, with its in-process workers."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx

from picturelock.gateway.adapters.engines import BUILT_IN, engine_named
from picturelock.gateway.adapters.linked_staging import LinkedStaging
from picturelock.gateway.adapters.price_book import prices_in, shipped_prices
from picturelock.gateway.adapters.providers import provider_named
from picturelock.gateway.adapters.providers.wire import HttpProvider
from picturelock.gateway.adapters.references import StoreDock
from picturelock.gateway.adapters.remote_desk import RemoteDesk
from picturelock.gateway.adapters.sealing import Sealing
from picturelock.gateway.adapters.worker import Told, Worker, untold
from picturelock.gateway.handlers import (
    Buyer,
    BuyersDesk,
    Gateway,
    Inbox,
    Purchases,
    Queue,
    Quotas,
    Secrets,
    Shop,
    Spending,
    Stills,
    Teller,
)
from picturelock.gateway.model import HOOKS, Lease, PriceBook
from picturelock.gateway.ports import Delivered, Engine, Progress, Provider, Ware
from picturelock.gateway.rpc import BudgetRpc, EngineRpc, PurchaseRpc, QueueRpc, SecretRpc, StillRpc, WorkerRpc
from picturelock.gateway.settings import GatewaySettings, ProviderSettings, WorkerSettings
from picturelock.kernel.clock import Clock
from picturelock.kernel.errors import Invalid
from picturelock.kernel.service import Door, Kit, Letterbox, Service, Work, on
from picturelock_api.compiler.v1.events_pb2 import PromptCompiled
from picturelock_api.gateway.v1.events_pb2 import PurchaseMoved, StillFailed, StillGenerated, TakeFailed, TakeGenerated


def build(kit: Kit, settings: GatewaySettings) -> Service:
    made = [engine_named(name, settings.slots or 1, settings.faults) for name in (*BUILT_IN, *settings.installed)]
    engines, closes = [engine for engine, _ in made], [close for _, close in made]
    if not settings.providers:
        return assembled(kit, settings, engines, closes)
    client = httpx.AsyncClient(limits=httpx.Limits(max_connections=None))
    prices = PriceBook(shipped_prices(), prices_in(settings.prices) if settings.prices else ())
    wares = wares_of(settings, client)
    closes += [ware.provider.close for ware in wares if isinstance(ware.provider, HttpProvider)]
    service = assembled(kit, settings, engines, closes, wares, prices)
    return replace(service, works=[*service.works, Work("lines", lambda: _until_the_end(client))])


async def _until_the_end(client: httpx.AsyncClient) -> None:
    """It is not entered: whoever sees to purchases may have used it by then, and an open one can't be."""
    try:
        await asyncio.get_running_loop().create_future()
    finally:
        await client.aclose()


def wares_of(settings: GatewaySettings, client: httpx.AsyncClient) -> Sequence[Ware]:
    """Raises Invalid for a provider that nobody knows, and for a key or secret that is none."""
    wares: list[Ware] = []
    for name, account in settings.providers.items():
        kind = provider_named(name)
        _know_models(kind, account)
        if account.webhook_secret and not kind.needs_secret:
            raise Invalid(
                f"PICTURELOCK_GATEWAY_PROVIDERS: {name} needs no webhook_secret; leave it out", reason="CONFIG"
            )
        if not (account.key.get_secret_value() or settings.sealing_key.get_secret_value()):
            raise Invalid(
                f"PICTURELOCK_GATEWAY_PROVIDERS: {name} has no key; give it one, or set "
                "PICTURELOCK_GATEWAY_SEALING_KEY, so that tenants can put theirs",
                reason="CONFIG",
            )
        opened = _opener(kind, account, client)
        own = _opener(kind, account, client, account.webhook_secret.get_secret_value())
        provider = own(account.key.get_secret_value())
        wares += [
            Ware(engine, version, provider, opened, account.limit(engine), account.whole, engine in kind.stills)
            for engine, version in _sold(kind).items()
        ]
    return wares


def _sold(kind: type[HttpProvider]) -> Mapping[str, str]:
    """What carries its own name: who is derived from another provider does not sell that one's engines as well."""
    every = {**kind.engines, **kind.stills}
    return {engine: version for engine, version in every.items() if engine.startswith(f"{kind.name}/")}


def _know_models(kind: type[HttpProvider], account: ProviderSettings) -> None:
    known = sorted(engine.removeprefix(f"{kind.name}/") for engine in _sold(kind))
    for model in account.models:
        if model not in known:
            raise Invalid(
                f"PICTURELOCK_GATEWAY_PROVIDERS: {kind.name} has no model {model!r}; there are {', '.join(known)}",
                reason="CONFIG",
            )


def _opener(
    kind: type[HttpProvider], account: ProviderSettings, client: httpx.AsyncClient, secret: str = ""
) -> Callable[[str], Provider]:
    """`secret` is of the deployment's own account: what tenants' are signed with is not known."""

    def opened(key: str) -> Provider:
        provider = kind.opened(client, account.url, key, secret)
        if account.horizon is not None:
            provider.horizon = account.horizon
        return provider

    return opened


@dataclass(frozen=True, slots=True)
class Rented:
    """A ware, as a worker sees it."""

    name: str
    version: str
    shop: Shop

    async def buy(self, lease: Lease, workspace: Path, progress: Progress) -> Delivered:
        return await self.shop.buy(lease, workspace, progress)


def assembled(
    kit: Kit,
    settings: GatewaySettings,
    engines: Sequence[Engine],
    closes: Sequence[Callable[[], None]] = (),
    wares: Sequence[Ware] = (),
    prices: PriceBook | None = None,
    buyer: type[Buyer] = Buyer,
) -> Service:
    """The gateway with these engines, each with in-process workers of its own."""
    versions = {engine.name: engine.version for engine in engines} | {ware.engine: ware.version for ware in wares}
    prices = prices or PriceBook(())
    quotas = Quotas(kit.records, kit.clock, {ware.engine: ware for ware in wares}, prices)
    gateway = Gateway(
        kit.records, kit.store, kit.clock, versions | settings.engines, settings.lease_seconds, settings.farm, quotas
    )
    sealing = Sealing(settings.sealing_key.get_secret_value())
    queue, dock = Queue(gateway), StoreDock(kit.store)
    shop = _shop(kit, gateway, prices, buyer, sealing, dock, settings.webhooks)
    spending, inbox = Spending(kit.records, shop, prices), Inbox(kit.records, shop, kit.clock)
    stills = Stills(gateway, shop.wares)
    made = [Worker(f"embedded/{engine.name}", gateway, engine, dock, kit.clock, settings.slots)
            for engine in engines if settings.slots]  # fmt: skip
    bought = [Worker(f"{settings.name}/{ware.engine}", BuyersDesk(shop), Rented(ware.engine, ware.version, shop),
                     dock, kit.clock, slots=1) for ware in wares]  # fmt: skip

    async def tend() -> None:
        while True:
            await kit.clock.sleep(await gateway.tend())

    async def tend_shop() -> None:
        while True:
            await kit.clock.sleep(await shop.tend())

    works = [Work("tend", tend), Work("shop", tend_shop), *(Work("worker", each.run) for each in (*made, *bought))]
    return Service(
        name="gateway",
        hears=[on(PromptCompiled, gateway.queue)],
        says=[TakeGenerated, TakeFailed, StillGenerated, StillFailed, PurchaseMoved],
        answers=[gateway, queue, shop, spending, stills],
        doors=[
            Door("picturelock_api.gateway.v1.WorkerService", WorkerRpc(gateway)),
            Door("picturelock_api.gateway.v1.QueueService", QueueRpc(queue)),
            Door("picturelock_api.gateway.v1.BudgetService", BudgetRpc(spending)),
            Door("picturelock_api.gateway.v1.PurchaseService", PurchaseRpc(spending, shop)),
            Door("picturelock_api.gateway.v1.EngineService", EngineRpc(shop)),
            Door("picturelock_api.gateway.v1.SecretService", SecretRpc(shop)),
            Door("picturelock_api.gateway.v1.StillService", StillRpc(stills)),
        ],
        letterboxes=[Letterbox(f"{HOOKS}/{{provider}}/{{hook}}", inbox.take)] if settings.webhooks else (),
        closes=closes,
        works=[*works, Work("inbox", inbox.run)] if settings.webhooks else works,
    )


def _shop(
    kit: Kit,
    gateway: Gateway,
    prices: PriceBook,
    kind: type[Buyer],
    sealing: Sealing,
    dock: StoreDock,
    webhooks: str,
) -> Shop:
    purchases = Purchases(kit.records, kit.clock)
    teller = Teller(kit.records, purchases)
    buyer = kind(purchases, teller, prices, kit.clock, webhooks)
    secrets = Secrets(kit.records, sealing, kit.clock)
    return Shop(gateway, purchases, teller, buyer, secrets, kit.clock, gateway.quotas.wares, dock)


def hired(
    settings: WorkerSettings,
    door: Any,
    client: httpx.AsyncClient,
    clock: Clock,
    told: Told = untold,
    trace: Callable[[], str] = str,
) -> tuple[Worker, Callable[[], None]]:
    """A worker for a gateway elsewhere, and what closes its engine. `door` answers as its `WorkerService`."""
    engine, close = engine_named(settings.engine, settings.slots, settings.faults)
    desk = RemoteDesk(door, trace=trace)
    dock = LinkedStaging(desk, client)
    return Worker(settings.name, desk, engine, dock, clock, settings.slots, settings.tags, told), close
