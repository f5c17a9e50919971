"""The take: one attempt of one engine at one prompt."""

from datetime import datetime

from pydantic import Field

from picturelock.kernel.nouns.base import Digest, Noun


class Staged(Noun):
    """Bytes an engine delivered, under the key they were staged with."""

    key: str
    digest: Digest
    size: int = Field(ge=0)
    media_type: str


class Take(Noun):
    """`number` counts a shot's takes from 1, as on a slate."""

    shot: str
    number: int = Field(ge=1)
    prompt_digest: Digest
    engine: str
    engine_version: str
    seed: int = Field(ge=0, lt=2**32)
    video: Staged
    report: Staged | None = None
    """The engine's own account of the take (JSON): where things stand in the frame, and in what light."""
    started: datetime
    finished: datetime
    reused: bool = False
    """The bytes were made for an identical prompt before; nothing was generated or paid."""

    @property
    def slate(self) -> str:
        return f"{self.shot}_tk{self.number:02d}"
