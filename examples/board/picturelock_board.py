"""Draws a shot as a board to be read: its camera, its people, and what is done and said at which moment."""

import asyncio
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from picturelock.compiler.model import AnySize, Dialect, FrameLattice, Target
from picturelock.gateway.ports import Progress
from picturelock.kernel.errors import Invalid
from picturelock.kernel.nouns import Figure, Position, Presence, Prompt, ShotSize
from picturelock.media.previz.scene import Scene

TARGET = Target(
    name="board",
    model="board",
    dialect=Dialect.PREVIZ,
    sizes=AnySize(least=16, most=4096, multiple=2),
    lengths=FrameLattice(most=14_400),
    most_cast=12,
)
PAPER, INK, FAINT, HAND = "#efe9dc", "#25272c", "#8d8878", "#c23b22"
ACROSS = {
    Position.FAR_LEFT: 0.12, Position.LEFT: 0.3, Position.CENTRE: 0.5, Position.RIGHT: 0.7, Position.FAR_RIGHT: 0.88,
}  # fmt: skip
TALL = dict(zip(ShotSize, (0.2, 0.45, 0.85, 1.2, 1.7, 2.3, 3.2, 4.5, 1.2), strict=True))
"""A person's height in heights of the picture, by the size of the shot."""
TOLD_EVERY = 12
"""Frames between two words of progress."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What `make` leaves. A board is no picture of a set, so it has no account of where things stand."""

    video: Path
    report: Path | None = None


@dataclass(frozen=True, slots=True)
class Beat:
    """Something done or said, in the frames `start` to `end`."""

    start: int
    end: int
    who: str
    words: str


class BoardEngine:
    name = "board"
    version = "board-1"
    """To be raised whenever the same prompt would be drawn otherwise: takes of another version are not used again."""

    async def make(self, prompt: Prompt, workspace: Path, progress: Progress) -> Drawn:
        """In a thread, so that the process goes on keeping its leases alive; told to stop, the thread stops."""
        board, stop = Board(scene_of(prompt), prompt.shot), threading.Event()
        loop, video = asyncio.get_running_loop(), workspace / "take.mp4"

        def told(frames: int) -> None:
            loop.call_soon_threadsafe(progress, frames)

        try:
            await asyncio.to_thread(film, board, video, stop, told)
        finally:
            stop.set()
        return Drawn(video)


def scene_of(prompt: Prompt) -> Scene:
    try:
        return Scene.model_validate_json(prompt.text)
    except ValueError as error:
        raise Invalid(f"{prompt.shot}: not a prompt of the dialect previz: {error}", reason="BAD_PROMPT") from error


def film(board: "Board", video: Path, stop: threading.Event, progress: Progress) -> None:
    """One thread codes, so that the same board is the same bytes."""
    scene = board.scene
    with av.open(str(video), "w") as container:
        stream = container.add_stream("libx264", rate=scene.rate.fps, options={"preset": "veryfast", "threads": "1"})
        stream.width, stream.height, stream.pix_fmt = scene.width, scene.height, "yuv420p"
        for done, picture in enumerate(board.pictures(), start=1):
            if stop.is_set():
                return
            container.mux(stream.encode(av.VideoFrame.from_ndarray(np.asarray(picture), format="rgb24")))
            if done % TOLD_EVERY == 0 or done == scene.frames:
                progress(done)
        container.mux(stream.encode())


class Board:
    """Sizes are in hundredths of the picture's height, `u`."""

    def __init__(self, scene: Scene, shot: str) -> None:
        self.scene, self.shot, self.u = scene, shot, scene.height / 100
        said = [Beat(line.start, line.start + line.frames, line.cue, line.text) for line in scene.lines]
        done = [Beat(action.start, action.start + action.frames, "", action.text) for action in scene.actions]
        self.beats = sorted((*done, *said), key=lambda beat: (beat.start, beat.end))

    def pictures(self) -> Iterator[Image.Image]:
        """One a frame. What stands still is drawn when it changes, and the hand and the clock every time."""
        shown, page = None, Image.new("RGB", (self.scene.width, self.scene.height))
        for frame in range(self.scene.frames):
            now = [beat.start <= frame < beat.end for beat in self.beats]
            if now != shown:
                shown, page = now, self.page(now)
            picture = page.copy()
            self.clock(ImageDraw.Draw(picture), frame)
            yield picture

    def page(self, now: list[bool]) -> Image.Image:
        page = Image.new("RGB", (self.scene.width, self.scene.height), PAPER)
        draw = ImageDraw.Draw(page)
        self.heading(draw)
        page.paste(self.sketch(), (round(self.scene.width - 62 * self.u), round(24 * self.u)))
        y = 24 * self.u
        for beat, is_now in zip(self.beats, now, strict=True):
            y = self.write_beat(draw, beat, y, INK if is_now else FAINT)
        return page

    def heading(self, draw: ImageDraw.ImageDraw) -> None:
        scene, camera = self.scene, self.scene.camera
        seen = [camera.size, camera.angle, camera.move, f"{camera.lens_mm} mm"]
        where = [scene.interior, scene.place.name, scene.time, scene.weather]
        self.write(draw, 4, 4, self.shot, 8, INK)
        self.write(draw, 4, 14, "  ".join(map(spelt, seen)), 4, HAND)
        self.write(draw, 4, 19, "  ".join(map(spelt, where)), 3, INK)

    def sketch(self) -> Image.Image:
        """Who stands where in the picture, as large as the size of the shot says, in the first of their clothes."""
        wide, high = round(58 * self.u), round(58 * self.u * self.scene.height / self.scene.width)
        sketch = Image.new("RGB", (max(wide, 1), max(high, 1)), "#ffffff")
        draw = ImageDraw.Draw(sketch)
        for presence in self.scene.cast:
            if presence.physique.figure is not Figure.UNSEEN:
                person(draw, presence, ACROSS[presence.position] * wide, high, TALL[self.scene.camera.size] * high)
        draw.rectangle((0, 0, wide - 1, high - 1), outline=INK, width=max(1, round(self.u / 2)))
        return sketch

    def write_beat(self, draw: ImageDraw.ImageDraw, beat: Beat, y: float, colour: str) -> float:
        """Where the next may begin."""
        at, left = f"{self.scene.rate.seconds(beat.start):.1f}", 12
        self.write(draw, 4, y / self.u, at, 3, colour)
        across = self.scene.width / self.u - left - 66
        for row in wrapped(f"{beat.who}: {beat.words}" if beat.who else beat.words, self.face(4), across * self.u):
            self.write(draw, left, y / self.u, row, 4, colour)
            y += 5 * self.u
        return y + 2 * self.u

    def clock(self, draw: ImageDraw.ImageDraw, frame: int) -> None:
        """The shot as a bar of its beats, how far it has come, and the frame."""
        scene, u = self.scene, self.u
        left, right, top = 4 * u, scene.width - 4 * u, 88 * u
        step = (right - left) / scene.frames
        for beat in self.beats:
            high = 3 * u if beat.who else 1.5 * u
            draw.rectangle((left + beat.start * step, top, left + beat.end * step, top + high), fill=FAINT)
        draw.rectangle((left, top + 4 * u, left + (frame + 1) * step, top + 6 * u), fill=HAND)
        self.write(draw, 4, 95, f"{scene.rate.seconds(frame):.2f} s   {frame + 1} of {scene.frames}", 3, INK)

    def write(self, draw: ImageDraw.ImageDraw, x: float, y: float, text: str, size: float, colour: str) -> None:
        draw.text((x * self.u, y * self.u), text, fill=colour, font=self.face(size))

    def face(self, size: float) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
        return ImageFont.load_default(max(4, size * self.u))


def person(draw: ImageDraw.ImageDraw, presence: Presence, x: float, high: int, tall: float) -> None:
    """Head and body around `x`; who is taller than the picture is cut off below it."""
    head = tall / 8
    top = max(high * 0.1, high * 0.95 - tall)
    colour = presence.wardrobe[0].colour if presence.wardrobe else FAINT
    draw.rounded_rectangle((x - head, top + head, x + head, top + tall), radius=head / 2, fill=colour)
    draw.ellipse((x - head / 2, top, x + head / 2, top + head * 1.2), fill=presence.physique.skin)


def spelt(word: str) -> str:
    return word.replace("_", " ")


def wrapped(text: str, face: ImageFont.FreeTypeFont | ImageFont.ImageFont, width: float) -> list[str]:
    rows = [""]
    for word in text.split():
        longer = f"{rows[-1]} {word}".strip()
        if rows[-1] and face.getlength(longer) > width:
            rows.append(word)
        else:
            rows[-1] = longer
    return rows
