"""A very short film, and what its writer may do to it at any time."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from tests.sim.luck import Luck

from picturelock.registry.model.reading import Page, Reading, read

COATS = ("red", "green", "navy", "mustard")
WORDS = ("You said the light was dead.", "It was.", "Look again.", "Who goes there?", "Nobody. Only the sea.")
DEEDS = ("Mara sets a lamp on the table.", "Tom looks up.", "Mara opens the door.", "Tom counts his nets.")
HEADINGS = ("INT. KITCHEN - NIGHT", "EXT. QUAY - DAY", "INT. NET LOFT - DAWN", "EXT. QUAY - NIGHT")


@dataclass(frozen=True, slots=True)
class Scene:
    heading: str
    beats: tuple[str, ...]


OPENING = Scene("EXT. SEA WALL - DAY", ("Mara and Tom wait.",))
"""Never cut, so that the bible's people are always in the script."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The script and the bible as they stand."""

    scenes: tuple[Scene, ...]
    coat: str = COATS[0]

    @property
    def script(self) -> str:
        scenes = ("\n\n".join((scene.heading, *scene.beats)) for scene in (OPENING, *self.scenes))
        return "\n\n".join(("Title: The Lamp", *scenes))

    @property
    def bible(self) -> str:
        return (
            f"film: {{width: 320, height: 180}}\n"
            f"characters:\n  mara: {{name: Mara, looks: {{default: {{coat: {self.coat}}}}}}}\n  tom: {{name: Tom}}\n"
        )

    @property
    def reading(self) -> Reading:
        return _read(self.script, self.bible)


@lru_cache(maxsize=512)
def _read(script: str, bible: str) -> Reading:
    return read(Page(name="lamp.fountain", data=script.encode()), Page(name="lamp.bible.yaml", data=bible.encode()))


def first_draft(luck: Luck) -> Draft:
    return Draft(tuple(_a_scene(luck) for _ in range(luck.pick((1, 2, 2)))))


def rewritten(draft: Draft, luck: Luck) -> Draft:
    """The draft after one act of the writer's."""
    acts: list[Callable[[Draft, Luck], Draft]] = [_repaint, _say_more, _reword, _add_scene]
    if len(draft.scenes) > 1:
        acts += [_cut_scene, _move_scene]
    return luck.pick(acts)(draft, luck)


def _repaint(draft: Draft, luck: Luck) -> Draft:
    return replace(draft, coat=luck.pick([coat for coat in COATS if coat != draft.coat]))


def _say_more(draft: Draft, luck: Luck) -> Draft:
    at = luck.pick(range(len(draft.scenes)))
    return _with_scene(draft, at, (*draft.scenes[at].beats, _a_beat(luck)))


def _reword(draft: Draft, luck: Luck) -> Draft:
    at = luck.pick(range(len(draft.scenes)))
    return _with_scene(draft, at, (*draft.scenes[at].beats[:-1], _a_beat(luck)))


def _add_scene(draft: Draft, luck: Luck) -> Draft:
    at = luck.pick(range(len(draft.scenes) + 1))
    scene = Scene(luck.pick(HEADINGS), (_a_beat(luck),))
    return replace(draft, scenes=(*draft.scenes[:at], scene, *draft.scenes[at:]))


def _cut_scene(draft: Draft, luck: Luck) -> Draft:
    at = luck.pick(range(len(draft.scenes)))
    return replace(draft, scenes=(*draft.scenes[:at], *draft.scenes[at + 1 :]))


def _move_scene(draft: Draft, luck: Luck) -> Draft:
    at = luck.pick(range(len(draft.scenes)))
    return replace(draft, scenes=(*draft.scenes[:at], *draft.scenes[at + 1 :], draft.scenes[at]))


def _with_scene(draft: Draft, at: int, beats: tuple[str, ...]) -> Draft:
    changed = replace(draft.scenes[at], beats=beats)
    return replace(draft, scenes=(*draft.scenes[:at], changed, *draft.scenes[at + 1 :]))


def _a_scene(luck: Luck) -> Scene:
    return Scene(luck.pick(HEADINGS), tuple(_a_beat(luck) for _ in range(luck.pick((1, 2)))))


def _a_beat(luck: Luck) -> str:
    if luck.pick((True, False)):
        return luck.pick(DEEDS)
    return f"{luck.pick(('MARA', 'TOM'))}\n{luck.pick(WORDS)}"
