"""Addresses under which an embedded store can be read from or delivered to for a while; signed."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

from picturelock.kernel.clock import Clock

LASTS_SECONDS = 3600


@dataclass(slots=True)
class Links:
    """`base` is where the HTTP door is, e.g. `http://127.0.0.1:7480`; empty until it is open."""

    clock: Clock
    base: str = ""
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    def reading(self, digest: str) -> str:
        return self._signed("GET", f"/store/{digest}")

    def delivering(self, key: str) -> str:
        return self._signed("PUT", f"/staging/{quote(key, safe='')}")

    def are_good(self, verb: str, path: str, until: str, signature: str) -> bool:
        """Whether an address with this path was made here for this verb, and not too long ago."""
        if not until.isdecimal() or int(until) < self.clock.now().timestamp():
            return False
        return hmac.compare_digest(self._signature(verb, path, until).encode(), signature.encode())

    def _signed(self, verb: str, path: str) -> str:
        until = str(int(self.clock.now().timestamp()) + LASTS_SECONDS)
        asked = urlencode({"until": until, "signature": self._signature(verb, path, until)})
        return f"{self.base}{path}?{asked}"

    def _signature(self, verb: str, path: str, until: str) -> str:
        return hmac.new(self.secret, f"{verb}\n{path}\n{until}".encode(), hashlib.sha256).hexdigest()
