"""Shot sizes: the scale they make, and the rule that neighbours on one subject differ by at least a step."""

from collections.abc import Sequence

from picturelock.kernel.nouns import ShotSize
from picturelock.registry.model.breakdown import Role, Setup

SCALE = (
    ShotSize.EXTREME_WIDE,
    ShotSize.WIDE,
    ShotSize.FULL,
    ShotSize.MEDIUM_WIDE,
    ShotSize.MEDIUM,
    ShotSize.MEDIUM_CLOSE,
    ShotSize.CLOSE,
    ShotSize.EXTREME_CLOSE,
)

LENS_MM = {
    ShotSize.EXTREME_WIDE: 18,
    ShotSize.WIDE: 24,
    ShotSize.FULL: 28,
    ShotSize.MEDIUM_WIDE: 35,
    ShotSize.MEDIUM: 50,
    ShotSize.MEDIUM_CLOSE: 65,
    ShotSize.CLOSE: 85,
    ShotSize.EXTREME_CLOSE: 100,
    ShotSize.INSERT: 100,
}
"""Longer as it gets closer, so that a step in size is a change of view and not a jump."""

WIDEST_OF_ONE, CLOSEST_OF_ONE = SCALE.index(ShotSize.FULL), SCALE.index(ShotSize.CLOSE)
WIDEST_OF_MANY, CLOSEST_OF_MANY = SCALE.index(ShotSize.WIDE), SCALE.index(ShotSize.MEDIUM)
WIDEST_PLACE, CLOSEST_PLACE = SCALE.index(ShotSize.EXTREME_WIDE), SCALE.index(ShotSize.MEDIUM_WIDE)


def step(size: ShotSize, by: int) -> ShotSize:
    """`by` steps closer (or wider, below zero), ending at the scale's ends; an insert has no neighbours."""
    if size is ShotSize.INSERT:
        return size
    return SCALE[min(max(SCALE.index(size) + by, 0), len(SCALE) - 1)]


def clash(one: Setup, other: Setup) -> bool:
    """Whether cutting from one to the other would jump: the same subject at the same size."""
    return one.subject == other.subject and one.size is other.size


def varied(setups: Sequence[Setup], kept: Sequence[bool]) -> tuple[Setup, ...]:
    """The setups with sizes moved where neighbours clash; those that are `kept` move only when both are."""
    result = list(setups)
    for at in range(1, len(result)):
        if not clash(result[at - 1], result[at]):
            continue
        mover = at - 1 if kept[at] and not kept[at - 1] else at
        result[mover] = _resized(result, mover)
    return tuple(result)


def _resized(setups: Sequence[Setup], at: int) -> Setup:
    """The setup at the nearest size, closer before wider, that clashes with neither neighbour."""
    setup = setups[at]
    neighbours = [setups[each] for each in (at - 1, at + 1) if 0 <= each < len(setups)]
    for by in (1, -1, 2, -2, 3, -3):
        moved = setup.model_copy(update={"size": step(setup.size, by)})
        if _allowed(moved) and not any(clash(moved, other) for other in neighbours):
            return moved
    return setup


def _allowed(setup: Setup) -> bool:
    if setup.size is ShotSize.INSERT:
        return False
    at = SCALE.index(setup.size)
    if not setup.subject:
        return WIDEST_PLACE <= at <= CLOSEST_PLACE
    if len(setup.framed) > 1 and setup.role is not Role.OVER_SHOULDER:
        return WIDEST_OF_MANY <= at <= CLOSEST_OF_MANY
    return WIDEST_OF_ONE <= at <= CLOSEST_OF_ONE
