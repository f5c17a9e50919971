"""Sealing by AES-256-GCM (NIST SP 800-38D): what was sealed for one place can't be opened as another's."""

import base64
import hashlib
import secrets

from Crypto.Cipher import AES

from picturelock.kernel.errors import Invalid, Refused

LEAST = 32
"""Characters of a sealing key; `openssl rand -hex 32` makes one."""
NONCE, TAG = 12, 16


class Sealing:
    """The key is SHA-256 of what is set: it is to be random, so that there is nothing to slow a guesser for."""

    def __init__(self, key: str) -> None:
        if key and len(key) < LEAST:
            raise Invalid(
                f"PICTURELOCK_GATEWAY_SEALING_KEY: has {len(key)} characters; use {LEAST} random ones or more",
                reason="CONFIG",
            )
        self._key = hashlib.sha256(key.encode()).digest() if key else b""

    def seal(self, text: str, place: str) -> str:
        """Raises Refused with the reason NO_SEALING_KEY."""
        nonce = secrets.token_bytes(NONCE)
        cipher = AES.new(self._with_key(), AES.MODE_GCM, nonce=nonce)
        cipher.update(place.encode())
        sealed, tag = cipher.encrypt_and_digest(text.encode())
        return base64.b64encode(nonce + tag + sealed).decode()

    def opened(self, sealed: str, place: str) -> str:
        """Raises Refused when it was sealed with another key, or for another place."""
        data = base64.b64decode(sealed)
        cipher = AES.new(self._with_key(), AES.MODE_GCM, nonce=data[:NONCE])
        cipher.update(place.encode())
        try:
            return cipher.decrypt_and_verify(data[NONCE + TAG :], data[NONCE : NONCE + TAG]).decode()
        except ValueError:
            raise Refused(
                f"{place}: this secret was sealed with another key; set that one, or put the secret again",
                reason="SEALED",
            ) from None

    def _with_key(self) -> bytes:
        if not self._key:
            raise Refused(
                "no sealing key is set; set PICTURELOCK_GATEWAY_SEALING_KEY to 32 random characters or more",
                reason="NO_SEALING_KEY",
            )
        return self._key
