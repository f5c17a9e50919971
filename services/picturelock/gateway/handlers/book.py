"""The order book: orders on record, and the board that this copy of the service keeps of the open ones."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from picturelock.gateway.handlers.board import Board, Market
from picturelock.gateway.handlers.says import Failed, Generated, failed, generated, outcome_of
from picturelock.gateway.model import OPEN, ROUND_SECONDS, Lane, Order, OrderState, TenantShare
from picturelock.kernel.bus import Cause, caused_by, current_cause, derived_id
from picturelock.kernel.clock import Clock
from picturelock.kernel.errors import Conflict
from picturelock.kernel.paging import every
from picturelock.kernel.records import Records

MARGIN = 1
"""Rounds that are looked through again, for clocks that differ."""


class Book:
    def __init__(self, records: Records, clock: Clock, market: Market) -> None:
        self.board = Board(market)
        self.records = records
        self.outcomes: Counter[tuple[str, str]] = Counter()
        self._clock = clock
        self._opening = asyncio.Lock()
        self._is_open = False
        self._swept = 0
        self._news: set[str] = set()
        """Shots of which other copies changed something."""

    @property
    def now(self) -> datetime:
        return self._clock.now()

    @property
    def _seconds(self) -> float:
        return self.now.timestamp()

    async def open(self) -> bool:
        """Read what is open, the first time. Whether it was the first time."""
        if self._is_open:
            return False
        async with self._opening:
            first = not self._is_open
            if first:
                await self._read()
            self._is_open = True
        return first

    async def _read(self) -> None:
        self._swept = self._round
        await self._read_lanes()
        for state in OPEN:
            async for key, order in every(self.records, Order, {"state": state}):
                self.board.put(key, order, self._seconds)

    async def sweep(self) -> None:
        """Take in what other copies have done."""
        last, self._swept = self._swept, self._round
        for touched in range(last - MARGIN, self._swept + 1):
            async for key, order in every(self.records, Order, {"touched": touched}):
                if self.board.put(key, order, self._seconds):
                    self._news.update(want.shot_key for want in order.wants)
        await self._read_lanes()

    async def find(self, key: str) -> Order | None:
        order = await self.records.find(Order, key)
        if order is not None:
            self.board.put(key, order, self._seconds)
        return order

    async def save(self, key: str, order: Order, *says: Generated | Failed) -> Order:
        """Raises Conflict when somebody was quicker."""
        saved = await self.records.save(key, order.but(touched=self._round), *says)
        self.board.put(key, saved, self._seconds)
        for event in says:
            self.outcomes[order.engine, outcome_of(event)] += 1
        return saved

    async def settle(self, key: str, before: Order, after: Order, *by: str, traceparent: str = "") -> Order:
        """Save what became of an order, and tell all who want the take if that is the end of it."""
        says: list[Generated | Failed] = []
        if after.state is OrderState.MADE:
            says = [generated(after, want, reused=False) for want in after.wants]
        elif after.state is OrderState.FAILED:
            says = [failed(after, want) for want in after.wants]
        with caused_by(_effect_of(key, before, after.state, *by, traceparent=traceparent)):
            return await self.save(key, after, *says)

    async def move(self, key: str, old: Order, to: str, new: Order, says: Sequence[Generated]) -> None:
        """An order goes on under another key. Broken off between the two, it is done again."""
        with caused_by(_effect_of(key, old, "moved", to)):
            if current_cause().id not in new.applied:
                await self.save(to, new, *says)
            await self.save(key, old.but(state=OrderState.CANCELLED, wants=()))

    async def withdraw(self, key: str, shot_key: str, number: int) -> None:
        """The shot does not want this take any more, if that was its take of this number or an earlier one."""
        while (order := await self.find(key)) is not None:
            if not any(want.shot_key == shot_key and want.number <= number for want in order.wants):
                return
            with suppress(Conflict), caused_by(_effect_of(key, order, "withdrawn", shot_key)):
                await self.save(key, order.not_wanted_by(shot_key))
                return

    async def withdraw_replaced(self) -> None:
        """Takes that newer ones have replaced, as is known since the last sweep."""
        news, self._news = sorted(self._news), set()
        for shot_key in news:
            for head in self.board.replaced(shot_key):
                await self.withdraw(head.key, shot_key, self.board.newest(shot_key) - 1)

    async def _read_lanes(self) -> None:
        for _, lane in await self.records.select(Lane):
            if (known := self.board.turns.lanes.get(lane.project)) is None or known.version < lane.version:
                self.board.turns.weigh(lane, self._seconds)

        for _, share in await self.records.select(TenantShare):
            if (had := self.board.turns.tenants.get(share.tenant)) is None or had.version < share.version:
                self.board.turns.weigh_tenant(share)

    @property
    def _round(self) -> int:
        return int(self._seconds) // ROUND_SECONDS


def _effect_of(key: str, order: Order, what: str, *by: str, traceparent: str = "") -> Cause:
    """What happens to an order outside of any event is caused by its own last version: it happens to it once."""
    return Cause(derived_id(key, order.version, what, *by), "gateway", traceparent or order.traceparent)
