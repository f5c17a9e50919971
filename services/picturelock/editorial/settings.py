"""How this site finishes its films: `PICTURELOCK_EDITORIAL_*`."""

import os
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from picturelock.editorial.model import Finish, Format
from picturelock.kernel.nouns import Rate


class EditorialSettings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="PICTURELOCK_EDITORIAL_", frozen=True, use_attribute_docstrings=True)

    slate: bool = True
    """Burn scene, shot, take and frame into the picture."""
    loudness: float = Field(default=-23.0, ge=-40.0, le=-5.0)
    """Integrated, in LUFS."""
    preset: str = Field(default="ultrafast", pattern="^(ultrafast|superfast|veryfast|faster|fast|medium|slow|slower)$")
    crf: int = Field(default=23, ge=0, le=51)
    jobs: int = Field(default_factory=lambda: os.cpu_count() or 1, ge=1, le=256)
    """Segments encoded side by side."""
    cache: Path | None = None
    """Where finished segments are kept; beside the project's other state when not set."""
    cache_bytes: int = Field(default=16 * 2**30, ge=0)
    """How much of them is kept; the longest unused go first."""

    def finish(self, rate: Rate, width: int, height: int) -> Finish:
        """How a film is finished here. An odd size becomes even, as H.264 with halved colour must be."""
        look = Format(width=width + width % 2, height=height + height % 2, rate=rate, preset=self.preset, crf=self.crf)
        return Finish(format=look, slate=self.slate, loudness=self.loudness)
