"""Single pictures of a scene, for storyboards."""

import numpy as np

from picturelock.media.previz.plates import Pixels
from picturelock.media.previz.scene import Scene
from picturelock.media.previz.shot import Shot


def frame(scene: Scene, index: int) -> Pixels:
    """Frame `index` of the shot as it would be delivered: RGB, (height, width, 3), uint8."""
    pixels = Shot(scene).draw(index)
    return np.ascontiguousarray(pixels[..., 2::-1])
