"""Briefs: a planned shot resolved into all that it must show, each fact with where it was read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from picturelock.kernel.nouns import (
    Action,
    Brief,
    Camera,
    Facing,
    Garment,
    Line,
    Look,
    Neighbours,
    Presence,
    Prop,
    Setting,
    Source,
    Travel,
)
from picturelock.registry.model.acts import Act, facing_of, followed, on_side
from picturelock.registry.model.beats import Beat, Voice
from picturelock.registry.model.bible import Bible
from picturelock.registry.model.blocking import Mark, marks
from picturelock.registry.model.breakdown import PlannedScene, PlannedShot, Role
from picturelock.registry.model.references import Pictures, with_first_frame, with_references
from picturelock.registry.model.sizes import LENS_MM
from picturelock.registry.model.states import Situation
from picturelock.registry.model.timing import Timing, timed


@dataclass(frozen=True, slots=True)
class SceneFacts:
    """All that a scene's briefs share. `situations` are at the scene's start and after each of its beats."""

    project: str
    file: str
    bible: Bible
    setting: Setting
    elsewhere: Mapping[str, Setting]
    """Where those are who are not in the scene's place: the far ends of an intercut."""
    look: Look
    scene: PlannedScene
    beats: tuple[Beat, ...]
    situations: tuple[Situation, ...]
    pictures: Pictures


def briefs_of(facts: SceneFacts) -> tuple[Brief, ...]:
    """A brief for each shot of the scene, in order."""
    shots = facts.scene.shots
    plain = (_brief(facts, shot, _neighbours(shots, at)) for at, shot in enumerate(shots))
    return tuple(
        with_first_frame(with_references(brief, facts.bible, facts.pictures), facts.bible, facts.pictures)
        for brief in plain
    )


def _neighbours(shots: Sequence[PlannedShot], at: int) -> Neighbours:
    return Neighbours(previous=shots[at - 1].shot if at else "", next=shots[at + 1].shot if at + 1 < len(shots) else "")


def _brief(facts: SceneFacts, shot: PlannedShot, neighbours: Neighbours) -> Brief:
    film, setup = facts.bible.film, shot.setup
    beats = tuple(facts.beats[at] for at in shot.beats)
    timing = timed(beats, setup.role, film.rate, film.pace)
    situation = facts.situations[max((*shot.beats, shot.anchor)) + 1]
    acts = {act.character: act for beat in reversed(beats) for act in beat.acts}
    cast = tuple(presence(facts, mark, situation, acts.get(mark.character)) for mark in marks(setup, facts.scene.axis))
    travel = next((each.travel for each in cast if each.character == setup.subject), Travel.NONE)
    return Brief(
        project=facts.project,
        shot=shot.shot,
        setting=facts.elsewhere.get(setup.subject, facts.setting),
        camera=Camera(
            size=setup.size, angle=setup.angle, move=followed(setup.move, travel), lens_mm=LENS_MM[setup.size],
            subject=setup.subject, over_shoulder=setup.over_shoulder,
        ),
        cast=cast,
        props=_props(facts, shot, beats, cast),
        actions=_actions(facts, shot, beats, timing),
        lines=_lines(facts, beats, timing, frozenset(each.character for each in cast)),
        look=facts.look,
        frames=timing.frames,
        rate=film.rate,
        width=film.width,
        height=film.height,
        neighbours=neighbours,
    )  # fmt: skip


def presence(facts: SceneFacts, mark: Mark, situation: Situation, act: Act | None) -> Presence:
    """The character at their mark, in the look, with the props and the wounds of the moment, doing what they do."""
    entry, state = facts.bible.characters[mark.character], situation.of(mark.character)
    moving = act if act and mark.facing is not Facing.AWAY else Act(mark.character)
    axis = facts.scene.axis
    on_left = mark.character in axis[: (len(axis) + 1) // 2]
    travel = on_side(moving, left=on_left, alone=len(axis) < 2)  # noqa: PLR2004
    look = state.look if state.look in entry.looks else entry.look
    return Presence(
        character=mark.character, name=entry.name, words=entry.words, physique=entry.physique,
        wardrobe=_worn(facts.bible, mark.character, look), holding=state.holding, wounds=state.wounds,
        position=mark.position, depth=mark.depth, facing=facing_of(travel) or mark.facing,
        posture=state.posture, gesture=moving.gesture, travel=travel,
        source=facts.bible.source(f"characters.{mark.character}.looks.{look}"),
    )  # fmt: skip


def _worn(bible: Bible, character: str, look: str) -> tuple[Garment, ...]:
    at = f"characters.{character}.looks.{look}"
    return tuple(
        garment.model_copy(update={"source": bible.source(f"{at}.{garment.slot.value}")})
        for garment in bible.characters[character].wardrobe(look)
    )


def _props(facts: SceneFacts, shot: PlannedShot, beats: Sequence[Beat], cast: Sequence[Presence]) -> tuple[Prop, ...]:
    """What is handled in the shot, what it is about, and what its people hold."""
    acted = (prop for beat in beats if not beat.is_line for prop in beat.props)
    held = (prop for each in cast for prop in each.holding)
    about = (shot.setup.subject,) if shot.setup.subject in facts.bible.props else ()
    wanted = dict.fromkeys((*about, *acted, *held))
    return tuple(_prop(facts.bible, prop) for prop in wanted if prop in facts.bible.props)


def _prop(bible: Bible, prop: str) -> Prop:
    entry = bible.props[prop]
    return Prop(
        prop=prop, name=entry.name, words=entry.words, shape=entry.shape, colour=entry.colour,
        source=bible.source(f"props.{prop}"),
    )  # fmt: skip


def _actions(facts: SceneFacts, shot: PlannedShot, beats: Sequence[Beat], timing: Timing) -> tuple[Action, ...]:
    acted = [
        Action(text=beat.text, characters=beat.who, start=start, frames=frames, source=_at(facts, beat.line))
        for beat, (start, frames) in zip(beats, timing.beats, strict=True)
        if not beat.is_line
    ]
    return tuple(acted) if beats else _implied(facts, shot, timing)


def _implied(facts: SceneFacts, shot: PlannedShot, timing: Timing) -> tuple[Action, ...]:
    """What a shot without beats is there to show."""
    subject, role = shot.setup.subject, shot.setup.role
    who: tuple[str, ...]
    if role is Role.REACTION and subject in facts.bible.characters:
        text, who = f"{facts.bible.characters[subject].name} takes it in.", (subject,)
    elif role is Role.INSERT and subject in facts.bible.props:
        text, who = f"Close on the {facts.bible.props[subject].name.lower()}.", shot.setup.framed[:1]
    else:
        return ()
    line = facts.beats[shot.anchor].line if shot.anchor >= 0 else 0
    return (Action(text=text, characters=who, start=0, frames=timing.frames, source=_at(facts, line)),)


def _lines(facts: SceneFacts, beats: Sequence[Beat], timing: Timing, seen: frozenset[str]) -> tuple[Line, ...]:
    return tuple(
        Line(
            character=beat.speaker, cue=beat.cue, text=beat.text, parenthetical=beat.parenthetical,
            start=start, frames=frames, off_screen=beat.voice is not Voice.SEEN or beat.speaker not in seen,
            speaker=None if beat.speaker in seen else _voice(facts, beat.speaker), source=_at(facts, beat.line),
        )
        for beat, (start, frames) in zip(beats, timing.beats, strict=True)
        if beat.is_line
    )  # fmt: skip


def _voice(facts: SceneFacts, speaker: str) -> Presence:
    """Only what a voice is made of: clothes that are not seen must make no shot stale."""
    entry = facts.bible.characters[speaker]
    return Presence(
        character=speaker, name=entry.name, words=entry.words, physique=entry.physique,
        source=facts.bible.source(f"characters.{speaker}"),
    )  # fmt: skip


def _at(facts: SceneFacts, line: int) -> Source:
    return Source(file=facts.file, line=line)
