"""What people do with the queue: see how it stands, share it out, put takes first, and take them out."""

from collections import Counter, OrderedDict
from collections.abc import Mapping, Sequence
from functools import cache

from picturelock.gateway.handlers.gateway import Gateway
from picturelock.gateway.handlers.head import Head
from picturelock.gateway.handlers.says import failed
from picturelock.gateway.handlers.standing import LaneStanding, by_project
from picturelock.gateway.model import LEAST_WEIGHT, MOST_WEIGHT, OPEN, Lane, Order, Reason, TenantShare, tenant_key
from picturelock.kernel.bus import current_cause
from picturelock.kernel.caller import Caller, is_name
from picturelock.kernel.errors import Denied, Invalid, NotFound, Stale

REPEATS = 1000
"""Cancellations that are remembered, so that one that is asked for again is answered as it was."""


class Queue:
    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._book = gateway.book
        self._cancelled: OrderedDict[str, int] = OrderedDict()

    @property
    def now(self) -> float:
        """Seconds, as heads count them."""
        return self._book.now.timestamp()

    async def lanes(self, tenant: str, after: str, limit: int) -> Sequence[tuple[Lane, LaneStanding]]:
        """In order of project; `after` is the key of the one before the first."""
        await self._gateway.ready()
        found = await self._book.records.select(Lane, prefix=f"{tenant}/", after=after, limit=limit)
        stands = by_project(self._book.board, self._book.now.timestamp())
        return [(lane, stands.get(key, LaneStanding())) for key, lane in found]

    def waits(self, head: Head) -> str:
        """Why the take waits whatever slots there are; empty for one that only waits for its turn."""
        return "" if head.is_leased else self._gateway.held_up(*head.owner) or ""

    async def waiting(self, project_key: str) -> Mapping[str, int]:
        """How many of the project's takes wait whatever slots there are, for each reason."""
        why = cache(self._gateway.held_up)
        takes = await self.takes(project_key)
        return Counter(filter(None, (why(*head.owner) for _, head in takes if not head.is_leased)))

    async def takes(self, project_key: str, after: str = "", limit: int | None = None) -> Sequence[tuple[str, Head]]:
        """Keys of shots and the heads of their takes, in that order; `after` is the shot of the one before."""
        await self._gateway.ready()
        found = [
            (shot_key, head)
            for head in self._book.board
            for shot_key, _ in head.shots
            if shot_key.startswith(f"{project_key}/") and shot_key > after
        ]
        return sorted(found, key=lambda pair: (pair[0], pair[1].key))[:limit]

    async def put_lane(
        self, project_key: str, weight: float, needs: Mapping[str, str], etag: str = ""
    ) -> tuple[Lane, LaneStanding]:
        """Raises Invalid for a weight out of range, Stale when the lane is not the one that was meant."""
        await self._gateway.ready()
        weight = _weight(weight)
        lane = await self._book.records.find(Lane, project_key) or Lane(project=project_key)
        if current_cause().id not in lane.applied:
            if etag not in ("", str(lane.version)):
                raise Stale(f"{project_key}: the lane was put by somebody else since; read it again, and put it then")
            lane = await self._book.records.save(project_key, lane.but(weight=weight, needs=dict(needs)))
            self._book.board.turns.weigh(lane, self._book.now.timestamp())
            self._gateway.ring()
        return lane, by_project(self._book.board, self._book.now.timestamp()).get(project_key, LaneStanding())

    async def tenant_shares(self, caller: Caller, after: str, limit: int) -> Sequence[tuple[str, TenantShare]]:
        """All, for the farm's tenant; its own for any other. In order of key."""
        prefix = "" if self._rules(caller) else tenant_key(caller.tenant)
        return await self._book.records.select(TenantShare, prefix=prefix, after=after, limit=limit)

    async def put_tenant_share(self, caller: Caller, tenant: str, weight: float) -> TenantShare:
        """Raises Denied for a caller that is not of the farm's tenant, Invalid for a weight out of range."""
        if not self._rules(caller):
            farm = self._gateway.catalogue.farm
            raise Denied(f"tenant: what tenants share is set by tenant {farm!r}, and this token is {caller.tenant}'s")
        if not is_name(tenant):
            raise Invalid(f"tenant: {tenant!r} is no tenant's name")
        key, weight = tenant_key(tenant), _weight(weight)
        share = await self._book.records.find(TenantShare, key) or TenantShare(tenant=tenant)
        if current_cause().id not in share.applied:
            share = await self._book.records.save(key, share.but(weight=weight))
            self._book.board.turns.weigh_tenant(share)
            self._gateway.ring()
        return share

    def _rules(self, caller: Caller) -> bool:
        """Where no tokens are asked for there is nobody to be kept apart."""
        return not caller.token or caller.tenant == self._gateway.catalogue.farm

    async def prioritize(self, shot_key: str, priority: int) -> None:
        """Raises NotFound when no take of the shot's is open."""
        for key, order in await self._open_orders(shot_key):
            await self._book.save(key, order.but(priority=priority))

    async def cancel(self, shot_key: str) -> int:
        """The number of the take. Raises NotFound when no take of the shot's is open."""
        cause, number = current_cause().id, 0
        if cause in self._cancelled:
            return self._cancelled[cause]
        for key, order in await self._open_orders(shot_key):
            want = next(want for want in order.wants if want.shot_key == shot_key)
            over = order.but(failure="somebody cancelled it", reason=str(Reason.CANCELLED))
            await self._book.save(key, order.not_wanted_by(shot_key), failed(over, want))
            number = max(number, want.number)
        self._remember(cause, number)
        return number

    async def _open_orders(self, shot_key: str) -> list[tuple[str, Order]]:
        """Another copy may have queued it a moment ago."""
        await self._gateway.ready()
        if not self._book.board.of_shot(shot_key):
            await self._book.sweep()
        found = [(head.key, await self._book.find(head.key)) for head in self._book.board.of_shot(shot_key)]
        orders = [(key, order) for key, order in found if order and order.state in OPEN and _wants(order, shot_key)]
        if not orders:
            shot = shot_key.rpartition("/")[2]
            raise NotFound(f"{shot}: no take of this shot is in the queue or in the making")
        return orders

    def _remember(self, cause: str, number: int) -> None:
        self._cancelled[cause] = number
        if len(self._cancelled) > REPEATS:
            self._cancelled.popitem(last=False)


def _weight(said: float) -> float:
    weight = said or 1.0
    if not LEAST_WEIGHT <= weight <= MOST_WEIGHT:
        raise Invalid(f"weight: {weight:g} is out of range; use {LEAST_WEIGHT:g} to {MOST_WEIGHT:g}")
    return weight


def _wants(order: Order, shot_key: str) -> bool:
    return any(want.shot_key == shot_key for want in order.wants)
