"""Turns: what each project has had of the slots, and of what is bought, and whose take is next."""

from collections import Counter
from collections.abc import Mapping

from picturelock.gateway.handlers.head import Head
from picturelock.gateway.model import Lane, Money, MoneyShares, Shares, TenantShare


class Turns:
    """Takes that are made count by slot-seconds, takes that are bought by what they are quoted at."""

    def __init__(self) -> None:
        self.lanes: dict[str, Lane] = {}
        self.tenants: dict[str, TenantShare] = {}
        self.leased: Counter[tuple[str, str]] = Counter()
        """Takes that are leased, by tenant and engine."""
        self._slots = Shares()
        self._money: dict[str, MoneyShares] = {}
        """By currency."""

    def weigh(self, lane: Lane, now: float) -> None:
        self.lanes[lane.project] = lane
        self._slots.weigh(lane.project, lane.weight, now)
        for shares in self._money.values():
            shares.weigh(lane.project, lane.weight)

    def weigh_tenant(self, share: TenantShare) -> None:
        self.tenants[share.tenant] = share
        for shares in self._money.values():
            shares.weigh_tenant(share.tenant, share.weight)

    def next(self, waiting: Mapping[str, Head], now: float) -> Head:
        """The head whose turn it is. `waiting` are projects, and the first head of each; there is at least one."""
        price = min(waiting.values(), key=lambda head: head.queued).price
        if price is None:
            return waiting[self._slots.turn(waiting, now)]
        alike = [project for project, head in waiting.items() if head.price and head.price.currency == price.currency]
        return waiting[self._shares(price).turn(alike)]

    def count(self, old: Head | None, new: Head | None, now: float, *, is_made: bool = False) -> None:
        """What comes is counted before what goes: a project whose last take is leased was never away."""
        if old and new and (old.is_leased, old.is_leased and old.token) == (new.is_leased, new.is_leased and new.token):
            return
        if new and new.is_leased:
            self._began(new, now)
        elif new:
            self._came(new, now)
        if old and not old.is_leased:
            self._left(old, now, is_made=is_made)
        elif old:
            self._ended(old, now, is_made=is_made)

    def _came(self, head: Head, now: float) -> None:
        if head.price is None:
            self._slots.came(head.project, now)
        else:
            self._shares(head.price).came(head.project, now)

    def _left(self, head: Head, now: float, *, is_made: bool) -> None:
        """One that is made was bought by another copy, before anybody looked."""
        if head.price is None:
            self._slots.left(head.project, now)
            return
        if is_made:
            self._began(head, now)
            self._ended(head, now, is_made=True)
        self._shares(head.price).left(head.project)

    def _began(self, head: Head, now: float) -> None:
        self.leased[head.owner] += 1
        if head.price is None:
            self._slots.began(head.project, now, head.began)
        else:
            self._shares(head.price).began(head.project, now, float(head.price.amount))

    def _ended(self, head: Head, now: float, *, is_made: bool) -> None:
        self.leased[head.owner] -= 1
        if head.price is None:
            self._slots.ended(head.project, now, head.began)
        else:
            self._shares(head.price).ended(head.project, 0.0 if is_made else float(head.price.amount))

    def _shares(self, price: Money) -> MoneyShares:
        if price.currency not in self._money:
            shares = self._money[price.currency] = MoneyShares()
            for lane in self.lanes.values():
                shares.weigh(lane.project, lane.weight)
            for share in self.tenants.values():
                shares.weigh_tenant(share.tenant, share.weight)
        return self._money[price.currency]
