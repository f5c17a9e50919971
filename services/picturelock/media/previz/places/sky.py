"""The sky over a place: its colours, sun or moon, stars, clouds, lightning."""

import math
import random

from picturelock.kernel.nouns import TimeOfDay, Weather
from picturelock.media.colour import RGB
from picturelock.media.previz.easel import Easel, soft
from picturelock.media.previz.ink import WHITE, fill, light_paint, linear, mix, oval, radial, shade, smooth, stroke
from picturelock.media.previz.light import LOW_SUN
from picturelock.media.previz.stage import FAR, Stage

FLASH = 0.35
"""Seconds a bolt of lightning is seen."""
CLOUDED = {Weather.CLOUDY: 9, Weather.RAIN: 11, Weather.STORM: 13, Weather.SNOW: 9, Weather.WIND: 7, Weather.CLEAR: 4}


def add_sky(stage: Stage) -> None:
    stage.put(FAR, _gradient)
    if stage.scene.weather in {Weather.CLEAR, Weather.WIND}:
        if stage.scene.time in {TimeOfDay.NIGHT, TimeOfDay.EVENING}:
            stage.put(FAR * 0.999, _stars)
        stage.put(FAR * 0.998, lambda easel: _sun(stage, easel))
    if stage.scene.weather is Weather.STORM:
        stage.put(FAR * 0.996, lambda easel: _lightning(stage, easel), live=True)
    clouds = CLOUDED.get(stage.scene.weather, 0)
    if clouds:
        stage.put(FAR * 0.997, lambda easel: _clouds(stage, easel, clouds))


def _gradient(easel: Easel) -> None:
    view, light = easel.view, easel.light
    top, low = light.graded(light.sky_top), light.graded(light.sky_low)
    horizon = min(max(view.horizon, view.height * 0.1), view.height * 1.6)
    margin = view.height
    paint = linear(
        (0, horizon - view.height * 0.95), (0, horizon), [(0, top, 1), (0.55, mix(top, low, 0.45), 1), (1, low, 1)]
    )
    easel.canvas.drawRect(_wide(view.width, -margin, view.height * 3), paint)


def _wide(width: int, top: float, height: float) -> object:
    return oval(width / 2, top + height / 2, width * 1.5, height / 2)


def _stars(easel: Easel) -> None:
    view, dice = easel.view, random.Random(11)
    for _ in range(90):
        x, y, size = dice.random() * 1.4 - 0.2, dice.random() ** 1.4, dice.random()
        radius = (0.6 + 1.1 * size**4) * view.height / 720
        easel.canvas.drawCircle(
            x * view.width, view.horizon - view.height * (1 - y * 0.92), radius, fill(WHITE, 0.25 + 0.6 * size)
        )


def _sun(stage: Stage, easel: Easel) -> None:
    view, light = easel.view, easel.light
    night = stage.scene.time in {TimeOfDay.NIGHT, TimeOfDay.EVENING}
    if light.sun_height > LOW_SUN:
        return
    up = 0.3 if night else max(0.06, light.sun_height * 0.55)
    x, y = view.width * (0.5 + 0.3 * light.sun_side), view.horizon - view.height * up
    unit = view.height / 720
    glow = 330 * unit
    tone = light.graded(light.sun)
    strength = 0.4 if night else 0.65
    easel.canvas.drawCircle(
        x, y, glow, light_paint(radial((x, y), glow, [(0, tone, strength), (0.3, tone, strength * 0.35), (1, tone, 0)]))
    )
    easel.canvas.drawCircle(x, y, (21 if night else 34) * unit, fill(mix(tone, WHITE, 0.55)))
    if night:
        easel.canvas.drawCircle(
            x - 9 * unit, y - 4 * unit, 19 * unit, fill(light.graded(mix(light.sky_top, light.sky_low, 0.35)), 0.9)
        )


def _clouds(stage: Stage, easel: Easel, count: int) -> None:
    view, light, dice = easel.view, easel.light, random.Random(stage.scene.place.place)
    dull = stage.scene.weather not in {Weather.CLEAR, Weather.WIND}
    unit = view.height / 720
    for index in range(count):
        x, y = (dice.random() * 1.5 - 0.25) * view.width, view.horizon - view.height * (0.1 + 0.62 * dice.random())
        wide = (140 + 240 * dice.random()) * unit * (1.6 if dull else 1.0)
        tone = _cloud_tone(easel, dull=dull, low=index / count)
        for layer, alpha in ((1.0, 0.5), (0.72, 0.55)):
            _puff(
                easel,
                x,
                y,
                wide * layer,
                wide * 0.17 * layer,
                tone if layer == 1 else mix(tone, light.sun, 0.3),
                alpha,
                index,
            )


def _cloud_tone(easel: Easel, *, dull: bool, low: float) -> RGB:
    light = easel.light
    base = mix(light.sky_low, WHITE if not light.dark else light.sky_top, 0.5)
    return light.graded(shade(mix(base, light.sky_top, 0.4), 0.8 + 0.12 * low) if dull else base)


def _puff(easel: Easel, x: float, y: float, rx: float, ry: float, tone: RGB, alpha: float, seed: int) -> None:
    points = []
    for step in range(12):
        angle = math.pi * (1 + step / 11)
        bump = 1 + 0.32 * math.sin(step * 2.3 + seed)
        points.append((x + math.cos(angle) * rx, y + math.sin(angle) * ry * bump))
    easel.canvas.drawPath(
        smooth([*points, (x + rx * 0.6, y + ry * 0.25), (x - rx * 0.6, y + ry * 0.25)]),
        soft(tone, max(1.0, ry * 0.12), alpha),
    )


def _lightning(stage: Stage, easel: Easel) -> None:
    beat = (easel.seconds + stage.scene.seed % 5) % 4.3
    if beat > FLASH:
        return
    view, strength = easel.view, (1 - beat / FLASH) * 0.8
    dice = random.Random(int((easel.seconds + stage.scene.seed % 5) / 4.3))
    x, y = view.width * (0.15 + 0.7 * dice.random()), 0.0
    points = [(x, y)]
    while y < view.horizon:
        x, y = x + (dice.random() - 0.5) * view.width * 0.05, y + view.height * (0.03 + 0.05 * dice.random())
        points.append((x, y))
    path = smooth(points, closed=False)
    easel.canvas.drawPath(path, stroke((200, 214, 255), view.height / 90, strength * 0.25))
    easel.canvas.drawPath(path, stroke(WHITE, view.height / 300, strength))
