"""The take: one attempt of one engine at one prompt."""

from datetime import datetime

from pydantic import Field

from picturelock.kernel.nouns.base import Digest, Noun

ALTERNATES = 1000
"""Take 3's alternates are numbered 1003, 2003 and so on: no shot is shot so often."""


def alternate_number(of: int, which: int) -> int:
    """Of the first, the second, ... alternate of a take."""
    return ALTERNATES * which + of


def is_alternate(number: int) -> bool:
    """It came beside the take that was asked for, and waits for somebody to choose it."""
    return number >= ALTERNATES


def in_order(number: int) -> tuple[int, int]:
    """By which takes are sorted: each take is followed by its alternates."""
    which, of = divmod(number, ALTERNATES)
    return of, which


def slate_of(shot: str, number: int) -> str:
    """`sc010_sh0020_tk03`, or `sc010_sh0020_tk03alt1`."""
    of, which = in_order(number)
    return f"{shot}_tk{of:02d}" + (f"alt{which}" if which else "")


class Staged(Noun):
    """Bytes an engine delivered, under the key they were staged with."""

    key: str
    digest: Digest
    size: int = Field(ge=0)
    media_type: str


class Take(Noun):
    """`number` counts a shot's takes from 1, as on a slate; an alternate's is its take's, and thousands."""

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
        return slate_of(self.shot, self.number)
