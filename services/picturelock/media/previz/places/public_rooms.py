"""Rooms that are open to the public. The reverse side of a room has the same family of things."""

from picturelock.media.previz.easel import Easel
from picturelock.media.previz.places import fittings, furniture, machines, public_pieces, roadside, waterfront
from picturelock.media.previz.places.room import Room, ceiling_lamp, opening, shell, window
from picturelock.media.previz.stage import REVERSE, Stage


def tavern(stage: Stage) -> None:
    room = Room("#8a5f47", "#5f432f", panel="#4e3527", half=520)
    shell(stage, room)
    s = stage.side
    if s == REVERSE:
        window(stage, -130, room, wide=190, tall=130, y=105, curtains="#7d3a34")
        stage.stand(public_pieces.booth, 120, 190)
        stage.stand(fittings.picture, 90, 298, 160, 60, 9)
    else:
        stage.stand(public_pieces.bottles, 30 - 60 * s, 296)
        stage.stand(public_pieces.bar, 20, 200, 420)
        for x in (-150, 160, 240):
            stage.stand(public_pieces.stool, x, 150)
    for x in (-140, 130):
        ceiling_lamp(stage, x, 190, room)
    stage.stand(public_pieces.neon, 250 - 470 * (s == 1), 297, text="BAR")
    stage.stand(furniture.table, 300, 90, 90, 74, "#5a3f2c")
    stage.stand(furniture.chair, -300, 110, "#4e3527")


def diner(stage: Stage) -> None:
    room = Room("#cfd8d0", "#b9b3a7", style="tiles", panel="#9c3f38", half=560)
    shell(stage, room)
    s = stage.side
    window(stage, (-130, 150, -40)[s], room, wide=280, tall=140, y=100, curtains="", bars=3)
    stage.stand(public_pieces.booth, -200 + 380 * (s == 1), 190)
    stage.stand(public_pieces.booth, 210 - 500 * (s == 1), 190)
    ceiling_lamp(stage, -190, 170, room)
    ceiling_lamp(stage, 160, 170, room)
    stage.stand(fittings.clock, 130 - 330 * (s == 1), 297, 225)
    stage.stand(fittings.picture, 220 - 330 * (s == 1), 297, 150, 56, 4)
    if s == 0:
        stage.stand(public_pieces.stool, 60, 130)
    stage.stand(public_pieces.neon, -20 + 190 * (s == 1) - 120 * (s == REVERSE), 297, text="DINER", wide=150)


def shop(stage: Stage) -> None:
    room = Room("#d2cbb8", "#a89a80", style="tiles", half=560)
    shell(stage, room)
    s = stage.side
    for i, x in enumerate((-330, -105, 125, 350)):
        if i != s:
            stage.stand(public_pieces.goods, x, 252, seed=i + 5 * s)
        else:
            window(stage, x, room, wide=170, tall=160, y=60, curtains="", bars=2)
    stage.stand(fittings.counter, 240 - 420 * (s == 1), 130, 190, "#7a5a40")
    stage.stand(public_pieces.till, 280 - 420 * (s == 1), 150)
    for x in (-180, 160):
        ceiling_lamp(stage, x, 170, room, tube=True)


def corridor(stage: Stage) -> None:
    room = Room("#b5bbb4", "#7d8280", back=1300, half=150, tall=260, style="tiles")
    shell(stage, room)
    opening(stage, 0, room, colour="#5f6f68", glass=True)
    for z in (200, 560, 920):
        ceiling_lamp(stage, 0, z, room, tube=True)
        for s in (-1, 1):
            stage.stand(_side_door, s * 150, z + 120)


def _side_door(e: Easel, x: float, z: float) -> None:
    e.face([(x, 0, z), (x, 212, z), (x, 212, z + 100), (x, 0, z + 100)], "#77604a")
    e.face([(x, 0, z + 8), (x, 202, z + 8), (x, 202, z + 92), (x, 0, z + 92)], "#8d735a")


def hospital(stage: Stage) -> None:
    room = Room("#c4d6d2", "#a8b5b4", style="tiles", half=500)
    shell(stage, room)
    s = stage.side
    window(stage, (-200, 210, 20)[s], room, wide=150, tall=130, y=100, curtains="#dfe8e4")
    stage.stand(public_pieces.ward_bed, 130 - 300 * (s == 1), 170)
    stage.stand(public_pieces.drip, 20 - 60 * s, 235, live=True)
    stage.stand(public_pieces.monitor, 60 - 300 * (s == 1), 250, live=True)
    stage.stand(public_pieces.screen_divider, 330 - 640 * (s == 1), 255)
    ceiling_lamp(stage, 0, 160, room, tube=True)


def police(stage: Stage) -> None:
    """An interrogation room: a table, a lamp, dark glass."""
    room = Room("#8a9490", "#62686a", half=360, paper="bricks")
    shell(stage, room)
    if stage.side != REVERSE:
        stage.stand(public_pieces.mirror_wall, -20 + 60 * stage.side, 297)
    else:
        opening(stage, -140, room, colour="#55646b")
        stage.stand(public_pieces.cabinet, 130, 250)
    ceiling_lamp(stage, 20, 90, room)
    stage.stand(furniture.table, 150, 90, 130, 74, "#6f7476")
    stage.stand(furniture.chair, 245, 100, "#4a4f52")
    stage.stand(fittings.clock, 210, 297)


def church(stage: Stage) -> None:
    room = Room("#a89c86", "#8b8172", back=620, half=520, tall=620, style="tiles")
    shell(stage, room)
    for x in (-300, -100, 100, 300):
        stage.stand(public_pieces.arched_window, x, 616)
    if stage.side != REVERSE:
        stage.stand(public_pieces.altar, 0, 500)
    for s in (-1, 1):
        stage.stand(public_pieces.pews, s * 210, 190)
        stage.block(s * 420, 420, (46, 620, 46), "#b8ad98")


def workshop(stage: Stage) -> None:
    room = Room("#8d8577", "#6f6a63", half=560, tall=330, style="plain", paper="bricks")
    shell(stage, room)
    s, words = stage.side, stage.words()
    window(stage, (-260, 250, 60)[s], room, wide=180, tall=90, y=190, curtains="", bars=4)
    stage.stand(machines.tool_wall, 60 - 180 * (s == 1), 297)
    stage.stand(machines.pipes, 0, 296, 290)
    stage.stand(machines.workbench, 70 - 180 * (s == 1), 220)
    stage.stand(waterfront.crates, 320, 190)
    stage.stand(waterfront.barrel, -330, 210)
    stage.stand(machines.ladder, -250, 285)
    if "garage" in words or "car" in words.split():
        stage.stand(roadside.car, -330, 160, "#35597a")
    ceiling_lamp(stage, 0, 140, room)
