"""A scene's shots: covered afresh, or carried over from the last plan wherever what is shot is still the same."""

from collections.abc import Collection, Container, Iterable, Sequence
from dataclasses import dataclass, replace

from picturelock.kernel.nouns import ShotSize
from picturelock.registry.model.alignment import match_beats
from picturelock.registry.model.breakdown import PlannedScene, PlannedShot, Role, Setup
from picturelock.registry.model.coverage import (
    Draft,
    SceneView,
    action_setup,
    insert,
    inserted_prop,
    opening,
    rides_along,
)
from picturelock.registry.model.exchange import Turn, closing, joins, line_setup, starts_trading, turns_of
from picturelock.registry.model.lengths import LONGEST, shot_seconds
from picturelock.registry.model.numbering import between
from picturelock.registry.model.sizes import varied


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft and the number it had in the last plan; empty for a fresh one."""

    draft: Draft
    shot: str = ""


def cover(view: SceneView) -> tuple[Draft, ...]:
    """The scene covered from nothing, in order, every beat in exactly one shot."""
    first = opening(view)
    drafts = [first] if first else []
    turns = turns_of(view)
    shown = frozenset(view.beats[0].props if first and first.beats else ())
    for at in range(len(first.beats) if first else 0, len(view.beats)):
        beat = view.beats[at]
        last = drafts[-1] if drafts else None
        if joins(last, at, turns[at], view) if beat.is_line else rides_along(last, beat, view.beats):
            drafts[-1] = replace(drafts[-1], beats=(*drafts[-1].beats, at))
            continue
        draft = Draft(_setup_at(view, at, turns), (at,))
        if last and _same_insert(last, draft) and _bears(view, (*last.beats, at)):
            drafts[-1] = Draft(last.setup, (*last.beats, at))
            continue
        drafts.append(draft)
        prop = inserted_prop(beat, shown)
        if prop and drafts[-1].setup.subject != prop:
            drafts.append(Draft(insert(prop, beat.who), (), at))
        shown |= {prop, drafts[-1].setup.subject}
    held = closing(view, turns, drafts[-1] if drafts else None)
    return tuple([*drafts, held] if held else drafts)


def _same_insert(one: Draft, other: Draft) -> bool:
    both = one.setup.role is Role.INSERT and other.setup.role is Role.INSERT
    return both and one.setup.subject == other.setup.subject


def _bears(view: SceneView, beats: Sequence[int]) -> bool:
    """Whether one shot can hold all of this."""
    return shot_seconds(tuple(view.beats[at] for at in beats)) <= LONGEST


def _setup_at(view: SceneView, at: int, turns: dict[int, Turn]) -> Setup:
    if at not in turns:
        return action_setup(view, at)
    return starts_trading(view, at, turns) or line_setup(view, at, turns[at])


def shots_of(scene: str, view: SceneView, previous: PlannedScene | None, props: Collection[str]) -> PlannedScene:
    """The scene's numbered shots. What the last plan decided stays, as far as it is still about the same.

    `props` are those of the bible; a setup with something or somebody that the scene has no more is decided again.
    Of the result `heading`, `given` and `axis` are left for the caller.
    """
    keys = tuple(beat.key for beat in view.beats)
    kept = _carried_over(view, keys, previous, {*props, *view.cast}) if previous else ()
    covered = {at for each in kept for at in each.draft.beats}
    fresh = _uncovered(cover(view), covered, first_time=previous is None)
    if previous and _lost_its_opening(previous, kept, fresh):
        fresh.append(Draft(Setup(role=Role.ESTABLISH, size=ShotSize.WIDE)))
    order = sorted((*kept, *(Kept(draft) for draft in fresh)), key=lambda each: each.draft.at)
    setups = varied([each.draft.setup for each in order], [bool(each.shot) for each in order])
    numbers = _numbers(scene, order, previous)
    shots = tuple(
        PlannedShot(shot=number, setup=setup, beats=each.draft.beats, anchor=each.draft.anchor)
        for number, setup, each in zip(numbers, setups, order, strict=True)
    )
    gone = () if previous is None else tuple(each.shot for each in previous.shots if each.shot not in set(numbers))
    retired = (*(previous.retired if previous else ()), *gone)
    return PlannedScene(scene=scene, heading="", beats=keys, shots=shots, retired=retired)


def _lost_its_opening(previous: PlannedScene, kept: Sequence[Kept], fresh: Sequence[Draft]) -> bool:
    """Whether the shot that established the place went with what happened in it, and nothing does so now."""
    had = any(shot.setup.role is Role.ESTABLISH for shot in previous.shots)
    drafts = (*(each.draft for each in kept), *fresh)
    return had and not any(draft.setup.role is Role.ESTABLISH for draft in drafts)


def _carried_over(
    view: SceneView, keys: Sequence[str], previous: PlannedScene, known: Container[str]
) -> tuple[Kept, ...]:
    match = match_beats(previous.beats, keys)
    reworded = {old: new for old, new in match.reworded.items() if view.beats[new].is_line}
    now = match.same | reworded
    kept: list[Kept] = []
    for shot in previous.shots:
        if not _still_known(shot.setup, known):
            continue
        if shot.beats:
            beats = _unbroken(view, [now[at] for at in shot.beats if at in now], set(now.values()))
            kept += [Kept(Draft(shot.setup, beats), shot.shot)] if beats else []
        elif shot.anchor < 0 or shot.anchor in now:
            kept.append(Kept(Draft(shot.setup, (), now.get(shot.anchor, -1)), shot.shot))
    return tuple(kept)


def _still_known(setup: Setup, known: Container[str]) -> bool:
    return all(each in known for each in (setup.subject, setup.over_shoulder, *setup.framed) if each)


def _unbroken(view: SceneView, beats: Sequence[int], spoken_for: Container[int]) -> tuple[int, ...]:
    """The run that begins with the first of `beats`; what was put in between is taken in while the shot bears it."""
    run = list(beats[:1])
    for at in beats[1:]:
        bridge = range(run[-1] + 1, at + 1)
        if any(each in spoken_for for each in bridge[:-1]):
            break
        if len(bridge) > 1 and not _bears(view, (*run, *bridge)):
            break
        run += bridge
    return tuple(run)


def _uncovered(drafts: Iterable[Draft], covered: set[int], *, first_time: bool) -> list[Draft]:
    """What is left of fresh drafts once the beats that are covered already are taken away."""
    left: list[Draft] = []
    for draft in drafts:
        if not draft.beats:
            left += [draft] if (first_time or draft.anchor >= 0) and draft.anchor not in covered else []
            continue
        run: list[int] = []
        for at in draft.beats:
            if at in covered:
                left += [replace(draft, beats=tuple(run))] if run else []
                run = []
            else:
                run.append(at)
        left += [replace(draft, beats=tuple(run))] if run else []
    return left


def _numbers(scene: str, order: Sequence[Kept], previous: PlannedScene | None) -> list[str]:
    """Full shot numbers: the kept ones', then those of vanished shots in the same place, then fresh ones."""
    numbers = _revised(order, previous) if previous else [each.shot for each in order]
    taken = [shot.shot for shot in previous.shots] if previous else []
    taken = [*taken, *(previous.retired if previous else ())]
    bare = [number.rpartition("_sh")[2] for number in numbers]
    used = [number.rpartition("_sh")[2] for number in taken]
    filled: list[str] = []
    at = 0
    while at < len(bare):
        end = next((stop for stop in range(at, len(bare)) if bare[stop]), len(bare))
        lower, upper = filled[-1] if filled else "", bare[end] if end < len(bare) else ""
        filled += between(lower, upper, end - at, (*used, *bare, *filled), 4)
        filled += [bare[end]] if end < len(bare) else []
        at = end + 1
    return [f"{scene}_sh{number}" for number in filled]


def _revised(order: Sequence[Kept], previous: PlannedScene) -> list[str]:
    """Fresh shots between two kept ones take, in order, the numbers that vanished between the same two."""
    numbers = [each.shot for each in order]
    old = [shot.shot for shot in previous.shots]
    kept = set(numbers) - {""}
    at = 0
    while at < len(numbers):
        if numbers[at]:
            at += 1
            continue
        end = next((stop for stop in range(at, len(numbers)) if numbers[stop]), len(numbers))
        begins = old.index(numbers[at - 1]) + 1 if at else 0
        ends = old.index(numbers[end]) if end < len(numbers) else len(old)
        vanished = [shot for shot in previous.shots[begins:ends] if shot.shot not in kept]
        for offset, shot in _paired([each.draft.setup for each in order[at:end]], vanished):
            numbers[at + offset] = shot
        at = end
    return numbers


def _paired(setups: Sequence[Setup], vanished: Sequence[PlannedShot]) -> list[tuple[int, str]]:
    """Offsets and numbers, in order: shots of one role and subject first found, then the rest one by one."""
    pairs: list[tuple[int, str]] = []
    left = list(vanished)
    for offset, setup in enumerate(setups):
        alike = next((at for at, old in enumerate(left) if _alike(old.setup, setup)), None)
        if alike is None and len(left) >= len(setups) - offset:
            alike = 0
        if alike is not None:
            pairs.append((offset, left[alike].shot))
            left = left[alike + 1 :]
    return pairs


def _alike(one: Setup, other: Setup) -> bool:
    return (one.role, one.subject) == (other.role, other.subject)
