"""Weather in the air: rain, snow, leaves in front of everything; fog behind the subject. The sky is elsewhere."""

import math
import random
from typing import Any

import skia

from picturelock.kernel.nouns import Weather
from picturelock.media.colour import RGB
from picturelock.media.previz.ink import argb, fill, mix, stroke
from picturelock.media.previz.light import Light
from picturelock.media.previz.scene import Scene

RAINY = {Weather.RAIN, Weather.STORM}


def draw(canvas: Any, scene: Scene, light: Light, frame: int) -> None:
    if scene.weather in RAINY:
        _rain(canvas, scene, light, frame)
    elif scene.weather is Weather.SNOW:
        _snow(canvas, scene, frame)
    elif scene.weather is Weather.WIND:
        _leaves(canvas, scene, light, frame)


def _rain(canvas: Any, scene: Scene, light: Light, frame: int) -> None:
    heavy = scene.weather is Weather.STORM
    tone = mix(light.sky_low, (235.0, 240.0, 250.0), 0.55)
    unit, seconds = scene.height / 720, scene.rate.seconds(frame)
    for layer, (speed, length, width, alpha) in enumerate(((1500, 46, 1.1, 0.2), (2100, 80, 1.7, 0.22))):
        dice = random.Random(layer)
        slant = (0.24 if heavy else 0.1) * length
        points = []
        for _ in range(round((90 if heavy else 60) * scene.width / scene.height / 1.78)):
            x, y, quick = dice.random() * 1.3 - 0.15, dice.random(), 0.85 + 0.3 * dice.random()
            fall = (y * 900 + seconds * speed * quick) % 900 - 90
            left = x * scene.width - fall * slant / length * unit
            points += [skia.Point(left, fall * unit), skia.Point(left - slant * unit, (fall + length) * unit)]
        paint = skia.Paint(AntiAlias=True, Color=argb(tone, alpha), StrokeWidth=width * unit)
        canvas.drawPoints(skia.Canvas.kLines_PointMode, points, paint)


def _snow(canvas: Any, scene: Scene, frame: int) -> None:
    unit, seconds, dice = scene.height / 720, scene.rate.seconds(frame), random.Random(3)
    for index in range(110):
        x, y, near = dice.random(), dice.random(), dice.random()
        size = (1.2 + 3.6 * near**3) * unit
        fall = (y * 760 + seconds * (50 + 90 * near)) % 760 - 20
        drift = math.sin(seconds * (0.6 + near) + index) * 14 + seconds * 18 * near
        canvas.drawCircle(
            (x * scene.width + drift * unit) % scene.width, fall * unit, size, fill((250, 252, 255), 0.75)
        )


def fog(canvas: Any, scene: Scene, light: Light, frame: int) -> None:
    """Banks that drift across the whole picture."""
    seconds, tone = scene.rate.seconds(frame), light.graded(light.haze)
    for index in range(3):
        x = ((index * 0.41 + seconds * 0.018 * (1 + index)) % 1.6 - 0.3) * scene.width
        y = scene.height * (0.55 + 0.13 * index)
        _bank(canvas, x, y, scene.width * 0.55, scene.height * 0.1, tone)


def _bank(canvas: Any, x: float, y: float, rx: float, ry: float, tone: RGB) -> None:
    for step in range(5):
        share = 1 - step * 0.17
        canvas.drawOval(
            skia.Rect.MakeLTRB(x - rx * share, y - ry * share, x + rx * share, y + ry * share), fill(tone, 0.035)
        )


def _leaves(canvas: Any, scene: Scene, light: Light, frame: int) -> None:
    """Leaves and streaks of dust that the wind carries past."""
    unit, seconds, dice = scene.height / 720, scene.rate.seconds(frame), random.Random(5)
    leaf, dust = light.on_place((164.0, 112.0, 56.0)), light.graded(mix(light.haze, (255.0, 255.0, 255.0), 0.4))
    for index in range(30):
        x, y, quick = dice.random(), dice.random(), 0.7 + dice.random()
        px = ((x + seconds * 0.42 * quick) % 1.3 - 0.15) * scene.width
        py = (y + 0.06 * math.sin(seconds * 2 * quick + index)) * scene.height
        if index % 3 == 0:
            long = 90 * unit * quick
            canvas.drawLine(px, py, px + long, py - long * 0.06, stroke(dust, 1.6 * unit, 0.22))
            continue
        canvas.save()
        canvas.translate(px, py)
        canvas.rotate(seconds * 200 * quick + index * 40)
        size = unit * (4 + 5 * quick)
        canvas.drawOval(skia.Rect.MakeLTRB(-size, -size * 0.4, size, size * 0.4), fill(leaf, 0.9))
        canvas.restore()
