"""What can be set of assets."""

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class AssetsSettings(BaseSettings):
    """`PICTURELOCK_ASSETS_*`."""

    model_config = SettingsConfigDict(env_prefix="PICTURELOCK_ASSETS_", frozen=True, use_attribute_docstrings=True)

    children: int = Field(default=1, ge=1)
    """Processes that look into files side by side."""
    most_upload_bytes: int = Field(default=2 * 2**30, ge=1)
    """The largest file that may be uploaded for reference."""
