"""Whether a film that came is all there, by the boxes that MP4 and MOV are made of. No picture is decoded."""

import base64
import binascii
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from picturelock.gateway.ports import Declined, Failure
from picturelock.kernel.errors import Transient

HEADER, LONG_HEADER = 8, 16
TO_THE_END, IS_LONG = 0, 1
"""What a box's size may mean instead of its size."""
OPENING = b"ftyp"
NEEDED = frozenset({b"moov", b"mdat"})
"""The index, and the pictures."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came: a film, or a still in place of one."""

    video: Path
    report: Path | None = None


def unpack(uri: str, film: Path, where: str) -> None:
    """A film that came inside an answer, as `data:video/mp4;base64,...`. Raises Transient, or Declined, for no film."""
    try:
        film.write_bytes(base64.b64decode(uri.partition(",")[2], validate=True))
    except binascii.Error as error:
        raise Transient(f"{where}: what came is no base64 ({error})") from error
    must_be_whole(where, film)


def must_be_whole(where: str, film: Path, said: int | None = None) -> None:
    """`said` is how many bytes it was to be. Raises Transient, or Declined for one with nothing in it."""
    size = film.stat().st_size
    if said not in (None, size):
        raise Transient(f"{where}: {size} of {said} bytes came")
    if size == 0:
        raise Declined(Failure.BAD_OUTPUT, f"{where}: holds nothing")
    if breaks_off(film):
        raise Transient(f"{where}: the film breaks off after {size} bytes")


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
