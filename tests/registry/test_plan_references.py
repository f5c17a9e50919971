"""Reference images from the bible to the brief: whose pictures a shot shows, and what another one makes stale."""

import pytest

from picturelock.kernel.errors import Invalid
from picturelock.kernel.nouns import Brief, Reference, ReferenceOf
from picturelock.registry.model.bible_yaml import read_bible
from picturelock.registry.model.changes import compare
from picturelock.registry.model.plan import Planned, plan
from picturelock.registry.model.reading import Page, Reading, read

SCRIPT = Page(
    name="harbour.fountain",
    data=b"""EXT. PIER - NIGHT

Mara waits at the end of the pier.

MARA
You are late.

JONAS
I know.

INT. ATTIC - DAY

Jonas opens the box.
""",
)
BIBLE = """characters:
  mara: {words: a pilot, references: [mara_front.png, mara_side.png]}
  jonas:
    references: jonas.jpg
locations:
  pier: {references: [pier.webp]}
props:
  box: {references: [box.png]}
looks:
  default: {words: grey, references: [look.png]}
"""
PICTURES = {
    "mara_front.png": "a1" * 32,
    "mara_side.png": "a2" * 32,
    "jonas.jpg": "b1" * 32,
    "pier.webp": "c1" * 32,
    "box.png": "d1" * 32,
    "look.png": "e1" * 32,
}


def reading(bible: str = BIBLE, pictures: dict[str, str] | None = None) -> Reading:
    page = Page(name="harbour.bible.yaml", data=bible.encode())
    return read(SCRIPT, page, PICTURES if pictures is None else pictures)


def planned(of: Reading, before: Planned | None = None) -> Planned:
    return plan("studio/film", of.screenplay, of.bible, before.breakdown if before else None, of.pictures)


def about(briefs: tuple[Brief, ...], subject: str) -> Brief:
    return next(brief for brief in briefs if brief.camera.subject == subject and len(brief.cast) > 1)


def told(references: tuple[Reference, ...]) -> list[str]:
    return [reference.digest[:2] for reference in references]


def reasons(after: Reading) -> dict[str, list[str]]:
    first = planned(reading())
    old = {brief.shot: brief for brief in first.briefs}
    changes = {
        brief.shot: [str(each) for each in compare(old[brief.shot], brief, after.bible)]
        for brief in planned(after, first).briefs
    }
    return {shot: why for shot, why in changes.items() if why}


def test_what_the_camera_is_about_comes_first_and_everybody_once_before_anybody_twice() -> None:
    briefs = planned(reading()).briefs
    assert told(about(briefs, "mara").references) == ["a1", "b1", "c1", "e1", "a2"]
    attic = briefs[-1]
    assert attic.setting.scene == "sc020"
    assert {reference.of for reference in attic.references} >= {ReferenceOf.CHARACTER, ReferenceOf.PROP}
    assert "a1" not in told(attic.references)


def test_a_reference_says_what_it_is_of_and_where_it_is_named() -> None:
    first = about(planned(reading()).briefs, "mara").references[0]
    assert (first.of, first.id, first.name) == (ReferenceOf.CHARACTER, "mara", "Mara")
    assert str(first.source) == "harbour.bible.yaml:2 (characters.mara.references)"


def test_one_picture_of_two_things_is_sent_once() -> None:
    same = PICTURES | {"jonas.jpg": "a1" * 32}
    assert told(about(planned(reading(pictures=same)).briefs, "mara").references) == ["a1", "c1", "e1", "a2"]


def test_another_picture_makes_exactly_those_shots_stale_that_show_whom_it_is_of() -> None:
    why = reasons(reading(pictures=PICTURES | {"mara_front.png": "ff" * 32}))
    with_mara = [b.shot for b in planned(reading()).briefs if any(each.character == "mara" for each in b.cast)]
    assert list(why) == with_mara
    said = "reference of Mara: changed (harbour.bible.yaml:2, characters.mara.references)"
    assert {each for changes in why.values() for each in changes} == {said}


def test_a_picture_more_and_a_picture_less_are_told_too() -> None:
    without = reading(BIBLE.replace(", references: [mara_front.png, mara_side.png]", ""))
    assert {each for changes in reasons(without).values() for each in changes} == {"reference of Mara: taken out"}
    fewer = reading(BIBLE.replace(", mara_side.png", ""))
    assert all("reference of Mara: changed" in each for changes in reasons(fewer).values() for each in changes)


def test_a_file_by_another_name_is_the_same_picture() -> None:
    renamed = BIBLE.replace("mara_front.png", "mara.png")
    assert reasons(reading(renamed, PICTURES | {"mara.png": "a1" * 32})) == {}


def test_references_are_part_of_what_a_shot_must_show() -> None:
    with_one = about(planned(reading()).briefs, "mara")
    assert with_one.model_copy(update={"references": ()}).digest != with_one.digest


def test_a_digest_in_the_bible_needs_no_file() -> None:
    by_digest = BIBLE.replace("jonas.jpg", f"sha256:{'b9' * 32}")
    assert "b9" in told(about(planned(reading(by_digest)).briefs, "mara").references)


def test_a_picture_that_is_nowhere_is_named_with_its_line() -> None:
    with pytest.raises(Invalid) as refused:
        reading(pictures={name: digest for name, digest in PICTURES.items() if name != "pier.webp"})
    (problem,) = refused.value.problems
    assert problem.startswith("harbour.bible.yaml:6: locations.pier.references.0: there is no picture 'pier.webp'; ")


def test_more_pictures_than_anybody_takes_are_refused() -> None:
    many = ", ".join(f"{n}.png" for n in range(9))
    with pytest.raises(Invalid, match=r"harbour.bible.yaml:2: characters.mara.references: .*at most 8"):
        read_bible(f"characters:\n  mara: {{references: [{many}]}}\n".encode(), "harbour.bible.yaml")
