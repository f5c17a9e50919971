"""Money: exact decimals of one currency. Two currencies never meet in a sum."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from picturelock.kernel.nouns import Noun

Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
"""As ISO 4217 has it."""


class Money(Noun):
    amount: Decimal
    currency: Currency = "USD"

    def __add__(self, other: "Money") -> "Money":
        return Money(amount=self.amount + self._of_mine(other), currency=self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(amount=self.amount - self._of_mine(other), currency=self.currency)

    def __str__(self) -> str:
        return f"{plain(self.amount)} {self.currency}"

    def _of_mine(self, other: "Money") -> Decimal:
        if other.currency != self.currency:
            raise ValueError(f"{self} and {other} can't be added up: they are different currencies")
        return other.amount


def plain(amount: Decimal) -> str:
    """With two digits behind the point at least, and no more than it has."""
    cents = amount.quantize(Decimal("0.01"))
    return f"{cents if cents == amount else amount.normalize():f}"
