"""Where the store is, and the client that goes there."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import urllib3
from minio import Minio
from minio.error import MinioException, S3Error

from picturelock.kernel.errors import NotFound, Outage, Refused, Transient

PASSING = frozenset(
    {"InternalError", "OperationAborted", "PreconditionFailed", "RequestTimeout", "RequestTimeTooSkewed"}
    | {"ServerNotInitialized", "ServiceUnavailable", "SlowDown", "TooManyRequests", "XMinioServerNotInitialized"}
)
FULL = frozenset({"QuotaExceeded", "StorageFull", "XMinioStorageFull"})
ABSENT = frozenset({"NoSuchKey", "NoSuchObject"})


@dataclass(frozen=True, slots=True)
class Place:
    """`endpoint` is `host:port`. With a region no server is asked for one."""

    endpoint: str
    bucket: str
    access_key: str
    secret_key: str = field(repr=False)
    secure: bool = True
    region: str = "us-east-1"
    public_endpoint: str = ""
    """Under which those who are handed links reach it, when it is not `endpoint`."""
    delivery_endpoint: str = ""
    """Under which those who deliver by link reach it, when it is another one still."""
    patience: float = 30.0
    """Seconds that the server may stay silent."""

    def as_seen_by_others(self) -> "Place":
        return replace(self, endpoint=self.public_endpoint or self.endpoint)

    def as_seen_by_workers(self) -> "Place":
        return replace(self, endpoint=self.delivery_endpoint or self.public_endpoint or self.endpoint)

    def client(self, connections: int) -> Minio:
        pool = urllib3.PoolManager(
            maxsize=connections,
            timeout=urllib3.Timeout(connect=min(3.0, self.patience), read=self.patience),
            retries=urllib3.Retry(total=1, backoff_factor=0.2, status_forcelist=[500, 502, 503, 504]),
        )
        return Minio(
            self.endpoint, self.access_key, self.secret_key, secure=self.secure, region=self.region, http_client=pool
        )


@contextmanager
def translated(where: Place, what: str) -> Iterator[None]:
    """Turn what the client raises into our families; what the caller's own stream raises passes through."""
    try:
        yield
    except S3Error as error:
        raise _from_code(where, what, error) from error
    except (urllib3.exceptions.HTTPError, MinioException) as error:
        raise _unreachable(where, type(error).__name__) from error


def _from_code(where: Place, what: str, error: S3Error) -> Refused | Transient:
    code = error.code or ""
    if code in ABSENT:
        return NotFound(f"no {what} in {where.bucket}")
    if code in FULL:
        return Outage(f"{where.endpoint}: the store is full; give it more room", reason="DISK")
    if code in PASSING:
        return _unreachable(where, code)
    said = f"{where.endpoint}/{where.bucket}: {code}: {error.message}"
    return Refused(f"{said}; check the store's settings", reason="STORE")


def _unreachable(where: Place, why: str) -> Transient:
    return Transient(f"{where.endpoint}: the store does not answer ({why})", reason="UNAVAILABLE")
