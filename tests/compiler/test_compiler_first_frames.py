"""First frames: an engine that takes one begins with it, a stand-in warns, and any other refuses."""

import pytest
from tests.compiler.compiler_briefs import picture_of, two_people

from picturelock.compiler.model import TARGETS, Compiled, Dialect, PictureUse, compile_for
from picturelock.kernel.nouns import Brief, FirstFrame

FRAME, MARA = "f1" * 32, picture_of("mara", "a1")
BEGINNING = [name for name, target in TARGETS.items() if PictureUse.FIRST_FRAME in target.pictures]
OTHERS = [name for name in TARGETS if name not in BEGINNING]


def begun(engine: str, *references: object, frame: str | None = FRAME, frames: int = 120) -> Compiled:
    first = FirstFrame(digest=frame) if frame else None
    changed = {"references": references, "first_frame": first, "frames": frames, "lines": (), "actions": ()}
    brief = two_people().model_copy(update=changed)
    return compile_for(engine, Brief.model_validate(brief.model_dump()), revision=1)


def codes(compiled: Compiled) -> list[str]:
    return [found.code for found in compiled.diagnostics]


@pytest.mark.parametrize("engine", BEGINNING)
def test_an_engine_that_takes_one_begins_with_it_and_is_shown_nothing_else(engine: str) -> None:
    made = begun(engine, MARA)
    assert made.prompt, made.diagnostics
    assert (made.prompt.first_frame, made.prompt.references, made.prompt.pictures) == (FRAME, (), (FRAME,))
    (why,) = [found.message for found in made.diagnostics if found.code == "W012"]
    assert why.endswith(f"engine '{engine}' begins with the shot's first frame, and is shown no other picture then")
    assert "E010" not in codes(made)


@pytest.mark.parametrize("engine", [name for name in OTHERS if TARGETS[name].dialect is not Dialect.PREVIZ])
def test_an_engine_that_takes_none_refuses_the_shot(engine: str) -> None:
    made = begun(engine)
    assert made.prompt is None
    assert "E010" in codes(made)
    assert "E010" not in codes(begun(engine, frame=None))


def test_a_stand_in_is_drawn_without_it_and_stays_what_it_was() -> None:
    made, plain = begun("previz"), begun("previz", frame=None)
    assert made.prompt
    assert plain.prompt
    assert "W019" in codes(made)
    assert made.prompt.digest == plain.prompt.digest


def test_another_first_frame_is_another_prompt_with_another_seed() -> None:
    one, other = begun("runway/gen4.5"), begun("runway/gen4.5", frame="f2" * 32)
    assert one.prompt
    assert other.prompt
    assert one.prompt.digest != other.prompt.digest
    assert one.prompt.seed != other.prompt.seed
