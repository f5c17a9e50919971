"""Where Kafka is, what our topics are called there, and what its client's errors mean to us."""

import logging
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiokafka.errors import (
    GroupAuthorizationFailedError,
    KafkaError,
    MessageSizeTooLargeError,
    TopicAuthorizationFailedError,
    UnsupportedVersionError,
)

from picturelock.kernel.errors import Refused, Transient
from picturelock.platform.heeding import heeded

REFUSING = (GroupAuthorizationFailedError, TopicAuthorizationFailedError, UnsupportedVersionError)
PARKED = "picturelock.parked.v1"
"""Compacted: what is parked, by group and event; a tombstone takes it off."""

logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
"""It says ten times a second that a broker is away; we say it once, and in the probes."""


@dataclass(frozen=True, slots=True)
class KafkaPlace:
    """`bootstrap` is `host:port,...`; `prefix` stands before all names. `patience` is in seconds."""

    bootstrap: str
    prefix: str = ""
    partitions: int = 12
    replication: int = 1
    security: str = "PLAINTEXT"
    ca: Path | None = None
    user: str = ""
    password: str = field(default="", repr=False)
    patience: float = 10.0
    instance: str = ""
    """Of this copy; see Kafka's static membership."""

    def topic(self, name: str) -> str:
        return f"{self.prefix}{name}"

    def group(self, name: str) -> str:
        return f"{self.prefix}{name}"

    def redriven(self, group: str) -> str:
        """The topic on which a group alone hears again what was parked for it."""
        return self.topic(f"picturelock.redriven.{group}.v1")

    @property
    def parked(self) -> str:
        return self.topic(PARKED)

    def connection(self) -> dict[str, Any]:
        """Arguments that all clients of the library take."""
        given: dict[str, Any] = {
            "bootstrap_servers": self.bootstrap,
            "client_id": "picturelock",
            "security_protocol": self.security,
            "request_timeout_ms": max(1000, int(self.patience * 1000)),
        }
        if "SSL" in self.security:
            given["ssl_context"] = ssl.create_default_context(cafile=str(self.ca) if self.ca else None)
        if self.security.startswith("SASL"):
            given |= {
                "sasl_mechanism": "SCRAM-SHA-512",
                "sasl_plain_username": self.user,
                "sasl_plain_password": self.password,
            }
        return given


@contextmanager
def translated(where: KafkaPlace) -> Iterator[None]:
    """Turn what the client raises into our families, and end when we are cancelled, which it may forget."""
    try:
        with heeded():
            yield
    except REFUSING as error:
        raise Refused(f"{where.bootstrap}: Kafka refuses us: {error}; check its access lists", reason="BUS") from error
    except MessageSizeTooLargeError as error:
        raise Refused(f"an event is larger than Kafka takes: {error}", reason="TOO_LARGE") from error
    except (KafkaError, TimeoutError, OSError) as error:
        why = type(error).__name__
        raise Transient(f"{where.bootstrap}: Kafka does not answer ({why})", reason="UNAVAILABLE") from error


async def start(client: Any, where: KafkaPlace) -> None:
    """Start a client of the library; one that can't is put away again. Raises Transient."""
    try:
        with translated(where):
            await client.start()
    except BaseException:
        await (client.close if hasattr(client, "close") else client.stop)()
        raise
