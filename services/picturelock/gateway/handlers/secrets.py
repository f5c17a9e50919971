"""Tenants' keys to providers: put once, never shown again, and opened only to buy."""

from collections.abc import Sequence
from datetime import datetime

from picturelock.gateway.model import MOST_KEY, Secret, end_of_key, secret_key
from picturelock.gateway.ports import Sealer
from picturelock.kernel.bus import current_cause
from picturelock.kernel.clock import Clock
from picturelock.kernel.errors import Invalid, NotFound
from picturelock.kernel.records import Records

BELIEVED_SECONDS = 5.0


class Secrets:
    def __init__(self, records: Records, sealer: Sealer, clock: Clock) -> None:
        self._records = records
        self._sealer = sealer
        self._clock = clock
        self._believed: dict[str, tuple[datetime, Secret | None]] = {}

    async def put(self, tenant: str, provider: str, key: str) -> Secret:
        """Raises Invalid for what is no key, Refused without a sealing key."""
        check_key(key)
        place = secret_key(tenant, provider)
        found = await self._records.find(Secret, place)
        if found is not None and current_cause().id in found.applied:
            return found
        sealed, now = self._sealer.seal(key, place), self._clock.now()
        before = found or Secret(tenant=tenant, provider=provider, sealed="", ends="", put=now)
        self._believed.pop(place, None)
        return await self._records.save(place, before.but(sealed=sealed, ends=end_of_key(key), put=now))

    async def all(self, tenant: str) -> Sequence[Secret]:
        return [secret for _, secret in await self._records.select(Secret, prefix=f"{tenant}/") if secret.sealed]

    async def remove(self, tenant: str, provider: str) -> None:
        """Raises NotFound."""
        place = secret_key(tenant, provider)
        found = await self._records.find(Secret, place)
        if found is not None and current_cause().id in found.applied:
            return
        if found is None or not found.sealed:
            raise NotFound(f"provider: no key to {provider!r} was put; list them to see")
        self._believed.pop(place, None)
        await self._records.save(place, found.but(sealed="", ends=""))

    async def key(self, tenant: str, provider: str) -> str:
        """Empty where the tenant has none of its own. Raises Refused when it can't be opened."""
        place, now = secret_key(tenant, provider), self._clock.now()
        at, found = self._believed.get(place, (None, None))
        if at is None or not 0 <= (now - at).total_seconds() < BELIEVED_SECONDS:
            found = await self._records.find(Secret, place)
            self._believed[place] = (now, found)
        return self._sealer.opened(found.sealed, place) if found and found.sealed else ""


def check_key(key: str) -> None:
    """Raises Invalid for what can't be anybody's key."""
    if not 0 < len(key) <= MOST_KEY or not key.isprintable() or key != key.strip():
        raise Invalid(f"key: is none; use the provider's key as it gave it, 1 to {MOST_KEY} printable characters")
