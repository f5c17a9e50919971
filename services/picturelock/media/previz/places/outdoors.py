"""Places under the sky. Each builder puts its ground, its distance and its things on the stage."""

import random

from picturelock.media.previz.ink import fill
from picturelock.media.previz.places import land
from picturelock.media.previz.places import outside_pieces as out
from picturelock.media.previz.places.sky import add_sky
from picturelock.media.previz.stage import Stage


def harbour(stage: Stage) -> None:
    add_sky(stage)
    land.hills(stage, 9000, 620, "#5f7480", seed=1)
    land.skyline(stage, 5200, 900, "#6b747c", seed=2)
    land.sea(stage, 330, y=-60)
    for x, z, tone, size in ((-620, 900, "#a33f38", 1.0), (760, 1250, "#3f6b7d", 1.1), (120, 2100, "#d6a545", 1.1), (-2100, 2400, "#56705c", 1.3)):
        stage.put(z, lambda e, x=x, z=z, tone=tone, size=size: out.boat(e, x + stage.side * 300, z, tone, y=-60, size=size), live=size == 1.0)
    stage.put(3400, lambda e: out.crane(e, 1500 - 2500 * (stage.side == 1), 3400))
    land.rise(stage, 329, -60, 0, "#57524c")
    land.strip(stage, -1400, 330, "#8d8577", depth=328)
    land.specks(stage, "#77705f", 70, (34, 8), high=320)
    stage.put(300, lambda e: _each(e, out.bollard, ((-260, 300), (330, 300))))
    stage.put(240, lambda e: (out.crates(e, 300, 215), out.barrel(e, 205, 232), out.net(e, -330, 200)))
    stage.put(270, lambda e: out.streetlamp(e, -180 + 330 * stage.side, 270))
    puddles(stage)


def _each(e, draw, spots) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    for spot in spots:
        draw(e, *spot)


def puddles(stage: Stage) -> None:
    """Rain stands on the ground and mirrors the sky."""
    if stage.light.wet:
        tone = stage.light.sky_low
        stage.put(60, lambda e: land_puddles(e, tone, stage.scene.place.place))


def land_puddles(e, tone, seed) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    dice = random.Random(seed)
    for _ in range(16):
        x, z = dice.uniform(-420, 420), dice.uniform(-160, 290)
        if z < 60 - e.view.distance:
            continue
        with e.standing(x, z) as c:
            wide = dice.uniform(30, 90)
            c.drawOval(out.oval(0, 0, wide, wide * 0.1), fill(e.light.graded(tone), 0.4))
            c.drawOval(out.oval(wide * 0.1, -1, wide * 0.6, wide * 0.04), fill((255, 255, 255), 0.14))


def lighthouse(stage: Stage) -> None:
    add_sky(stage)
    land.sea(stage, 900, y=-200, colour="#2b5c78")
    stage.put(2600, lambda e: out.lighthouse(e, 480 - 960 * (stage.side == 2), 2600), live=stage.light.dark)
    land.ground(stage, "#7d8a5c", far="#8f9a72", z=880, near=-2000)
    land.specks(stage, "#6a774c", 60, (40, 8), high=850)
    stage.put(420, lambda e: _each(e, out.rock, ((-420, 420, 230), (360, 460, 170))))
    stage.put(260, lambda e: _each(e, out.grass, tuple((x, 260) for x in range(-420, 430, 105))), live=stage.light.wind > 0.8)  # noqa: PLR2004
    stage.put(300, lambda e: out.railing(e, 0, 700, 2600))


def beach(stage: Stage) -> None:
    add_sky(stage)
    land.hills(stage, 12000, 420, "#6f8790", seed=3)
    land.sea(stage, 520, y=-6, colour="#2f7d95")
    land.strip(stage, 470, 560, "#f3f1e8", depth=519)
    land.strip(stage, -1400, 500, "#dcc79a", depth=518)
    land.specks(stage, "#c9b184", 110, (46, 7), high=480)
    stage.put(1500, lambda e: out.boat(e, -900, 1500, "#d9d2c0", y=-6, size=0.9), live=True)
    stage.put(360, lambda e: _each(e, out.rock, ((-390, 380, 170, "#8d8274"), (430, 330, 120, "#8d8274"))))
    stage.put(300, lambda e: _each(e, out.grass, ((330, 300), (360, 296), (-300, 310))))


def at_sea(stage: Stage) -> None:
    """On the deck of a boat."""
    add_sky(stage)
    land.hills(stage, 14000, 500, "#6f8790", seed=4)
    land.sea(stage, 260, y=-130)
    stage.put(2600, lambda e: out.boat(e, 1400, 2600, "#56705c", y=-130, size=1.0), live=True)
    land.strip(stage, -1400, 200, "#a27f57", depth=199)
    stage.put(198, _planks)
    land.rise(stage, 200, 0, 52, "#ece6d8")
    stage.put(196, lambda e: (out.railing(e, 0, 199, 1800), out.crates(e, 260, 150), out.barrel(e, -290, 160, "#a33f38"), out.net(e, -180, 170)))
    stage.put(400, lambda e: _mast(e, 170 - 340 * (stage.side == 2)))


def _planks(e) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    pen = out.stroke(e.tone("#7f6242"), 2)
    for i in range(-30, 31):
        e.canvas.drawLine(*e.view.at(i * 24, 0, 200), *e.view.at(i * 24, 0, max(-1400, 30 - e.view.distance)), pen)


def _mast(e, x) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    with e.standing(x, 190) as c:
        c.drawRect(out.rect(-9, -1400, 18, 1400), e.plain("#6b5038"))
        for px in (-320, 320):
            c.drawLine(0, -900, px, -60, out.stroke(e.tone("#4a4d50"), 3))


def street(stage: Stage) -> None:
    add_sky(stage)
    land.skyline(stage, 4200, 2300, "#7c8690", seed=1)
    land.houses(stage, 760)
    land.strip(stage, -1400, 762, "#8b8680", depth=759)
    land.strip(stage, -60, 560, "#5a5b60", depth=758)
    land.rise(stage, 560, -12, 2, "#b5b0a6")
    stage.put(757, lambda e: _lane(e, 250))
    _street_things(stage)
    puddles(stage)


def _lane(e, z) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    for i in range(-12, 13):
        e.face([(i * 330, 0.5, z + 9), (i * 330 + 170, 0.5, z + 9), (i * 330 + 170, 0.5, z - 9), (i * 330, 0.5, z - 9)], "#d9d5c8")


def _street_things(stage: Stage) -> None:
    words = stage.words()
    dice = stage.dice
    stage.put(620, lambda e: _each(e, out.streetlamp, ((-520, 620), (260, 620), (1100, 620))))
    for x, tone in ((-760 + dice.uniform(-90, 90), "#7c2f33"), (620 + dice.uniform(-90, 90), "#35597a"), (1700, "#c9b98f")):
        stage.put(480, lambda e, x=x, tone=tone: out.car(e, x, 480, tone))
    stage.put(640, lambda e: _each(e, out.tree, ((-170, 660, 480, "#64854c", 4), (960, 660, 540, "#5d8a4a", 7))))
    if any(word in words for word in ("intersection", "crossing", "crossroad", "traffic", "junction", "corner")):
        stage.put(300, lambda e: out.traffic_light(e, -250, 300), live=True)
        stage.put(590, lambda e: out.traffic_light(e, 330, 590), live=True)
        stage.put(756, lambda e: [e.face([(x, 0.6, 540), (x + 52, 0.6, 540), (x + 52, 0.6, -40), (x, 0.6, -40)], "#d9d5c8") for x in range(-180, 200, 104)])
    stage.put(575, lambda e: out.sign(e, 90, 575))


def alley(stage: Stage) -> None:
    add_sky(stage)
    land.houses(stage, 1500, shops=False, seed=3)
    land.ground(stage, "#6d6a66")
    for s in (-1, 1):
        stage.put(1400, lambda e, s=s: _alley_wall(e, s))
    stage.put(330, lambda e: (out.crates(e, -190, 330), out.barrel(e, 205, 300, "#56605c"), out.barrel(e, 170, 360, "#6b4f42")))
    stage.put(700, lambda e: out.streetlamp(e, 175, 700, 380))
    puddles(stage)


def _alley_wall(e, s) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    x, near = s * 260, max(-600, 40 - e.view.distance)
    e.face([(x, 0, 1480), (x, 1400, 1480), (x, 1400, near), (x, 0, near)], "#8a5a48", lit=0.8 if s > 0 else 0.62)
    for i in range(14):
        e.face([(x, 40 + i * 90, 1480), (x, 44 + i * 90, 1480), (x, 44 + i * 90, near), (x, 40 + i * 90, near)], "#6e4537", lit=0.8)
    for k, z in enumerate((900, 520, 240)):
        lit = e.light.dark and (k + s) % 2 == 0
        tone = "#ffd48a" if lit else "#3c4750"
        corners = [(x, 200, z + 60), (x, 340, z + 60), (x, 340, z - 40), (x, 200, z - 40)]
        e.face(corners, tone)
        if lit:
            e.canvas.drawPath(out.poly([e.view.at(*corner) for corner in corners]), fill((255, 212, 140), 0.8))


def park(stage: Stage) -> None:
    add_sky(stage)
    land.skyline(stage, 6000, 1300, "#8a949c", seed=5)
    land.hills(stage, 3000, 330, "#6f9460", seed=2)
    land.ground(stage, "#7fa058", far="#93b06a", z=2990)
    land.strip(stage, 250, 400, "#cdb68d", depth=2980)
    land.specks(stage, "#6a8c49", 90, (46, 8))
    land.specks(stage, "#f0e6b8", 34, (6, 3), seed=2)
    spots = [(-820, 900, 640, 1), (-430, 620, 560, 2), (640, 720, 600, 3), (1200, 1100, 700, 4), (170, 1500, 680, 5), (-1700, 1300, 700, 6)]
    for x, z, tall, seed in spots:
        stage.put(z, lambda e, x=x, z=z, tall=tall, seed=seed: out.tree(e, x + stage.side * 130, z, tall, ("#5d8a4a", "#6f9a4e", "#7c9444")[seed % 3], seed), live=stage.light.wind > 0.8 and z < 800)  # noqa: PLR2004
    stage.put(430, lambda e: (out.bench(e, 250 - stage.side * 240, 430), out.bush(e, -260, 470), out.bush(e, 470, 480, 80)))
    stage.put(415, lambda e: out.streetlamp(e, -130 + stage.side * 200, 415))
    puddles(stage)


def garden(stage: Stage) -> None:
    add_sky(stage)
    land.hills(stage, 3000, 300, "#6f9460", seed=2)
    land.ground(stage, "#86a85c", far="#93b06a", z=2990)
    stage.put(1100, lambda e: out.cottage(e, 420 - 900 * (stage.side == 1), 1100))
    stage.put(620, lambda e: out.fence(e, 0, 620, 3600))
    stage.put(600, lambda e: _each(e, out.bush, tuple((x, 585, 60 + (x * 7 % 30), ("#557d45", "#6d8f4a", "#8c5f6d")[x % 3]) for x in range(-900, 950, 150))))
    stage.put(520, lambda e: _each(e, out.tree, ((-480, 520, 470, "#6f9a4e", 2), (560, 540, 430, "#7c9444", 9))))
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
        stage.put(z, lambda e, z=z, spots=spots: [out.pine(e, x, z, tall, ("#3f6650", "#4a7052")[int(x) % 2]) for x, tall in spots])
    stage.put(430, lambda e: _each(e, out.bare_trunk, ((-260 + 120 * stage.side, 430), (330, 470, 40), (-560, 520, 44))))
    stage.put(300, lambda e: (out.bush(e, -330, 300, 70, "#4f7144"), out.bush(e, 290, 330, 64, "#5c7a48"), out.rock(e, 190, 320, 90)))
    puddles(stage)


def field(stage: Stage) -> None:
    add_sky(stage)
    land.hills(stage, 9000, 700, "#7f9a78", seed=1)
    land.ground(stage, "#c7ae5c", far="#cbb978", z=8900)
    for i in range(7):
        land.strip(stage, 500 + i * 330, 560 + i * 400, ("#b79c4c", "#a8ab5a")[i % 2], depth=8890 - i)
    stage.put(2300, lambda e: out.barn(e, 900 - 1700 * (stage.side == 1), 2300))
    stage.put(2000, lambda e: _each(e, out.tree, ((-900, 2000, 600, "#6d8f4a", 5), (-1150, 2150, 520, "#5d8a4a", 6))))
    stage.put(640, lambda e: out.fence(e, 0, 640, 5200, "#9a8464"))
    stage.put(300, lambda e: _each(e, out.grass, tuple((x, 300 + abs(x) % 70, 60, "#b9a04e") for x in range(-560, 570, 40))), live=stage.light.wind > 0.8)  # noqa: PLR2004
    puddles(stage)


def mountain(stage: Stage) -> None:
    add_sky(stage)
    land.hills(stage, 9000, 3600, "#7c8a9d", rough=0.26, peaks=True, seed=1)
    land.hills(stage, 6000, 760, "#6c7d8b", rough=0.25, seed=2)
    land.hills(stage, 3600, 520, "#5f7560", seed=3)
    land.ground(stage, "#8c9070", far="#7d8a6c", z=3500)
    land.specks(stage, "#777a62", 90, (40, 9))
    stage.put(1500, lambda e: _each(e, out.pine, tuple((x, 1500 + abs(x) % 300, 480) for x in range(-1500, 1600, 260))))
    stage.put(420, lambda e: _each(e, out.rock, ((-340, 420, 220), (300, 380, 150), (520, 520, 260))))


def desert(stage: Stage) -> None:
    add_sky(stage)
    land.hills(stage, 9000, 900, "#b5815c", rough=0.4, seed=1)
    land.hills(stage, 4000, 300, "#d3a36a", rough=0.3, seed=2)
    land.ground(stage, "#dfb57a", far="#d9a96d", z=3900)
    land.specks(stage, "#cb9d62", 90, (70, 7))
    stage.put(900, lambda e: _each(e, out.cactus, ((-430, 700), (610, 900, 300), (1300, 1200, 320))))
    stage.put(430, lambda e: _each(e, out.rock, ((340, 430, 150, "#b07a52"), (-300, 480, 110, "#b07a52"))))


def road(stage: Stage) -> None:
    add_sky(stage)
    land.hills(stage, 8000, 700, "#7c8f7a", seed=1)
    land.ground(stage, "#93a06a", far="#a0a878", z=7900)
    stage.put(7000, _going_away)
    stage.put(1800, lambda e: _each(e, out.tree, ((-700, 1300, 560, "#6d8f4a", 3), (900, 1800, 640, "#5d8a4a", 8))))
    stage.put(700, lambda e: (out.sign(e, 330, 600), out.fence(e, -900, 700, 900, "#9a8464")))
    if "car" in stage.words():
        stage.put(500, lambda e: out.car(e, -190, 420, "#7c2f33"))
    puddles(stage)


def _going_away(e) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    near = max(-1400, 40 - e.view.distance)
    e.face([(-230, 0.2, 60000), (230, 0.2, 60000), (230, 0.2, near), (-230, 0.2, near)], "#5d5e62")
    for i in range(40):
        z = near + i * 260
        e.face([(-6, 0.4, z + 130), (6, 0.4, z + 130), (6, 0.4, z), (-6, 0.4, z)], "#e0dccf")


def rooftop(stage: Stage) -> None:
    add_sky(stage)
    land.skyline(stage, 3200, 2000, "#7f8993", seed=1)
    land.skyline(stage, 1700, 700, "#69727b", seed=2)
    land.ground(stage, "#7a7672", z=520)
    stage.put(521, lambda e: e.face([(-9e3, 0, 520), (9e3, 0, 520), (9e3, 82, 520), (-9e3, 82, 520)], "#8e6a58"))
    stage.put(519, lambda e: e.face([(-9e3, 82, 540), (9e3, 82, 540), (9e3, 82, 505), (-9e3, 82, 505)], "#c5bdae"))
    stage.put(420, lambda e: (e.box(-330, 400, (150, 130, 120), "#8b8f91"), e.box(360, 430, (190, 220, 150), "#9a6e58")))
    stage.put(410, lambda e: _tank(e, 190 - 330 * (stage.side == 1)))
    puddles(stage)


def _tank(e, x) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    with e.standing(x, 480) as c:
        for px in (-70, 62):
            c.drawRect(out.rect(px, -130, 9, 130), e.plain("#3f3c3a"))
        c.drawRect(out.rect(-84, -300, 168, 172), e.plain("#7a5a44"))
        for i in range(6):
            c.drawRect(out.rect(-84 + i * 28, -300, 3, 172), e.plain("#62452f"))
        c.drawPath(out.poly([(-96, -298), (0, -372), (96, -298)]), e.plain("#4f4a48"))


def platform(stage: Stage) -> None:
    """A railway station, open to the sky."""
    add_sky(stage)
    land.houses(stage, 1500, shops=False, seed=5)
    land.ground(stage, "#8a8378")
    land.strip(stage, 330, 620, "#4f4b47", depth=1400)
    stage.put(520, lambda e: [e.face([(-9e3, 6, z + 5), (9e3, 6, z + 5), (9e3, 6, z - 5), (-9e3, 6, z - 5)], "#a9adb0") for z in (560, 410)])
    stage.put(500, lambda e: _train(e, 640 if stage.side else -260))
    land.strip(stage, -1400, 330, "#a39b8d", y=2, depth=329)
    land.strip(stage, 300, 322, "#e3c34f", y=2.5, depth=328)
    stage.put(290, lambda e: (out.sign(e, 210, 250, "#2f5d86"), out.bench(e, -260, 230)))
    stage.put(280, lambda e: out.streetlamp(e, -60 + 260 * stage.side, 270, 360))
    puddles(stage)


def _train(e, x) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    with e.standing(x, 500) as c:
        for i in range(-2, 3):
            left = i * 1240
            c.drawRect(out.rect(left - 600, -330, 1200, 300), e.plain("#2f5a66"))
            c.drawRect(out.rect(left - 600, -345, 1200, 22), e.plain("#c7c2b6"))
            c.drawRect(out.rect(left - 600, -120, 1200, 16), e.plain("#e0b44c"))
            for k in range(7):
                c.drawRect(out.rect(left - 560 + k * 162, -285, 118, 96), fill(e.lamp_tone("#ffe2a0", 500, 0.9) if e.light.dark else e.tone("#8fa9b5", 500)))
            c.drawRect(out.rect(left - 50, -290, 84, 260), e.plain("#25474f"))


def open_air(stage: Stage) -> None:
    """Outside, when nothing more is known."""
    park(stage)
