"""Rows of town houses and shops, facing us."""

import random

from picturelock.media.colour import RGB
from picturelock.media.colour import parse as rgb
from picturelock.media.previz.easel import Easel, soft
from picturelock.media.previz.ink import fill, mix, poly, rect, shade
from picturelock.media.previz.lettering import letter
from picturelock.media.previz.stage import Stage

HOUSE_TONES = ("#b5654a", "#d9c7a3", "#8f9a9c", "#c98f5a", "#a7b0a0", "#7f5a4a", "#d8b48a", "#93708a")


DWELLINGS = 0.35
"""Share of the houses in a row of shops that have none."""
END = 5200.0
"""How far a row of houses goes to either side, in centimetres."""
TRADES = ("BAKERY", "BOOKS", "FLOWERS", "GROCER", "CAFE", "TAILOR", "PHARMACY", "HARDWARE", "RECORDS", "TOYS")
LIT = 0.4
"""Share of the windows with somebody at home."""


def houses(
    stage: Stage, z: float, *, floors: tuple[int, int] = (2, 4), shops: bool = True, gap: float = 0.0, seed: int = 0
) -> None:
    """A row of town houses facing us, shops on the ground floor."""
    dice = random.Random(f"{stage.scene.place.place}{stage.side}houses{seed}")
    row, x = [], -END
    while x < END:
        wide = dice.uniform(420, 760)
        row.append((x, wide, dice.randint(*floors), dice.choice(HOUSE_TONES), dice.random()))
        x += wide + gap

    def draw(easel: Easel) -> None:
        left, right = easel.view.span(z)
        for x0, wide, high, tone, throw in row:
            if left - (right - left) < x0 + wide and x0 < right + (right - left):
                with easel.standing(x0, z):
                    _house(easel, wide, high, tone, z, throw, shop=shops and throw > DWELLINGS)

    stage.put(z, draw)


def _house(easel: Easel, wide: float, floors: int, colour: str, z: float, throw: float, *, shop: bool) -> None:
    canvas, dice, storey = easel.canvas, random.Random(throw), 310.0
    tall = storey * floors + 60
    canvas.drawRect(rect(0, -tall, wide - 2, tall), easel.plain(colour, z))
    canvas.drawRect(rect(0, -tall, wide - 2, 28), easel.plain(shade(rgb(colour), 0.7), z))
    canvas.drawRect(rect(0, -tall + 28, wide - 2, 12), easel.plain(shade(rgb(colour), 1.2), z))
    canvas.drawRect(
        rect(0 if easel.light.sun_side > 0 else wide * 0.94, -tall, wide * 0.06, tall),
        easel.plain(shade(rgb(colour), 0.82), z),
    )
    count = max(2, int(wide / 190))
    for floor in range(1 if shop else 0, floors):
        for column in range(count):
            if not shop and floor == 0 and column == count // 2:
                _door(easel, wide * (column + 0.5) / count, z, throw)
                continue
            pane(
                easel,
                wide * (column + 0.5) / count,
                -storey * floor - 215 if floor else -225,
                92,
                140,
                z,
                lit=dice.random() < LIT,
                frame=shade(rgb(colour), 1.3),
            )
    if shop:
        _shop(easel, wide, z, throw)


def pane(easel: Easel, x: float, y: float, wide: float, tall: float, z: float, *, lit: bool, frame: RGB) -> None:
    """A window seen from outside: its middle at x, its top at y."""
    canvas = easel.canvas
    canvas.drawRect(rect(x - wide / 2 - 8, y - 8, wide + 16, tall + 18), easel.plain(frame, z))
    sky = mix(easel.light.sky_low, (90, 105, 120), 0.55)
    glass = (
        mix(easel.lamp_tone("#ffd48a", z), (255, 214, 140), 0.3)
        if lit and easel.light.dark
        else easel.light.graded(shade(sky, 0.75))
    )
    canvas.drawRect(rect(x - wide / 2, y, wide, tall), fill(glass))
    if not (lit and easel.light.dark):
        canvas.drawPath(
            poly([(x - wide * 0.4, y + tall), (x + wide * 0.1, y), (x + wide * 0.38, y), (x - wide * 0.12, y + tall)]),
            fill((255, 255, 255), 0.1),
        )
    canvas.drawRect(rect(x - 2.5, y, 5, tall), easel.plain(frame, z))
    canvas.drawRect(rect(x - wide / 2, y + tall * 0.45, wide, 5), easel.plain(frame, z))
    canvas.drawRect(rect(x - wide / 2 - 14, y + tall + 8, wide + 28, 9), easel.plain(shade(frame, 0.8), z))


def _door(easel: Easel, x: float, z: float, throw: float) -> None:
    colour = ("#2f5d50", "#7a2e2a", "#2d3f66", "#5a4632")[int(throw * 3.99)]
    easel.canvas.drawRect(rect(x - 62, -232, 124, 232), easel.plain("#e6ddcc", z))
    easel.canvas.drawRect(rect(x - 50, -220, 100, 220), easel.plain(colour, z))
    easel.canvas.drawRect(rect(x - 36, -200, 72, 80), easel.plain(shade(rgb(colour), 0.75), z))
    easel.canvas.drawCircle(x + 36, -104, 5, easel.plain("#d8b25a", z))


def _shop(easel: Easel, wide: float, z: float, throw: float) -> None:
    canvas, accent = easel.canvas, ("#8c2f39", "#2f6b5e", "#35507d", "#b9822e")[int(throw * 3.99)]
    canvas.drawRect(rect(0, -290, wide - 2, 290), easel.plain(shade(rgb(accent), 0.55), z))
    glass = (
        mix(easel.lamp_tone("#ffe0a0", z), (255, 226, 170), 0.4)
        if easel.light.dark
        else easel.light.graded(mix(easel.light.sky_low, (60, 74, 90), 0.6))
    )
    canvas.drawRect(rect(24, -215, wide - 178, 175), fill(glass))
    canvas.drawRect(rect(wide - 132, -225, 100, 225), fill(shade(glass, 0.8)))
    if easel.light.dark:
        canvas.drawRect(rect(10, -40, wide - 160, 90), soft((255, 214, 140), 22, 0.1))
    for step in range(int((wide - 190) / 60)):
        tone = shade(rgb(accent), 0.7 + 0.25 * (step % 3))
        canvas.drawRect(
            rect(44 + step * 60, -40 - 30 - (step * 37 % 50), 34, 30 + (step * 37 % 50)), easel.plain(tone, z, 0.8)
        )
    _awning(easel, wide, accent, z)
    canvas.drawRect(rect(14, -290, wide - 30, 40), easel.plain(accent, z))
    letter(
        canvas, TRADES[int(throw * 9973) % len(TRADES)], rect(20, -285, wide - 42, 30), easel.lamp_tone("#f6e7c4", z)
    )


def _awning(easel: Easel, wide: float, accent: str, z: float) -> None:
    stripes = max(6, int(wide / 46))
    size = (wide - 8) / stripes
    for index in range(stripes):
        tone = rgb(accent) if index % 2 else (240.0, 232.0, 216.0)
        x = 4 + index * size
        easel.canvas.drawPath(
            poly([(x, -250), (x + size, -250), (x + size, -205), (x + size / 2, -197), (x, -205)]), easel.plain(tone, z)
        )
