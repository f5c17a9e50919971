"""What shots will cost: each compiled as its first take would be, and quoted by a price book."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import ROUND_UP, Decimal
from pathlib import Path
from typing import Any

from picturelock.cli.counter import Counter, at_counter
from picturelock.cli.here import project_key, project_name
from picturelock.cli.reach import Reach
from picturelock.compiler.adapters import TargetsHere
from picturelock.compiler.model import Target, compile_for
from picturelock.gateway.adapters.engines import engines_brought
from picturelock.gateway.adapters.price_book import prices_in, shipped_prices
from picturelock.gateway.model import Money, PriceBook, Quote, plain
from picturelock.gateway.settings import GatewaySettings
from picturelock.kernel.codec import encode
from picturelock.kernel.nouns import Prompt, Severity
from picturelock.registry.model.outlook import OutlookItem
from picturelock_api.film.v1.prompt_pb2 import Prompt as PromptMessage
from picturelock_api.gateway.v1 import service_pb2 as api

AT_ONCE = 100
"""Prompts that one request asks the price of."""

Quoting = Callable[[Sequence[Prompt]], Awaitable[Sequence[Quote | str]]]
"""The quotes of prompts, in their order; in place of one that there is no price for, why."""


@dataclass(frozen=True, slots=True)
class PricedShot:
    """`why` says what kept it from being priced; then there is no quote. What is free has neither."""

    shot: str
    engine: str
    quote: Quote | None = None
    why: str = ""

    @property
    def scene(self) -> str:
        return self.shot.partition("_")[0]

    @property
    def amount(self) -> Decimal:
        return self.quote.price.amount if self.quote else Decimal(0)

    @property
    def currency(self) -> str:
        return self.quote.price.currency if self.quote else ""


@dataclass(frozen=True, slots=True)
class Takes:
    """How many takes of a shot are bought. A retake is sent back at the same rate as the first take was."""

    retakes: Decimal
    most_revisions: int

    @property
    def likely(self) -> Decimal:
        return sum((self.retakes**nth for nth in range(1, self.most_revisions + 1)), Decimal(1))

    @property
    def most(self) -> int:
        return 1 + self.most_revisions


@dataclass(frozen=True, slots=True)
class Row:
    """Of shots that are priced alike. `currency` is empty for what is free."""

    scene: str
    engine: str
    currency: str
    shots: int
    least: Decimal
    likely: Decimal
    most: Decimal

    @property
    def rounded(self) -> Decimal:
        """What is likely, up to whole cents: it is no more exact than that."""
        return self.likely.quantize(Decimal("0.01"), ROUND_UP)

    @property
    def amounts(self) -> tuple[str, str, str]:
        least, likely, most = (
            f"{plain(each)} {self.currency}".rstrip() for each in (self.least, self.rounded, self.most)
        )
        return least, likely, most

    def as_json(self) -> dict[str, Any]:
        said = {"scene": self.scene, "engine": self.engine, "currency": self.currency, "shots": self.shots}
        return said | {"min": plain(self.least), "likely": plain(self.likely), "max": plain(self.most)}


def is_free(engine: str) -> bool:
    """Previz, and what installed packages bring, is made here and never bought, so it is in no price book."""
    return engine == "previz" or engine in engines_brought()


async def priced(
    items: Iterable[OutlookItem], script: Path, reach: Reach | None, own: Path | None = None
) -> list[PricedShot]:  # fmt: skip
    """As their first takes would be bought; in a deployment by its prices, unless there is a book of one's `own`."""
    if reach is None or own is not None:
        return await _priced(items, _by_book(own, project_key(script)))
    async with at_counter(None, reach) as counter:
        return await _priced(items, by_counter(counter, project_name(script)))


async def _priced(items: Iterable[OutlookItem], quoting: Quoting) -> list[PricedShot]:
    targets = TargetsHere()
    compiled = [_compiled(item, targets) for item in items]
    quotes = await quoting([prompt for _, prompt in compiled if prompt])
    left = iter(quotes)
    return [_quoted(shot, next(left)) if prompt else shot for shot, prompt in compiled]


def _compiled(item: OutlookItem, targets: Mapping[str, Target]) -> tuple[PricedShot, Prompt | None]:
    """No prompt where there is nothing to be bought, or nothing to buy by."""
    engine = item.route.engine if item.route else ""
    shot = PricedShot(item.shot, engine)
    if item.brief is None:
        return replace(shot, why="has no brief; run `picturelock plan` to see why"), None
    compiled = compile_for(engine, item.brief, revision=0, targets=targets)
    if compiled.prompt is None:
        errors = (each for each in compiled.diagnostics if each.severity is Severity.ERROR)
        return replace(shot, why="; ".join(f"{each.code} {each.message}" for each in errors)), None
    return shot, None if is_free(engine) else compiled.prompt


def _quoted(shot: PricedShot, quote: Quote | str) -> PricedShot:
    return replace(shot, why=quote) if isinstance(quote, str) else replace(shot, quote=quote)


def _by_book(own: Path | None, project: str) -> Quoting:
    """`own` is a price book of one's own; None is the gateway's setting. `project` is `tenant/project`."""
    file = own or GatewaySettings().prices
    book, today = PriceBook(shipped_prices(), prices_in(file) if file else ()), datetime.now(UTC).date()

    async def quotes(prompts: Sequence[Prompt]) -> Sequence[Quote | str]:
        return [book.offer(prompt, today, project) for prompt in prompts]

    return quotes


def by_counter(counter: Counter, project: str) -> Quoting:
    """By the prices of the gateway that is asked there; `project` is without its tenant."""

    async def quotes(prompts: Sequence[Prompt]) -> Sequence[Quote | str]:
        found: list[Quote | str] = []
        for first in range(0, len(prompts), AT_ONCE):
            asked = [_sent(prompt) for prompt in prompts[first : first + AT_ONCE]]
            told = await counter.purchases.quote_takes(api.QuoteTakesRequest(project=project, prompts=asked))
            found += [_told(each) for each in told.quotes]
        return found

    return quotes


def _sent(prompt: Prompt) -> PromptMessage:
    """Without its source map, which has no price."""
    sent = encode(prompt, PromptMessage)
    del sent.pieces[:]
    del sent.diagnostics[:]
    return sent


def _told(quote: api.Quote) -> Quote | str:
    if quote.why:
        return quote.why
    return Quote(
        price=Money(amount=Decimal(quote.amount), currency=quote.currency), units=Decimal(quote.units), unit=quote.unit,
        each=Decimal(quote.each), basis=quote.basis, since=date.fromisoformat(quote.since), source=quote.source,
    )  # fmt: skip


def summed(priced: Iterable[PricedShot], takes: Takes, by: Callable[[PricedShot], tuple[str, str]]) -> list[Row]:
    """A row for each scene and engine that `by` gives, and each currency; what has no price is in none."""
    groups: Mapping[tuple[str, str, str], list[PricedShot]] = defaultdict(list)
    for each in priced:
        if not each.why:
            groups[*by(each), each.currency].append(each)
    return [_row(*group, shots, takes) for group, shots in sorted(groups.items())]


def _row(scene: str, engine: str, currency: str, shots: Sequence[PricedShot], takes: Takes) -> Row:
    once = sum((each.amount for each in shots), Decimal(0))
    return Row(scene, engine, currency, len(shots), once, once * takes.likely, once * takes.most)


def totals(priced: Iterable[PricedShot], takes: Takes) -> list[Row]:
    """One for each currency; of what is free only when there is nothing else."""
    rows = summed(priced, takes, lambda _: ("", ""))
    return [row for row in rows if row.currency] or rows


def sums_of(shots: Iterable[PricedShot]) -> str:
    """What one take of each costs, in each currency."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for each in shots:
        if each.currency:
            sums[each.currency] += each.amount
    said = " and ".join(f"{plain(amount)} {currency}" for currency, amount in sorted(sums.items()))
    return f"a take of each costs {said}" if said else "that costs nothing"
