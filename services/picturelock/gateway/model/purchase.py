"""A purchase: the intent to buy one take, written down before a byte leaves, and all that became of it."""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar, Self

from pydantic import Field

from picturelock.gateway.model.money import Money
from picturelock.gateway.model.moves import MOVES, OVER, TURNS, Move, PurchaseState
from picturelock.gateway.model.prices import Quote
from picturelock.kernel.bus import derived_id
from picturelock.kernel.nouns import Noun
from picturelock.kernel.records import Record

MOST_PURCHASES = 3
"""How many are made for one order, where a provider fails at the job or the project pays again."""


class Held(StrEnum):
    """How far its money is. Each step is written down before the accounts are touched, and again after."""

    NO = "no"
    ASKED = "asked"
    """The accounts are being asked to hold the quote."""
    YES = "yes"
    CLOSING = "closing"
    """It is known what it cost, and the accounts are being told."""
    CLOSED = "closed"


class EntryKind(StrEnum):
    RESERVE = "reserve"
    COMMIT = "commit"
    RELEASE = "release"


BOUND = frozenset({PurchaseState.SENDING, PurchaseState.UNKNOWN, PurchaseState.ACCEPTED, PurchaseState.PARKED})

SIDES: Mapping[EntryKind, tuple[str, str]] = {
    EntryKind.RESERVE: ("held", "budget"),
    EntryKind.COMMIT: ("spent", "held"),
    EntryKind.RELEASE: ("budget", "held"),
}
"""What each kind of entry debits and credits, in every account that the purchase is for."""


class Entry(Noun):
    """A line of the ledger: `amount` goes from the side that is credited to the one that is debited."""

    at: datetime
    kind: EntryKind
    amount: Decimal


class Step(Noun):
    """One move, as it was: the journal of a purchase is made of these, and none is ever changed."""

    at: datetime
    move: Move
    state: PurchaseState
    """After it."""
    attempt: int
    reason: str = ""
    """Why, for programs: a failure's name such as `RATE_LIMIT`, or a word of ours; empty for what needs no reason."""
    why: str = ""
    """Why, for people."""


class Purchase(Record):
    """Keyed by the order it is bought for, and counted from 1. `tenant/project` is `project`."""

    indexes: ClassVar = (("stands",), ("project",), ("project", "state"), ("job",), ("hook",))

    order: str
    number: int = 1
    project: str
    shot: str
    take_number: int = 0
    prompt_digest: str
    engine: str
    engine_version: str
    seed: int
    quote: Quote
    intended: datetime
    deadline: datetime
    state: PurchaseState = PurchaseState.INTENDED
    stands: str = "open"
    """`open` until it is over and its money is settled, for whoever looks for unfinished ones."""
    attempt: int = 0
    sender: str = ""
    """Who sends this attempt: the lease it was made under."""
    sent: datetime | None = None
    account: str | None = None
    """Key of the quota of the account that it was sent from last: with no tenant it is the deployment's own."""
    excused: int = 0
    """So many attempts a person found to have come to nothing: they are not counted as made in vain."""
    hook: str = ""
    """By which the address is known at which its provider posts news of it; empty where it posts none."""
    job: str = ""
    handle: dict[str, str] = Field(default_factory=dict)
    """What the provider said that asking after the job needs."""
    posting: int = 0
    """Counts how often the accounts were asked to hold something for it."""
    hold: Decimal = Decimal(0)
    held: Held = Held.NO
    forced: bool = False
    """It will be charged whatever the caps say, as it was bought before."""
    charged: Decimal | None = None
    """In the quote's currency; None until it is known."""
    entries: tuple[Entry, ...] = ()
    surplus: bool = False
    """The order had its take already when this one came."""
    steps: tuple[Step, ...] = ()
    told: int = 0
    """So many of the steps were said."""

    @property
    def key(self) -> str:
        return purchase_key(self.order, self.number)

    @property
    def tenant(self) -> str:
        return self.project.partition("/")[0]

    @property
    def provider_key(self) -> str:
        """What the provider is told to know it by: a UUID, the same for every attempt and after every restart."""
        return str(uuid.UUID(hex=derived_id("purchase", self.key)))

    @property
    def posting_id(self) -> str:
        return f"{self.key}#{self.posting}"

    @property
    def is_open(self) -> bool:
        """Whether its end is still to be seen to, or its accounts are still to be told of it."""
        return self.stands == "open"

    @property
    def is_over(self) -> bool:
        return self.state in OVER

    @property
    def was_accepted(self) -> bool:
        """Just before it came to what it is."""
        return [step.state for step in self.steps[-2:-1]] == [PurchaseState.ACCEPTED]

    def written_off_after(self, moment: datetime) -> bool:
        return self.state is PurchaseState.WRITTEN_OFF and self.steps[-1].at >= moment

    @property
    def bound_to(self) -> str | None:
        """The account that has its job, or may have it: it is asked there alone. None where none has."""
        return self.account if self.state in BOUND else None

    @property
    def reason(self) -> str:
        """Of what happened last."""
        return self.steps[-1].reason if self.steps else ""

    @property
    def in_doubt(self) -> bool:
        """An attempt before this one may have been accepted: that this one was not proves nothing."""
        told = (step.move for step in reversed(self.steps) if step.move in (Move.LOSE, Move.MISS))
        return next(told, Move.MISS) is Move.LOSE

    @property
    def turn(self) -> tuple[int, int]:
        """The least of an order's purchases is the one to go on with: of those that stand alike, the last."""
        places = (at for at, states in enumerate(TURNS) if self.state in states)
        return next(places, len(TURNS)), -self.number

    def again_at(self, under: Money | None, horizon: timedelta) -> datetime | None:
        """Of one that is parked: from when on another may be bought in its place; None when it is to wait.

        `under` is the most that its project pays twice.
        """
        price = self.quote.price
        is_cheap = under is not None and under.currency == price.currency and price.amount <= under.amount
        return self.steps[-1].at + horizon if is_cheap else None

    def may(self, move: Move) -> bool:
        return move in MOVES[self.state]

    def surplus_numbered(self, number: int) -> Self:
        """A purchase of its own for a job that came of this one beside another."""
        return self.but(
            version=0, applied=(), number=number, state=PurchaseState.UNKNOWN, hook="", job="", handle={},
            surplus=True, steps=(), told=0, entries=(), posting=0,
        ).asking(forced=True)  # fmt: skip

    def moved(self, move: Move, now: datetime, why: str = "", reason: str = "", **changes: object) -> Self:
        """Raises ValueError for a move that this state does not have."""
        if not self.may(move):
            raise ValueError(f"{self.key}: a purchase that is {self.state} can't {move}")
        after = MOVES[self.state][move]
        attempt = self.attempt + (move is Move.SEND)
        step = Step(at=now, move=move, state=after, attempt=attempt, reason=reason, why=why)
        after_it = self.but(state=after, attempt=attempt, steps=(*self.steps, step), **changes)
        return after_it.with_its_money()

    def asking(self, *, forced: bool = False) -> Self:
        """The accounts are to hold its quote; what was charged before is open again."""
        return self.but(
            held=Held.ASKED, posting=self.posting + 1, hold=self.quote.price.amount, forced=forced, charged=None,
            stands="open",
        )  # fmt: skip

    def holding(self, now: datetime) -> Self:
        """The accounts hold it."""
        return self.but(held=Held.YES, entries=(*self.entries, Entry(at=now, kind=EntryKind.RESERVE, amount=self.hold)))

    def with_its_money(self) -> Self:
        """Of one that is over the money is to be closed; one that is taken up again is to be held again.

        Raises ValueError for one that costs something and is not held: accounts can only close what they hold.
        """
        if not self.is_over:
            return self.asking(forced=True) if self.held is Held.CLOSED else self
        charged = self.charged or Decimal(0)
        if self.held is Held.ASKED and charged:
            raise ValueError(f"{self.key}: costs {charged}, and the accounts do not hold it yet")
        if self.held is Held.NO:
            return self.but(held=Held.CLOSED, stands="closed", charged=charged)
        return self.but(held=Held.CLOSING, charged=charged)

    def closed(self, now: datetime) -> Self:
        """The accounts know what it cost."""
        cost, lines = self.charged or Decimal(0), list(self.entries)
        if lines and lines[-1].kind is EntryKind.RESERVE:
            lines.append(Entry(at=now, kind=EntryKind.COMMIT, amount=cost))
            lines.append(Entry(at=now, kind=EntryKind.RELEASE, amount=self.hold - cost))
        return self.but(held=Held.CLOSED, stands="closed", entries=tuple(lines))


def purchase_key(order: str, number: int) -> str:
    return f"{order}/{number}"


def price_of(purchase: Purchase) -> Money:
    """What it cost, or as long as that is not known, what is held for it."""
    known = purchase.charged
    return purchase.quote.price if known is None else Money(amount=known, currency=purchase.quote.price.currency)
