"""Coverage: which shots a scene is covered in. Establish the place, master the action, insert what matters.

Structure follows kinds, people and positions rather than exact words, so that rewording a line changes no setup.
How talk is covered is in `exchange`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from picturelock.kernel.nouns import Angle, Move, ShotSize, Transition, Travel
from picturelock.registry.model.beats import Beat
from picturelock.registry.model.breakdown import Role, Setup
from picturelock.registry.model.directions import directed
from picturelock.registry.model.lengths import shot_seconds

DRAWN_CAST = 5
"""Most characters that one picture holds legibly."""
BRIEF_WORDS = 7
"""An action this short rides along in a neighbouring shot of the same person."""
LATE = 0.66
"""Share of a scene after which a face is worth a close-up."""
JOINED_SECONDS = 6.5
"""How long a shot may get by taking in its neighbours."""

FACE = re.compile(
    r"\b(smil\w+|grin\w*|frown\w*|stares?|gazes?|eyes?|tears?|blush\w*|looks|watch\w*|sees|notic\w+|listen\w*|nods?|"
    r"winks?|sighs?|whisper\w*|confus\w+|fear\w*|affronted|awe|breath\w*|blinks?|face)\b",
    re.IGNORECASE,
)
BODY = re.compile(
    r"\b(walk\w*|runs?|running|strolls?|enters?|exits?|leaves?|crosse?s?|chas\w+|climb\w*|jump\w*|danc\w+|scuttl\w+|"
    r"rush\w*|sprint\w*|march\w*|arriv\w+|descend\w*|falls?|stumbl\w+|steps?|rides?|drives?|turns into)\b",
    re.IGNORECASE,
)
WALK = re.compile(r"\b(walk\w*|strolls?|crosse?s?|march\w*|scuttl\w+|rides?|wander\w*|paces?)\b", re.IGNORECASE)
RUSH = re.compile(r"\b(runs?|running|chas\w+|sprint\w*|rush\w*|fight\w*|struggl\w+|flees?|panic\w*)\b", re.IGNORECASE)
RISES = re.compile(r"\b(looms?|towers?|descends?|ris(?:es|ing)|soars?|hovers?|overhead|giant|huge)\b", re.IGNORECASE)
SINKS = re.compile(r"\b(collapses?|kneels?|crouch\w*|lies|falls|small|tiny|alone|crawls?)\b", re.IGNORECASE)
HANDLED = re.compile(
    r"\b(takes?|picks?|grabs?|holds?|lifts?|raises?|lights?|opens?|closes?|hands?|gives?|passes|pulls?|puts?|sets?|"
    r"drops?|throws?|reads?|shows?|unlocks?|taps?|points?|unfolds?|unwraps?|offers?|slides?|clutch\w*|turns?|"
    r"writes?|pours?|reveals?|hides?|finds?|carries|reach\w*)\b",
    re.IGNORECASE,
)
READ = re.compile(
    r"\b(reads?\b ?[:\"\u201c]|displays?|on.?screen|screen shows|the words|inscri\w+|label\w*|letter says)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SceneView:
    """What coverage needs to know of a scene. `cast` are those seen in it, in order of appearance."""

    beats: tuple[Beat, ...]
    cast: tuple[str, ...]
    exterior: bool = False
    new_place: bool = True
    apart: bool = False
    """Its people are in different places (an intercut, a call): they never share a frame."""
    gone: tuple[frozenset[str], ...] = ()
    """Who has left, before each beat: see `departures`."""
    heights: Mapping[str, int] = field(default_factory=dict)
    """Centimetres, of those who stand on two legs."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A shot not yet numbered: its setup and the indexes of its beats, or the beat it follows when it has none."""

    setup: Setup
    beats: tuple[int, ...] = ()
    anchor: int = -1

    @property
    def at(self) -> float:
        """Where it stands among the scene's beats."""
        return self.beats[0] if self.beats else self.anchor + 0.5


def departures(beats: Sequence[Beat]) -> tuple[frozenset[str], ...]:
    """For each beat who has left before it, or was with whoever left, and neither came back nor spoke since."""
    left: frozenset[str] = frozenset()
    before = [left]
    for beat in beats:
        left -= set(beat.who)
        if any(act.travel in (Travel.EXIT_LEFT, Travel.EXIT_RIGHT) for act in beat.acts):
            left |= set(beat.who)
        before.append(left)
    return tuple(before)


def opening(view: SceneView) -> Draft | None:
    """The shot that says where we are; None where the place was on screen a moment ago and people talk at once."""
    first = view.beats[0] if view.beats else None
    covered = (0,) if first and not first.is_line else ()
    if not view.new_place and covered:
        return Draft(_master(view), covered)
    if not view.new_place and first:
        return None
    framed = _capped(first.who if covered and first else () if first is None else view.cast[:2])
    wide = ShotSize.EXTREME_WIDE if view.exterior and not framed else ShotSize.WIDE
    empty = Move.PAN_RIGHT if view.exterior else Move.PUSH_IN
    move = empty if covered and not framed else Move.STATIC
    return Draft(Setup(role=Role.ESTABLISH, size=wide, move=move, framed=framed[:1] if view.apart else framed), covered)


def _master(view: SceneView) -> Setup:
    """The action's own setup, wide enough to show where in the known place it is."""
    setup = action_setup(view, 0)
    if setup.role in (Role.INSERT, Role.DETAIL):
        return setup
    return setup.model_copy(update={"role": Role.MASTER, "size": ShotSize.FULL})


def action_setup(view: SceneView, at: int) -> Setup:
    """What the action wants, unless the writer wants something else."""
    return directed(_undirected(view, at), view.beats[at].text)


def _undirected(view: SceneView, at: int) -> Setup:
    """One person as close as what they do allows, more people wider, nobody: the thing, or the place."""
    beat = view.beats[at]
    people = _capped(tuple(each for each in beat.who if each in view.cast))
    if beat.props and (not people or (READ.search(beat.text) and not beat.acts)):
        return insert(beat.props[0], people)
    if not people:
        return Setup(role=Role.DETAIL, size=ShotSize.MEDIUM_WIDE, angle=_angle(beat), move=_place_move(beat))
    if len(people) == 1 or view.apart:
        size = _size_of_one(beat, late=at >= LATE * len(view.beats))
        return Setup(
            role=Role.SINGLE, size=size, angle=_angle(beat), move=_move(beat),
            subject=people[0], toward=partner(view, at, people[0]), framed=people[:1],
        )  # fmt: skip
    role, size = (Role.TWO, ShotSize.MEDIUM_WIDE) if len(people) == 2 else (Role.GROUP, ShotSize.FULL)  # noqa: PLR2004
    return Setup(
        role=role, size=size, move=_move(beat), subject=people[0], toward=people[1], framed=people,
    )  # fmt: skip


def insert(prop: str, holders: tuple[str, ...]) -> Setup:
    return Setup(role=Role.INSERT, size=ShotSize.INSERT, subject=prop, framed=holders[:1])


def inserted_prop(beat: Beat, shown: frozenset[str]) -> str:
    """The prop that deserves an insert after `beat`: one handled in it that the scene has not shown yet."""
    if beat.is_line or not beat.who or not HANDLED.search(beat.text):
        return ""
    return next((prop for prop in beat.props if prop not in shown), "")


def rides_along(draft: Draft | None, beat: Beat, beats: tuple[Beat, ...]) -> bool:
    """Whether a brief action is better kept in the running shot than cut to: it is about the very same people."""
    if (
        draft is None
        or not draft.beats
        or beat.apart
        or beat.words > BRIEF_WORDS
        or beat.opens is not Transition.CUT
        or beat.props
    ):
        return False
    setup = draft.setup
    if setup.role in (Role.INSERT, Role.ESTABLISH, Role.REACTION):
        return False
    about = set(beat.who) <= {setup.subject} or bool(beat.who and set(beat.who) == set(setup.framed))
    running = tuple(beats[each] for each in draft.beats)
    return about and running[-1].closes is Transition.CUT and shot_seconds((*running, beat)) <= JOINED_SECONDS


def _capped(people: tuple[str, ...]) -> tuple[str, ...]:
    return people[:DRAWN_CAST]


def partner(view: SceneView, at: int, person: str) -> str:
    """Who of the scene `person` has to do with at this beat: the latest other one met, for as long as both stay put."""
    if view.apart or BODY.search(view.beats[at].text):
        return ""
    met = (who for beat in reversed(view.beats[:at]) for who in beat.who)
    return next((each for each in met if each != person and each in view.cast), "")


def _size_of_one(beat: Beat, *, late: bool) -> ShotSize:
    if BODY.search(beat.text):
        return ShotSize.FULL
    if beat.props or HANDLED.search(beat.text):
        return ShotSize.MEDIUM
    if FACE.search(beat.text):
        return ShotSize.CLOSE if late else ShotSize.MEDIUM_CLOSE
    return ShotSize.MEDIUM


def _angle(beat: Beat) -> Angle:
    """From below what is mighty, from above what is brought low."""
    if RISES.search(beat.text):
        return Angle.LOW
    return Angle.HIGH if SINKS.search(beat.text) else Angle.EYE


def _move(beat: Beat) -> Move:
    """The camera moves when its subject does, and draws back where a fade ends it."""
    if beat.closes is Transition.FADE:
        return Move.PULL_OUT
    if RUSH.search(beat.text):
        return Move.HANDHELD
    return Move.TRACK_RIGHT if WALK.search(beat.text) else Move.STATIC


def _place_move(beat: Beat) -> Move:
    return Move.TILT_UP if RISES.search(beat.text) else Move.STATIC
