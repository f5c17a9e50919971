"""Makes what jobs ask for: a real film, still or voice of the size, length and rate, with its job's name on it."""

import asyncio
import hashlib
import re
import tempfile
import textwrap
from itertools import cycle
from pathlib import Path

import numpy as np
import reportlab
from PIL import Image, ImageDraw, ImageFont

from picturelock.media import ffmpeg
from picturelock.media.mumble import mumble
from picturelock.media.signal import SAMPLE_RATE
from picturelock.media.sound import write_wav
from picturelock.twin.jobs import Clip

MARGIN = 1.12
"""The camera pans over a picture so much larger than the frame, so that nobody takes the clip for a frozen one."""
MOST_WORDS = 120
PAUSE = re.compile(r'<break time="(\d{1,3}(?:\.\d{1,3})?)s"\s*/>')
"""As presenters and voices are told to be silent for so many seconds."""
VOICE = {"pitch_hz": 140.0, "words_per_minute": 160.0}
CODED = {
    "mp4": ("-c:v", "libx264", "-preset", "ultrafast", "-crf", "30", "-movflags", "+faststart"),
    "mov": ("-c:v", "prores_ks", "-profile:v", "0", "-qscale:v", "20"),
    "mp3": ("-c:a", "libmp3lame", "-b:a", "128k"),
    "wav": ("-c:a", "pcm_s16le"),
}
PIXELS = {"mp4": "yuv420p", "mov": "yuv422p10le"}
MEDIA_TYPES = {
    "mp4": "video/mp4", "mov": "video/quicktime", "png": "image/png", "mp3": "audio/mpeg", "wav": "audio/wav",
}  # fmt: skip


class Clips:
    """Files in `folder`, each made once; `slots` at a time."""

    def __init__(self, folder: Path, slots: int = 1) -> None:
        self._folder = folder
        self._slots = asyncio.Semaphore(slots)
        folder.mkdir(parents=True, exist_ok=True)

    async def made(self, clip: Clip, label: str) -> Path:
        """`label` is burnt in, and makes another film of the same request."""
        name = hashlib.sha256(f"{clip.model_dump_json()}{label}".encode()).hexdigest()[:32]
        path = self._folder / f"{name}.{clip.form}"
        async with self._slots:
            if not path.exists():
                with tempfile.TemporaryDirectory(dir=self._folder) as scratch:
                    await _make(clip, label, Path(scratch), Path(scratch) / path.name)
                    (Path(scratch) / path.name).replace(path)
        return path


async def _make(clip: Clip, label: str, scratch: Path, out: Path) -> None:
    if clip.kind == "still":
        await asyncio.to_thread(_still, clip, label, out)
    elif clip.kind == "voice":
        await asyncio.to_thread(_said, clip.words, scratch / "voice.wav")
        await ffmpeg.run([*_input(scratch / "voice.wav"), *CODED[clip.form], f"file:{out}"])
    else:
        await asyncio.to_thread(_plates, clip, label, scratch)
        await ffmpeg.run(_film(clip, scratch, out))


def _film(clip: Clip, scratch: Path, out: Path) -> list[str]:
    rate, frames = f"{clip.rate.numerator}/{clip.rate.denominator}", max(1, clip.rate.frames(clip.seconds))
    along = f"n/{max(1, frames - 1)}"
    held = f"format={PIXELS[clip.form]},loop=-1:1,setpts=N/({rate})/TB"
    moves = (
        f"[0:v]{held},crop={clip.width}:{clip.height}:x='(in_w-out_w)*{along}':y='(in_h-out_h)*{along}'[pan];"
        f"[1:v]{held}[band];[pan][band]overlay=0:main_h-overlay_h:format=auto[film]"
    )
    heard = _input(scratch / "voice.wav") if clip.sound else []
    sound = ["-map", "2:a", "-af", "apad", "-c:a", "aac"] if clip.sound else []
    return [
        *_input(scratch / "backdrop.png"), *_input(scratch / "band.png"), *heard,
        "-filter_complex", moves, "-map", "[film]", *sound, *CODED[clip.form], "-threads", "1", "-r", rate,
        "-frames:v", str(frames), "-t", f"{float(frames / clip.rate.fps):f}", f"file:{out}",
    ]  # fmt: skip


def _input(path: Path) -> list[str]:
    return [*ffmpeg.SAFE_INPUT, "-i", f"file:{path}"]


def _plates(clip: Clip, label: str, scratch: Path) -> None:
    """A backdrop to pan over, the band with the words, and what is heard."""
    _backdrop(label, round(clip.width * MARGIN / 2) * 2, round(clip.height * MARGIN / 2) * 2).save(
        scratch / "backdrop.png"
    )
    _band(clip, label).save(scratch / "band.png")
    if clip.sound:
        _said(clip.words, scratch / "voice.wav")


def _still(clip: Clip, label: str, out: Path) -> None:
    picture = _backdrop(label, clip.width, clip.height)
    band = _band(clip, label)
    picture.paste(band, (0, clip.height - band.height))
    picture.save(out)


def _backdrop(label: str, width: int, height: int) -> Image.Image:
    """Soft hills of light, different for every label."""
    luck = np.random.default_rng(int.from_bytes(hashlib.sha256(label.encode()).digest()[:8], "big"))
    tint = luck.integers(60, 200, 3)
    coarse = np.clip(tint + luck.integers(-45, 45, (6, 10, 3)), 20, 235).astype(np.uint8)
    return Image.fromarray(coarse).resize((width, height), Image.Resampling.BICUBIC)


def _band(clip: Clip, label: str) -> Image.Image:
    height = max(16, clip.height // 5)
    size = max(6, height // 5)
    band = Image.new("RGB", (clip.width, height), (16, 16, 20))
    face = ImageFont.truetype(str(Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"), size)
    across = max(10, round(clip.width / (size * 0.62)))
    words = textwrap.wrap(without_pauses(clip.words)[:MOST_WORDS] or "(no words)", across)[:2]
    ImageDraw.Draw(band).multiline_text((size, size // 2), "\n".join((*words, label[:across])), (236, 236, 230), face)
    return band


def _said(words: str, out: Path) -> None:
    """Words and pauses, one after the other."""
    parts = PAUSE.split(words)
    heard = [
        np.zeros(round(float(part) * SAMPLE_RATE), np.float32) if is_pause else mumble(part, **VOICE)
        for is_pause, part in zip(cycle((False, True)), parts, strict=False)
        if is_pause or part.strip()
    ]
    write_wav(out, np.concatenate(heard) if heard else mumble("hm", **VOICE))


def without_pauses(words: str) -> str:
    return " ".join(PAUSE.sub(" ", words).split())


def pauses(words: str) -> float:
    """Seconds."""
    return sum(float(seconds) for seconds in PAUSE.findall(words))
