"""Light and colour against the other shots of the scene.

A scene's median is the reference, so one bad take cannot make good ones look wrong, whichever arrived first; and
where the scene's own shots differ among themselves, or show less or more of it than this one, more is allowed.
"""

from collections.abc import Iterator, Sequence
from math import hypot
from statistics import median

from picturelock.continuity.model.measured import Measured
from picturelock.continuity.model.reading import Case, Reading
from picturelock.kernel.nouns import ShotSize

FEWEST = 3
"""With fewer shots to compare with nobody can say which of them is wrong."""
SPREADS = 2.0
"""How many median deviations of the scene's own shots are allowed on top of the limit."""
STEP = 2.0
"""Units allowed for each step of shot size between this shot and the scene's middle one: closer in, a coat is the
picture."""
DETAILS = frozenset({ShotSize.INSERT, ShotSize.EXTREME_CLOSE})
"""They show too little of the scene to be compared."""


def exposure_jump(case: Case, _: float) -> Iterator[Reading]:
    others = peers(case)
    tones = [peer.tone.lightness for peer in others]
    if len(tones) < FEWEST:
        return
    usual, mine = median(tones), case.measured.tone.lightness
    direction = "brighter" if mine > usual else "darker"
    yield Reading(
        abs(mine - usual), case.whole,
        message=f"is {direction} than the scene's other shots (L* {mine:.0f}, they are at {usual:.0f})",
        note=f"The light must match the scene's other shots; the shot was {direction} than they are.",
        slack=_size_slack(case, others) + SPREADS * median(abs(tone - usual) for tone in tones),
    )  # fmt: skip


def colour_jump(case: Case, _: float) -> Iterator[Reading]:
    others = peers(case)
    tones = [(peer.tone.a, peer.tone.b) for peer in others]
    if len(tones) < FEWEST:
        return
    usual = median(a for a, _ in tones), median(b for _, b in tones)
    mine = case.measured.tone.a, case.measured.tone.b
    cast = _cast(mine[0] - usual[0], mine[1] - usual[1])
    yield Reading(
        hypot(mine[0] - usual[0], mine[1] - usual[1]), case.whole,
        message=f"is {cast} than the scene's other shots",
        note=f"The colours must match the scene's other shots; the shot was {cast} than they are.",
        slack=_size_slack(case, others) + SPREADS * median(hypot(a - usual[0], b - usual[1]) for a, b in tones),
    )  # fmt: skip


def peers(case: Case) -> Sequence[Measured]:
    """The newest take of each other shot in the same setting that shows enough of it."""
    if case.measured.size in DETAILS:
        return ()
    found = {
        peer.shot: peer
        for peer in case.neighbours
        if peer.shot != case.measured.shot and peer.setting == case.measured.setting and peer.size not in DETAILS
    }
    return [found[shot] for shot in sorted(found)]


def _size_slack(case: Case, others: Sequence[Measured]) -> float:
    sizes = list(ShotSize)
    return STEP * abs(sizes.index(case.measured.size) - median(sizes.index(peer.size) for peer in others))


def _cast(a: float, b: float) -> str:
    if abs(a) > abs(b):
        return "redder" if a > 0 else "greener"
    return "yellower" if b > 0 else "bluer"
