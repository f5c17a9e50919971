"""Patches the engine named, measured against the bible's colours."""

from collections.abc import Sequence

from picturelock.continuity.model import Expectation, Swatch
from picturelock.kernel.nouns import Patch, Staging
from picturelock.media.colour import RGB, ciede2000, lit, parse, to_lab, unlit, written
from picturelock.media.measure import Box, Watched

RIM = 2
"""Pixels left out along a patch's edges: there, colour runs over from what is beside it."""
MOST_GAIN = 3.0
"""Dark patches are brought up by at most so much; more would measure the noise."""
DARKEST = 24
"""Where a white card shows less than this, no colour can be told from another."""


def asked(staging: Staging | None, expected: Expectation) -> Sequence[tuple[Box, Patch]]:
    """The patches whose colour the bible knows, in light enough to see it."""
    known = {(wanted.subject, wanted.part) for wanted in expected.wanted}
    return [
        (_inside(patch), patch)
        for patch in (staging.patches if staging else ())
        if (patch.subject, patch.part) in known and max(parse(patch.white)) >= DARKEST
    ]


def _inside(patch: Patch) -> Box:
    across, down = (RIM if side > 3 * RIM else 0 for side in (patch.width, patch.height))
    return Box(patch.frame, patch.x + across, patch.y + down, patch.width - 2 * across, patch.height - 2 * down)


def swatches(watched: Watched, patches: Sequence[tuple[Box, Patch]], expected: Expectation) -> tuple[Swatch, ...]:
    wanted = {(each.subject, each.part): parse(each.colour) for each in expected.wanted}
    return tuple(
        _swatch(patch, wanted[patch.subject, patch.part], watched.colours[box])
        for box, patch in patches
        if box in watched.colours
    )


def _swatch(patch: Patch, colour: RGB, seen: RGB) -> Swatch:
    white = parse(patch.white)
    must = lit(colour, white)
    return Swatch(
        **patch.model_dump(exclude={"white"}),
        wanted=written(must),
        seen=written(seen),
        unlit=written(unlit(seen, white)),
        difference=difference(must, seen, white),
    )


def difference(must: RGB, seen: RGB, white: RGB) -> float:
    """CIEDE2000 of two colours seen in one light, brought up by what brings the light to full."""
    gain = min(MOST_GAIN, 255 / max(white))
    return ciede2000(to_lab(_brought_up(must, gain)), to_lab(_brought_up(seen, gain)))


def _brought_up(rgb: RGB, gain: float) -> RGB:
    return min(255.0, rgb[0] * gain), min(255.0, rgb[1] * gain), min(255.0, rgb[2] * gain)
