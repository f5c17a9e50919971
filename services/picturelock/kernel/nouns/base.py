"""What all film nouns have in common."""

import hashlib
import json
from collections.abc import Collection
from fractions import Fraction
from functools import cache
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, StringConstraints


class Noun(BaseModel):
    """Frozen, and closed to fields nobody declared."""

    model_config = ConfigDict(frozen=True, extra="forbid")


Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-f]{6}$")]
"""sRGB, `#rrggbb` in lower case."""

Digest = Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{64})?$")]
"""SHA-256 in hex, or empty where there is none yet."""


class Rate(Noun):
    """Frames per second, exactly: 24 is 24/1, 23.976 is 24000/1001."""

    numerator: int = Field(default=24, gt=0)
    denominator: int = Field(default=1, gt=0)

    @property
    def fps(self) -> Fraction:
        return Fraction(self.numerator, self.denominator)

    def seconds(self, frames: int) -> float:
        return float(frames / self.fps)

    def frames(self, seconds: float) -> int:
        """The nearest whole number of frames."""
        return round(seconds * self.fps)


class Source(Noun):
    """Where a fact was read: a line of the script (1-based) or an entry of the bible."""

    file: str
    line: int = Field(default=0, ge=0)
    entry: str = ""
    """Dotted path inside the bible, e.g. `characters.mara.looks.storm`."""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where} ({self.entry})" if self.entry else where


def digest_of(noun: BaseModel, *, without: Collection[str] = ()) -> str:
    """SHA-256 (hex) of the canonical JSON of `noun`, leaving out every field, at any depth, named in `without`."""
    plain = noun.model_dump(mode="json", exclude=_exclusion(type(noun), frozenset(without)))
    said = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()


@cache
def _exclusion(kind: type[BaseModel], without: frozenset[str]) -> dict[str, Any]:
    """What pydantic is to leave out of `kind` and of the nouns inside it, spelled out field by field."""
    spelled: dict[str, Any] = {}
    for name, annotation in get_type_hints(kind).items():
        if name not in kind.model_fields:
            continue
        inner, many = _noun_in(annotation)
        if name in without:
            spelled[name] = True
        elif inner and (deeper := _exclusion(inner, without)):
            spelled[name] = {"__all__": deeper} if many else deeper
    return spelled


def _noun_in(annotation: Any) -> tuple[type[BaseModel] | None, bool]:
    """The noun that a field holds, if it holds one, and whether it holds many."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation, False
    many = get_origin(annotation) is tuple
    found = next((inner for part in get_args(annotation) if (inner := _noun_in(part)[0])), None)
    return found, many
