"""Closed places of a special build: tunnels, laboratories, ships, carriages, cars."""

from functools import partial

import skia

from picturelock.media.previz.easel import Easel
from picturelock.media.previz.ink import BLACK, fill, linear, mix, oval, poly, rect
from picturelock.media.previz.places import furniture, machines, public_pieces
from picturelock.media.previz.places.country import road
from picturelock.media.previz.places.room import Room, ceiling_lamp, shell, window
from picturelock.media.previz.stage import Stage


def tunnel(stage: Stage) -> None:
    """A pipe, a sewer, a cave: rings that lead into the dark, with light at the end."""
    stone = "#6d6459" if "cave" in stage.words() else "#6f7468"
    for i, z in enumerate((2600, 1500, 900, 540, 300, 130)):
        stage.put(z, partial(_ring, z=z, lit=0.6 + 0.08 * i, stone=stone, first=i == 0))
    stage.put(129, _trickle)
    if any(word in stage.words() for word in ("cave", "mine")):
        for x in (-210, -120, 90, 190):
            stage.stand(_stalactite, x, 300 + abs(x) % 60)


def _ring(e: Easel, *, z: float, lit: float, stone: str, first: bool) -> None:
    x, y = e.view.at(0, 190, z)
    radius = 235 * e.view.scale(z)
    if first:
        e.canvas.drawPaint(fill(e.tone(stone, 0)))
    tone = mix(e.tone(stone), BLACK, 1 - min(1.0, lit))
    ring = poly([(-9e4, -9e4), (9e4, -9e4), (9e4, 9e4), (-9e4, 9e4)])
    ring.addCircle(x, y, radius)
    ring.setFillType(skia.PathFillType.kEvenOdd)
    e.canvas.drawPath(ring, fill(tone))
    if first:
        glow = mix(e.light.sky_low, (255, 255, 255), 0.1)
        e.canvas.drawCircle(x, y, radius, fill(e.light.graded(glow)))
        e.glow(x, y, radius * 4, glow, 0.3)


def _trickle(e: Easel) -> None:
    near = max(-300, 40 - e.view.distance)
    tone = mix(e.light.sky_low, e.tone("#4a5a58"), 0.6)
    e.canvas.drawPath(
        poly(
            [e.view.at(-40, -36, 2600), e.view.at(40, -36, 2600), e.view.at(60, -30, near), e.view.at(-60, -30, near)]
        ),
        fill(tone, 0.8),
    )


def _stalactite(e: Easel, x: float, z: float) -> None:
    with e.standing(x, z, 380) as c:
        c.drawPath(poly([(-30, -60), (30, -60), (4, 110)]), e.plain("#564f46", z))


def laboratory(stage: Stage) -> None:
    room = Room("#c9d3d6", "#9aa6aa", half=520, style="tiles")
    shell(stage, room)
    s = stage.side
    window(stage, (230, -220, 200)[s], room, wide=150, tall=120, y=110, curtains="")
    stage.stand(machines.lab_bench, -90 + 170 * (s == 1), 200, live=True)
    stage.stand(furniture.shelf, -60 + 150 * (s == 1), 292, 150, 170)
    stage.stand(public_pieces.monitor, 120 - 330 * (s == 1), 292, 130)
    stage.stand(public_pieces.cabinet, 340 - 660 * (s == 1), 240, "#8fa3aa")
    for x in (-150, 170):
        ceiling_lamp(stage, x, 160, room, tube=True)


def spaceship(stage: Stage) -> None:
    room = Room("#56636f", "#3d464f", half=480, tall=270, style="tiles", ceiling="#6b7883")
    shell(stage, room)
    s = stage.side
    stage.stand(machines.porthole, -150 + 120 * s, 297)
    stage.stand(machines.porthole, 60 + 90 * s, 297)
    stage.stand(machines.hatch, (260, -230, 330)[s], 297)
    stage.stand(machines.console, -60 + 140 * (s == 1), 220, live=True)
    stage.stand(machines.pipes, 0, 296, 262)
    for x in (-170, 170):
        ceiling_lamp(stage, x, 160, room, tube=True)


def carriage(stage: Stage) -> None:
    """Inside a train or a bus."""
    room = Room("#c9c1ae", "#6d6862", back=170, half=620, tall=230, style="plain", panel="#2f5a66")
    shell(stage, room)
    for x in (-330, -110, 110, 330):
        window(stage, x, room, wide=165, tall=86, y=106, curtains="", bars=1)
    for i, x in enumerate((-300, -140, 150, 310)):
        stage.stand(machines.train_seat, x, 95, faces=1 if i % 2 == 0 else -1)
    stage.lie([(-620, 215, 150), (620, 215, 150), (620, 219, 60), (-620, 219, 60)], "#9aa0a3", depth=160)


def car_inside(stage: Stage) -> None:
    """In a car: the road behind the windows, seats around."""
    road(stage)
    stage.put(95, _car_frame)


def _car_frame(e: Easel) -> None:
    with e.standing(0, 90, 105) as c:
        hole = poly([(-400, -400), (400, -400), (400, 400), (-400, 400)])
        for px in (-64, 64):
            hole.addPath(poly([(px - 52, 8), (px + 52, 8), (px + 46, -44), (px - 46, -44)]))
        hole.setFillType(skia.PathFillType.kEvenOdd)
        c.drawPath(hole, e.plain("#3a3d42", 0))
        for px in (-50, 50):
            c.drawPath(
                poly([(px - 34, 120), (px + 34, 120), (px + 30, 24), (px + 18, 14), (px - 18, 14), (px - 30, 24)]),
                e.plain("#5a4a40", 0),
            )
            c.drawRect(rect(px - 14, -10, 28, 20), e.plain("#5a4a40", 0))
        c.drawRect(rect(-120, 60, 240, 4), linear((0, 60), (0, 64), [(0, BLACK, 0.3), (1, BLACK, 0)]))
        c.drawOval(oval(0, -40, 15, 5), e.plain("#22252a", 0))
