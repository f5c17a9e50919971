"""First frames from the bible to the brief: which shot begins with which picture, and what that makes stale."""

import pytest
from tests.registry.test_plan_references import BIBLE, PICTURES, planned, reading, reasons

from picturelock.kernel.errors import Invalid
from picturelock.registry.model.bible_text import write_bible
from picturelock.registry.model.bible_yaml import read_bible
from picturelock.registry.model.router import router_of

SHOT = planned(reading()).briefs[0].shot
BEGINS = f"{BIBLE}shots:\n  {SHOT}: {{first_frame: boards/010.png}}\n"
BOARD = {"boards/010.png": "f1" * 32}


def test_the_shot_that_is_named_begins_with_the_picture_and_no_other_does() -> None:
    briefs = planned(reading(BEGINS, PICTURES | BOARD)).briefs
    begun = {brief.shot: brief.first_frame for brief in briefs if brief.first_frame}
    assert list(begun) == [SHOT]
    assert begun[SHOT].digest == "f1" * 32
    assert str(begun[SHOT].source) == f"harbour.bible.yaml:12 (shots.{SHOT}.first_frame)"


def test_it_makes_its_own_shot_stale_and_says_why() -> None:
    said = f"first frame: added (harbour.bible.yaml:12, shots.{SHOT}.first_frame)"
    assert reasons(reading(BEGINS, PICTURES | BOARD)) == {SHOT: [said]}


def test_a_brief_without_one_has_the_digest_that_it_had_before_there_were_any() -> None:
    brief = planned(reading(BEGINS, PICTURES | BOARD)).briefs[0]
    without = planned(reading()).briefs[0]
    assert brief.digest != without.digest
    assert brief.model_copy(update={"first_frame": None}).digest == without.digest


def test_a_picture_for_no_shot_is_a_warning_with_its_line() -> None:
    stray = BEGINS.replace(SHOT, "sc990_sh0010")
    (said,) = planned(reading(stray, PICTURES | BOARD)).warnings
    assert said == (
        "harbour.bible.yaml:12: shots.sc990_sh0010.first_frame: there is no such shot, and nothing begins with it; "
        "`picturelock plan` lists the shots"
    )


def test_a_picture_that_is_nowhere_is_named_with_its_line() -> None:
    with pytest.raises(Invalid, match=rf"harbour.bible.yaml:12: shots.{SHOT}.first_frame: there is no picture"):
        reading(BEGINS)


def test_what_is_no_shot_is_refused_with_its_line() -> None:
    with pytest.raises(Invalid, match=r"harbour.bible.yaml:2: shots.shot 3"):
        read_bible(b"shots:\n  shot 3: {first_frame: a.png}\n", "harbour.bible.yaml")


def test_it_is_written_as_it_was_read() -> None:
    bible = read_bible(BEGINS.encode(), "harbour.bible.yaml")
    again = read_bible(write_bible(bible).encode(), "harbour.bible.yaml")
    assert again.shots == bible.shots
    assert again.shots[SHOT].first_frame == "boards/010.png"


def test_a_rule_can_ask_for_shots_that_need_an_engine_which_begins_with_a_picture() -> None:
    ruled = f"{BEGINS}routes:\n  - {{when: {{first_frame: true}}, engines: kling/2.6}}\n"
    given = reading(ruled, PICTURES | BOARD)
    router = router_of(given.bible.routing, "", {}, {})
    chosen = {brief.shot: router.route(brief) for brief in planned(given).briefs}
    assert chosen[SHOT].engine == "kling/2.6"
    assert chosen[SHOT].why == ("first frame: yes",)
    assert {route.engine for shot, route in chosen.items() if shot != SHOT} == {"previz"}
