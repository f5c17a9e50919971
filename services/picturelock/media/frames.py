"""Decoded pictures as planes of luma and colour difference, without a copy where the decoder already has them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from av.video.reformatter import ColorRange, Colorspace
from numpy.typing import NDArray

from picturelock.kernel.errors import Invalid
from picturelock.media.container import MOST_WORK, opened

Plane = NDArray[np.uint8]
PLANAR = {
    "yuv420p": False, "yuv422p": False, "yuv444p": False, "yuvj420p": True, "yuvj422p": True, "yuvj444p": True,
}  # fmt: skip
"""Eight-bit formats that need no conversion, and whether their name says full range."""
BT601, BT709, BT2020 = (0.299, 0.114), (0.2126, 0.0722), (0.2627, 0.0593)
"""Weights of red and blue in luma (ITU-R BT.601, BT.709, BT.2020)."""
MATRICES = {1: BT709, 4: BT601, 5: BT601, 6: BT601, 9: BT2020, 10: BT2020}
"""By the code point of ITU-T H.273."""
HD_HEIGHT = 720
"""From here up, video that does not say its matrix is taken for BT.709, as players do."""
FULL_RANGE = 2


@dataclass(frozen=True, slots=True)
class Picture:
    """Planes are uint8 (height, width); colour-difference planes may be smaller than the luma plane."""

    index: int
    luma: Plane
    blue: Plane
    red: Plane
    weights: tuple[float, float]
    full_range: bool
    key: bool
    """Coded by itself, so that even a still picture may look a little different from here on."""

    def levels(self, luma: NDArray[np.float64]) -> NDArray[np.float64]:
        """Code values of luma as 0 (black) to 255 (white)."""
        return luma if self.full_range else (luma - 16) * (255 / 219)

    def rgb(self, x: int, y: int, width: int, height: int) -> NDArray[np.float64]:
        """The sRGB code values of a rectangle, clipped to the picture: (height, width, 3), 0 to 255, not rounded."""
        rows, columns = np.arange(y, y + height), np.arange(x, x + width)
        rows, columns = rows[rows < self.luma.shape[0]], columns[columns < self.luma.shape[1]]
        return self.converted(*(self._cut(plane, rows, columns) for plane in (self.luma, self.blue, self.red)))

    def _cut(self, plane: Plane, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> Plane:
        down, across = (full // part for full, part in zip(self.luma.shape, plane.shape, strict=True))
        found: Plane = plane[np.ix_(np.minimum(rows // down, plane.shape[0] - 1),
                                    np.minimum(columns // across, plane.shape[1] - 1))]  # fmt: skip
        return found

    def converted(self, luma: Plane, blue: Plane, red: Plane) -> NDArray[np.float64]:
        """Three planes of one size, read as this picture's are, as sRGB: (..., 3)."""
        of_red, of_blue = self.weights
        chroma = 1.0 if self.full_range else 255 / 224
        light = self.levels(luma.astype(np.float64))
        r = light + 2 * (1 - of_red) * chroma * (red.astype(np.float64) - 128)
        b = light + 2 * (1 - of_blue) * chroma * (blue.astype(np.float64) - 128)
        g = (light - of_red * r - of_blue * b) / (1 - of_red - of_blue)
        return np.clip(np.stack((r, g, b), axis=-1), 0, 255)


def pictures(path: Path, *, threads: int = 1) -> Iterator[Picture]:
    """Every frame of the first picture stream, in the order they are shown; planes live as long as their Picture.

    One thread is best where several clips are looked at side by side. Raises Invalid for broken media, and for more
    pixels than MOST_WORK, whatever the header said.
    """
    with opened(path) as container:
        if not container.streams.video:
            raise Invalid(f"{path.name}: has no picture; deliver it again", reason="EMPTY_MEDIA")
        stream = container.streams.video[0]
        stream.thread_count = threads
        stream.thread_type = "NONE" if threads == 1 else "AUTO"
        work = 0
        for index, frame in enumerate(container.decode(stream)):
            work += frame.width * frame.height
            if work > MOST_WORK:
                raise Invalid(f"{path.name}: more than can be looked at; deliver it shorter", reason="MEDIA_TOO_LARGE")
            yield picture_of(frame, index)


def picture_of(frame: av.VideoFrame, index: int) -> Picture:
    """Eight-bit planar YUV is taken as it lies; anything else is converted to it."""
    key = bool(frame.key_frame)
    full_range = frame.color_range == FULL_RANGE or PLANAR.get(frame.format.name, False)
    weights = MATRICES.get(frame.colorspace, BT709 if frame.height >= HD_HEIGHT else BT601)
    if frame.format.is_rgb:
        weights, full_range = BT709, False
        frame = frame.reformat(format="yuv444p", dst_colorspace=Colorspace.ITU709, dst_color_range=ColorRange.MPEG)
    elif frame.format.name not in PLANAR:
        frame = frame.reformat(format="yuv444p")
    luma, blue, red = (_array(plane) for plane in frame.planes[:3])
    return Picture(index, luma, blue, red, weights, full_range, key)


def _array(plane: av.video.plane.VideoPlane) -> Plane:
    lines = np.frombuffer(plane, np.uint8)[: plane.height * plane.line_size]  # type: ignore[call-overload]
    found: Plane = lines.reshape(plane.height, plane.line_size)[:, : plane.width]
    return found
