"""Says of each stretch of a prompt what it came from."""

from itertools import zip_longest
from typing import NamedTuple

from picturelock.kernel.nouns import Prompt, Source


class Explained(NamedTuple):
    """A stretch of the text, the fact of the brief that it says, and where that was read."""

    excerpt: str
    what: str
    source: Source | None


def explain(prompt: Prompt) -> tuple[Explained, ...]:
    """In the order of the text; of pieces within pieces the innermost, of empty ones none."""
    stretches = (
        Explained(prompt.text[piece.start : piece.end], piece.what, piece.source)
        for piece, following in zip_longest(prompt.pieces, prompt.pieces[1:])
        if following is None or following.start >= piece.end
    )
    return tuple(stretch for stretch in stretches if any(map(str.isalnum, stretch.excerpt)))
