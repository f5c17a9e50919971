"""Places, built from their words: what kind of place it is, and what stands in it."""

from picturelock.media.previz.light import light_of
from picturelock.media.previz.optics import View
from picturelock.media.previz.places.features import add_features
from picturelock.media.previz.places.kinds import COLD, STANDARD, builder_of
from picturelock.media.previz.scene import Scene
from picturelock.media.previz.stage import Stage
from picturelock.media.previz.words import mentions


def build_place(scene: Scene, view: View) -> Stage:
    """The dressed set, in its light."""
    probe = Stage(scene, light_of(scene), view)
    cold = mentions(probe.words(), COLD)
    stage = Stage(scene, light_of(scene, cold=cold), view)
    builder = builder_of(stage)
    builder(stage)
    add_features(stage, STANDARD.get(builder, ""))
    return stage


__all__ = ["build_place"]
