"""Places among trees and fields."""

import random

from picturelock.media.previz.easel import Easel
from picturelock.media.previz.places import land, plants, roadside
from picturelock.media.previz.places.coast import puddles
from picturelock.media.previz.places.sky import add_sky
from picturelock.media.previz.stage import Stage


def park(stage: Stage) -> None:
    add_sky(stage)
    land.skyline(stage, 6000, 1300, "#8a949c", seed=5)
    land.hills(stage, 3000, 330, "#6f9460", seed=2)
    land.ground(stage, "#7fa058", far="#93b06a", z=2990)
    land.strip(stage, 250, 400, "#cdb68d", depth=2980)
    land.specks(stage, "#6a8c49", 90, (46, 8))
    land.specks(stage, "#f0e6b8", 34, (6, 3), seed=2)
    spots = [
        (-820, 900, 640, 1),
        (-430, 620, 560, 2),
        (640, 720, 600, 3),
        (1200, 1100, 700, 4),
        (170, 1500, 680, 5),
        (-1700, 1300, 700, 6),
    ]
    for x, z, tall, seed in spots:
        stage.stand(
            plants.tree,
            x + stage.side * 130,
            z,
            tall,
            ("#5d8a4a", "#6f9a4e", "#7c9444")[seed % 3],
            seed,
            live=stage.windy and seed in {2, 3},
        )
    stage.stand(roadside.bench, 250 - stage.side * 240, 430)
    stage.stand(plants.bush, -260, 470)
    stage.stand(plants.bush, 470, 480, 80)
    stage.stand(roadside.streetlamp, -130 + stage.side * 200, 415)
    puddles(stage)


def garden(stage: Stage) -> None:
    add_sky(stage)
    land.hills(stage, 3000, 300, "#6f9460", seed=2)
    land.ground(stage, "#86a85c", far="#93b06a", z=2990)
    stage.stand(roadside.cottage, 420 - 900 * (stage.side == 1), 1100)
    stage.stand(roadside.fence, 0, 620, 3600)
    for a_bush in tuple(
        (x, 585, 60 + x * 7 % 30, ("#557d45", "#6d8f4a", "#8c5f6d")[x % 3]) for x in range(-900, 950, 150)
    ):
        stage.stand(plants.bush, *a_bush)
    for a_tree in ((-480, 520, 470, "#6f9a4e", 2), (560, 540, 430, "#7c9444", 9)):
        stage.stand(plants.tree, *a_tree)
    land.specks(stage, "#e27f8a", 40, (7, 5), low=150, high=560)
    land.specks(stage, "#f1d56a", 40, (6, 4), low=150, high=560, seed=4)
    puddles(stage)


def forest(stage: Stage) -> None:
    add_sky(stage)
    land.hills(stage, 5000, 900, "#54755f", seed=6)
    land.ground(stage, "#5f6e42", far="#6a8059", z=3200)
    land.specks(stage, "#7d6a41", 120, (40, 7))
    land.specks(stage, "#4f6138", 90, (50, 9), seed=3)
    dice = random.Random(stage.scene.place.place)
    for row in range(7):
        z = 2600 - row * 330
        spots = [(dice.uniform(-1, 1) * (500 + z * 0.7), dice.uniform(620, 900)) for _ in range(7)]
        for x, tall in spots:
            stage.stand(plants.pine, x, z, tall, ("#3f6650", "#4a7052")[int(x) % 2])
    for a_bare_trunk in ((-260 + 120 * stage.side, 430), (330, 470, 40), (-560, 520, 44)):
        stage.stand(plants.bare_trunk, *a_bare_trunk)
    stage.stand(plants.bush, -330, 300, 70, "#4f7144")
    stage.stand(plants.bush, 290, 330, 64, "#5c7a48")
    stage.stand(plants.rock, 190, 320, 90)
    puddles(stage)


def field(stage: Stage) -> None:
    add_sky(stage)
    land.hills(stage, 9000, 700, "#7f9a78", seed=1)
    land.ground(stage, "#c7ae5c", far="#cbb978", z=8900)
    for i in range(7):
        land.strip(stage, 500 + i * 330, 560 + i * 400, ("#b79c4c", "#a8ab5a")[i % 2], depth=8890 - i)
    stage.stand(roadside.barn, 900 - 1700 * (stage.side == 1), 2300)
    for a_tree in ((-900, 2000, 600, "#6d8f4a", 5), (-1150, 2150, 520, "#5d8a4a", 6)):
        stage.stand(plants.tree, *a_tree)
    stage.stand(roadside.fence, 0, 640, 5200, "#9a8464")
    for a_grass in tuple((x, 300 + abs(x) % 70, 60, "#b9a04e") for x in range(-560, 570, 40)):
        stage.stand(plants.grass, *a_grass, live=stage.windy)
    puddles(stage)


def mountain(stage: Stage) -> None:
    add_sky(stage)
    land.hills(stage, 9000, 3600, "#7c8a9d", rough=0.26, peaks=True, seed=1)
    land.hills(stage, 6000, 760, "#6c7d8b", rough=0.25, seed=2)
    land.hills(stage, 3600, 520, "#5f7560", seed=3)
    land.ground(stage, "#8c9070", far="#7d8a6c", z=3500)
    land.specks(stage, "#777a62", 90, (40, 9))
    for a_pine in tuple((x, 1500 + abs(x) % 300, 480) for x in range(-1500, 1600, 260)):
        stage.stand(plants.pine, *a_pine)
    for a_rock in ((-340, 420, 220), (300, 380, 150), (520, 520, 260)):
        stage.stand(plants.rock, *a_rock)


def desert(stage: Stage) -> None:
    add_sky(stage)
    land.hills(stage, 9000, 900, "#b5815c", rough=0.4, seed=1)
    land.hills(stage, 4000, 300, "#d3a36a", rough=0.3, seed=2)
    land.ground(stage, "#dfb57a", far="#d9a96d", z=3900)
    land.specks(stage, "#cb9d62", 90, (70, 7))
    for a_cactus in ((-430, 700), (610, 900, 300), (1300, 1200, 320)):
        stage.stand(plants.cactus, *a_cactus)
    for a_rock in ((340, 430, 150, "#b07a52"), (-300, 480, 110, "#b07a52")):
        stage.stand(plants.rock, *a_rock)


def road(stage: Stage) -> None:
    add_sky(stage)
    land.hills(stage, 8000, 700, "#7c8f7a", seed=1)
    land.ground(stage, "#93a06a", far="#a0a878", z=7900)
    stage.put(7000, _going_away)
    for a_tree in ((-700, 1300, 560, "#6d8f4a", 3), (900, 1800, 640, "#5d8a4a", 8)):
        stage.stand(plants.tree, *a_tree)
    stage.stand(roadside.sign, 330, 600)
    stage.stand(roadside.fence, -900, 700, 900, "#9a8464")
    if "car" in stage.words():
        stage.stand(roadside.car, -190, 420, "#7c2f33")
    puddles(stage)


def _going_away(e: Easel) -> None:
    near = max(-1400, 40 - e.view.distance)
    e.face([(-230, 0.2, 60000), (230, 0.2, 60000), (230, 0.2, near), (-230, 0.2, near)], "#5d5e62")
    for i in range(40):
        z = near + i * 260
        e.face([(-6, 0.4, z + 130), (6, 0.4, z + 130), (6, 0.4, z), (-6, 0.4, z)], "#e0dccf")
