"""What can be set of the gateway, and of a render worker."""

import os

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class GatewaySettings(BaseSettings):
    """`PICTURELOCK_GATEWAY_*`."""

    model_config = SettingsConfigDict(env_prefix="PICTURELOCK_GATEWAY_", frozen=True)

    lease_seconds: float = Field(default=30.0, gt=0)
    """A worker that is silent for so long is taken for dead."""
    slots: int = Field(default_factory=lambda: os.cpu_count() or 1, ge=0)
    """Takes made at once inside this process; 0 leaves all of them to workers elsewhere."""
    faults: str = ""
    """Rates at which previz errs on purpose, e.g. `wardrobe=0.15,black=0.05`."""
    engines: dict[str, str] = Field(default_factory=dict)
    """Engines' versions by name, as JSON, where they are not to be the built-in ones: `{"previz": "instant-1"}`."""
    farm: str = "farm"
    """The tenant whose workers serve all tenants."""
