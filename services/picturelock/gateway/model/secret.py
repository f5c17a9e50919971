"""A provider's key as it is kept: sealed, and told by its end."""

from datetime import datetime

from picturelock.kernel.records import Record

MOST_KEY = 4096
SHOWN = 4
"""Characters of a key's end that tell it from others; a short key shows none."""


class Secret(Record):
    """Keyed by `secret_key`. `sealed` can be read with the gateway's sealing key alone, and for this place alone."""

    tenant: str
    provider: str
    sealed: str
    ends: str
    put: datetime


def secret_key(tenant: str, provider: str) -> str:
    return f"{tenant}/{provider}"


def end_of_key(key: str) -> str:
    return key[-SHOWN:] if len(key) >= SHOWN * 4 else ""
