"""Blocking: who stands where in the frame and faces which way, on one side of the line for a whole scene.

A scene's `axis` lists its people from left to right. Whoever of them is in a shot stands in that order, and looks
towards the one talked to or looked at; so left stays left from shot to shot, over shoulders and in singles.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from picturelock.kernel.nouns import Depth, Facing, Position
from picturelock.registry.model.breakdown import Role, Setup

PLACES = {
    1: (Position.CENTRE,),
    2: (Position.LEFT, Position.RIGHT),
    3: (Position.LEFT, Position.CENTRE, Position.RIGHT),
    4: (Position.FAR_LEFT, Position.LEFT, Position.RIGHT, Position.FAR_RIGHT),
    5: (Position.FAR_LEFT, Position.LEFT, Position.CENTRE, Position.RIGHT, Position.FAR_RIGHT),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A character's place in the frame, as the camera sees it."""

    character: str
    position: Position
    depth: Depth
    facing: Facing


def axis_of(cast: Sequence[str], before: Sequence[str]) -> tuple[str, ...]:
    """Everybody in order of appearance; those who had a place in the last plan keep it."""
    return tuple(dict.fromkeys((*(each for each in before if each in cast), *cast)))


def marks(setup: Setup, axis: Sequence[str]) -> tuple[Mark, ...]:
    """Marks for everyone in the frame, from left to right."""
    framed = sorted(setup.framed, key=lambda each: _at(each, axis))
    positions = _positions(setup, framed, axis)
    return tuple(
        Mark(each, position, _depth(setup, each), _facing(setup, each, axis))
        for each, position in zip(framed, positions, strict=True)
    )


def _at(character: str, axis: Sequence[str]) -> int:
    return axis.index(character) if character in axis else len(axis)


def _positions(setup: Setup, framed: Sequence[str], axis: Sequence[str]) -> tuple[Position, ...]:
    """One alone who looks at somebody outside the frame leaves room on that side."""
    if len(framed) == 1 and setup.toward in axis and setup.role in (Role.SINGLE, Role.REACTION):
        return (Position.LEFT if _at(framed[0], axis) < _at(setup.toward, axis) else Position.RIGHT,)
    return PLACES.get(len(framed), ())


def _depth(setup: Setup, character: str) -> Depth:
    if character == setup.over_shoulder:
        return Depth.FOREGROUND
    return Depth.BACKGROUND if setup.role is Role.ESTABLISH else Depth.MIDGROUND


def _facing(setup: Setup, character: str, axis: Sequence[str]) -> Facing:
    if character == setup.over_shoulder:
        return Facing.AWAY
    target = setup.toward if character == setup.subject else setup.subject
    if not target or target == character or target not in axis:
        return Facing.CAMERA
    return Facing.RIGHT if _at(character, axis) < _at(target, axis) else Facing.LEFT
