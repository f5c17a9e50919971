"""Whose a webhook is: signatures over its raw bytes, and how old it may be.

Standard Webhooks (Replicate, Kling) is HMAC-SHA256 over `id.timestamp.body`, as standardwebhooks.com has it; fal's is
Ed25519 (RFC 8032) over four lines, as its reference of November 2026 has it.
"""

import asyncio
import base64
import binascii
import hashlib
import hmac
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Generic, TypeVar

from Crypto.PublicKey import ECC
from Crypto.Signature import eddsa

from picturelock.kernel.errors import Denied, Invalid, Transient

T = TypeVar("T")

TOLERANCE_SECONDS = 300.0
"""How far a webhook's time may be from ours, either way."""
KEPT_SECONDS, AGAIN_SECONDS = 86_400.0, 60.0
"""How long what a provider publishes is believed, and how soon it is asked for again when it does not fit."""
MOST_DIGITS = 12
SECRET = "whsec_"  # noqa: S105 what secrets begin with
FAL = "x-fal-webhook-"


class Published(Generic[T]):
    """What a provider publishes and may change: fetched when it is needed first, and kept. `fetch` raises Transient."""

    def __init__(self, fetch: Callable[[], Awaitable[T]]) -> None:
        self._fetch = fetch
        self._kept: T | None = None
        self._at = 0.0
        self._fetching = asyncio.Lock()

    async def fits(self, is_right: Callable[[T], bool]) -> bool:
        """Whether it is right by what is published; what is not may be right by what was published since."""
        return is_right(await self._no_older(KEPT_SECONDS)) or is_right(await self._no_older(AGAIN_SECONDS))

    async def _no_older(self, seconds: float) -> T:
        async with self._fetching:
            now = asyncio.get_running_loop().time()
            if self._kept is None or now - self._at > seconds:
                self._kept, self._at = await self._fetch(), now
            return self._kept


def forged(why: str) -> Denied:
    """Nothing of what was signed with is in it."""
    return Denied(f"this webhook is not taken: {why}", reason="UNAUTHENTICATED")


def secret_of(text: str) -> bytes:
    """Of a secret as consoles show it. Raises Invalid, without it."""
    try:
        key = base64.b64decode(text.removeprefix(SECRET), validate=True)
    except ValueError:
        key = b""
    if not key or not text.startswith(SECRET):
        raise Invalid(f"webhook_secret: is none; use it as the provider shows it, {SECRET}...", reason="CONFIG")
    return key


async def standard(headers: Mapping[str, str], body: bytes, now: datetime, secret: Published[bytes]) -> str:
    """The delivery's id. While a secret is being changed there are several signatures.

    Raises Denied, and Transient when the secret can't be had.
    """
    name, at, signatures = (_header(headers, f"webhook-{each}") for each in ("id", "timestamp", "signature"))
    _must_be_recent(at, now)
    said = f"{name}.{at}.".encode() + body
    given = [each.partition(",")[2].encode() for each in signatures.split() if each.startswith("v1,")]

    def is_right(known: bytes) -> bool:
        right = base64.b64encode(hmac.new(known, said, hashlib.sha256).digest())
        return any(hmac.compare_digest(right, each) for each in given)

    if not await secret.fits(is_right):
        raise forged("none of its signatures fits the secret")
    return name


async def fals(headers: Mapping[str, str], body: bytes, now: datetime, keys: Published[Sequence[ECC.EccKey]]) -> str:
    """The request's id, by which fal's deliveries are told apart. Raises Denied, and Transient without its keys."""
    name, user, at, signature = (
        _header(headers, FAL + each) for each in ("request-id", "user-id", "timestamp", "signature")
    )
    _must_be_recent(at, now)
    said = "\n".join((name, user, at, hashlib.sha256(body).hexdigest())).encode()
    try:
        given = bytes.fromhex(signature)
    except ValueError:
        raise forged("its signature is no hexadecimal number") from None
    if not await keys.fits(lambda known: any(_is_signed_with(key, said, given) for key in known)):
        raise forged("its signature fits none of fal's keys")
    return name


def keys_in(jwks: Any) -> Sequence[ECC.EccKey]:
    """The Ed25519 keys of a JWK set (RFC 8037). Raises Transient where there are none."""
    try:
        told = [each["x"] for each in jwks["keys"] if (each["kty"], each["crv"]) == ("OKP", "Ed25519")]
        keys = [eddsa.import_public_key(base64.urlsafe_b64decode(x + "=" * (-len(x) % 4))) for x in told]
    except (LookupError, TypeError, ValueError, binascii.Error) as error:
        raise Transient(f"can't read the keys that webhooks are signed with ({error})") from error
    if not keys:
        raise Transient("there are none of the keys that webhooks are signed with")
    return keys


def _is_signed_with(key: ECC.EccKey, said: bytes, signature: bytes) -> bool:
    try:
        eddsa.new(key, "rfc8032").verify(said, signature)
    except ValueError:
        return False
    return True


def _header(headers: Mapping[str, str], name: str) -> str:
    if not (said := headers.get(name, "")):
        raise forged(f"it has no {name}")
    return said


def _must_be_recent(said: str, now: datetime) -> None:
    if not (said.isascii() and said.isdecimal() and len(said) <= MOST_DIGITS):
        raise forged("its timestamp is no number of seconds")
    off = int(said) - now.timestamp()
    if abs(off) > TOLERANCE_SECONDS:
        raise forged(f"its timestamp is {off:+.0f} s off; {TOLERANCE_SECONDS:.0f} are let pass, is the clock right?")
