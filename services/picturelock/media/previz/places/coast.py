"""Places by the water."""

import random

from picturelock.media.colour import RGB
from picturelock.media.previz.easel import Easel
from picturelock.media.previz.ink import fill, oval, rect, stroke
from picturelock.media.previz.places import land, plants, roadside, waterfront
from picturelock.media.previz.places.sky import add_sky
from picturelock.media.previz.stage import REVERSE, Stage


def harbour(stage: Stage) -> None:
    add_sky(stage)
    land.hills(stage, 9000, 620, "#5f7480", seed=1)
    land.skyline(stage, 5200, 900, "#6b747c", seed=2)
    land.sea(stage, 330, y=-60)
    for x, z, tone, size in (
        (-620, 900, "#a33f38", 1.0),
        (760, 1250, "#3f6b7d", 1.1),
        (120, 2100, "#d6a545", 1.1),
        (-2100, 2400, "#56705c", 1.3),
    ):
        stage.stand(waterfront.boat, x + stage.side * 300, z, tone, y=-60, size=size, live=size == 1.0)
    stage.stand(waterfront.crane, 1500 - 2500 * (stage.side == 1), 3400)
    land.rise(stage, 329, -60, 0, "#57524c")
    land.strip(stage, -1400, 330, "#8d8577", depth=328)
    land.specks(stage, "#77705f", 70, (34, 8), high=320)
    for a_bollard in ((-260, 300), (330, 300)):
        stage.stand(waterfront.bollard, *a_bollard)
    stage.stand(waterfront.crates, 300, 215)
    stage.stand(waterfront.barrel, 205, 232)
    stage.stand(waterfront.net, -330, 200)
    stage.stand(roadside.streetlamp, -180 + 330 * stage.side, 270)
    puddles(stage)


def puddles(stage: Stage) -> None:
    """Rain stands on the ground and mirrors the sky."""
    if stage.light.wet:
        stage.put(60, lambda e: _puddles(e, stage.light.sky_low, stage.scene.place.place))


def _puddles(e: Easel, tone: RGB, seed: str) -> None:
    dice = random.Random(seed)
    for _ in range(16):
        x, z = dice.uniform(-420, 420), dice.uniform(-160, 290)
        if z < 60 - e.view.distance:
            continue
        with e.standing(x, z) as c:
            wide = dice.uniform(30, 90)
            c.drawOval(oval(0, 0, wide, wide * 0.1), fill(e.light.graded(tone), 0.4))
            c.drawOval(oval(wide * 0.1, -1, wide * 0.6, wide * 0.04), fill((255, 255, 255), 0.14))


def lighthouse(stage: Stage) -> None:
    add_sky(stage)
    land.sea(stage, 900, y=-200, colour="#2b5c78")
    stage.stand(waterfront.lighthouse, 480 - 960 * (stage.side == REVERSE), 2600, live=stage.light.dark)
    land.ground(stage, "#7d8a5c", far="#8f9a72", z=880, near=-2000)
    land.specks(stage, "#6a774c", 60, (40, 8), high=850)
    for a_rock in ((-420, 420, 230), (360, 460, 170)):
        stage.stand(plants.rock, *a_rock)
    for a_grass in tuple((x, 260) for x in range(-420, 430, 105)):
        stage.stand(plants.grass, *a_grass, live=stage.windy)
    stage.stand(roadside.railing, 0, 700, 2600)


def beach(stage: Stage) -> None:
    add_sky(stage)
    land.hills(stage, 12000, 420, "#6f8790", seed=3)
    land.sea(stage, 520, y=-6, colour="#2f7d95")
    land.strip(stage, 470, 560, "#f3f1e8", depth=519)
    land.strip(stage, -1400, 500, "#dcc79a", depth=518)
    land.specks(stage, "#c9b184", 110, (46, 7), high=480)
    stage.stand(waterfront.boat, -900, 1500, "#d9d2c0", y=-6, size=0.9, live=True)
    for a_rock in ((-390, 380, 170, "#8d8274"), (430, 330, 120, "#8d8274")):
        stage.stand(plants.rock, *a_rock)
    for a_grass in ((330, 300), (360, 296), (-300, 310)):
        stage.stand(plants.grass, *a_grass)


def at_sea(stage: Stage) -> None:
    """On the deck of a boat."""
    add_sky(stage)
    land.hills(stage, 14000, 500, "#6f8790", seed=4)
    land.sea(stage, 260, y=-130)
    stage.stand(waterfront.boat, 1400, 2600, "#56705c", y=-130, size=1.0, live=True)
    land.strip(stage, -1400, 200, "#a27f57", depth=199)
    stage.put(198, _planks)
    land.rise(stage, 200, 0, 52, "#ece6d8")
    stage.stand(roadside.railing, 0, 199, 1800)
    stage.stand(waterfront.crates, 260, 150)
    stage.stand(waterfront.barrel, -290, 160, "#a33f38")
    stage.stand(waterfront.net, -180, 170)
    stage.put(400, lambda e: _mast(e, 170 - 340 * (stage.side == REVERSE)))


def _planks(e: Easel) -> None:
    pen = stroke(e.tone("#7f6242"), 2)
    for i in range(-30, 31):
        e.canvas.drawLine(*e.view.at(i * 24, 0, 200), *e.view.at(i * 24, 0, max(-1400, 30 - e.view.distance)), pen)


def _mast(e: Easel, x: float) -> None:
    with e.standing(x, 190) as c:
        c.drawRect(rect(-9, -1400, 18, 1400), e.plain("#6b5038"))
        for px in (-320, 320):
            c.drawLine(0, -900, px, -60, stroke(e.tone("#4a4d50"), 3))
