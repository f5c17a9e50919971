"""A still says of its subject what the bible does, and nothing of any shot."""

import pytest

from picturelock.compiler.model import STILLS, StillTarget, compile_still
from picturelock.kernel.nouns import Prompt, ReferenceOf
from picturelock.registry.model.bible_yaml import read_bible
from picturelock.registry.model.stills import Subject, still_brief
from picturelock.testing.samples import small_brief

RUNWAY = STILLS["runway/gen4_image"]
BIBLE = read_bible(
    b"""looks:
  default: {words: grainy 16 mm film, saturation: 0.1}
characters:
  mara:
    words: a pilot with a scar
    look: oilskin
    looks: {default: {coat: red coat}, oilskin: {coat: yellow oilskin}}
locations:
  pier: {words: a long wooden pier, features: [crane], palette: [grey]}
props:
  box: {words: a tin box, colour: blue}
""",
    "bible.yaml",
)
SUBJECTS = {
    "mara": Subject(ReferenceOf.CHARACTER, "mara"), "pier": Subject(ReferenceOf.PLACE, "pier"),
    "box": Subject(ReferenceOf.PROP, "box"), "default": Subject(ReferenceOf.LOOK, "default"),
}  # fmt: skip


def prompt(name: str, number: int = 1, project: str = "studio/lamp", target: StillTarget = RUNWAY) -> Prompt:
    made = compile_still(still_brief(BIBLE, SUBJECTS[name], number, project), target).prompt
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("name", "said", "unsaid"),
    [
        ("mara", ["from head to toe", "a pilot with a scar", "oilskin", "grainy 16 mm film"], ["red coat", "pier"]),
        ("pier", ["with nobody in it", "a long wooden pier", "In it: crane", "black and white"], ["Mara", "box"]),
        ("box", ["alone", "tin box", "blue"], ["Mara", "pier"]),
        ("default", ["Look: grainy 16 mm film"], ["Mara", "pier", "box"]),
    ],
)
def test_a_still_shows_its_subject_alone_in_the_films_look(name: str, said: list[str], unsaid: list[str]) -> None:
    text = prompt(name).text
    assert all(words in text for words in said), text
    assert not [words for words in unsaid if words in text]
    assert "Interior" not in text


def test_the_same_words_make_the_same_prompt_and_another_number_another_seed() -> None:
    assert prompt("mara").digest == prompt("mara").digest
    first, second = prompt("mara"), prompt("mara", 2)
    assert (first.text, first.seed == second.seed, first.digest == second.digest) == (second.text, False, False)
    assert prompt("mara", project="studio/other").digest != first.digest


def test_each_piece_knows_where_the_bible_says_it() -> None:
    entries = {str(piece.source) for piece in prompt("mara").pieces if piece.source}
    assert "bible.yaml:4 (characters.mara)" in entries


@pytest.mark.parametrize(("name", "ratio"), [("mara", "1080:1440"), ("pier", "1280:720"), ("box", "1080:1080")])
def test_its_shape_follows_from_what_it_shows(name: str, ratio: str) -> None:
    made = prompt(name)
    assert made.parameters == {"model": "gen4_image", "ratio": ratio}
    assert (f"{made.width}:{made.height}", made.frames) == (ratio, 1)


def test_a_seed_can_be_among_what_is_sent_beside_the_text() -> None:
    made = prompt("mara", target=STILLS["replicate/flux-1.1-pro"])
    assert made.parameters == {"aspect_ratio": "3:4", "output_format": "png", "seed": str(made.seed)}


def test_what_finds_no_room_is_named_and_a_name_that_finds_none_refuses() -> None:
    brief = still_brief(BIBLE, SUBJECTS["mara"], 1, "studio/lamp")
    short = RUNWAY.model_copy(update={"most_characters": 200})
    compiled = compile_still(brief, short)
    assert compiled.prompt is not None
    assert len(compiled.prompt.text) <= 200
    assert {each.code for each in compiled.diagnostics} == {"W010"}
    refused = compile_still(brief, RUNWAY.model_copy(update={"most_characters": 20}))
    assert refused.prompt is None
    assert "E005" in {each.code for each in refused.diagnostics}


def test_a_shot_is_no_still() -> None:
    with pytest.raises(ValueError, match="sc010_sh0010: is no still's name"):
        compile_still(small_brief(), RUNWAY)
