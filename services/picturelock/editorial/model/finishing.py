"""Who is finishing a film, and how far it is."""

from datetime import datetime
from typing import Self

from picturelock.kernel.nouns import Noun
from picturelock.kernel.records import Record


class Progress(Noun):
    """How far the finishing of a film is: segments ready, of how many."""

    ready: int = 0
    segments: int = 0


class Finishing(Record):
    """One copy of the service finishes a film; `until` it falls silent, no other does the same assembly."""

    assembly: str
    by: str
    until: datetime
    progress: Progress = Progress()
    is_over: bool = False

    def is_somebody_elses(self, assembly: str, copy: str, now: datetime) -> bool:
        return not self.is_over and self.by != copy and self.assembly == assembly and now < self.until

    def ended(self) -> Self:
        return self.but(is_over=True, progress=Progress())
