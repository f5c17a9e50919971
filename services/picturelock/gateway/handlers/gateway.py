"""The gateway: takes are queued when a prompt is compiled, leased by workers, and told of when they are made.

Any number of copies work side by side on the same records. A lease is one compare-and-swap on its order.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import timedelta

from picturelock.gateway.handlers.book import Book
from picturelock.gateway.handlers.catalogue import Catalogue
from picturelock.gateway.handlers.head import Head
from picturelock.gateway.handlers.holding import bad, held, is_leased_to, is_repeated, may_deliver
from picturelock.gateway.handlers.intake import Intake
from picturelock.gateway.handlers.quotas import Quotas
from picturelock.gateway.handlers.standing import Standing, by_project_and_engine
from picturelock.gateway.handlers.switches import Switches
from picturelock.gateway.handlers.waiters import Waiters
from picturelock.gateway.model import (
    OPEN,
    Hand,
    Lease,
    Made,
    Order,
    OrderState,
    PriceBook,
    Reason,
    has_lapsed,
    is_staging_name,
    staging_key,
)
from picturelock.kernel.clock import Clock
from picturelock.kernel.errors import Conflict, Invalid
from picturelock.kernel.nouns import Staged
from picturelock.kernel.records import Records
from picturelock.kernel.store import Store
from picturelock_api.compiler.v1.events_pb2 import PromptCompiled

AWAKE_SECONDS, ASLEEP_SECONDS = 1.0, 4.0
"""Between two sweeps, when a worker waits for a take, and when none does."""
SHARE_OF_TIME = 10
"""A sweep that took a second is followed by so many seconds without one."""


class Gateway:
    """`versions` names the version each engine would work with today; workers may bring further engines along."""

    def __init__(
        self, records: Records, store: Store, clock: Clock, versions: Mapping[str, str], lease_seconds: float,
        farm: str = "", quotas: Quotas | None = None,
    ) -> None:  # fmt: skip
        self.catalogue = Catalogue(records, versions, farm)
        self.lease_seconds = lease_seconds
        self.switches = Switches(records, farm)
        self.quotas = quotas or Quotas(records, clock, {}, PriceBook(()))
        self.price, self.rivals = self.quotas.price, self.quotas.rivals
        self.book = Book(records, clock, self)
        self.intake = Intake(self.book, self.catalogue)
        self._store = store
        self._waiters = Waiters()

    @property
    def engines(self) -> Sequence[str]:
        """Names of those that takes can be asked of here."""
        return self.catalogue.names

    def held_up(self, tenant: str, engine: str) -> str | None:
        """Why the tenant's takes of the engine wait, though slots be free; None when they do not."""
        if (why := self.switches.why(tenant, engine)) is not None:
            return f"{engine} is paused: {why}"
        return self.quotas.why(tenant, engine, self.leased)

    @property
    def leased(self) -> Mapping[tuple[str, str], int]:
        """Takes that are leased, by tenant and engine, as is known."""
        return self.book.board.turns.leased

    async def queue(self, event: PromptCompiled) -> None:
        """A take that was made of the same prompt before is told of again, and not made again."""
        await self.ready()
        await self.intake.take_in(event)
        self.ring()

    async def enlist(self, hand: Hand) -> None:
        """A worker starts: what it held before goes back into the queue. Raises Refused for another engine version."""
        await self.ready()
        await self.catalogue.enlist(hand)
        await self.book.sweep()
        for head in self.book.board.of_worker(hand.worker):
            order = await self.book.find(head.key)
            if order is not None and order.state is OrderState.LEASED and order.worker == hand.worker:
                await self.book.settle(head.key, order, order.returned(self.book.now), "enlisted")
        await self.intake.move_stale()
        self.ring()

    async def lease(self, hand: Hand) -> Lease:
        """Waits until there is a take for the worker."""
        while (lease := await self.lease_within(hand, None)) is None:
            continue
        return lease

    async def lease_within(self, hand: Hand, seconds: float | None, asked: str = "") -> Lease | None:
        """None when there was no take all the while. `asked` names the request: asked again it has the same answer."""
        await self.ready()
        if asked and (lease := await self._answered(hand, asked)) is not None:
            return lease
        loop = asyncio.get_running_loop()
        until = None if seconds is None else loop.time() + seconds
        while True:
            if (lease := await self._lease_now(hand, asked)) is not None:
                return lease
            left = None if until is None else until - loop.time()
            if left is not None and left <= 0:
                return None
            await self._waiters.wait(hand, left)

    async def _answered(self, hand: Hand, asked: str) -> Lease | None:
        head = self.book.board.answering(asked)
        order = await self.book.find(head.key) if head else None
        if head is None or order is None or not is_leased_to(order, hand, asked):
            return None
        return self._lease_of(head.key, order)

    async def _lease_now(self, hand: Hand, asked: str) -> Lease | None:
        board = self.book.board
        while (head := board.pick(hand, self.book.now.timestamp())) is not None:
            with board.claimed(head):
                lease = await self._try(head, hand, asked)
            if lease is not None:
                self.ring()
                return lease
        return None

    async def _try(self, head: Head, hand: Hand, asked: str) -> Lease | None:
        order = await self.book.find(head.key)
        if order is None or order.state is not OrderState.QUEUED:
            self.book.board.forget(head, self.book.now.timestamp())
            return None
        leased = order.leased_to(hand, self.book.now, self.lease_seconds, asked)
        with suppress(Conflict):
            return self._lease_of(head.key, await self.book.settle(head.key, order, leased, hand.worker, asked))
        await self.book.find(head.key)
        return None

    def _lease_of(self, key: str, order: Order) -> Lease:
        return Lease(
            key=key, token=order.lease, prompt=order.prompt, seconds=self.lease_seconds, traceparent=order.traceparent
        )

    async def linked(self, lease: Lease) -> Lease:
        """For a worker elsewhere: with addresses of the prompt's pictures."""
        there = {digest: await self._store.has(digest) for digest in lease.prompt.pictures}
        links = {digest: await self._store.link(digest) if there[digest] else "" for digest in there}
        return lease.model_copy(update={"links": links})

    async def heartbeat(self, key: str, token: int, done_frames: int) -> bool:
        """False when the lease is over, or nobody wants the take any more."""
        until = self.book.now + timedelta(seconds=self.lease_seconds)
        while (order := await self.book.find(key)) is not None and order.lease == token:
            with suppress(Conflict):
                if order.state is OrderState.LEASED:
                    await self.book.settle(key, order, order.but(expires=until, done_frames=done_frames))
                    return True
                if order.state is OrderState.CANCELLED and order.worker:
                    await self.book.settle(key, order, order.released(), "told")
                return False
        return False

    async def delivery_link(self, key: str, token: int, name: str) -> tuple[str, str]:
        """Where to put one file of the take: an address, and the key to deliver it by."""
        held(key, token, await self.book.find(key))
        if not is_staging_name(name):
            raise Invalid(f"name: {name!r} is no file's name; use up to 64 letters, digits, '.', '_' and '-'")
        staged = staging_key(key, token, name)
        return await self._store.delivery_link(staged), staged

    async def deliver(self, key: str, token: int, made: Made, traceparent: str = "") -> None:
        """Raises Refused with LEASE_LOST when somebody else has the take, with BAD_DELIVERY when it is not there.

        What a lease that is over brings all the same is taken in as long as nobody else has the take: it was paid.
        """
        order = await self.book.find(key)
        if is_repeated(order, token, made):
            return
        may_deliver(key, token, order)
        for staged in filter(None, (made.video, made.report)):
            await self._check(key, token, staged)
        while True:
            ours = may_deliver(key, token, order)
            with suppress(Conflict):
                await self.book.settle(key, ours, ours.delivered(made), traceparent=traceparent)
                return
            order = await self.book.find(key)

    async def _check(self, key: str, token: int, staged: Staged) -> None:
        place, _, name = staged.key.rpartition("/")
        if not is_staging_name(name) or staged.key != staging_key(key, token, name):
            raise bad(key, f"{staged.key!r} is no place of lease {token}'s")
        found = await self._store.staged(staged.key)
        if found is None:
            raise bad(key, f"nothing was put at {place}/{name}")
        if (found.digest, found.size) != (staged.digest, staged.size):
            raise bad(key, f"{name} holds {found.size} bytes {found.digest}, not {staged.size} bytes {staged.digest}")

    async def give_back(self, key: str, token: int, *, begun: bool = False) -> None:
        """The worker was told to stop: another may make the take, and nothing is held against it.

        `begun` is one that may have been bought: somebody is to see to it, though nothing more be bought just now.
        """
        await self._change(key, token, lambda order: order.returned(self.book.now).but(bought=begun), "given back")
        self.ring()

    async def shelve(self, key: str, token: int, why: str) -> None:
        """Nobody can tell whether the take was bought: it waits until somebody can."""
        await self._change(key, token, lambda order: order.waiting(why), "shelved")

    async def let_go(self, key: str, token: int) -> None:
        """Its buyer found that nobody wanted it; whoever came to want it meanwhile has it bought."""
        await self._change(key, token, lambda order: order.let_go(self.book.now), "let go")
        self.ring()

    async def revive(self, key: str) -> None:
        """Something of it may have been bought: somebody is to see to that, though nobody want it any more."""
        order = await self.book.find(key)
        if order is not None and order.state not in (*OPEN, OrderState.MADE):
            with suppress(Conflict):
                await self.book.settle(key, order, order.returned(self.book.now), "revived")
            self.ring()

    async def abandon(self, key: str, why: str, *, queued: bool) -> None:
        """Nobody waits for news of it any more, nor if it is `queued` follows its job. Who leases it finds that out."""
        states = (OrderState.WAITING, *([OrderState.QUEUED] if queued else []))
        order = await self.book.find(key)
        while order is not None and order.state in states:
            with suppress(Conflict):
                await self.book.settle(key, order, order.failed(why, Reason.WRITTEN_OFF), "abandoned")
            order = await self.book.find(key)

    async def fail(
        self, key: str, token: int, why: str, *, again: bool, reason: Reason = Reason.ENGINE_FAILED
    ) -> None:  # fmt: skip
        def failing(order: Order) -> Order:
            if again:
                return order.given_up(why, reason, self.book.now)
            return order.failed(why, reason)

        await self._change(key, token, failing, "failed")
        self.ring()

    async def tend(self) -> float:
        """Take in what other copies did, and give lapsed leases to others. Seconds until it should be done again."""
        began = asyncio.get_running_loop().time()
        await self.ready()
        await self.book.sweep()
        await self.switches.learn()
        await self.quotas.learn()
        await self.book.withdraw_replaced()
        await self.reap()
        self.ring()
        took = asyncio.get_running_loop().time() - began
        return max(AWAKE_SECONDS if self._waiters else ASLEEP_SECONDS, took * SHARE_OF_TIME)

    async def reap(self) -> None:
        """Leases that lapsed go back to the queue: their workers are taken for dead."""
        await self.ready()
        now = self.book.now
        for head in self.book.board.leased:
            if head.expires >= now.timestamp():
                continue
            order = await self.book.find(head.key)
            if order is not None and has_lapsed(order, now):
                with suppress(Conflict):
                    await self.book.settle(head.key, order, order.lapsed(now), "lapsed")
        self.ring()

    async def standing(self) -> Standing:
        await self.ready()
        lanes = by_project_and_engine(self.book.board, self.book.now.timestamp())
        return Standing(lanes, dict(self.book.outcomes))

    async def ready(self) -> None:
        """The board is read, the first time that it is needed."""
        if await self.book.open():
            await self.switches.learn()
            await self.quotas.learn()
            await self.intake.move_stale()

    async def _change(self, key: str, token: int, change: Callable[[Order], Order], what: str) -> None:
        """Who comes to want the take as well, at the same moment, costs the worker neither its lease nor its take."""
        while True:
            order = held(key, token, await self.book.find(key))
            with suppress(Conflict):
                await self.book.settle(key, order, change(order), what)
                return

    def ring(self) -> None:
        """Something may have come that a waiting worker can make."""
        if self._waiters:
            self._waiters.ring(self.book.board.has_work_for)
