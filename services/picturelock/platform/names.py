"""How stored bytes are named, wherever they lie."""

import hashlib
import re
from urllib.parse import quote

from picturelock.kernel.errors import NotFound


def is_digest(name: str) -> bool:
    return re.fullmatch("[0-9a-f]{64}", name) is not None


def content_name(digest: str) -> str:
    """Raises NotFound for what is no digest."""
    if not is_digest(digest):
        raise NotFound(f"{digest or '(empty)'}: not a digest; one has 64 hex digits")
    return f"sha256/{digest[:2]}/{digest}"


def claim_name(tenant: str, digest: str) -> str:
    """Raises NotFound for what is no digest."""
    return f"claims/{quote(tenant, safe='')}/{content_name(digest).rpartition('/')[2]}"


def staging_name(key: str) -> str:
    """A name that any file system and any S3 store takes, whatever the key's length, case and characters."""
    short = hashlib.sha256(key.encode()).hexdigest()[:16]
    return f"staging/{quote(key, safe='')[:120]}-{short}"
