"""The still: a picture of one subject of the bible, made for reference. It is a picture of no shot, and no take."""

import re
from dataclasses import dataclass
from typing import Self

from picturelock.kernel.nouns.pictures import ReferenceOf

SCENE = "references"
"""Where the number of a shot begins with its scene's."""
NAME = re.compile(rf"{SCENE}_({'|'.join(ReferenceOf)})\.([a-z0-9_]{{1,80}})\.([1-9][0-9]{{0,3}})", re.ASCII)


@dataclass(frozen=True, slots=True)
class StillName:
    """What a still goes by where takes go by the numbers of their shots: `references_character.mara.1`."""

    of: ReferenceOf
    id: str
    number: int
    """Counts the stills of one subject from 1."""

    def __str__(self) -> str:
        return f"{SCENE}_{self.of}.{self.id}.{self.number}"

    @classmethod
    def read(cls, name: str) -> Self | None:
        """None for a shot's number, and for whatever else is no still's name."""
        found = NAME.fullmatch(name)
        return cls(ReferenceOf(found[1]), found[2], int(found[3])) if found else None


def is_still(key: str) -> bool:
    """Whether a shot's key or number is a still's instead."""
    return StillName.read(key.rpartition("/")[2]) is not None
