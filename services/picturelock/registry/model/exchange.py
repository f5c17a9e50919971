"""Covering talk: the two-shot first, then both sides over the shoulder, then singles that close in.

The camera stays on one side of the line between people: see `blocking`, which places them.
"""

from dataclasses import dataclass

from picturelock.kernel.nouns import Angle, Move, Posture, ShotSize, Transition
from picturelock.registry.model.beats import Beat, Voice
from picturelock.registry.model.breakdown import Role, Setup
from picturelock.registry.model.coverage import DRAWN_CAST, JOINED_SECONDS, Draft, SceneView, partner
from picturelock.registry.model.lengths import shot_seconds

QUIP_WORDS = 4
"""Lines this short are traded inside one two-shot."""
TRADED = 4
"""Most lines traded inside one two-shot."""
SHOULDERS_UNTIL, SINGLES_UNTIL = 0.5, 0.8
"""Shares of an exchange after which the camera closes in."""
LONG_EXCHANGE, VERY_LONG_EXCHANGE = 6, 10
"""Lines from which close-ups are earned, and from which the geography wants repeating half-way."""
TALLER_CM = 30
TURN_EARNED = 4
"""Lines from which the last one earns a push-in, and its listener a reaction."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A line's place in the scene's talk: the `index`-th of `count`, and who listens (empty for nobody)."""

    index: int
    count: int
    listener: str
    pair: bool
    """Only two people talk hereabouts."""

    @property
    def progress(self) -> float:
        return self.index / max(self.count - 1, 1)


def turns_of(view: SceneView) -> dict[int, Turn]:
    """The turn of each line, by the index of its beat."""
    lines = [at for at, beat in enumerate(view.beats) if beat.is_line]
    return {
        at: Turn(index, len(lines), _listener(view, lines, index), _pair(view, lines, index))
        for index, at in enumerate(lines)
    }


def _listener(view: SceneView, lines: list[int], index: int) -> str:
    """Who spoke last before, or speaks next after, or is there at all; never the speaker."""
    speaker = view.beats[lines[index]].speaker
    before = (view.beats[at].speaker for at in reversed(lines[max(index - 6, 0) : index]))
    after = (view.beats[at].speaker for at in lines[index + 1 : index + 7])
    left = view.gone[lines[index]]
    here = [each for each in (*before, *after, *view.cast) if each != speaker and each in view.cast]
    return next((each for each in here if each not in left), "")


def _pair(view: SceneView, lines: list[int], index: int) -> bool:
    near = lines[max(index - 2, 0) : index + 3]
    return len({view.beats[at].speaker for at in near}) <= 2  # noqa: PLR2004


def line_setup(view: SceneView, at: int, turn: Turn) -> Setup:
    """The setup that the line at this turn is covered in."""
    beat = view.beats[at]
    if beat.voice is not Voice.SEEN or beat.speaker not in view.cast:
        return _unseen(view, at, turn)
    if len(beat.who) > 1 or _answered_at_once(view, at):
        together = (*beat.who, *(view.beats[at + 1].who if _answered_at_once(view, at) else (turn.listener,)))
        return _together(view, together, ShotSize.MEDIUM)
    if beat.part == 1 and beat.parts > 2 and turn.listener and not view.apart:  # noqa: PLR2004
        return reaction(turn.listener, beat.speaker, turn)
    alone = not turn.listener or view.apart
    if turn.index == 0 and not alone:
        return _together(view, (beat.speaker, turn.listener, *_about(view, at)), ShotSize.MEDIUM_WIDE)
    if turn.count >= VERY_LONG_EXCHANGE and turn.index == turn.count // 2 and not beat.part and not alone:
        return _together(view, (beat.speaker, turn.listener), ShotSize.MEDIUM)
    return _one(view, at, turn, alone=alone)


def _about(view: SceneView, at: int) -> tuple[str, ...]:
    """Who has been met so far, or speaks in a moment."""
    soon = (beat.speaker for beat in view.beats[at : at + 4] if beat.is_line)
    met = (who for beat in view.beats[:at] for who in beat.who)
    left = view.gone[at]
    return tuple(dict.fromkeys(each for each in (*met, *soon) if each not in left))


def _answered_at_once(view: SceneView, at: int) -> bool:
    return at + 1 < len(view.beats) and view.beats[at + 1].dual


def _one(view: SceneView, at: int, turn: Turn, *, alone: bool) -> Setup:
    beat = view.beats[at]
    size = _tightness(turn)
    over = turn.listener if size is ShotSize.MEDIUM and turn.pair and not alone and not beat.part else ""
    last = turn.index == turn.count - 1 and turn.count >= TURN_EARNED
    return Setup(
        role=Role.OVER_SHOULDER if over else Role.SINGLE,
        size=size,
        angle=_across(view, at, over),
        move=Move.PUSH_IN if last else Move.STATIC,
        subject=beat.speaker,
        over_shoulder=over,
        toward=turn.listener,
        framed=(beat.speaker, over) if over else (beat.speaker,),
    )


def _across(view: SceneView, at: int, over: str) -> Angle:
    """Over a shoulder we see as its owner does: up to the taller, down to the smaller, while both stand."""
    subject = view.beats[at].speaker
    postures = {act.character: act.posture for beat in view.beats[:at] for act in beat.acts if act.posture}
    down = {who for who, posture in postures.items() if posture is not Posture.STANDING}
    if not {subject, over} <= set(view.heights) or {subject, over} & down:
        return Angle.EYE
    taller = view.heights[subject] - view.heights[over]
    return Angle.LOW if taller >= TALLER_CM else Angle.HIGH if -taller >= TALLER_CM else Angle.EYE


def _tightness(turn: Turn) -> ShotSize:
    if turn.progress < SHOULDERS_UNTIL:
        return ShotSize.MEDIUM
    if turn.progress < SINGLES_UNTIL or turn.count < LONG_EXCHANGE:
        return ShotSize.MEDIUM_CLOSE
    return ShotSize.CLOSE


def _unseen(view: SceneView, at: int, turn: Turn) -> Setup:
    """A voice plays over who hears it; over its own speaker when they are alone; over the place when nobody is.

    Those who speak but have no body (ALL, CROWD) are a voice of the whole company.
    """
    beat = view.beats[at]
    met = _about(view, at)
    if beat.voice is Voice.SEEN and len(met) > 2 and not view.apart:  # noqa: PLR2004
        return _together(view, met, ShotSize.MEDIUM_WIDE)
    heard_by = _hearer(view, at) or turn.listener or (beat.speaker if beat.speaker in view.cast else "")
    if not heard_by:
        return Setup(role=Role.DETAIL, size=ShotSize.WIDE)
    near = beat.speaker if beat.speaker in view.cast else partner(view, at, heard_by)
    return reaction(heard_by, near, turn)


def _hearer(view: SceneView, at: int) -> str:
    """Who has just been seen to do something: whoever raised the radio is who hears it."""
    before = view.beats[at - 1] if at else None
    done = before.who if before and not before.is_line else ()
    return next((each for each in done if each in view.cast and each != view.beats[at].speaker), "")


def reaction(listener: str, speaker: str, turn: Turn) -> Setup:
    """As close as the talk has come by then."""
    tight = _tightness(turn)
    size = tight if tight is ShotSize.CLOSE else ShotSize.MEDIUM_CLOSE
    toward = "" if speaker == listener else speaker
    return Setup(role=Role.REACTION, size=size, subject=listener, toward=toward, framed=(listener,))


def _together(view: SceneView, people: tuple[str, ...], size: ShotSize) -> Setup:
    framed = tuple(dict.fromkeys(each for each in people if each in view.cast))[:DRAWN_CAST]
    if len(framed) < 2:  # noqa: PLR2004
        return Setup(role=Role.SINGLE, size=size, subject=framed[0], framed=framed)
    role = Role.TWO if len(framed) == 2 else Role.GROUP  # noqa: PLR2004
    wide = ShotSize.FULL if role is Role.GROUP and len(framed) > 3 else size  # noqa: PLR2004
    return Setup(role=role, size=wide, subject=framed[0], toward=framed[1], framed=framed)


def joins(draft: Draft | None, at: int, turn: Turn, view: SceneView) -> bool:
    """Whether the line is spoken inside the running shot instead of being cut to."""
    beat = view.beats[at]
    if draft is None or not draft.beats or beat.opens is not Transition.CUT or _answered_at_once(view, at):
        return False
    running = tuple(view.beats[at] for at in draft.beats)
    if running[-1].closes is not Transition.CUT:
        return False
    if beat.dual and running[-1].is_line:
        return True
    if shot_seconds((*running, beat)) > JOINED_SECONDS:
        return False
    return _same_mouth(draft, running, beat) or _traded(draft, running, beat, turn)


def _same_mouth(draft: Draft, running: tuple[Beat, ...], beat: Beat) -> bool:
    """The same person goes on, or has just done something brief before speaking."""
    if beat.voice is not Voice.SEEN or draft.setup.role not in (Role.SINGLE, Role.OVER_SHOULDER):
        return False
    brief = all(each.is_line or each.words <= 2 * QUIP_WORDS for each in running)
    return draft.setup.subject == beat.speaker and brief


def _traded(draft: Draft, running: tuple[Beat, ...], beat: Beat, turn: Turn) -> bool:
    """A short answer in the two-shot; the last line of an exchange always gets its own shot."""
    talking = any(each.is_line for each in running)
    shared = draft.setup.role in (Role.TWO, Role.GROUP) and beat.speaker in draft.setup.framed and talking
    last = turn.index == turn.count - 1 and turn.count >= TURN_EARNED
    return shared and not last and beat.words <= QUIP_WORDS and len(running) < TRADED and beat.voice is Voice.SEEN


def starts_trading(view: SceneView, at: int, turns: dict[int, Turn]) -> Setup | None:
    """A two-shot for a volley of short lines that begins at `at`; None where there is no volley."""
    if view.apart or at not in turns or turns[at].index == 0:
        return None
    volley = view.beats[at : at + 3]
    short = len(volley) == 3 and all(_quip(view, beat) for beat in volley)  # noqa: PLR2004
    people = tuple(dict.fromkeys(beat.speaker for beat in volley))
    return _together(view, people, ShotSize.MEDIUM) if short and len(people) == 2 else None  # noqa: PLR2004


def _quip(view: SceneView, beat: Beat) -> bool:
    seen = beat.is_line and beat.voice is Voice.SEEN and beat.speaker in view.cast
    return seen and not beat.dual and beat.words <= QUIP_WORDS


def closing(view: SceneView, turns: dict[int, Turn], draft: Draft | None) -> Draft | None:
    """A scene that ends on a line of a real exchange holds on who has to live with it."""
    at = len(view.beats) - 1
    if at not in turns or turns[at].count < TURN_EARNED or view.beats[at].voice is not Voice.SEEN:
        return None
    if view.beats[at].closes is not Transition.CUT:
        return None
    listener = turns[at].listener
    shown = draft is not None and listener in draft.setup.framed and draft.setup.role is not Role.OVER_SHOULDER
    return Draft(reaction(listener, view.beats[at].speaker, turns[at]), (), at) if listener and not shown else None
