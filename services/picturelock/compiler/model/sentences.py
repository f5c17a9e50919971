"""Sentences made of clauses that can be left out whole, least important first, until the text fits."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import NamedTuple

from picturelock.kernel.nouns import Piece, Source


class Rank(IntEnum):
    """What is left out first, upwards; `MUST` never is."""

    HIDDEN = 0
    FEATURE = 1
    LOOK = 2
    LENS = 3
    PLACE = 4
    BLOCKING = 5
    WEATHER = 6
    PROP = 7
    PERSON = 8
    WARDROBE = 9
    SPEECH = 10
    ACTION = 11
    NOTE = 12
    MUST = 13


class Clause(NamedTuple):
    text: str
    what: str
    rank: Rank
    source: Source | None = None


class Sentence(NamedTuple):
    """`opening` + clauses joined by `joint`, the last one by `last` + `closing`; nothing when no clause is left."""

    clauses: tuple[Clause, ...]
    opening: str = ""
    closing: str = ""
    joint: str = ", "
    last: str = " and "


class Fitted(NamedTuple):
    text: str
    pieces: tuple[Piece, ...]
    left_out: tuple[Clause, ...]
    fits: bool
    """False when even what must be said is too long; then `text` is just that."""


def fit_sentences(sentences: Sequence[Sentence], length: Callable[[str], int], most: int | None) -> Fitted:
    """Leave out as few clauses as will do, in order of rank, of one rank the last first."""
    spare = _in_order_of_leaving(sentences)

    def text_without(count: int) -> str:
        return _render(sentences, frozenset(spare[:count]))[0]

    count = 0
    if most is not None and length(text_without(0)) > most:
        count = bisect_left(range(len(spare)), -most, key=lambda n: -length(text_without(n)))
    text, spans = _render(sentences, frozenset(spare[:count]))
    pieces = tuple(Piece(start=a, end=b, what=said.what, source=said.source) for a, b, said in spans)
    left_out = tuple(sentences[row].clauses[column] for row, column in spare[:count])
    return Fitted(text, pieces, left_out, most is None or length(text) <= most)


Place = tuple[int, int]
Span = tuple[int, int, Clause]


def _in_order_of_leaving(sentences: Sequence[Sentence]) -> list[Place]:
    """Where the clauses stand that may go, as (sentence, clause)."""
    spare = [
        (clause.rank, -row, -column)
        for row, sentence in enumerate(sentences)
        for column, clause in enumerate(sentence.clauses)
        if clause.rank is not Rank.MUST
    ]
    return [(-row, -column) for _, row, column in sorted(spare)]


def _render(sentences: Sequence[Sentence], gone: frozenset[Place]) -> tuple[str, list[Span]]:
    parts: list[str] = []
    spans: list[Span] = []
    at = 0
    for row, sentence in enumerate(sentences):
        kept = [clause for column, clause in enumerate(sentence.clauses) if (row, column) not in gone]
        if not kept:
            continue
        joints = [*[sentence.joint] * (len(kept) - 2), sentence.last] if len(kept) > 1 else []
        opening = f" {sentence.opening}" if parts else sentence.opening
        for before, clause in zip((opening, *joints), kept, strict=True):
            start = at + len(before)
            at = start + len(clause.text)
            parts += (before, clause.text)
            spans.append((start, at, clause))
        parts.append(sentence.closing)
        at += len(sentence.closing)
    return "".join(parts), spans
