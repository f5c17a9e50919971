"""Small takes that can be read back: every frame shows which take it is of and which frame it is."""

import hashlib
import subprocess
import wave
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from picturelock.editorial.model import Circled, Finish, Format
from picturelock.kernel.nouns import (
    Action,
    Asset,
    Brief,
    Camera,
    Interior,
    Line,
    ListedShot,
    MediaFacts,
    Move,
    Place,
    Rate,
    Setting,
    ShotSize,
    Staged,
    Take,
    TimeOfDay,
    Transition,
)
from picturelock.media.ffmpeg import binary

WIDTH, HEIGHT, BASE, STEP = 96, 64, 40, 20
THEN = datetime(2026, 1, 1, tzinfo=UTC)
SMALL = Finish(format=Format(width=WIDTH, height=HEIGHT, preset="ultrafast", crf=12), slate=False, dissolve=8, fade=6)
RATE = Rate()


@dataclass
class Rushes:
    """The takes there are, and how often each was asked for."""

    folder: Path
    paths: dict[str, Path] = field(default_factory=dict)
    fetched: list[str] = field(default_factory=list)

    @asynccontextmanager
    async def fetch(self, digest: str) -> AsyncIterator[Path]:
        self.fetched.append(digest)
        yield self.paths[digest]

    def shoot(self, number: int, frames: int = 24, *, tone: float = 0.1, rate: str = "24", size: str = "") -> Asset:
        """Take `number` (0 to 9): its sound is a tone that begins at the half of it; none when `tone` is 0."""
        path = self.folder / f"take{number}_{frames}_{tone}_{size}_{rate.replace('/', '-')}.mp4"
        if not path.exists():
            _film(path, number, frames, tone, rate, size)
        return self.keep(path, frames, rate)

    def keep(self, path: Path, frames: int, rate: str = "24") -> Asset:
        """Have a file for a take."""
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        self.paths[digest] = path
        top, _, bottom = rate.partition("/")
        facts = MediaFacts(
            frames=frames, rate=Rate(numerator=int(top), denominator=int(bottom or 1)), audio_codec="aac"
        )
        return Asset(digest=digest, size=path.stat().st_size, media_type="video/mp4", facts=facts)


def _film(path: Path, number: int, frames: int, tone: float, rate: str, size: str) -> None:
    raw = path.with_suffix(".raw")
    raw.write_bytes(b"".join(_picture(number, frame).tobytes() for frame in range(frames)))
    top, _, bottom = rate.partition("/")
    seconds = frames * int(bottom or 1) / int(top)
    sound: list[str] = []
    if tone:
        _tone(path.with_suffix(".wav"), seconds, 300 + 60 * number, tone)
        sound = ["-i", str(path.with_suffix(".wav")), "-c:a", "aac", "-b:a", "128k"]
    scale = ["-vf", f"scale={size}:flags=neighbor"] if size else []
    subprocess.run(
        [
            binary(), "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "gray", "-s", f"{WIDTH}x{HEIGHT}",
            "-r", rate, "-i", str(raw), *sound, *scale, "-c:v", "libx264", "-preset", "ultrafast", "-crf", "8",
            "-pix_fmt", "yuv444p" if size else "yuv420p", "-color_range", "tv", str(path),
        ],
        check=True,
    )  # fmt: skip


def _picture(number: int, frame: int) -> np.ndarray:
    bands = [BASE + STEP * value for value in (number, frame // 8, frame % 8)]
    return np.repeat(np.array(bands, np.uint8), WIDTH // 3)[None, :].repeat(HEIGHT, axis=0)


def _tone(path: Path, seconds: float, frequency: float, loud: float) -> None:
    time = np.arange(round(48_000 * seconds)) / 48_000
    heard = loud * np.sin(2 * np.pi * frequency * time) * (time >= seconds / 2)
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(48_000)
        out.writeframes((heard * 32767).astype("<i2").tobytes())


def read(luma: np.ndarray) -> tuple[int, int]:
    """Which take, and which frame of it. Reads below where a slate would be; `luma` is 8-bit, limited range."""
    height, width = luma.shape
    full = (luma.astype(float) - 16) * 255 / 219
    spots = [full[height // 2 :, round(width * (1 + 2 * band) / 6)].mean() for band in range(3)]
    take, high, low = (round((spot - BASE) / STEP) for spot in spots)
    return take, high * 8 + low


def circled(
    shot: str, asset: Asset | None = None, *, take: int = 1, lines: Sequence[Line] = (), reason: str = ""
) -> Circled:
    return Circled(
        shot=shot,
        brief=a_brief(shot, lines),
        take=a_take(shot, asset, take) if asset else None,
        asset=asset,
        held=bool(reason),
        reason=reason,
    )


def a_take(shot: str, asset: Asset, number: int) -> Take:
    staged = Staged(key="k", digest=asset.digest, size=asset.size, media_type=asset.media_type)
    return Take(
        shot=shot, number=number, prompt_digest="", engine="previz", engine_version="1", seed=7, video=staged,
        started=THEN, finished=THEN,
    )  # fmt: skip


def a_brief(shot: str, lines: Sequence[Line] = (), frames: int = 24) -> Brief:
    scene = shot.split("_", maxsplit=1)[0]
    return Brief(
        project="studio/film",
        shot=shot,
        setting=Setting(
            scene=scene,
            heading=f"EXT. QUAY {scene.removeprefix('sc')} - NIGHT",
            interior=Interior.EXT,
            time=TimeOfDay.NIGHT,
            place=Place(place="quay", name="Quay"),
        ),
        camera=Camera(size=ShotSize.MEDIUM_CLOSE, move=Move.PUSH_IN),
        actions=(Action(text="Ada ties the boat & waits.", start=0, frames=frames),),
        lines=tuple(lines),
        frames=frames,
    )


def listed(shot: str, frames: int = 24, opens: str = "cut", closes: str = "cut") -> ListedShot:
    return ListedShot(shot=shot, brief_digest="", frames=frames, opens=Transition(opens), closes=Transition(closes))


def shots(count: int) -> list[str]:
    """Four shots a scene."""
    return [f"sc{(at // 4 + 1) * 10:03d}_sh{(at % 4 + 1) * 10:04d}" for at in range(count)]


def by_shot(chosen: Iterable[Circled]) -> dict[str, Circled]:
    return {one.shot: one for one in chosen}
