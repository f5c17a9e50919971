"""Still pictures that people hand in: whether they can be used, and copies that are small enough to be sent along."""

import io
from contextlib import suppress
from pathlib import Path

from PIL import Image, ImageOps

from picturelock.kernel.errors import Invalid
from picturelock.media.container import JPEG, PNG, WEBP, container_of, opened

MOST_BYTES = 20_000_000
LEAST_SIDE = 64
"""Pixels. On less than that nobody can be made out."""
QUALITY = 95
SMALLER = 0.8
"""Of the sides of one copy, those of the next."""
READ = ("PNG", "JPEG", "WEBP")
ENDS = {".png": b"IEND\xaeB`\x82", ".jpg": b"\xff\xd9"}
TAIL = 64
"""How they end, but for a few bytes of padding."""
RIFF_HEADER = 8
"""Bytes that a WebP's own size does not count."""
SUFFIXES = {PNG: ".png", JPEG: ".jpg", WEBP: ".webp"}


def look_at(path: Path) -> None:
    """Decode it, whole. Raises Invalid for what is no PNG, JPEG or WebP, broken, too large or too small."""
    if path.stat().st_size > MOST_BYTES:
        raise Invalid(f"{path.name}: has {path.stat().st_size:,} bytes, more than {MOST_BYTES:,}; make it smaller")
    if container_of(path) not in SUFFIXES:
        raise Invalid(f"{path.name}: is no picture but a film or a sound; give a PNG, JPEG or WebP")
    with opened(path) as container:
        frame = next(iter(container.decode(video=0)), None)
    if frame is None:
        raise Invalid(f"{path.name}: holds no picture that can be decoded; save it anew as PNG, JPEG or WebP")
    if min(frame.width, frame.height) < LEAST_SIDE:
        size = f"{frame.width}x{frame.height}"
        raise Invalid(f"{path.name}: is {size}, less than {LEAST_SIDE} pixels on a side; give a larger picture")


def suffix_of(path: Path) -> str:
    """As files of its kind are called, by its first bytes: `.png`, `.jpg`, `.webp`; empty for what is no picture."""
    with suppress(Invalid):
        return SUFFIXES.get(container_of(path), "")
    return ""


def is_cut_short(path: Path) -> bool:
    """True for a picture of which the end is missing. Of other files False."""
    kind = suffix_of(path)
    if not kind or path.stat().st_size > MOST_BYTES:
        return False
    data = path.read_bytes()
    if kind in ENDS:
        return ENDS[kind] not in data[-TAIL:]
    return len(data) < int.from_bytes(data[4:8], "little") + RIFF_HEADER


def shrunk(path: Path, most: int) -> bytes:
    """The picture as a JPEG of at most so many bytes, and no smaller than it must be.

    What is transparent becomes white. The same picture always gives the same bytes. Raises Invalid where it can't be
    read.
    """
    try:
        with Image.open(path, formats=READ) as coded:
            picture = ImageOps.exif_transpose(coded).convert("RGBA")
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        raise Invalid(f"{path.name}: can't be made smaller ({error}); save it anew as PNG or JPEG") from error
    flat = Image.new("RGB", picture.size, "white")
    flat.paste(picture, mask=picture)
    return _within(flat, most)


def _within(picture: Image.Image, most: int) -> bytes:
    while True:
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=QUALITY, subsampling=0)
        if out.tell() <= most or min(picture.size) == 1:
            return out.getvalue()
        smaller = [max(1, round(side * SMALLER)) for side in picture.size]
        picture = picture.resize((smaller[0], smaller[1]), Image.Resampling.LANCZOS)
