"""The built-in engine: draws an animatic, in child processes. Same prompt, same version, same bytes."""

import asyncio
import contextlib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from picturelock.gateway.ports import Progress
from picturelock.kernel.errors import Invalid
from picturelock.kernel.nouns import Prompt
from picturelock.media.pool import Pool
from picturelock.media.previz.faults import Faults
from picturelock.media.previz.scene import ENGINE_VERSION, Scene

if TYPE_CHECKING:
    from picturelock.media.recording import Recording

LOOK_SECONDS = 1.0
"""How often a child's progress is looked at."""


@dataclass(frozen=True, slots=True)
class Drawn:
    video: Path
    report: Path | None


class PrevizEngine:
    name = "previz"

    def __init__(self, pool: Pool, faults: Faults) -> None:
        self._pool = pool
        self._faults = faults

    @property
    def version(self) -> str:
        erring = ",".join(f"{kind}={chance}" for kind, chance in asdict(self._faults).items() if chance)
        return f"{ENGINE_VERSION}+{erring}" if erring else ENGINE_VERSION

    async def make(self, prompt: Prompt, workspace: Path, progress: Progress) -> Drawn:
        scene = scene_of(prompt)
        watching = asyncio.ensure_future(_watch(workspace / "progress", progress))
        try:
            return await self._pool.run(draw, scene, workspace, self._faults)
        finally:
            watching.cancel()


def draw(scene: Scene, workspace: Path, faults: Faults, recording: "Recording | None" = None) -> Drawn:
    """In a child: speak the lines, unless they are recorded, then draw the frames."""
    from picturelock.media.previz.render import render  # noqa: PLC0415 only children load what draws
    from picturelock.media.sound import soundtrack, write_wav  # noqa: PLC0415
    from picturelock.media.spoken import lines_in  # noqa: PLC0415

    video, report, sound = workspace / "take.mp4", workspace / "staging.json", workspace / "sound.wav"
    said = soundtrack(
        scene.lines, scene.cast, interior=scene.interior, weather=scene.weather, time=scene.time, place=scene.place,
        frames=scene.frames, rate=scene.rate, seed=scene.seed,
        recorded=lines_in(recording, scene.lines) if recording else (),
    )  # fmt: skip
    write_wav(sound, said.samples)
    reached = workspace / "progress"
    staging = render(
        scene, video, faults=faults, soundtrack=sound,
        envelopes={at: mouth.tolist() for at, mouth in enumerate(said.envelopes)},
        progress=lambda frames: _note(reached, frames),
    )  # fmt: skip
    report.write_text(staging.model_dump_json())
    return Drawn(video, report)


def scene_of(prompt: Prompt) -> Scene:
    """Raises Invalid."""
    try:
        return Scene.model_validate_json(prompt.text)
    except ValueError as error:
        raise Invalid(f"{prompt.shot}: not a previz prompt: {error}", reason="BAD_PROMPT") from error


def _note(file: Path, frames: int) -> None:
    file.write_text(str(frames))


async def _watch(file: Path, progress: Progress) -> None:
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        with contextlib.suppress(OSError, ValueError):
            progress(int(file.read_text()))
