"""Signatures of webhooks: Standard Webhooks (HMAC), and Ed25519 with the public key at hand as a JWK."""

import base64
import hashlib
import hmac
import secrets
from pathlib import Path

from Crypto.PublicKey import ECC
from Crypto.Signature import eddsa

from picturelock.twin.studio import kept


class StandardSecret:
    """Signs `id.timestamp.body`, as standardwebhooks.com says it."""

    def __init__(self, path: Path) -> None:
        self._key = kept(path, lambda: secrets.token_bytes(24))

    @property
    def shown(self) -> str:
        return f"whsec_{base64.b64encode(self._key).decode()}"

    def headers(self, delivery: str, timestamp: int, body: bytes) -> dict[str, str]:
        signed = hmac.new(self._key, f"{delivery}.{timestamp}.".encode() + body, hashlib.sha256).digest()
        return {
            "webhook-id": delivery, "webhook-timestamp": str(timestamp),
            "webhook-signature": f"v1,{base64.b64encode(signed).decode()}",
        }  # fmt: skip


class Ed25519Key:
    def __init__(self, path: Path) -> None:
        self._key = ECC.construct(curve="Ed25519", seed=kept(path, lambda: secrets.token_bytes(32)))

    def sign(self, message: bytes) -> bytes:
        return eddsa.new(self._key, "rfc8032").sign(message)

    @property
    def jwk(self) -> dict[str, str]:
        raw = self._key.public_key().export_key(format="raw")
        return {"kty": "OKP", "crv": "Ed25519", "x": base64.urlsafe_b64encode(raw).rstrip(b"=").decode()}
