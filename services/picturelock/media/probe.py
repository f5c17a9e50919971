"""What a media file is, counted rather than believed, and without decoding it."""

from fractions import Fraction
from pathlib import Path

from av.container import InputContainer
from av.video.stream import VideoStream

from picturelock.kernel.errors import Invalid
from picturelock.kernel.nouns import MediaFacts, Rate
from picturelock.media.container import MOST_PIXELS, MOST_WORK, STILLS, Container, container_of, opened

MOST_RATE = 1000
"""Frames per second."""


def probe(path: Path, *, most_work: int = MOST_WORK) -> MediaFacts:
    """The facts of the first picture and the first sound stream. Every frame is counted, none decoded.

    Raises Invalid for what is no media, broken, empty, or more than `most_work` (pixels x frames) to look at.
    """
    kind = container_of(path)
    with opened(path) as container:
        facts = {"container": kind.name} | _sound(container)
        if container.streams.video:
            facts |= _picture(path, kind, container, most_work)
        elif not container.streams.audio:
            raise Invalid(f"{path.name}: holds neither picture nor sound; deliver it again", reason="EMPTY_MEDIA")
        return MediaFacts.model_validate(facts)


def _sound(container: InputContainer) -> dict[str, object]:
    if not container.streams.audio:
        return {}
    stream = container.streams.audio[0]
    seconds = float(stream.duration * stream.time_base) if stream.duration and stream.time_base else 0.0
    return {
        "audio_codec": stream.codec_context.name,
        "sample_rate": stream.sample_rate or 0,
        "channels": stream.channels,
        "seconds": max(0.0, seconds),
    }


def _picture(path: Path, kind: Container, container: InputContainer, most_work: int) -> dict[str, object]:
    stream = container.streams.video[0]
    width, height = _size(path, stream)
    still = kind in STILLS
    frames = 1 if still else _count(container, stream, most_work // (width * height))
    if frames == 0:
        raise Invalid(f"{path.name}: its picture stream is empty; deliver it again", reason="EMPTY_MEDIA")
    if frames * width * height > most_work:
        raise Invalid(
            f"{path.name}: {width}x{height} for {frames} frames or more is beyond what is looked at "
            f"({most_work / (width * height):.0f} frames of that size); deliver it shorter or smaller",
            reason="MEDIA_TOO_LARGE",
        )
    rate = None if still else _rate(path, stream)
    return {
        "video_codec": stream.codec_context.name,
        "width": width,
        "height": height,
        "frames": frames,
        "rate": rate,
        "seconds": rate.seconds(frames) if rate else 0.0,
    }


def _size(path: Path, stream: VideoStream) -> tuple[int, int]:
    width, height = stream.codec_context.width, stream.codec_context.height
    if not 0 < width * height <= MOST_PIXELS:
        raise Invalid(
            f"{path.name}: no picture size, or one beyond {MOST_PIXELS} pixels; deliver it smaller",
            reason="MEDIA_TOO_LARGE",
        )
    return width, height


def _count(container: InputContainer, stream: VideoStream, most: int) -> int:
    """Frames that will be shown, counting stops one past `most`. One packet holds one frame in every codec allowed."""
    shown = 0
    for packet in container.demux(stream):
        shown += bool(packet.size) and not packet.is_discard
        if shown > most:
            break
    return shown


def _rate(path: Path, stream: VideoStream) -> Rate:
    rate = stream.average_rate or stream.guessed_rate or Fraction(0)
    if not 0 < rate <= MOST_RATE:
        raise Invalid(f"{path.name}: no usable frame rate ({rate}); deliver it again", reason="BROKEN_MEDIA")
    return Rate(numerator=rate.numerator, denominator=rate.denominator)
