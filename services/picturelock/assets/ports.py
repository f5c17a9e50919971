"""What assets needs beside the store: somebody who can look into a file."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from picturelock.kernel.nouns import MediaFacts


@dataclass(frozen=True, slots=True)
class Examined:
    """`strip` and `poster` are JPEG files' bytes."""

    facts: MediaFacts
    strip: bytes
    poster: bytes


class Examiner(Protocol):
    async def examine(self, video: Path) -> Examined:
        """Raises Refused when the file is no video that may be opened."""

    async def look(self, file: Path, called: str) -> Examined:
        """At a picture, a video or a sound; a sound has neither strip nor poster. Raises Invalid, by that name."""
