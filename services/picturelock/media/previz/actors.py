"""Draws an actor on its mark: the right kind of figure, its shadow, its light."""

from dataclasses import replace
from typing import Any

from picturelock.kernel.nouns import Facing, Figure
from picturelock.media.previz.brush import Brush
from picturelock.media.previz.cast import Actor, Mark
from picturelock.media.previz.easel import Easel
from picturelock.media.previz.figures.animals import draw_animal
from picturelock.media.previz.figures.others import draw_cloud, draw_robot
from picturelock.media.previz.figures.person import draw_person
from picturelock.media.previz.figures.posing import pose_of
from picturelock.media.previz.figures.puppet import Held, Person
from picturelock.media.previz.figures.wardrobe import wardrobe_of
from picturelock.media.previz.light import Light
from picturelock.media.previz.optics import View

ANIMALS = {Figure.DOG, Figure.CAT, Figure.HORSE, Figure.BIRD}


def draw_actor(canvas: Any, view: View, light: Light, actor: Actor, mark: Mark) -> None:
    """`canvas` is in upright pixels of the frame."""
    _shadow(canvas, view, light, actor, mark)
    canvas.save()
    canvas.translate(*view.at(mark.x, 0.0, mark.z))
    scale = view.scale(mark.z)
    canvas.scale(scale, scale * view.squash)
    _figure(Brush(canvas, light), actor, mark, scale)
    canvas.restore()


def _shadow(canvas: Any, view: View, light: Light, actor: Actor, mark: Mark) -> None:
    if actor.over_shoulder or actor.who.physique.figure is Figure.CLOUD:
        return
    y = view.at(mark.x, 0.0, mark.z)[1]
    if y < view.height * 1.15:
        wide = 150.0 if actor.who.physique.figure is Figure.HORSE else actor.body.shoulder * 3.4
        Easel(canvas, view, light).contact(mark.x, mark.z, wide, 1.1)


def _figure(brush: Brush, actor: Actor, mark: Mark, scale: float) -> None:
    figure = actor.who.physique.figure
    if figure in ANIMALS:
        draw_animal(brush, actor.who, mark.moment)
    elif figure is Figure.CLOUD:
        draw_cloud(brush, actor.who, mark.moment)
    elif figure is Figure.ROBOT:
        draw_robot(brush, actor.who, actor.body, mark.moment)
    else:
        draw_person(_person(brush, actor, mark, scale))


def _person(brush: Brush, actor: Actor, mark: Mark, scale: float) -> Person:
    pose = pose_of(actor.who, actor.body, mark.moment, actor.shapes)
    if actor.over_shoulder:
        pose = replace(pose, yaw=165.0 if mark.x > 0 else 195.0, head_yaw=215.0 if mark.x > 0 else 145.0)
    gaze = {Facing.LEFT: -1.0, Facing.RIGHT: 1.0}.get(actor.who.facing, 0.0)
    held = tuple(Held(shape, colour) for shape, colour in zip(actor.shapes, actor.colours, strict=True))
    return Person(
        brush, actor.who, actor.body, pose, wardrobe_of(actor.who), held, gaze * 0.6, mark.moment.seconds, scale
    )
