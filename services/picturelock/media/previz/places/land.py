"""The large parts of a place outside: ground, water, hills, skylines."""

import math
import random

from picturelock.kernel.nouns import Weather
from picturelock.media.colour import RGB
from picturelock.media.colour import parse as rgb
from picturelock.media.previz.easel import Easel
from picturelock.media.previz.ink import fill, linear, mix, oval, poly, rect, shade, smooth, stroke
from picturelock.media.previz.light import LOW_SUN
from picturelock.media.previz.stage import Stage

WIDE = 60000.0


HORIZON_Z = 90000.0


NEAR_Z = -2000.0


FAINT = -0.2
"""A wave that glints less than this is not drawn."""
MASTED = 0.75
"""Towers whose throw is higher carry a mast."""


def ground(stage: Stage, colour: str, *, far: str = "", z: float = HORIZON_Z, near: float = NEAR_Z) -> None:
    """A plane from the camera to the horizon, its colour going over to `far`."""

    def draw(easel: Easel) -> None:
        view = easel.view
        top = view.at(0, 0, z)[1]
        low = min(view.height * 2.0, view.at(0, 0, max(near, 30 - view.distance))[1])
        if low <= top:
            return
        here, there = easel.tone(snowed(stage, colour)), easel.tone(snowed(stage, far or colour), 5200)
        area = rect(-view.width, top, view.width * 3, max(low, view.height * 2.0 if near == NEAR_Z else low) - top)
        easel.canvas.drawRect(
            area,
            linear(
                (0, top), (0, top + view.height * 0.5), [(0, there, 1), (0.3, mix(there, here, 0.6), 1), (1, here, 1)]
            ),
        )

    stage.put(min(z, HORIZON_Z) - 1.0 if near == NEAR_Z else (z + near) / 2, draw)


def snowed(stage: Stage, colour: str) -> RGB:
    """Flat ground under snow is nearly white."""
    return mix(rgb(colour), (246.0, 249.0, 253.0), 0.78 if stage.scene.weather is Weather.SNOW else 0.0)


def specks(
    stage: Stage,
    colour: str,
    count: int,
    size: tuple[float, float],
    *,
    low: float = -300.0,
    high: float = 1600.0,
    seed: int = 0,
) -> None:
    """Small flat things on the ground: stones, tufts, leaves, puddles."""
    dice = random.Random(f"{stage.scene.place.place}{colour}{seed}")
    spots = [(dice.uniform(-1.0, 1.0), dice.random(), dice.uniform(0.5, 1.3)) for _ in range(count)]

    def draw(easel: Easel) -> None:
        for across, deep, big in spots:
            z = low + (high - low) * deep**1.6
            if z < 40 - easel.view.distance:
                continue
            with easel.standing(across * (500 + z * 0.8 + easel.view.distance * 0.5), z) as canvas:
                canvas.drawOval(oval(0, 0, size[0] * big, size[1] * big), easel.plain(colour, z, 0.75))

    stage.put(700.0, draw)


def strip(stage: Stage, z1: float, z2: float, colour: str, *, y: float = 0.0, depth: float | None = None) -> None:
    """A band of ground across the whole picture, e.g. a road or a quay."""
    stage.put(
        depth if depth is not None else z2,
        lambda easel: easel.face([(-WIDE, y, z2), (WIDE, y, z2), (WIDE, y, z1), (-WIDE, y, z1)], snowed(stage, colour)),
    )


def rise(stage: Stage, z: float, y1: float, y2: float, colour: str) -> None:
    """A wall across the whole picture, e.g. the front of a quay or a kerb."""
    stage.put(z, lambda easel: easel.face([(-WIDE, y1, z), (WIDE, y1, z), (WIDE, y2, z), (-WIDE, y2, z)], colour))


def sea(stage: Stage, z1: float, *, y: float = -40.0, colour: str = "#2f6580") -> None:
    """Water from z1 to the horizon, with waves that glitter."""

    def draw(easel: Easel) -> None:
        view, light = easel.view, easel.light
        top, low = view.at(0, y, HORIZON_Z)[1], view.at(0, y, max(z1, 40 - view.distance))[1]
        deep = easel.tone(mix(rgb(colour), light.sky_top, 0.3))
        far = mix(light.graded(light.sky_low), deep, 0.25)
        if low > top:
            area = rect(-view.width, top, view.width * 3, low - top + 2)
            easel.canvas.drawRect(
                area, linear((0, top), (0, low), [(0, far, 1), (0.3, mix(far, deep, 0.6), 1), (1, deep, 1)])
            )
            _sun_path(easel, top, low)

    stage.put(HORIZON_Z - 10, draw)
    stage.put(max(z1, 100.0) + 900.0, lambda easel: _waves(easel, z1, y), live=True)


def _sun_path(easel: Easel, top: float, low: float) -> None:
    view, light = easel.view, easel.light
    if light.sun_height > LOW_SUN or easel.light.wet:
        return
    x = view.width * (0.5 + 0.3 * light.sun_side)
    tone = light.graded(light.sun)
    for step in range(9):
        y = top + (low - top) * (step / 9) ** 1.5 + 2
        wide = view.width * (0.02 + 0.012 * step)
        easel.canvas.drawOval(oval(x, y, wide, view.height * 0.003 * (1 + step * 0.4)), fill(tone, 0.35))


def _waves(easel: Easel, z1: float, y: float) -> None:
    view, dice = easel.view, random.Random(2)
    tone = easel.light.graded(mix(easel.light.sky_low, (255.0, 255.0, 255.0), 0.25))
    for _ in range(54):
        deep, across, phase, wide = dice.random(), dice.random(), dice.random() * 6.3, 0.6 + dice.random()
        z = max(z1, 60 - view.distance) + 60 + 5200 * deep**2.2
        left, right = view.span(z)
        px, py = view.at(left + (right - left) * (across * 1.2 - 0.1), y, z)
        glint = math.sin(easel.seconds * (1.0 + wide * 0.7) + phase)
        if glint < FAINT or not 0 < py < view.height:
            continue
        length = min(view.width * 0.09, 46 * wide * view.scale(z) * (0.6 + 0.4 * glint))
        px += math.sin(easel.seconds * 0.6 + phase) * length * 0.3
        easel.canvas.drawLine(
            px - length, py, px + length, py, stroke(tone, max(1.0, 2.2 * view.scale(z)), 0.12 + 0.3 * max(0.0, glint))
        )


def hills(
    stage: Stage, z: float, height: float, colour: str, *, rough: float = 0.3, seed: int = 0, peaks: bool = False
) -> None:
    """A ridge across the picture; `peaks` are pointed and carry snow."""
    dice = random.Random(f"{stage.scene.place.place}{seed}")
    step = height * (1.5 if peaks else 2.4)
    points = [
        (-WIDE * 0.6 + i * step, height * (1 - rough * 1.6 * dice.random())) for i in range(int(WIDE * 1.2 / step))
    ]

    def draw(easel: Easel) -> None:
        left, right = easel.view.span(z)
        inside = [
            (x, -y) for x, y in points if left - (right - left) - step * 2 < x < right + (right - left) + step * 2
        ]
        if not inside[2:]:
            return
        with easel.standing(0, z) as canvas:
            ends = [(inside[-1][0], height * 0.3), (inside[0][0], height * 0.3)]
            if not peaks:
                canvas.drawPath(smooth([*inside, *ends]), easel.plain(colour, z))
                return
            ridge = [p for (x, y) in inside for p in ((x - step * 0.5, y * 0.45), (x, y))]
            canvas.drawPath(poly([*ridge, *ends]), easel.plain(colour, z))
            for x, y in inside:
                _snow_cap(easel, x, y, step, z)

    stage.put(z, draw)


def _snow_cap(easel: Easel, x: float, y: float, step: float, z: float) -> None:
    dark, s = easel.tone("#44505e", z), -1 if easel.light.sun_side > 0 else 1
    easel.canvas.drawPath(
        poly([(x, y), (x + s * step * 0.5, y * 0.45), (x + s * step * 0.1, y * 0.3)]), fill(dark, 0.5)
    )
    cap = [
        (x, y),
        (x + step * 0.15, y * 0.83),
        (x + step * 0.05, y * 0.86),
        (x, y * 0.78),
        (x - step * 0.07, y * 0.86),
        (x - step * 0.15, y * 0.83),
    ]
    easel.canvas.drawPath(poly(cap), easel.plain("#f4f7fb", z * 0.6))


def skyline(stage: Stage, z: float, height: float, colour: str, *, seed: int = 0) -> None:
    """Towers against the sky, with lit windows after dark."""
    dice = random.Random(f"{stage.scene.place.place}sky{seed}")
    blocks, x = [], -z * 1.6
    while x < z * 1.6:
        wide = height * dice.uniform(0.16, 0.42)
        blocks.append((x, wide, height * dice.uniform(0.35, 1.0) ** 1.3, dice.random()))
        x += wide * dice.uniform(1.0, 1.25)

    def draw(easel: Easel) -> None:
        for left, wide, tall, throw in blocks:
            with easel.standing(left, z) as canvas:
                canvas.drawRect(rect(0, -tall, wide, tall + 50), easel.plain(shade(rgb(colour), 0.85 + 0.3 * throw), z))
                if throw > MASTED:
                    canvas.drawRect(rect(wide * 0.48, -tall * 1.12, wide * 0.05, tall * 0.12), easel.plain(colour, z))
                _lit_panes(easel, wide, tall, z, throw)

    stage.put(z, draw)


def _lit_panes(easel: Easel, wide: float, tall: float, z: float, throw: float) -> None:
    dice, size = random.Random(throw), wide / 7
    tone = easel.lamp_tone("#ffdf9a", z * 0.4) if easel.light.dark else easel.tone("#dbe7ee", z)
    for row in range(int(tall / size / 1.7)):
        for column in range(3):
            if dice.random() < (0.34 if easel.light.dark else 0.5):
                easel.canvas.drawRect(
                    rect(size * (0.9 + column * 2), -tall + size * (0.8 + row * 1.7), size * 1.1, size * 0.9),
                    fill(tone, 0.85 if easel.light.dark else 0.35),
                )
