"""Our example film shows what a film needs, and the plan of it has its measure."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from picturelock.kernel.nouns import Brief, Figure, Garment, GarmentSlot, Interior, TimeOfDay, Transition, Weather
from picturelock.media.casting import cast_voice
from picturelock.registry.model.bible import Bible
from picturelock.registry.model.fountain import read_script
from picturelock.registry.model.plan import Planned, plan
from picturelock.registry.model.screenplay import ElementKind, Screenplay

FOLDER = Path(__file__).parents[2] / "examples" / "channel-nine"
OILSKIN = "#f2b705"


@pytest.fixture(scope="module")
def screenplay() -> Screenplay:
    return read_script((FOLDER / "channel-nine.fountain").read_bytes(), "channel-nine.fountain")


@pytest.fixture(scope="module")
def bible() -> Bible:
    written = YAML(typ="safe").load((FOLDER / "channel-nine.bible.yaml").read_text(encoding="utf-8"))
    return Bible.model_validate(written)


@pytest.fixture(scope="module")
def planned(screenplay: Screenplay, bible: Bible) -> Planned:
    return plan("demo/channel-nine", screenplay, bible)


def coat_of(brief: Brief, character: str) -> str:
    worn = next((each.wardrobe for each in brief.cast if each.character == character), ())
    return next((garment.colour for garment in worn if garment.slot is GarmentSlot.COAT), "")


def test_it_is_about_four_minutes_long(planned: Planned) -> None:
    seconds = sum(brief.rate.seconds(brief.frames) for brief in planned.briefs)
    assert 220.0 < seconds < 265.0
    assert 45 <= len(planned.briefs) <= 80


def test_it_reads_without_a_warning(screenplay: Screenplay, planned: Planned) -> None:
    assert screenplay.warnings == ()
    assert planned.warnings == ()
    assert screenplay.title["title"] == ("Channel Nine",)


def test_it_plays_in_many_places_by_day_and_night_inside_and_outside(planned: Planned) -> None:
    settings = [brief.setting for brief in planned.briefs]
    assert len({setting.scene for setting in settings}) >= 6
    assert len({setting.place.place for setting in settings}) >= 5
    assert {TimeOfDay.DAY, TimeOfDay.NIGHT, TimeOfDay.DAWN} <= {setting.time for setting in settings}
    assert {Interior.INT, Interior.EXT} <= {setting.interior for setting in settings}
    assert {Weather.STORM, Weather.CLEAR} <= {setting.weather for setting in settings}


def test_everybody_in_it_is_in_the_bible_and_has_a_voice_of_their_own(planned: Planned, bible: Bible) -> None:
    people = {each.character: each for brief in planned.briefs for each in brief.cast}
    assert set(people) == set(bible.characters) == {"pip", "mara", "nell", "otto"}
    assert people["pip"].physique.figure is Figure.CHILD
    assert len({cast_voice(each).model_dump_json() for each in people.values()}) == 4


def test_the_radio_stays_with_its_owner(planned: Planned) -> None:
    holders = {each.character for brief in planned.briefs for each in brief.cast if "radio" in each.holding}
    assert holders == {"pip"}
    assert all("radio" in each.holding for brief in planned.briefs for each in brief.cast if each.character == "pip")


def test_the_oilskin_changes_hands_between_two_scenes_and_is_meant_to(planned: Planned) -> None:
    worn = {
        (brief.setting.scene, who)
        for brief in planned.briefs
        for who in ("pip", "otto")
        if coat_of(brief, who) == OILSKIN
    }
    assert worn == {("sc030", "pip"), ("sc040", "pip"), ("sc060", "pip"), ("sc070", "pip"), ("sc080", "otto")}


def test_it_fades_in_dissolves_and_fades_out(planned: Planned) -> None:
    assert planned.shots[0].opens is Transition.FADE
    assert planned.shots[-1].closes is Transition.FADE
    assert Transition.DISSOLVE in {shot.opens for shot in planned.shots}


def test_it_uses_what_fountain_offers(screenplay: Screenplay) -> None:
    elements = [*screenplay.preamble, *(each for scene in screenplay.scenes for each in scene.elements)]
    kinds = {each.kind for each in elements}
    assert {ElementKind.SECTION, ElementKind.SYNOPSIS, ElementKind.NOTE, ElementKind.TRANSITION} <= kinds
    speeches = [each for each in elements if each.kind is ElementKind.SPEECH]
    assert any(each.dual for each in speeches)
    assert {"O.S.", "V.O."} <= {each.extension for each in speeches}
    assert any(part.kind == "parenthetical" for each in speeches for part in each.parts)


def test_no_garment_in_it_is_left_without_words(bible: Bible) -> None:
    garments: list[Garment] = [
        garment for who in bible.characters.values() for look in who.looks for garment in who.wardrobe(look)
    ]
    assert garments
    assert all(garment.words for garment in garments)
