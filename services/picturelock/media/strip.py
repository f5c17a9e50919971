"""Small pictures of a take: a strip of eight frames side by side, and a poster."""

import io
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from av.container import InputContainer
from av.video.stream import VideoStream
from numpy.typing import NDArray
from PIL import Image

from picturelock.kernel.errors import Invalid
from picturelock.media.container import opened
from picturelock.media.frames import picture_of

SHOWN = 8
WIDE = 160
"""Width of one picture of the strip, in pixels."""
QUALITY = 85


@dataclass(frozen=True, slots=True)
class Stills:
    """JPEG bytes; the same file always gives the same ones."""

    strip: bytes
    poster: bytes


def stills(path: Path) -> Stills:
    """Eight frames from first to last, and the middle one full size.

    Frames predicted from both sides are skipped undecoded, so a picture may be a few frames off its place.
    Raises Invalid for broken media and for media without a picture.
    """
    with opened(path) as container:
        if not container.streams.video:
            raise Invalid(f"{path.name}: has no picture; deliver it again", reason="EMPTY_MEDIA")
        stream = container.streams.video[0]
        shown = sorted(packet.pts for packet in container.demux(stream) if packet.pts is not None)
        if not shown:
            raise Invalid(f"{path.name}: its picture stream is empty; deliver it again", reason="EMPTY_MEDIA")
        places = [shown[round(place * (len(shown) - 1) / (SHOWN - 1))] for place in range(SHOWN)]
        container.seek(0, stream=stream)
        found = _nearest(container, stream, [*places, shown[len(shown) // 2]])
        if not found:
            raise Invalid(f"{path.name}: no frame of it can be decoded; deliver it again", reason="BROKEN_MEDIA")
    return Stills(
        strip=jpeg(np.concatenate([_narrow(frame) for frame in found[:-1]], axis=1)), poster=jpeg(rgb(found[-1]))
    )


def _nearest(container: InputContainer, stream: VideoStream, wanted: list[int]) -> list[av.VideoFrame]:
    """For each time the frame nearest to it, of those that are decoded."""
    stream.thread_count = 1
    stream.codec_context.skip_frame = "BIDIR"
    best: dict[int, av.VideoFrame] = {}
    for frame in container.decode(stream):
        if frame.pts is None:
            continue
        for place in set(wanted):
            if place not in best or abs(frame.pts - place) < abs((best[place].pts or 0) - place):
                best[place] = frame
    return [best[place] for place in wanted] if best else []


def rgb(frame: av.VideoFrame) -> NDArray[np.uint8]:
    """(height, width, 3)."""
    picture = picture_of(frame, 0)
    return np.round(picture.rgb(0, 0, frame.width, frame.height)).astype(np.uint8)


def _narrow(frame: av.VideoFrame) -> NDArray[np.uint8]:
    height = max(2, round(WIDE * frame.height / frame.width / 2) * 2)
    return rgb(frame.reformat(width=WIDE, height=height, interpolation="AREA"))


def jpeg(picture: NDArray[np.uint8]) -> bytes:
    out = io.BytesIO()
    Image.fromarray(picture).save(out, "JPEG", quality=QUALITY, subsampling=0)
    return out.getvalue()
