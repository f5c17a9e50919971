"""`/twin`: what the twin's owner may see and set; no provider has it."""

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from picturelock.kernel.errors import Invalid
from picturelock.twin.bill import as_csv
from picturelock.twin.faults import COUNTS, SECONDS, SHARES, plan_of
from picturelock.twin.jobs import state_at
from picturelock.twin.studio import Studio


class Admin:
    def __init__(self, studio: Studio, providers: frozenset[str]) -> None:
        self._studio = studio
        self._providers = providers

    def routes(self) -> Sequence[BaseRoute]:
        return (
            Route("/bill", self.bill, methods=["GET"]),
            Route("/bill.csv", self.bill_csv, methods=["GET"]),
            Route("/jobs", self.jobs, methods=["GET"]),
            Route("/faults", self.faults, methods=["GET"]),
            Route("/faults", self.put_faults, methods=["PUT"]),
            Route("/balance", self.balance, methods=["GET"]),
            Route("/balance", self.put_balance, methods=["PUT"]),
        )

    async def bill(self, request: Request) -> Response:
        provider = request.query_params.get("provider", "")
        lines = [line for line in self._studio.bill.lines if provider in {"", line.provider}]
        total = str(sum((line.amount for line in lines), Decimal()))
        return JSONResponse({"lines": [line.model_dump(mode="json") for line in lines], "total": total})

    async def bill_csv(self, _request: Request) -> Response:
        return PlainTextResponse(as_csv(self._studio.bill.lines), media_type="text/csv")

    async def jobs(self, request: Request) -> Response:
        provider, now = request.query_params.get("provider", ""), self._studio.clock.now()
        jobs = [job for job in self._studio.jobs.values() if provider in {"", job.provider}]
        return JSONResponse(
            {"jobs": [job.model_dump(mode="json") | {"state": state_at(job, now).value} for job in jobs]}
        )

    async def faults(self, _request: Request) -> Response:
        plan = self._studio.plan
        return JSONResponse({"faults": plan.text, "seed": plan.seed, "words": SHARES | SECONDS | COUNTS})

    async def put_faults(self, request: Request) -> Response:
        """The new plan as the body's text, or as `{"faults": "..."}`; the seed stays when it names none."""
        said = (await request.body()).decode(errors="replace")
        try:
            if request.headers.get("content-type", "").startswith("application/json"):
                said = str(json.loads(said)["faults"])
            self._studio.plan = plan_of(said, self._providers, seed=self._studio.plan.seed)
        except Invalid as error:
            return _bad(*error.problems)
        except (ValueError, TypeError, KeyError):
            return _bad('faults: send the plan as text, or as {"faults": "lost_answer=0.1"}')
        return await self.faults(request)

    async def balance(self, _request: Request) -> Response:
        spent = {(line.provider, line.account) for line in self._studio.bill.lines}
        return JSONResponse({"accounts": [self._account(*each) for each in sorted(spent)]})

    async def put_balance(self, request: Request) -> Response:
        """`{"provider": "runway", "amount": "0.50"}` in dollars, for every account of it, or for one `account`."""
        try:
            said = json.loads(await request.body())
            provider, account, amount = said["provider"], str(said.get("account", "")), Decimal(said["amount"])
        except (ValueError, TypeError, LookupError, ArithmeticError):
            return _bad('balance: say {"provider": "runway", "amount": "0.50"}')
        if provider not in self._providers:
            return _bad(f"balance: there is no provider {provider}; use {', '.join(sorted(self._providers))}")
        self._studio.set_balance(provider, account, amount)
        return await self.balance(request)

    def _account(self, provider: str, account: str) -> dict[str, Any]:
        return {"provider": provider, "account": account, "balance": str(self._studio.balance(provider, account))}


def _bad(*problems: str) -> Response:
    return JSONResponse({"problems": problems}, 400)
