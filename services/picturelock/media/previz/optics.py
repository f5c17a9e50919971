"""A pinhole camera in a world of centimetres: x to the right, y up from the ground, z away from the camera.

The subject stands at the origin; the camera looks along z from `distance` before it. The film plane stays upright
(tilting is done by shifting it, as with a view camera), so verticals stay vertical.
"""

import math
from dataclasses import dataclass, replace

from picturelock.kernel.nouns import Angle, Camera, Interior, Move, ShotSize
from picturelock.media.previz.ink import Point, ease, wander
from picturelock.media.previz.scene import Scene

FILM_WIDTH_MM = 36.0
NEAREST = 25.0
"""Nothing nearer to the lens than this, in centimetres, is drawn."""

FRAME_SHARE = {
    ShotSize.EXTREME_WIDE: 6.4,
    ShotSize.WIDE: 2.35,
    ShotSize.FULL: 1.22,
    ShotSize.MEDIUM_WIDE: 0.84,
    ShotSize.MEDIUM: 0.58,
    ShotSize.MEDIUM_CLOSE: 0.385,
    ShotSize.CLOSE: 0.235,
    ShotSize.EXTREME_CLOSE: 0.105,
    ShotSize.INSERT: 0.19,
}
"""Height of the frame at the subject, in heights of the subject."""

HEADROOM = {
    ShotSize.EXTREME_WIDE: 0.64,
    ShotSize.WIDE: 0.42,
    ShotSize.FULL: 0.09,
    ShotSize.MEDIUM_WIDE: 0.09,
    ShotSize.MEDIUM: 0.1,
    ShotSize.MEDIUM_CLOSE: 0.1,
    ShotSize.CLOSE: 0.06,
}
"""Where the top of the subject's head is, in heights of the frame from its top edge."""

LENS_HEIGHT = {
    ShotSize.EXTREME_WIDE: 1.75,
    ShotSize.WIDE: 0.86,
    ShotSize.FULL: 0.6,
    ShotSize.MEDIUM_WIDE: 0.76,
    ShotSize.MEDIUM: 0.86,
    ShotSize.MEDIUM_CLOSE: 0.92,
    ShotSize.CLOSE: 0.94,
    ShotSize.EXTREME_CLOSE: 0.94,
    ShotSize.INSERT: 0.8,
}
"""Height of the camera for an eye-level shot, in heights of the subject."""

TIGHT = (ShotSize.MEDIUM_CLOSE, ShotSize.CLOSE, ShotSize.EXTREME_CLOSE)


@dataclass(frozen=True)
class Subject:
    """What the camera is about: its height above the ground and the height it is looked at, in centimetres."""

    top: float = 172.0
    eyes: float = 160.0
    head: float = 24.0
    rise: float = 0.0
    """How much higher than its own crown the frame must begin, for the others in it."""


@dataclass(frozen=True)
class View:
    """The camera at one frame. Pixels are of the delivered size; `horizon` is a pixel row."""

    width: int
    height: int
    focal: float
    """Focal length in pixels."""
    distance: float
    lens_height: float
    horizon: float
    x: float = 0.0
    shift: float = 0.0
    """Pixels everything is moved to the right by."""
    roll: float = 0.0
    """Degrees."""
    squash: float = 1.0
    """How much of its height an upright thing keeps; less than 1 where the camera looks down on it."""

    def scale(self, z: float) -> float:
        """Pixels per centimetre at that depth."""
        return self.focal / max(self.distance + z, NEAREST)

    def at(self, x: float, y: float, z: float) -> Point:
        scale = self.scale(z)
        return (
            self.width / 2 + self.shift + (x - self.x) * scale,
            self.horizon - (y - self.lens_height) * scale,
        )

    def span(self, z: float) -> tuple[float, float]:
        """Left and right edge of the frame at that depth, in centimetres."""
        scale = self.scale(z)
        half = self.width / 2 / scale
        return (self.x - self.shift / scale - half, self.x - self.shift / scale + half)

    def x_of(self, share: float, z: float = 0.0) -> float:
        """Where to stand at that depth to be seen at this share (0 to 1) of the frame's width."""
        left, right = self.span(z)
        return left + (right - left) * share


def framing(scene: Scene, subject: Subject) -> View:
    """The view a cinematographer would set up for this size, angle and lens, before the camera moves."""
    camera = scene.camera
    tall = _frame_height(scene, subject)
    focal = max(scene.width, scene.height) * min(max(camera.lens_mm, 12), 200) / FILM_WIDTH_MM
    scale = scene.height / tall
    lens_height = _lens_height(camera, subject, tall)
    return View(
        width=scene.width,
        height=scene.height,
        focal=focal,
        distance=max(focal / scale, NEAREST * 2),
        lens_height=lens_height,
        horizon=_anchor(scene, subject, scale) - lens_height * scale,
        roll=-6.0 if camera.angle is Angle.DUTCH else 0.0,
        squash=0.7 if camera.angle is Angle.OVERHEAD else 1.0,
    )


def _frame_height(scene: Scene, subject: Subject) -> float:
    tall = FRAME_SHARE[scene.camera.size] * max(subject.top, 40.0)
    if scene.camera.size in {*TIGHT, ShotSize.MEDIUM}:
        tall = max(FRAME_SHARE[scene.camera.size] * 172 * subject.head / 24, tall * 0.4)
    tall += subject.rise
    inside = scene.interior is Interior.INT
    if scene.camera.size is ShotSize.WIDE:
        tall = max(tall * (0.8 if inside else 1.0), 300.0)
    if scene.camera.size is ShotSize.EXTREME_WIDE:
        tall = max(tall * 0.38, 420.0) if inside else max(tall, 900.0)
    return tall * _tallness(scene)


def _tallness(scene: Scene) -> float:
    """How much more than its share a frame shows because it is upright: 1 for a wide one."""
    return min(max(1.2 * scene.height / scene.width, 1.0), 1.75)


def _lens_height(camera: Camera, subject: Subject, tall: float) -> float:
    level = LENS_HEIGHT[camera.size] * subject.top
    if camera.size in TIGHT:
        level = subject.eyes
    return {
        Angle.LOW: max(subject.top * 0.12, level - tall * 0.62 - 18),
        Angle.HIGH: level + tall * 0.5 + 60,
        Angle.OVERHEAD: level + tall * 1.3 + 160,
    }.get(camera.angle, level)


def _anchor(scene: Scene, subject: Subject, scale: float) -> float:
    """Pixel row of the ground under the subject: set so that the head has its headroom."""
    camera, height = scene.camera, scene.height
    if camera.size in {ShotSize.EXTREME_CLOSE, ShotSize.INSERT}:
        return height * 0.47 + (subject.eyes - subject.head * 0.1) * scale
    room = HEADROOM[camera.size]
    if scene.interior is Interior.INT and camera.size in {ShotSize.WIDE, ShotSize.EXTREME_WIDE}:
        room = 0.34
    room += (_tallness(scene) - 1) * 0.18
    if camera.angle is Angle.OVERHEAD:
        return height * (room + 0.16) + subject.top * 0.7 * scale
    return height * room + (subject.top + subject.rise) * scale


def moved(start: View, scene: Scene, frame: int) -> View:
    """The view at a frame of the shot, its move eased in and out."""
    share = ease(0.04 + 0.92 * frame / max(1, scene.frames - 1))
    centred = share - 0.5
    wide = start.width / start.scale(0)
    view = {
        Move.PUSH_IN: lambda: replace(start, distance=start.distance * (1.1 - 0.2 * share)),
        Move.PULL_OUT: lambda: replace(start, distance=start.distance * (0.9 + 0.22 * share)),
        Move.PAN_LEFT: lambda: replace(start, shift=start.shift + start.width * 0.2 * centred),
        Move.PAN_RIGHT: lambda: replace(start, shift=start.shift - start.width * 0.2 * centred),
        Move.TILT_UP: lambda: replace(start, horizon=start.horizon + start.height * 0.24 * (share - 0.7)),
        Move.TILT_DOWN: lambda: replace(start, horizon=start.horizon - start.height * 0.24 * (share - 0.7)),
        Move.TRACK_LEFT: lambda: replace(start, x=start.x - wide * 0.22 * centred),
        Move.TRACK_RIGHT: lambda: replace(start, x=start.x + wide * 0.22 * centred),
        Move.CRANE_UP: lambda: _craned(start, share),
        Move.HANDHELD: lambda: _held(start, scene, frame),
    }.get(scene.camera.move, lambda: start)()
    return _kept_on_subject(start, view)


def _kept_on_subject(start: View, view: View) -> View:
    """A camera that comes nearer also tilts, so that what was at its eye's height stays where it was."""
    if view.distance == start.distance:
        return view
    middle = start.height * 0.42
    height = start.lens_height - (middle - start.horizon) / start.scale(0)
    return replace(view, horizon=middle + (height - view.lens_height) * view.scale(0))


def _craned(start: View, share: float) -> View:
    rise = 0.42 * start.height / start.scale(0) * (share - 0.15)
    return replace(
        start,
        lens_height=start.lens_height + rise,
        horizon=start.horizon - rise * start.scale(0) * 0.12,
    )


def _held(start: View, scene: Scene, frame: int) -> View:
    seconds, phase = scene.rate.seconds(frame), scene.seed % 97
    return replace(
        start,
        shift=start.shift + wander(seconds * 1.2, phase) * start.width * 0.008,
        horizon=start.horizon + wander(seconds * 1.4, phase + 11) * start.height * 0.009,
    )


def rolled(view: View, point: Point) -> Point:
    """Where a point of the upright picture lies after the camera's roll (and the zoom that hides its corners)."""
    angle, zoom = math.radians(view.roll), roll_zoom(view)
    dx, dy = (point[0] - view.width / 2) * zoom, (point[1] - view.height / 2) * zoom
    cos, sin = math.cos(angle), math.sin(angle)
    return (view.width / 2 + dx * cos - dy * sin, view.height / 2 + dx * sin + dy * cos)


def roll_zoom(view: View) -> float:
    """How much a rolled picture is enlarged so that its corners are covered."""
    angle = abs(math.radians(view.roll))
    return math.cos(angle) + math.sin(angle) * max(view.width / view.height, view.height / view.width)
