"""Which engines takes can be asked of, and the version of each that is today's."""

from collections.abc import Mapping, Sequence

from picturelock.gateway.model import Catalogued, Hand
from picturelock.kernel.bus import Cause, caused_by, derived_id
from picturelock.kernel.errors import Refused
from picturelock.kernel.records import Records


class Catalogue:
    """`versions` are fixed. Other engines are those that workers enlisted with; the last one decides the version.

    `farm` is the tenant whose workers serve all tenants.
    """

    def __init__(self, records: Records, versions: Mapping[str, str], farm: str) -> None:
        self._records = records
        self._versions = versions
        self.farm = farm

    @property
    def names(self) -> Sequence[str]:
        return sorted(self._versions)

    async def version(self, tenant: str, engine: str) -> str:
        """Raises Refused when nobody runs the engine."""
        version = await self.known(tenant, engine)
        if not version:
            raise Refused(
                f"no engine {engine!r} here; there are {self.names}, or start a worker for it and redrive the event",
                reason="NO_ENGINE",
            )
        return version

    async def known(self, tenant: str, engine: str) -> str:
        """Empty when nobody runs the engine."""
        if engine in self._versions:
            return self._versions[engine]
        for owner in dict.fromkeys((tenant, self.farm)):
            found = await self._records.find(Catalogued, f"{owner}/{engine}")
            if found is not None:
                return found.engine_version
        return ""

    async def enlist(self, hand: Hand) -> None:
        """Raises Refused when the engine is known with another version."""
        known = self._versions.get(hand.engine)
        if known is not None:
            if known != hand.engine_version:
                raise Refused(
                    f"worker {hand.worker!r} runs {hand.engine} {hand.engine_version}, and the gateway asks for "
                    f"{known}; start it with that version, or name its own in PICTURELOCK_GATEWAY_ENGINES",
                    reason="ENGINE_VERSION",
                )
            return
        key = f"{hand.tenant or self.farm}/{hand.engine}"
        found = await self._records.find(Catalogued, key)
        if found is None or found.engine_version != hand.engine_version:
            before = found or Catalogued(name=hand.engine, engine_version="")
            with caused_by(Cause(derived_id(key, before.version, hand.engine_version), "gateway")):
                await self._records.save(key, before.but(engine_version=hand.engine_version))
