"""The prompt: a brief compiled for one engine."""

from enum import StrEnum

from pydantic import Field

from picturelock.kernel.nouns.base import Digest, Noun, Rate, Source, digest_of


class Severity(StrEnum):
    WARNING = "warning"
    ERROR = "error"


class Diagnostic(Noun):
    """Something the compiler wants a person to know. `code` is stable: `E...` refuses the brief, `W...` does not."""

    code: str
    severity: Severity
    message: str
    source: Source | None = None


class Piece(Noun):
    """Characters `start` to `end` (exclusive) of the prompt's text, and what they came from."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    what: str
    """The brief's field, e.g. `cast.mara.wardrobe.coat`."""
    source: Source | None = None


SENT = (
    "engine", "text", "negative", "parameters", "width", "height", "frames", "rate", "seed", "references",
    "first_frame",
)  # fmt: skip
"""The fields an engine is sent. Only they make the digest."""


class Prompt(Noun):
    """Exactly what will be sent to `engine`. `frames` may be more than the brief's: the engine's lattice decides."""

    shot: str
    brief_digest: Digest
    engine: str
    text: str
    negative: str = ""
    parameters: dict[str, str] = Field(default_factory=dict)
    width: int = Field(gt=0)
    height: int = Field(gt=0)
    frames: int = Field(gt=0)
    rate: Rate
    timed_by_engine: bool = False
    """The engine decides length and rate; `frames` at `rate` is how long the take must last at least."""
    seed: int = Field(ge=0, lt=2**32)
    references: tuple[Digest, ...] = ()
    """Digests of reference images."""
    first_frame: Digest = ""
    """Digest of the picture that the take begins with; empty when the engine is free to begin."""
    pieces: tuple[Piece, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def pictures(self) -> tuple[str, ...]:
        """Digests of all pictures that the engine is shown, the first frame first."""
        return tuple(filter(None, (self.first_frame, *self.references)))

    @property
    def digest(self) -> str:
        """Without a first frame it is what it was before there were any."""
        unsent = set(type(self).model_fields) - set(SENT)
        return digest_of(self, without=unsent if self.first_frame else unsent | {"first_frame"})
