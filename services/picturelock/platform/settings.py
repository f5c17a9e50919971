"""What a deployment is told: where its engines are, where it listens, and whom it trusts.

Settings come from the environment (`PICTURELOCK_*`). A YAML file named by `PICTURELOCK_CONFIG` is the environment by
another name: `listen: ...` is PICTURELOCK_LISTEN, `gateway: {lease_seconds: 10}` is PICTURELOCK_GATEWAY_LEASE_SECONDS.
What the environment says itself wins.
"""

import ipaddress
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from picturelock.kernel.errors import Invalid

PREFIX = "PICTURELOCK_"
Address = str
"""`host:port`."""


class PlatformSettings(BaseModel):
    """`PICTURELOCK_*`. The services' own settings begin with their name: `PICTURELOCK_GATEWAY_LEASE_SECONDS`."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    kafka: str = "127.0.0.1:9092"
    """Kafka's bootstrap servers: `host:port`, several with commas between."""
    kafka_prefix: str = ""
    """Put before the names of all topics and groups, so that several deployments can share a cluster."""
    kafka_partitions: int = Field(default=12, ge=1, le=1000)
    """Partitions of every topic: the most copies of a service that can share its work."""
    kafka_replication: int = Field(default=1, ge=1, le=9)
    """Copies of every topic that the cluster keeps; 3 in production."""
    kafka_security: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = "PLAINTEXT"
    """How Kafka is spoken to."""
    kafka_ca: Path | None = None
    """The certificate authority of Kafka's certificates (PEM)."""
    kafka_user: str = ""
    """For SASL (SCRAM-SHA-512)."""
    kafka_password: SecretStr = SecretStr("")
    """For SASL."""
    instance: str = ""
    """Names this copy of its services, e.g. after its pod: one that starts again by the same name gets its partitions
    back at once. Unique among the copies; empty for a copy without a name."""
    mongo: SecretStr = SecretStr("mongodb://127.0.0.1:27017")
    """Address of the store of records, with its user and password if it has any."""
    mongo_database: str = "picturelock"
    """Name of the database."""
    mongo_driver: Literal["motor", "pymongo"] = "motor"
    """Which client goes there: Motor, or PyMongo's own asynchronous one."""
    s3: SecretStr = SecretStr("http://127.0.0.1:9000")
    """Address of the S3 store: `http(s)://key:secret@host:port`."""
    s3_bucket: str = "picturelock"
    """Name of the bucket; it is made when there is none."""
    s3_region: str = "us-east-1"
    """The store's region."""
    s3_public: str = ""
    """`host:port` under which clients reach the store, when it is another than the services': links are made for it."""
    s3_delivery: str = ""
    """`host:port` under which workers reach the store, when it is another than the clients'."""
    listen: Address = "127.0.0.1:7400"
    """Where the gRPC door listens. Beyond this machine only when there are tokens."""
    http_listen: str = "127.0.0.1:7480"
    """Where the HTTP door and the probes listen; `off` for none."""
    peers: Mapping[str, Address] = Field(default_factory=dict)
    """Where the other services are, `registry=host:port,gateway=host:port`: any door answers for all it knows."""
    admin_token: SecretStr = SecretStr("")
    """A token of role admin, to enter a new deployment; at least 24 characters."""
    tenant: str = "local"
    """The tenant of that token, and of everybody while there are no tokens."""
    tls_cert: Path | None = None
    """The doors' certificate chain (PEM). With it they speak TLS alone."""
    tls_key: Path | None = None
    """Its private key (PEM)."""
    tls_client_ca: Path | None = None
    """Set, callers must show a certificate signed by this authority (mTLS)."""
    peer_ca: Path | None = None
    """The authority by which the peers' certificates are checked; empty for peers without TLS."""
    scratch: Path = Path("/tmp/picturelock")  # noqa: S108 what lies there may be lost
    """A folder for what may be lost."""
    otlp: str = ""
    """Where traces and metrics are sent, e.g. `http://collector:4317`; empty for nowhere."""
    trace_ratio: float = Field(default=1.0, ge=0, le=1)
    """Share of the requests that are traced."""
    log: Literal["text", "json"] = "text"
    """How log lines look."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    """From which level lines are logged."""
    drain_seconds: float = Field(default=20.0, ge=0)
    """How long a service that is told to stop may go on with what it has begun."""

    @field_validator("peers", mode="before")
    @classmethod
    def _peers(cls, said: Any) -> Any:
        if not isinstance(said, str):
            return said
        pairs = [pair.strip().partition("=") for pair in said.split(",") if pair.strip()]
        return {name.strip(): address.strip() for name, _, address in pairs}

    @field_validator("peers")
    @classmethod
    def _peer_addresses(cls, said: Mapping[str, str]) -> Mapping[str, str]:
        for name, address in said.items():
            _address(address, f"{name}=")
        return said

    @field_validator("listen", "http_listen")
    @classmethod
    def _listens(cls, said: str) -> str:
        return "" if said in ("", "off") else _address(said)

    @field_validator("s3")
    @classmethod
    def _store(cls, said: SecretStr) -> SecretStr:
        at = urlsplit(said.get_secret_value())
        if at.scheme not in ("http", "https") or not at.hostname:
            raise ValueError("is no address of an S3 store; use http://key:secret@host:port")
        return said

    @classmethod
    def read(cls) -> Self:
        """From the environment. Raises Invalid with every setting that is wrong."""
        said = {name: os.environ.get(f"{PREFIX}{name.upper()}", "") for name in cls.model_fields}
        try:
            return cls(**{name: value for name, value in said.items() if value})
        except ValidationError as error:
            raise Invalid([_said(each) for each in error.errors()], reason="CONFIG") from None


def read_file() -> None:
    """Put what the file says into the environment, where it says nothing itself. Raises Invalid."""
    named = os.environ.get(f"{PREFIX}CONFIG", "")
    if not named:
        return
    try:
        said = YAML(typ="safe").load(Path(named).read_bytes())
    except OSError as error:
        raise Invalid(
            f"{named}: cannot be read ({error.strerror}); check PICTURELOCK_CONFIG", reason="CONFIG"
        ) from None
    except YAMLError as error:
        raise Invalid(f"{named}: is no YAML: {' '.join(str(error).split())}", reason="CONFIG") from None
    if said is not None and not isinstance(said, dict):
        raise Invalid(f"{named}: has no settings in it; write `name: value` lines", reason="CONFIG")
    for name, value in _flat(said or {}, PREFIX):
        os.environ.setdefault(name, value)


def _flat(said: Mapping[str, Any], prefix: str, between: str = "_") -> Iterator[tuple[str, str]]:
    """Sections are put before their names; what lies deeper in a service's section is parted by two underlines."""
    for name, value in said.items():
        full = f"{prefix}{name}".upper()
        if name == "peers" and isinstance(value, dict):
            yield full, ",".join(f"{peer}={address}" for peer, address in value.items())
        elif isinstance(value, dict):
            yield from _flat(value, f"{full}{between}", "__")
        else:
            yield full, str(value).lower() if isinstance(value, bool) else str(value)


def _address(said: str, what: str = "") -> str:
    host, _, port = said.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65535:  # noqa: PLR2004
        raise ValueError(f"{what}{said!r} is no address; use host:port")
    return said


def _said(error: Any) -> str:
    name = str(error["loc"][0]) if error["loc"] else "settings"
    given = "" if "input" not in error or name in ("mongo", "s3", "admin_token") else f" (given: {error['input']!r})"
    return f"{PREFIX}{name.upper()}: {error['msg'].removeprefix('Value error, ')}{given}"


def is_loopback(address: str) -> bool:
    """Whether only this machine can reach what listens there."""
    host = address.rpartition(":")[0].strip("[]")
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
