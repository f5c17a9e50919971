"""Whether a film file is all there, by the boxes that MP4 and MOV are made of. No picture is decoded."""

from pathlib import Path
from typing import BinaryIO

HEADER, LONG_HEADER = 8, 16
TO_THE_END, IS_LONG = 0, 1
"""What a box's size may mean instead of its size."""
OPENING = b"ftyp"
NEEDED = frozenset({b"moov", b"mdat"})
"""The index, and the pictures."""


def breaks_off(film: Path) -> bool:
    """True for a film whose last box is longer than the file is, or that lacks a box. Of other files False."""
    size, names = film.stat().st_size, set[bytes]()
    with film.open("rb") as source:
        if source.read(HEADER)[4:] != OPENING:
            return False
        at = 0
        while at < size:
            source.seek(at)
            name, length = _box(source, size - at)
            names.add(name)
            at += length
    return at > size or not names >= NEEDED


def _box(source: BinaryIO, left: int) -> tuple[bytes, int]:
    """Name and length of the box that begins here; one whose header is cut is longer than what is `left`."""
    header = source.read(LONG_HEADER)
    if len(header) < HEADER:
        return b"", left + 1
    length, name = int.from_bytes(header[:4], "big"), header[4:8]
    if length == TO_THE_END:
        return name, left
    if length == IS_LONG:
        length = int.from_bytes(header[8:], "big") if len(header) == LONG_HEADER else left + 1
    return name, max(length, HEADER)
