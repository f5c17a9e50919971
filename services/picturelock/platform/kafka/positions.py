"""Where a reader of everything stands: the next offset of every partition of every topic, as one opaque word."""

import base64
import json
import zlib
from collections.abc import Mapping

from picturelock.kernel.errors import Invalid

VERSION = "k1."

Offsets = Mapping[tuple[str, int], int]
"""Next offset by topic, without prefix, and partition; absent is the start."""


def spelled(offsets: Offsets) -> str:
    told: dict[str, dict[str, int]] = {}
    for (topic, partition), offset in sorted(offsets.items()):
        if offset:
            told.setdefault(topic, {})[str(partition)] = offset
    packed = zlib.compress(json.dumps(told, separators=(",", ":")).encode(), 6)
    return VERSION + base64.urlsafe_b64encode(packed).decode().rstrip("=")


def read(position: str) -> Offsets:
    """Raises Invalid for what was not told by this kind of bus."""
    if not position:
        return {}
    try:
        if not position.startswith(VERSION):
            raise ValueError(position)  # noqa: TRY301 all that is wrong is said below
        packed = base64.urlsafe_b64decode(position.removeprefix(VERSION) + "==")
        told = json.loads(zlib.decompressobj().decompress(packed, 1 << 20))
        return {(topic, int(at)): int(offset) for topic, each in told.items() for at, offset in each.items()}
    except (ValueError, AttributeError, TypeError, zlib.error):
        raise Invalid(
            f"{position!r}: no position on this bus; give one that it told, or none", reason="BAD_POSITION"
        ) from None
