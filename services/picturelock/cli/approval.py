"""Before much is bought somebody says so: at a terminal when asked, anywhere else beforehand.

A courtesy of the command line to whoever sits before it. What can't be broken, by anybody, is a budget.
"""

import asyncio
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

import click
import typer

from picturelock.cli.counter import Counter
from picturelock.cli.here import project_name
from picturelock.cli.money import has_budget
from picturelock.cli.production import Pages, Production
from picturelock.cli.quoting import Row, Takes, is_free, priced, totals
from picturelock.cli.reach import Reach
from picturelock.gateway.model import plain
from picturelock.gateway.settings import GatewaySettings
from picturelock.kernel.errors import Invalid, Refused
from picturelock.registry.model.outlook import OutlookItem, Standing
from picturelock.registry.settings import RegistrySettings

SENT_BACK = Decimal("0.2")
"""The share of takes that are sent back, as `estimate` has it unless told."""


@dataclass(frozen=True, slots=True)
class Leave:
    """What may be bought unasked: what will likely cost up to `amount`, of any currency; or all, if `yes`."""

    amount: str
    yes: bool = False

    @property
    def least(self) -> Decimal:
        """Raises Invalid for what is no amount."""
        try:
            amount = Decimal(self.amount)
        except InvalidOperation:
            amount = Decimal("NaN")
        if not (amount.is_finite() and amount >= 0):
            raise Invalid(f"--approve {self.amount}: is no amount; use a decimal number of 0 or more, e.g. 100")
        return amount


async def approve(
    leave: Leave, production: Production, counter: Counter, pages: Pages, engine: str, script: Path,
    reach: Reach | None, *, retry_held: bool,
) -> None:  # fmt: skip
    """Raises Invalid for leave that is no amount, Refused with NO_BUDGET, or NOT_APPROVED where it is not enough."""
    limit = leave.least
    if reach is None and not GatewaySettings().providers:
        return
    ahead = await production.plan(pages, engine)
    bought = [item for item in ahead.shots if _is_bought(item, retry_held=retry_held)]
    shots = await priced(bought, script, reach) if bought else ()
    engines = {each.engine for each in shots if each.quote}
    if engines and not await has_budget(counter, project_name(script), engines):
        raise Refused(
            f"{len(bought)} shots are to be bought, and nothing is bought without a budget: say --budget 25, or "
            "`picturelock budget set`; `picturelock estimate` says what they will cost",
            reason="NO_BUDGET",
        )
    if leave.yes:
        return
    much = [row for row in totals(shots, Takes(SENT_BACK, RegistrySettings().most_revisions)) if row.likely > limit]
    if much:
        await _agree(_told(much), max(row.rounded for row in much), limit)


async def approve_sums(leave: Leave, what: str, sums: Mapping[str, Decimal]) -> None:
    """Of what is bought as it is priced; `sums` by currency. Raises as `approve` does."""
    limit = leave.least
    much = {currency: amount for currency, amount in sums.items() if amount > limit}
    if much and not leave.yes:
        told = " and ".join(f"{plain(amount)} {currency}" for currency, amount in sorted(much.items()))
        await _agree(f"{what} are to be bought, for {told}", max(much.values()), limit)


async def _agree(told: str, enough: Decimal, limit: Decimal) -> None:
    if not await _agreed(told, limit):
        raise Refused(
            f"{told}: more than {plain(limit)} is not bought unasked; "
            f"say --approve {plain(enough)}, or --yes for whatever it costs within the budget",
            reason="NOT_APPROVED",
        )


def _is_bought(item: OutlookItem, *, retry_held: bool) -> bool:
    is_shot = item.is_stale or (retry_held and item.standing is Standing.HELD)
    return is_shot and item.route is not None and not is_free(item.route.engine)


async def _agreed(told: str, limit: Decimal) -> bool:
    """False where nobody can be asked."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    question = f"{told}; more than {plain(limit)} is not bought unasked. Buy it?"
    try:
        return await asyncio.to_thread(typer.confirm, question, err=True)
    except click.Abort:
        return False


def _told(rows: Sequence[Row]) -> str:
    sums = ("{1} likely ({0} at least, {2} at most)".format(*row.amounts) for row in rows)
    return f"{sum(row.shots for row in rows)} shots are to be bought, for {' and '.join(sums)}"
