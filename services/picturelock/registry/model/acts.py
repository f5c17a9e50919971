"""Acts: which of the people in a line of action does what with their body, clause by clause."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from picturelock.kernel.nouns import Facing, Gesture, Move, Posture, Travel
from picturelock.registry.model.mentions import NameIndex
from picturelock.registry.model.motions import MIRRORED, gesture_of, posture_of, travel_of

CLAUSE = re.compile(
    r"(?<=[.!?;])\s+|,?\s+(and|but|then|while|as|which|who)\s+"
    r"|,\s+(?=(?:the|a|an|his|her|their|its)\s(?:\w+\s){1,2}\w+ing\b)"
)
ABSOLUTE = re.compile(r"(?:the|a|an|his|her|their|its)\s(?:\w+\s){1,2}\w+ing\b")
"""`..., the bottoms collapsing`: something else does that."""
SUBJECT = re.compile(r"\b(he|she|they|it)\b", re.IGNORECASE)
SIDE = re.compile(r"\b(left|right)\b", re.IGNORECASE)
UNMIRRORED = {mirrored: plain for plain, mirrored in MIRRORED.items()}

RIGHTWARD = (Travel.ENTER_LEFT, Travel.EXIT_RIGHT, Travel.CROSS_RIGHT)
LEFTWARD = (Travel.ENTER_RIGHT, Travel.EXIT_LEFT, Travel.CROSS_LEFT)


@dataclass(frozen=True, slots=True)
class Act:
    """`sided` says that the text itself names the side of the frame. `posture` None stays as it was."""

    character: str
    gesture: Gesture = Gesture.NONE
    travel: Travel = Travel.NONE
    posture: Posture | None = None
    sided: bool = False


def acts_of(text: str, who: Sequence[str], names: NameIndex) -> tuple[Act, ...]:
    """What each of `who` does; those who only have things done to them make no act."""
    doing: dict[str, Act] = {}
    actors: tuple[str, ...] = ()
    joint: tuple[str, ...] = ()
    before = ""
    for link, clause in _clauses(text):
        subject = names.subject(clause, who)
        if subject and names.is_name(clause):
            joint, before = (*joint, subject), clause
            continue
        if ABSOLUTE.match(clause) and before and not subject:
            continue
        if link in ("which", "who"):
            actors = names.named(before)[0][-1:]
        elif subject or joint:
            actors = tuple(dict.fromkeys((*joint, *([subject] if subject else []))))
        elif not actors:
            actors = _mentioned(clause, who, names)
        joint, before = (), clause
        for actor in actors:
            doing[actor] = _joined(doing.get(actor, Act(actor)), clause)
    return tuple(act for act in doing.values() if act != Act(act.character))


def _clauses(text: str) -> Iterator[tuple[str, str]]:
    """Each clause with the word that links it to the one before; empty for none."""
    pieces = [piece or "" for piece in CLAUSE.split(text)]
    yield from zip(("", *pieces[1::2]), pieces[::2], strict=True)


def _mentioned(clause: str, who: Sequence[str], names: NameIndex) -> tuple[str, ...]:
    """Who acts in a clause that begins with somebody or something else: `At the window she waves`."""
    named = tuple(each for each in names.named(clause)[0] if each in who)
    return named[:1] or (tuple(who[:1]) if SUBJECT.search(clause) else ())


def _joined(act: Act, clause: str) -> Act:
    """The first gesture and the first travel count, and the last posture."""
    travel = act.travel if act.travel is not Travel.NONE else travel_of(clause)
    return replace(
        act,
        gesture=act.gesture if act.gesture is not Gesture.NONE else gesture_of(clause),
        travel=travel,
        posture=posture_of(clause) or act.posture,
        sided=act.sided or (travel is not Travel.NONE and SIDE.search(clause) is not None),
    )


def on_side(act: Act, *, left: bool, alone: bool) -> Travel:
    """The travel as the scene's axis wants it: people come from, and go to, their own side of it."""
    plain = UNMIRRORED.get(act.travel, act.travel)
    if act.sided or alone or plain not in MIRRORED:
        return act.travel
    mirrored = left is (plain is Travel.EXIT_RIGHT)
    return MIRRORED[plain] if mirrored else plain


def facing_of(travel: Travel) -> Facing | None:
    """Where one looks who moves like that; None for staying."""
    if travel in RIGHTWARD:
        return Facing.RIGHT
    if travel in LEFTWARD:
        return Facing.LEFT
    return {Travel.APPROACH: Facing.CAMERA, Travel.RECEDE: Facing.AWAY}.get(travel)


def followed(move: Move, travel: Travel) -> Move:
    """A tracking camera goes where its subject goes: alongside, before it or behind it."""
    if move in (Move.TRACK_LEFT, Move.TRACK_RIGHT) and travel in (*RIGHTWARD, *LEFTWARD):
        return Move.TRACK_RIGHT if travel in RIGHTWARD else Move.TRACK_LEFT
    if move is Move.TRACK_RIGHT:
        return {Travel.APPROACH: Move.PULL_OUT, Travel.RECEDE: Move.PUSH_IN}.get(travel, move)
    return move
