"""Events as Kafka records: CloudEvents 1.0, Kafka protocol binding, binary mode; W3C trace context beside it."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from picturelock.kernel.bus import Envelope, Parked
from picturelock.kernel.errors import Invalid

CONTENT_TYPE = b"application/protobuf"
TOPIC, GROUP, ATTEMPTS, WHY = "pl_topic", "pl_group", "pl_attempts", "pl_why"
"""Headers of ours on what was parked or is heard again: where it was said, and what became of it."""

Headers = Sequence[tuple[str, bytes]]


def headers_of(envelope: Envelope) -> list[tuple[str, bytes]]:
    told = {
        "ce_specversion": "1.0",
        "ce_id": envelope.id,
        "ce_source": envelope.source,
        "ce_type": envelope.type,
        "ce_time": envelope.time.isoformat(),
        "ce_cause": envelope.cause,
        "traceparent": envelope.traceparent,
    }
    return [(name, said.encode()) for name, said in told.items() if said] + [("content-type", CONTENT_TYPE)]


def envelope_in(record: Any, topic: str) -> Envelope:
    """Raises Invalid for a record that is no event of ours. `topic` is its name without any prefix."""
    told = _told(record.headers)
    try:
        return Envelope(
            id=told["ce_id"],
            topic=told.get(TOPIC, topic),
            key=record.key.decode(),
            type=told["ce_type"],
            data=record.value if record.value is not None else b"",
            source=told["ce_source"],
            cause=told.get("ce_cause", ""),
            time=datetime.fromisoformat(told["ce_time"]),
            traceparent=told.get("traceparent", ""),
        )
    except (KeyError, ValueError, AttributeError) as error:
        raise Invalid(f"no CloudEvent of ours: {type(error).__name__}: {error}", reason="BAD_EVENT") from error


def strange_envelope(record: Any, topic: str) -> Envelope:
    """What can be said of a record that is no event: its bytes are kept, and its place is its id."""
    told = _told(record.headers)
    return Envelope(
        id=f"{topic}-{record.partition}-{record.offset}",
        topic=topic,
        key=(record.key or b"").decode(errors="replace"),
        type=told.get("ce_type", ""),
        data=record.value or b"",
        source=told.get("ce_source", ""),
        cause="",
        time=datetime.fromtimestamp(record.timestamp / 1000, UTC),
        traceparent="",
    )


def parked_headers(parked: Parked) -> list[tuple[str, bytes]]:
    told = {
        TOPIC: parked.envelope.topic,
        GROUP: parked.group,
        ATTEMPTS: str(parked.attempts),
        WHY: parked.why,
        "ce_partitionkey": parked.envelope.key,
    }
    return headers_of(parked.envelope) + [(name, said.encode()) for name, said in told.items()]


def parked_key(group: str, event_id: str) -> bytes:
    return f"{group}/{event_id}".encode()


def parked_in(record: Any) -> Parked | None:
    """None for a record that somebody else wrote there. The event's own key is kept as a header."""
    told = _told(record.headers)
    try:
        envelope = Envelope(
            id=told["ce_id"], topic=told[TOPIC], key=told.get("ce_partitionkey", ""), type=told.get("ce_type", ""),
            data=record.value, source=told.get("ce_source", ""), cause=told.get("ce_cause", ""),
            time=datetime.fromisoformat(told["ce_time"]), traceparent=told.get("traceparent", ""),
        )  # fmt: skip
        return Parked(told[GROUP], envelope, int(told[ATTEMPTS]), told[WHY])
    except (KeyError, ValueError):
        return None


def _told(headers: Iterable[tuple[str, bytes | None]]) -> dict[str, str]:
    return {name: (said or b"").decode(errors="replace") for name, said in headers}
