"""Rooms people live and work in. The reverse side of a room has the same family of things."""

from picturelock.media.previz.places import fittings, furniture, public_pieces
from picturelock.media.previz.places.room import Room, ceiling_lamp, opening, shell, window
from picturelock.media.previz.stage import REVERSE, Stage


def kitchen(stage: Stage) -> None:
    room = Room("#d8cfae", "#b59a78", style="tiles", paper="tiles")
    shell(stage, room)
    s = stage.side
    if s == REVERSE:
        opening(stage, -150, room, glass=True)
        stage.stand(fittings.fridge, 150, 235)
        stage.stand(fittings.clock, 20, 296)
        stage.stand(furniture.shelf, -10, 292, 140, 90)
    else:
        window(stage, 20 - 230 * s, room, wide=120, tall=105, y=120, curtains="#c9705a")
        stage.stand(fittings.counter, -60, 240, 330)
        stage.stand(fittings.stove, 150, 240)
        stage.stand(fittings.sink, 20 - 150 * s, 240)
        stage.stand(fittings.cupboards, -190 + 300 * s, 262, 180)
        stage.stand(fittings.cupboards, 210 - 140 * s, 262, 120)
        stage.stand(fittings.fridge, -330, 235)
    ceiling_lamp(stage, 40, 150, room)
    stage.stand(furniture.laid_table, 190, 120)
    stage.stand(furniture.chair, 275, 120)
    stage.stand(furniture.chair, 110, 130)


def living_room(stage: Stage) -> None:
    room = Room("#b9a58f", "#8a6443", paper="stripes", panel="")
    shell(stage, room)
    s = stage.side
    window(stage, (-150, 190, -210)[s], room, wide=150, tall=150, y=85, curtains="#7d4a44")
    stage.stand(fittings.picture, 70 - 60 * s, 298, 150, 74, 3 + s)
    stage.stand(fittings.picture, 170 - 120 * s, 298, 160, 46, 8 + s)
    stage.stand(furniture.bookshelf, (300, -230, 250)[s], 255, seed=4)
    stage.stand(fittings.floor_lamp, (215, -110, 130)[s], 225)
    if s == REVERSE:
        stage.stand(furniture.fireplace, 20, 270)
    else:
        stage.stand(furniture.sofa, 40, 190, "#5d7277")
    stage.stand(furniture.rug, 0, 80)
    stage.stand(furniture.plant, (-290, 300, 330)[s], 225, 140)


def bedroom(stage: Stage) -> None:
    room = Room("#a9b3b8", "#9a7a58", panel="")
    shell(stage, room)
    s = stage.side
    window(stage, (-190, 190, -40)[s], room, curtains="#d9c8a9")
    if s != REVERSE:
        stage.stand(furniture.bed, 90, 90)
    else:
        stage.stand(furniture.wardrobe, 170, 240)
    stage.stand(fittings.picture, 90, 298, 165, 70, 5)
    stage.stand(furniture.wardrobe, 330 - 620 * (s == 1), 235)
    stage.block(-50, 195, (44, 52, 40), "#7a5a40")
    stage.stand(fittings.desk_lamp, -50, 200, 52)
    stage.stand(furniture.rug, -110, 100, "#6d7f8f")


def bathroom(stage: Stage) -> None:
    room = Room("#bcd2d2", "#8fa5a8", half=330, style="tiles", paper="tiles")
    shell(stage, room)
    s = stage.side
    stage.stand(fittings.basin, -60 + 130 * s, 265)
    stage.stand(fittings.toilet, 200 - 90 * s, 255)
    stage.stand(fittings.bathtub, -240 + 480 * (s == 1), 215)
    window(stage, 90 - 260 * (s == 1), room, wide=76, tall=70, y=165, curtains="")
    ceiling_lamp(stage, 0, 140, room)


def office(stage: Stage) -> None:
    room = Room("#c3c7c4", "#6d7378", tall=290, style="plain", half=560)
    shell(stage, room)
    s = stage.side
    window(stage, (-180, 220, -230)[s], room, wide=260, tall=150, y=85, curtains="", bars=4)
    for x in (-220, 150):
        ceiling_lamp(stage, x, 170, room, tube=True)
    stage.stand(public_pieces.cabinet, (190, -120, 120)[s], 240)
    stage.stand(public_pieces.cabinet, (244, -66, 174)[s], 240)
    stage.stand(furniture.plant, (330, -330, 300)[s], 230, 150)
    stage.stand(furniture.desk, -150 + 320 * (s == 1), 150, "#9a7c5c")
    stage.stand(fittings.desk_lamp, -205 + 320 * (s == 1), 165)
    stage.stand(fittings.clock, 60, 297)
    stage.stand(fittings.picture, 110 - 90 * s, 297, 145, 60, 6)
    if s == 0:
        opening(stage, 420, room, glass=True)


def study(stage: Stage) -> None:
    """A library or a school's reading room: shelves to the ceiling."""
    room = Room("#8f7a5c", "#7a5638", tall=310, panel="#5b3f2a", half=520)
    shell(stage, room)
    for i, x in enumerate(range(-440, 460, 146)):
        if i != 3 - stage.side:
            stage.stand(furniture.bookshelf, x, 262, 138, 250, seed=i + 7 * stage.side)
    window(stage, -2 - 146 * stage.side, room, wide=96, tall=170, y=95, curtains="")
    stage.stand(furniture.table, 170, 130, 170)
    stage.stand(fittings.desk_lamp, 200, 150)
    stage.stand(fittings.floor_lamp, -190, 215)


def school(stage: Stage) -> None:
    room = Room("#d3cdb0", "#a3805a", half=520)
    shell(stage, room)
    if stage.side != 1:
        stage.stand(public_pieces.blackboard, 20, 298)
    else:
        stage.stand(public_pieces.lockers, 60, 262)
    window(stage, -290 if stage.side != REVERSE else 230, room, wide=170, tall=150, y=90, curtains="", bars=3)
    stage.stand(furniture.desk, 210, 170, "#a67c50", screen=False)
    stage.stand(furniture.chair, -190, 150)
    stage.stand(furniture.table, -260, 110, 110)
    stage.stand(fittings.clock, 220, 297, 240)
    ceiling_lamp(stage, -80, 160, room, tube=True)


def hall(stage: Stage) -> None:
    """A room of which nothing more is known."""
    room = Room("#bfb3a0", "#846548")
    shell(stage, room)
    s = stage.side
    window(stage, (-170, 180, -60)[s], room)
    opening(stage, (230, -190, 200)[s], room)
    stage.stand(fittings.picture, 50 - 20 * s, 297, 150, 66, 2 + s)
    stage.stand(furniture.table, 90 - 220 * (s == 1), 200, 110)
    stage.stand(fittings.floor_lamp, 330 - 640 * (s == 1), 230)
    stage.stand(furniture.plant, -320 + 640 * (s == 1), 240)
