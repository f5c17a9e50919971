"""Takes are queued when a prompt is compiled, leased by workers, and told of when they are made."""

import asyncio
import contextlib
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from picturelock.gateway.model import (
    Lane,
    Lease,
    Made,
    Order,
    OrderState,
    Want,
    has_lapsed,
    order_key,
    turns,
)
from picturelock.kernel.bus import Cause, caused_by, derived_id
from picturelock.kernel.clock import Clock
from picturelock.kernel.codec import decode, encode
from picturelock.kernel.errors import Conflict, NotFound, Refused
from picturelock.kernel.nouns import Brief, Prompt
from picturelock.kernel.records import Records
from picturelock_api.compiler.v1.events_pb2 import PromptCompiled
from picturelock_api.film.v1.brief_pb2 import Brief as BriefMessage
from picturelock_api.film.v1.prompt_pb2 import Prompt as PromptMessage
from picturelock_api.film.v1.take_pb2 import Take as TakeMessage
from picturelock_api.gateway.v1.events_pb2 import TakeFailed, TakeGenerated


class Gateway:
    """`versions` names the version each engine would work with today."""

    def __init__(self, records: Records, clock: Clock, versions: Mapping[str, str], lease_seconds: float) -> None:
        self._records = records
        self._clock = clock
        self._versions = versions
        self._lease_seconds = lease_seconds
        self._bell = asyncio.Event()
        self._served: dict[str, int] = {}

    @property
    def engines(self) -> Sequence[str]:
        """Names of those that takes can be asked of here."""
        return sorted(self._versions)

    async def queue(self, event: PromptCompiled) -> None:
        """A take that was made of the same prompt before is told of again, and not made again."""
        prompt = _as_sent(event.prompt)
        if prompt.engine not in self._versions:
            raise Refused(f"{event.shot_key}: no engine {prompt.engine!r} here; there are {sorted(self._versions)}")
        version = self._versions[prompt.engine]
        want = Want(
            shot_key=event.shot_key,
            revision=event.revision,
            number=event.take_number,
            brief=decode(Brief, event.brief),
        )
        key, order = await self._order(event.shot_key, prompt, event.prompt_digest, version)
        order = order.wanted_by(want)
        if order.state is OrderState.MADE:
            await self._records.save(key, order, _generated(order, want, reused=True))
            return
        failed = order.state is OrderState.FAILED
        await self._records.save(key, order.but(state=OrderState.QUEUED, deaths=0) if failed else order)
        if await self._records.find(Lane, order.project) is None:
            await self._records.save(order.project, Lane(project=order.project))
        self._bell.set()

    async def _order(self, shot_key: str, prompt: Prompt, digest: str, version: str) -> tuple[str, Order]:
        for key, order in await self._records.select(
            Order, where={"prompt_digest": digest, "engine_version": version}, limit=1
        ):
            return key, order
        project = shot_key.rpartition("/")[0]
        order = Order(
            project=project, prompt=prompt, prompt_digest=digest, engine=prompt.engine, engine_version=version
        )
        return order_key(shot_key, digest, version), order

    async def enlist(self, worker: str) -> None:
        for key, order in await self._records.select(Order, where={"state": OrderState.LEASED}):
            if order.worker == worker:
                with caused_by(_effect_of(key, order, "enlisted")):
                    await self._records.save(key, order.returned())
        self._bell.set()

    async def lease(self, worker: str, engine: str) -> Lease:
        while True:
            self._bell.clear()
            if (lease := await self._lease_now(worker, engine)) is not None:
                return lease
            await self._bell.wait()

    async def _lease_now(self, worker: str, engine: str) -> Lease | None:
        for project in await self._turns():
            queued = {"state": OrderState.QUEUED, "project": project, "engine": engine}
            after = ""
            while found := await self._records.select(Order, where=queued, after=after, limit=1):
                ((after, order),) = found
                if (lease := await self._try(after, order, worker)) is not None:
                    self._served[project] = max(self._served.values(), default=0) + 1
                    return lease
        return None

    async def _turns(self) -> Sequence[str]:
        lanes = [lane.project for _, lane in await self._records.select(Lane)]
        if len(lanes) < 2:  # noqa: PLR2004 with one project there is nothing to share
            return lanes
        running: dict[str, int] = {}
        for _, order in await self._records.select(Order, where={"state": OrderState.LEASED}):
            running[order.project] = running.get(order.project, 0) + 1
        return turns(lanes, running, self._served)

    async def _try(self, key: str, order: Order, worker: str) -> Lease | None:
        until = self._clock.now() + timedelta(seconds=self._lease_seconds)
        leased = order.leased_to(worker, until)
        try:
            with caused_by(_effect_of(key, order, "leased", worker)):
                await self._records.save(key, leased)
        except Conflict:
            return None
        return Lease(key=key, token=leased.lease, prompt=order.prompt, seconds=self._lease_seconds)

    async def heartbeat(self, key: str, token: int, done_frames: int) -> bool:
        until = self._clock.now() + timedelta(seconds=self._lease_seconds)
        try:
            await self._change(key, token, lambda order: order.but(expires=until, done_frames=done_frames))
        except Refused:
            return False
        return True

    async def deliver(self, key: str, token: int, made: Made) -> None:
        await self._change(key, token, lambda order: order.delivered(made))

    async def fail(self, key: str, token: int, why: str, *, again: bool) -> None:
        await self._change(key, token, lambda order: order.given_up(why) if again else order.failed(why))
        self._bell.set()

    async def reap(self) -> None:
        """Leases that lapsed go back to the queue: their workers are taken for dead."""
        now = self._clock.now()
        for key, order in await self._records.select(Order, where={"state": OrderState.LEASED}):
            if has_lapsed(order, now):
                await self._settle(key, order, order.given_up(f"worker {order.worker!r} fell silent"))
                self._bell.set()

    async def _change(self, key: str, token: int, change: Callable[[Order], Order]) -> None:
        """Who comes to want the take as well, at the same moment, costs the worker neither its lease nor its take."""
        while True:
            order = await self._held(key, token)
            with contextlib.suppress(Conflict):
                return await self._settle(key, order, change(order))

    async def _settle(self, key: str, before: Order, after: Order) -> None:
        """Save what became of a lease, and tell all who want the take if that is the end of it."""
        says: list[TakeGenerated | TakeFailed] = []
        if after.state is OrderState.MADE:
            says = [_generated(after, want, reused=False) for want in after.wants]
        elif after.state is OrderState.FAILED:
            says = [_failed(after, want) for want in after.wants]
        with caused_by(_effect_of(key, before, after.state)):
            await self._records.save(key, after, *says)

    async def _held(self, key: str, token: int) -> Order:
        order = await self._records.find(Order, key)
        if order is None:
            raise NotFound(f"{key}: no such take")
        if order.state is not OrderState.LEASED or order.lease != token:
            raise Refused(f"{key}: lease {token} is over; somebody else has the take", reason="LEASE_LOST")
        return order


def _effect_of(key: str, order: Order, what: str, *by: str) -> Cause:
    """What happens to an order outside of any event is caused by its own last version: it happens to it once."""
    return Cause(derived_id(key, order.version, what, *by), source="gateway")


def _as_sent(message: PromptMessage) -> Prompt:
    """The prompt without its source map, which no engine is sent and nobody after the gateway asks for."""
    sent = PromptMessage()
    sent.CopyFrom(message)
    del sent.pieces[:]
    del sent.diagnostics[:]
    return decode(Prompt, sent)


def _generated(order: Order, want: Want, *, reused: bool) -> TakeGenerated:
    return TakeGenerated(
        shot_key=want.shot_key,
        brief=encode(want.brief, BriefMessage),
        revision=want.revision,
        prompt=encode(order.prompt, PromptMessage),
        take=encode(order.take_for(want, reused=reused), TakeMessage),
    )


def _failed(order: Order, want: Want) -> TakeFailed:
    return TakeFailed(
        shot_key=want.shot_key,
        brief=encode(want.brief, BriefMessage),
        revision=want.revision,
        take_number=want.number,
        prompt_digest=order.prompt_digest,
        reason="ENGINE_FAILED",
        message=order.failure,
    )
