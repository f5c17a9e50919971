"""Doors for those who pay: budgets, purchases, and the engines that are bought of."""

from datetime import datetime

from picturelock.gateway.handlers import Shop, Spending
from picturelock.gateway.handlers.spending import AGAIN, HOLD
from picturelock.gateway.model import Account, Purchase, Quote, Secret, account_keys
from picturelock.kernel.caller import current_caller
from picturelock.kernel.codec import decode
from picturelock.kernel.errors import Invalid
from picturelock.kernel.nouns import Prompt
from picturelock.kernel.paging import MOST, after, page_of, size_of
from picturelock_api.gateway.v1 import service_pb2 as api

PROJECT, ENGINE, TENANT = range(3)
"""The accounts of a purchase, in the order of `account_keys`."""
PROJECTS, ENGINES = "projects/", "engines/"
SCOPES = {PROJECTS: api.BUDGET_SCOPE_PROJECT, ENGINES: api.BUDGET_SCOPE_ENGINE}


class BudgetRpc:
    def __init__(self, spending: Spending) -> None:
        self._spending = spending

    async def list_budgets(self, request: api.ListBudgetsRequest) -> api.ListBudgetsResponse:
        size = size_of(request.page_size)
        found = await self._spending.accounts(current_caller().tenant, after(request.page_token), size + 1)
        page, token = page_of(found, size)
        return api.ListBudgetsResponse(budgets=[_budget(*pair) for pair in page], next_page_token=token)

    async def put_budget(self, request: api.PutBudgetRequest) -> api.PutBudgetResponse:
        key, name = _account(request)
        if request.parked and request.scope != api.BUDGET_SCOPE_PROJECT:
            raise Invalid("parked: is a project's policy; say it with a project's budget")
        account = await self._spending.put_cap(key, name, request.cap, request.currency, request.parked)
        return api.PutBudgetResponse(budget=_budget(key, account))


class PurchaseRpc:
    def __init__(self, spending: Spending, shop: Shop) -> None:
        self._spending = spending
        self._shop = shop

    async def list_purchases(self, request: api.ListPurchasesRequest) -> api.ListPurchasesResponse:
        key, size = current_caller().project_key(request.project), size_of(request.page_size)
        found = await self._spending.purchases(key, request.state, after(request.page_token), size + 1)
        page, token = page_of(found, size)
        told = [_purchase(each, await self._shop.again_at(each)) for _, each in page]
        return api.ListPurchasesResponse(purchases=told, next_page_token=token)

    async def settle_purchase(self, request: api.SettlePurchaseRequest) -> api.SettlePurchaseResponse:
        outcome = request.WhichOneof("outcome")
        if outcome is None or not getattr(request, outcome):
            raise Invalid("outcome: say job, missing or written_off; what was found out?")
        key = current_caller().project_key(request.project)
        if request.forgotten and outcome != "job":
            raise Invalid("forgotten: is said of a job; name the one that is on the bill")
        settled = await self._spending.settle(
            key, request.purchase, job=request.job, missing=request.missing, forgotten=request.forgotten
        )
        return api.SettlePurchaseResponse(purchase=_purchase(settled))

    async def quote_takes(self, request: api.QuoteTakesRequest) -> api.QuoteTakesResponse:
        key = current_caller().project_key(request.project)
        if len(request.prompts) > MOST:
            raise Invalid(f"prompts: are {len(request.prompts):,}; ask for at most {MOST:,} at once")
        quotes = self._spending.quotes(key, [decode(Prompt, prompt) for prompt in request.prompts])
        return api.QuoteTakesResponse(quotes=map(_quote, quotes))


class EngineRpc:
    def __init__(self, shop: Shop) -> None:
        self._shop = shop

    async def list_engines(self, _: api.ListEnginesRequest) -> api.ListEnginesResponse:
        await self._shop.gateway.ready()
        await self._shop.gateway.switches.learn()
        await self._shop.gateway.quotas.learn()
        return api.ListEnginesResponse(engines=[self._engine(name) for name in sorted(self._shop.wares)])

    async def pause_engine(self, request: api.PauseEngineRequest) -> api.PauseEngineResponse:
        await self._shop.pause(current_caller().tenant, request.engine, request.why)
        return api.PauseEngineResponse(engine=self._engine(request.engine))

    async def resume_engine(self, request: api.ResumeEngineRequest) -> api.ResumeEngineResponse:
        await self._shop.resume(current_caller().tenant, request.engine)
        return api.ResumeEngineResponse(engine=self._engine(request.engine))

    def _engine(self, name: str) -> api.Engine:
        ware, tenant, gateway = self._shop.wares[name], current_caller().tenant, self._shop.gateway
        why, stands = gateway.switches.why(tenant, name), gateway.quotas.standing(tenant, name, gateway.leased)
        account = api.ProviderAccount(
            own=stands.own, running=stands.whole_at_once, slots=stands.whole.at_once, today=stands.whole_today,
            daily=stands.whole.daily, balance="" if stands.balance is None else str(stands.balance),
        )  # fmt: skip
        return api.Engine(
            engine=name, version=ware.version, recall=str(ware.provider.recall), paused=why is not None, why=why or "",
            slots=stands.limit.at_once or 0, running=stands.at_once, today=stands.today, daily=stands.limit.daily,
            account=account, waits=stands.why,
        )  # fmt: skip


class SecretRpc:
    def __init__(self, shop: Shop) -> None:
        self._shop = shop

    async def put_secret(self, request: api.PutSecretRequest) -> api.PutSecretResponse:
        put = await self._shop.put_key(current_caller().tenant, request.provider, request.key)
        return api.PutSecretResponse(secret=_secret(put))

    async def list_secrets(self, _: api.ListSecretsRequest) -> api.ListSecretsResponse:
        found = await self._shop.secrets.all(current_caller().tenant)
        return api.ListSecretsResponse(secrets=[_secret(each) for each in found])

    async def remove_secret(self, request: api.RemoveSecretRequest) -> api.RemoveSecretResponse:
        await self._shop.secrets.remove(current_caller().tenant, request.provider)
        return api.RemoveSecretResponse()


def _secret(secret: Secret) -> api.Secret:
    told = api.Secret(provider=secret.provider, ends=secret.ends)
    told.put.FromDatetime(secret.put)
    return told


def _account(request: api.PutBudgetRequest) -> tuple[str, str]:
    """Key and name of the account that is meant. Raises Invalid."""
    tenant = current_caller().tenant
    match request.scope:
        case api.BUDGET_SCOPE_PROJECT:
            return tuple(account_keys(current_caller().project_key(request.name), "").items())[PROJECT]
        case api.BUDGET_SCOPE_ENGINE if request.name:
            return tuple(account_keys(f"{tenant}/", request.name).items())[ENGINE]
        case api.BUDGET_SCOPE_TENANT if not request.name:
            return tuple(account_keys(f"{tenant}/", "").items())[TENANT]
        case api.BUDGET_SCOPE_ENGINE | api.BUDGET_SCOPE_TENANT:
            raise Invalid("name: say it for a project and an engine, and leave it out for the tenant's own")
        case _:
            raise Invalid("scope: say whose budget it is: a project's, an engine's, or the tenant's")


def _budget(key: str, account: Account) -> api.Budget:
    rest = key.partition("/")[2]
    scope = next((kind for kind in SCOPES if rest.startswith(kind)), "")
    left = account.left
    return api.Budget(
        scope=SCOPES.get(scope, api.BUDGET_SCOPE_TENANT), name=rest.removeprefix(scope) if scope else "",
        currency=account.currency, cap="" if account.cap is None else str(account.cap),
        held=str(sum(account.held.values())), spent=str(account.spent), left="" if left is None else str(left.amount),
        bought=account.bought, parked=HOLD if account.again is None else f"{AGAIN}:{account.again}",
    )  # fmt: skip


def _quote(quote: Quote | str) -> api.Quote:
    if isinstance(quote, str):
        return api.Quote(why=quote)
    return api.Quote(
        amount=str(quote.price.amount), currency=quote.price.currency, units=str(quote.units), unit=quote.unit,
        each=str(quote.each), basis=quote.basis, since=quote.since.isoformat(), source=quote.source,
    )  # fmt: skip


def _purchase(purchase: Purchase, again: datetime | None = None) -> api.Purchase:
    """`again` is when another is bought in its place."""
    quote = purchase.quote
    told = api.Purchase(
        purchase=purchase.key, project=purchase.project.partition("/")[2], shot=purchase.shot,
        take_number=purchase.take_number, engine=purchase.engine, state=str(purchase.state), job=purchase.job,
        provider_key=purchase.provider_key, quote=str(quote.price.amount), currency=quote.price.currency,
        charged="" if purchase.charged is None else str(purchase.charged), basis=quote.basis, surplus=purchase.surplus,
        prompt_digest=purchase.prompt_digest, engine_version=purchase.engine_version,
    )  # fmt: skip
    if again is not None:
        told.again.FromDatetime(again)
    for step in purchase.steps:
        each = told.steps.add(
            move=str(step.move), state=str(step.state), attempt=step.attempt, reason=step.reason, why=step.why
        )
        each.at.FromDatetime(step.at)
    return told
