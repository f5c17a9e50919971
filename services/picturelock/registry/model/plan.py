"""The plan: a screenplay and a bible in, a numbered shot list with a brief for every shot out."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from picturelock.kernel.errors import Invalid
from picturelock.kernel.nouns import Brief, Figure, ListedShot, Noun, Setting, Transition
from picturelock.registry.model.alignment import SceneSketch, match_scenes
from picturelock.registry.model.beats import SceneBeats, Voice, beats_of, transition_of
from picturelock.registry.model.bible import Bible
from picturelock.registry.model.blocking import axis_of
from picturelock.registry.model.breakdown import Breakdown, PlannedScene
from picturelock.registry.model.briefs import SceneFacts, briefs_of
from picturelock.registry.model.coverage import SceneView, departures
from picturelock.registry.model.mentions import index_names
from picturelock.registry.model.numbering import follow
from picturelock.registry.model.places import Stage, folded, is_exterior, stage, state_of
from picturelock.registry.model.references import Pictures, frames_of_no_shot
from picturelock.registry.model.screenplay import ElementKind, Screenplay, ScriptScene
from picturelock.registry.model.shots import shots_of
from picturelock.registry.model.stand_ins import completed
from picturelock.registry.model.states import Situation, after, at_the_start, enter_scene


class Planned(Noun):
    """What is to be shot: `briefs` and `shots` in the order of the film; `breakdown` is for the next plan."""

    breakdown: Breakdown
    briefs: tuple[Brief, ...]
    shots: tuple[ListedShot, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Scene:
    """A scene on its way: as written, as beats, and with its number and what it was last time."""

    script: ScriptScene
    cut: SceneBeats
    number: str
    previous: PlannedScene | None


def plan(
    project: str,
    screenplay: Screenplay,
    bible: Bible,
    previous: Breakdown | None = None,
    pictures: Pictures | None = None,
) -> Planned:
    """Numbers, shots and briefs for the whole of `project` (`tenant/project`); the same input gives the same plan.

    Given the `previous` breakdown, numbers and setups stay wherever what is shot is still the same. `pictures` are the
    pictures that the bible names. Raises Invalid where there is no scene to shoot.
    """
    if not screenplay.scenes:
        raise Invalid(f"{screenplay.file}: has no scene; begin one with a heading such as 'INT. KITCHEN - DAY'")
    full = completed(bible, screenplay)
    before = previous or Breakdown()
    scenes = _numbered(screenplay, full, before)
    facts = _facts(scenes, screenplay.file, full, project, pictures or {})
    per_scene = [briefs_of(each) for each in facts]
    gone = {each.scene for each in before.scenes} - {each.number for each in scenes}
    breakdown = Breakdown(
        scenes=tuple(each.scene for each in facts),
        retired=tuple(dict.fromkeys((*before.retired, *sorted(gone)))),
    )
    briefs = tuple(brief for of_scene in per_scene for brief in of_scene)
    frameless = frames_of_no_shot(full, (brief.shot for brief in briefs))
    return Planned(
        breakdown=breakdown,
        briefs=briefs,
        shots=_listed(scenes, facts, per_scene, _opening(screenplay)),
        warnings=(*screenplay.warnings, *_unshot(screenplay), *frameless),
    )


def _numbered(screenplay: Screenplay, bible: Bible, before: Breakdown) -> list[_Scene]:
    names = index_names(bible)
    cuts = [beats_of(scene, bible, names) for scene in screenplay.scenes]
    sketches = [
        SceneSketch(folded(scene.heading.text), scene.given_number, tuple(beat.key for beat in cut.beats))
        for scene, cut in zip(screenplay.scenes, cuts, strict=True)
    ]
    matched = match_scenes(before.scenes, sketches)
    kept = {at: before.scenes[old] for at, old in matched.items()}
    taken = {_bare(number) for number in (*before.retired, *(each.scene for each in before.scenes))}
    numbers = [_bare(kept[at].scene) if at in kept else "" for at in range(len(sketches))]
    for at, sketch in enumerate(sketches):
        wanted = _as_given(sketch.given)
        if not numbers[at] and wanted and wanted not in taken:
            numbers[at] = wanted
            taken.add(wanted)
    return [
        _Scene(scene, cut, f"sc{number}", kept.get(at))
        for at, (scene, cut, number) in enumerate(zip(screenplay.scenes, cuts, follow(numbers, taken, 3), strict=True))
    ]


def _bare(scene: str) -> str:
    return scene.removeprefix("sc")


def _as_given(number: str) -> str:
    """`12A` is `012a`, `A-7` is `a7`."""
    plain = "".join(re.findall(r"[a-z0-9]", number.lower()))
    digits, letters = re.fullmatch(r"(\d*)(.*)", plain).groups()  # type: ignore[union-attr]
    return f"{int(digits):03d}{letters}" if digits else plain


def _facts(scenes: Sequence[_Scene], file: str, bible: Bible, project: str, pictures: Pictures) -> list[SceneFacts]:
    facts: list[SceneFacts] = []
    now, here = at_the_start(bible), None
    homes: dict[str, Setting] = {}
    before = SceneBeats(())
    still_to_come = _still_to_come(scenes)
    for at, each in enumerate(scenes):
        here = stage(each.number, each.script, bible, file, here)
        changes = state_of(each.number, each.script, bible).characters
        situations = _situations(enter_scene(now, changes, bible, still_to_come[at]), each.cut)
        now = situations[-1]
        view = _view(each, here, bible, apart=each.cut.intercut or before.intercut_next)
        elsewhere = _elsewhere(view, here.setting, homes)
        homes |= {} if view.apart else dict.fromkeys(view.cast, here.setting)
        before = each.cut
        planned = shots_of(each.number, view, each.previous, bible.props)
        scene = planned.model_copy(
            update={
                "heading": folded(each.script.heading.text),
                "given": each.script.given_number,
                "axis": axis_of(view.cast, each.previous.axis if each.previous else ()),
            }
        )
        look = bible.film_look(here.look)
        facts.append(
            SceneFacts(project, file, bible, here.setting, elsewhere, look, scene, each.cut.beats, situations, pictures)
        )
    return facts


def _still_to_come(scenes: Sequence[_Scene]) -> list[frozenset[str]]:
    """For each scene, the props that it or a later one names."""
    known: list[frozenset[str]] = []
    named: frozenset[str] = frozenset()
    for each in reversed(scenes):
        named |= {prop for beat in each.cut.beats for prop in beat.props}
        known.append(named)
    return known[::-1]


def _elsewhere(view: SceneView, here: Setting, homes: Mapping[str, Setting]) -> dict[str, Setting]:
    """In an intercut, where those are who only talk in it: where they were seen last."""
    acting = {who for beat in view.beats if not beat.is_line for who in beat.who}
    absent = [who for who in view.cast if view.apart and who in homes and who not in acting]
    return {
        who: homes[who].model_copy(update={"scene": here.scene, "heading": here.heading, "source": here.source})
        for who in absent
    }


def _situations(start: Situation, cut: SceneBeats) -> tuple[Situation, ...]:
    all_of = [start]
    for beat in cut.beats:
        all_of.append(after(all_of[-1], beat))
    return tuple(all_of)


def _view(each: _Scene, here: Stage, bible: Bible, *, apart: bool) -> SceneView:
    beats = each.cut.beats
    seen = (
        who
        for beat in beats
        if not beat.is_line or beat.voice is Voice.SEEN
        for who in beat.who
        if bible.characters[who].physique.figure is not Figure.UNSEEN
    )
    cast = tuple(dict.fromkeys(seen))
    bodies = {who: bible.characters[who].physique for who in cast}
    heights = {who: body.height_cm for who, body in bodies.items() if body.figure in (Figure.PERSON, Figure.CHILD)}
    exterior = is_exterior(here.setting)
    return SceneView(beats, cast, exterior, here.new_place, apart, departures(beats), heights)


def _unshot(screenplay: Screenplay) -> Iterator[str]:
    """Action before the first heading happens nowhere, so it is not shot."""
    for element in screenplay.preamble:
        if element.kind is ElementKind.ACTION and transition_of(element) is None:
            begins = " ".join(element.text.split())[:40]
            yield (
                f"{screenplay.file}:{element.line}: '{begins}' stands before the first scene heading and is not shot; "
                f"put it under a heading if it is to be seen"
            )


def _opening(screenplay: Screenplay) -> Transition:
    """How the film begins, as the script asks for before its first heading."""
    turns = [turn for turn in map(transition_of, screenplay.preamble) if turn]
    return turns[-1][1] if turns else Transition.CUT


def _listed(
    scenes: Sequence[_Scene], facts: Sequence[SceneFacts], briefs: Sequence[Sequence[Brief]], opening: Transition
) -> tuple[ListedShot, ...]:
    """Every shot with its digest and transitions. What ends a scene opens the next one, if it has anything to say."""
    listed: list[ListedShot] = []
    pending = opening
    for each, fact, written in zip(scenes, facts, briefs, strict=True):
        opens = each.cut.opens if each.cut.opens is not Transition.CUT else pending
        pending = each.cut.hands_on
        for at, (shot, brief) in enumerate(zip(fact.scene.shots, written, strict=True)):
            beats = [each.cut.beats[beat] for beat in shot.beats]
            inner = beats[0].opens if beats else Transition.CUT
            listed.append(
                ListedShot(
                    shot=shot.shot,
                    brief_digest=brief.digest,
                    frames=brief.frames,
                    opens=inner if at else opens,
                    closes=beats[-1].closes if beats else Transition.CUT,
                )
            )
    return tuple(listed)
