"""What a dialect is given, and what it gives back."""

from collections.abc import Callable
from typing import NamedTuple

from picturelock.compiler.model.fit import Extent
from picturelock.compiler.model.target import Target
from picturelock.kernel.nouns import Brief, Diagnostic, Piece


class Order(NamedTuple):
    """A checked brief, with the pictures that the engine is shown, and how it is to be delivered.

    `notes` say what was wrong with the take before.
    """

    brief: Brief
    target: Target
    made: Extent
    seed: int
    notes: tuple[str, ...]


class Draft(NamedTuple):
    """A text with its source map."""

    text: str
    pieces: tuple[Piece, ...]
    negative: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()


Speak = Callable[[Order], Draft]
