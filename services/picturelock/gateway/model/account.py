"""An account: what may be spent, what is held for purchases that are open, and what was spent.

Every purchase is in three accounts: its project's, its tenant's, and that of its engine for the tenant. What is held is
an entry of the account's own document, keyed by the purchase's posting, so entering it twice is entering it once.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Self

from pydantic import Field

from picturelock.gateway.model.money import Currency, Money, plain
from picturelock.kernel.records import Record


class Account(Record):
    """Keyed by `account_keys`. Amounts are in `currency`."""

    name: str
    """What people call it, e.g. `project studio/lamp`."""
    currency: Currency = "USD"
    cap: Decimal | None = Field(default=None, ge=0)
    """None for no cap of its own."""
    again: Decimal | None = Field(default=None, ge=0)
    """A project's: what nobody can tell was bought, and costs no more than this, is bought again. None waits."""
    held: dict[str, Decimal] = Field(default_factory=dict)
    spent: Decimal = Decimal(0)
    bought: int = 0
    """Postings that cost something."""

    @property
    def left(self) -> Money | None:
        """What may still be reserved; None without a cap."""
        if self.cap is None:
            return None
        return Money(amount=self.cap - self.spent - sum(self.held.values()), currency=self.currency)

    @property
    def pays_again(self) -> Money | None:
        return None if self.again is None else Money(amount=self.again, currency=self.currency)

    def has_room_for(self, amount: Decimal) -> bool:
        return self.left is None or amount <= self.left.amount

    def entered(self, posting: str, amount: Decimal) -> Self:
        return self if posting in self.held else self.but(held={**self.held, posting: amount})

    def folded(self, posting: str, cost: Decimal) -> Self:
        """The posting is over; one that is not held was folded before."""
        if posting not in self.held:
            return self
        held = {name: amount for name, amount in self.held.items() if name != posting}
        return self.but(held=held, spent=self.spent + cost, bought=self.bought + (cost > 0))

    def refusal(self, amount: Decimal) -> str:
        left = self.left
        if left is None:
            return f"{self.name}: has room for it"
        wants = f"wants {Money(amount=amount, currency=self.currency)}"
        return f"{self.name}: {wants}, and {left} of {plain(self.cap or Decimal(0))} are left; raise its cap"


def account_keys(project: str, engine: str) -> Mapping[str, str]:
    """Keys of the accounts of a purchase, and what people call them, in the order in which they are asked."""
    tenant, _, name = project.partition("/")
    return {
        f"{tenant}/projects/{name}": f"project {project}",
        f"{tenant}/engines/{engine}": f"engine {engine} for {tenant}",
        f"{tenant}/all": f"tenant {tenant}",
    }
