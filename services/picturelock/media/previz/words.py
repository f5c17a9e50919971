"""Finding a thing's kind in open words: whole words, singular or plural, hyphens and underscores read as spaces."""

import re
from collections.abc import Iterable
from functools import cache
from typing import TypeVar

T = TypeVar("T")
Table = Iterable[tuple[tuple[str, ...], T]]


def listed(text: str) -> tuple[str, ...]:
    return tuple(text.split(", "))


def plain(text: str) -> str:
    return text.lower().replace("_", " ").replace("-", " ")


def mentions(text: str, words: Iterable[str]) -> bool:
    """Whether one of the words, or its plural, is in the text."""
    return _pattern(tuple(words)).search(plain(text)) is not None


def last_named(text: str, table: Table[T]) -> T | None:
    """What the last word says that says anything: a Harbour Street is a street."""
    ends = ((_last_end(text, words), found) for words, found in table)
    end, found = max(ends, key=lambda each: each[0], default=((-1, 0), None))
    return found if end[0] >= 0 else None


def _last_end(text: str, words: tuple[str, ...]) -> tuple[int, int]:
    """Where the last mention ends and how long it is; -1 where there is none."""
    return max(((hit.end(), len(hit[0])) for hit in _pattern(words).finditer(plain(text))), default=(-1, 0))


def first_named(text: str, table: Table[T]) -> T | None:
    """What the first row says one of whose words is in the text."""
    return next((found for words, found in table if mentions(text, words)), None)


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})(?:s|es)?\b")
