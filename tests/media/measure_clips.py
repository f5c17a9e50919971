"""Small clips made of numbers, for looking at what measuring finds in them."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
from numpy.typing import NDArray

Frame = NDArray[np.uint8]
WIDTH, HEIGHT = 640, 360


def scenery(seed: int) -> Frame:
    """A large soft picture to move a camera over: (720, 1280, 3)."""
    rng = np.random.default_rng(seed)
    coarse = rng.integers(40, 220, (9, 16, 3)).astype(np.float32)
    fine = rng.integers(-25, 25, (90, 160, 3)).astype(np.float32)
    picture = cv2.resize(coarse, (1280, 720), interpolation=cv2.INTER_CUBIC) + cv2.resize(fine, (1280, 720))
    return np.asarray(np.clip(picture, 16, 239), np.uint8)


def pan(picture: Frame, frames: int, step: float = 3.0) -> list[Frame]:
    """The camera moves `step` pixels a frame over `picture`."""
    return [_moved(picture, step * i, step * i / 3) for i in range(frames)]


def lit(frames: Sequence[Frame], gain: Callable[[int], float]) -> list[Frame]:
    return [np.clip(frame * gain(i), 0, 255).astype(np.uint8) for i, frame in enumerate(frames)]


def slide(picture: Frame, steps: Sequence[float]) -> list[Frame]:
    """The camera moves sideways by each step in turn."""
    return [_moved(picture, float(place), 0) for place in np.cumsum(steps)]


def _moved(picture: Frame, x: float, y: float) -> Frame:
    move = np.array([[1, 0, -x], [0, 1, -y]], np.float32)
    found: Frame = cv2.warpAffine(picture, move, (WIDTH, HEIGHT), borderMode=cv2.BORDER_REFLECT)
    return found


def tone(seconds: float, amplitude: float = 0.1, rate: int = 48_000) -> NDArray[np.float32]:
    return (amplitude * np.sin(2 * np.pi * 440 * np.arange(round(seconds * rate)) / rate)).astype(np.float32)


def encode(
    path: Path,
    frames: Sequence[Frame],
    *,
    rate: Fraction | int = 24,
    sound: NDArray[np.float32] | None = None,
    crf: int = 23,
    codec: str = "libx264",
    pixels: str = "yuv420p",
    gop: int = 48,
) -> Path:
    with av.open(str(path), "w") as out:
        video = out.add_stream(codec, rate=rate)
        assert isinstance(video, av.VideoStream)
        video.height, video.width = frames[0].shape[:2]
        video.pix_fmt = pixels
        if codec == "libx264":
            video.options = {"crf": str(crf), "preset": "veryfast", "g": str(gop)}
        audio = None if sound is None else out.add_stream("aac", rate=48_000, layout="mono")
        for frame in frames:
            out.mux(video.encode(av.VideoFrame.from_ndarray(frame, format="rgb24")))
        out.mux(video.encode())
        if audio is not None and sound is not None:
            _add_sound(out, audio, sound)
    return path


def _add_sound(out: av.container.OutputContainer, audio: av.AudioStream, sound: NDArray[np.float32]) -> None:
    block = av.AudioFrame.from_ndarray(sound[None, :], format="flt", layout="mono")
    block.sample_rate = 48_000
    block.pts = 0
    out.mux(audio.encode(block))
    out.mux(audio.encode())
