"""What of the last plan is still there: which old scene a new one is, and which old beat a new beat is."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from picturelock.registry.model.breakdown import PlannedScene

ALIKE = 0.3
"""Share of common beats from which two scenes are one and the same, rewritten."""


@dataclass(frozen=True, slots=True)
class SceneSketch:
    """What a scene is recognised by."""

    heading: str
    given: str
    beats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BeatMatch:
    """Old index to new index: of beats that are the same, and of those that are only reworded."""

    same: dict[int, int]
    reworded: dict[int, int]


def match_beats(old: Sequence[str], new: Sequence[str]) -> BeatMatch:
    """Order-preserving: equal keys first, then within what changed those of equal role (kind, people, piece)."""
    if len(old) == len(new) and list(map(_role, old)) == list(map(_role, new)):
        in_place = {at: at for at, key in enumerate(old) if key == new[at]}
        if 2 * len(in_place) >= len(old) or len(old) == 1:
            return BeatMatch(in_place, {at: at for at in range(len(old)) if at not in in_place})
    same: dict[int, int] = {}
    reworded: dict[int, int] = {}
    for tag, a, b, c, d in _opcodes(old, new):
        if tag == "equal":
            same |= {a + step: c + step for step in range(b - a)}
        elif tag == "replace":
            was, now = list(map(_role, old[a:b])), list(map(_role, new[c:d]))
            for block in SequenceMatcher(None, was, now, autojunk=False).get_matching_blocks():
                reworded |= {a + block.a + step: c + block.b + step for step in range(block.size)}
    return BeatMatch(same, reworded)


def _opcodes(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """As difflib's, but what begins and ends alike is paired first: repeated lines stay with their own."""
    most = min(len(old), len(new))
    head = next((at for at in range(most) if old[at] != new[at]), most)
    tail = next((at for at in range(most - head) if old[-1 - at] != new[-1 - at]), most - head)
    middle = SequenceMatcher(None, old[head : len(old) - tail], new[head : len(new) - tail], autojunk=False)
    yield "equal", 0, head, 0, head
    for tag, a, b, c, d in middle.get_opcodes():
        yield tag, a + head, b + head, c + head, d + head
    yield "equal", len(old) - tail, len(old), len(new) - tail, len(new)


def _role(key: str) -> str:
    return key.rpartition(":")[0]


def match_scenes(old: Sequence[PlannedScene], new: Sequence[SceneSketch]) -> dict[int, int]:
    """New index to old index. By the writer's number, by content wherever it went, by likeness, by heading in place."""
    matched: dict[int, int] = {}
    free = dict.fromkeys(range(len(old)))
    was = [(each.heading, each.beats) for each in old]
    now = [(each.heading, each.beats) for each in new]
    _match_equal(matched, free, [each.given for each in new], [each.given for each in old])
    _match_ends(matched, free, now, was)
    _match_equal(matched, free, now, was)
    _match_alike(matched, free, old, new)
    _match_in_place(matched, free, old, new)
    return matched


def _match_equal(matched: dict[int, int], free: dict[int, None], new: Sequence[object], old: Sequence[object]) -> None:
    """Equal ones pair up in order; empty ones (a number nobody gave) are equal to nothing."""
    waiting: dict[object, list[int]] = {}
    for at in free:
        if old[at]:
            waiting.setdefault(old[at], []).append(at)
    for at, item in enumerate(new):
        if at not in matched and waiting.get(item):
            matched[at] = waiting[item].pop(0)
            del free[matched[at]]


def _match_ends(matched: dict[int, int], free: dict[int, None], new: Sequence[object], old: Sequence[object]) -> None:
    """What begins and ends alike is paired first, so that scenes that repeat each other stay themselves."""
    most = min(len(old), len(new))
    head = next((at for at in range(most) if old[at] != new[at]), most)
    tail = next((at for at in range(most - head) if old[-1 - at] != new[-1 - at]), most - head)
    pairs = [(at, at) for at in range(head)] + [(len(new) - at, len(old) - at) for at in range(tail, 0, -1)]
    for now, was in pairs:
        if now not in matched and was in free:
            matched[now] = was
            del free[was]


def _match_alike(
    matched: dict[int, int], free: dict[int, None], old: Sequence[PlannedScene], new: Sequence[SceneSketch]
) -> None:
    holders: dict[str, list[int]] = {}
    for at in free:
        for key in set(old[at].beats):
            holders.setdefault(key, []).append(at)
    scores = []
    for at, scene in enumerate(new):
        if at in matched:
            continue
        shared = Counter(holder for key in set(scene.beats) for holder in holders.get(key, ()))
        for other, count in shared.items():
            likeness = 2 * count / (len(set(scene.beats)) + len(set(old[other].beats)))
            scores.append((likeness + 0.2 * (scene.heading == old[other].heading), -abs(at - other), -at, other))
    for score, _, minus_at, other in sorted(scores, reverse=True):
        if score >= ALIKE and -minus_at not in matched and other in free:
            matched[-minus_at] = other
            del free[other]


def _match_in_place(
    matched: dict[int, int], free: dict[int, None], old: Sequence[PlannedScene], new: Sequence[SceneSketch]
) -> None:
    """A scene rewritten from its first word to its last is known by its heading and by the scene before it."""
    for at, scene in enumerate(new):
        expected = matched.get(at - 1, -1) + 1
        if at not in matched and expected in free and old[expected].heading == scene.heading:
            matched[at] = expected
            del free[expected]
