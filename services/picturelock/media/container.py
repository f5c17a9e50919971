"""Opening a media file nobody vouches for: the bytes choose the demuxer, and the demuxer may open nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import av
from av import CodecContext
from av.container import InputContainer

from picturelock.kernel.errors import Invalid

HEAD = 64 * 1024
"""How many bytes are read to know a file by."""
CODECS = (
    "h264,hevc,av1,libdav1d,vp8,vp9,mpeg4,prores,dnxhd,ffv1,mjpeg,png,webp,"
    "aac,mp3,mp3float,opus,vorbis,flac,alac,ac3,eac3,pcm_s16le,pcm_s24le,pcm_s32le,pcm_f32le,pcm_s16be,pcm_s24be"
)
"""Decoders that may be opened."""
MOST_PIXELS = 8192 * 4608
"""Of one frame. A decoder that is asked for more refuses before it allocates."""
MOST_WORK = 20_000_000_000
"""Pixels x frames: a quarter of an hour at 1280x720 and 24, a hundred seconds at 4096x2160."""
HEADER_ONLY = {"probesize": "32"}
"""MP4 and MOV say all about their streams in their header, so none need be decoded on opening; that takes 5 ms."""
GUARDED = {"protocol_whitelist": "file", "codec_whitelist": CODECS, "max_pixels": str(MOST_PIXELS)}


@dataclass(frozen=True, slots=True)
class Container:
    """`name` is what facts call it; `demuxer` is the only one that will be tried."""

    name: str
    demuxer: str


MOV = Container("mov", "mov")
MP4 = Container("mp4", "mov")
MATROSKA = Container("matroska", "matroska")
WEBM = Container("webm", "matroska")
WAV = Container("wav", "wav")
PNG = Container("png", "png_pipe")
JPEG = Container("jpeg", "jpeg_pipe")
WEBP = Container("webp", "webp_pipe")
"""The pipe demuxers read one picture from one file; `image2` would take the name for a pattern of names."""
STILLS = frozenset({PNG, JPEG, WEBP})
"""Containers of one picture."""


def container_of(path: Path) -> Container:
    """Known by its first bytes, whatever its name says. Raises Invalid for anything else, and for no file."""
    head = head_of(path)
    if head[4:8] == b"ftyp":
        return MOV if head[8:12] == b"qt  " else MP4
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return WEBM if b"webm" in head[:64] else MATROSKA
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return WAV
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    raise Invalid(
        f"{path.name}: neither MP4, MOV, Matroska, WebM, WAV, PNG, JPEG nor WebP; convert it to one of these",
        reason="UNKNOWN_MEDIA",
    )


def head_of(path: Path) -> bytes:
    """The first bytes of a file. Raises Invalid when there is none to read."""
    try:
        with path.open("rb") as file:
            return file.read(HEAD)
    except OSError as error:
        raise Invalid(
            f"{path}: cannot be read ({error.strerror}); give a readable file", reason="UNREADABLE_MEDIA"
        ) from error


@contextmanager
def opened(path: Path) -> Iterator[InputContainer]:
    """The file, demuxed as what its bytes are, with no way to another file or the network.

    Raises Invalid for broken media, also when it breaks inside the block.
    """
    demuxer = container_of(path).demuxer
    options = GUARDED | (HEADER_ONLY if demuxer == "mov" else {})
    try:
        with av.open(
            f"file:{path.absolute()}", "r", format=demuxer, options=options, metadata_errors="replace"
        ) as container:
            _guard(path, container)
            yield container
    except av.FFmpegError as error:
        raise Invalid(f"{path.name}: broken or cut short ({error}); deliver it again", reason="BROKEN_MEDIA") from error


def _guard(path: Path, container: InputContainer) -> None:
    for stream in (*container.streams.video, *container.streams.audio):
        decoder: CodecContext | None = stream.codec_context
        if decoder is None:
            raise Invalid(
                f"{path.name}: coded in a way that is not known here; deliver it as H.264 or ProRes with AAC or PCM",
                reason="UNKNOWN_CODEC",
            )
    for stream in container.streams.video:
        stream.codec_context.options = {"max_pixels": str(MOST_PIXELS)}
