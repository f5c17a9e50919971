"""Where the characters stand, and what each of them does in every frame."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from picturelock.kernel.nouns import Depth, Facing, Figure, Gesture, Position, Posture, Presence, ShotSize, Travel
from picturelock.media.previz.figures.body import Body, body_of, stature
from picturelock.media.previz.figures.posing import Moment, character_dice
from picturelock.media.previz.ink import ease, wander
from picturelock.media.previz.optics import TIGHT, Subject, View
from picturelock.media.previz.scene import Scene
from picturelock.media.previz.words import listed

SHARE = {
    Position.FAR_LEFT: 0.14, Position.LEFT: 0.32, Position.CENTRE: 0.5, Position.RIGHT: 0.68,
    Position.FAR_RIGHT: 0.86,
}  # fmt: skip
ROOM = {Facing.LEFT: 0.06, Facing.RIGHT: -0.06}
"""Look room: a figure stands on the side it looks away from."""
HEAD_BEFORE = {Figure.DOG: 0.55, Figure.CAT: 0.5, Figure.HORSE: 0.42, Figure.BIRD: 0.24}
"""Share of an animal's height by which its head is before its middle."""
UPRIGHT = {Figure.PERSON, Figure.CHILD, Figure.ROBOT}
PAUSE = -0.55
"""Where the slow noise under made-up speech is lower than this, the speaker draws breath."""
ELBOW_ROOM = 58.0
"""Two figures at the same depth keep this far apart, in centimetres."""

HAPPY = listed("smil, laugh, grin, happy, warm, cheer, jok, amus, excited, gently, delight")
CROSS = listed(
    "angry, shout, furious, cold, harsh, snap, bitter, worried, sad, grim, scared, afraid, "
    "tense, crying, annoyed, stern"
)

Envelopes = Mapping[int, Sequence[float]]
"""Index of a line to its mouth opening, 0 to 1, in every frame of the shot."""


@dataclass(frozen=True)
class Actor:
    who: Presence
    x: float
    z: float
    body: Body
    shapes: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()
    over_shoulder: bool = False


@dataclass(frozen=True)
class Mark:
    """An actor's place in a frame, in centimetres."""

    x: float
    z: float
    moment: Moment = field(default_factory=lambda: Moment(0.0))


def subject_of(scene: Scene) -> Subject:
    """What the camera is set up for: its subject, or all that are in the shot, or a person who is not there."""
    seen = [who for who in scene.cast if who.physique.figure is not Figure.UNSEEN]
    beside = [who for who in seen if who.character != scene.camera.over_shoulder]
    chosen = [who for who in seen if who.character == scene.camera.subject] or beside
    if not chosen:
        return Subject()
    tallest = max(chosen, key=stature)
    top = stature(tallest)
    if tallest.physique.figure not in UPRIGHT:
        return Subject(top=top, eyes=top * 0.82, head=top * 0.36)
    head = body_of(tallest.physique).head
    heads = [stature(who) for who in beside if who.physique.figure in UPRIGHT and who.depth is not Depth.BACKGROUND]
    rise = 0.0 if scene.camera.size in TIGHT else max(0.0, max(heads, default=0.0) - top)
    return Subject(top=top, eyes=top - head * 0.48, head=head, rise=rise)


def cast_of(scene: Scene, view: View) -> tuple[Actor, ...]:
    """Everyone who is seen, on their marks, farthest first. Shoulders above the frame are left out."""
    seen = [who for who in scene.cast if who.physique.figure is not Figure.UNSEEN]
    front = [who for who in seen if who.character == scene.camera.over_shoulder and len(seen) > 1]
    others = [who for who in seen if who not in front]
    marks = _apart([(who, *_mark(scene, view, who, crowd=len(others), framed=bool(front))) for who in others], scene)
    actors = [_actor(scene, who, x, z) for who, x, z in marks]
    shoulders = (_shoulder(scene, view, who, others) for who in front)
    actors += [each for each in shoulders if view.at(0, stature(each.who) * 0.86, each.z)[1] > 0]
    return tuple(sorted(actors, key=lambda actor: -actor.z))


def _mark(scene: Scene, view: View, who: Presence, *, crowd: int, framed: bool) -> tuple[float, float]:
    size = scene.camera.size
    share = SHARE[who.position] + ROOM.get(who.facing, 0.0) * (who.position is Position.CENTRE)
    main = who.character == scene.camera.subject or crowd == 1
    if main and size in {*TIGHT, ShotSize.MEDIUM, ShotSize.INSERT}:
        keep = {ShotSize.EXTREME_CLOSE: 0.12, ShotSize.CLOSE: 0.3, ShotSize.INSERT: 0.0}.get(size, 0.55)
        share = 0.5 + (share - 0.5) * keep
        if who.position is Position.CENTRE:
            share += ROOM.get(who.facing, 0.0) * 0.5
    if main and framed:
        share = 0.5 + math.copysign(0.1, share - 0.5)
    z = _depth(scene, view, who)
    return view.x_of(share, z) - (_muzzle(who) if main and size in TIGHT else 0.0), z


def _muzzle(who: Presence) -> float:
    """How far before its feet an animal carries its head, in centimetres to the right of the picture."""
    share = HEAD_BEFORE.get(who.physique.figure, 0.0) * (0.4 if who.posture is Posture.SITTING else 1.0)
    return stature(who) * share * (-1.0 if who.facing is Facing.LEFT else 1.0)


def _depth(scene: Scene, view: View, who: Presence) -> float:
    if who.character == scene.camera.subject:
        return 0.0
    if who.physique.figure is Figure.CLOUD:
        return 80.0 + stature(who) * 0.4
    wide = scene.camera.size in {ShotSize.WIDE, ShotSize.EXTREME_WIDE}
    return {
        Depth.FOREGROUND: -view.distance * (0.3 if wide else 0.18),
        Depth.BACKGROUND: 190.0 + view.distance * (0.25 if wide else 0.1),
    }.get(who.depth, 0.0)


def _apart(marks: list[tuple[Presence, float, float]], scene: Scene) -> list[tuple[Presence, float, float]]:
    """The subject keeps its mark; who stands too near is moved outwards."""
    ordered = sorted(marks, key=lambda mark: mark[1])
    main = next((i for i, mark in enumerate(ordered) if mark[0].character == scene.camera.subject), len(ordered) // 2)
    for step, stop in ((1, len(ordered)), (-1, -1)):
        for i in range(main + step, stop, step):
            who, x, z = ordered[i]
            limit = ordered[i - step][1] + step * _room(who, ordered[i - step][0])
            ordered[i] = (who, max(x, limit) if step > 0 else min(x, limit), z)
    return ordered


def _room(one: Presence, other: Presence) -> float:
    wide = {Figure.DOG: 78.0, Figure.HORSE: 200.0, Figure.CAT: 45.0, Figure.CLOUD: 130.0}
    return (wide.get(one.physique.figure, ELBOW_ROOM) + wide.get(other.physique.figure, ELBOW_ROOM)) / 2


def _actor(scene: Scene, who: Presence, x: float, z: float) -> Actor:
    props = {prop.prop: prop for prop in scene.props}
    held = [props[name] for name in who.holding if name in props]
    return Actor(
        who, x, z, body_of(who.physique),
        tuple(f"{prop.shape} {prop.name}".lower() if prop.shape == "box" else prop.shape for prop in held),
        tuple(prop.colour for prop in held),
    )  # fmt: skip


def _shoulder(scene: Scene, view: View, who: Presence, others: list[Presence]) -> Actor:
    """The one whose back frames the shot: near, on the side the subject leaves free, turned to the subject."""
    subject = next((o for o in others if o.character == scene.camera.subject), others[0] if others else who)
    leftish = SHARE[subject.position] < SHARE[Position.CENTRE]
    right = leftish or (subject.position is Position.CENTRE and subject.facing is Facing.RIGHT)
    z = -view.distance * 0.46
    turned = who.model_copy(update={"facing": Facing.AWAY, "gesture": Gesture.NONE, "travel": Travel.NONE})
    actor = _actor(scene, turned, view.x_of(0.9 if right else 0.1, z), z)
    return Actor(actor.who, actor.x, z, actor.body, over_shoulder=True)


def mark_at(scene: Scene, view: View, actor: Actor, frame: int, envelopes: Envelopes) -> Mark:
    seconds = scene.rate.seconds(frame)
    share = frame / max(1, scene.frames - 1)
    x, z, pace = _travelled(view, actor, share)
    before = _travelled(view, actor, max(0.0, share - 1e-3))
    leg = actor.body.height * 0.42
    walked = _walked(view, actor, share)
    mouth, speaking, words = _speech(scene, actor, frame, envelopes)
    return Mark(x, z, Moment(
        seconds=seconds,
        mouth=mouth,
        speaking=speaking,
        act=_act(scene, actor, frame),
        stride=walked / leg * math.pi / 1.5,
        pace=min(1.0, pace) if (x, z) != before[:2] or 0 < share < 1 else 0.0,
        smile=0.55 if any(word in words for word in HAPPY) else 0.02 + 0.2 * character_dice(actor.who).random(),
        frown=0.9 if any(word in words for word in CROSS) else 0.0,
    ))  # fmt: skip


def _travelled(view: View, actor: Actor, share: float) -> tuple[float, float, float]:
    """x, z and pace (0 still, 1 in full walk) at that share of the shot."""
    travel = actor.who.travel
    if travel is Travel.NONE or actor.over_shoulder:
        return actor.x, actor.z, 0.0
    left, right = view.span(actor.z)
    out = actor.body.height * 0.35 if actor.who.physique.figure is not Figure.HORSE else 160.0
    moved = (
        ease(share / 0.75)
        if travel in {Travel.ENTER_LEFT, Travel.ENTER_RIGHT, Travel.APPROACH}
        else ease((share - 0.12) / 0.88)
    )
    if travel in {Travel.CROSS_LEFT, Travel.CROSS_RIGHT}:
        moved = 0.06 + 0.88 * share
    pace = min(1.0, 3.0 * min(moved, 1 - moved) + 0.35) if 0 < moved < 1 else 0.0
    ways = {
        Travel.ENTER_LEFT: (left - out, actor.x), Travel.ENTER_RIGHT: (right + out, actor.x),
        Travel.EXIT_LEFT: (actor.x, left - out), Travel.EXIT_RIGHT: (actor.x, right + out),
        Travel.CROSS_LEFT: (right + out, left - out), Travel.CROSS_RIGHT: (left - out, right + out),
    }  # fmt: skip
    if travel in ways:
        start, end = ways[travel]
        return start + (end - start) * moved, actor.z, pace
    depth = max(120.0, view.distance * 0.6)
    start, end = (actor.z + depth, actor.z) if travel is Travel.APPROACH else (actor.z, actor.z + depth)
    return actor.x, start + (end - start) * moved, pace


def _walked(view: View, actor: Actor, share: float) -> float:
    x0, z0, _ = _travelled(view, actor, 0.0)
    x, z, _ = _travelled(view, actor, share)
    return math.hypot(x - x0, z - z0)


def _act(scene: Scene, actor: Actor, frame: int) -> float:
    """How far this character's first action is; without one it takes most of the shot."""
    mine = next((act for act in scene.actions if actor.who.character in act.characters), None)
    start, frames = (mine.start, mine.frames) if mine else (0, scene.frames)
    return min(1.0, max(0.0, (frame - start + 1) / max(2, frames)))


def _speech(scene: Scene, actor: Actor, frame: int, envelopes: Envelopes) -> tuple[float, bool, str]:
    for index, line in enumerate(scene.lines):
        if (
            line.character != actor.who.character
            or line.off_screen
            or not line.start <= frame < line.start + line.frames
        ):
            continue
        envelope = envelopes.get(index)
        mouth = envelope[frame] if envelope is not None and frame < len(envelope) else _babble(scene, line.start, frame)
        return min(1.0, max(0.0, mouth)), True, f"{line.parenthetical} {actor.who.words}".lower()
    return 0.0, False, " ".join(actor.who.wounds).lower()


def _babble(scene: Scene, start: int, frame: int) -> float:
    """A mouth that talks without a recording: syllables, four or five a second, with pauses."""
    seconds = scene.rate.seconds(frame - start)
    syllable = abs(math.sin(seconds * 13.0 + math.sin(seconds * 3.1)))
    return (
        syllable
        * (0.55 + 0.35 * wander(seconds * 2.0, float(start % 7)))
        * (wander(seconds * 0.9, start * 0.37) > PAUSE)
    )
