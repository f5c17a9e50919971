"""What lies over every picture: the vignette and the grain, in one pass."""

from functools import lru_cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from picturelock.media.previz.plates import Pixels, image_of

Values = NDArray[np.float32]

GRAINS = 7
"""Grain pictures that take turns."""
LARGE, FEW = 1920 * 1200, 3
"""Frames of more pixels than that have only a few, or they would fill the memory."""
VIGNETTE = 0.24
"""Light lost in the corners."""
LEAST_GRAIN = 0.006
"""Mean opacity of the grain: enough that a still scene is never a frozen one."""


def vignette(width: int, height: int) -> Values:
    """(height, width): how much darker each pixel is, 0 to VIGNETTE."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    far = ((x / width - 0.5) * 2) ** 2 + ((y / height - 0.5) * 2) ** 2
    return np.asarray(np.clip((far - 0.55) / 1.45, 0, 1) ** 1.5 * VIGNETTE, np.float32)


def darkened(width: int, height: int, x: float, y: float) -> float:
    """What the vignette leaves of the light at a pixel."""
    far = ((x / width - 0.5) * 2) ** 2 + ((y / height - 0.5) * 2) ** 2
    return float(1 - min(1.0, max(0.0, (far - 0.55) / 1.45)) ** 1.5 * VIGNETTE)


@lru_cache(maxsize=2)
def films(width: int, height: int, grain: float) -> list[Any]:
    """Pictures to be laid over the frames in turn: black for the vignette, black and white specks for the grain."""
    random = np.random.default_rng(7)
    edge = vignette(width, height)
    return [
        image_of(_film(edge, LEAST_GRAIN + grain * 0.02, random))
        for _ in range(GRAINS if width * height <= LARGE else FEW)
    ]


def _film(edge: Values, strength: float, random: np.random.Generator) -> Pixels:
    height, width = edge.shape
    cell = max(2, round(height / 260))
    specks = random.normal(0, 1, (height // cell + 2, width // cell + 2)).astype(np.float32)
    noise = cv2.resize(specks, (width, height), interpolation=cv2.INTER_LINEAR) * (strength * 1.9)
    white = np.clip(noise, 0, 0.25)
    alpha = 1 - (1 - edge) * (1 - np.abs(np.clip(noise, -0.25, 0.25)))
    pixels = np.empty((height, width, 4), np.uint8)
    pixels[..., :3] = np.rint(white * (1 - edge) * 255)[..., None]
    pixels[..., 3] = np.maximum(np.rint(alpha * 255), pixels[..., 0])
    return pixels
