"""Places under a roof. Each builder puts up its room and furnishes it; the reverse side has the same family of things."""

from picturelock.media.previz.easel import Easel
from picturelock.media.previz.ink import BLACK, fill, linear, mix, oval, poly, rect
from picturelock.media.previz.places import inside_pieces as ins
from picturelock.media.previz.places import public_pieces as pub
from picturelock.media.previz.places.outside_pieces import barrel, car, crates
from picturelock.media.previz.places.room import Room, ceiling_lamp, opening, shell, window
from picturelock.media.previz.stage import Stage


def kitchen(stage: Stage) -> None:
    room = Room("#d8cfae", "#b59a78", style="tiles", paper="tiles")
    shell(stage, room)
    s = stage.side
    if s == 2:  # noqa: PLR2004
        opening(stage, -150, room, glass=True)
        stage.put(280, lambda e: (ins.fridge(e, 150, 235), ins.clock(e, 20, 296), ins.shelf(e, -10, 292, 140, 90)))
    else:
        window(stage, 20 - 230 * s, room, wide=120, tall=105, y=120, curtains="#c9705a")
        stage.put(270, lambda e: (ins.counter(e, -60, 240, 330), ins.stove(e, 150, 240), ins.sink(e, 20 - 150 * s, 240)))
        stage.put(275, lambda e: (ins.cupboards(e, -190 + 300 * s, 262, 180), ins.cupboards(e, 210 - 140 * s, 262, 120), ins.fridge(e, -330, 235)))
    ceiling_lamp(stage, 40, 150, room)
    stage.put(150, lambda e: (ins.laid_table(e, 190, 120), ins.chair(e, 275, 120), ins.chair(e, 110, 130)))


def living_room(stage: Stage) -> None:
    room = Room("#b9a58f", "#8a6443", paper="stripes", panel="")
    shell(stage, room)
    s = stage.side
    window(stage, (-150, 190, -210)[s], room, wide=150, tall=150, y=85, curtains="#7d4a44")
    stage.put(290, lambda e: (ins.picture(e, 70 - 60 * s, 298, 150, 74, 3 + s), ins.picture(e, 170 - 120 * s, 298, 160, 46, 8 + s)))
    stage.put(250, lambda e: (ins.bookshelf(e, (300, -230, 250)[s], 255, seed=4), ins.floor_lamp(e, (215, -110, 130)[s], 225)))
    stage.put(240, lambda e: ins.fireplace(e, 20, 270) if s == 2 else ins.sofa(e, 40, 190, "#5d7277"))  # noqa: PLR2004
    stage.put(60, lambda e: ins.rug(e, 0, 80))
    stage.put(235, lambda e: ins.plant(e, (-290, 300, 330)[s], 225, 140))


def bedroom(stage: Stage) -> None:
    room = Room("#a9b3b8", "#9a7a58", panel="")
    shell(stage, room)
    s = stage.side
    window(stage, (-190, 190, -40)[s], room, curtains="#d9c8a9")
    stage.put(230, lambda e: ins.bed(e, 90, 90) if s != 2 else ins.wardrobe(e, 170, 240))  # noqa: PLR2004
    stage.put(250, lambda e: (ins.picture(e, 90, 298, 165, 70, 5), ins.wardrobe(e, 330 - 620 * (s == 1), 235)))
    stage.put(200, lambda e: (e.box(-50, 195, (44, 52, 40), "#7a5a40"), ins.desk_lamp(e, -50, 200, 52)))
    stage.put(120, lambda e: ins.rug(e, -110, 100, "#6d7f8f"))


def bathroom(stage: Stage) -> None:
    room = Room("#bcd2d2", "#8fa5a8", half=330, style="tiles", paper="tiles")
    shell(stage, room)
    s = stage.side
    stage.put(260, lambda e: (ins.basin(e, -60 + 130 * s, 265), ins.toilet(e, 200 - 90 * s, 255)))
    stage.put(230, lambda e: ins.bathtub(e, -240 + 480 * (s == 1), 215))
    window(stage, 90 - 260 * (s == 1), room, wide=76, tall=70, y=165, curtains="")
    ceiling_lamp(stage, 0, 140, room)


def office(stage: Stage) -> None:
    room = Room("#c3c7c4", "#6d7378", tall=290, style="plain", half=560)
    shell(stage, room)
    s = stage.side
    window(stage, (-180, 220, -230)[s], room, wide=260, tall=150, y=85, curtains="", bars=4)
    for x in (-220, 150):
        ceiling_lamp(stage, x, 170, room, tube=True)
    stage.put(250, lambda e: (pub.cabinet(e, (190, -120, 120)[s], 240), pub.cabinet(e, (244, -66, 174)[s], 240), ins.plant(e, (330, -330, 300)[s], 230, 150)))
    stage.put(200, lambda e: (ins.desk(e, -150 + 320 * (s == 1), 150, "#9a7c5c"), ins.desk_lamp(e, -205 + 320 * (s == 1), 165)))
    stage.put(285, lambda e: (ins.clock(e, 60, 297), ins.picture(e, 110 - 90 * s, 297, 145, 60, 6)))
    if s == 0:
        opening(stage, 420, room, glass=True)


def study(stage: Stage) -> None:
    """A library or a school's reading room: shelves to the ceiling."""
    room = Room("#8f7a5c", "#7a5638", tall=310, panel="#5b3f2a", half=520)
    shell(stage, room)
    for i, x in enumerate(range(-440, 460, 146)):
        if i != 3 - stage.side:
            stage.put(270, lambda e, x=x, i=i: ins.bookshelf(e, x, 262, 138, 250, seed=i + 7 * stage.side))
    window(stage, -2 - 146 * stage.side, room, wide=96, tall=170, y=95, curtains="")
    stage.put(180, lambda e: (ins.table(e, 170, 130, 170), ins.desk_lamp(e, 200, 150), ins.floor_lamp(e, -190, 215)))


def school(stage: Stage) -> None:
    room = Room("#d3cdb0", "#a3805a", half=520)
    shell(stage, room)
    stage.put(290, lambda e: pub.blackboard(e, 20, 298) if stage.side != 1 else pub.lockers(e, 60, 262))
    window(stage, -290 if stage.side != 2 else 230, room, wide=170, tall=150, y=90, curtains="", bars=3)  # noqa: PLR2004
    stage.put(200, lambda e: (ins.desk(e, 210, 170, "#a67c50", screen=False), ins.chair(e, -190, 150), ins.table(e, -260, 110, 110)))
    stage.put(280, lambda e: ins.clock(e, 220, 297, 240))
    ceiling_lamp(stage, -80, 160, room, tube=True)


def tavern(stage: Stage) -> None:
    room = Room("#8a5f47", "#5f432f", panel="#4e3527", half=520)
    shell(stage, room)
    s = stage.side
    if s == 2:  # noqa: PLR2004
        window(stage, -130, room, wide=190, tall=130, y=105, curtains="#7d3a34")
        stage.put(230, lambda e: (pub.booth(e, 120, 190), ins.picture(e, 90, 298, 160, 60, 9)))
    else:
        stage.put(290, lambda e: pub.bottles(e, 30 - 60 * s, 296))
        stage.put(230, lambda e: pub.bar(e, 20, 200, 420))
        stage.put(170, lambda e: [pub.stool(e, x, 150) for x in (-150, 160, 240)])
    for x in (-140, 130):
        ceiling_lamp(stage, x, 190, room)
    stage.put(140, lambda e: (ins.table(e, 300, 90, 90, 74, "#5a3f2c"), ins.chair(e, -300, 110, "#4e3527")))


def diner(stage: Stage) -> None:
    room = Room("#cfd8d0", "#b9b3a7", style="tiles", panel="#9c3f38", half=560)
    shell(stage, room)
    s = stage.side
    window(stage, (-130, 150, -40)[s], room, wide=280, tall=140, y=100, curtains="", bars=3)
    stage.put(220, lambda e: (pub.booth(e, -200 + 380 * (s == 1), 190), pub.booth(e, 210 - 500 * (s == 1), 190)))
    ceiling_lamp(stage, -190, 170, room)
    ceiling_lamp(stage, 160, 170, room)
    stage.put(285, lambda e: (ins.clock(e, 130 - 330 * (s == 1), 297, 225), ins.picture(e, 220 - 330 * (s == 1), 297, 150, 56, 4)))
    stage.put(110, lambda e: pub.stool(e, 60, 130) if s == 0 else None)


def shop(stage: Stage) -> None:
    room = Room("#d2cbb8", "#a89a80", style="tiles", half=560)
    shell(stage, room)
    s = stage.side
    for i, x in enumerate((-330, -105, 125, 350)):
        if i != s:
            stage.put(262, lambda e, x=x, i=i: pub.goods(e, x, 252, seed=i + 5 * s))
        else:
            window(stage, x, room, wide=170, tall=160, y=60, curtains="", bars=2)
    stage.put(200, lambda e: (ins.counter(e, 240 - 420 * (s == 1), 130, 190, "#7a5a40"), pub.till(e, 280 - 420 * (s == 1), 150)))
    for x in (-180, 160):
        ceiling_lamp(stage, x, 170, room, tube=True)


def corridor(stage: Stage) -> None:
    room = Room("#b5bbb4", "#7d8280", back=1300, half=150, tall=260, style="tiles")
    shell(stage, room)
    opening(stage, 0, room, colour="#5f6f68", glass=True)
    for z in (200, 560, 920):
        ceiling_lamp(stage, 0, z, room, tube=True)
        for s in (-1, 1):
            stage.put(z + 120, lambda e, z=z, s=s: _side_door(e, s * 150, z + 120))


def _side_door(e: Easel, x: float, z: float) -> None:
    e.face([(x, 0, z), (x, 212, z), (x, 212, z + 100), (x, 0, z + 100)], "#77604a")
    e.face([(x, 0, z + 8), (x, 202, z + 8), (x, 202, z + 92), (x, 0, z + 92)], "#8d735a")


def hospital(stage: Stage) -> None:
    room = Room("#c4d6d2", "#a8b5b4", style="tiles", half=500)
    shell(stage, room)
    s = stage.side
    window(stage, (-200, 210, 20)[s], room, wide=150, tall=130, y=100, curtains="#dfe8e4")
    stage.put(230, lambda e: pub.ward_bed(e, 130 - 300 * (s == 1), 170))
    stage.put(240, lambda e: (pub.drip(e, 20 - 60 * s, 235), pub.monitor(e, 60 - 300 * (s == 1), 250)), live=True)
    stage.put(260, lambda e: pub.screen_divider(e, 330 - 640 * (s == 1), 255))
    ceiling_lamp(stage, 0, 160, room, tube=True)


def police(stage: Stage) -> None:
    """An interrogation room: a table, a lamp, dark glass."""
    room = Room("#8a9490", "#62686a", half=360, paper="bricks")
    shell(stage, room)
    if stage.side != 2:  # noqa: PLR2004
        stage.put(290, lambda e: pub.mirror_wall(e, -20 + 60 * stage.side, 297))
    else:
        opening(stage, -140, room, colour="#55646b")
        stage.put(270, lambda e: pub.cabinet(e, 130, 250))
    ceiling_lamp(stage, 20, 90, room)
    stage.put(120, lambda e: (ins.table(e, 150, 90, 130, 74, "#6f7476"), ins.chair(e, 245, 100, "#4a4f52")))
    stage.put(285, lambda e: ins.clock(e, 210, 297))


def church(stage: Stage) -> None:
    room = Room("#a89c86", "#8b8172", back=620, half=520, tall=620, style="tiles")
    shell(stage, room)
    for x in (-300, -100, 100, 300):
        stage.put(615, lambda e, x=x: pub.arched_window(e, x, 616))
    if stage.side != 2:  # noqa: PLR2004
        stage.put(520, lambda e: pub.altar(e, 0, 500))
    for s in (-1, 1):
        stage.put(330, lambda e, s=s: pub.pews(e, s * 210, 190))
        stage.put(420, lambda e, s=s: e.box(s * 420, 420, (46, 620, 46), "#b8ad98"))


def workshop(stage: Stage) -> None:
    room = Room("#8d8577", "#6f6a63", half=560, tall=330, style="plain", paper="bricks")
    shell(stage, room)
    s, words = stage.side, stage.words()
    window(stage, (-260, 250, 60)[s], room, wide=180, tall=90, y=190, curtains="", bars=4)
    stage.put(290, lambda e: (pub.tool_wall(e, 60 - 180 * (s == 1), 297), pub.pipes(e, 0, 296, 290)))
    stage.put(230, lambda e: pub.workbench(e, 70 - 180 * (s == 1), 220))
    stage.put(220, lambda e: (crates(e, 320, 190), barrel(e, -330, 210), pub.ladder(e, -250, 285)))
    if "garage" in words or "car" in words.split():
        stage.put(140, lambda e: car(e, -330, 160, "#35597a"))
    ceiling_lamp(stage, 0, 140, room)


def tunnel(stage: Stage) -> None:
    """A pipe, a sewer, a cave: rings that lead into the dark, with light at the end."""
    stone = "#6d6459" if "cave" in stage.words() else "#6f7468"
    for i, z in enumerate((2600, 1500, 900, 540, 300, 130)):
        stage.put(z, lambda e, z=z, i=i: _ring(e, z, 0.6 + 0.08 * i, stone, first=i == 0))
    stage.put(129, lambda e: _trickle(e))
    if any(word in stage.words() for word in ("cave", "mine")):
        stage.put(330, lambda e: [_stalactite(e, x, 300 + abs(x) % 60) for x in (-210, -120, 90, 190)])


def _ring(e: Easel, z: float, lit: float, stone: str, *, first: bool) -> None:
    x, y = e.view.at(0, 190, z)
    radius = 235 * e.view.scale(z)
    if first:
        e.canvas.drawPaint(fill(e.tone(stone, 0)))
    tone = mix(e.tone(stone), BLACK, 1 - min(1.0, lit))
    ring = poly([(-9e4, -9e4), (9e4, -9e4), (9e4, 9e4), (-9e4, 9e4)])
    ring.addCircle(x, y, radius)
    ring.setFillType(out_fill())
    e.canvas.drawPath(ring, fill(tone))
    if first:
        glow = mix(e.light.sky_low, (255, 255, 255), 0.1)
        e.canvas.drawCircle(x, y, radius, fill(e.light.graded(glow)))
        e.glow(x, y, radius * 4, glow, 0.3)


def out_fill() -> object:
    import skia  # noqa: PLC0415

    return skia.PathFillType.kEvenOdd


def _trickle(e: Easel) -> None:
    near = max(-300, 40 - e.view.distance)
    tone = mix(e.light.sky_low, e.tone("#4a5a58"), 0.6)
    e.canvas.drawPath(poly([e.view.at(-40, -36, 2600), e.view.at(40, -36, 2600), e.view.at(60, -30, near), e.view.at(-60, -30, near)]), fill(tone, 0.8))


def _stalactite(e: Easel, x: float, z: float) -> None:
    with e.standing(x, z, 380) as c:
        c.drawPath(poly([(-30, -60), (30, -60), (4, 110)]), e.plain("#564f46", z))


def laboratory(stage: Stage) -> None:
    room = Room("#c9d3d6", "#9aa6aa", half=520, style="tiles")
    shell(stage, room)
    s = stage.side
    window(stage, (230, -220, 200)[s], room, wide=150, tall=120, y=110, curtains="")
    stage.put(230, lambda e: pub.lab_bench(e, -90 + 170 * (s == 1), 200), live=True)
    stage.put(285, lambda e: (ins.shelf(e, -60 + 150 * (s == 1), 292, 150, 170), pub.monitor(e, 120 - 330 * (s == 1), 292, 130)))
    stage.put(240, lambda e: pub.cabinet(e, 340 - 660 * (s == 1), 240, "#8fa3aa"))
    for x in (-150, 170):
        ceiling_lamp(stage, x, 160, room, tube=True)


def spaceship(stage: Stage) -> None:
    room = Room("#56636f", "#3d464f", half=480, tall=270, style="tiles", ceiling="#6b7883")
    shell(stage, room)
    s = stage.side
    stage.put(290, lambda e: (pub.porthole(e, -150 + 120 * s, 297), pub.porthole(e, 60 + 90 * s, 297), pub.hatch(e, (260, -230, 330)[s], 297)))
    stage.put(230, lambda e: pub.console(e, -60 + 140 * (s == 1), 220), live=True)
    stage.put(288, lambda e: pub.pipes(e, 0, 296, 262))
    for x in (-170, 170):
        ceiling_lamp(stage, x, 160, room, tube=True)


def carriage(stage: Stage) -> None:
    """Inside a train or a bus."""
    room = Room("#c9c1ae", "#6d6862", back=170, half=620, tall=230, style="plain", panel="#2f5a66")
    shell(stage, room)
    for x in (-330, -110, 110, 330):
        window(stage, x, room, wide=165, tall=86, y=106, curtains="", bars=1)
    for i, x in enumerate((-300, -140, 150, 310)):
        stage.put(120, lambda e, x=x, i=i: pub.train_seat(e, x, 95, faces=1 if i % 2 == 0 else -1))
    stage.put(160, lambda e: e.face([(-620, 215, 150), (620, 215, 150), (620, 219, 60), (-620, 219, 60)], "#9aa0a3"))


def car_inside(stage: Stage) -> None:
    """In a car: the road behind the windows, seats around."""
    from picturelock.media.previz.places.outdoors import road  # noqa: PLC0415

    road(stage)
    stage.put(95, lambda e: _car_frame(e))


def _car_frame(e: Easel) -> None:
    with e.standing(0, 90, 105) as c:
        hole = poly([(-400, -400), (400, -400), (400, 400), (-400, 400)])
        for px in (-64, 64):
            hole.addPath(poly([(px - 52, 8), (px + 52, 8), (px + 46, -44), (px - 46, -44)]))
        hole.setFillType(out_fill())
        c.drawPath(hole, e.plain("#3a3d42", 0))
        for px in (-50, 50):
            c.drawPath(poly([(px - 34, 120), (px + 34, 120), (px + 30, 24), (px + 18, 14), (px - 18, 14), (px - 30, 24)]), e.plain("#5a4a40", 0))
            c.drawRect(rect(px - 14, -10, 28, 20), e.plain("#5a4a40", 0))
        c.drawRect(rect(-120, 60, 240, 4), linear((0, 60), (0, 64), [(0, BLACK, 0.3), (1, BLACK, 0)]))
        c.drawOval(oval(0, -40, 15, 5), e.plain("#22252a", 0))


def hall(stage: Stage) -> None:
    """A room of which nothing more is known."""
    room = Room("#bfb3a0", "#846548")
    shell(stage, room)
    s = stage.side
    window(stage, (-170, 180, -60)[s], room)
    opening(stage, (230, -190, 200)[s], room)
    stage.put(280, lambda e: ins.picture(e, 50 - 20 * s, 297, 150, 66, 2 + s))
    stage.put(220, lambda e: (ins.table(e, 90 - 220 * (s == 1), 200, 110), ins.floor_lamp(e, 330 - 640 * (s == 1), 230), ins.plant(e, -320 + 640 * (s == 1), 240)))
