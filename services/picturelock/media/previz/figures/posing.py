"""How a character holds itself at a moment: posture, walk, gesture, speech, breath and blink."""

import math
import random
from dataclasses import dataclass, replace

from picturelock.kernel.nouns import Facing, Gesture, Posture, Presence, Travel
from picturelock.media.previz.figures.body import BLINK, SEAT, TURNED, Body, Pose
from picturelock.media.previz.ink import Point, chance, joint, swell, wander
from picturelock.media.previz.words import listed, mentions

HIGH_HELD = listed(
    "phone, letter, paper, note, book, map, photo, cup, mug, watch, camera, radio, torch, "
    "flashlight, card, flower, glass, lantern, tablet, envelope, ticket, key"
)
"""Shapes that are held up to be seen; anything else hangs from the hand."""


@dataclass(frozen=True)
class Moment:
    seconds: float
    mouth: float = 0.0
    speaking: bool = False
    act: float = 0.0
    """How far the character's action is, 0 to 1; 0 and 1 are rest."""
    stride: float = 0.0
    """Phase of the walk in radians; moves only while walking."""
    pace: float = 0.0
    """0 standing, 1 walking at full pace."""
    smile: float = 0.1
    frown: float = 0.0


YAW = {Facing.CAMERA: 0.0, Facing.LEFT: -44.0, Facing.RIGHT: 44.0, Facing.AWAY: 180.0}
WALK_YAW = {
    Travel.ENTER_LEFT: 68.0, Travel.CROSS_RIGHT: 68.0, Travel.EXIT_RIGHT: 68.0, Travel.ENTER_RIGHT: -68.0,
    Travel.CROSS_LEFT: -68.0, Travel.EXIT_LEFT: -68.0, Travel.APPROACH: 0.0, Travel.RECEDE: 180.0,
}  # fmt: skip


def yaw_of(who: Presence, pace: float) -> float:
    resting = YAW[who.facing]
    if who.facing is Facing.CAMERA:
        resting = 9.0 if chance(character_dice(who), 0.5) else -9.0
    return resting if who.travel is Travel.NONE else resting + (WALK_YAW[who.travel] - resting) * min(1, pace * 2)


def character_dice(who: Presence) -> random.Random:
    """The same throws for one character in every shot."""
    return random.Random(f"character:{who.character}")


def pose_of(who: Presence, body: Body, moment: Moment, shapes: tuple[str, ...]) -> Pose:
    """`shapes` are the shapes of the props in hand, in order."""
    phase = character_dice(who).random() * 6.0
    yaw = yaw_of(who, moment.pace)
    rest = _at_rest(who, body, moment, yaw, phase)
    arms = _arms(rest, body, who, moment, shapes, phase)
    return _head(replace(rest, hands=arms), who, moment, phase)


def _at_rest(who: Presence, body: Body, moment: Moment, yaw: float, phase: float) -> Pose:
    breath = math.sin(moment.seconds * 1.7 + phase)
    sway = wander(moment.seconds * 0.5, phase) * body.height * 0.006
    drop = {Posture.SITTING: 0.51 - SEAT, Posture.KNEELING: 0.22}.get(who.posture, 0.0) * body.height
    bob = abs(math.sin(moment.stride)) * body.height * 0.012 * moment.pace
    hip = (sway * 0.5, body.hip_y + drop + bob)
    lean = body.height * 0.022 * math.sin(math.radians(yaw)) * (0.4 + moment.pace)
    neck = (hip[0] + sway + lean, body.neck_y + drop + bob - breath * body.height * 0.0022)
    feet, knees = _legs(who, body, moment, hip, yaw)
    pose = Pose(
        hip=hip, neck=neck, hands=((0, 0), (0, 0)), feet=feet, knees=knees, yaw=yaw, head_yaw=yaw, breath=breath
    )
    heading = pose.heading
    return replace(pose, front=(heading >= 0 and not pose.away, heading <= 0 and not pose.away))


def _legs(
    who: Presence, body: Body, moment: Moment, hip: Point, yaw: float
) -> tuple[tuple[Point, Point], tuple[Point, Point]]:
    side, front = math.sin(math.radians(yaw)), abs(math.cos(math.radians(yaw)))
    if who.posture is Posture.SITTING:
        return _seated(body, hip, side, front)
    if who.posture is Posture.KNEELING:
        knees = [(hip[0] + s * body.hip * front + side * body.thigh * 0.35, -body.limb * 0.6) for s in (-0.8, 0.8)]
        feet = [(x - side * body.shin * 0.8, -body.limb * 0.4) for x, _ in knees]
        return (feet[0], feet[1]), (knees[0], knees[1])
    feet, knees = [], []
    for index, s in enumerate((-1, 1)):
        swing = math.sin(moment.stride + index * math.pi) * moment.pace
        lift = max(0.0, math.cos(moment.stride + index * math.pi)) * moment.pace * body.height * 0.045
        foot = (
            hip[0] * 0.2 + s * body.hip * 0.62 * (0.45 + 0.55 * front) + swing * side * body.height * 0.15,
            -lift - body.limb * 0.3,
        )
        start = (hip[0] + s * body.hip * 0.5 * (0.4 + 0.6 * front), hip[1])
        feet.append(foot)
        knees.append(joint(start, foot, body.thigh, body.shin, -1.0 if side > 0 else 1.0))
    if abs(side) < TURNED * 2:
        knees = [
            ((a[0] + hip[0] + s * body.hip * 0.5) / 2, (a[1] + hip[1]) / 2) for a, s in zip(feet, (-1, 1), strict=True)
        ]
    return (feet[0], feet[1]), (knees[0], knees[1])


def _seated(body: Body, hip: Point, side: float, front: float) -> tuple[tuple[Point, Point], tuple[Point, Point]]:
    knees, feet = [], []
    for s in (-1, 1):
        knee = (
            hip[0] + s * body.hip * 0.75 * (0.3 + 0.7 * front) + side * body.thigh * 0.92,
            hip[1] + body.limb * 0.3 + front * body.thigh * 0.14,
        )
        knees.append(knee)
        feet.append((knee[0] + side * body.shin * 0.06 * s, -body.limb * 0.3))
    return (feet[0], feet[1]), (knees[0], knees[1])


def _arms(
    pose: Pose, body: Body, who: Presence, moment: Moment, shapes: tuple[str, ...], phase: float
) -> tuple[Point, Point]:
    side = math.sin(math.radians(pose.yaw))
    hands = [_hanging(pose, body, who, moment, index, side) for index in (0, 1)]
    main = carrying_hand(pose)
    for slot, shape in enumerate(shapes[:2]):
        hand = main if slot == 0 else 1 - main
        hands[hand] = _holding(pose, body, shape, hand, side, hands[hand], moment)
    free = 1 - main
    gesture = who.gesture
    if moment.speaking and gesture is Gesture.NONE:
        talk = max(0.0, wander(moment.seconds * 1.6, phase + 2)) * 0.9 + moment.mouth * 0.1
        hands[free] = _between(
            hands[free],
            (
                pose.neck[0] + (free * 2 - 1) * body.shoulder * 1.05 + side * body.height * 0.1,
                pose.neck[1] + body.height * 0.26,
            ),
            talk,
        )
    acting = main if gesture is Gesture.HOLD_UP and shapes else free
    target = _gesture_hand(pose, body, gesture, moment, side, acting)
    strength = swell(moment.act)
    if gesture is Gesture.WORK:
        return (
            _between(hands[0], _working(pose, body, moment, 0, side), strength),
            _between(hands[1], _working(pose, body, moment, 1, side), strength),
        )
    if target is not None:
        hands[acting] = _between(hands[acting], target, strength)
    return hands[0], hands[1]


def carrying_hand(pose: Pose) -> int:
    """The nearer hand; from the front, the one on the right of the picture."""
    return 0 if pose.heading > 0 else 1


def _hanging(pose: Pose, body: Body, who: Presence, moment: Moment, index: int, side: float) -> Point:
    s = index * 2 - 1
    if who.posture is Posture.SITTING:
        return (pose.hip[0] + s * body.hip * 0.5 + side * body.thigh * 0.6, pose.hip[1] - body.limb * 0.75)
    swing = math.sin(moment.stride + (1 - index) * math.pi) * moment.pace
    width = body.shoulder * (1.12 if abs(side) < TURNED else 0.85)
    return (
        pose.neck[0] * 0.6
        + pose.hip[0] * 0.4
        + s * width * (0.62 + 0.38 * abs(math.cos(math.radians(pose.yaw))))
        + side * (swing * body.height * 0.13 + body.height * 0.02),
        pose.neck[1] + body.height * 0.355 - abs(swing) * body.height * 0.02,
    )


def _holding(pose: Pose, body: Body, shape: str, index: int, side: float, rest: Point, moment: Moment) -> Point:
    s = index * 2 - 1
    sway = wander(moment.seconds * 0.8, index * 3.0) * body.height * 0.006
    if "phone" in shape and moment.speaking:
        return (pose.neck[0] + s * body.head * 0.42, pose.neck[1] - body.head * 0.5)
    if "umbrella" in shape:
        return (
            pose.neck[0] + s * body.shoulder * 0.9 + side * body.height * 0.06,
            pose.neck[1] + body.height * 0.12 + sway,
        )
    if mentions(shape, HIGH_HELD):
        inward = 0.55 if abs(side) < TURNED else 0.2
        return (
            pose.neck[0] + s * body.shoulder * inward + side * body.height * 0.15,
            pose.neck[1] + body.height * 0.165 + sway,
        )
    return (rest[0] + side * body.height * 0.03, rest[1] + sway)


def _gesture_hand(pose: Pose, body: Body, gesture: Gesture, moment: Moment, side: float, hand: int) -> Point | None:
    s = (hand * 2 - 1) if abs(side) < TURNED else math.copysign(1, side)
    x, y, tall = pose.neck[0], pose.neck[1], body.height
    wave = math.sin(moment.seconds * 8) * tall * 0.045
    return {
        Gesture.POINT: (x + s * tall * 0.36, y + tall * 0.05),
        Gesture.REACH: (x + s * tall * 0.3, y + tall * 0.17),
        Gesture.WAVE: (x + s * tall * 0.25 + wave, y - tall * 0.11),
        Gesture.HOLD_UP: (x + s * tall * 0.15, y + tall * 0.015),
        Gesture.LAUGH: (x + s * tall * 0.06, y + tall * 0.24),
    }.get(gesture)


def _working(pose: Pose, body: Body, moment: Moment, index: int, side: float) -> Point:
    s, beat = index * 2 - 1, math.sin(moment.seconds * 5.2 + index * 2.2)
    return (
        pose.neck[0] + s * body.shoulder * 0.4 + side * body.height * 0.17 + beat * body.height * 0.014,
        pose.neck[1] + body.height * 0.27 + abs(beat) * body.height * 0.012,
    )


def _head(pose: Pose, who: Presence, moment: Moment, phase: float) -> Pose:
    strength = swell(moment.act)
    nod = math.sin(moment.seconds * 7.5)
    turn, pitch = {
        Gesture.NOD: (0.0, nod * 0.42),
        Gesture.SHAKE_HEAD: (nod * 17.0, -0.05),
        Gesture.LOOK_UP: (0.0, 0.85),
        Gesture.LOOK_DOWN: (0.0, -0.85),
        Gesture.LAUGH: (0.0, 0.35 + 0.1 * math.sin(moment.seconds * 11)),
        Gesture.WORK: (0.0, -0.5),
    }.get(who.gesture, (0.0, 0.0))
    laughing = strength if who.gesture is Gesture.LAUGH else 0.0
    talking = wander(moment.seconds * 2.2, phase + 1) * (0.12 if moment.speaking else 0.04)
    head_turn = 0.0 if pose.away else math.copysign(7.0, pose.yaw) * (pose.heading != 0)
    return replace(
        pose,
        head_yaw=pose.yaw + head_turn + turn * strength + wander(moment.seconds * 0.7, phase + 4) * 2.5,
        pitch=pitch * strength + talking,
        tilt=wander(moment.seconds * 0.6, phase + 8) * 1.6,
        mouth=max(moment.mouth, laughing * (0.45 + 0.2 * math.sin(moment.seconds * 11))),
        blink=_blink(moment.seconds, phase),
        smile=max(moment.smile, laughing),
        frown=moment.frown,
    )


def _blink(seconds: float, phase: float) -> float:
    """1 is shut. Every three seconds or so, for a sixth of a second."""
    beat = (seconds + phase) % (2.7 + phase * 0.2)
    return math.sin(math.pi * beat / BLINK) if beat < BLINK else 0.0


def _between(here: Point, there: Point, share: float) -> Point:
    return (here[0] + (there[0] - here[0]) * share, here[1] + (there[1] - here[1]) * share)
