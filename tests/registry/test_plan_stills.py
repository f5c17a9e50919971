"""Whom and what a bible describes and shows no picture of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from picturelock.kernel.errors import Invalid
from picturelock.kernel.nouns import ReferenceOf, StillName, is_still
from picturelock.registry.model.bible_yaml import read_bible
from picturelock.registry.model.stills import still_brief, subject_named, subjects_in, without_pictures

BIBLE = read_bible(
    b"""characters:
  mara: {words: a pilot}
  jonas: {references: jonas.jpg}
  radio_voice: {physique: {figure: unseen}}
locations:
  pier: {}
looks:
  default: {}
  dream: {words: soft and pale}
""",
    "bible.yaml",
)


def test_what_can_be_seen_and_has_no_picture_wants_one() -> None:
    assert [str(each) for each in subjects_in(BIBLE)] == [
        "character/mara", "character/jonas", "location/pier", "look/default", "look/dream",
    ]  # fmt: skip
    assert [str(each) for each in without_pictures(BIBLE)] == ["character/mara", "location/pier", "look/dream"]


@pytest.mark.parametrize("said", ["character/radio_voice", "mara", "prop/pier", ""])
def test_a_subject_that_is_none_is_told_with_those_there_are(said: str) -> None:
    with pytest.raises(Invalid, match="has no such subject that can be seen"):
        subject_named(BIBLE, said)


def test_a_brief_of_a_still_bears_its_name_and_where_it_was_read() -> None:
    brief = still_brief(BIBLE, subject_named(BIBLE, "location/pier"), 3, "studio/lamp")
    assert (brief.shot, brief.frames, brief.project) == ("references_place.pier.3", 1, "studio/lamp")
    assert str(brief.setting.place.source) == "bible.yaml:6 (locations.pier)"


@given(
    of=st.sampled_from(ReferenceOf), id=st.from_regex(r"[a-z0-9]+(_[a-z0-9]+)*", fullmatch=True), n=st.integers(1, 9999)
)
def test_a_stills_name_is_read_back_and_no_shots_number_is_one(of: ReferenceOf, id: str, n: int) -> None:  # noqa: A002
    name = StillName(of, id[:80], n)
    assert StillName.read(str(name)) == name
    assert is_still(f"studio/lamp/{name}")
    assert not is_still(f"studio/lamp/sc{n:03d}_sh0010")
