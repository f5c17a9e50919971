"""An event in an outbox: the envelope's fields, the time as RFC 3339 so that its microseconds survive."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from picturelock.kernel.bus import Envelope


def letter_of(envelope: Envelope) -> dict[str, Any]:
    return {
        "id": envelope.id,
        "topic": envelope.topic,
        "key": envelope.key,
        "type": envelope.type,
        "data": envelope.data,
        "source": envelope.source,
        "cause": envelope.cause,
        "time": envelope.time.isoformat(),
        "traceparent": envelope.traceparent,
    }


def letters_in(outbox: Iterable[Mapping[str, Any]]) -> list[Envelope]:
    return [
        Envelope(**{**letter, "data": bytes(letter["data"]), "time": datetime.fromisoformat(letter["time"])})
        for letter in outbox
    ]
