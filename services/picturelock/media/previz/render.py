"""Renders a scene to a film file: frames drawn here, piped into one ffmpeg. Same scene and faults, same bytes."""

import contextlib
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from picturelock.kernel.errors import Refused, Transient
from picturelock.kernel.nouns import Presence, Staging
from picturelock.media import ffmpeg
from picturelock.media.previz.cast import Envelopes
from picturelock.media.previz.faults import Faults, dice, run_of_frames
from picturelock.media.previz.figures.wardrobe import most_visible, wrongly_dressed
from picturelock.media.previz.plates import Pixels
from picturelock.media.previz.scene import ENGINE_VERSION, Scene
from picturelock.media.previz.shot import Shot
from picturelock.media.previz.staging import patches_of, sampled_frames

LEAST_BLACK = 6
LEAST_FROZEN = 0.5
"""Seconds."""
TOLD_EVERY = 12
"""Frames between two words of progress."""

Progress = Callable[[int], None]
"""Told how many frames are done."""


def render(
    scene: Scene,
    out: Path,
    *,
    faults: Faults | None = None,
    soundtrack: Path | None = None,
    envelopes: Envelopes | None = None,
    progress: Progress | None = None,
) -> Staging:
    """Write `out` (H.264 in MP4, with the WAV `soundtrack` as AAC) and say where things stand in it.

    `envelopes` opens the mouths; a line without one gets a made-up pattern. Raises Refused, or Transient when the
    disk is full or ffmpeg was ended.
    """
    faults = faults or Faults()
    shot, wrong = Shot(with_wardrobe_fault(scene, faults), envelopes or {}), spoilt(scene, faults)
    with _encoder(scene, out, soundtrack) as write:
        for frame, pixels in enumerate(_frames(shot, wrong)):
            write(pixels)
            if progress and ((frame + 1) % TOLD_EVERY == 0 or frame + 1 == scene.frames):
                progress(frame + 1)
    return _staging(shot, wrong)


def with_wardrobe_fault(scene: Scene, faults: Faults) -> Scene:
    """The scene as a take with this fault plays it: one character wears the wrong colour.

    Only clothes that the staging can point at are changed: a fault that nobody could measure proves nothing.
    """
    if not faults.strikes("wardrobe", scene.seed):
        return scene
    told = {(patch.subject, patch.part) for patch in _staging(Shot(scene, {}), spoilt(scene, faults)).patches}
    shown = [i for i, who in enumerate(scene.cast) if (who.character, _slot(who)) in told]
    seen = [i for i in shown if scene.cast[i].character == scene.camera.subject] or shown
    if not seen:
        return scene
    wrong = dice("wardrobe-who", scene.seed).choice(seen)
    cast = tuple(wrongly_dressed(who) if i == wrong else who for i, who in enumerate(scene.cast))
    return scene.model_copy(update={"cast": cast})


def _slot(who: Presence) -> str:
    garment = most_visible(who)
    return garment.slot.value if garment else ""


@dataclass(frozen=True)
class Spoilt:
    """Frames of a take that its faults touch."""

    black: range = range(0)
    frozen: range = range(0)


def spoilt(scene: Scene, faults: Faults) -> Spoilt:
    def run(kind: str, least: int) -> range:
        strikes = faults.strikes(kind, scene.seed)
        return run_of_frames(kind, scene.seed, scene.frames, least) if strikes else range(0)

    return Spoilt(black=run("black", LEAST_BLACK), frozen=run("freeze", scene.rate.frames(LEAST_FROZEN)))


def _frames(shot: Shot, wrong: Spoilt) -> Iterator[Pixels]:
    for frame in range(shot.scene.frames):
        if frame not in wrong.frozen or frame == wrong.frozen.start:
            shot.draw(frame)
        if frame in wrong.black:
            shot.pixels[:] = (0, 0, 0, 255)
        yield shot.pixels


def _staging(shot: Shot, wrong: Spoilt) -> Staging:
    """Where things stand in the frames that came out."""
    frames = [f for f in sampled_frames(shot.scene.frames) if f not in wrong.black and f not in wrong.frozen]
    patches = tuple(patch for frame in frames for patch in patches_of(shot, frame))
    return Staging(engine=ENGINE_VERSION, patches=patches)


@contextlib.contextmanager
def _encoder(scene: Scene, out: Path, soundtrack: Path | None) -> Iterator[Callable[[Pixels], None]]:
    process = subprocess.Popen(  # noqa: S603
        [ffmpeg.binary(), *_arguments(scene, out, soundtrack)],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, bufsize=0,
    )  # fmt: skip
    pipe = cast("IO[bytes]", process.stdin)
    try:
        with contextlib.suppress(BrokenPipeError):
            yield lambda pixels: _write_all(pipe, pixels)
        _, said = process.communicate()
    except BaseException:
        process.kill()
        process.communicate()
        raise
    _judge(process.returncode, said.decode(errors="replace"))


def _write_all(pipe: IO[bytes], pixels: Pixels) -> None:
    rest = memoryview(pixels.reshape(-1).data)
    while rest:
        rest = rest[pipe.write(rest) :]


def _judge(code: int, said: str) -> None:
    if code == 0:
        return
    last = " / ".join(said.strip().splitlines()[-3:])
    if code < 0 or "No space left on device" in said:
        raise Transient(f"previz: ffmpeg stopped with {code}: {last}", reason="FFMPEG_STOPPED")
    raise Refused(f"previz: ffmpeg failed with {code}: {last}", reason="FFMPEG_FAILED")


def _arguments(scene: Scene, out: Path, soundtrack: Path | None) -> list[str]:
    rate = f"{scene.rate.numerator}/{scene.rate.denominator}"
    sound_in = [*ffmpeg.SAFE_INPUT, "-f", "wav", "-i", f"file:{soundtrack}"] if soundtrack else []
    sound_out = ["-map", "1:a", "-c:a", "aac", "-b:a", "128k", "-flags:a", "+bitexact"] if soundtrack else []
    even = "pad=ceil(iw/2)*2:ceil(ih/2)*2," if scene.width % 2 or scene.height % 2 else ""
    return [
        "-hide_banner", "-y", "-loglevel", "error", *ffmpeg.SAFE_INPUT, "-f", "rawvideo", "-pix_fmt", "bgr0",
        "-video_size", f"{scene.width}x{scene.height}", "-framerate", rate, "-i", "pipe:0", *sound_in,
        "-filter_threads", "1", "-sws_flags", "bilinear+accurate_rnd+bitexact", "-vf",
        f"{even}scale=out_color_matrix=bt709:out_range=tv,format=yuv420p", "-map", "0:v", *sound_out, "-c:v",
        "libx264", "-preset", "ultrafast", "-crf", "18", "-threads", "1", "-g",
        str(round(scene.rate.fps * 2)), "-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace",
        "bt709", "-color_range", "tv", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-map_metadata", "-1",
        "-movflags", "+faststart", "-frames:v", str(scene.frames), "-f", "mp4", f"file:{out}",
    ]  # fmt: skip
