"""Which builder makes which place: the first kind with a word in the place's kind, name, words or features."""

from collections.abc import Callable

from picturelock.kernel.nouns import Interior
from picturelock.media.previz.places.sky import add_sky
from picturelock.media.previz.stage import Stage

Builder = Callable[[Stage], None]

COLD = ("hospital", "clinic", "morgue", "laborator", "spaceship", "office", "police", "interrogation", "supermarket", "corridor", "server", "garage", "subway")
"""Places lit by tubes."""


def _outside(stage: Stage) -> None:
    add_sky(stage)
    stage.put(8000.0, lambda easel: easel.face([(-9e4, 0, 9e4), (9e4, 0, 9e4), (9e4, 0, -1e4), (-9e4, 0, -1e4)], "#8c9a78"))


def _room(stage: Stage) -> None:
    stage.put(400.0, lambda easel: easel.face([(-600, 0, 400), (600, 0, 400), (600, 300, 400), (-600, 300, 400)], "#c9b79c"))
    stage.put(390.0, lambda easel: easel.face([(-600, 0, 400), (600, 0, 400), (600, 0, -900), (-600, 0, -900)], "#8d6f52"))


def builder_of(stage: Stage) -> Builder:
    return _room if stage.scene.interior is Interior.INT else _outside
