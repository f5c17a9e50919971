"""What can be set of the gateway, and of a render worker."""

import os
import socket
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from picturelock.gateway.model import Limit


def _name() -> str:
    return f"{socket.gethostname()}-{os.getpid()}"


class ModelSettings(BaseModel):
    """What may be bought of one model, at once and in a day of UTC, of each account. None is what its provider has."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    slots: int | None = Field(default=None, ge=1)
    daily: int | None = Field(default=None, ge=0)


class ProviderSettings(BaseModel):
    """One provider's account. `url` empty is its own address; `key` empty, only tenants with keys of their own buy.

    `slots` are takes bought at once of each of its engines, `at_once` and `daily` of all of them together; `models` may
    say otherwise of some, by what stands behind the slash of the engine's name. A tenant's own account has the same
    limits, and counts for itself. `webhook_secret` is what Kling's console shows; the others sign without one, or not.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: SecretStr = SecretStr("")
    url: str = ""
    webhook_secret: SecretStr = SecretStr("")
    slots: int = Field(default=4, ge=1)
    at_once: int | None = Field(default=None, ge=1)
    daily: int | None = Field(default=None, ge=0)
    models: dict[str, ModelSettings] = Field(default_factory=dict)
    horizon: float | None = Field(default=None, gt=0)
    """Seconds after which a job that can't be found was never accepted; the adapter's own when not given."""

    @property
    def whole(self) -> Limit:
        return Limit(at_once=self.at_once, daily=self.daily)

    def limit(self, engine: str) -> Limit:
        said = self.models.get(engine.partition("/")[2], ModelSettings())
        return Limit(at_once=said.slots or self.slots, daily=said.daily)


class GatewaySettings(BaseSettings):
    """`PICTURELOCK_GATEWAY_*`."""

    model_config = SettingsConfigDict(
        env_prefix="PICTURELOCK_GATEWAY_", frozen=True, use_attribute_docstrings=True, env_ignore_empty=True
    )

    lease_seconds: float = Field(default=30.0, gt=0)
    """A worker that is silent for so long is taken for dead."""
    slots: int = Field(default_factory=lambda: os.cpu_count() or 1, ge=0)
    """Takes made at once inside this process; 0 leaves all of them to workers elsewhere."""
    faults: str = ""
    """Rates at which previz errs on purpose, e.g. `wardrobe=0.15,black=0.05`."""
    engines: dict[str, str] = Field(default_factory=dict)
    """Engines' versions by name, as JSON, where they are not to be the built-in ones: `{"previz": "instant-1"}`."""
    installed: tuple[str, ...] = ()
    """Engines that installed packages bring and that takes are made with in this process, as JSON: `["board"]`."""
    name: str = Field(default_factory=_name)
    """Unique among the copies of the gateway."""
    providers: dict[str, ProviderSettings] = Field(default_factory=dict)
    """Whom takes are bought of, as JSON: `{"runway": {"key": "...", "slots": 4, "at_once": 6, "daily": 500}}`."""
    webhooks: str = ""
    """Where providers reach this deployment's HTTP door, to post news of their jobs: `https://studio.example`. Empty,
    they are only asked."""
    sealing_key: SecretStr = SecretStr("")
    """Seals tenants' own keys to providers where they are kept: 32 random characters or more; keep it safe."""
    prices: Path | None = None
    """A price book of your own (YAML), for all or some projects: for the engines that it names, it replaces ours."""
    farm: str = "farm"
    """The tenant whose workers serve all tenants."""

    @field_validator("webhooks")
    @classmethod
    def _reached_by(cls, said: str) -> str:
        at = urlsplit(said)
        if said and (at.scheme not in ("http", "https") or not at.hostname or at.query or at.fragment or at.username):
            raise ValueError(f"{said!r} is no address that a path can be put to; use https://studio.example")
        return said.rstrip("/")


class WorkerSettings(BaseSettings):
    """`PICTURELOCK_WORKER_*`: of a render worker that is a process of its own."""

    model_config = SettingsConfigDict(env_prefix="PICTURELOCK_WORKER_", frozen=True, use_attribute_docstrings=True)

    gateway: str = "127.0.0.1:7400"
    """Where the gateway's gRPC door is: `host:port`."""
    engine: str = "previz"
    """The engine to run: a built-in one, `comfyui:FILE` for a workflow, `exec:FILE` for a command line, or
    `module:attr` for a site's own."""
    slots: int = Field(default_factory=lambda: os.cpu_count() or 1, ge=1)
    """Takes made at once."""
    tags: dict[str, str] = Field(default_factory=dict)
    """What the worker has, as JSON: `{"gpu": "24", "site": "berlin"}`."""
    name: str = Field(default_factory=_name)
    """Unique among the tenant's workers. Of one that starts again by the same name, what it held is free at once."""
    token: SecretStr = SecretStr("")
    """Of role worker. Its tenant says whose takes it may have."""
    ca: Path | None = None
    """The authority by which the gateway's certificate is checked (PEM); empty for a door without TLS."""
    cert: Path | None = None
    """The certificate to show (PEM), where the gateway asks for one."""
    key: Path | None = None
    """Its private key (PEM)."""
    grace: float = Field(default=20.0, ge=0)
    """Seconds that takes may still need once the worker is told to stop; what is not made by then is given back."""
    faults: str = ""
    """Rates at which previz errs on purpose, e.g. `wardrobe=0.15,black=0.05`."""
