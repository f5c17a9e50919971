"""The price book: what a take costs, from rows that say since when and by which source."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fnmatch import fnmatchcase
from math import ceil
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from picturelock.gateway.model.money import Currency, Money, plain
from picturelock.kernel.errors import Refused
from picturelock.kernel.nouns import Noun, Prompt


class Per(StrEnum):
    """What the units of a row are counted for. A second is one of the take as it was ordered, and a whole one."""

    TAKE = "take"
    SECOND = "second"
    CHARACTER = "character"


def _known_by(project: str) -> str:
    tenant, slash, name = project.partition("/")
    if not (tenant and slash and name) or "/" in name or "*" in tenant or ("*" in name and name != "*"):
        raise PydanticCustomError("project_name", "is no project")
    return project


Negotiator = Annotated[str, AfterValidator(_known_by)]
"""`tenant/project`, or `tenant/*` for all of a tenant's."""


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
    projects: tuple[Negotiator, ...] = ()
    """Who negotiated it; empty for everybody."""
    since: date
    source: str = Field(min_length=1)
    """Where it was read."""

    @property
    def scopes(self) -> tuple[str, ...]:
        """Whom it is for; an empty name is everybody."""
        return self.projects or ("",)

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
    """Rows of all dates. `own` are a site's own: where they name an engine, the others of it are void.

    So are, for a project, all others where rows name the engine for it, or for all of its tenant's.
    """

    def __init__(self, rows: Iterable[Price], own: Iterable[Price] = ()) -> None:
        kept = list(own)
        everybodys = [row for row in kept if not row.projects]
        self.rows: Sequence[Price] = [
            *kept, *(row for row in rows if not any(own.names(row.engine) for own in everybodys))
        ]  # fmt: skip

    def quote(self, prompt: Prompt, on: date, project: str = "") -> Quote:
        """Raises Refused with the reason NO_PRICE."""
        offer = self.offer(prompt, on, project)
        if isinstance(offer, str):
            raise Refused(offer, reason="NO_PRICE")
        return offer

    def offer(self, prompt: Prompt, on: date, project: str = "") -> Quote | str:
        """By the row that says most of the prompt, and of those the newest; or why there is none.

        `project` is `tenant/project`; empty is one that negotiated nothing.
        """
        rows = self._rows_for(prompt.engine, project)
        fitting = [row for row in rows if row.holds(prompt, on)]
        if not fitting:
            return _missing(prompt, on, rows)
        return max(fitting, key=lambda row: (len(row.when), row.since)).quote(prompt)

    def _rows_for(self, engine: str, project: str) -> Sequence[Price]:
        """Of those whom the project is one of, the closest that have the engine."""
        named = [row for row in self.rows if row.names(engine)]
        scopes = (project, f"{project.partition('/')[0]}/*", "")
        return next(filter(None, ([row for row in named if scope in row.scopes] for scope in scopes)), [])


def _missing(prompt: Prompt, on: date, rows: Sequence[Price]) -> str:
    if not rows:
        return f"{prompt.engine}: has no price, so nothing is bought; add a row for it to the price book"
    said = _said(prompt.parameters)
    whose = f" for {', '.join(rows[0].projects)}" if rows[0].projects else ""
    return f"{prompt.engine}: no price{whose} holds for {said} on {on}; add a row to the price book that does"


def _count(prompt: Prompt, per: Per) -> int:
    match per:
        case Per.SECOND:
            return ceil(prompt.frames / prompt.rate.fps)
        case Per.CHARACTER:
            return len(prompt.text)
        case Per.TAKE:
            return 1


def _said(parameters: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {value}" for name, value in sorted(parameters.items())) or "this prompt"
