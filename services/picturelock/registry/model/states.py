"""What characters wear, hold and suffer: it carries forward from beat to beat and scene to scene until changed."""

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace

from picturelock.kernel.nouns import Posture
from picturelock.registry.model.beats import Beat
from picturelock.registry.model.bible import Bible, Character, CharacterState

MOST_IN_HAND = 2

TAKES = re.compile(
    r"\b(takes?|picks?|grabs?|holds?|holding|lifts?|raises?|carr(?:y|ies|ying)|pulls? out|draws?|clutch\w*|"
    r"snatch\w*|catch\w*|grips?|collects?|lights|waves|unfolds?|points)\b",
    re.IGNORECASE,
)
LEAVES = re.compile(
    r"\b(puts? (?:it |the \w+ |her \w+ |his \w+ )?(?:down|away|back)|sets? (?:it |the \w+ |her \w+ |his \w+ )?down|"
    r"drops?|pockets?|throws?|tosses|hangs? up|lays?|leaves (?:it|the)|lets go)\b",
    re.IGNORECASE,
)
GIVES = re.compile(r"\b(gives?|hands?|passes|offers?|tosses|throws|returns)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class State:
    """One character's state. `brought` are props that the bible put in hand; they outlast the scene."""

    look: str
    holding: tuple[str, ...] = ()
    brought: tuple[str, ...] = ()
    wounds: tuple[str, ...] = ()
    posture: Posture = Posture.STANDING


@dataclass(frozen=True, slots=True)
class Situation:
    """Everybody's state at one moment."""

    states: Mapping[str, State] = field(default_factory=dict)

    def of(self, character: str) -> State:
        return self.states.get(character, State(look=""))

    def but(self, character: str, state: State) -> "Situation":
        return Situation({**self.states, character: state})


def at_the_start(bible: Bible) -> Situation:
    """Everybody in the look the bible names, with what they carry."""
    return Situation({key: _brings(each, bible) for key, each in bible.characters.items()})


def _brings(entry: Character, bible: Bible) -> State:
    carried = tuple(prop for prop in entry.carries if prop in bible.props)
    return State(look=entry.look, holding=carried, brought=carried)


def enter_scene(
    before: Situation, changes: Mapping[str, CharacterState], bible: Bible, still_to_come: Container[str]
) -> Situation:
    """All get up and put down what is not theirs between scenes; then come the changes that the bible wants here.

    A prop that is not `still_to_come` in the script stays behind too, unless the bible put it in their hands.
    """
    now = Situation({who: _between_scenes(who, state, bible, still_to_come) for who, state in before.states.items()})
    for character, change in changes.items():
        if character in now.states:
            now = _changed(now, character, change)
    return now


def _between_scenes(character: str, state: State, bible: Bible, still_to_come: Container[str]) -> State:
    own = tuple(prop for prop in state.holding if _stays(prop, character, state, bible, still_to_come))
    if own == state.holding and state.posture is Posture.STANDING:
        return state
    return replace(state, holding=own, posture=Posture.STANDING)


def _stays(prop: str, character: str, state: State, bible: Bible, still_to_come: Container[str]) -> bool:
    owner = bible.props[prop].owner if prop in bible.props else ""
    return prop in state.brought or (owner == character and prop in still_to_come)


def _changed(now: Situation, character: str, change: CharacterState) -> Situation:
    state = now.of(character)
    if change.holding is not None:
        now = Situation({key: _without(each, change.holding) for key, each in now.states.items()})
    return now.but(
        character,
        replace(
            state,
            look=state.look if change.look is None else change.look,
            holding=state.holding if change.holding is None else change.holding,
            brought=state.brought if change.holding is None else change.holding,
            wounds=state.wounds if change.wounds is None else change.wounds,
        ),
    )


def _without(state: State, props: Sequence[str]) -> State:
    return replace(state, holding=tuple(prop for prop in state.holding if prop not in props))


def after(before: Situation, beat: Beat) -> Situation:
    """The situation once the beat has happened. Only plain words move a prop: who takes, leaves or gives which."""
    now = before
    for act in beat.acts:
        if act.posture and act.character in now.states:
            now = now.but(act.character, replace(now.of(act.character), posture=act.posture))
    if beat.is_line or not beat.who:
        return now
    for prop in beat.props:
        now = _moved(now, beat, prop)
    return now


def _moved(now: Situation, beat: Beat, prop: str) -> Situation:
    holder = next((key for key, state in now.states.items() if prop in state.holding), "")
    actor = beat.who[0]
    if GIVES.search(beat.text) and len(beat.who) > 1 and holder in ("", actor):
        return _handed(now, prop, beat.who[1])
    if _last(LEAVES, beat.text) > _last(TAKES, beat.text):
        return now.but(holder, _without(now.of(holder), (prop,))) if holder in beat.who else now
    if _last(TAKES, beat.text) >= 0 and (holder in ("", actor) or len(beat.who) > 1):
        return _handed(now, prop, actor)
    return now


def _last(verb: re.Pattern[str], text: str) -> int:
    """Where the verb stands last; -1 where it does not. What is done last is what holds."""
    return max((hit.start() for hit in verb.finditer(text)), default=-1)


def _handed(now: Situation, prop: str, to: str) -> Situation:
    """A prop is in one pair of hands at a time, and hands hold only so much: what was taken first is let go."""
    if to not in now.states or prop in now.of(to).holding:
        return now
    free = {key: _without(state, (prop,)) for key, state in now.states.items()}
    held = (*free[to].holding, prop)[-MOST_IN_HAND:]
    return Situation({**free, to: replace(free[to], holding=held)})
