"""The shell of a room: back wall, side walls, floor, ceiling, and the light that falls in."""

import random
from dataclasses import dataclass

from picturelock.kernel.nouns import TimeOfDay
from picturelock.media.colour import RGB
from picturelock.media.colour import parse as rgb
from picturelock.media.previz.easel import Easel, soft
from picturelock.media.previz.ink import BLACK, chance, fill, light_paint, linear, mix, poly, rect, shade, stroke
from picturelock.media.previz.stage import Stage

NEAR = -1400.0
"""Where the floor ends, far behind the camera of a close shot."""


SLANTING = (0.05, 0.9)
"""Heights of the sun from which it shines into a room."""


@dataclass(frozen=True)
class Room:
    wall: str
    floor: str = "#8a6a4c"
    back: float = 300.0
    """Depth of the back wall."""
    half: float = 430.0
    """Half of the room's width."""
    tall: float = 280.0
    style: str = "boards"
    """How the floor is laid: boards, tiles, plain."""
    panel: str = ""
    """Colour of a dado, if there is one."""
    paper: str = ""
    """How the wall is dressed: stripes, bricks, tiles, planks."""
    ceiling: str = "#e9e3d8"


def shell(stage: Stage, room: Room) -> None:
    stage.put(room.back + 1, lambda e: _walls(e, room))
    stage.put(room.back, lambda e: _paper(e, room, stage.scene.place.place))
    stage.put(room.back - 1, lambda e: _floor(e, room))


def _walls(e: Easel, room: Room) -> None:
    b, h, t = room.back, room.half, room.tall
    e.canvas.drawPaint(fill(e.tone(shade(rgb(room.wall), 0.5))))
    e.face([(-h, t, b), (h, t, b), (h, t, NEAR), (-h, t, NEAR)], room.ceiling, lit=0.8)
    e.face([(-h, 0, b), (h, 0, b), (h, t, b), (-h, t, b)], room.wall)
    for s in (-1, 1):
        tone = 0.74 if (s > 0) == (e.light.sun_side > 0) else 0.88
        e.face([(s * h, 0, b), (s * h, t, b), (s * h, t, NEAR), (s * h, 0, NEAR)], room.wall, lit=tone)
        e.face([(s * h, 0, b), (s * h, 12, b), (s * h, 12, NEAR), (s * h, 0, NEAR)], room.wall, lit=tone * 0.8)
    _wall_light(e, room)


def _wall_light(e: Easel, room: Room) -> None:
    """Light pools on the wall and fades to its corners."""
    (x0, y0), (x1, y1) = e.view.at(-room.half, room.tall, room.back), e.view.at(room.half, 0, room.back)
    area = rect(x0, y0, x1 - x0, y1 - y0)
    e.canvas.drawRect(area, linear((0, y0), (0, y1), [(0, BLACK, 0.2), (0.45, BLACK, 0.0), (1, BLACK, 0.12)]))
    dark = linear((x0, 0), (x1, 0), [(0, BLACK, 0.26), (0.3, BLACK, 0.0), (0.72, BLACK, 0.0), (1, BLACK, 0.22)])
    e.canvas.drawRect(area, dark)


def _paper(e: Easel, room: Room, seed: str) -> None:
    with e.standing(0, room.back) as c:
        h, t = room.half, room.tall
        if room.paper == "stripes":
            for i in range(int(h * 2 / 36)):
                c.drawRect(rect(-h + i * 36, -t, 16, t), e.plain(shade(rgb(room.wall), 1.06), room.back, 0.7))
        elif room.paper:
            _courses(e, room, random.Random(seed))
        if room.panel:
            c.drawRect(rect(-h, -96, h * 2, 96), e.plain(room.panel, room.back))
            c.drawRect(rect(-h, -102, h * 2, 7), e.plain(shade(rgb(room.panel), 1.2), room.back))
            for i in range(int(h * 2 / 62)):
                c.drawRect(rect(-h + i * 62 + 9, -84, 44, 62), e.plain(shade(rgb(room.panel), 0.9), room.back))
        c.drawRect(rect(-h, -13, h * 2, 13), e.plain(shade(rgb(room.panel or room.wall), 0.7), room.back))


def _courses(e: Easel, room: Room, dice: random.Random) -> None:
    """Bricks, tiles or planks."""
    wide, tall = {"bricks": (48, 18), "tiles": (30, 30), "planks": (4000, 26)}.get(room.paper, (48, 18))
    line = stroke(e.tone(shade(rgb(room.wall), 0.86), room.back), 1.6)
    top = int(room.tall / tall)
    low = 4 if room.paper == "tiles" else 0
    for row in range(low, top + 1):
        e.canvas.drawLine(-room.half, -row * tall, room.half, -row * tall, line)
        if room.paper == "planks":
            continue
        shift = wide / 2 if row % 2 and room.paper == "bricks" else 0
        for column in range(int(room.half * 2 / wide) + 1):
            x = -room.half + column * wide + shift
            e.canvas.drawLine(x, -row * tall, x, -(row + 1) * tall, line)
            if chance(dice, 0.1):
                e.canvas.drawRect(
                    rect(x, -(row + 1) * tall, wide, tall), e.plain(shade(rgb(room.wall), 0.93), room.back, 0.7)
                )


def _floor(e: Easel, room: Room) -> None:
    b, h = room.back, room.half
    near = max(NEAR, 30 - e.view.distance)
    e.face([(-h, 0, b), (h, 0, b), (h, 0, near), (-h, 0, near)], room.floor)
    dark = e.tone(shade(rgb(room.floor), 0.78))
    pen = stroke(dark, max(1.0, e.view.height / 560), 0.8)
    if room.style in {"boards", "tiles"}:
        step = 22 if room.style == "boards" else 44
        for i in range(-int(h / step), int(h / step) + 1):
            e.canvas.drawLine(*e.view.at(i * step, 0, b), *e.view.at(i * step, 0, near), pen)
    if room.style == "tiles":
        z = b
        while z > near:
            e.canvas.drawLine(*e.view.at(-h, 0, z), *e.view.at(h, 0, z), pen)
            z -= 44
    top, low = e.view.at(0, 0, b)[1], e.view.at(0, 0, max(near, -200))[1]
    if low > top:
        e.canvas.drawRect(
            rect(-e.view.width, top, e.view.width * 3, low - top),
            linear((0, top), (0, low), [(0, BLACK, 0.28), (0.5, BLACK, 0.06), (1, BLACK, 0)]),
        )


def sky_through(e: Easel) -> tuple[RGB, RGB]:
    """What the sky looks like behind a pane, top and bottom."""
    light = e.light
    return light.sky_top, light.sky_low


def window(
    stage: Stage,
    x: float,
    room: Room,
    *,
    wide: float = 130,
    tall: float = 140,
    y: float = 95,
    curtains: str = "#b9a58c",
    bars: int = 2,
) -> None:
    """A window in the back wall, and the light it throws on the floor."""
    z = room.back - 2

    def draw(e: Easel) -> None:
        top, low = sky_through(e)
        with e.standing(x, z, y) as c:
            c.drawRect(rect(-wide / 2 - 12, -tall - 12, wide + 24, tall + 20), e.plain("#ece5d8", z))
            area = rect(-wide / 2, -tall, wide, tall)
            c.drawRect(area, linear((0, -tall), (0, 0), [(0, mix(top, low, 0.25), 1), (1, low, 1)]))
            c.save()
            c.clipRect(area)
            _outside_view(e, stage, wide, tall)
            c.restore()
            for i in range(1, bars):
                c.drawRect(rect(-wide / 2 + wide * i / bars - 3, -tall, 6, tall), e.plain("#ece5d8", z))
            c.drawRect(rect(-wide / 2, -tall * 0.56, wide, 5), e.plain("#ece5d8", z))
            c.drawRect(rect(-wide / 2 - 20, 0, wide + 40, 10), e.plain("#d8cfbf", z))
            if curtains:
                _curtains(e, wide, tall, curtains, z)
            if stage.scene.time not in {TimeOfDay.NIGHT, TimeOfDay.EVENING}:
                e.glow(0, -tall / 2, wide * 1.6, low, 0.26)

    stage.put(z, draw)
    if stage.scene.time not in {TimeOfDay.NIGHT, TimeOfDay.EVENING}:
        stage.put(room.back - 5, lambda e: _sunbeam(e, x, y, wide, tall, room))


def _outside_view(e: Easel, stage: Stage, wide: float, tall: float) -> None:
    dice = random.Random(stage.scene.place.place)
    far = mix(e.light.sky_low, e.light.sky_top, 0.5)
    x = -wide / 2
    while x < wide / 2:
        step = dice.uniform(14, 34)
        high = dice.uniform(0.12, 0.4) * tall
        e.canvas.drawRect(rect(x, -high, step, high), fill(shade(far, 0.62)))
        if e.light.dark:
            for row in range(int(high / 9)):
                if chance(dice, 0.5):
                    e.canvas.drawRect(
                        rect(x + dice.uniform(3, step - 5), -high + 4 + row * 9, 3, 4), fill((255, 216, 140), 0.9)
                    )
        x += step
    if stage.scene.weather.value in {"rain", "storm"}:
        for _ in range(26):
            rx, ry = dice.uniform(-wide / 2, wide / 2), dice.uniform(-tall, 0)
            e.canvas.drawLine(rx, ry, rx - 2, ry + dice.uniform(6, 18), stroke((225, 234, 245), 1.0, 0.45))


def _curtains(e: Easel, wide: float, tall: float, colour: str, z: float) -> None:
    for s in (-1, 1):
        for fold in range(3):
            x = s * (wide / 2 + 16 - fold * 13)
            tone = shade(rgb(colour), (1.0, 0.84, 0.94)[fold])
            e.canvas.drawPath(
                poly([(x - 8, -tall - 20), (x + 8, -tall - 20), (x + 9 + s * 3, 34), (x - 9 + s * 3, 34)]),
                e.plain(tone, z),
            )
    e.canvas.drawRect(rect(-wide / 2 - 40, -tall - 26, wide + 80, 7), e.plain("#5b4a3a", z))


def _sunbeam(e: Easel, x: float, y: float, wide: float, tall: float, room: Room) -> None:
    if not SLANTING[0] <= e.light.sun_height <= SLANTING[1]:
        return
    s = -1 if e.light.sun_side > 0 else 1
    tone = e.light.graded(mix(e.light.sun, (255, 240, 210), 0.4))
    spot = [
        e.view.at(x - wide / 2 + s * 60, 0, room.back - 70),
        e.view.at(x + wide / 2 + s * 60, 0, room.back - 70),
        e.view.at(x + wide / 2 + s * 190, 0, room.back - 250),
        e.view.at(x - wide / 2 + s * 190, 0, room.back - 250),
    ]
    e.canvas.drawPath(poly(spot), light_paint(fill(tone, 0.2)))
    shaft = [
        e.view.at(x - wide / 2, y + tall, room.back - 2),
        e.view.at(x + wide / 2, y + tall, room.back - 2),
        spot[2],
        spot[3],
    ]
    e.canvas.drawPath(poly(shaft), light_paint(soft(tone, e.view.height / 60, 0.07)))


def opening(
    stage: Stage,
    x: float,
    room: Room,
    *,
    wide: float = 96,
    tall: float = 208,
    colour: str = "#7b5a42",
    glass: bool = False,
) -> None:
    """A door in the back wall."""
    z = room.back - 2

    def draw(e: Easel) -> None:
        with e.standing(x, z) as c:
            c.drawRect(rect(-wide / 2 - 10, -tall - 10, wide + 20, tall + 10), e.plain(shade(rgb(colour), 1.25), z))
            c.drawRect(rect(-wide / 2, -tall, wide, tall), e.plain(colour, z))
            for top, high in ((-tall + 16, 78), (-tall + 112, 78)):
                tone = e.plain(shade(rgb(colour), 0.84), z)
                if glass and top < -tall * 0.6:
                    tone = fill(e.lamp_tone("#d9e4e2", z, 0.6))
                c.drawRect(rect(-wide / 2 + 13, top, wide - 26, high), tone)
            c.drawCircle(wide / 2 - 11, -100, 4.4, e.plain("#d3ad58", z))

    stage.put(z, draw)


def ceiling_lamp(stage: Stage, x: float, z: float, room: Room, *, tube: bool = False) -> None:
    def draw(e: Easel) -> None:
        with e.standing(x, z, room.tall) as c:
            if tube:
                c.drawRect(rect(-75, 0, 150, 9), fill(e.lamp_tone("#f2fbff", z, 1.0)))
                e.glow(0, 8, 230, (225, 240, 250), 0.22)
                return
            c.drawRect(rect(-1.4, 0, 2.8, 52), e.plain("#2b2724", z))
            c.drawPath(poly([(-10, 50), (10, 50), (36, 82), (-36, 82)]), e.plain("#3f5a53", z))
            c.drawOval(rect(-13, 76, 26, 15), fill(e.lamp_tone("#ffe9bd", z, 1.0)))
            e.glow(0, 86, 260, e.light.lamp, 0.5 if e.light.dark else 0.14)

    stage.put(z, draw)
