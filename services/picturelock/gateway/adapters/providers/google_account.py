"""A service account of Google's: of its key a token is minted that is good for an hour, as RFC 7523 says (RS256)."""

import asyncio
import base64
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import httpx
from Crypto.Hash import SHA256
from Crypto.PublicKey import RSA
from Crypto.Signature import pkcs1_15

from picturelock.gateway.adapters.providers.line import ASK_SECONDS, OK, Answer, Line
from picturelock.gateway.ports import Declined, Failure
from picturelock.kernel.errors import Invalid, Transient

SCOPE = "https://www.googleapis.com/auth/cloud-platform"
GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
TOKEN_URI = "https://oauth2.googleapis.com/token"  # noqa: S105 an address
LIFE_SECONDS, EARLY_SECONDS = 3600, 300
"""What a token is asked for, and how long before its end another one is minted."""
REFUSED = (400, 401, 403)
UNAUTHENTICATED = 401


@dataclass(frozen=True, slots=True, repr=False)
class ServiceAccount:
    email: str
    project: str
    token_uri: str
    key: RSA.RsaKey

    @classmethod
    def read(cls, text: str, provider: str) -> Self | None:
        """Of a key file's JSON; None for what is none, such as a token. Raises Invalid, and never shows the key."""
        if not text.lstrip().startswith("{"):
            return None
        try:
            said = json.loads(text)
            email, project, private = (str(said[name]) for name in ("client_email", "project_id", "private_key"))
            return cls(email, project, str(said.get("token_uri") or TOKEN_URI), RSA.import_key(private))
        except (LookupError, TypeError, ValueError, IndexError):
            raise Invalid(
                f"{provider}: the key is no service account's: it needs client_email, project_id and private_key; "
                "give the JSON file as Google made it, in one line"
            ) from None

    def assertion(self, now: int) -> str:
        """What is shown for a token, at this second."""
        claims = {"iss": self.email, "scope": SCOPE, "aud": self.token_uri, "iat": now, "exp": now + LIFE_SECONDS}
        signed = f"{_part({'alg': 'RS256', 'typ': 'JWT'})}.{_part(claims)}"
        signature = pkcs1_15.new(self.key).sign(SHA256.new(signed.encode()))
        return f"{signed}.{_text(signature)}"


class AccountLine(Line):
    """A line on which a service account's token is shown. Tokens are kept here alone, and minted again in time."""

    def __init__(self, client: httpx.AsyncClient, base: str, account: ServiceAccount) -> None:
        """Raises Invalid for a key that would have its tokens made anywhere but at Google, or where `base` is."""
        super().__init__(client, base, {})
        if account.token_uri != TOKEN_URI and not self.leads_here(account.token_uri):
            raise Invalid(f"{base}: the key's token_uri is not {TOKEN_URI}; give the JSON file as Google made it")
        self._account = account
        self._ends = 0.0
        self._minting = asyncio.Lock()

    async def submit(self, path: str, body: Any, headers: Mapping[str, str] | None = None) -> Answer:
        """Without a token nothing is sent: raises Declined."""
        await self._shown_anew()
        return self._heeded(await super().submit(path, body, headers))

    async def told(
        self, method: str, path: str, body: Any = None, seconds: float = 0.0, *, with_key: bool = True
    ) -> Answer:
        try:
            await self._shown_anew()
        except Declined as error:
            raise Transient(str(error)) from error
        return self._heeded(await super().told(method, path, body, seconds, with_key=with_key))

    def _heeded(self, answer: Answer) -> Answer:
        if answer.status == UNAUTHENTICATED:
            self._ends = 0.0
        return answer

    async def _shown_anew(self) -> None:
        async with self._minting:
            if time.monotonic() >= self._ends:
                token, seconds = await self._minted()
                self._show({"authorization": f"Bearer {token}"})
                self._ends = time.monotonic() + seconds - EARLY_SECONDS

    async def _minted(self) -> tuple[str, float]:
        """A token, and for how many seconds it is good."""
        where = self._account.token_uri
        assertion = await asyncio.to_thread(self._account.assertion, int(time.time()))
        form = {"grant_type": GRANT, "assertion": assertion}
        try:
            response = await self._client.post(where, data=form, timeout=ASK_SECONDS)
            if response.status_code in REFUSED:
                raise Declined(Failure.AUTH, f"{where}: gives {self._account.email} no token ({_why(response)})")
            if response.status_code not in OK:
                raise Declined(Failure.NOT_SENT, f"{where}: {response.status_code}, and no token")
            said = response.json()
            return str(said["access_token"]), float(said.get("expires_in") or LIFE_SECONDS)
        except (httpx.HTTPError, LookupError, TypeError, ValueError, AttributeError) as error:
            raise Declined(Failure.NOT_SENT, f"{where}: gives no token ({type(error).__name__})") from error


def _why(response: httpx.Response) -> str:
    """By its name alone: what else it says may hold what it was shown."""
    try:
        return str(response.json()["error"])[:60]
    except (LookupError, TypeError, ValueError):
        return str(response.status_code)


def _part(said: Mapping[str, object]) -> str:
    return _text(json.dumps(said, separators=(",", ":")).encode())


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
