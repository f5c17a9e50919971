"""Every code of the catalogue can be provoked, and says who, why and what to do."""

from typing import Any

import pytest
from tests.compiler.compiler_briefs import LANTERN, MARA, SCRIPT, TOM, picture_of, two_people

from picturelock.compiler.model import CATALOGUE, TARGETS, Compiled, Target, Vocabulary, compile_brief, compile_for
from picturelock.kernel.nouns import (
    Action,
    Brief,
    Camera,
    FirstFrame,
    Garment,
    GarmentSlot,
    Line,
    Prop,
    Rate,
    Severity,
    ShotSize,
)

PREVIZ, RUNWAY = TARGETS["previz"], TARGETS["runway/gen4.5"]
PRESENTER = TARGETS["synthesia/presenter"]


def brief(**changes: Any) -> Brief:
    return two_people().model_copy(update=changes)


def target(of: Target = PREVIZ, **changes: Any) -> Target:
    return of.model_copy(update=changes)


def camera(**changes: Any) -> Camera:
    return Camera(size=ShotSize.WIDE, **changes)


def line(**changes: Any) -> Line:
    said = {"character": "mara", "cue": "MARA", "text": "Yes.", "start": 0, "frames": 24}
    return Line.model_validate(said | changes)


def compiled(of: Brief, by: Target = PREVIZ, **asked: Any) -> Compiled:
    return compile_brief(of, by, revision=1, **asked)


TWO_HATS = (Garment(slot=GarmentSlot.HAT, colour="#ffffff"), Garment(slot=GarmentSlot.HAT, colour="#000000"))
LONG_ACTION = Action(text="She waits. " * 200, start=0, frames=24)
KNOWING_LITTLE = Vocabulary(shapes=frozenset({"box"}), kinds=frozenset({"street"}))

BOARD = FirstFrame(digest="f1" * 32)

PROVOKED: dict[str, Compiled] = {
    "E001": compiled(brief(props=())),
    "E002": compiled(brief(camera=camera(over_shoulder="ines"))),
    "E003": compiled(brief(lines=(line(start=120, frames=24),))),
    "E004": compiled(brief(frames=288, actions=(), lines=()), RUNWAY),
    "E005": compiled(brief(actions=(LONG_ACTION,)), RUNWAY),
    "E006": compiled(brief(cast=(MARA, TOM, MARA))),
    "E007": compile_for("sora", brief(), revision=1),
    "E008": compiled(brief(lines=(line(off_screen=True),)), PRESENTER),
    "E009": compiled(brief(lines=(line(), line(character="tom", cue="OLD TOM", start=30))), PRESENTER),
    "E010": compiled(brief(first_frame=BOARD), PRESENTER),
    "W001": compiled(brief(camera=camera(subject="ines"))),
    "W002": compiled(brief(lines=(line(character="ines", cue="INES"),))),
    "W003": compiled(brief(lines=(line(text="far too many words for so short a time"),))),
    "W004": compiled(brief(), target(most_cast=1)),
    "W005": compiled(brief(), target(knows=KNOWING_LITTLE)),
    "W006": compiled(brief(), target(knows=KNOWING_LITTLE)),
    "W007": compiled(brief(width=1000, height=1000), RUNWAY),
    "W008": compiled(brief(rate=Rate(numerator=25)), RUNWAY),
    "W009": compiled(brief(), RUNWAY),
    "W010": compiled(brief(), RUNWAY),
    "W011": compiled(brief(), target(RUNWAY, most_negative=20)),
    "W012": compiled(brief(references=(picture_of("mara", "aa"),))),
    "W013": compiled(brief(), target(seeds=False)),
    "W014": compiled(brief(), RUNWAY),
    "W015": compiled(brief(actions=(Action(text="She runs.", start=120, frames=24),))),
    "W016": compiled(brief(actions=(Action(text="She runs.", characters=("ines",), start=0, frames=24),))),
    "W017": compiled(brief(cast=(MARA.model_copy(update={"wardrobe": TWO_HATS}), TOM))),
    "W018": compiled(brief(), PRESENTER),
    "W019": compiled(brief(first_frame=BOARD)),
}


def test_every_code_is_provoked_here() -> None:
    assert set(PROVOKED) == set(CATALOGUE)


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_code_is_said_when_its_trouble_is_there(code: str) -> None:
    said = [found for found in PROVOKED[code].diagnostics if found.code == code]
    assert said
    for found in said:
        assert found.severity == (Severity.ERROR if code.startswith("E") else Severity.WARNING)
        assert found.message.startswith("sc020_sh0030: ")


@pytest.mark.parametrize("code", CATALOGUE)
def test_an_error_refuses_the_brief_and_a_warning_does_not(code: str) -> None:
    assert (PROVOKED[code].prompt is None) == code.startswith("E")


def test_a_sound_brief_is_compiled_for_previz_without_a_word() -> None:
    assert compiled(two_people()).diagnostics == ()


def test_a_shot_that_is_too_long_is_told_the_way_out() -> None:
    (found,) = [found for found in PROVOKED["E004"].diagnostics if found.code == "E004"]
    assert found.message == (
        "sc020_sh0030: wants 12 s, engine 'runway/gen4.5' makes at most 10 s; split the shot or choose another engine"
    )
    assert PROVOKED["E004"].made is None


def test_an_engine_that_is_known_by_name_is_compiled_for() -> None:
    assert compile_for("previz", brief(), revision=2, notes=["wider"]) == compile_brief(
        brief(), PREVIZ, revision=2, notes=["wider"]
    )


def test_an_unknown_engine_refuses_the_shot_instead_of_leaving_it_lying() -> None:
    (unknown,) = PROVOKED["E007"].diagnostics
    assert unknown.message.startswith("sc020_sh0030: there is no engine 'sora'; choose one of ")
    assert "previz" in unknown.message


def test_all_errors_are_told_at_once() -> None:
    broken = brief(props=(), camera=camera(over_shoulder="ines"), frames=288, lines=(line(start=288),))
    codes = {found.code for found in compiled(broken, RUNWAY).diagnostics if found.severity is Severity.ERROR}
    assert codes == {"E001", "E002", "E003", "E004"}


def test_a_finding_points_at_the_script_line_it_is_about() -> None:
    late = two_people().lines[0].model_copy(update={"start": 100})
    (found,) = [found for found in compiled(brief(lines=(late,))).diagnostics if found.code == "E003"]
    assert str(found.source) == f"{SCRIPT}:47"


@pytest.mark.parametrize(
    ("words", "frames", "hurried"),
    [("one two three four", 24, False), ("one two three four five", 24, True), ("No.", 2, False), ("", 1, False)],
)
def test_four_words_a_second_can_be_spoken_and_five_cannot(words: str, frames: int, hurried: bool) -> None:  # noqa: FBT001
    codes = [found.code for found in compiled(brief(lines=(line(text=words, frames=frames),))).diagnostics]
    assert ("W003" in codes) == hurried


def test_a_voice_from_off_screen_needs_nobody_in_the_shot() -> None:
    voice = line(character="ines", cue="INES", off_screen=True)
    assert compiled(brief(lines=(voice,))).diagnostics == ()


def test_what_ends_with_the_shot_is_inside_it() -> None:
    last = (line(start=108, frames=24),)
    ending = (Action(text="She runs.", start=108, frames=24),)
    assert compiled(brief(lines=last, actions=ending)).diagnostics == ()


def test_an_unknown_shape_is_told_for_the_prop_that_has_it() -> None:
    box = Prop(prop="crate", name="crate", shape="box")
    made = compiled(brief(props=(LANTERN, box)), target(knows=KNOWING_LITTLE))
    assert [found.source for found in made.diagnostics if found.code == "W005"] == [LANTERN.source]
