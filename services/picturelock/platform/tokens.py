"""Tokens: who may come in, for which tenant and in which role. Only their SHA-256 is kept."""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from picturelock.kernel.bus import Cause, caused_by
from picturelock.kernel.caller import Caller, Role, is_name
from picturelock.kernel.clock import Clock
from picturelock.kernel.errors import Denied, Invalid, NotFound
from picturelock.kernel.records import Record, Records

BELIEVED_SECONDS = 5.0
"""How long a token that was looked up is believed to be as it was: so late at most is a revoked one refused."""
OPEN_SECONDS = 1.0
"""How long a door without tokens is believed to be one."""
LEAST_SECRET = 24
"""Characters of a token that somebody made up."""
OPEN = Caller(tenant="local", role=Role.ADMIN)
"""Who comes in where no tokens were made: only those on this machine can."""


class Token(Record):
    """`digest` is the SHA-256 of the whole token. Its secret has 192 random bits, so a slow hash would add nothing."""

    indexes: ClassVar = (("tenant",),)

    tenant: str
    role: str
    note: str
    digest: str
    created: datetime
    revoked: datetime | None = None


class Tokens:
    """While no token was ever made, everybody comes in. `admin` is one from the settings, to enter a new deployment."""

    def __init__(self, records: Records, clock: Clock, *, admin: str = "", tenant: str = "local") -> None:
        if admin and len(admin) < LEAST_SECRET:
            raise Invalid(f"PICTURELOCK_ADMIN_TOKEN: has {len(admin)} characters; use at least {LEAST_SECRET}")
        self._records = records
        self._clock = clock
        self._admin = admin
        self._admin_caller = Caller(tenant, Role.ADMIN, "admin")
        self._believed: dict[str, tuple[float, Caller | None]] = {}
        self._any = False
        self._open_until = 0.0

    async def create(self, tenant: str, role: Role, note: str = "") -> str:
        """Returns the token, which can't be shown again."""
        if not is_name(tenant):
            raise Invalid(f"tenant: {tenant!r} is no tenant's name; use letters, digits, '.', '_' and '-'")
        name = secrets.token_hex(4)
        shown = f"pl_{name}_{secrets.token_hex(24)}"
        made = Token(tenant=tenant, role=role.name.lower(), note=note, digest=_digest(shown), created=self._clock.now())
        with caused_by(Cause(secrets.token_hex(16), source="tokens")):
            await self._records.save(name, made)
        self._any = True
        return shown

    async def all(self, tenant: str = "") -> Sequence[tuple[str, Token]]:
        """Names and tokens, revoked ones too."""
        return await self._records.select(Token, where={"tenant": tenant} if tenant else None)

    async def revoke(self, name: str) -> Token:
        """Raises NotFound."""
        found = await self._records.find(Token, name)
        if found is None:
            raise NotFound(f"no token {name}; `picturelock token list` shows those there are")
        with caused_by(Cause(secrets.token_hex(16), source="tokens")):
            return await self._records.save(name, found.but(revoked=found.revoked or self._clock.now()))

    async def are_asked_for(self) -> bool:
        """Whether there are any, revoked ones included: a door that was closed once is not open again."""
        if self._any or self._admin:
            return True
        now = self._clock.now().timestamp()
        if now >= self._open_until:
            self._any = bool(await self._records.select(Token, limit=1))
            self._open_until = now + OPEN_SECONDS
        return self._any

    async def caller(self, shown: str) -> Caller:
        if not await self.are_asked_for():
            return OPEN
        scheme, _, token = shown.partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Denied("no token was shown; send `authorization: Bearer TOKEN`", reason="UNAUTHENTICATED")
        if self._admin and hmac.compare_digest(token.encode(), self._admin.encode()):
            return self._admin_caller
        known = await self._known(token)
        if known is None:
            raise Denied("this token is not known, or was revoked", reason="UNAUTHENTICATED")
        return known

    async def _known(self, token: str) -> Caller | None:
        """Believed for a while, by digest, so that no secret lies about in memory."""
        digest, now = _digest(token), self._clock.now().timestamp()
        until, caller = self._believed.get(digest, (0.0, None))
        if now >= until:
            caller = await self._look_up(token, digest)
            if len(self._believed) > 10_000:  # noqa: PLR2004 somebody tries tokens
                self._believed.clear()
            self._believed[digest] = (now + BELIEVED_SECONDS, caller)
        return caller

    async def _look_up(self, token: str, digest: str) -> Caller | None:
        name = token.removeprefix("pl_").partition("_")[0]
        found = await self._records.find(Token, name) if is_name(name) else None
        if found is None or found.revoked or not hmac.compare_digest(found.digest, digest):
            return None
        return Caller(found.tenant, Role[found.role.upper()], name)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
