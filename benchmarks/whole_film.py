"""The example film made from nothing, against encoding alone: the film's own frames, raw, with the film's settings."""

import subprocess
import tempfile
import time
from pathlib import Path

from benchmarks.commandline import make
from benchmarks.example import BIBLE, SCRIPT, tiny
from benchmarks.figures import Figure
from benchmarks.machine import cores
from picturelock.editorial.model import Format
from picturelock.editorial.settings import EditorialSettings
from picturelock.kernel.nouns import MediaFacts, Rate
from picturelock.media import ffmpeg
from picturelock.media.probe import probe

PIECE_SECONDS = 20
"""So much of the film is held raw at a time: 660 MB of 1280x720."""


def measure(*, quick: bool) -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="picturelock-bench-") as name:
        folder = Path(name)
        script, bible = tiny(folder) if quick else (SCRIPT, BIBLE)
        whole = make(script, bible, folder / "out")
        again = make(script, bible, folder / "out")
        film = folder / "out" / "film.mp4"
        facts = probe(film)
        alone = encoding_alone(film, facts, folder)
    look = f"{script.stem}, {facts.seconds:.0f} s at {facts.width}x{facts.height}, from nothing, once"
    threads = f"raw frames, libx264 {EditorialSettings().preset} on {cores()} threads, once"
    return [
        Figure("film_s", "a whole film made", whole, "s", 240, more=False, note=look),
        Figure("encode_s", "encoding it alone", alone, "s", more=False, note=threads),
        Figure("film_to_encode", "made, to encoded alone", whole / alone, "x", 2, more=False, note="once"),
        Figure("film_again_s", "made again", again, "s", 1, more=False, note="nothing to do, once"),
    ]


def encoding_alone(film: Path, facts: MediaFacts, folder: Path) -> float:
    """Seconds to encode every frame of `film` with the settings that made it. Decoding them is not counted."""
    rate = facts.rate or Rate()
    look = EditorialSettings().finish(rate, facts.width or 0, facts.height or 0).format
    raw, seconds, start = folder / "piece.yuv", 0.0, 0
    frames = rate.frames(PIECE_SECONDS)
    while start < (facts.frames or 0):
        _ffmpeg("-ss", f"{rate.seconds(start):.6f}", "-i", str(film), "-frames:v", str(frames), "-map", "0:v",
                "-f", "rawvideo", "-pix_fmt", "yuv420p", str(raw))  # fmt: skip
        began = time.perf_counter()
        _ffmpeg(*_encode(raw, look, folder / "piece.mp4"))
        seconds += time.perf_counter() - began
        start += frames
    return seconds


def _encode(raw: Path, look: Format, to: Path) -> list[str]:
    return [
        "-f", "rawvideo", "-pix_fmt", "yuv420p", "-video_size", f"{look.width}x{look.height}",
        "-framerate", f"{look.rate.numerator}/{look.rate.denominator}", "-i", str(raw),
        "-c:v", "libx264", "-preset", look.preset, "-crf", str(look.crf), "-profile:v", "high",
        "-threads", str(cores()), "-g", str(look.rate.frames(2)), str(to),
    ]  # fmt: skip


def _ffmpeg(*arguments: str) -> None:
    subprocess.run([ffmpeg.binary(), "-v", "error", "-nostdin", "-y", *arguments], check=True)
