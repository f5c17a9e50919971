"""Inserts: one prop, or a pair of hands, filling the frame."""

import math
from typing import Any

from picturelock.kernel.nouns import Figure, GarmentSlot, Presence, Prop, ShotSize
from picturelock.media.colour import RGB
from picturelock.media.colour import parse as rgb
from picturelock.media.previz.brush import Brush
from picturelock.media.previz.figures.wardrobe import wardrobe_of
from picturelock.media.previz.ink import (
    BLACK,
    brighter,
    limb,
    linear,
    oval,
    radial,
    rect,
    shade,
    smooth,
    stroke,
    wander,
)
from picturelock.media.previz.light import Light
from picturelock.media.previz.optics import TIGHT, View
from picturelock.media.previz.plates import new_surface
from picturelock.media.previz.props import draw_prop
from picturelock.media.previz.scene import Scene

BOARD = 240
"""Side of the square, in centimetres, on which a prop is tried to learn its size."""
SOLID = 200
"""Opacity, of 255, from which something belongs to a prop and not to its glow."""
FILLS = 0.62
"""Share of the frame's height or width that the prop takes."""


def is_detail(scene: Scene) -> bool:
    """An insert, or a close shot of a prop."""
    if scene.camera.size in TIGHT:
        return any(prop.prop == scene.camera.subject for prop in scene.props)
    return scene.camera.size is ShotSize.INSERT


def showable(scene: Scene) -> Scene:
    """An insert of what is neither prop nor hand becomes a close shot of who it is about, or a look at the place."""
    if scene.camera.size is not ShotSize.INSERT or shown_prop(scene) or holder_of(scene, None):
        return scene
    is_figure = any(who.character == scene.camera.subject for who in scene.cast)
    size = ShotSize.CLOSE if is_figure else ShotSize.MEDIUM
    return scene.model_copy(update={"camera": scene.camera.model_copy(update={"size": size})})


def shown_prop(scene: Scene) -> Prop | None:
    """The prop the insert is about: the subject itself, or what the subject holds, or the only one there is."""
    by_id = {prop.prop: prop for prop in scene.props}
    if scene.camera.subject in by_id:
        return by_id[scene.camera.subject]
    holder = next((who for who in scene.cast if who.character == scene.camera.subject), None)
    held = [by_id[name] for name in (holder.holding if holder else ()) if name in by_id]
    return held[0] if held else (scene.props[0] if scene.props and holder is None else None)


def holder_of(scene: Scene, prop: Prop | None) -> Presence | None:
    """Whose hand is in the picture: who holds the prop, or the subject."""
    people = [who for who in scene.cast if who.physique.figure in {Figure.PERSON, Figure.CHILD}]
    holding = [who for who in people if prop and prop.prop in who.holding]
    subject = [who for who in people if who.character == scene.camera.subject]
    return next(iter([*holding, *subject, *(people if prop is None else [])]), None)


def extent(shape: str, light: Light) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a prop around its grip, in centimetres, its glow left out."""
    surface = new_surface(BOARD, BOARD)
    canvas = surface.getCanvas()
    canvas.translate(BOARD / 2, BOARD / 2)
    draw_prop(Brush(canvas, light), shape, "#808080", 0.0)
    solid = surface.toarray()[..., 3] > SOLID
    rows, columns = solid.any(axis=1).nonzero()[0], solid.any(axis=0).nonzero()[0]
    return (columns[0] - BOARD / 2, rows[0] - BOARD / 2, columns[-1] + 1 - BOARD / 2, rows[-1] + 1 - BOARD / 2)


def draw_detail(canvas: Any, scene: Scene, light: Light, start: View, view: View, seconds: float) -> None:
    prop = shown_prop(scene)
    hand = holder_of(scene, prop)
    if hand is None:
        _surface(canvas, scene, light, view)
    brush = Brush(canvas, light)
    shape = f"{prop.shape} {prop.name}".lower() if prop and prop.shape == "box" else (prop.shape if prop else "")
    left, top, right, low = extent(shape, light) if prop else (-14.0, -16.0, 14.0, 16.0)
    scale = (
        min(scene.height * FILLS / (low - top), scene.width * 0.56 / (right - left)) * view.scale(0) / start.scale(0)
    )
    canvas.save()
    canvas.translate(
        scene.width / 2 + view.shift - (left + right) / 2 * scale,
        scene.height * (0.5 if hand else 0.45) - (top + low) / 2 * scale,
    )
    canvas.scale(scale, scale)
    sway = wander(seconds * 0.7, 1.0) * (1.0 if hand else 0.15)
    canvas.translate(sway * 0.5, wander(seconds * 0.9, 4.0) * 0.4 * (1 if hand else 0.1))
    _ground_shadow(canvas, light, left, right, low, resting=hand is None)
    grip = max(3.4, min(9.0, (low - top) * 0.2))
    if hand:
        _forearm(brush, hand, grip)
    if prop:
        draw_prop(brush, shape, prop.colour, seconds)
    if hand:
        _fingers(brush, hand, grip, holding=bool(prop), seconds=seconds)
    canvas.restore()


def _surface(canvas: Any, scene: Scene, light: Light, view: View) -> None:
    """What a prop that nobody holds stands on: a table top inside, stone outside."""
    top = scene.height * 0.6
    tone = light.on_place(rgb("#7d5b40") if light.inside else rgb("#7f786c"))
    area = rect(-10, top, scene.width + 20, scene.height - top + 10)
    canvas.drawRect(
        area, linear((0, top), (0, scene.height), [(0, shade(tone, 0.8), 1), (0.2, tone, 1), (1, shade(tone, 0.7), 1)])
    )
    for step in range(6):
        y = top + (scene.height - top) * (step / 6) ** 1.4
        canvas.drawLine(
            0, y, scene.width, y + view.shift * 0.01, stroke(shade(tone, 0.72), max(1.0, scene.height / 500), 0.5)
        )


def _ground_shadow(canvas: Any, light: Light, left: float, right: float, low: float, *, resting: bool) -> None:
    if not resting:
        return
    wide = (right - left) * 0.75
    canvas.save()
    canvas.translate((left + right) / 2 - (1 if light.sun_side > 0 else -1) * wide * 0.1, low)
    canvas.scale(1, 0.16)
    canvas.drawCircle(0, 0, wide, radial((0, 0), wide, [(0, BLACK, 0.4), (0.7, BLACK, 0.22), (1, BLACK, 0)]))
    canvas.restore()


def _sleeve(who: Presence) -> RGB:
    worn = wardrobe_of(who)
    garment = next(
        (worn.get(slot) for slot in (GarmentSlot.COAT, GarmentSlot.TOP, GarmentSlot.DRESS) if worn.get(slot)), None
    )
    return rgb(garment.colour) if garment else (128.0, 132.0, 140.0)


def _forearm(brush: Brush, who: Presence, grip: float) -> None:
    size, skin = grip, rgb(who.physique.skin)
    brush.round(limb((size * 0.4, size * 1.0), (size * 5.4, size * 7.2), size * 1.5, size * 1.9), skin, share=0.26)
    brush.round(
        limb((size * 3.2, size * 4.6), (size * 9.0, size * 12.0), size * 2.7, size * 3.4),
        _sleeve(who),
        share=0.26,
        rim=size * 0.05,
    )
    brush.round(
        limb((size * 2.5, size * 5.1), (size * 4.0, size * 4.0), size * 0.7, size * 0.7),
        shade(_sleeve(who), 0.8),
        share=0.3,
    )
    brush.round(
        smooth(
            [
                (-size * 0.9, -size * 0.4),
                (size * 0.6, -size * 1.2),
                (size * 1.9, -size * 0.2),
                (size * 1.8, size * 1.5),
                (size * 0.2, size * 2.0),
                (-size * 0.8, size * 1.2),
            ]
        ),
        shade(skin, 0.94),
        share=0.25,
    )


def _fingers(brush: Brush, who: Presence, grip: float, *, holding: bool, seconds: float) -> None:
    size, skin = grip, rgb(who.physique.skin)
    curl = 0.0 if holding else 0.25 * math.sin(seconds * 1.7)
    for index in range(4):
        y = -size * 0.55 + index * size * 0.58
        reach = -size * (0.55 + (0.0 if holding else 0.9) + 0.1 * (1.5 - abs(index - 1.5))) + curl
        brush.round(limb((size * 1.0, y + size * 0.15), (reach, y), size * 0.6, size * 0.52), skin, share=0.22)
        brush.oval(
            oval(reach - size * 0.02, y - size * 0.06, size * 0.17, size * 0.15),
            brighter(skin, 1.12, 8),
            0.85,
        )
    thumb = limb((size * 1.1, -size * 0.7), (-size * 0.15, -size * 1.4), size * 0.72, size * 0.56)
    brush.round(thumb, skin, share=0.22)
