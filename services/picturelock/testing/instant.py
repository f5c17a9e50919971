"""Engine, examiner, inspector and bench that cost nothing: for simulations, and for measuring all the rest.

A take of theirs is a line of JSON that says what an engine was asked for and what it did wrong; the examiner and the
inspector believe it.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from picturelock.assets.ports import Examined
from picturelock.continuity.model import Expectation, Measured, Stretch, Tone
from picturelock.editorial.model import Assembly
from picturelock.editorial.ports import Fetch, Film
from picturelock.editorial.ports import Progress as Segments
from picturelock.gateway.ports import Progress
from picturelock.kernel.errors import Invalid
from picturelock.kernel.nouns import Finding, MediaFacts, Prompt, Rate, Staging

GREY = Tone(lightness=50.0, a=0.0, b=0.0, dark=20.0, middle=118.0, bright=220.0)
PICTURE = b"\xff\xd8\xff a picture \xff\xd9"
FAULTY = (4, 9)
"""First and last frame of a fault, where the take is so long."""

Errs = Callable[[Prompt], str]
"""What is wrong with the take of a prompt: `black`, `frozen`, `cut`, or nothing. The same for the same prompt."""

Tries = Callable[[Prompt], Awaitable[None]]
"""What becomes of a try before anything is made: it may take its time, or raise Transient or Refused."""


def flawless(_: Prompt) -> str:
    return ""


async def at_once(_: Prompt) -> None: ...


def first_takes(bad: Mapping[str, int], fault: str = "black") -> Errs:
    """Of each shot in `bad`, so many different prompts err, and later ones do not."""
    seen: dict[str, list[str]] = {}

    def errs(prompt: Prompt) -> str:
        prompts = seen.setdefault(prompt.shot, [])
        if prompt.digest not in prompts:
            prompts.append(prompt.digest)
        return fault if prompts.index(prompt.digest) < bad.get(prompt.shot, 0) else ""

    return errs


@dataclass(frozen=True, slots=True)
class InstantDelivery:
    video: Path
    report: Path | None = None


@dataclass(slots=True)
class InstantEngine:
    name: str = "previz"
    version: str = "instant-1"
    errs: Errs = flawless
    tries: Tries = at_once
    made: list[str] = field(default_factory=list)
    """Digests of the prompts that takes were made of, in order; one that was made twice stands there twice."""

    async def make(self, prompt: Prompt, workspace: Path, progress: Progress) -> InstantDelivery:
        await self.tries(prompt)
        video = workspace / "take.mp4"
        video.write_bytes(instant_take(prompt, self.errs(prompt)))
        self.made.append(prompt.digest)
        progress(prompt.frames)
        return InstantDelivery(video)


def sleeping() -> InstantEngine:
    """One that needs half a second for each take, and no work: for `--engine picturelock.testing.instant:sleeping`."""

    async def sleep(_: Prompt) -> None:
        await asyncio.sleep(0.5)

    return InstantEngine(tries=sleep)


def instant_take(prompt: Prompt, fault: str = "") -> bytes:
    said = {
        "prompt": prompt.digest,
        "brief": prompt.brief_digest,
        "width": prompt.width,
        "height": prompt.height,
        "frames": prompt.frames,
        "rate": prompt.rate.model_dump(),
        "fault": fault,
    }
    return json.dumps(said).encode()


class InstantExaminer:
    async def examine(self, video: Path) -> Examined:
        return Examined(facts=facts_of(video), strip=PICTURE, poster=PICTURE)

    async def look(self, file: Path, called: str) -> Examined:  # noqa: ARG002
        return await self.examine(file)


class InstantInspector:
    async def inspect(self, video: Path, staging: Staging | None, expected: Expectation) -> Measured:  # noqa: ARG002
        said = _read(video)
        first, last = (min(frame, expected.frames - 1) for frame in FAULTY)
        run = (Stretch(first=first, last=last, strength=float(last - first + 1)),)
        return Measured(
            shot=expected.shot,
            setting=expected.setting,
            size=expected.size,
            facts=_facts(said),
            tone=GREY,
            head=GREY,
            tail=GREY,
            black=run if said["fault"] == "black" else (),
            frozen=run if said["fault"] == "frozen" else (),
            cuts=run if said["fault"] == "cut" else (),
            by="instant-1",
        )

    async def evidence(self, video: Path, measured: Measured, finding: Finding) -> bytes:  # noqa: ARG002
        return PICTURE


class InstantBench:
    """Its film says which assembly it is."""

    def __init__(self) -> None:
        self._kept: set[str] = set()

    async def render(self, assembly: Assembly, fetch: Fetch, folder: Path, progress: Segments) -> Film:
        new = [segment for segment in assembly.segments if segment.digest not in self._kept]
        for part in (part for segment in new for part in segment.parts if part.digest):
            async with fetch(part.digest) as take:
                _read(take)
        self._kept.update(segment.digest for segment in new)
        progress(len(assembly.segments), len(assembly.segments))
        return Film(
            path=_written(folder / "film.mp4", assembly),
            segments=len(assembly.segments),
            encoded=len(new),
            loudness=-23.0,
        )

    async def turn_over(self, assembly: Assembly, folder: Path) -> Sequence[Path]:
        return [_written(folder / name, assembly) for name in ("cut.otio", "cut.edl", "cut.fcpxml", "film.srt")]

    async def draw(self, assembly: Assembly, posters: Mapping[str, bytes], folder: Path) -> Sequence[Path]:  # noqa: ARG002
        return [_written(folder / "storyboard.pdf", assembly)]


def facts_of(video: Path) -> MediaFacts:
    """Raises Invalid when it is not one of these takes."""
    return _facts(_read(video))


def _written(file: Path, assembly: Assembly) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"{file.name} of {assembly.digest}")
    return file


def _read(video: Path) -> dict[str, object]:
    try:
        said: dict[str, object] = json.loads(video.read_bytes())
    except ValueError as error:
        raise Invalid(f"{video.name}: was not made by the instant engine ({error})", reason="BAD_MEDIA") from error
    return said


def _facts(said: Mapping[str, object]) -> MediaFacts:
    rate = Rate.model_validate(said["rate"])
    frames = int(str(said["frames"]))
    return MediaFacts.model_validate(
        {
            "container": "mp4",
            "video_codec": "h264",
            "width": said["width"],
            "height": said["height"],
            "frames": frames,
            "rate": rate,
            "seconds": rate.seconds(frames),
        }
    )
