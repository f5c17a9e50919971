"""Text cut into pieces that a shot can hold: at the ends of sentences, else of clauses, else at commas."""

import re
from collections.abc import Callable, Iterator

PIECE_WORDS = 16
"""About what each piece of a longer speech or sentence is cut down to."""
LONGEST_SENTENCE = 30
TAIL_WORDS = 4
SENTENCE_END = re.compile(
    r"(?<=[.!?…])(?<!\bMr\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bSt\.)(?<!\bMrs\.)[\"')\]]*\s+(?=[\"'(\[]*[A-Z0-9*])|\s+--\s+(?=[A-Z])"
)
CLAUSE_END = re.compile(r"(?<=[;:,])\s+(?=(?:and|but|then|while|as|when|which|who|where|he|she|they)\b)|(?<=;)\s+")


def sentences(text: str, line: int, longest: int) -> Iterator[tuple[str, int]]:
    """The sentences of `text`, each with the line it begins on; those too long for a shot cut at a clause."""
    at = 0
    for end in (*(hit for hit in SENTENCE_END.finditer(text)), None):
        stop, after = (end.start(), end.end()) if end else (len(text), len(text))
        raw = text[at : stop + len(text[stop:after].rstrip())] if end else text[at:]
        begins = line + text.count("\n", 0, at)
        said = " ".join(raw.split())
        if said:
            yield from ((piece, begins) for piece in _clauses(said, longest))
        at = after


def _clauses(sentence: str, longest: int) -> list[str]:
    """The sentence in pieces of at most `longest` words, cut at clauses if it can be; no piece is a mere tail."""
    if len(sentence.split()) <= longest:
        return [sentence]
    joined: list[str] = []
    for piece in CLAUSE_END.split(sentence):
        if joined and (_words(joined[-1]) + _words(piece) <= PIECE_WORDS or _words(piece) < TAIL_WORDS):
            joined[-1] = f"{joined[-1]} {piece}"
        elif piece:
            joined.append(piece)
    return [part for piece in joined for part in _by_words(piece, longest)]


def _words(text: str) -> int:
    return len(text.split())


def _by_words(piece: str, longest: int) -> list[str]:
    """Halved at the comma nearest to the middle, or in the middle, until no half is too long."""
    words = piece.split()
    if len(words) <= longest + TAIL_WORDS:
        return [piece]
    commas = [at for at, word in enumerate(words, 1) if word.endswith((",", ";", ":", "--")) and at >= TAIL_WORDS]
    half = min((at for at in commas if len(words) - at >= TAIL_WORDS), default=len(words) // 2, key=_off(len(words)))
    return [part for side in (words[:half], words[half:]) for part in _by_words(" ".join(side), longest)]


def _off(words: int) -> Callable[[int], int]:
    return lambda at: abs(2 * at - words)


def gathered(sentences: Iterator[tuple[str, int]], limit: int) -> Iterator[tuple[str, int]]:
    """Neighbouring sentences put together as long as they stay within `limit` words."""
    text, line, words = "", 0, 0
    for sentence, at in sentences:
        count = len(sentence.split())
        if text and words + count > limit:
            yield text, line
            text, words = "", 0
        line = line if text else at
        text, words = f"{text} {sentence}" if text else sentence, words + count
    if text:
        yield text, line
