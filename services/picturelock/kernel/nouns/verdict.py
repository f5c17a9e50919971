"""Findings and the verdict that follows from them."""

from enum import StrEnum

from pydantic import Field

from picturelock.kernel.nouns.base import Digest, Noun


class Decision(StrEnum):
    PASS = "pass"  # noqa: S105
    RETAKE = "retake"
    HOLD = "hold"


class Finding(Noun):
    """One measured thing about a take that is out of its limits. Frames are counted from 0; `last` is inclusive."""

    code: str
    """Stable, e.g. `black_frames`."""
    message: str
    note: str = ""
    """What to tell the engine next time, in plain words."""
    subject: str = ""
    """Id of the character or prop concerned, or empty."""
    first: int = Field(default=0, ge=0)
    last: int = Field(default=0, ge=0)
    measured: float
    threshold: float
    unit: str = ""
    decision: Decision
    evidence: Digest = ""
    """A picture (JPEG) that shows it."""


class Verdict(Noun):
    decision: Decision
    findings: tuple[Finding, ...] = ()
    measured_by: str = ""
    """The inspector and its version."""
    score: float = Field(default=0.0, ge=0)
    """Sum of how far each finding is out of its limit; of rejected takes the one with the least is the best."""
