"""Places among houses."""

from functools import partial

from picturelock.media.previz.easel import Easel
from picturelock.media.previz.ink import fill, poly, rect
from picturelock.media.previz.lettering import shortened
from picturelock.media.previz.places import houses, land, plants, roadside, waterfront
from picturelock.media.previz.places.coast import puddles
from picturelock.media.previz.places.sky import add_sky
from picturelock.media.previz.stage import Stage


def street(stage: Stage) -> None:
    add_sky(stage)
    land.skyline(stage, 4200, 2300, "#7c8690", seed=1)
    houses.houses(stage, 760)
    land.strip(stage, -1400, 762, "#8b8680", depth=759)
    land.strip(stage, -60, 560, "#5a5b60", depth=758)
    land.rise(stage, 560, -12, 2, "#b5b0a6")
    stage.put(757, lambda e: _lane(e, 250))
    _street_things(stage)
    puddles(stage)


def _lane(e: Easel, z: float) -> None:
    for i in range(-12, 13):
        e.face(
            [(i * 330, 0.5, z + 9), (i * 330 + 170, 0.5, z + 9), (i * 330 + 170, 0.5, z - 9), (i * 330, 0.5, z - 9)],
            "#d9d5c8",
        )


def _street_things(stage: Stage) -> None:
    words = stage.words()
    dice = stage.dice
    for a_streetlamp in ((-520, 620), (260, 620), (1100, 620)):
        stage.stand(roadside.streetlamp, *a_streetlamp)
    for x, tone in (
        (-760 + dice.uniform(-90, 90), "#7c2f33"),
        (620 + dice.uniform(-90, 90), "#35597a"),
        (1700, "#c9b98f"),
    ):
        stage.stand(roadside.car, x, 480, tone)
    for a_tree in ((-170, 660, 480, "#64854c", 4), (960, 660, 540, "#5d8a4a", 7)):
        stage.stand(plants.tree, *a_tree, live=stage.windy)
    if any(word in words for word in ("intersection", "crossing", "crossroad", "traffic", "junction", "corner")):
        stage.stand(roadside.traffic_light, -250, 300, live=True)
        stage.stand(roadside.traffic_light, 330, 590, live=True)
        for x in range(-180, 200, 104):
            stage.lie([(x, 0.6, 540), (x + 52, 0.6, 540), (x + 52, 0.6, -40), (x, 0.6, -40)], "#d9d5c8", depth=756)
    stage.stand(roadside.sign, 90, 575, text=shortened(stage.scene.place.name))


def alley(stage: Stage) -> None:
    add_sky(stage)
    houses.houses(stage, 1500, shops=False, seed=3)
    land.ground(stage, "#6d6a66")
    for s in (-1, 1):
        stage.put(1400 + s, partial(_alley_wall, s=s))
    stage.stand(waterfront.crates, -190, 330)
    stage.stand(waterfront.barrel, 205, 300, "#56605c")
    stage.stand(waterfront.barrel, 170, 360, "#6b4f42")
    stage.stand(roadside.streetlamp, 175, 700, 380)
    puddles(stage)


def _alley_wall(e: Easel, *, s: int) -> None:
    x, near = s * 260, max(-600, 40 - e.view.distance)
    e.face([(x, 0, 1480), (x, 1400, 1480), (x, 1400, near), (x, 0, near)], "#8a5a48", lit=0.8 if s > 0 else 0.62)
    for i in range(14):
        e.face(
            [(x, 40 + i * 90, 1480), (x, 44 + i * 90, 1480), (x, 44 + i * 90, near), (x, 40 + i * 90, near)],
            "#6e4537",
            lit=0.8,
        )
    for k, z in enumerate((900, 520, 240)):
        lit = e.light.dark and (k + s) % 2 == 0
        tone = "#ffd48a" if lit else "#3c4750"
        corners = [(x, 200, z + 60), (x, 340, z + 60), (x, 340, z - 40), (x, 200, z - 40)]
        e.face(corners, tone)
        if lit:
            e.canvas.drawPath(poly([e.view.at(*corner) for corner in corners]), fill((255, 212, 140), 0.8))


def rooftop(stage: Stage) -> None:
    add_sky(stage)
    land.skyline(stage, 3200, 2000, "#7f8993", seed=1)
    land.skyline(stage, 1700, 700, "#69727b", seed=2)
    land.ground(stage, "#7a7672", z=520)
    stage.lie([(-9000.0, 0, 520), (9000.0, 0, 520), (9000.0, 82, 520), (-9000.0, 82, 520)], "#8e6a58", depth=521)
    stage.lie([(-9000.0, 82, 540), (9000.0, 82, 540), (9000.0, 82, 505), (-9000.0, 82, 505)], "#c5bdae", depth=519)
    stage.block(-330, 400, (150, 130, 120), "#8b8f91")
    stage.block(360, 430, (190, 220, 150), "#9a6e58")
    stage.put(410, lambda e: _tank(e, 190 - 330 * (stage.side == 1)))
    puddles(stage)


def _tank(e: Easel, x: float) -> None:
    with e.standing(x, 480) as c:
        for px in (-70, 62):
            c.drawRect(rect(px, -130, 9, 130), e.plain("#3f3c3a"))
        c.drawRect(rect(-84, -300, 168, 172), e.plain("#7a5a44"))
        for i in range(6):
            c.drawRect(rect(-84 + i * 28, -300, 3, 172), e.plain("#62452f"))
        c.drawPath(poly([(-96, -298), (0, -372), (96, -298)]), e.plain("#4f4a48"))


def platform(stage: Stage) -> None:
    """A railway station, open to the sky."""
    add_sky(stage)
    houses.houses(stage, 1500, shops=False, seed=5)
    land.ground(stage, "#8a8378")
    land.strip(stage, 330, 620, "#4f4b47", depth=1400)
    for z in (560, 410):
        stage.lie(
            [(-9000.0, 6, z + 5), (9000.0, 6, z + 5), (9000.0, 6, z - 5), (-9000.0, 6, z - 5)], "#a9adb0", depth=520
        )
    stage.put(500, lambda e: _train(e, 640 if stage.side else -260))
    land.strip(stage, -1400, 330, "#a39b8d", y=2, depth=329)
    land.strip(stage, 300, 322, "#e3c34f", y=2.5, depth=328)
    stage.stand(roadside.sign, 210, 250, "#2f5d86", text=shortened(stage.scene.place.name))
    stage.stand(roadside.bench, -260, 230)
    stage.stand(roadside.streetlamp, -60 + 260 * stage.side, 270, 360)
    puddles(stage)


def _train(e: Easel, x: float) -> None:
    with e.standing(x, 500) as c:
        for i in range(-2, 3):
            left = i * 1240
            c.drawRect(rect(left - 600, -330, 1200, 300), e.plain("#2f5a66"))
            c.drawRect(rect(left - 600, -345, 1200, 22), e.plain("#c7c2b6"))
            c.drawRect(rect(left - 600, -120, 1200, 16), e.plain("#e0b44c"))
            for k in range(7):
                c.drawRect(
                    rect(left - 560 + k * 162, -285, 118, 96),
                    fill(e.lamp_tone("#ffe2a0", 500, 0.9) if e.light.dark else e.tone("#8fa9b5", 500)),
                )
            c.drawRect(rect(left - 50, -290, 84, 260), e.plain("#25474f"))
