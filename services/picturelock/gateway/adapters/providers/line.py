"""HTTP to a provider, sent once: what did not leave, what was refused, and what nobody can know are told apart."""

import asyncio
import json
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import httpx

from picturelock.gateway.adapters.providers.films import must_be_whole
from picturelock.gateway.adapters.providers.headers import seconds_to_wait
from picturelock.gateway.ports import AnswerLost, Declined, Failure
from picturelock.kernel.errors import Invalid, Transient

SUBMIT_SECONDS, ASK_SECONDS, FILE_SECONDS = 60.0, 30.0, 600.0
CONNECT_SECONDS = 10.0
"""Less than an answer is waited for: who can't be reached was not sent anything."""
HORIZON_SECONDS = 240.0
"""Longer than a process may stand still, an answer be waited for, and a job take to show in a list, together."""
MOST_ANSWER = 64 << 20
MOST_HOPS = 5
NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol, httpx.InvalidURL)
REFUSALS: Mapping[int, Failure] = {
    400: Failure.INVALID_REQUEST, 401: Failure.AUTH, 402: Failure.BALANCE, 403: Failure.AUTH,
    404: Failure.INVALID_REQUEST, 405: Failure.INVALID_REQUEST, 413: Failure.INVALID_REQUEST,
    415: Failure.INVALID_REQUEST, 422: Failure.INVALID_REQUEST, 429: Failure.RATE_LIMIT,
}  # fmt: skip
"""What a status means where the provider does not say more. 408, 409 and whatever begins with 5 prove nothing."""
OK = range(200, 300)
UNREADABLE = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError)
"""What comes of reading a body that is not what it should be."""
SECRET = frozenset({"authorization", "x-api-key", "x-goog-api-key", "xi-api-key"})
"""Headers that hold a key."""
LEAST_SECRET = 6


@dataclass(frozen=True, slots=True)
class Answer:
    """`body` is the JSON, or None where it is none."""

    status: int
    headers: Mapping[str, str]
    body: Any
    content: bytes

    @property
    def is_ok(self) -> bool:
        return self.status in OK

    @property
    def after(self) -> float:
        """Seconds to wait; 0 when it does not say."""
        return seconds_to_wait(self.headers)

    def said(self, *path: str) -> str:
        """The text at this path of the body, or the beginning of whatever came."""
        found = self.body
        for name in path:
            found = found.get(name) if isinstance(found, dict) else None
        return found if isinstance(found, str) and found else self.content[:300].decode(errors="replace")


class Line:
    """One account's line to one provider. `headers` hold its key, which is in no message of any error."""

    def __init__(self, client: httpx.AsyncClient, base: str, headers: Mapping[str, str]) -> None:
        """Raises Invalid for a key that can't be sent; the error that would tell so later tells the key as well."""
        self._client = client
        self._base = base.rstrip("/")
        self._show(headers)

    def _show(self, headers: Mapping[str, str]) -> None:
        if not all(value.isascii() and value.isprintable() and value == value.strip() for value in headers.values()):
            raise Invalid(f"{self._base}: has no key, or one that no header can hold; give it as the provider shows it")
        self._headers = dict(headers)
        self._secrets = sorted(
            (part.encode() for name, value in headers.items() if name.lower() in SECRET for part in value.split()[-1:]),
            key=len, reverse=True,
        )  # fmt: skip

    def leads_here(self, url: str) -> bool:
        """Whether the address is this provider's, so that it may be shown the key."""
        return url.startswith(f"{self._base}/")

    async def submit(self, path: str, body: Any, headers: Mapping[str, str] | None = None) -> Answer:
        """On a connection of its own: one that was kept may be closed at the other end, and then nobody knows.

        Raises Declined with NOT_SENT when no byte left, AnswerLost when no answer came.
        """
        sent = {**self._headers, **(headers or {}), "connection": "close"}
        try:
            async with httpx.AsyncClient(verify=_trust()) as alone:
                return await self._answered(alone, "POST", path, body, sent, SUBMIT_SECONDS)
        except NOT_SENT as error:
            raise Declined(Failure.NOT_SENT, f"{self._base}: can't be reached ({type(error).__name__})") from error
        except (httpx.HTTPError, httpx.StreamError, TimeoutError) as error:
            raise AnswerLost(f"{self._shown(path)}: no answer ({type(error).__name__})") from error

    async def ask(self, method: str, path: str, body: Any = None, seconds: float = 0.0) -> Answer:
        """Something that changes nothing. Raises Transient when it can't be asked, or is busy."""
        answer = await self.told(method, path, body, seconds)
        if answer.status in (408, 409, 429) or answer.status >= 500:  # noqa: PLR2004 statuses of HTTP
            raise Transient(f"{self._shown(path)}: {answer.status}")
        return answer

    async def told(
        self, method: str, path: str, body: Any = None, seconds: float = 0.0, *, with_key: bool = True
    ) -> Answer:
        """As `ask`, for where a busy answer may mean something. Raises Transient when there is none at all."""
        shown = self._headers if with_key else {}
        try:
            return await self._answered(self._client, method, path, body, shown, seconds or ASK_SECONDS)
        except (httpx.HTTPError, httpx.StreamError, httpx.InvalidURL, TimeoutError) as error:
            raise Transient(f"{self._shown(path)}: no answer ({type(error).__name__})") from error

    async def download(self, url: str, file: Path, *, with_key: bool = False) -> None:
        """Raises Transient when it breaks off, Declined with EXPIRED when it is not there any more.

        The key goes to the provider's own addresses only, wherever the provider sends one for the film.
        """
        try:
            async with asyncio.timeout(FILE_SECONDS), self._opened(self.address(url), with_key=with_key) as response:
                if response.status_code in (403, 404, 410):
                    raise Declined(
                        Failure.EXPIRED, f"{_bare(url)}: {response.status_code}; the link is not good any more"
                    )
                if response.status_code not in OK:
                    raise Transient(f"{_bare(url)}: {response.status_code}")
                with file.open("wb") as sink:
                    async for chunk in response.aiter_bytes():
                        await asyncio.to_thread(sink.write, chunk)
                said = "" if "content-encoding" in response.headers else response.headers.get("content-length", "")
                must_be_whole(_bare(url), file, int(said) if said.isdecimal() else None)
        except (httpx.HTTPError, httpx.StreamError, httpx.InvalidURL, TimeoutError) as error:
            raise Transient(f"{_bare(url)}: broke off ({type(error).__name__})") from error

    @asynccontextmanager
    async def _opened(self, url: str, *, with_key: bool) -> AsyncIterator[httpx.Response]:
        """Of what leads elsewhere, the place it leads to."""
        for _ in range(MOST_HOPS):
            headers = self._headers if with_key and self.leads_here(url) else {}
            async with self._client.stream("GET", url, headers=headers, timeout=ASK_SECONDS) as response:
                if response.next_request is None:
                    yield response
                    return
                url = str(response.next_request.url)
        raise Transient(f"{_bare(url)}: leads on and on")

    async def _answered(
        self, client: httpx.AsyncClient, method: str, path: str, body: Any, headers: Mapping[str, str], seconds: float
    ) -> Answer:
        patience = httpx.Timeout(seconds, connect=CONNECT_SECONDS)
        async with asyncio.timeout(seconds):
            response = await client.request(
                method, self.address(path), json=body, headers=headers, timeout=patience, follow_redirects=False
            )
        content = self._without_key(response.content)
        return Answer(response.status_code, response.headers, _json(content), content)

    def address(self, path: str) -> str:
        """Whole, of a path here or of an address that is whole already."""
        return path if path.startswith(("http://", "https://")) else self._base + path

    def _shown(self, path: str) -> str:
        return _bare(self.address(path))

    def _without_key(self, content: bytes) -> bytes:
        """Whatever a provider answers may end in a message, and there are those that repeat the key."""
        for secret in self._secrets:
            if len(secret) >= LEAST_SECRET:
                content = content.replace(secret, b"(key)")
        return content


class Keyless(Line):
    """Where a deployment has no account of its own, and tenants bring theirs: nothing is sent."""

    def __init__(self, client: httpx.AsyncClient, base: str, provider: str) -> None:
        super().__init__(client, base, {})
        self._why = (
            f"this deployment has no key to {provider}; put your own (picturelock secret put {provider}), or set one "
            "in PICTURELOCK_GATEWAY_PROVIDERS"
        )

    async def submit(self, path: str, body: Any, headers: Mapping[str, str] | None = None) -> Answer:  # noqa: ARG002
        """Raises Declined."""
        raise Declined(Failure.NO_KEY, self._why)

    async def told(
        self, method: str, path: str, body: Any = None, seconds: float = 0.0, *, with_key: bool = True
    ) -> Answer:
        """Raises Transient for whatever needs the key."""
        if with_key:
            raise Transient(self._why)
        return await super().told(method, path, body, seconds, with_key=False)


@cache
def _trust() -> ssl.SSLContext:
    """Reading whom to trust takes longer than all else about a connection."""
    return httpx.create_ssl_context()


def _json(content: bytes) -> Any:
    if len(content) > MOST_ANSWER:
        return None
    try:
        return json.loads(content)
    except ValueError:
        return None


def _bare(url: str) -> str:
    """Without what signs it."""
    return url.partition("?")[0]
