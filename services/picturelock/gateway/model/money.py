"""Money: an exact decimal, and its currency."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from picturelock.kernel.nouns import Noun

Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
"""As ISO 4217 has it."""


class Money(Noun):
    amount: Decimal
    currency: Currency = "USD"

    def __str__(self) -> str:
        return f"{plain(self.amount)} {self.currency}"


def plain(amount: Decimal) -> str:
    """With two digits behind the point at least, and no more than it has."""
    cents = amount.quantize(Decimal("0.01"))
    return f"{cents if cents == amount else amount.normalize():f}"
