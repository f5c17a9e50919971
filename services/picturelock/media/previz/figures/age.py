"""What years leave in a face. Units of the head's height, as in `head`."""

import skia

from picturelock.media.previz.figures.body import HIDDEN
from picturelock.media.previz.figures.head import Head, eye_point
from picturelock.media.previz.ink import shade

GREYING = 0.2
"""How old (see Body) a face must be to show it."""


def draw_age(head: Head) -> None:
    if head.from_behind or head.body.old < GREYING or head.is_small:
        return
    for side in (-1, 1):
        x, y, seen = eye_point(head, side)
        if seen < HIDDEN * 2:
            continue
        bag = skia.Path()
        bag.moveTo(x - 0.07 * seen, y + 0.075)
        bag.quadTo(x, y + 0.105, x + 0.07 * seen, y + 0.07)
        head.brush.line(bag, shade(head.skin, 0.72), 0.009, head.body.old)
        fold, here = head.around(side * 0.34)[0], skia.Path()
        here.moveTo(fold, 0.17 + head.drop)
        here.quadTo(fold + side * 0.045 * seen, 0.22 + head.drop, fold + side * 0.03 * seen, 0.3 + head.drop)
        head.brush.line(here, shade(head.skin, 0.72), 0.01, head.body.old)
