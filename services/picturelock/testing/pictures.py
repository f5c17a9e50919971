"""Pictures to hand in."""

import io
import random

from PIL import Image


def picture(kind: str = "PNG", size: tuple[int, int] = (320, 240), shade: int = 31) -> bytes:
    """Of one colour, so that it has few bytes."""
    out = io.BytesIO()
    Image.new("RGB", size, (138, shade, 31)).save(out, kind)
    return out.getvalue()


def noise(size: tuple[int, int], kind: str = "PNG", seed: int = 1) -> bytes:
    """What can't be compressed: it has about three bytes a pixel as PNG."""
    out = io.BytesIO()
    Image.frombytes("RGB", size, random.Random(seed).randbytes(3 * size[0] * size[1])).save(out, kind)
    return out.getvalue()
