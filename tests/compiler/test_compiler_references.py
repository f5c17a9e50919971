"""Reference images: an engine is shown those it takes, as what it takes them for, and is told what each one shows."""

import pytest
from pydantic import ValidationError
from tests.compiler.compiler_briefs import picture_of, two_people

from picturelock.compiler.model import TARGETS, Compiled, Durations, PictureUse, Target, compile_for, explain
from picturelock.kernel.nouns import Brief, ReferenceOf

MARA, MARA_AGAIN, TOM = picture_of("mara", "a1"), picture_of("mara", "a2"), picture_of("tom", "b1")
HARBOUR = picture_of("harbour", "c1", ReferenceOf.PLACE, "locations")
STORM = picture_of("storm", "e1", ReferenceOf.LOOK, "looks")
ALL = (MARA, TOM, HARBOUR, STORM, MARA_AGAIN)


def shown(engine: str, references: tuple[object, ...] = ALL, frames: int = 132) -> Compiled:
    brief = two_people().model_copy(update={"references": references, "frames": frames})
    return compile_for(engine, Brief.model_validate(brief.model_dump()), revision=1)


def digests(compiled: Compiled) -> list[str]:
    assert compiled.prompt
    return [digest[:2] for digest in compiled.prompt.references]


def left_out(compiled: Compiled) -> list[str]:
    return [found.message for found in compiled.diagnostics if found.code == "W012"]


def test_an_engine_that_takes_many_is_shown_all_in_their_order() -> None:
    made = shown("runway/seedance2")
    assert digests(made) == ["a1", "b1", "c1", "e1", "a2"]
    assert left_out(made) == []


def test_an_engine_that_takes_few_is_shown_the_first_and_each_other_one_is_named() -> None:
    made = shown("veo/3.1")
    assert digests(made) == ["a1", "b1", "c1"]
    assert left_out(made) == [
        "sc020_sh0030: a reference image of storm (e1e1e1e1e1e1) was left out; engine 'veo/3.1' takes 3",
        "sc020_sh0030: a reference image of Mara (a2a2a2a2a2a2) was left out; engine 'veo/3.1' takes 3",
    ]


def test_an_engine_that_takes_faces_only_is_not_shown_a_place() -> None:
    made = shown("replicate/minimax-video-01", (HARBOUR, MARA), frames=120)
    assert digests(made) == ["a1"]
    (why,) = left_out(made)
    assert why.endswith("engine 'replicate/minimax-video-01' takes none of a place")


@pytest.mark.parametrize("engine", [name for name, target in TARGETS.items() if not target.most_references])
def test_no_picture_of_somebody_becomes_the_first_frame_of_a_take(engine: str) -> None:
    made = shown(engine)
    assert digests(made) == []
    assert len(left_out(made)) == len(ALL)
    begins = PictureUse.FIRST_FRAME in TARGETS[engine].pictures
    assert all(("frame to begin with" if begins else "takes no pictures") in why for why in left_out(made))


def test_a_target_can_not_count_references_that_it_takes_for_something_else() -> None:
    given = TARGETS["luma/ray-3.2"].model_dump() | {"most_references": 1}
    with pytest.raises(ValidationError, match="say both `most_references` and SUBJECT among `pictures`, or neither"):
        Target.model_validate(given)


def test_the_text_says_what_each_picture_shows_and_where_it_is_named() -> None:
    made = shown("runway/seedance2")
    assert made.prompt
    said = "Reference image 1 shows Mara, 2 shows Old Tom, 3 shows the old harbour, 4 is the style of the whole picture"
    assert said in made.prompt.text
    told = {line.what: (line.excerpt, str(line.source)) for line in explain(made.prompt)}
    assert told["references.1"] == ("2 shows Old Tom", "bible.yaml:13 (characters.tom.references)")


def test_a_prompt_that_shows_no_picture_says_nothing_of_any() -> None:
    made = shown("runway/gen4.5")
    assert made.prompt
    assert "Reference" not in made.prompt.text


def test_another_picture_is_another_prompt() -> None:
    one, other = shown("minimax/h3", (MARA,)), shown("minimax/h3", (MARA_AGAIN,))
    assert one.prompt
    assert other.prompt
    assert one.prompt.text == other.prompt.text
    assert one.prompt.digest != other.prompt.digest


@pytest.mark.parametrize("engine", ["runway/gen4.5", "previz"])
def test_a_picture_that_is_not_shown_makes_no_other_prompt(engine: str) -> None:
    one, other, none = (shown(engine, of).prompt for of in ((MARA,), (MARA_AGAIN, TOM), ()))
    assert one
    assert other
    assert none
    assert one.digest == other.digest == none.digest
    assert one.brief_digest != other.brief_digest != none.brief_digest


def test_an_engine_that_makes_one_length_with_pictures_makes_that_one() -> None:
    assert TARGETS["veo/3.1"].reference_lengths == Durations(seconds=(8,))
    lengths = [made.made.frames if (made := shown("veo/3.1", of)).made else 0 for of in ((), (MARA,))]
    assert lengths == [144, 192]
    longer = [found.message for found in shown("veo/3.1", (MARA,)).diagnostics if found.code == "W009"]
    assert longer == ["sc020_sh0030: wants 5.5 s, engine 'veo/3.1' makes 8 s; the last 60 frames are handles"]
