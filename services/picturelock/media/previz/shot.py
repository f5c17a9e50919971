"""One shot, ready to be drawn frame by frame: set, cast, camera, light, weather and finish."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import pairwise
from typing import Any

import numpy as np

from picturelock.kernel.nouns import Interior, Move, Posture, ShotSize, Travel, Weather
from picturelock.media.previz import finish, weather
from picturelock.media.previz.actors import draw_actor
from picturelock.media.previz.cast import Actor, Envelopes, Mark, cast_of, mark_at, subject_of
from picturelock.media.previz.detail import draw_detail, is_detail, showable
from picturelock.media.previz.easel import Easel
from picturelock.media.previz.light import Light
from picturelock.media.previz.optics import View, framing, moved
from picturelock.media.previz.places import build_place
from picturelock.media.previz.places.kinds import VEHICLE
from picturelock.media.previz.plates import Pixels, Plate, blank, blurred, lay, new_surface, paint_plate, roll
from picturelock.media.previz.scene import Scene
from picturelock.media.previz.stage import Item, Stage
from picturelock.media.previz.words import mentions

BANDS = (-1e9, -60.0, 140.0, 620.0, 3000.0, 1e12)
"""Depths between which things are painted on one plate when the camera moves."""

FOG_Z = 70.0
"""Banks of fog drift just behind the subject: what is before them keeps its colours."""
FIXED = {Move.STATIC, Move.PAN_LEFT, Move.PAN_RIGHT, Move.TILT_UP, Move.TILT_DOWN, Move.HANDHELD}
"""Moves that turn the camera but leave it where it is: near and far shift alike."""

FOCUS = {
    ShotSize.MEDIUM: 2.2, ShotSize.MEDIUM_CLOSE: 3.6, ShotSize.CLOSE: 5.5, ShotSize.EXTREME_CLOSE: 8.0,
    ShotSize.INSERT: 6.5, ShotSize.MEDIUM_WIDE: 1.0,
}  # fmt: skip
"""Sigma, in thousandths of the frame's height, with which things far behind the subject are out of focus at 35 mm."""


@dataclass
class Shot:
    scene: Scene
    envelopes: Envelopes = field(default_factory=dict)

    def __post_init__(self) -> None:
        scene = self.scene = showable(seated(self.scene))
        self.start: View = framing(scene, subject_of(scene))
        self.stage: Stage = build_place(scene, self.start)
        self.light: Light = self.stage.light
        self.cast: tuple[Actor, ...] = () if is_detail(scene) else cast_of(scene, self.start)
        self.pixels: Pixels = np.zeros((scene.height, scene.width, 4), np.uint8)
        self.canvas: Any = new_surface(scene.width, scene.height, self.pixels).getCanvas()
        self.films = finish.films(scene.width, scene.height, scene.look.grain)

    def view(self, frame: int) -> View:
        return moved(self.start, self.scene, frame)

    def marks(self, frame: int) -> list[tuple[Actor, Mark]]:
        return [(actor, mark_at(self.scene, self.start, actor, frame, self.envelopes)) for actor in self.cast]

    @cached_property
    def plates(self) -> list[Plate]:
        """Every still part of the set, farthest first."""
        last = self.scene.frames - 1
        views = [self.view(round(last * step / 12)) for step in range(13)]
        if self.scene.camera.move is Move.HANDHELD:
            views = [self.view(frame) for frame in range(self.scene.frames)]
        return [paint_plate(bands, self.start, self.light, views, self._blur) for bands in self._groups()]

    def _groups(self) -> list[list[list[Item]]]:
        """Plates of bands of items. While the camera only turns, a new one begins where an actor may stand."""
        items = [item for item in self.stage.items if not item.live]
        bands = [[i for i in items if low <= i.z < high] for low, high in pairwise(BANDS)]
        bands = [_ for _ in reversed(bands) if _]
        if self.scene.camera.move not in FIXED:
            return [[band] for band in bands]
        cuts = sorted((a.z for a in self.cast), reverse=True) + [i.z for i in self.stage.items if i.live]
        groups: list[list[list[Item]]] = []
        for band in bands:
            for part in _cut(band, cuts):
                if groups and not _between(groups[-1][-1][0].z, part[0].z, cuts):
                    groups[-1].append(part)
                else:
                    groups.append([part])
        return groups

    def _blur(self, z: float) -> float:
        """Sigma in pixels for a thing at depth z: the farther from the plane of focus, the softer."""
        strength = FOCUS.get(self.scene.camera.size, 0.0) * self.scene.height / 1000
        lens = min(2.2, max(0.5, self.scene.camera.lens_mm / 35)) ** 0.7
        distance = self.start.distance
        away = abs(z) / max(distance + z, distance * 0.3)
        return float(strength * lens * min(away, 1.0))

    def draw(self, frame: int, *, bare: bool = False) -> Pixels:
        """The frame in BGRA. The array is used again for the next one. `bare` leaves out weather and finish."""
        canvas, view = self.canvas, self.view(frame)
        canvas.save()
        roll(canvas, view)
        self._world(view, frame)
        canvas.restore()
        if not bare:
            if not self.light.inside:
                weather.draw(canvas, self.scene, self.light, frame)
            canvas.drawImage(self.films[frame % len(self.films)], 0, 0)
        return self.pixels

    def _world(self, view: View, frame: int) -> None:
        seconds = self.scene.rate.seconds(frame)
        easel = Easel(self.canvas, view, self.light, seconds)
        lay_plate = partial(lay, self.canvas, painted=self.start, seen=view)
        things: list[tuple[float, int, Callable[[], object]]] = [
            (plate.z, 0, partial(lay_plate, plate)) for plate in self.plates
        ]
        things += [(item.z, 1, partial(item.draw, easel)) for item in self.stage.items if item.live]
        things += [(mark.z, 2, partial(self._act, view, actor, mark)) for actor, mark in self.marks(frame)]
        if self.scene.weather is Weather.FOG and not self.light.inside:
            things.append((FOG_Z, 1, partial(weather.fog, self.canvas, self.scene, self.light, frame)))
        for _, _, draw in sorted(things, key=lambda thing: (-thing[0], thing[1])):
            draw()
        if is_detail(self.scene):
            draw_detail(self.canvas, self.scene, self.light, self.start, view, seconds)

    def _act(self, view: View, actor: Actor, mark: Mark) -> None:
        if not actor.over_shoulder:
            draw_actor(self.canvas, view, self.light, actor, mark)
            return
        sway = math.sin(mark.moment.seconds * 1.3) * self.scene.height / 450
        move = view.at(actor.x, 0, actor.z)
        image, at = self._shoulder
        self.canvas.drawImage(image, round(move[0] - at[0] + sway), round(move[1] - at[1] + sway * 0.5))

    @cached_property
    def _shoulder(self) -> tuple[Any, tuple[float, float]]:
        """The one in the near foreground, painted once and out of focus."""
        actor, mark = next((a, m) for a, m in self.marks(0) if a.over_shoulder)
        pixels = blank(self.scene.width, self.scene.height)
        draw_actor(
            new_surface(self.scene.width, self.scene.height, pixels).getCanvas(), self.start, self.light, actor, mark
        )
        return blurred(pixels, self.scene.height * 0.007), self.start.at(actor.x, 0, actor.z)


def seated(scene: Scene) -> Scene:
    """In a car everybody sits."""
    said = f"{scene.place.kind} {scene.place.name}"
    if scene.interior is Interior.EXT or not mentions(said, VEHICLE):
        return scene
    cast = tuple(who.model_copy(update={"posture": Posture.SITTING, "travel": Travel.NONE}) for who in scene.cast)
    return scene.model_copy(update={"cast": cast})


def _cut(band: Sequence[Item], cuts: Sequence[float]) -> list[list[Item]]:
    parts: list[list[Item]] = []
    for item in sorted(band, key=lambda one: -one.z):
        if parts and not _between(parts[-1][-1].z, item.z, cuts):
            parts[-1].append(item)
        else:
            parts.append([item])
    return parts


def _between(far: float, near: float, cuts: Sequence[float]) -> bool:
    return any(near <= cut < far for cut in cuts)
