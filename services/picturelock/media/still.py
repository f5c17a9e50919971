"""Still pictures that people hand in: whether they can be used, and copies that are small enough to be sent along."""

import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps

from picturelock.kernel.errors import Invalid
from picturelock.media.container import JPEG, STILLS, container_of, opened

MOST_BYTES = 20_000_000
LEAST_SIDE = 64
"""Pixels. On less than that nobody can be made out."""
QUALITY = 95
SMALLER = 0.8
"""Of the sides of one copy, those of the next."""
READ = ("PNG", "JPEG", "WEBP")


@dataclass(frozen=True, slots=True)
class Still:
    data: bytes
    media_type: str


def look_at(path: Path) -> None:
    """Decode it, whole. Raises Invalid for what is no PNG, JPEG or WebP, broken, too large or too small."""
    if path.stat().st_size > MOST_BYTES:
        raise Invalid(f"{path.name}: has {path.stat().st_size:,} bytes, more than {MOST_BYTES:,}; make it smaller")
    if container_of(path) not in STILLS:
        raise Invalid(f"{path.name}: is no picture but a film or a sound; give a PNG, JPEG or WebP")
    with opened(path) as container:
        frame = next(iter(container.decode(video=0)), None)
    if frame is None:
        raise Invalid(f"{path.name}: holds no picture that can be decoded; save it anew as PNG, JPEG or WebP")
    if min(frame.width, frame.height) < LEAST_SIDE:
        size = f"{frame.width}x{frame.height}"
        raise Invalid(f"{path.name}: is {size}, less than {LEAST_SIDE} pixels on a side; give a larger picture")


def fitted(path: Path, most: int) -> Still:
    """The picture's own bytes where they are `most` or fewer, else a JPEG, no smaller than it must be.

    The same picture always gives the same copy. Raises Invalid where it can't be read.
    """
    data = path.read_bytes()
    if len(data) <= most:
        return Still(data, STILLS[container_of(path)])
    try:
        with Image.open(path, formats=READ) as opened_picture:
            picture = ImageOps.exif_transpose(opened_picture).convert("RGBA")
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        raise Invalid(f"{path.name}: can't be made smaller ({error}); save it anew as PNG or JPEG") from error
    flat = Image.new("RGB", picture.size, "white")
    flat.paste(picture, mask=picture)
    return Still(_within(flat, most), STILLS[JPEG])


def _within(picture: Image.Image, most: int) -> bytes:
    while True:
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=QUALITY, subsampling=0)
        if out.tell() <= most or min(picture.size) == 1:
            return out.getvalue()
        smaller = [max(1, round(side * SMALLER)) for side in picture.size]
        picture = picture.resize((smaller[0], smaller[1]), Image.Resampling.LANCZOS)
