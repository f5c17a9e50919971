"""The asset: stored bytes, what they are, and what they came from."""

from pydantic import Field

from picturelock.kernel.nouns.base import Digest, Noun, Rate, Source


class MediaFacts(Noun):
    """What probing found. Zero or empty where the bytes have no such thing."""

    container: str = ""
    video_codec: str = ""
    audio_codec: str = ""
    width: int = Field(default=0, ge=0)
    height: int = Field(default=0, ge=0)
    frames: int = Field(default=0, ge=0)
    rate: Rate | None = None
    seconds: float = Field(default=0.0, ge=0)
    sample_rate: int = Field(default=0, ge=0)
    channels: int = Field(default=0, ge=0)


class Lineage(Noun):
    """What an asset came from."""

    script: Source | None = None
    brief_digest: Digest = ""
    prompt_digest: Digest = ""
    engine: str = ""
    engine_version: str = ""
    seed: int = 0
    parents: tuple[Digest, ...] = ()


class Asset(Noun):
    digest: Digest
    size: int = Field(ge=0)
    media_type: str
    facts: MediaFacts = MediaFacts()
    lineage: Lineage = Lineage()
    strip: Digest = ""
    """Thumbnail strip (JPEG): eight frames side by side, first to last."""
    poster: Digest = ""
    """The middle frame (JPEG), full size."""
    report: Digest = ""
    """The engine's account of the take (JSON)."""
