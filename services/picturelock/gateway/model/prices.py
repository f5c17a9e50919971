"""The price book: what a take costs, from rows that say since when and by which source."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fnmatch import fnmatchcase
from math import ceil

from pydantic import Field

from picturelock.gateway.model.money import Currency, Money, plain
from picturelock.kernel.errors import Refused
from picturelock.kernel.nouns import Noun, Prompt


class Per(StrEnum):
    """What the units of a row are counted for. A second is one of the take as it was ordered, and a whole one.

    A character is one of the prompt's text, or of what its parameter `characters` counts: those of its speech.
    """

    TAKE = "take"
    SECOND = "second"
    CHARACTER = "character"


class Price(Noun):
    """`units` of the provider's own for each `per`, at `each` a unit: 12 credits a second at 0.01 USD a credit."""

    engine: str
    """A name, or a pattern such as `comfyui/*`."""
    units: Decimal = Field(ge=0)
    per: Per
    unit: str = "credit"
    each: Decimal = Field(ge=0)
    currency: Currency = "USD"
    when: dict[str, str] = Field(default_factory=dict)
    """Parameters of the prompt that must be so for the row to hold, e.g. `{resolution: 1080p}`."""
    since: date
    source: str = Field(min_length=1)
    """Where it was read."""

    def names(self, engine: str) -> bool:
        return fnmatchcase(engine, self.engine)

    def holds(self, prompt: Prompt, on: date) -> bool:
        said = prompt.parameters
        return self.names(prompt.engine) and self.since <= on and all(said.get(k) == v for k, v in self.when.items())

    def quote(self, prompt: Prompt) -> "Quote":
        count = _count(prompt, self.per)
        units = self.units * count
        basis = f"{plain(self.units)} {self.unit} x {count} {self.per} at {self.each} {self.currency}"
        price = Money(amount=units * self.each, currency=self.currency)
        return Quote(
            price=price, units=units, unit=self.unit, each=self.each, basis=basis, since=self.since, source=self.source
        )  # fmt: skip


class Quote(Noun):
    """What one take should cost, and why."""

    price: Money
    units: Decimal
    unit: str
    each: Decimal
    """What one unit costs."""
    basis: str
    since: date
    source: str


class PriceBook:
    """Rows of all dates. `own` are a project's negotiated ones: where they name an engine, its others are void."""

    def __init__(self, rows: Iterable[Price], own: Iterable[Price] = ()) -> None:
        negotiated = list(own)
        self.rows: Sequence[Price] = [
            *negotiated, *(row for row in rows if not any(own.names(row.engine) for own in negotiated))
        ]  # fmt: skip

    def quote(self, prompt: Prompt, on: date) -> Quote:
        """By the row that says most of the prompt, and of those the newest. Raises Refused with the reason NO_PRICE."""
        fitting = [row for row in self.rows if row.holds(prompt, on)]
        if not fitting:
            raise Refused(self._missing(prompt, on), reason="NO_PRICE")
        return max(fitting, key=lambda row: (len(row.when), row.since)).quote(prompt)

    def _missing(self, prompt: Prompt, on: date) -> str:
        rows = [row for row in self.rows if row.names(prompt.engine)]
        if not rows:
            return f"{prompt.engine}: has no price, so nothing is bought; add a row for it to the price book"
        said = _said(prompt.parameters)
        return f"{prompt.engine}: no price holds for {said} on {on}; add a row to the price book that does"


def _count(prompt: Prompt, per: Per) -> int:
    match per:
        case Per.SECOND:
            return ceil(prompt.frames / prompt.rate.fps)
        case Per.CHARACTER:
            return int(prompt.parameters.get("characters", len(prompt.text)))
        case Per.TAKE:
            return 1


def _said(parameters: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {value}" for name, value in sorted(parameters.items())) or "this prompt"
