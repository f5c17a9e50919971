"""What can be set of the registry."""

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class RegistrySettings(BaseSettings):
    """`PICTURELOCK_REGISTRY_*`."""

    model_config = SettingsConfigDict(env_prefix="PICTURELOCK_REGISTRY_", frozen=True, use_attribute_docstrings=True)

    most_revisions: int = Field(default=4, ge=0)
    """How often a rejected shot is sent down the line again before it is held for a person."""
