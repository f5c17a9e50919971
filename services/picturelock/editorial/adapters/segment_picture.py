"""What ffmpeg is told in order to make one segment: its picture encoded, the sound of each take as plain samples."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from picturelock.editorial.adapters import burn_in
from picturelock.editorial.model import Format, Part, Segment
from picturelock.media.container import PNG, container_of, opened
from picturelock.media.ffmpeg import SAFE_INPUT
from picturelock.media.frames import HD_HEIGHT
from picturelock.media.signal import SAMPLE_RATE

GOP_SECONDS = 2
X264 = "open-gop=0:cabac=1:8x8dct=1:deblock=0,0"
"""Cheap tools that even the fastest presets get: measured on grainy previz, `ultrafast` with them gives the quality and
nearly the size of `veryfast` in a third of the time."""
UNSPECIFIED = 2
"""ITU-T H.273's code point for a matrix that nobody named."""


@dataclass(frozen=True, slots=True)
class Source:
    """A part's pictures on disk. `strip` is laid over them; `sound` is where its samples will be written."""

    picture: Path
    demuxer: str
    matrix: str = ""
    """Of the colours, when the file does not say."""
    strip: Path | None = None
    sound: Path | None = None


def source_of(part: Part, index: int, look: Format, take: Path | None, folder: Path) -> Source:
    """Look at the take, or draw the card, and draw the strip. Raises Invalid for a take that is no media."""
    strip = folder / f"strip{index}.png" if part.slate else None
    if part.slate and strip:
        burn_in.draw_strip(part.slate, look, strip)
    if take is None or part.card is not None:
        card = folder / f"card{index}.png"
        if part.card is not None:
            burn_in.draw_card(part.card, look, card)
        return Source(picture=card, demuxer=PNG.demuxer, strip=strip)
    with opened(take) as container:
        heard = bool(container.streams.audio)
        video = container.streams.video[0].codec_context
        matrix = "" if video.colorspace != UNSPECIFIED else _guessed_matrix(video.height)
    return Source(
        picture=take,
        demuxer=container_of(take).demuxer,
        matrix=matrix,
        strip=strip,
        sound=folder / f"sound{index}.f32" if heard else None,
    )


def _guessed_matrix(height: int) -> str:
    return "bt709" if height >= HD_HEIGHT else "smpte170m"


def arguments(segment: Segment, sources: Sequence[Source], threads: int, out: Path) -> list[str]:
    """The whole command line after `ffmpeg`."""
    inputs: list[str] = []
    graph: list[str] = []
    count = len(sources)
    for source in sources:
        inputs += [*SAFE_INPUT, "-f", source.demuxer, "-i", f"file:{source.picture}"]
    strips = [source.strip for source in sources if source.strip]
    for strip in strips:
        inputs += [*SAFE_INPUT, "-f", PNG.demuxer, "-i", f"file:{strip}"]
    overlay = count
    for index, (part, source) in enumerate(zip(segment.parts, sources, strict=True)):
        graph.append(_chain(part, source, segment.format, index, overlay))
        overlay += source.strip is not None
    graph += _joins(segment)
    return [
        "-v", "error", "-filter_complex_threads", "1", *inputs, "-filter_complex", ";".join(graph),
        *_picture(segment, threads, out), *_sounds(sources),
    ]  # fmt: skip


def _chain(part: Part, source: Source, look: Format, index: int, overlay: int) -> str:
    """One part: at the film's rate and size, as long as it must be, faded, and with its slate."""
    size = f"{look.width}:{look.height}"
    steps = [
        f"[{index}:v:0]setpts=PTS-STARTPTS",
        f"fps={look.rate.numerator}/{look.rate.denominator}",
        *([f"setparams=colorspace={source.matrix}:range=tv"] if source.matrix else []),
        f"scale={size}:force_original_aspect_ratio=decrease:force_divisible_by=2:out_color_matrix=bt709:out_range=tv",
        f"pad={size}:-1:-1:black",
        "setsar=1,format=yuv420p",
        "tpad=stop_mode=clone:stop=-1",
        f"trim=end_frame={part.frames},setpts=PTS-STARTPTS",
        *([f"fade=in:0:{part.fade_in}"] if part.fade_in else []),
        *([f"fade=out:{part.frames - part.fade_out}:{part.fade_out}"] if part.fade_out else []),
    ]
    chain = ",".join(steps)
    if not source.strip:
        return f"{chain}[p{index}]"
    running = f"[{overlay}:v:0]overlay=0:0:format=yuv420:eof_action=repeat,{burn_in.counter(look)},format=yuv420p"
    return f"{chain}[c{index}];[c{index}]{running}[p{index}]"


def _joins(segment: Segment) -> list[str]:
    """Dissolves, each beginning at its part's first frame. The last join is called `out`."""
    rate = segment.format.rate
    done, label, graph = segment.parts[0].frames, "p0", []
    for index, part in enumerate(segment.parts[1:], start=1):
        at, length = rate.seconds(done - part.dissolve), rate.seconds(part.dissolve)
        graph.append(f"[{label}][p{index}]xfade=transition=fade:duration={length:.6f}:offset={at:.6f}[j{index}]")
        done, label = done - part.dissolve + part.frames, f"j{index}"
    return [*graph, f"[{label}]format=yuv420p,setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709[out]"]


def _picture(segment: Segment, threads: int, out: Path) -> list[str]:
    look = segment.format
    gop = max(1, look.rate.frames(GOP_SECONDS))
    return [
        "-map", "[out]", "-frames:v", str(segment.frames), "-fps_mode", "passthrough",
        "-c:v", "libx264", "-preset", look.preset, "-crf", str(look.crf), "-profile:v", "high",
        "-threads", str(threads), "-g", str(gop), "-x264-params", X264,
        "-color_range", "tv", "-map_metadata", "-1", "-fflags", "+bitexact",
        "-f", "mp4", f"file:{out}",
    ]  # fmt: skip


def _sounds(sources: Sequence[Source]) -> list[str]:
    """Stereo float32, interleaved, beginning with the take."""
    said: list[str] = []
    for index, source in enumerate(sources):
        if source.sound:
            said += [
                "-map", f"{index}:a:0", "-af", f"aresample={SAMPLE_RATE}:first_pts=0",
                "-ac", "2", "-ar", str(SAMPLE_RATE), "-f", "f32le", f"file:{source.sound}",
            ]  # fmt: skip
    return said
