"""One account at a provider: how many takes may be bought of it at once and in a day, and how many are.

A place is taken, by compare-and-swap, before anything is sent; so a limit holds for all copies of the gateway together.
Days are those of UTC.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Self

from pydantic import Field

from picturelock.kernel.nouns import Noun
from picturelock.kernel.records import Record


class Limit(Noun):
    """Takes at once and takes a day; None for as many as one likes."""

    at_once: int | None = None
    daily: int | None = None

    def within(self, other: "Limit") -> "Limit":
        """Whatever is less of the two."""
        return Limit(at_once=_least(self.at_once, other.at_once), daily=_least(self.daily, other.daily))


class Limits(Noun):
    """Of one account: over all its engines, and of each by its name."""

    whole: Limit = Limit()
    each: Mapping[str, Limit] = Field(default_factory=dict)

    def of(self, engine: str) -> Limit:
        return self.each.get(engine, Limit())


class Place(Noun):
    """Of a purchase that the provider may have, counting from before it is sent."""

    engine: str
    attempt: int
    day: date


class Told(Noun):
    """What a provider says about one engine of the account. `elsewhere` are today's takes that we know nothing of."""

    limit: Limit = Limit()
    elsewhere: int = 0


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a provider says of an account: limits of engines, what was used of them today, and what is left to spend."""

    limits: Mapping[str, Limit]
    used: Mapping[str, int]
    balance: Decimal | None = None
    """In its units."""


class Quota(Record):
    """Keyed by `quota_key`."""

    provider: str
    tenant: str = ""
    """Whose key it is; empty for the deployment's."""
    places: dict[str, Place] = Field(default_factory=dict)
    """By purchase."""
    day: date | None = None
    bought: dict[str, int] = Field(default_factory=dict)
    """On that day, by engine."""
    told: dict[str, Told] = Field(default_factory=dict)
    """By engine."""
    balance: Decimal | None = None
    """In the provider's units, as it said when it was last asked."""
    asked: datetime | None = None

    def at_once(self, engine: str = "") -> int:
        """Of all its engines, when none is named."""
        return sum(not engine or place.engine == engine for place in self.places.values())

    def today(self, day: date, engine: str = "") -> int:
        """Takes that were bought of it on this day, by us and by others."""
        ours = self.bought if self.day == day else {}
        engines = [engine] if engine else {*ours, *self.told}
        return sum(ours.get(name, 0) + self.told.get(name, Told()).elsewhere for name in engines)

    def lack(self, engine: str, limit: Limit, whole: Limit, day: date) -> str:
        """Why no take can be bought of the engine now; empty when one can. `whole` is over all engines."""
        for name, asked, most in ((engine, engine, limit), (self.provider, "", whole)):
            if most.daily is not None and self.today(day, asked) >= most.daily:
                return f"{name}: {self.today(day, asked)} of {most.daily} takes of today are bought; on at 00:00 UTC"
            if most.at_once is not None and self.at_once(asked) >= most.at_once:
                return too_many(name, self.at_once(asked), most.at_once)
        return ""

    def entered(self, purchase: str, place: Place) -> Self:
        """With a place for the purchase, and one more bought on its day."""
        bought = dict(self.bought) if self.day == place.day else {}
        bought[place.engine] = bought.get(place.engine, 0) + 1
        return self.but(places={**self.places, purchase: place}, day=place.day, bought=bought)

    def left(self, purchase: str, attempt: int, *, accepted: bool) -> Self:
        """Without the place of this attempt, or one before; what was not accepted was not bought."""
        place = self.places.get(purchase)
        if place is None or place.attempt > attempt:
            return self
        places = {name: each for name, each in self.places.items() if name != purchase}
        is_bought = accepted or place.day != self.day
        bought = self.bought if is_bought else {**self.bought, place.engine: self.bought.get(place.engine, 1) - 1}
        return self.but(places=places, bought=bought)

    def learned(self, told: Mapping[str, Limit], used: Mapping[str, int], day: date) -> Self:
        """`used` are the day's takes as the provider counts them."""
        ours = self.bought if self.day == day else {}
        return self.but(told={
            engine: Told(limit=limit, elsewhere=max(0, used.get(engine, 0) - ours.get(engine, 0)))
            for engine, limit in told.items()
        })  # fmt: skip


def too_many(name: str, count: int, most: int) -> str:
    return f"{name}: {count} takes are being made, and {most} at once are the most"


def quota_key(provider: str, tenant: str = "") -> str:
    """The deployment's own account has no tenant."""
    return f"{tenant}/{provider}"


def _least(one: int | None, other: int | None) -> int | None:
    return min((each for each in (one, other) if each is not None), default=None)
