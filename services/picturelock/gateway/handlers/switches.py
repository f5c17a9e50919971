"""Engines that are paused: for whom, and why. What others have paused is known within a sweep."""

from collections.abc import Sequence

from picturelock.gateway.model import Switch, switch_key
from picturelock.kernel.records import Records


class Switches:
    """`farm` is the tenant whose word holds for all."""

    def __init__(self, records: Records, farm: str) -> None:
        self._records = records
        self._farm = farm
        self._paused: dict[tuple[str, str], str] = {}

    def why(self, tenant: str, engine: str) -> str | None:
        """Why the engine is paused for the tenant, as far as is known here; None when it is not."""
        if not self._paused:
            return None
        found = (self._paused.get((owner, engine)) for owner in (self._farm, tenant))
        return next((why for why in found if why is not None), None)

    async def learn(self) -> None:
        found: Sequence[tuple[str, Switch]] = await self._records.select(Switch)
        self._paused = {(each.tenant, each.engine): each.why for _, each in found if each.paused}

    async def throw(self, tenant: str, engine: str, *, paused: bool, why: str = "") -> None:
        key = switch_key(tenant, engine)
        found = await self._records.find(Switch, key) or Switch(tenant=tenant, engine=engine)
        await self._records.save(key, found.but(paused=paused, why=why))
        await self.learn()
