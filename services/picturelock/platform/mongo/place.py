"""Where the store is, the client that goes there, and what its errors mean to us.

The client is Motor. Only what it has in common with PyMongo's own asynchronous client is used, and a setting chooses.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

from motor.motor_asyncio import AsyncIOMotorClient
from pymongo import AsyncMongoClient
from pymongo.errors import (
    ConfigurationError,
    ConnectionFailure,
    DocumentTooLarge,
    ExecutionTimeout,
    OperationFailure,
    PyMongoError,
    WriteConcernError,
    WTimeoutError,
)

from picturelock.kernel.errors import Outage, Refused, Transient
from picturelock.platform.heeding import heeded

UNAUTHORISED = frozenset({13, 18})
FULL = frozenset({14031, 15888})
"""OutOfDiskSpace, and its older number."""


@dataclass(frozen=True, slots=True)
class MongoPlace:
    """`url` may hold a user and a password. `patience` is in seconds: how long one act may take."""

    url: str = field(repr=False)
    database: str = "picturelock"
    driver: Literal["motor", "pymongo"] = "motor"
    patience: float = 10.0

    @property
    def host(self) -> str:
        """Without what is secret."""
        return self.url.partition("://")[2].rpartition("@")[2].partition("/")[0]

    def client(self) -> Any:
        """Raises Refused for an address that is none."""
        options: Mapping[str, Any] = {
            "serverSelectionTimeoutMS": min(3000, int(self.patience * 1000)),
            "connectTimeoutMS": 3000,
            "socketTimeoutMS": int(self.patience * 1000),
            "retryWrites": False,  # a save whose answer was lost is found by its cause, and not every server can
            "w": "majority",
            "appname": "picturelock",
        }
        client_of = AsyncIOMotorClient if self.driver == "motor" else AsyncMongoClient
        try:
            return client_of(self.url, **options)
        except (ConfigurationError, PyMongoError, ValueError) as error:
            raise Refused(f"{self.host}: no address of a store: {error}; check PICTURELOCK_MONGO") from error


@contextmanager
def translated(where: MongoPlace) -> Iterator[None]:
    """Turn what the client raises into our families, and end when we are cancelled, which it may forget."""
    try:
        with heeded():
            yield
    except (ConnectionFailure, ExecutionTimeout, WTimeoutError, WriteConcernError) as error:
        raise _unreachable(where, error) from error
    except DocumentTooLarge as error:
        raise Refused(f"{where.host}: a record is larger than the store takes: {error}", reason="TOO_LARGE") from error
    except OperationFailure as error:
        raise _from_code(where, error) from error
    except PyMongoError as error:
        raise _unreachable(where, error) from error


def _from_code(where: MongoPlace, error: OperationFailure) -> Refused | Transient:
    if error.code in FULL:
        return Outage(f"{where.host}: the store's disk is full; give it more room", reason="DISK")
    if error.code in UNAUTHORISED:
        return Refused(f"{where.host}: does not let us in: {error}; check PICTURELOCK_MONGO", reason="STORE")
    if error.has_error_label("RetryableWriteError") or error.has_error_label("TransientTransactionError"):
        return _unreachable(where, error)
    return Refused(f"{where.host}: {error}", reason="STORE")


def _unreachable(where: MongoPlace, error: Exception) -> Transient:
    return Transient(
        f"{where.host}: the store of records does not answer ({type(error).__name__})", reason="UNAVAILABLE"
    )
