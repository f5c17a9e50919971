"""What can be set of continuity."""

import os

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from picturelock.continuity.model import Policy


class ContinuitySettings(BaseSettings):
    """`PICTURELOCK_CONTINUITY_*`, e.g. `PICTURELOCK_CONTINUITY_POLICY__FLICKER__ON=false`."""

    model_config = SettingsConfigDict(
        env_prefix="PICTURELOCK_CONTINUITY_",
        env_nested_delimiter="__",
        use_attribute_docstrings=True,
        nested_model_default_partial_update=True,
        frozen=True,
    )

    policy: Policy = Policy()
    children: int = Field(default_factory=lambda: os.cpu_count() or 1, ge=1)
    """Processes that look at takes side by side."""
